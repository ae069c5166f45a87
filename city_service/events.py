"""Taking in device logs exactly once. What follows from them is in city_service.projection."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from city_service.batches import Arrived
from city_service.database import Pool
from city_service.devices import Device
from city_service.feed import take_back, tell
from city_service.problems import Problem
from city_service.projection import project, refold
from city_service.sms.queue import SmsQueue
from kiosk.domain.event import Event
from kiosk.wire.models import EventModel, EventPage, FeedItemModel


@dataclass(frozen=True, slots=True)
class Taken:
    """How far the city has the log now, the hash it ends with, and how many events were new."""

    acknowledged: int
    hash: str
    fresh: int


def take_events(pool: Pool, device: Device, batch: Sequence[Arrived], sms: SmsQueue | None = None) -> Taken:
    """Commit a batch and say up to where the city has this device's log.

    Replays are no-ops. A gap is a 409 naming the expected seq. A well-sequenced event is never refused: what cannot be
    understood is kept and flagged, and a second history under the same identity is kept aside: the answer's hash tells the
    counter so, which then takes the city's tail and puts its own events after it.
    """
    if any(arrived.event.device_id != device.id for arrived in batch):
        raise Problem(403, "events of another device")
    texts = {arrived.event.hash: arrived.text.decode() for arrived in batch}
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT acknowledged, last_hash FROM device WHERE id = %s FOR UPDATE", (device.id,)
        ).fetchone()
        assert row is not None
        acknowledged, last_hash = int(row["acknowledged"]), str(row["last_hash"])
        fresh: list[Event] = []
        for event in sorted((arrived.event for arrived in batch), key=lambda e: e.seq):
            if event.seq <= acknowledged:
                _keep_fork_aside(connection, device, event)
            elif event.seq != acknowledged + 1:
                raise Problem(409, "gap in the event log", expected=acknowledged + 1)
            elif event.prev_hash != last_hash:
                _keep_aside(connection, device, event)
                break
            else:
                fresh.append(event)
                acknowledged, last_hash = event.seq, event.hash
        if fresh:
            _insert(connection, fresh, texts)
        project(connection, device, fresh)
        if sms is not None:
            sms.tell_of(connection, device, fresh)
        connection.execute(
            "UPDATE device SET acknowledged = %s, last_hash = %s, last_seen_at = now() WHERE id = %s",
            (acknowledged, last_hash, device.id),
        )
    return Taken(acknowledged, last_hash, len(fresh))


def _insert(connection: psycopg.Connection[Any], events: list[Event], texts: dict[str, str]) -> None:
    """All of a batch by COPY. `texts` has each payload's canonical JSON by the event's hash: it is not written anew."""
    columns = "device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash"
    with connection.cursor() as cursor, cursor.copy(f"COPY device_event ({columns}) FROM STDIN") as copy:
        for e in events:
            kept = keepable(texts[e.hash])
            copy.write_row(
                (e.device_id, e.seq, e.dossier_id, e.type, kept, e.actor, e.occurred_at, e.prev_hash, e.hash)
            )


NUL, AS_IT_CAME = "\\u0000", "as_it_came"


def keepable(text: str) -> str:
    """A payload's JSON as PostgreSQL can keep it: with a NUL in it, which jsonb refuses, as base64. No event is refused for it."""
    if NUL not in text:
        return text
    return json.dumps({AS_IT_CAME: base64.b64encode(text.encode()).decode()})


def as_it_came(payload: dict[str, Any]) -> dict[str, Any]:
    """The payload again, as the device had sent it."""
    packed = payload.get(AS_IT_CAME)
    return json.loads(base64.b64decode(packed)) if isinstance(packed, str) and len(payload) == 1 else payload


def _keep_fork_aside(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    row = connection.execute(
        "SELECT hash FROM device_event WHERE device_id = %s AND seq = %s", (device.id, event.seq)
    ).fetchone()
    if row is not None and row["hash"] != event.hash:
        _keep_aside(connection, device, event)


def _keep_aside(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    """Keep an event of a second history. The first of a seq is said to the unit: two machines may share one identity."""
    content = event.content() | {"prev_hash": event.prev_hash, "hash": event.hash}
    new = connection.execute(
        """INSERT INTO forked_event (device_id, seq, hash, content) VALUES (%s, %s, %s, %s)
           ON CONFLICT DO NOTHING RETURNING id""",
        (event.device_id, event.seq, event.hash, Jsonb(content)),
    ).fetchone()
    if new is not None:
        tell(connection, device.unit_code, "device.two_histories", "", {"counter": device.counter, "seq": event.seq})


def read_events(pool: Pool, device: Device, after: int, limit: int) -> EventPage:
    """The device's own log above `after`, as the city has it."""
    with pool.connection() as connection:
        head = connection.execute("SELECT acknowledged FROM device WHERE id = %s", (device.id,)).fetchone()
        rows = connection.execute(
            """SELECT device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash FROM device_event
               WHERE device_id = %s AND seq > %s ORDER BY seq LIMIT %s""",
            (device.id, after, limit),
        ).fetchall()
    for row in rows:
        row["payload"] = as_it_came(row["payload"])
    events = [EventModel(**row) for row in rows]
    return EventPage(events=events, acknowledged=head["acknowledged"] if head else 0)


def take_feed_back(pool: Pool, device: Device, items: list[FeedItemModel]) -> None:
    """Put back what the city had told this unit before it was restored from an older backup, and refold what it concerns."""
    with pool.connection() as connection:
        for dossier_id in dict.fromkeys(take_back(connection, device.unit_code, items)):
            if dossier_id:
                refold(connection, dossier_id)
