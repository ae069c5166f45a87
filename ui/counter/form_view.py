"""The left side of the accepting screen: the applicant and the form's sections as cards of fields."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kiosk.accepting import Accepting
from kiosk.catalogue import Catalogue
from kiosk.domain.forms import Field, Section
from kiosk.domain.people import SEXES
from kiosk.domain.problem import Problem
from kiosk.persons import NEVER_THE_APPLICANT, Person
from ui.widgets.basics import Card, Chip, button, clear, label
from ui.widgets.fields import SPANS, FieldGrid, FieldWidget, Suggest, suggester, words_for_date
from ui.words import problem_sentence, sentence


def applicant_fields() -> list[tuple[Field, int]]:
    """The applicant's fields with the columns each takes."""
    return [
        (Field("applicant.name", QCoreApplication.translate("applicant", "Họ, chữ đệm, tên"), "person_name", True), 5),
        (
            Field(
                "applicant.personal_id", QCoreApplication.translate("applicant", "Số định danh"), "id_document", True
            ),
            4,
        ),
        (Field("applicant.birth_date", QCoreApplication.translate("applicant", "Ngày sinh"), "date", False), 3),
        (Field("applicant.address", QCoreApplication.translate("applicant", "Nơi cư trú"), "address", False), 7),
        (
            Field(
                "applicant.sex", QCoreApplication.translate("applicant", "Giới tính"), "choice", False, options=SEXES
            ),
            2,
        ),
        (Field("applicant.phone", QCoreApplication.translate("applicant", "Điện thoại"), "text", False), 3),
        (Field("applicant.email", QCoreApplication.translate("applicant", "Thư điện tử"), "text", False), 4),
    ]


class FormView(QWidget):
    """Shows an `Accepting`. Tells of edits; decides nothing."""

    edited = Signal(str, str)
    left = Signal(str)
    copy_wanted = Signal(str)
    row_wanted = Signal(str)

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._catalogue = catalogue
        self._today = today
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 14, 12, 20)
        self._layout.setSpacing(12)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fields: dict[str, FieldWidget] = {}
        self._scan_chip = Chip()
        self._words: dict[str, QLabel] = {}
        self.offer: QWidget | None = None
        """What is offered below a card's fields; it goes when the form is laid out anew."""
        units = self._units
        self._suggest: dict[str, Suggest] = {
            "address": units,
            "ethnicity": suggester(catalogue.ethnicities),
            "country": suggester(catalogue.countries),
        }

    def _units(self, query: str) -> list[str]:
        return [unit.line for unit in self._catalogue.find_units(query, 8)]

    def build(self, accepting: Accepting) -> None:
        """Lay the form out anew."""
        clear(self._layout)
        self.fields.clear()
        self._words.clear()
        self.offer = None
        form = accepting.form
        if form is None:
            return
        persons = {p.title: p for p in accepting.persons}
        own = [f for section in form.sections if _is_requester(section) for f in section.fields if not f.prefill]
        self._add_applicant(own)
        for section in form.sections:
            if _is_requester(section):
                continue
            if section.repeat:
                self._add_repeated(section, accepting.row_count(section.key))
            else:
                self._add_section(section, persons.get(section.title))
        self.show_values(accepting)

    def _add_applicant(self, own: list[Field]) -> None:
        card = Card(self.tr("Người yêu cầu"))
        self._scan_chip = Chip()
        self._scan_chip.hide()
        card.beside_title(self._scan_chip)
        hint = label(self.tr("Quét thẻ căn cước bất cứ lúc nào, hoặc gõ"), "quiet")
        hint.setMinimumWidth(20)
        card.beside_title(hint, right=True)
        grid = FieldGrid()
        for field, span in applicant_fields():
            grid.add(self._field(field.key, field), span)
        for field in own:
            grid.add(self._field(field.key, field), max(SPANS[field.type], 5))
        grid.finish()
        card.body.addWidget(grid)
        self._layout.addWidget(card)

    def _add_section(self, section: Section, person: Person | None) -> None:
        card = Card(section.title)
        if person is not None and person.prefix not in NEVER_THE_APPLICANT:
            same = button(
                self.tr("Lấy từ người yêu cầu"), "link", name=f"{section.title}: " + self.tr("Lấy từ người yêu cầu")
            )
            same.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            prefix = person.prefix
            same.clicked.connect(lambda _=False, p=prefix: self.copy_wanted.emit(p))
            card.beside_title(same, right=True)
        grid = FieldGrid()
        for field in section.fields:
            grid.add(self._field(field.key, field), SPANS[field.type])
        grid.finish()
        card.body.addWidget(grid)
        dates = [f for f in section.fields if f.type == "date" and "birth" in f.key]
        if dates:
            words = label("", "quiet")
            words.hide()
            card.body.addWidget(words)
            self._words[dates[0].key] = words
        self._layout.addWidget(card)

    def _add_repeated(self, section: Section, count: int) -> None:
        card = Card(section.title)
        more = button(self.tr("Thêm dòng (Ctrl+Enter)"), "link")
        more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        more.clicked.connect(lambda _=False, key=section.key: self.row_wanted.emit(key))
        card.beside_title(more, right=True)
        for n in range(count):
            grid = FieldGrid()
            for field in section.fields:
                grid.add(self._field(f"{section.key}.{n}.{field.key}", field), 6 if field.type == "text" else 3)
            grid.finish()
            card.body.addWidget(grid)
        self._layout.addWidget(card)

    def _field(self, path: str, field: Field) -> FieldWidget:
        widget = FieldWidget(path, field, today=self._today, suggest=self._suggest.get(field.type))
        widget.changed.connect(self.edited)
        widget.left.connect(self.left)
        self.fields[path] = widget
        return widget

    def show_offer(self, path: str, offer: QWidget) -> None:
        """Below the fields of the card a field stands in, in place of a former offer."""
        self.hide_offer()
        card: QWidget | None = self.fields.get(path)
        while card is not None and not isinstance(card, Card):
            card = card.parentWidget()
        if card is not None:
            card.body.addWidget(offer)
            self.offer = offer

    def hide_offer(self) -> None:
        if self.offer is not None:
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None

    def show_values(self, accepting: Accepting) -> None:
        """Bring every field in line with the presenter."""
        for path, widget in self.fields.items():
            value = accepting.value(path)
            if not value and widget.field.default and path not in accepting.scanned:
                value = widget.field.default
            widget.show_text(value)
        self.show_states(accepting, {}, {})
        scanned = "applicant.personal_id" in accepting.scanned
        self._scan_chip.say(self.tr("Đã quét thẻ") if scanned else "")
        for path in self._words:
            self.show_words(path)

    def show_states(self, accepting: Accepting, errors: dict[str, Problem], notes: dict[str, Problem]) -> None:
        for path, widget in self.fields.items():
            error, note = errors.get(path), notes.get(path)
            damaged = sentence("card_name_damaged") if path in accepting.damaged else ""
            widget.show_state(
                error=problem_sentence(error) if error and not damaged else "",
                note=damaged or (problem_sentence(note) if note else ""),
                scanned=path in accepting.scanned,
            )

    def show_words(self, path: str) -> None:
        """The birth date in words under its section."""
        words, widget = self._words.get(path), self.fields.get(path)
        if words is None or widget is None:
            return
        text = words_for_date(widget.text(), self._today)
        words.setText(text)
        words.setVisible(bool(text))


def _is_requester(section: Section) -> bool:
    """The section whose facts are the applicant's: it is asked once, in the applicant's card."""
    return any(f.prefill for f in section.fields)
