"""Taking in device logs exactly once, and the dossiers that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import psycopg
from psycopg.types.json import Jsonb

from city_service.database import Pool
from city_service.devices import Device
from city_service.feed import take_back, tell
from city_service.problems import Problem
from kiosk.domain.event import AFTER, Event, canonical_json, chain_hash
from kiosk.domain.state import TRANSITIONS, Change, fold
from kiosk.domain.subject import subject_key
from kiosk.wire.models import EventModel, EventPage, FeedItemModel


@dataclass(frozen=True, slots=True)
class Taken:
    """How far the city has the log now, the hash it ends with, and how many events were new."""

    acknowledged: int
    hash: str
    fresh: int


def take_events(pool: Pool, device: Device, events: Iterable[Event]) -> Taken:
    """Commit a batch and say up to where the city has this device's log.

    Replays are no-ops. A gap is a 409 naming the expected seq. A well-sequenced event is never refused: what cannot be
    understood is kept and flagged, and a second history under the same identity is kept aside: the answer's hash tells the
    counter so, which then takes the city's tail and puts its own events after it.
    """
    batch = list(events)
    texts: dict[str, str] = {}
    for event in batch:
        if event.device_id != device.id:
            raise Problem(403, "events of another device")
        text = canonical_json(event.payload)
        if event.hash != chain_hash(event.prev_hash, event, text):
            raise Problem(400, "event damaged on the way", f"hash of seq {event.seq} does not match its content")
        texts[event.hash] = text.decode()
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT acknowledged, last_hash FROM device WHERE id = %s FOR UPDATE", (device.id,)
        ).fetchone()
        assert row is not None
        acknowledged, last_hash = int(row["acknowledged"]), str(row["last_hash"])
        fresh: list[Event] = []
        for event in sorted(batch, key=lambda e: e.seq):
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
        accepted = [event for event in fresh if event.type == "dossier.accepted"]
        together = len(accepted) > 1 and _project_together(connection, device, accepted)
        for event in fresh:
            if event.type == "dossier.accepted" and together:
                continue
            if event.type in TRANSITIONS or event.type == "dossier.apologised":
                _project(connection, device, event)
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
            copy.write_row(
                (e.device_id, e.seq, e.dossier_id, e.type, texts[e.hash], e.actor, e.occurred_at, e.prev_hash, e.hash)
            )


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
    return EventPage(events=[EventModel(**row) for row in rows], acknowledged=head["acknowledged"] if head else 0)


def take_feed_back(pool: Pool, device: Device, items: list[FeedItemModel]) -> None:
    """Put back what the city had told this unit before it was restored from an older backup, and refold what it concerns."""
    with pool.connection() as connection:
        for dossier_id in dict.fromkeys(take_back(connection, device.unit_code, items)):
            if dossier_id:
                refold(connection, dossier_id)


def _project(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    """Keep the dossier row in step. What cannot be understood leaves the event alone and tells the unit."""
    try:
        with connection.transaction():
            if event.type == "dossier.accepted":
                _insert_dossier(connection, device, event)
                return
            _file_attachments(connection, event)
            if event.type == "dossier.apologised":
                due_at = datetime.fromisoformat(str(event.payload["due_at"]))
                connection.execute(
                    "UPDATE dossier SET due_at = greatest(due_at, %s) WHERE id = %s", (due_at, event.dossier_id)
                )
            refold(connection, event.dossier_id)
    except (KeyError, TypeError, ValueError, psycopg.Error) as error:
        tell(
            connection,
            device.unit_code,
            "dossier.not_understood",
            event.dossier_id,
            {"reason": type(error).__name__, "seq": event.seq},
        )


_DOSSIER = """INSERT INTO dossier (id, code, device_id, receiving_unit, resolving_unit, procedure, procedure_name,
                                     applicant_name, state, flagged, received_at, due_at, subject)
              VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 2, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_ATTACHMENT = """INSERT INTO dossier_attachment (dossier_id, position, document, file_name, sha256, size, media_type)
                 VALUES (%s, %s, %s, %s, %s, %s, %s)"""


def _dossier_row(device: Device, event: Event, subject: str, *, flagged: bool) -> tuple[Any, ...]:
    payload = cast("dict[str, Any]", event.payload)
    return (
        event.dossier_id,
        str(payload["code"]),
        device.id,
        device.unit_code,
        payload.get("resolving_unit") or device.unit_code,
        payload["procedure"],
        payload["procedure_name"],
        payload["applicant"]["name"],
        flagged,
        datetime.fromisoformat(event.occurred_at),
        datetime.fromisoformat(payload["due_at"]),
        subject,
    )


def _attachment_rows(event: Event, first: int) -> list[tuple[Any, ...]]:
    papers = cast("list[dict[str, Any]]", event.payload.get("attachments") or [])
    return [
        (
            event.dossier_id,
            position,
            paper["document"],
            paper["file_name"],
            paper["sha256"],
            paper["size"],
            paper["media_type"],
        )
        for position, paper in enumerate(papers, start=first)
    ]


