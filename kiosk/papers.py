"""From a counter's data to its papers: which papers a dossier has, what each says, and their PDFs."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from kiosk.domain.clock import HANOI
from kiosk.domain.dates import show_date, show_moment
from kiosk.domain.dossier import KINDS, DossierRow, PaperKind, StoryLine
from kiosk.domain.event import Event, Json
from kiosk.domain.receipt import Receipt
from kiosk.domain.slips import (
    Apology,
    CashUp,
    DayBook,
    DayBookRow,
    Declaration,
    DeclarationSection,
    HandOver,
    Poster,
    QueueTicket,
    RegistrationSlip,
    Rejection,
    Stop,
    Supplement,
)
from kiosk.domain.text import dong
from kiosk.domain.work_calendar import describe_limit
from kiosk.entry import RETURN_CHANNELS
from kiosk.errors import Refused
from kiosk.paper_words import (
    dated,
    declared_lines,
    fee_amount,
    fee_in_words,
    fee_label,
    place_and_date,
    poster_documents,
    receipt_documents,
    short_moment,
)
from printing.blocks import Line, Paper, italic, words
from printing.cash_up import cash_up_paper
from printing.day_book import day_book_paper
from printing.declaration import declaration_paper
from printing.drawing import paper_pdf
from printing.poster import poster_paper
from printing.receipt import receipt_paper
from printing.sheet import SheetName
from printing.slips import (
    apology_paper,
    control_paper,
    fee_paper,
    registration_paper,
    rejection_paper,
    stop_paper,
    supplement_paper,
    ticket_paper,
)

if TYPE_CHECKING:
    from kiosk.app import Counter

OFFICE = "Bộ phận tiếp nhận và trả kết quả"
PLEDGE = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình."
_SAID_BY: dict[PaperKind, tuple[str, ...]] = {
    "supplement": ("dossier.supplement_requested",),
    "rejection": ("dossier.refused", "dossier.not_accepted"),
    "apology": ("dossier.apologised",),
    "stop": ("dossier.withdrawn", "dossier.refused"),
}
"""What must have been said of a dossier for the paper to exist."""


class Papers:
    """The papers of one counter."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._office = f"UBND {counter.identity.unit_name}"

    def kinds(self, row: DossierRow) -> tuple[PaperKind, ...]:
        """The papers this dossier has now."""
        said = {line.type for line in self._counter.store.dossiers.story(row.id)}
        return tuple(
            kind
            for kind in KINDS
            if (kind not in _SAID_BY or said.intersection(_SAID_BY[kind])) and (kind != "fee" or row.fee_vnd > 0)
        )

    def pdf(self, kind: PaperKind, row: DossierRow, sheet: SheetName = "a5", reprint: int = 0) -> bytes:
        """One paper of a dossier. Raises Refused when the dossier has no such paper."""
        return paper_pdf(self.paper(kind, row, reprint), sheet)

    def signed_pdf(self, kind: PaperKind, row: DossierRow, sheet: SheetName = "a4") -> bytes:
        """An electronic copy signed with the counter's or the unit's certificate; it says so in its last line.

        Raises Refused when the dossier has no such paper, or nothing may sign yet.
        """
        from kiosk.paper_signing import PaperSigning

        signing = PaperSigning(self._counter)
        now = self._counter.clock.now().astimezone(HANOI)
        said = Line(
            words(italic(f"Bản điện tử, {signing.identity().signer} ký số lúc {show_moment(now)}.")), before=0.8
        )
        paper = self.paper(kind, row)
        paper = dataclasses.replace(paper, blocks=(*paper.blocks, said))
        return signing.sign(paper_pdf(paper, sheet), f"{paper.title}: bản điện tử")

    def paper(self, kind: PaperKind, row: DossierRow, reprint: int = 0) -> Paper:
        accepted = self._counter.store.dossiers.acceptance(row.id)
        receipt = self._receipt(accepted, reprint if kind == "receipt" else 0)
        if kind == "receipt":
            return receipt_paper(receipt)
        if kind == "fee":
            return fee_paper(receipt, row.fee_vnd)
        if kind == "declaration":
            return declaration_paper(self._declaration(accepted, receipt))
        story = self._counter.store.dossiers.story(row.id)
        if kind == "control":
            return control_paper(receipt, tuple(self._hand_overs(story, row)))
        said = next((line for line in reversed(story) if line.type in _SAID_BY[kind]), None)
        if said is None:
            raise Refused("paper_not_yet", paper=kind, code=row.code)
        # A letter is dated by what it says, not by the receipt.
        receipt = dated(receipt, self._counter.identity.unit_name, said.occurred_at)
        reason = str(said.payload.get("reason") or "")
        match kind:
            case "supplement":
                items = cast("list[object]", said.payload.get("items") or [])
                return supplement_paper(
                    receipt, Supplement(tuple(str(item) for item in items), reason, self._name_of(said))
                )
            case "rejection":
                return rejection_paper(receipt, Rejection(reason, self._legal_basis(row)))
            case "apology":
                return apology_paper(receipt, self._apology(story, said, reason, accepted))
            case "stop":
                return stop_paper(receipt, Stop(reason, said.type == "dossier.withdrawn"))

    # Mẫu 01

    def receipt(self, row: DossierRow, reprint: int = 0) -> Receipt:
        """What the receipt of an accepted dossier says."""
        return self._receipt(self._counter.store.dossiers.acceptance(row.id), reprint)

    def _receipt(self, event: Event, reprint: int) -> Receipt:
        payload = event.payload
        counter = self._counter
        applicant = cast("dict[str, str]", payload["applicant"])
        received = datetime.fromisoformat(event.occurred_at).astimezone(HANOI)
        procedure = counter.catalogue.procedures.get(str(payload["procedure"]))
        account = counter.store.accounts.get(event.actor)
        lines = cast("list[dict[str, Json]]", payload["fee_lines"])
        channel = RETURN_CHANNELS[cast("str", payload["return_channel"])]  # pyright: ignore[reportArgumentType]
        at_counter = payload["return_channel"] == "counter"
        return Receipt(
            agency_name=self._office,
            office_name=OFFICE,
            code=str(payload["code"]),
            place_and_date=place_and_date(counter.identity.unit_name, received),
            applicant=applicant["name"],
            address=applicant["address"],
            phone=applicant["phone"],
            email=applicant["email"],
            request=str(payload["procedure_name"]),
            documents=tuple(receipt_documents(cast("list[dict[str, Json]]", payload["documents"]))),
            sets=1,
            time_limit=describe_limit(procedure.processing_time) if procedure else "",
            received_at=show_moment(received),
            due_at=show_moment(datetime.fromisoformat(str(payload["due_at"]))),
            return_at=f"{channel} – Bộ phận Một cửa {counter.identity.unit_name}" if at_counter else channel,
            fee_lines=tuple((fee_label(line), fee_amount(line)) for line in lines),
            fee_total=dong(cast(int, payload["fee_vnd"])),
            day_book=f"{received:%Y}",
            day_book_number=str(event.seq),
            clerk=account.name if account else event.actor,
            qr=counter.qr_text(event),
            practice=counter.identity.practice,
            reprint=reprint,
        )

    # The letters

    def _name_of(self, line: StoryLine) -> str:
        account = self._counter.store.accounts.get(line.actor)
        return account.name if account else line.actor

    def _legal_basis(self, row: DossierRow) -> tuple[str, ...]:
        procedure = self._counter.catalogue.procedures.get(row.procedure)
        return procedure.legal_basis if procedure else ()

    def _apology(self, story: list[StoryLine], said: StoryLine, reason: str, accepted: Event) -> Apology:
        """The date before is the last one promised before this apology."""
        promised = str(accepted.payload["due_at"])
        for line in story:
            if line is said:
                break
            if line.type == "dossier.apologised":
                promised = str(line.payload.get("due_at") or promised)
        after = said.payload.get("due_at")
        return Apology(
            reason,
            show_moment(datetime.fromisoformat(promised)),
            show_moment(datetime.fromisoformat(str(after))) if after else "…",
        )

    def _hand_overs(self, story: list[StoryLine], row: DossierRow) -> Iterator[HandOver]:
        """Who gave the file to whom, as far as it was said.

        The note names who did it. Who takes the result signs there by hand: that place stays free.
        """
        counter = f"Bộ phận Một cửa (quầy {self._counter.identity.counter})"
        experts = "Công chức chuyên môn"
        ways = {
            "dossier.accepted": ("Người nộp hồ sơ", counter),
            "dossier.taken_up": (counter, experts),
            "dossier.supplement_requested": (experts, counter),
            "dossier.supplemented": (counter, experts),
            "dossier.done": (experts, counter),
            "dossier.refused": (experts, counter),
        }
        for line in story:
            if line.type == "dossier.handed_back":
                receiver = str(line.payload.get("receiver") or row.applicant_name)
                ways[line.type] = (f"{counter}: {self._name_of(line)}", receiver)
            if line.type in ways:
                result = ""
                if line.type in ("dossier.done", "dossier.handed_back"):
                    result = "Đúng hạn" if line.occurred_at.astimezone(HANOI) <= row.due_at else "Quá hạn"
                    if line.occurred_at.astimezone(HANOI).date() < row.due_at.date():
                        result = "Trước hạn"
                signed = "" if line.type == "dossier.handed_back" else self._name_of(line)
                yield HandOver(*ways[line.type], show_moment(line.occurred_at), result, signed)

    def missing_papers(
        self, procedure_code: str, applicant: Mapping[str, str], missing: Sequence[str], actor: str
    ) -> bytes:
        """Mẫu 02 for who came with too few papers: nothing is accepted, and there is no code yet. Raises Refused without a list."""
        procedure = self._counter.catalogue.procedures.get(procedure_code)
        if procedure is None:
            raise Refused("procedure_unknown", code=procedure_code)
        if not missing:
            raise Refused("supplement_needs_items")
        counter, now = self._counter, self._counter.clock.now().astimezone(HANOI)
        account = counter.store.accounts.get(actor)
        clerk = account.name if account else actor
        receipt = Receipt(
            agency_name=self._office,
            office_name=OFFICE,
            code="",
            place_and_date=place_and_date(counter.identity.unit_name, now),
            applicant=applicant.get("name") or "…",
            address=applicant.get("address", ""),
            phone=applicant.get("phone", ""),
            email=applicant.get("email", ""),
            request=procedure.name,
            documents=(),
            sets=1,
            time_limit="",
            received_at="",
            due_at="",
            return_at="",
            fee_lines=(),
            fee_total="",
            day_book="",
            day_book_number="",
            clerk=clerk,
            qr="",
            practice=counter.identity.practice,
        )
        said = Supplement(tuple(missing), "Hồ sơ chưa đủ giấy tờ theo quy định", clerk)
        return paper_pdf(supplement_paper(receipt, said), self._counter.print_queue.sheet_of("supplement"))

    # The declaration form

    def _declaration(self, event: Event, receipt: Receipt) -> Declaration:
        payload = event.payload
        procedure = self._counter.catalogue.procedures[str(payload["procedure"])]
        form = self._counter.catalogue.form_of(procedure)
        values = cast("dict[str, Json]", payload["form"])
        sections: list[DeclarationSection] = []
        for section in form.sections:
            if section.repeat:
                rows = cast("list[dict[str, Json]]", values.get(section.key) or [])
                for n, row in enumerate(rows, start=1):
                    title = f"{section.title} {n}" if len(rows) > 1 else section.title
                    sections.append(DeclarationSection(title, tuple(declared_lines(section.fields, row))))
            else:
                sections.append(DeclarationSection(section.title, tuple(declared_lines(section.fields, values))))
        return Declaration(
            title=form.title,
            addressed_to=self._office,
            sections=tuple(sections),
            pledge=PLEDGE,
            requester=receipt.applicant,
            place_and_date=receipt.place_and_date,
            code=receipt.code,
            practice=receipt.practice,
        )

    # Papers of no single dossier

    def day_book(self, first: date, last: date) -> bytes:
        """Mẫu 07 from one day to another, both included, as A4 across."""
        return paper_pdf(day_book_paper(self.day_book_of(first, last)), "a4_landscape")

    def day_book_of(self, first: date, last: date) -> DayBook:
        """What the day book says."""
        counter = self._counter
        rows = tuple(self._day_book_row(row) for row in counter.store.dossiers.received_between(first, last))
        now = counter.clock.now().astimezone(HANOI)
        return DayBook(
            agency_name=self._office,
            office_name=OFFICE,
            place_and_date=place_and_date(counter.identity.unit_name, now),
            first=show_date(first),
            last=show_date(last),
            rows=rows,
            practice=counter.identity.practice,
        )

    def cash_up(self, day: date, actor: str) -> bytes:
        """The day's cash, counted against what was to be taken in. Raises Refused while it was not counted."""
        counter = self._counter
        counted = counter.reports.cash_count(day)
        if counted is None:
            raise Refused("cash_not_counted", day=show_date(day))
        account = counter.store.accounts.get(actor)
        cash = CashUp(
            agency_name=self._office,
            office_name=OFFICE,
            place_and_date=place_and_date(counter.identity.unit_name, counter.clock.now().astimezone(HANOI)),
            day=show_date(day),
            lines=tuple((line.label, line.count, dong(line.amount_vnd)) for line in counter.reports.of(day, day).fees),
            expected=dong(counted.expected_vnd),
            counted=dong(counted.counted_vnd),
            difference=dong(counted.counted_vnd - counted.expected_vnd),
            note=counted.note,
            clerk=account.name if account else actor,
            counter=counter.identity.counter,
            practice=counter.identity.practice,
        )
        return paper_pdf(cash_up_paper(cash), "a5")

    def _day_book_row(self, row: DossierRow) -> DayBookRow:
        store = self._counter.store.dossiers
        payload = store.acceptance(row.id).payload
        applicant = cast("dict[str, str]", payload["applicant"])
        back = next((line for line in reversed(store.story(row.id)) if line.type == "dossier.handed_back"), None)
        return DayBookRow(
            number=str(row.seq),
            code=row.code,
            procedure=str(payload["procedure_name"]),
            applicant=row.applicant_name,
            contact="; ".join(part for part in (applicant["address"], row.phone) if part),
            office=self._office,
            received=short_moment(row.received_at),
            due=short_moment(row.due_at),
            handed_back=short_moment(back.occurred_at) if back else "",
            channel=RETURN_CHANNELS[cast("str", payload["return_channel"])],  # pyright: ignore[reportArgumentType]
        )

    def poster(self, procedure_code: str, sheet: SheetName = "a4") -> bytes:
        """The poster of a procedure. Raises Refused for an unknown one."""
        counter = self._counter
        procedure = counter.catalogue.procedures.get(procedure_code)
        if procedure is None:
            raise Refused("procedure_unknown", code=procedure_code)
        poster = Poster(
            agency_name=self._office,
            office_name=OFFICE,
            procedure=procedure.name,
            code=procedure.code,
            field=procedure.field,
            documents=tuple(poster_documents(procedure)),
            time_limit=describe_limit(procedure.processing_time),
            fee=fee_in_words(procedure),
            result=procedure.result or "Văn bản trả lời",
            legal_basis=procedure.legal_basis,
            online_level=procedure.online_level,
            start_url=f"{counter.public_url.rstrip('/')}/p/{procedure.code}",
            practice=counter.identity.practice,
        )
        return paper_pdf(poster_paper(poster), sheet)

    def registration(self, event: Event, ticket: str) -> bytes:
        """The slip of a registration at self-service, on thermal paper."""
        payload = event.payload
        procedure = self._counter.catalogue.procedures[str(payload["procedure"])]
        bring = tuple(d.name for d in procedure.documents if d.required and not d.is_declaration)
        moment = show_moment(datetime.fromisoformat(event.occurred_at).astimezone(HANOI))
        return self._registration_slip(
            cast(int, payload["number"]), str(payload["code"]), procedure.name, moment, bring, ticket
        )

    def unfinished(self, procedure_code: str, ticket: str) -> bytes:
        """The slip of a dossier a citizen goes on with later."""
        procedure = self._counter.catalogue.procedures[procedure_code]
        moment = show_moment(self._counter.clock.now().astimezone(HANOI))
        return self._registration_slip(0, "", procedure.name, moment, (), ticket)

    def _registration_slip(
        self, number: int, code: str, procedure: str, moment: str, bring: tuple[str, ...], ticket: str
    ) -> bytes:
        practice = self._counter.identity.practice
        slip = RegistrationSlip(self._office, OFFICE, number, code, procedure, moment, bring, ticket, practice)
        return paper_pdf(registration_paper(slip), "thermal80")

    def queue_ticket(self, business: str = "", sheet: SheetName = "thermal80") -> tuple[int, bytes]:
        """The day's next number for who waits, and its paper. A number is given once."""
        counter = self._counter
        now = counter.clock.now().astimezone(HANOI)
        number = counter.store.next_number(now.date())
        ticket = QueueTicket(
            self._office, OFFICE, number, show_moment(now), business, practice=counter.identity.practice
        )
        return number, paper_pdf(ticket_paper(ticket), sheet)
