"""Counters that return after a night without a line: the real engine and client, over a log that is kept in memory."""

import threading
import time
import uuid
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, cast

import requests

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.catalogue import load_catalogue
from kiosk.crypto import SigningKey
from kiosk.domain.agency import provisional_agency
from kiosk.domain.clock import HANOI, SystemClock
from kiosk.domain.dossier import Attachment, Backlog, FeedItem, Identity, PendingAttachment
from kiosk.domain.dossier_code import DossierCode, code_number
from kiosk.domain.event import GENESIS, Event, Json, next_event
from kiosk.domain.receipt_qr import DeviceCertificate, certify, key_id
from kiosk.entry import Entry
from kiosk.practice.cases import CaseMaker
from kiosk.practice.identity import practice_city_key
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Progress
from kiosk.wire.models import DeviceCondition

COUNTERS_A_UNIT = 3
_LETTERS = "aàáăâbcdđeêghiklmnoôơpqrstuưvxy"


def units(count: int) -> list[tuple[str, str]]:
    """Code and name of so many communes."""
    return [(unit.code, unit.name) for unit in load_catalogue().units][:count]


def acceptances(folder: Path) -> list[dict[str, Json]]:
    """Payloads of real acceptances, one of each of seven kinds, as a counter wrote them."""
    counter_app.enrol_practice(folder)
    with Counter(folder) as counter:
        make = CaseMaker(Random(7), counter.clock.now().date())
        for case in (
            make.birth(),
            make.death(),
            make.marriage(),
            make.marital_status(),
            make.extract_copy(),
            make.certified_copy(),
            make.signature(),
        ):
            form = counter.catalogue.forms[counter.catalogue.procedures[case.procedure].form]
            entry = Entry(case.procedure, case.applicant.applicant(), case.file_form(form))
            counter.intake.accept(entry, "canbo1")
        return [dict(event.payload) for event in counter.store.outbox.after(0, 100)]


def identity_of(unit: tuple[str, str], number: int, key: SigningKey, today: date) -> Identity:
    """A practice device anywhere in the city: the published practice key vouches for it."""
    city = practice_city_key()
    agency = provisional_agency(unit[0], "H26")
    ends = date(today.year + 2, 12, 31)
    certificate = DeviceCertificate(agency, unit[0], number, True, key.public, ends, key_id(city.public))
    signed = f"{ends.isoformat()}:{certify(certificate, city.sign).hex()}"
    return Identity(uuid.uuid4().hex, unit[0], unit[1], agency, number, True, city.public.hex(), signed, today)


def night(identity: Identity, payloads: Sequence[dict[str, Json]], count: int, random: Random) -> list[Event]:
    """So many acceptances of yesterday evening and this morning, each of other persons."""
    events: list[Event] = []
    previous, now = GENESIS, datetime.now(HANOI)
    for n in range(count):
        moment = now - timedelta(minutes=5 * (count - n))
        code = DossierCode(identity.agency, moment.date(), code_number(identity.counter, n))
        payload = other_persons(random.choice(payloads), random) | {
            "code": str(code),
            "resolving_unit": identity.unit_code,
        }
        event, _ = next_event(
            device_id=identity.device_id,
            seq=n + 1,
            dossier_id=str(uuid.UUID(int=random.getrandbits(128), version=4)),
            type="dossier.accepted",
            payload=payload,
            actor="canbo1",
            occurred_at=moment.isoformat(timespec="seconds"),
            prev_hash=previous,
        )
        events.append(event)
        previous = event.hash
    return events


def other_persons(payload: dict[str, Json], random: Random) -> dict[str, Json]:
    """The same business of somebody else: names, numbers and phone are others."""
    called = "".join(random.choice(_LETTERS) for _ in range(7)).title()
    form = {
        key: f"{value} {called}" if key.endswith("_name") and isinstance(value, str) else value
        for key, value in cast("dict[str, Json]", payload["form"]).items()
    }
    applicant = cast("dict[str, Json]", payload["applicant"]) | {
        "name": f"Nguyễn {called}",
        "personal_id": f"000190{random.randrange(10**6):06}",
        "phone": f"09{random.randrange(10**8):08}",
    }
    return payload | {"form": form, "applicant": applicant}


