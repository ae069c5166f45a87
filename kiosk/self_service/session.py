"""One citizen at the machine: what was chosen and answered, and which page comes next. Plain Python, no Qt; in memory only."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kiosk.accepting import Accepting
from kiosk.domain.dossier import Draft
from kiosk.domain.event import Json
from kiosk.domain.forms import Field, FieldNotReadable, Section, read_value
from kiosk.domain.id_card import IdCard
from kiosk.domain.people import SEXES
from kiosk.domain.problem import Problem
from kiosk.errors import Refused
from kiosk.intake import NewScan, new_id
from kiosk.persons import APPLICANT, NEVER_THE_APPLICANT
from kiosk.scans import Scan
from kiosk.self_service.ticket import Ticket

if TYPE_CHECKING:
    from kiosk.app import Counter

StepKind = Literal["needs", "card", "question", "more", "document", "return", "check"]
PARTS = 5
"""Steps as citizens are told of them: the business, who they are, the form, the papers, checking."""
APPLICANT_FIELDS = (
    Field("applicant.name", "Họ, chữ đệm, tên của ông, bà", "person_name", True),
    Field("applicant.personal_id", "Số định danh cá nhân của ông, bà", "id_document", True),
    Field("applicant.birth_date", "Ngày sinh của ông, bà", "date", False),
    Field("applicant.sex", "Giới tính của ông, bà", "choice", False, options=SEXES),
    Field("applicant.address", "Nơi ông, bà cư trú", "address", False),
    Field("applicant.phone", "Số điện thoại của ông, bà", "text", False),
)
_ASKED_OF_APPLICANT = ("applicant.personal_id", "applicant.name", "applicant.phone")
"""Without a card these are typed; the rest a clerk can add."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `path` is a field's path, a person's prefix (card), a section's key (more) or a document's name; `part` counts
    from 1 to `PARTS`."""

    kind: StepKind
    part: int
    path: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the page that shows everything again."""

    path: str
    label: str
    text: str


@dataclass(slots=True)
class _Progress:
    """What was passed over, so that it is not asked again."""

    done: set[str] = field(default_factory=set[str])
    finished_rows: set[str] = field(default_factory=set[str])


