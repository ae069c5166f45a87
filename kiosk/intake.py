"""Accepting a dossier: check what was entered, work out fee and due date, commit it whole."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

import uuid_utils

from kiosk.catalogue import Catalogue, Procedure
from kiosk.domain.checks import run_checks
from kiosk.domain.clock import Clock
from kiosk.domain.dossier import (
    Acceptance,
    Accepted,
    Attachment,
    DocumentLine,
    FiledAttachment,
    Identity,
    Registered,
    Registration,
)
from kiosk.domain.event import Json
from kiosk.domain.fees import Bill, bill
from kiosk.domain.forms import ParsedForm, parse_form
from kiosk.domain.people import Applicant, parse_applicant
from kiosk.domain.problem import Problem, block, warn
from kiosk.domain.work_calendar import CalendarExhausted, due_date
from kiosk.entry import Entry
from kiosk.errors import FormRefused, Refused
from kiosk.scans import Scan


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a citizen registered at self-service and a clerk takes over: the dossier's id, its registration's code."""

    id: str
    code: str


class AcceptingStore(Protocol):
    """The store as intake needs it: one call, one durable transaction."""

    def accept(self, acceptance: Acceptance, scans: Sequence[tuple[bytes, str]] = ()) -> Accepted: ...

    def register(self, registration: Registration, scans: Sequence[tuple[bytes, str]] = ()) -> Registered: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry that was read: what it comes to, and what is wrong with it. Only one without blocking problems is accepted."""

    procedure: Procedure
    applicant: Applicant
    form: ParsedForm
    documents: tuple[DocumentLine, ...]
    bill: Bill
    due_at: datetime
    problems: tuple[Problem, ...]

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.blocks)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if not p.blocks)


@dataclass(frozen=True, slots=True)
class NewScan:
    """A scan to file under a document, whose bytes are not in the store yet."""

    document: str
    scan: Scan


def new_id(clock: Clock) -> str:
    """A UUIDv7 (RFC 9562) of the present moment."""
    return str(uuid_utils.uuid7(nanoseconds=round(clock.now().timestamp() * 1_000_000) * 1000))


class Intake:
    """Rules of acceptance, the same for screens and the command line."""

    def __init__(
        self,
        catalogue: Catalogue,
        identity: Identity,
        store: AcceptingStore,
        clock: Clock,
        last_moment: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """`last_moment` tells when something was last recorded here, by the clock of then."""
        self._last_moment = last_moment
        self._catalogue = catalogue
        self._identity = identity
        self._store = store
        self._clock = clock

    def check(self, entry: Entry, at: datetime | None = None) -> Checked:
        """Read an entry as of `at` (now).

        Raises Refused for an unknown procedure or a calendar that ends too soon; the rest is problems.
        """
        procedure = self._catalogue.procedures.get(entry.procedure)
        if procedure is None:
            raise Refused("procedure_unknown", code=entry.procedure)
        now = at or self._clock.now()
        # A clock set back must not make yesterday's birth a birth in the future.
        latest = max(now, self._last_moment() or now)
        applicant, problems = parse_applicant(entry.applicant, today=latest.date())
        form = self._catalogue.form_of(procedure)
        parsed = parse_form(form, entry.form, applicant, now=latest)
        checks = run_checks(form.checks, parsed.values, now=latest, label=form.label)
        documents, document_problems = _documents(procedure, entry.documents)
        amount = bill(
            procedure.fee,
            parsed.values,
            on=now.date(),
            label=f"Lệ phí {procedure.field.lower()}",
            copy_fee=procedure.copy_fee,
            exemption=entry.exemption,
        )
        try:
            due_at = due_date(now, procedure.processing_time, self._catalogue.calendar)
        except CalendarExhausted as error:
            raise Refused("calendar_exhausted", day=str(error)) from error
        return Checked(
            procedure=procedure,
            applicant=applicant,
            form=parsed,
            documents=documents,
            bill=amount,
            due_at=due_at,
            problems=(*problems, *parsed.problems, *checks, *document_problems),
        )

    def accept(
        self,
        entry: Entry,
        actor: str,
        *,
        new_scans: Sequence[NewScan] = (),
        kept: Sequence[FiledAttachment] = (),
        draft_id: str = "",
        taken_over: TakenOver | None = None,
    ) -> Accepted:
        """Accept a dossier. When this returns it is durable, whatever happens next.

        `taken_over` is what a citizen registered at self-service: the dossier keeps its id.
        `kept` are scans already in the store (a draft's). Raises FormRefused with every blocking problem, Refused,
        DiskError; then nothing was changed.
        """
        # One moment for all of it: midnight may fall between two looks at the clock.
        now = self._clock.now().replace(microsecond=0)
        checked = self.check(entry, now)
        listed = {d.name for d in checked.documents}
        for name in [s.document for s in new_scans] + [k.document for k in kept]:
            if name not in listed:
                raise Refused("attachment_unknown_document", name=name)
        if checked.blocking:
            raise FormRefused(checked.blocking)
        filed = [*kept, *(_filed(s) for s in new_scans)]
        return self._store.accept(
            Acceptance(
                dossier_id=taken_over.id if taken_over else new_id(self._clock),
                agency=self._identity.agency,
                counter=self._identity.counter,
                received_at=now,
                payload=self._payload(entry, checked)
                | ({"registration": taken_over.code} if taken_over is not None else {}),
                actor=actor,
                attachments=tuple(filed),
                draft_id=draft_id,
            ),
            [(s.scan.content, s.scan.media_type) for s in new_scans],
        )

    def register(
        self, entry: Entry, entered: dict[str, Json], scans: Sequence[NewScan] = (), said: dict[str, Json] | None = None
    ) -> Registered:
        """Keep what a citizen entered at self-service, for a clerk to take over. When this returns it is durable.

        `entered` is the draft a clerk's screen goes on with (kiosk.accepting), `said` what the citizen agreed to. Raises
        FormRefused, Refused, DiskError; then nothing was changed.
        """
        now = self._clock.now().replace(microsecond=0)
        checked = self.check(entry, now)
        if checked.blocking:
            raise FormRefused(checked.blocking)
        payload: dict[str, Json] = {
            **self._payload(entry, checked),
            "channel": "self-service",
            "entered": entered,
            **(said or {}),
        }
        return self._store.register(
            Registration(
                dossier_id=new_id(self._clock),
                agency=self._identity.agency,
                counter=self._identity.counter,
                registered_at=now,
                payload=payload,
                attachments=tuple(_filed(s) for s in scans),
            ),
            [(s.scan.content, s.scan.media_type) for s in scans],
        )

    def _payload(self, entry: Entry, checked: Checked) -> dict[str, Json]:
        lines: list[Json] = [cast(Json, dataclasses.asdict(line)) for line in checked.bill.lines]
        documents: list[Json] = [d.wire() for d in checked.documents]
        warnings: list[Json] = [p.key for p in checked.warnings]
        return {
            "applicant": checked.applicant.wire(),
            "catalogue_version": self._catalogue.version,
            "counter": self._identity.counter,
            "documents": documents,
            "due_at": checked.due_at.isoformat(),
            "exemption": entry.exemption,
            "fee_lines": lines,
            "fee_vnd": checked.bill.total_vnd,
            "form": checked.form.wire,
            "procedure": checked.procedure.code,
            "procedure_name": checked.procedure.name,
            "receiving_unit": self._identity.unit_code,
            "resolving_unit": self._identity.unit_code,
            "return_channel": entry.return_channel,
            "warnings": warnings,
        }


def _filed(new: NewScan) -> FiledAttachment:
    scan = new.scan
    return FiledAttachment(
        new.document,
        scan.file_name,
        Attachment(scan.sha256, len(scan.content), scan.media_type),
        scan.original_sha256 or scan.sha256,
    )


def _documents(procedure: Procedure, entered: Sequence[DocumentLine]) -> tuple[tuple[DocumentLine, ...], list[Problem]]:
    """The documents as handed over, and what is missing of those the procedure needs.

    A missing document warns here: the clerk's screen does not let it pass, and a script states what is in the file.
    """
    wanted = {d.name: d for d in procedure.documents}
    problems: list[Problem] = []
    lines: list[DocumentLine] = []
    for line in entered:
        known = wanted.get(line.name)
        if known is None:
            problems.append(warn("document_unknown", f"documents.{line.name}", name=line.name))
        if line.originals < 0 or line.copies < 0:
            problems.append(block("number_out_of_range", f"documents.{line.name}", label=line.name, min="0", max="500"))
        lines.append(dataclasses.replace(line, action=known.action if known else "submit"))
    have = {line.name for line in entered}
    problems += [
        warn("document_missing", f"documents.{d.name}", name=d.name)
        for d in procedure.documents
        if d.required and d.action == "submit" and d.name not in have
    ]
    return tuple(lines), problems
