"""The device's event log: appending, reading what was not acknowledged, checking the chain."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from kiosk.domain.event import GENESIS, Event, Json, canonical_json, next_event

_COLUMNS = "device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash"


def _event(row: tuple[Any, ...]) -> Event:
    device_id, seq, dossier_id, type_, payload, actor, occurred_at, prev_hash, hash_ = row
    return Event(device_id, seq, dossier_id, type_, json.loads(payload), actor, occurred_at, prev_hash, hash_)


class EventLog:
    """`seq` runs from 1 without a gap. Appending happens inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def head(self) -> tuple[int, str]:
        """The last event's seq and hash; `(0, GENESIS)` for an empty log."""
        row = self._db.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def append(
        self, *, device_id: str, dossier_id: str, type: str, payload: dict[str, Json], actor: str, occurred_at: str
    ) -> Event:
        seq, hash_ = self.head()
        event, text = next_event(
            device_id=device_id,
            seq=seq + 1,
            dossier_id=dossier_id,
            type=type,
            payload=payload,
            actor=actor,
            occurred_at=occurred_at,
            prev_hash=hash_,
        )
        self.insert(event, text)
        return event

    def insert(self, event: Event, payload: bytes | None = None) -> None:
        """Write an event that already has its place in the chain. `payload` is its payload's canonical JSON, if at hand."""
        self._db.execute(
            f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.device_id,
                event.seq,
                event.dossier_id,
                event.type,
                (payload or canonical_json(event.payload)).decode(),
                event.actor,
                event.occurred_at,
                event.prev_hash,
                event.hash,
            ),
        )

    def last_moment(self) -> str | None:
        """The latest moment among the last two hundred events, by the clock of then (all in the office's time zone)."""
        sql = "SELECT max(occurred_at) FROM (SELECT occurred_at FROM event ORDER BY seq DESC LIMIT 200)"
        return self._db.execute(sql).fetchone()[0]

    def hash_at(self, seq: int) -> str | None:
        """The hash of the event with that seq; GENESIS for 0, None when there is no such event."""
        if seq == 0:
            return GENESIS
        row = self._db.execute("SELECT hash FROM event WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def cut(self, after: int) -> list[Event]:
        """Take out the events above `after`, inside the caller's transaction, and give them."""
        events = [
            _event(row)
            for row in self._db.execute(f"SELECT {_COLUMNS} FROM event WHERE seq > ? ORDER BY seq", (after,)).fetchall()
        ]
        self._db.execute("DELETE FROM event WHERE seq > ?", (after,))
        return events

    def after(self, seq: int, limit: int) -> list[Event]:
        """Up to `limit` events above `seq`, in order."""
        sql = f"SELECT {_COLUMNS} FROM event WHERE seq > ? ORDER BY seq LIMIT ?"
        return [_event(row) for row in self._db.execute(sql, (seq, limit)).fetchall()]

    def of_dossier(self, dossier_id: str) -> list[Event]:
        sql = f"SELECT {_COLUMNS} FROM event WHERE dossier_id = ? ORDER BY seq"
        return [_event(row) for row in self._db.execute(sql, (dossier_id,)).fetchall()]

    def after_acceptance(self, begins: str, ends: str) -> list[Event]:
        """What happened from `begins` to before `ends` (ISO in the office's time), acceptances aside."""
        sql = f"""SELECT {_COLUMNS} FROM event INDEXED BY event_after_acceptance
                  WHERE type <> 'dossier.accepted' AND occurred_at >= ? AND occurred_at < ? ORDER BY occurred_at, seq"""
        return [_event(row) for row in self._db.execute(sql, (begins, ends)).fetchall()]

    def all(self) -> Iterator[Event]:
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM event ORDER BY seq"):
            yield _event(row)

    def first_broken(self) -> int | None:
        """The seq at which the chain breaks (a changed, missing or foreign event); None when it holds."""
        expected_seq, expected_prev = 1, GENESIS
        for event in self.all():
            if event.seq != expected_seq or event.prev_hash != expected_prev or not event.is_intact():
                return expected_seq
            expected_seq, expected_prev = event.seq + 1, event.hash
        return None
