"""The store as a whole: what a counter must never lose, and the one transaction that accepts a dossier."""

import dataclasses
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from kiosk.domain.dossier import (
    Acceptance,
    Accepted,
    Account,
    Attachment,
    FiledAttachment,
    Identity,
    Registered,
    Registration,
)
from kiosk.domain.dossier_code import DossierCode, NumbersExhausted, code_number
from kiosk.domain.event import AFTER, BEGINNINGS, Event, Json
from kiosk.errors import LogDamaged, Refused
from offline_store.accounts import Accounts
from offline_store.attachments import AttachmentRows
from offline_store.database import integrity_problem, open_database, writing
from offline_store.dossiers import Dossiers
from offline_store.drafts import Drafts
from offline_store.events import EventLog
from offline_store.lines import LineHistory
from offline_store.meta import Meta
from offline_store.notices import Notices
from offline_store.outbox import Outbox
from offline_store.print_jobs import PrintJobs
from offline_store.registrations import Registrations
from offline_store.tail import raise_code_number
from offline_store.watermark import Mark, Watermark

UNUSED_KEPT_FOR = timedelta(days=1)
"""A scan just taken may not be in its draft yet; after a day nobody will file it."""


class _Undo(Exception):
    """Rolls a trial transaction back."""


class Store:
    """One connection to the encrypted file; use one `Store` a thread. SQLite keeps several of them apart.

    Raises StoreError when the file is damaged, foreign or newer (it is left as it is), DiskError when the disk is full or
    cannot be written (the transaction is rolled back as a whole).
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._identity: Identity | None = None
        self._db = open_database(path, key)
        self._mark = Watermark(path.with_name(path.name + ".mark"))
        self._last_mark: Mark | None = None
        self.meta = Meta(self._db)
        self.log = EventLog(self._db)
        self._attachments = AttachmentRows(self._db)
        self.dossiers = Dossiers(self._db, self.log)
        self.drafts = Drafts(self._db, self._attachments)
        self.print_jobs = PrintJobs(self._db)
        self.accounts = Accounts(self._db)
        self.notices = Notices(self._db)
        self.lines = LineHistory(self._db)
        self.registrations = Registrations(self._db)
        self.outbox = Outbox(self._db, self.meta, self.log, self._attachments, self.dossiers)

    def close(self) -> None:
        self._mark.close()
        self._db.close()

    def close_wal(self) -> None:
        """Bring everything into the main file, so that it can be moved alone."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def note(self, key: str, now: datetime, **params: str) -> None:
        """Say something to a person, once."""
        with writing(self._db):
            self.notices.add(key, now, **params)

    def read_notice(self, notice_id: int) -> None:
        with writing(self._db):
            self.notices.mark_seen(notice_id)

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Identity

    def enrol(self, identity: Identity) -> None:
        """Make this file the log of one device, once."""
        known = self.identity()
        if known is not None:
            raise Refused("already_enrolled", unit=known.unit_name, counter=str(known.counter))
        with writing(self._db):
            content = dataclasses.asdict(identity) | {"enrolled_on": identity.enrolled_on.isoformat()}
            self.meta.set("identity", json.dumps(content, ensure_ascii=False))

    def renew(self, identity: Identity) -> None:
        """The same device under another certificate."""
        content = dataclasses.asdict(identity) | {"enrolled_on": identity.enrolled_on.isoformat()}
        self.set_meta("identity", json.dumps(content, ensure_ascii=False))

    def identity(self) -> Identity | None:
        raw = self.meta.get("identity")
        if raw is None:
            return None
        content = json.loads(raw)
        return Identity(**(content | {"enrolled_on": date.fromisoformat(content["enrolled_on"])}))

    def reconcile(self, now: datetime) -> None:
        """At the window's start: papers at the printer when the power went, drafts that are dossiers, scans nobody refers to."""
        self.print_jobs.reconcile()
        with writing(self._db):
            self.drafts.forget_accepted()
            self._attachments.forget_unused(before=(now - UNUSED_KEPT_FOR).isoformat())

    def check_mark(self, now: datetime) -> bool:
        """Whether the file is as new as the mark beside it says. One that went back (copied, or its WAL was lost) is noticed here.

        Then no code of that day is issued again, and the city is asked for the rest at the first contact.
        """
        mark = self._mark.read()
        seq, hash_ = self.log.head()
        if mark is None or self.log.hash_at(mark.seq) == mark.hash:
            return True
        with writing(self._db):
            if mark.day:
                raise_code_number(self._db, mark.day, mark.issued)
            self.meta.set("ask_city", "1")
            if mark.seq > seq:
                self.notices.add("file_went_back", now, here=str(seq), before=str(mark.seq))
        self._mark.write(Mark(seq, hash_, mark.day, mark.issued))
        return False

    # Accepting

    def keep_scan(self, content: bytes, media_type: str, now: datetime) -> Attachment:
        """Make a scan's bytes durable before anything refers to them."""
        with writing(self._db):
            return self._attachments.put(content, media_type, now.isoformat())

    def expect_scans(self, papers: Sequence[FiledAttachment], now: datetime) -> None:
        """Know of scans whose bytes are at the device a dossier was registered at."""
        with writing(self._db):
            for paper in papers:
                self._attachments.expect(paper, now.isoformat(), elsewhere=True)

    def read_scan(self, sha256: str) -> bytes:
        return self._attachments.read(sha256)

    def accept(self, acceptance: Acceptance, scans: Sequence[tuple[bytes, str]] = ()) -> Accepted:
        """Accept a dossier: event, code, projection, attachments, print job and the end of its draft, or none of it.

        `scans` are attachment bytes with their media type that are not in the store yet. When this returns, the dossier is
        on the disk (synchronous=FULL).

        Raises Refused when the counter's numbers are used up, DiskError when the disk is full.
        """
        if acceptance.draft_id and (became := self.drafts.became(acceptance.draft_id)) is not None:
            raise Refused("draft_already_accepted", code=self._code_of(became))
        event, job = self.accept_event(acceptance, scans)
        payload = event.payload
        return Accepted(
            id=event.dossier_id,
            code=str(payload["code"]),
            seq=event.seq,
            received_at=datetime.fromisoformat(event.occurred_at),
            due_at=datetime.fromisoformat(str(payload["due_at"])),
            fee_vnd=cast(int, payload["fee_vnd"]),
            print_job=job,
        )

    def accept_event(self, acceptance: Acceptance, scans: Sequence[tuple[bytes, str]]) -> tuple[Event, int]:
        identity = self._enrolled()
        moment = acceptance.received_at.isoformat()
        day = acceptance.received_at.date()
        with writing(self._db):
            # Asked again inside the transaction: another window may have been quicker.
            if acceptance.draft_id and (became := self.drafts.became(acceptance.draft_id)) is not None:
                raise Refused("draft_already_accepted", code=self._code_of(became))
            for content, media_type in scans:
                self._attachments.put(content, media_type, moment)
            code = self._next_code(acceptance.agency, acceptance.counter, day)
            papers: list[Json] = [paper.wire() for paper in acceptance.attachments]
            payload: dict[str, Json] = {**acceptance.payload, "attachments": papers, "code": str(code)}
            event = self.log.append(
                device_id=identity.device_id,
                dossier_id=acceptance.dossier_id,
                type="dossier.accepted",
                payload=payload,
                actor=acceptance.actor,
                occurred_at=moment,
            )
            self.dossiers.insert(event)
            job = self.print_jobs.queue(acceptance.dossier_id, "receipt", acceptance.receipt_copies, moment)
            if acceptance.draft_id:
                self.drafts.note_accepted(acceptance.draft_id, acceptance.dossier_id)
            issued = self.dossiers.accepted_on(day)
        self._last_mark = Mark(event.seq, event.hash, day.isoformat(), issued)
        self._mark.write(self._last_mark)
        return event, job

    def _code_of(self, dossier_id: str) -> str:
        row = self.dossiers.by_id(dossier_id)
        return row.code if row else dossier_id

    def register(self, registration: Registration, scans: Sequence[tuple[bytes, str]] = ()) -> Registered:
        """Keep what a citizen registered at self-service, with a number of the day: all of it, or nothing.

        When this returns it is on the disk. Raises DiskError when the disk is full.
        """
        identity = self._enrolled()
        moment = registration.registered_at.isoformat()
        day = registration.registered_at.date()
        with writing(self._db):
            for content, media_type in scans:
                self._attachments.put(content, media_type, moment)
            number = self._next_number(day)
            code = f"{registration.agency}-{day:%y%m%d}-DK{registration.counter}{number:03}"
            papers: list[Json] = [paper.wire() for paper in registration.attachments]
            event = self.log.append(
                device_id=identity.device_id,
                dossier_id=registration.dossier_id,
                type="dossier.registered",
                payload={**registration.payload, "attachments": papers, "code": code, "number": number},
                actor="self-service",
                occurred_at=moment,
            )
            self.dossiers.insert(event)
        self._note_head(event.seq, event.hash)
        return Registered(event.dossier_id, code, number, registration.registered_at)

    def record(self, dossier_id: str, type: str, payload: dict[str, Json], actor: str, now: datetime) -> Event:
        """Append what happened to a dossier at the counter after its acceptance (handed back, withdrawn, …).

        `attachments` in the payload are filed with the dossier; their bytes are in the store already (`keep_scan`).
        """
        identity = self._enrolled()
        content: dict[str, Json] = {**payload, AFTER: self.outbox.feed_cursor()}
        with writing(self._db):
            event = self.log.append(
                device_id=identity.device_id,
                dossier_id=dossier_id,
                type=type,
                payload=content,
                actor=actor,
                occurred_at=now.isoformat(),
            )
            if event.payload.get("attachments"):
                self.dossiers.refile(dossier_id)
            self.dossiers.refold(dossier_id)
        self._note_head(event.seq, event.hash)
        return event

    def change_account(self, account: Account, said: dict[str, Json], now: datetime) -> Event:
        """Keep an account with its new password and say so in the log, both or neither."""
        with writing(self._db):
            self.accounts.put(account)
            return self.record("", "account.password_changed", said, account.username, now)

    def _note_head(self, seq: int, hash_: str) -> None:
        known = self._last_mark or self._mark.read()
        self._last_mark = Mark(seq, hash_, known.day, known.issued) if known else Mark(seq, hash_)
        self._mark.write(self._last_mark)

    def mark_seen(self, dossier_id: str) -> None:
        with writing(self._db):
            self.dossiers.mark_seen(dossier_id)

    def set_meta(self, key: str, value: str) -> None:
        with writing(self._db):
            self.meta.set(key, value)

    def _enrolled(self) -> Identity:
        """Who this device is; it never changes once it is set."""
        if self._identity is None:
            self._identity = self.identity()
        if self._identity is None:
            raise Refused("not_enrolled")
        return self._identity

    def _next_code(self, agency: str, counter: int, day: date) -> DossierCode:
        issued = self.dossiers.accepted_on(day)
        try:
            number = code_number(counter, issued)
        except NumbersExhausted as error:
            raise Refused("numbers_exhausted") from error
        self._db.execute(
            "INSERT INTO code_number (day, issued) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET issued = issued + 1",
            (day.isoformat(),),
        )
        return DossierCode(agency, day, number)

    def next_code(self, agency: str, counter: int, day: date) -> DossierCode:
        """The code the next dossier will get, if nothing is accepted before it."""
        return DossierCode(agency, day, code_number(counter, self.dossiers.accepted_on(day)))

    def next_number(self, day: date) -> int:
        """The day's next number for who waits, from 1; given once."""
        with writing(self._db):
            return self._next_number(day)

    def _next_number(self, day: date) -> int:
        self._db.execute(
            "INSERT INTO ticket_number (day, issued) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET issued = issued + 1",
            (day.isoformat(),),
        )
        (number,) = self._db.execute("SELECT issued FROM ticket_number WHERE day = ?", (day.isoformat(),)).fetchone()
        return int(number)

    def note_line(self, line: str, now: datetime) -> None:
        """Keep when the line changed, for the day's history."""
        with writing(self._db):
            self.lines.note(line, now)

    # Checking

    def check(self) -> None:
        """Hash chain intact and projections equal to their events, else LogDamaged naming the place."""
        broken = self.log.first_broken()
        if broken is not None:
            raise LogDamaged("log_broken", seq=str(broken))
        kept: list[tuple[object, ...]] = []
        rebuilt: list[tuple[object, ...]] = []
        # Both inside one transaction: another process may be accepting meanwhile.
        with suppress(_Undo), writing(self._db):
            kept = self._projection()
            self._rebuild()
            rebuilt = self._projection()
            raise _Undo
        if rebuilt != kept:
            different = next(iter(set(kept) ^ set(rebuilt)))
            raise LogDamaged("projection_differs", code=str(different[0]))

    def integrity_problem(self) -> str:
        return integrity_problem(self._db)

    def rebuild(self) -> None:
        """Make every projection anew from the events."""
        with writing(self._db):
            self._rebuild()

    def _rebuild(self) -> None:
        news = {row[0] for row in self._db.execute("SELECT id FROM dossier WHERE news = 1").fetchall()}
        self.dossiers.clear()
        touched: set[str] = set()
        for event in list(self.log.all()):
            if event.type in BEGINNINGS:
                self.dossiers.insert(event)
            else:
                touched.add(event.dossier_id)
        touched |= {row[0] for row in self._db.execute("SELECT DISTINCT dossier_id FROM city_event").fetchall()}
        for dossier_id in touched:
            self.dossiers.refile(dossier_id)
            self.dossiers.refold(dossier_id, news=dossier_id in news)

    def _projection(self) -> list[tuple[object, ...]]:
        rows = self._db.execute(
            """SELECT code, id, procedure, applicant_name, applicant_id, phone, state, received_at, due_at, fee_vnd, seq,
                      last_seq, flagged FROM dossier ORDER BY id"""
        ).fetchall()
        papers = self._db.execute(
            "SELECT sha256, dossier_id, position, document, file_name FROM dossier_attachment ORDER BY dossier_id, position"
        ).fetchall()
        return [*rows, *papers]