class NightsLog:
    """What the engine needs of an outbox, in memory: a counter's log that nobody adds to any more."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self._acknowledged = 0
        self._cursor = 0

    def acknowledged(self) -> int:
        return self._acknowledged

    def pending(self, limit: int) -> list[Event]:
        return self.after(self._acknowledged, limit)

    def after(self, seq: int, limit: int) -> list[Event]:
        return self.events[seq : seq + limit]

    def acknowledge(self, seq: int) -> None:
        self._acknowledged = seq

    def last_seq(self) -> int:
        return len(self.events)

    def pending_attachments(self, limit: int = 1000) -> list[PendingAttachment]:
        return []

    def attachment_chunks(self, sha256: str) -> Iterator[bytes]:
        return iter(())

    def note_upload(self, sha256: str, upload_url: str) -> None:
        return

    def note_at_city(self, hashes: Sequence[str]) -> None:
        return

    def feed_cursor(self) -> int:
        return self._cursor

    def take_feed(self, items: Sequence[FeedItem]) -> int:
        self._cursor = max([self._cursor, *(item.cursor for item in items)])
        return len(items)

    def known_feed(self, after: int, limit: int) -> list[FeedItem]:
        return []

    def backlog(self) -> Backlog:
        waiting = len(self.events) - self._acknowledged
        return Backlog(waiting, waiting, 0, 0)

    def hash_at(self, seq: int) -> str | None:
        return GENESIS if seq == 0 else self.events[seq - 1].hash if seq <= len(self.events) else None

    def must_ask(self) -> bool:
        return False

    def adopt(self, agreed: int, tail: Sequence[Event], now: datetime) -> object:
        raise AssertionError("the city has another history of this log")

    def note_city_restored(self, now: datetime, events: int) -> None:
        raise AssertionError(f"the city lost {events} acknowledged events")

    def must_return_feed(self) -> bool:
        return False

    def note_feed_returned(self) -> None:
        return

    def absent_attachments(self, limit: int = 100) -> list[Attachment]:
        return []

    def take_bytes(self, content: bytes, media_type: str, now: datetime) -> None:
        return

    def note_trouble(self, sha256: str, key: str) -> None:
        return


@dataclass(slots=True)
class Seen:
    """What a share of a storm's counters saw together."""

    statuses: Tally[int] = field(default_factory=Tally[int])
    wrong: list[str] = field(default_factory=list[str])
    """Answers that are neither success nor 429 or 503 with Retry-After."""
    cut: int = 0
    """Passes that ended without an answer."""
    first: list[float] = field(default_factory=list[float])
    """Seconds from each counter's return to its first acknowledgement."""
    whole: list[float] = field(default_factory=list[float])
    """Seconds from each counter's return to the end of its work."""
    logs: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """By device: how many events its log has, and how far it heard them acknowledged."""
    failures: list[str] = field(default_factory=list[str])

    def add(self, other: "Seen") -> None:
        self.statuses.update(other.statuses)
        self.cut += other.cut
        for name in ("wrong", "first", "whole", "failures"):
            getattr(self, name).extend(getattr(other, name))
        self.logs.update(other.logs)

    def answer(self, response: requests.Response, *_: Any, **__: Any) -> None:
        # Appending and counting under the interpreter's lock: counters of one process share this.
        self.statuses[response.status_code] += 1
        asked_to_wait = response.status_code in (429, 503) and "Retry-After" in response.headers
        if response.status_code >= 400 and not asked_to_wait:
            self.wrong.append(f"{response.status_code} {response.request.path_url.split('?')[0]}")


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a storm's counters, for one process. `counters`: unit, number, and the moment of return (monotonic seconds)."""

    url: str
    counters: tuple[tuple[tuple[str, str], int, float], ...]
    payloads: tuple[dict[str, Json], ...]
    dossiers: int
    until: float
    """When whoever is not done gives up (monotonic seconds)."""


def run_share(share: Share) -> Seen:
    """All counters of a share, each in a thread of its own. The engine, the loop and the client are the product's."""
    seen = Seen()
    threading.stack_size(512 * 1024)
    returning = [_Returning(share, *counter, seen) for counter in share.counters]
    for counter in returning:
        counter.start()
    for counter in returning:
        counter.join(max(share.until - time.monotonic(), 0) + 60)
        if counter.is_alive():
            seen.failures.append("still at work long after the end")
    return seen


class _Returning(threading.Thread):
    """One counter: returns, drains its log, leaves."""

    def __init__(self, share: Share, unit: tuple[str, str], number: int, at: float, seen: Seen) -> None:
        super().__init__(daemon=True)
        self._share = share
        self._at = at
        self._seen = seen
        self._key = SigningKey.generate()
        self._identity = identity_of(unit, number, self._key, datetime.now(HANOI).date())
        self._loop = SyncLoop(reconnect_spread=5.0)

    def run(self) -> None:
        try:
            self._loop.rest(max(self._at - time.monotonic(), 0))
            self._return()
        except Exception as error:  # told with what all saw
            self._seen.failures.append(repr(error))

    def _return(self) -> None:
        share, identity, seen = self._share, self._identity, self._seen
        log = NightsLog(night(identity, share.payloads, share.dossiers, Random(identity.device_id)))
        clock = SystemClock()
        client = CityClient(share.url, clock, identity=identity, key=self._key)
        client.session.hooks["response"].append(seen.answer)
        begun = time.monotonic()
        first: list[float] = []

        def listen(progress: Progress) -> None:
            if log.acknowledged() and not first:
                first.append(time.monotonic() - begun)
            if progress.error == "line_down":
                seen.cut += 1
            if time.monotonic() > share.until:
                self._loop.stop()

        def tell_condition(asked: CityClient, backlog: Backlog) -> None:
            asked.tell_condition(
                DeviceCondition(
                    version="load",
                    pending_events=backlog.events,
                    pending_attachments=0,
                    pending_bytes=0,
                    clock_offset_seconds=0,
                )
            )
            if not backlog.events:
                self._loop.stop()

        engine = SyncEngine(client, log, clock, listen, refresh_keys=_refresh_keys, tell_condition=tell_condition)
        self._loop.run(engine)
        client.close()
        seen.first += first
        seen.whole.append(time.monotonic() - begun)
        seen.logs[identity.device_id] = (len(log.events), log.acknowledged())


def _refresh_keys(client: CityClient) -> None:
    """What a counter asks for once an hour, and so when it returns."""
    client.key_list()
    client.unit_keys()
    client.accounts()