class Session:
    """From choosing a procedure to the ticket. Raises Refused where a thing cannot be done, in words."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self.accepting = Accepting(counter.catalogue, counter.intake, new_id(counter.clock), "self-service")
        self.pages: dict[str, list[Scan]] = {}
        """Photographed pages by document."""
        self.sent = False
        """It is being registered, or is: not a second time."""
        self._progress = _Progress()
        self.at: Step | None = None
        self.checking = False
        """An answer is being changed from the page that shows everything: the next page is that one again."""

    # The way through

    def choose(self, procedure: str) -> Step:
        self.accepting.choose_procedure(procedure)
        return Step("needs", 1)

    def resume(self, ticket: Ticket) -> Step:
        """Go on with what a ticket carries."""
        now = self._counter.clock.now()
        content: dict[str, Json] = {**ticket.content, "procedure": ticket.procedure}
        self.accepting.take_up(Draft(new_id(self._counter.clock), "self-service", now, content))
        answered = {path for path, text in self.accepting.values.items() if text}
        self._progress.done |= answered | {f"card:{p.prefix}" for p in self.accepting.persons}
        if self.accepting.value("applicant.personal_id"):
            self._progress.done.add(f"card:{APPLICANT}")
        return Step("needs", 1)

    def forward(self) -> Step:
        """The next page."""
        assert self.at is not None
        if self.at.path:
            self._progress.done.add(self._mark(self.at))
        return self._next()

    def show(self, step: Step) -> None:
        """That page is shown, whether by going on or by going back."""
        self.at = step
        self.checking = self.checking and step.kind != "check"

    def change(self, path: str) -> Step:
        """From the page that shows everything to one answer, and back there afterwards."""
        self.checking = True
        return Step("document", 4, path) if path in self.document_names() else Step("question", 3, path)

    def _next(self) -> Step:
        if self.checking:
            return Step("check", 5)
        for step in self._steps():
            if not step.path or self._mark(step) not in self._progress.done:
                return step
        raise AssertionError("the last step has no path")

    @staticmethod
    def _mark(step: Step) -> str:
        return f"{step.kind}:{step.path}" if step.kind in ("card", "more", "document") else step.path

    def _steps(self) -> list[Step]:
        """Every page there would be from here, in order."""
        steps = [Step("card", 2, APPLICANT)]
        steps += [Step("question", 2, path) for path in _ASKED_OF_APPLICANT if self._is_open(path)]
        form = self.accepting.form
        persons = {p.title: p for p in self.accepting.persons}
        for section in form.sections if form else ():
            if section.repeat:
                steps += self._row_steps(section)
                continue
            person = persons.get(section.title)
            asks_card = person is not None and person.prefix not in NEVER_THE_APPLICANT
            if person is not None and asks_card and not self.accepting.value(person.fields["name"]):
                steps.append(Step("card", 3, person.prefix, section.title))
            for asked in section.fields:
                # What has an answer that nearly everybody gives is shown at the end, where it can be changed.
                if asked.required and not asked.prefill and not asked.default and self._is_open(asked.key):
                    steps.append(Step("question", 3, asked.key, section.title))
        steps += [Step("document", 4, name) for name in self.document_names()]
        return [*steps, Step("return", 4, "return_channel"), Step("check", 5)]

    def _row_steps(self, section: Section) -> list[Step]:
        steps: list[Step] = []
        for n in range(self.accepting.row_count(section.key)):
            paths = [f"{section.key}.{n}.{f.key}" for f in section.fields if f.required and not f.default]
            steps += [Step("question", 3, path, section.title) for path in paths if self._is_open(path)]
        if section.key not in self._progress.finished_rows:
            steps.append(Step("more", 3, section.key, section.title))
        return steps

    def _is_open(self, path: str) -> bool:
        """Asked once, unless it was filled by a card or an answer before it was asked."""
        return path in self._progress.done or not self.accepting.value(path)

    def document_names(self) -> list[str]:
        """The papers that are kept, the declaration aside: it is printed at the counter and signed there."""
        procedure = self.accepting.procedure
        kept = [d for d in procedure.documents if d.action == "submit" and not d.is_declaration] if procedure else []
        return [d.name for d in sorted(kept, key=lambda d: not d.required)]

    # Answers

    def field(self, path: str) -> Field:
        """What is asked at a path."""
        for known in APPLICANT_FIELDS:
            if known.key == path:
                return known
        key = path.rpartition(".")[2]
        assert self.accepting.form is not None
        return next(f for f in self.accepting.form.fields() if f.key == key)

    def answer(self, path: str, text: str) -> None:
        """Raises Refused when it cannot be read; an optional answer may be empty."""
        asked = self.field(path)
        if not text.strip():
            if asked.required:
                raise Refused("field_required", label=asked.label)
        else:
            try:
                read_value(asked, text, today=self._counter.clock.now().date())
            except FieldNotReadable as error:
                raise Refused(error.key, label=asked.label, text=text, **error.params) from error
        self.accepting.set(path, text.strip())
        if path in ("applicant.personal_id", "applicant.phone"):
            self._refuse_bad_applicant(path)

    def _refuse_bad_applicant(self, path: str) -> None:
        problem = self._problem_at(path)
        if problem is not None:
            raise Refused(problem.key, **problem.params)

    def _problem_at(self, path: str) -> Problem | None:
        return next((p for p in self.accepting.review().todo if p.field == path and self.accepting.value(path)), None)

    def take_card(self, card: IdCard, prefix: str) -> None:
        """A card on its page: that person's facts."""
        self.accepting.fill_card(card, prefix)

    def add_row(self, section: str) -> None:
        self.accepting.add_row(section)
        self._progress.done.discard(f"more:{section}")

    def end_rows(self, section: str) -> None:
        self._progress.finished_rows.add(section)

    # Papers

    def add_page(self, document: str, page: Scan) -> None:
        self.pages.setdefault(document, []).append(page)
        self.accepting.mark_document(document, given=True)

    def drop_page(self, document: str, number: int) -> None:
        """Take a page again."""
        del self.pages[document][number]
        if not self.pages[document]:
            del self.pages[document]
            self.accepting.mark_document(document, given=False)

    @property
    def page_count(self) -> int:
        return sum(len(pages) for pages in self.pages.values())

    # The end

    def answers(self) -> list[tuple[str, list[Answer]]]:
        """Everything that was said, by section."""
        value, form = self.accepting.value, self.accepting.form
        own = [Answer(f.key, f.label, value(f.key)) for f in APPLICANT_FIELDS if value(f.key)]
        found = [("Ông, bà", own)]
        for section in form.sections if form else ():
            if section.repeat:
                rows = range(self.accepting.row_count(section.key))
                keys = [(f, f"{section.key}.{n}.{f.key}") for n in rows for f in section.fields]
            else:
                keys = [(f, f.key) for f in section.fields if not f.prefill]
            lines = [Answer(path, f.label, value(path) or f.default) for f, path in keys if value(path) or f.default]
            if lines:
                found.append((section.title, lines))
        return found

    def problems(self) -> list[Problem]:
        """What still stands against registering; missing papers do not: the citizen has them in hand."""
        return [p for p in self.accepting.review().todo if p.key != "document_missing"]

    def entered(self) -> dict[str, Json]:
        """The draft a clerk goes on with."""
        return self.accepting.draft(self._counter.clock.now()).content

    def scans(self) -> list[NewScan]:
        return [NewScan(name, page) for name, pages in self.pages.items() for page in pages]
