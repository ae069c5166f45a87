"""The store: durable appends against raw encrypted SQLite."""

import json
from pathlib import Path

import sqlcipher3.dbapi2

from benchmarks.measure import Row, seconds_each
from kiosk import app as counter_app
from kiosk.app import Counter

APPENDS = 200


def append(folder: Path) -> Row:
    """6 KB events, one commit each, WAL and synchronous=FULL on the same file system."""
    payload = {"text": "Nguyễn Thị Lan " * 400}
    counter_app.enrol_practice(folder / "append")
    with Counter(folder / "append") as counter:
        now = counter.clock.now()
        ours = seconds_each(lambda n: counter.store.record(f"d{n}", "note", dict(payload), "canbo1", now), APPENDS)
    raw = sqlcipher3.dbapi2.connect(str(folder / "raw.db"), isolation_level=None)  # pyright: ignore
    for pragma in ("key = \"x'" + "11" * 32 + "'\"", "journal_mode = WAL", "synchronous = FULL"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, payload TEXT)")
    text = json.dumps(payload, ensure_ascii=False)
    peer = seconds_each(lambda _: raw.execute("INSERT INTO event (payload) VALUES (?)", (text,)), APPENDS)
    ratio = peer / ours
    what = "durable event append against encrypted raw SQLite"
    return Row(what, f"{1 / ours:,.0f} /s", f"{1 / peer:,.0f} /s", ratio, "≥ 0.6 ×", ratio >= 0.6)
