"""Saving the good part of a damaged file into a new one: what can be read is taken over, what cannot is left out and counted.

SQLCipher authenticates each page, so a page is either right or unreadable; events are checked by their own hashes besides.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.domain.event import BEGINNINGS, GENESIS, Event
from offline_store.database import sqlcipher, writing
from offline_store.store import Store
from offline_store.tail import put_after, raise_code_number, raise_code_numbers
from offline_store.watermark import Watermark

UNKNOWN_ISSUED = 999
"""When it cannot be known how many codes a day has seen, the day goes on in the five-digit range, which no day reaches."""

GIVE_UP_AFTER = 5000
"""So many rows in a row that cannot be read: what is above them hangs on a page that is gone."""

_EVENT_COLUMNS = "device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many events were kept in their places, put after them, and are known to be missing; and lost scans."""

    kept: int
    moved: int
    missing: int
    scans_missing: int


def salvage(sources: Sequence[Path], key: bytes, target: Path, now: datetime) -> Salvaged | None:
    """Build a new store at `target` from damaged files and backups, best first. None when no source has the identity.

    The mark beside the damaged file (`*.mark`) says how far the log had come.
    """
    connections = [c for c in (_open(path, key) for path in sources) if c is not None]
    try:
        identity = next((row for c in connections for row in _meta(c).items() if row[0] == "identity"), None)
        if identity is None:
            return None
        with Store(target, key) as store:
            return _fill(store, connections, _mark_beside(sources), now)
    finally:
        for connection in connections:
            connection.close()


def _fill(store: Store, connections: Sequence[Any], mark: tuple[int, str, int], now: datetime) -> Salvaged:
    db = store._db  # pyright: ignore[reportPrivateUsage]
    events = {event.hash: event for c in connections for event in _events(c)}
    chain, strays = _chain(list(events.values()))
    with writing(db):
        for c in reversed(connections):
            for name, value in _meta(c).items():
                store.meta.set(name, value)
        for c in connections:
            _copy(c, db, "account")
            _copy(c, db, "city_event")
            _copy(c, db, "draft")
            _copy(c, db, "accepted_draft", rowid=False)
            _copy(c, db, "code_number", rowid=False)
            _copy(c, db, "print_job")
        for c in connections:
            _copy_attachments(c, db)
        for c in connections[:1]:
            known = {row[0] for row in db.execute("SELECT id FROM draft").fetchall()}
            here = {row[0] for row in db.execute("SELECT sha256 FROM attachment").fetchall()}
            for row in _scan(c, "draft_attachment", "*", rowid=False):
                if row[0] in known and row[5] in here:
                    db.execute("INSERT OR IGNORE INTO draft_attachment VALUES (?, ?, ?, ?, ?, ?)", row)
        for event in chain:
            store.log.insert(event)
        store._rebuild()  # pyright: ignore[reportPrivateUsage]
        moved = 0
        for event in strays:
            placed = put_after(store.log, event)
            moved += 1
            if placed.type in BEGINNINGS:
                store.dossiers.forget(placed.dossier_id)
                store.dossiers.insert(placed)
            store.dossiers.refold(placed.dossier_id)
        raise_code_numbers(db, [*chain, *strays])
        marked_seq, marked_day, marked_issued = mark
        highest = max([e.seq for e in chain + strays], default=0)
        missing = max(marked_seq, highest) - len(chain) - moved
        if marked_day:
            raise_code_number(db, marked_day, marked_issued)
        else:
            for day in (now.date(), now.date() + timedelta(days=1)):
                raise_code_number(db, day.isoformat(), UNKNOWN_ISSUED)
        acknowledged = min(int(store.meta.get("acknowledged_seq") or 0), len(chain))
        store.meta.set("acknowledged_seq", str(acknowledged))
        store.meta.set("ask_city", "1")
        # What is not here may be at the city; the engine asks for it and says what nobody has.
        db.execute("UPDATE attachment SET at_city = 0 WHERE here = 0")
        cursors = db.execute("SELECT max(cursor) FROM city_event").fetchone()[0] or 0
        store.meta.set("feed_cursor", str(min(int(store.meta.get("feed_cursor") or 0), cursors)))
        (absent,) = db.execute("SELECT count(*) FROM attachment WHERE here = 0").fetchone()
    return Salvaged(len(chain), moved, max(missing, 0), int(absent))


def _mark_beside(sources: Sequence[Path]) -> tuple[int, str, int]:
    for path in sources:
        mark = Watermark(path.with_name(path.name + ".mark")).read()
        if mark is not None:
            return mark.seq, mark.day, mark.issued
    return 0, "", 0


