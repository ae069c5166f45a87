"""The page a clerk works on: the form beside its papers. What is typed, ticked and copied goes to the presenter, and comes back as
it stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from kiosk.accepting import Accepting, Review
from kiosk.app import Counter
from kiosk.domain.dossier import Account
from kiosk.domain.problem import Problem
from kiosk.errors import KioskError
from kiosk.persons import APPLICANT
from ui.counter.citizen_offer import CitizenOffer
from ui.counter.documents_view import DocumentsView
from ui.counter.form_view import FormView
from ui.counter.scanning import ScanDesk
from ui.words import error_sentence, sentence
from ui.workers import Workers

REVIEW_MILLISECONDS = 120


class WorkPage(QWidget):
    """`touched`: there is something new to keep; `notice` a sentence for the clerk. `tried` is whether the clerk wanted to accept:
    from then on what is still empty is an error at its field."""

    touched = Signal()
    notice = Signal(str)

    def __init__(
        self,
        counter: Counter,
        workers: Workers,
        account: Account,
        scanning: ScanDesk,
        presenter: Callable[[], Accepting],
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._scanning = scanning
        self._presenter = presenter
        self._closed = False
        self.tried = False
        self.form = FormView(counter.catalogue, counter.clock.now().date())
        self.papers = DocumentsView()
        self.citizen = CitizenOffer(self.form, presenter, workers, account)
        self._lay_out()
        self._review_timer = QTimer(self, singleShot=True, interval=REVIEW_MILLISECONDS)
        self._review_timer.timeout.connect(self.review)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left)
        self.form.copy_wanted.connect(self.copy_applicant)
        self.form.row_wanted.connect(self._add_row)
        self.papers.ticked.connect(self._ticked)
        self.papers.channel_chosen.connect(self._channel)
        self.papers.exemption_chosen.connect(self._exemption)
        self.papers.todo_clicked.connect(self.go_to)
        self.citizen.taken.connect(self._citizen_taken)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 20, 16)
        layout.setSpacing(4)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(self.form)
        layout.addWidget(self.scroll, 1)
        right = QWidget()
        right_layout = QHBoxLayout(right)
        right_layout.setContentsMargins(0, 14, 0, 0)
        right_layout.addWidget(self.papers)
        layout.addWidget(right)

    def build(self) -> None:
        """Show the presenter's form and papers from their top."""
        self.form.build(self._presenter())
        self.papers.build(self._presenter())
        self.scroll.verticalScrollBar().setValue(0)

    def close_for_good(self) -> None:
        """The window closes: look at nothing any more."""
        self._closed = True
        self._review_timer.stop()

    # Where the clerk is

    def first_field(self) -> str:
        return next(iter(self.form.fields), "")

    def first_own_field(self) -> str:
        """The first field after the applicant's own."""
        return next((p for p in self.form.fields if not p.startswith(APPLICANT)), self.first_field())

    def go_to(self, path: str) -> None:
        """Put the clerk at a field or document."""
        if path.startswith("documents."):
            row = self.papers.rows.get(path.removeprefix("documents."))
            if row is not None:
                row.box.setFocus()
            return
        widget = self.form.fields.get(path)
        if widget is not None:
            widget.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, partial(self._reveal, path))

    def _reveal(self, path: str) -> None:
        widget = self.form.fields.get(path)
        if widget is not None:
            self.scroll.ensureWidgetVisible(widget, 0, 60)

    def tidy(self) -> None:
        """The field being typed in is put in order, as when it is left."""
        focus = self.form.focusWidget()
        for widget in self.form.fields.values():
            if widget.editor is focus:
                widget.tidy()

    # Typing

    def _edited(self, path: str, text: str) -> None:
        presenter = self._presenter()
        if presenter.set(path, text):
            self.form.show_values(presenter)
        presenter.focus = path
        self.form.show_words(path)
        self.citizen.edited(path)
        self._review_timer.start()
        self.touched.emit()

    def _left(self, path: str) -> None:
        self._presenter().focus = path
        if path == "applicant.personal_id":
            self.offer_known()
        self.review()

    def copy_applicant(self, prefix: str) -> None:
        """The applicant is the form's person `prefix`."""
        presenter = self._presenter()
        presenter.copy_applicant(next(p for p in presenter.persons if p.prefix == prefix))
        self.changed()

    def _add_row(self, section: str) -> None:
        presenter = self._presenter()
        presenter.add_row(section)
        self.form.build(presenter)
        self.go_to(next(p for p in self.form.fields if p.startswith(f"{section}.{presenter.row_count(section) - 1}.")))
        self.changed()

    def add_first_row(self) -> None:
        """Another row of the first list of the form."""
        form = self._presenter().form
        for section in form.sections if form else ():
            if section.repeat:
                self._add_row(section.key)
                return

    def _ticked(self, name: str, on: bool) -> None:
        self._presenter().mark_document(name, given=on)
        self.changed()

    def _channel(self, channel: str) -> None:
        self._presenter().set_channel(channel)  # type: ignore[arg-type]
        self.changed()

    def _exemption(self, reason: str) -> None:
        self._presenter().set_exemption(reason)
        self.changed()

    def changed(self) -> None:
        """The presenter holds something new that was not typed: show it."""
        self.form.show_values(self._presenter())
        self.review()
        self.touched.emit()

    def offer_known(self) -> None:
        """Phone and e-mail of a citizen seen before."""
        if self._closed:
            return
        number = self._presenter().value("applicant.personal_id").replace(" ", "")
        known = self._counter.store.dossiers.last_of_applicant(number) if len(number) == 12 else None
        if known and self._presenter().fill_known(known):
            self.changed()

    def _citizen_taken(self) -> None:
        """The facts stand in the form: on with what is still empty."""
        self.changed()
        self.go_to(next((p for p in self.form.fields if not self.form.fields[p].text()), self.first_field()))

    def show_card(self, prefix: str, damaged: tuple[str, ...]) -> None:
        """A card's facts came into the presenter: the clerk goes on after them, or at what could not be read."""
        self.changed()
        if damaged:
            self.notice.emit(sentence("card_name_damaged"))
            self.go_to(damaged[0])
        elif prefix == APPLICANT:
            focus = self.form.focusWidget()
            if focus is None or any(
                focus is self.form.fields[p].editor for p in self.form.fields if p.startswith(APPLICANT)
            ):
                self.go_to(self.first_own_field())

    # Checking

    def review(self) -> Review | None:
        """Bring the right side in line, and after a first try the fields' errors too; None when there is nothing to look at."""
        presenter = self._presenter()
        if self._closed or presenter.procedure is None or self.isHidden():
            return None
        try:
            review = presenter.review()
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return None
        identity, now = self._counter.identity, self._counter.clock.now()
        code = self._counter.store.next_code(identity.agency, identity.counter, now.date())
        self.papers.busy, self.papers.awaited = self._scanning.busy, self._scanning.awaited
        self.papers.pages = self._scanning.pages
        self.papers.show(presenter, review, str(code), now, complete=self.tried)
        errors = {p.field: p for p in review.todo if self.tried or not _is_missing(p)}
        notes = {p.field: p for p in review.warnings}
        self.form.show_states(presenter, errors, notes)
        return review


def _is_missing(problem: Problem) -> bool:
    """Before the first try an empty field is not an error yet."""
    return problem.key in ("field_required", "document_missing", "applicant_name_required", "personal_id_required")
