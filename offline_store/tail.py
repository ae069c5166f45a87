"""Joining this log to the city's when they differ: the city's part comes first, our own unsent events go after it.

It happens when the database was copied back from an older state, or saved from damage, and work went on before the line was up.
Nothing is dropped: an event of ours that the city does not have keeps its dossier, its moment and its author, and gets the next
free seq; its payload says under which hash it stood before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from kiosk.domain.dossier_code import DossierCode, DossierCodeMalformed, issued_before
from kiosk.domain.event import BEGINNINGS, WAS, Event
from kiosk.errors import CityRefusal
from offline_store.dossiers import Dossiers
from offline_store.events import EventLog


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many events were taken from the city, and how many of ours were put after them."""

    taken: int
    moved: int


def adopt_tail(db: Database, log: EventLog, dossiers: Dossiers, agreed: int, tail: Sequence[Event]) -> Adopted:
    """Inside the caller's transaction. `tail` is the city's log from `agreed` + 1.

    Raises CityRefusal when the tail does not follow from the event both sides agree on: then it is no log of this device.
    """
    expected_prev = log.hash_at(agreed)
    for n, event in enumerate(tail):
        if event.seq != agreed + 1 + n or event.prev_hash != expected_prev or not event.is_intact():
            raise CityRefusal("city_refuses_device", reason="its copy of this log does not hold")
        expected_prev = event.hash
    ours = log.cut(agreed)
    at_city = {event.hash for event in tail} | {str(event.payload[WAS]) for event in tail if WAS in event.payload}
    begun_at_city = {event.dossier_id for event in tail if event.type in BEGINNINGS}
    touched = {event.dossier_id for event in tail}
    for event in tail:
        log.insert(event)
        if event.type in BEGINNINGS:
            dossiers.forget(event.dossier_id)
            dossiers.insert(event)
    moved = 0
    for event in ours:
        if event.hash in at_city or event.payload.get(WAS) in at_city:
            continue
        if event.type in BEGINNINGS and event.dossier_id in begun_at_city:
            continue
        placed = put_after(log, event)
        touched.add(event.dossier_id)
        moved += 1
        if placed.type in BEGINNINGS:
            dossiers.forget(event.dossier_id)
            dossiers.insert(placed)
    for dossier_id in touched:
        dossiers.refile(dossier_id)
        dossiers.refold(dossier_id)
    raise_code_numbers(db, tail)
    return Adopted(len(tail), moved)


def put_after(log: EventLog, event: Event) -> Event:
    """Append an event that stood elsewhere in the log."""
    return log.append(
        device_id=event.device_id,
        dossier_id=event.dossier_id,
        type=event.type,
        payload={**event.payload, WAS: event.payload.get(WAS) or event.hash},
        actor=event.actor,
        occurred_at=event.occurred_at,
    )


def raise_code_numbers(db: Database, events: Sequence[Event]) -> None:
    """Never issue again what these events issued."""
    latest: dict[date, int] = {}
    for event in events:
        number = event.payload.get("number")
        if event.type == "dossier.registered" and isinstance(number, int):
            raise_day_number(db, event.occurred_at[:10], number)
        if event.type != "dossier.accepted":
            continue
        try:
            code = DossierCode.parse(str(event.payload.get("code")))
        except DossierCodeMalformed:
            continue
        counter = event.payload.get("counter")
        issued = issued_before(counter, code.number) if isinstance(counter, int) else None
        if issued is not None:
            latest[code.day] = max(latest.get(code.day, 0), issued)
    for day, issued in latest.items():
        raise_code_number(db, day.isoformat(), issued)


def raise_code_number(db: Database, day: str, issued: int) -> None:
    db.execute(
        """INSERT INTO code_number (day, issued) VALUES (?, ?)
           ON CONFLICT (day) DO UPDATE SET issued = max(issued, excluded.issued)""",
        (day, issued),
    )


def raise_day_number(db: Database, day: str, issued: int) -> None:
    """Never give out again a number for waiting up to this one."""
    db.execute(
        """INSERT INTO ticket_number (day, issued) VALUES (?, ?)
           ON CONFLICT (day) DO UPDATE SET issued = max(issued, excluded.issued)""",
        (day, issued),
    )