def _open(path: Path, key: bytes) -> Any:
    """A connection that reads what it can; None when not even the first page can be read."""
    if not path.exists():
        return None
    connection = sqlcipher.connect(str(path), isolation_level=None, timeout=10)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        connection.close()
        return None
    return connection


def _meta(connection: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in _scan(connection, "meta", "key, value", rowid=False)}


def _scan(connection: Any, table: str, columns: str, *, rowid: bool = True) -> Iterator[tuple[Any, ...]]:
    """All rows of a table that can be read: in order, and where a page is damaged row by row around it."""
    if not rowid:
        yield from _both_ends(connection, table, columns)
        return
    last = -1
    try:
        for row in connection.execute(f"SELECT rowid, {columns} FROM {table} WHERE rowid > ? ORDER BY rowid", (last,)):
            last = row[0]
            yield row[1:]
        return
    except sqlcipher.DatabaseError:
        pass
    n, failures = last, 0
    highest = _highest_rowid(connection, table)
    while failures < GIVE_UP_AFTER and (highest is None or n < highest):
        n += 1
        try:
            row = connection.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (n,)).fetchone()
        except sqlcipher.DatabaseError:
            failures += 1
            continue
        if row is None:
            failures += highest is None
            continue
        failures = 0
        yield row


def _highest_rowid(connection: Any, table: str) -> int | None:
    """None when even that cannot be read."""
    try:
        row = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
        return int(row[0] or 0)
    except sqlcipher.DatabaseError:
        return None


def _both_ends(connection: Any, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Forwards up to the damage, then backwards up to it."""
    seen: set[tuple[Any, ...]] = set()
    for direction in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1 {direction}"):
                if row in seen:
                    continue
                seen.add(row)
                yield row
            return
        except sqlcipher.DatabaseError:
            continue


def _events(connection: Any) -> Iterator[Event]:
    for row in _scan(connection, "event", _EVENT_COLUMNS):
        device_id, seq, dossier_id, type_, payload, actor, occurred_at, prev_hash, hash_ = row
        event = Event(device_id, seq, dossier_id, type_, json.loads(payload), actor, occurred_at, prev_hash, hash_)
        if event.is_intact():
            yield event


def _chain(events: list[Event]) -> tuple[list[Event], list[Event]]:
    """The events that follow one another from the first, and those beyond a hole."""
    by_prev = {event.prev_hash: event for event in events}
    chain: list[Event] = []
    hash_ = GENESIS
    while hash_ in by_prev:
        chain.append(by_prev[hash_])
        hash_ = chain[-1].hash
    placed = {event.hash for event in chain}
    strays = sorted((e for e in events if e.hash not in placed), key=lambda e: (e.seq, e.occurred_at))
    return chain, strays


def _copy(connection: Any, db: Any, table: str, *, rowid: bool = True) -> None:
    for row in _scan(connection, table, "*", rowid=rowid):
        blanks = ", ".join("?" * len(row))
        db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({blanks})", row)


def _copy_attachments(connection: Any, db: Any) -> None:
    """Attachments whose bytes are whole by their own hash; others are known as absent."""
    for row in _scan(connection, "attachment", "sha256, size, media_type, stored_at, at_city"):
        sha256, size, media_type, stored_at, at_city = row
        known = db.execute("SELECT here FROM attachment WHERE sha256 = ?", (sha256,)).fetchone()
        if known is not None and known[0]:
            continue
        pieces = _pieces(connection, sha256)
        whole = hashlib.sha256(b"".join(pieces)).hexdigest() == sha256
        db.execute(
            """INSERT INTO attachment (sha256, size, media_type, stored_at, at_city, here) VALUES (?, ?, ?, ?, ?, ?)
               ON CONFLICT (sha256) DO UPDATE SET here = excluded.here""",
            (sha256, size, media_type, stored_at, at_city, int(whole)),
        )
        if whole:
            for n, piece in enumerate(pieces):
                db.execute(
                    "INSERT OR IGNORE INTO attachment_chunk (sha256, n, bytes) VALUES (?, ?, ?)", (sha256, n, piece)
                )


def _pieces(connection: Any, sha256: str) -> list[bytes]:
    try:
        sql = "SELECT bytes FROM attachment_chunk WHERE sha256 = ? ORDER BY n"
        return [row[0] for row in connection.execute(sql, (sha256,)).fetchall()]
    except sqlcipher.DatabaseError:
        return []