def _project_together(connection: psycopg.Connection[Any], device: Device, accepted: list[Event]) -> bool:
    """The rows of many acceptances at once, when nothing is special about any of them. False: then each is looked at alone.

    Special is what cannot be understood, a code or dossier the city has, and a subject that it has or that comes twice.
    """
    try:
        subjects = [subject_key(cast("dict[str, Any]", event.payload)) for event in accepted]
        rows = [
            _dossier_row(device, event, subject, flagged=False)
            for event, subject in zip(accepted, subjects, strict=True)
        ]
        attachments = [row for event in accepted for row in _attachment_rows(event, 0)]
        codes = [row[1] for row in rows]
        told = [subject for subject in subjects if subject]
        if len(set(codes)) < len(codes) or len(set(told)) < len(told):
            return False
        known = connection.execute(
            """SELECT 1 FROM dossier WHERE code = ANY(%s) UNION ALL SELECT 1 FROM dossier WHERE id = ANY(%s)
               UNION ALL SELECT 1 FROM dossier WHERE subject <> '' AND subject = ANY(%s) LIMIT 1""",
            (codes, [row[0] for row in rows], told),
        ).fetchone()
        if known is not None:
            return False
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(_DOSSIER, rows)
            if attachments:
                cursor.executemany(_ATTACHMENT, attachments)
    except (AttributeError, KeyError, TypeError, ValueError, psycopg.Error):
        return False
    return True


def _insert_dossier(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    payload = cast("dict[str, Any]", event.payload)
    code = str(payload["code"])
    twin = connection.execute(
        "SELECT id FROM dossier WHERE code = %s AND id <> %s", (code, event.dossier_id)
    ).fetchone()
    subject = subject_key(payload)
    row = _dossier_row(device, event, subject, flagged=twin is not None)
    inserted = connection.execute(_DOSSIER + " RETURNING id", row).fetchone()
    if inserted is None:
        refold(connection, event.dossier_id)
        return
    if twin is not None:
        tell(connection, device.unit_code, "dossier.code_taken", event.dossier_id, {"code": code})
    if subject:
        _flag_duplicates(connection, device, event, subject, code)
    for paper in _attachment_rows(event, 0):
        connection.execute(_ATTACHMENT, paper)


def _file_attachments(connection: psycopg.Connection[Any], event: Event) -> None:
    """File what a later event brought, after what the dossier has."""
    if not event.payload.get("attachments"):
        return
    row = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) AS next FROM dossier_attachment WHERE dossier_id = %s",
        (event.dossier_id,),
    ).fetchone()
    assert row is not None
    for paper in _attachment_rows(event, row["next"]):
        connection.execute(_ATTACHMENT, paper)


def _flag_duplicates(
    connection: psycopg.Connection[Any], device: Device, event: Event, subject: str, code: str
) -> None:
    """Open dossiers about the same persons and procedure are kept, flagged on both sides, and left to a person."""
    twins = connection.execute(
        """UPDATE dossier SET flagged = true WHERE subject = %s AND id <> %s AND state IN (1, 2, 4, 5, 6)
           AND received_at > now() - interval '400 days' RETURNING id, code, receiving_unit""",
        (subject, event.dossier_id),
    ).fetchall()
    if not twins:
        return
    connection.execute("UPDATE dossier SET flagged = true WHERE id = %s", (event.dossier_id,))
    tell(connection, device.unit_code, "dossier.duplicate_suspected", event.dossier_id, {"code": twins[0]["code"]})
    for twin in twins:
        tell(connection, twin["receiving_unit"], "dossier.duplicate_suspected", twin["id"], {"code": code})


def refold(connection: psycopg.Connection[Any], dossier_id: str) -> None:
    """Recompute a dossier's state from its device's events and the city's own."""
    changes = [
        Change(
            row["type"],
            datetime.fromisoformat(row["occurred_at"]),
            "counter",
            row["seq"],
            row["payload"].get(AFTER) or 0,
        )
        for row in connection.execute(
            "SELECT type, occurred_at, seq, payload FROM device_event WHERE dossier_id = %s ORDER BY seq", (dossier_id,)
        ).fetchall()
    ]
    changes += [
        Change(row["type"], row["occurred_at"], "city", row["cursor"], row["payload"].get(AFTER) or 0)
        for row in connection.execute(
            "SELECT type, occurred_at, cursor, payload FROM feed WHERE dossier_id = %s ORDER BY cursor", (dossier_id,)
        ).fetchall()
    ]
    folded = fold(changes)
    if folded.state is not None:
        connection.execute(
            "UPDATE dossier SET state = %s, flagged = flagged OR %s WHERE id = %s",
            (int(folded.state), bool(folded.flagged), dossier_id),
        )
