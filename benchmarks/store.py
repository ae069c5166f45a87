"""The store: durable appends against raw encrypted SQLite, and search as the number of dossiers grows."""

import json
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import sqlcipher3.dbapi2

from benchmarks.measure import Row, percentile, seconds_each
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.text import fold
from kiosk.practice.persons import practice_person
from offline_store.database import writing

APPENDS = 200
FEW, MANY = 2_000, 50_000


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


def search(folder: Path) -> list[Row]:
    """Search as one types, at 2,000 and at 50,000 dossiers."""
    counter_app.enrol_practice(folder / "search")
    with Counter(folder / "search") as counter:
        few = _grow_and_search(counter, 0, FEW)
        many = _grow_and_search(counter, FEW, MANY)
    return [
        Row(
            f"search as you type at {MANY:,} dossiers, p95, against the 50 ms limit",
            f"{many * 1000:.1f} ms",
            "50 ms",
            many / 0.05,
            "≤ 1 ×",
            many <= 0.05,
        ),
        Row(
            f"the same against {FEW:,} dossiers",
            f"{many * 1000:.1f} ms",
            f"{few * 1000:.1f} ms",
            many / few,
            "≤ 3 ×",
            many / few <= 3,
        ),
    ]


def _grow_and_search(counter: Counter, first: int, last: int) -> float:
    random = Random(first + 1)
    today = counter.clock.now().date()
    people = [practice_person(random, today=today) for _ in range(400)]
    store = counter.store
    received = counter.clock.now().astimezone(HANOI)
    for start in range(first, last, 1000):
        with writing(store._db):
            for n in range(start, min(start + 1000, last)):
                person = people[random.randrange(len(people))]
                event = store.log.append(
                    device_id=counter.identity.device_id,
                    dossier_id=f"d{n:07}",
                    type="dossier.accepted",
                    payload={
                        "applicant": person.applicant() | {"phone": f"09{random.randrange(10**8):08}"},
                        "attachments": [],
                        "code": f"000.19.35.H26-{received + timedelta(days=n // 900):%y%m%d}-{20001 + n % 9000:05}",
                        "due_at": received.isoformat(),
                        "fee_vnd": 0,
                        "form": {},
                        "procedure": "1.001193",
                        "procedure_name": "Đăng ký khai sinh",
                    },
                    actor="canbo1",
                    occurred_at=received.isoformat(),
                )
                store.dossiers.insert(event)
    times: list[float] = []
    for n in range(120):
        person = people[n % len(people)]
        words = fold(person.name).split()
        query = (f"{words[-1]} {words[0][:2]}", person.personal_id, f"2000{n % 9}", words[0])[n % 4]
        begun = time.perf_counter()
        store.dossiers.find(query)
        times.append(time.perf_counter() - begun)
    return percentile(times, 0.95)
