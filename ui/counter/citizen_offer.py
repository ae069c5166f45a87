"""What the population database says of a typed personal number, offered below the person's fields. Nothing is filled unasked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kiosk.accepting import Accepting
from kiosk.domain.dossier import Account
from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.persons import PersonFacts
from ui.counter.form_view import FormView
from ui.line_workers import CitizenAnswer, CitizenQuestion
from ui.widgets.basics import button, label, set_tone
from ui.workers import Workers


class OfferRow(QFrame):
    """A sentence about the person whose number stands in the field `path`, and a way to take what it says."""

    def __init__(self, path: str, text: str, take: Callable[[], None] | None) -> None:
        super().__init__()
        self.setObjectName("offer")
        set_tone(self, "" if take is not None else "warning")
        self.path = path
        self.text = text
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(label(text, wrap=True), 1)
        if take is not None:
            taking = button(self.tr("Lấy   Ctrl+G"), "link", name=self.tr("Lấy từ CSDL dân cư"))
            taking.clicked.connect(take)
            layout.addWidget(taking)


class CitizenOffer(QObject):
    """Asks only for a number that was typed, with facts still missing: a scanned card says all of it. `taken`: the facts are in."""

    taken = Signal()

    def __init__(self, form: FormView, presenter: Callable[[], Accepting], workers: Workers, account: Account) -> None:
        super().__init__(form)
        self._form = form
        self._presenter = presenter
        self._account = account
        self._workers = workers
        self._asked: CitizenQuestion | None = None
        self._offered: tuple[CitizenQuestion, PersonFacts] | None = None
        workers.citizen_worker.answered.connect(self._answered)

    @property
    def text(self) -> str:
        """What is said; empty when nothing."""
        return self._form.offer.text if isinstance(self._form.offer, OfferRow) else ""

    def ask(self, path: str) -> None:
        """A field was left: when it holds a person's number, who is that?"""
        presenter = self._presenter()
        prefix = presenter.person_of_number(path)
        if prefix is None or presenter.procedure is None or path in presenter.scanned or not presenter.lacks(prefix):
            return
        try:
            number = PersonalId.parse(presenter.value(path)).digits
        except PersonalIdMalformed:
            return
        question = CitizenQuestion(
            presenter.draft_id, path, prefix, number, presenter.procedure.code, self._account.username
        )
        if question != self._asked:
            self._asked = question
            self._workers.ask_who.emit(question)

    def edited(self, path: str) -> None:
        """Another number is another person."""
        if self._asked is not None and self._asked.path == path:
            self._asked = None
        if isinstance(self._form.offer, OfferRow) and self._form.offer.path == path:
            self._form.hide_offer()

    def take(self) -> None:
        """Ctrl+G: put the offered facts into the form."""
        if self._offered is None or self._form.offer is None:
            return
        question, facts = self._offered
        if self._still_asked(question):
            self._presenter().fill_facts(facts, question.prefix)
            self._form.hide_offer()
            self.taken.emit()

    def _still_asked(self, question: CitizenQuestion) -> bool:
        """The clerk may have gone on to another dossier, procedure or number meanwhile."""
        presenter = self._presenter()
        return (
            presenter.draft_id == question.draft_id
            and presenter.person_of_number(question.path) == question.prefix
            and "".join(c for c in presenter.value(question.path) if c.isdigit()) == question.personal_id
        )

    def _answered(self, answer: CitizenAnswer) -> None:
        question, facts = answer.question, answer.facts
        if not self._still_asked(question):
            return
        if facts is None:
            self._show(question, self.tr("CSDL dân cư không có số này: xem lại số trên giấy tờ."), None)
        elif self._presenter().news_in(facts, question.prefix):
            said = (facts.values()["name"], str(facts.birth), facts.sex, facts.address)
            text = self.tr("CSDL dân cư: {said}").format(said=" · ".join(part for part in said if part))
            self._show(question, text, self.take)
            self._offered = (question, facts)

    def _show(self, question: CitizenQuestion, text: str, take: Callable[[], None] | None) -> None:
        self._offered = None
        self._form.show_offer(question.path, OfferRow(question.path, text, take))
