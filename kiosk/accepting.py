"""What an accepting screen presents, at the counter and at self-service: what is entered, what is missing, what it costs.

Plain Python, no Qt.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from kiosk.catalogue import Catalogue, Document, Procedure
from kiosk.domain.dossier import DocumentLine, Draft, FiledAttachment
from kiosk.domain.event import Json
from kiosk.domain.fees import Bill
from kiosk.domain.forms import Field, Form
from kiosk.domain.id_card import IdCard
from kiosk.domain.problem import Problem, block
from kiosk.entry import Entry, ReturnChannel
from kiosk.intake import Checked, Intake, TakenOver
from kiosk.persons import APPLICANT, Person, PersonFacts, card_values, persons_of

ID_PAPER = "Thẻ căn cước"
_SAME_AS_APPLICANT = {"Mẹ": "mother", "Cha": "father", "Bản thân": "subject"}


@dataclass(slots=True)
class DocumentState:
    """A document of the check-list as the clerk marked it."""

    document: Document
    given: bool = False
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """The screen's right side: the bill, the promise, what is left to do, what to mind."""

    bill: Bill
    due_at: datetime
    todo: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a scan changed: the paths, and those that arrived damaged."""

    paths: tuple[str, ...]
    damaged: tuple[str, ...] = ()


@dataclass(slots=True)
class _Content:
    values: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, int] = field(default_factory=dict[str, int])
    channel: ReturnChannel = "counter"
    exemption: str = ""


class Accepting:
    """One acceptance in the making. Values are text by path: `applicant.name`, `child_name`, `certified_documents.0.pages`."""

    def __init__(self, catalogue: Catalogue, intake: Intake, draft_id: str, clerk: str) -> None:
        self._catalogue = catalogue
        self._intake = intake
        self.draft_id = draft_id
        self.clerk = clerk
        self.procedure: Procedure | None = None
        self.documents: list[DocumentState] = []
        self.scans: list[FiledAttachment] = []
        self._content = _Content()
        self.scanned: set[str] = set()
        self.damaged: set[str] = set()
        self.focus = ""
        self.taken_over: TakenOver | None = None

    # What is there

    @property
    def form(self) -> Form | None:
        return self._catalogue.form_of(self.procedure) if self.procedure else None

    @property
    def persons(self) -> list[Person]:
        return persons_of(self.form) if self.form else []

    @property
    def is_empty(self) -> bool:
        return not any(self._content.values.values()) and not self.scans

    @property
    def values(self) -> dict[str, str]:
        """All that was typed or scanned, by path."""
        return dict(self._content.values)

    def value(self, path: str) -> str:
        return self._content.values.get(path, "")

    @property
    def channel(self) -> ReturnChannel:
        return self._content.channel

    @property
    def exemption(self) -> str:
        return self._content.exemption

    def row_count(self, section: str) -> int:
        return self._content.rows.get(section, 1)

    # What the clerk does

    def choose_procedure(self, code: str) -> None:
        """Start on a procedure; what is known of the applicant stays."""
        procedure = self._catalogue.procedures[code]
        self.procedure = procedure
        self.documents = [_initial(document) for document in procedure.documents]
        self._content.exemption = ""
        if any(p.startswith(APPLICANT) for p in self.scanned):
            self._tick_id_paper()

    def set(self, path: str, text: str) -> tuple[str, ...]:
        """Change a value; gives the other paths that changed with it."""
        if self._content.values.get(path, "") == text:
            return ()
        self._content.values[path] = text
        self.scanned.discard(path)
        self.damaged.discard(path)
        if path == "relation" and text in _SAME_AS_APPLICANT:
            person = next((p for p in self.persons if p.prefix == _SAME_AS_APPLICANT[text]), None)
            if person is not None and not self.value(person.fields["name"]):
                return self.copy_applicant(person)
        return ()

    def set_channel(self, channel: ReturnChannel) -> None:
        self._content.channel = channel

    def set_exemption(self, reason: str) -> None:
        self._content.exemption = reason

    def add_row(self, section: str) -> None:
        self._content.rows[section] = self.row_count(section) + 1

    def copy_applicant(self, person: Person) -> tuple[str, ...]:
        """The person is the applicant: nothing is typed twice."""
        parts = {
            "name": self.value("applicant.name"),
            "birth": self.value("applicant.birth_date"),
            "birth_date": self.value("applicant.birth_date"),
            "sex": self.value("applicant.sex"),
            "residence": self.value("applicant.address"),
            "id_document": self.value("applicant.personal_id"),
        }
        return self._fill({key: parts[part] for part, key in person.fields.items() if parts.get(part)})

    def person_for_scan(self, card: IdCard) -> str | None:
        """Who a scanned card belongs to when it is plain: the applicant first. None: the clerk must say."""
        known = self.value("applicant.personal_id").replace(" ", "")
        if not known or known == card.personal_id.digits:
            return APPLICANT
        return None if self.persons else APPLICANT

    def likely_person(self, card: IdCard) -> str:
        """The best guess among the form's persons: the first empty one whose sex does not speak against it."""
        against = {"Nam": ("mother", "female"), "Nữ": ("father", "male")}[card.sex]
        empty = [p for p in self.persons if not self.value(p.fields["name"])]
        fitting = [p for p in empty if not any(word in p.prefix.split("_") for word in against)]
        adults = [p for p in fitting if p.prefix != "child"] or fitting or empty or self.persons
        return adults[0].prefix if adults else APPLICANT

    def fill_card(self, card: IdCard, prefix: str) -> Filled:
        """Put a card's facts where they belong. Damaged parts are filled too, and marked for the clerk to correct."""
        values = card_values(card)
        if prefix == APPLICANT:
            wanted = {
                f"applicant.{part}": values[part] for part in ("personal_id", "name", "birth_date", "sex", "address")
            }
            damage = {"name": "applicant.name", "address": "applicant.address"}
            self._tick_id_paper()
        else:
            person = next(p for p in self.persons if p.prefix == prefix)
            wanted = {key: values[part] for part, key in person.fields.items() if part in values}
            damage = {"name": person.fields["name"], "address": person.fields.get("residence", "")}
        paths = self._fill(wanted)
        damaged = tuple(damage[part] for part in sorted(card.damaged) if damage[part] in wanted)
        self.damaged |= set(damaged)
        self.scanned -= set(damaged)
        return Filled(paths, damaged)

    def person_of_number(self, path: str) -> str | None:
        """Whose number a field holds: the prefix. None: it is no field for a person's number."""
        if path == f"{APPLICANT}.personal_id":
            return APPLICANT
        return next((p.prefix for p in self.persons if p.fields.get("id_document") == path), None)

    def lacks(self, prefix: str) -> bool:
        """Something of the person is still to be typed."""
        return any(not self.value(path) for path in self._fact_paths(prefix).values())

    def news_in(self, facts: PersonFacts, prefix: str) -> dict[str, str]:
        """What the facts say and the form does not, by path."""
        known = facts.values()
        whole = {f.key for f in self.form.fields() if f.type == "date"} if self.form else set[str]()
        whole.add(f"{APPLICANT}.birth_date")
        return {
            path: known[part]
            for part, path in self._fact_paths(prefix).items()
            if known[part]
            and known[part].casefold() != self.value(path).strip().casefold()
            and not (part.startswith("birth") and path in whole and facts.birth.day is None)
        }

    def fill_facts(self, facts: PersonFacts, prefix: str) -> tuple[str, ...]:
        """Take over what the population database says, as a card's facts are taken over."""
        return self._fill(self.news_in(facts, prefix), scanned=False)

    def _fact_paths(self, prefix: str) -> dict[str, str]:
        if prefix == APPLICANT:
            return {part: f"{APPLICANT}.{part}" for part in ("name", "birth_date", "sex", "address")}
        person = next(p for p in self.persons if p.prefix == prefix)
        return {part: path for part, path in person.fields.items() if part != "id_document"}

    def fill_known(self, payload: Mapping[str, Json]) -> tuple[str, ...]:
        """Phone and e-mail of a person seen before, where nothing was typed yet."""
        applicant = cast("dict[str, str]", payload.get("applicant") or {})
        wanted = {f"applicant.{k}": applicant.get(k) or "" for k in ("phone", "email")}
        return self._fill({p: v for p, v in wanted.items() if v and not self.value(p)}, scanned=False)

    def _fill(self, wanted: Mapping[str, str], *, scanned: bool = True) -> tuple[str, ...]:
        for path, text in wanted.items():
            self._content.values[path] = text
            self.damaged.discard(path)
            if scanned:
                self.scanned.add(path)
            else:
                self.scanned.discard(path)
        return tuple(wanted)

    def _tick_id_paper(self) -> None:
        for state in self.documents:
            if state.document.name.startswith(ID_PAPER):
                state.given = True

    def mark_document(self, name: str, *, given: bool, originals: int | None = None, copies: int | None = None) -> None:
        state = next(d for d in self.documents if d.document.name == name)
        state.given = given
        if (
            given
            and state.document.action == "submit"
            and originals is None
            and not state.originals
            and not state.copies
        ):
            originals = state.document.originals or 1
        state.originals = state.originals if originals is None else originals
        state.copies = state.copies if copies is None else copies

    def add_scan(self, paper: FiledAttachment) -> None:
        """A scanned page was made durable: file it and tick its document."""
        self.scans.append(paper)
        self.mark_document(paper.document, given=True)

    def remove_scans(self, document: str) -> None:
        self.scans = [s for s in self.scans if s.document != document]

    def scans_of(self, document: str) -> list[FiledAttachment]:
        return [s for s in self.scans if s.document == document]

    # What it comes to

    def entry(self) -> Entry:
        assert self.procedure is not None and self.form is not None
        form: dict[str, object] = {}
        for section in self.form.sections:
            if section.repeat:
                rows = [
                    {f.key: self.value(f"{section.key}.{n}.{f.key}") for f in section.fields}
                    for n in range(self.row_count(section.key))
                ]
                form[section.key] = [r for r in rows if any(r.values())] or rows[:1]
            else:
                form |= {f.key: self._form_value(f) for f in section.fields}
        applicant = {
            part: self.value(f"applicant.{part}")
            for part in ("personal_id", "name", "birth_date", "sex", "address", "phone", "email")
        }
        documents = tuple(
            DocumentLine(d.document.name, d.originals, d.copies, d.document.action) for d in self.documents if d.given
        )
        return Entry(self.procedure.code, applicant, form, documents, self.channel, self.exemption)

    def _form_value(self, field: Field) -> str:
        """The typed value; a prefilled field follows the applicant."""
        if field.prefill:
            return self.value(field.prefill)
        return self.value(field.key) or field.default

    def review(self) -> Review:
        """Check everything as it stands. A missing required document is a thing left to do here."""
        checked: Checked = self._intake.check(self.entry())
        hidden = {f.key for f in self.form.fields() if f.prefill} if self.form else set[str]()
        todo = [p for p in checked.blocking if p.field not in hidden]
        for state in self.documents:
            if state.document.required and not state.given:
                todo.append(block("document_missing", f"documents.{state.document.name}", name=state.document.name))
        warnings = [p for p in checked.warnings if p.key != "document_missing"]
        return Review(checked.bill, checked.due_at, tuple(todo), tuple(warnings))

    # Drafts

    def draft(self, now: datetime) -> Draft:
        content: dict[str, Json] = {
            "channel": self.channel,
            "documents": cast(
                Json,
                {
                    d.document.name: {"copies": d.copies, "given": d.given, "originals": d.originals}
                    for d in self.documents
                },
            ),
            "exemption": self.exemption,
            "focus": self.focus,
            "procedure": self.procedure.code if self.procedure else None,
            "rows": cast(Json, dict(self._content.rows)),
            "scanned": cast(Json, sorted(self.scanned)),
            "damaged": cast(Json, sorted(self.damaged)),
            "values": cast(Json, {path: text for path, text in self._content.values.items() if text}),
        }
        if self.taken_over is not None:
            content["taken_over"] = {"code": self.taken_over.code, "id": self.taken_over.id}
        return Draft(self.draft_id, self.clerk, now, content, tuple(self.scans))

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft where it was left."""
        content = cast("dict[str, object]", draft.content)
        self.draft_id = draft.id
        code = content.get("procedure")
        if isinstance(code, str) and code in self._catalogue.procedures:
            self.choose_procedure(code)
        self._content = _Content(
            values=dict(cast("dict[str, str]", content.get("values") or {})),
            rows=dict(cast("dict[str, int]", content.get("rows") or {})),
            channel=cast(ReturnChannel, content.get("channel") or "counter"),
            exemption=str(content.get("exemption") or ""),
        )
        self.scanned = set(cast("Sequence[str]", content.get("scanned") or ()))
        self.damaged = set(cast("Sequence[str]", content.get("damaged") or ()))
        self.focus = str(content.get("focus") or "")
        taken = cast("dict[str, str] | None", content.get("taken_over"))
        self.taken_over = TakenOver(taken["id"], taken["code"]) if taken else None
        self.scans = list(draft.attachments)
        marks = cast("dict[str, dict[str, int]]", content.get("documents") or {})
        for n, state in enumerate(self.documents):
            if mark := marks.get(state.document.name):
                self.documents[n] = dataclasses.replace(
                    state, given=bool(mark["given"]), originals=mark["originals"], copies=mark["copies"]
                )


def _initial(document: Document) -> DocumentState:
    """The declaration is printed here and signed; it counts as handed over."""
    if document.is_declaration:
        return DocumentState(document, given=True, originals=document.originals)
    return DocumentState(document)
