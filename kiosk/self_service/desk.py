"""What a self-service device records, and what it can say of a dossier with and without a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kiosk.domain.dossier import Attachment, FiledAttachment, Registered
from kiosk.domain.event import MESSAGE_WANTED, Json
from kiosk.domain.phones import mobile
from kiosk.domain.receipt_qr import PayloadMalformed, ReceiptFacts, Verdict, split_address
from kiosk.domain.state import TRANSITIONS, State, has_lapsed
from kiosk.domain.ticket_mark import is_ticket
from kiosk.entry import Entry
from kiosk.errors import KioskError, Refused
from kiosk.intake import NewScan, new_id
from kiosk.scans import Scan
from kiosk.self_service.ticket import Ticket, head_of, read_ticket, write_ticket
from kiosk.self_service.unit_keys import kept_unit_keys
from kiosk.trust import kept_trust

if TYPE_CHECKING:
    from kiosk.app import Counter
    from kiosk.sync.client import CityClient

Score = Literal[1, 2, 3, 4, 5]
MOST_COMMENT = 500


@dataclass(frozen=True, slots=True)
class Consent:
    """What the citizen agreed to: that it is true, and that it is kept and sent for this purpose (Nghị định 13/2023, art. 11)."""

    at: datetime
    signature: Scan | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands. `as_of` is None when the city said so just now, else when it last said anything; `known` False when
    this device knows no more than that the paper is genuine."""

    code: str
    state: State
    known: bool
    due_at: datetime | None = None
    items: tuple[str, ...] = ()
    procedure: str = ""
    as_of: datetime | None = None


class SelfServiceDesk:
    """The acts of one self-service device. Each that records is durable when it returns."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    # Registering

    def register(
        self, entry: Entry, entered: dict[str, Json], scans: Sequence[NewScan], consent: Consent
    ) -> Registered:
        """Keep what the citizen entered. Raises FormRefused, Refused, DiskError; then nothing was changed."""
        said: dict[str, Json] = {"consent": {"at": consent.at.isoformat(timespec="seconds"), "version": 1}}
        given = list(scans)
        if consent.signature is not None:
            given.append(NewScan(SIGNATURE, consent.signature))
        return self._counter.intake.register(entry, entered, given, said)

    def want_message(self, dossier_id: str) -> None:
        """The citizen wants the number on the phone entered with the dossier: the city sends it once it has heard of both."""
        now = self._counter.clock.now().replace(microsecond=0)
        self._counter.store.record(dossier_id, MESSAGE_WANTED, {}, "self-service", now)

    def phone_of(self, registered: Registered) -> str:
        """The mobile number entered with it, else ''."""
        applicant = self._counter.store.dossiers.acceptance(registered.id).payload.get("applicant")
        return mobile(str(applicant.get("phone") or "")) if isinstance(applicant, dict) else ""

    def ticket(self, registered: Registered) -> str:
        """The ticket's QR text. Empty while the device has no key of its unit: then only the number leads to the dossier."""
        event = self._counter.store.dossiers.acceptance(registered.id)
        keys = kept_unit_keys(self._counter.store)
        if not keys:
            return ""
        entered = event.payload.get("entered")
        papers = tuple(self._counter.store.dossiers.attachments(registered.id))
        ticket = Ticket(
            kind="registered",
            dossier_id=registered.id,
            procedure=str(event.payload["procedure"]),
            content=entered if isinstance(entered, dict) else {},
            papers=papers,
            code=registered.code,
            number=registered.number,
            registered_at=registered.registered_at.isoformat(),
        )
        return write_ticket(ticket, self._counter.catalogue, self._counter.identity.unit_code, keys[0])

    def unfinished_ticket(self, procedure: str, entered: dict[str, Json]) -> str:
        """What was entered so far, on paper alone: nothing of it stays here. Raises Refused without the unit's key."""
        keys = kept_unit_keys(self._counter.store)
        if not keys:
            raise Refused("ticket_no_key")
        ticket = Ticket("unfinished", new_id(self._counter.clock), procedure, entered)
        return write_ticket(ticket, self._counter.catalogue, self._counter.identity.unit_code, keys[0])

    def read_unfinished(self, text: str) -> Ticket:
        """A ticket to go on with. Raises Refused: not whole, of another unit, already registered."""
        keys = kept_unit_keys(self._counter.store)
        if not keys:
            raise Refused("ticket_no_key")
        ticket = read_ticket(text, self._counter.catalogue, self._counter.identity.unit_code, keys)
        if ticket.kind == "registered":
            raise Refused("ticket_already_registered", number=str(ticket.number))
        return ticket

    # A dossier that exists

    def standing(self, scanned: str, client: "CityClient | None" = None) -> Standing:
        """Where the dossier of a receipt or ticket stands; from the city where it answers, else from what it last told.

        Raises Refused when the paper is neither, or not genuine.
        """
        found = self._of_ticket(scanned, client) if is_ticket(scanned) else self._of_receipt(scanned, client)
        if found.due_at is not None and has_lapsed(found.state, found.due_at, self._counter.clock.now()):
            return replace(found, due_at=None)
        return found

    def _of_receipt(self, scanned: str, client: "CityClient | None") -> Standing:
        facts, proof = self._genuine(scanned)
        code = facts.code
        live = self._asked(client, code, proof)
        if live is not None:
            return live
        state, items, due = State.ACCEPTED, tuple[str, ...](), None
        told = self._counter.store.registrations.said_of_code(code)
        for line in told:
            if line.type in TRANSITIONS:
                state = TRANSITIONS[line.type][0]
                asked = line.payload.get("items")
                items = tuple(str(i) for i in asked) if isinstance(asked, list) else ()
            if line.type == "dossier.apologised" and line.payload.get("due_at"):
                due = datetime.fromisoformat(str(line.payload["due_at"]))
        last = self._counter.store.lines.last_up()
        return Standing(code, state, bool(told), due or facts.due_at, items, "", last)

    def _of_ticket(self, scanned: str, client: "CityClient | None") -> Standing:
        unit, kind, dossier_id = head_of(scanned)
        if unit != self._counter.identity.unit_code:
            raise Refused("ticket_other_unit")
        if kind == "unfinished":
            raise Refused("ticket_unfinished")
        live = self._asked(client, dossier_id, "")
        if live is not None:
            return live
        row = self._counter.store.dossiers.by_id(dossier_id)
        code = self._counter.store.registrations.taken_as(dossier_id)
        last = self._counter.store.lines.last_up()
        if row is None:
            return Standing(code, State.ACCEPTED if code else State.NEW, bool(code), as_of=last)
        said = self._counter.store.registrations.said_of_code(code) if code else []
        items: tuple[str, ...] = ()
        for line in said:
            asked = line.payload.get("items")
            items = tuple(str(item) for item in asked) if isinstance(asked, list) else items
        return Standing(code or row.code, row.state, True, row.due_at if code else None, items, as_of=last)

    def _asked(self, client: "CityClient | None", name: str, proof: str) -> Standing | None:
        """What the city says now; None when it cannot be asked, or does not know the dossier yet."""
        if client is None:
            return None
        try:
            client.greet()  # tells the clocks apart, and a line that is down at once
            said = client.dossier_state(name, proof)
        except KioskError:
            return None
        if said is None:
            return None
        return Standing(said.code, State(said.state), True, said.due_at, tuple(said.items), said.procedure)

    def leave_papers(self, receipt: str, scans: Sequence[NewScan]) -> str:
        """Papers for the dossier of a genuine receipt of this unit. Gives its code.

        Raises Refused: no genuine receipt, one of another unit (its city would file nothing from here), no papers.
        """
        facts, proof = self._genuine(receipt)
        if facts.unit_code != self._counter.identity.unit_code:
            raise Refused("receipt_other_unit")
        code = facts.code
        if not scans:
            raise Refused("papers_missing")
        store, now = self._counter.store, self._counter.clock.now().replace(microsecond=0)
        papers: list[Json] = []
        for new in scans:
            kept = store.keep_scan(new.scan.content, new.scan.media_type, now)
            filed = FiledAttachment(
                new.document,
                new.scan.file_name,
                Attachment(kept.sha256, kept.size, kept.media_type),
                new.scan.original_sha256,
            )
            papers.append(filed.wire())
        payload: dict[str, Json] = {"attachments": papers, "code": code, "proof": proof}
        store.record(new_id(self._counter.clock), "papers.left", payload, "self-service", now)
        return code

    def _genuine(self, scanned: str) -> tuple[ReceiptFacts, str]:
        """What a genuine receipt says, and its signed payload. Raises Refused."""
        try:
            verdict, facts = kept_trust(self._counter.store).check(scanned)
        except PayloadMalformed as error:
            raise Refused("receipt_not_read") from error
        if verdict is not Verdict.GENUINE:
            raise Refused("receipt_not_genuine")
        return facts, split_address(scanned)[1]

    # The device itself

    def rate(self, score: Score, reasons: Sequence[str] = (), comment: str = "", about: str = "") -> None:
        """What the citizen thinks of the service, with no name (Nghị định 61/2018, art. 31). `about` is a procedure's code."""
        payload: dict[str, Json] = {
            "score": int(score),
            "reasons": list(reasons),
            "comment": " ".join(comment.split())[:MOST_COMMENT],
            "procedure": about,
        }
        self._record("service.rated", payload)

    def note_health(self, *, paper: str, disk_free_mb: int, last_used: datetime | None, version: str) -> None:
        """How the device is, for whoever looks after many of them: sent like everything else."""
        payload: dict[str, Json] = {
            "disk_free_mb": disk_free_mb,
            "last_used": last_used.isoformat(timespec="seconds") if last_used else "",
            "paper": paper,
            "version": version,
        }
        self._record("device.health", payload)

    def _record(self, type_: str, payload: dict[str, Json]) -> None:
        now = self._counter.clock.now().replace(microsecond=0)
        self._counter.store.record("", type_, payload, "self-service", now)


SIGNATURE = "Chữ ký"
"""What the picture of a signature on glass is filed under."""
