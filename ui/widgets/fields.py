"""One field of a form: its label, its editor, what is wrong with it. Text in, text out."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.dates import DateNotReadable, in_words, parse_datetime, parse_partial_date, show_moment
from kiosk.domain.forms import Field
from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.domain.text import dong, fold, person_name
from ui.theme import text_scale
from ui.widgets.basics import label, set_tone

SPANS = {
    "person_name": 5,
    "date": 3,
    "partial_date": 3,
    "datetime": 4,
    "integer": 2,
    "money": 3,
    "choice": 3,
    "ethnicity": 2,
    "country": 2,
    "address": 6,
    "id_document": 4,
    "multiline": 12,
    "text": 4,
}
"""Columns of twelve a field takes."""

NARROW_COLUMNS, NARROW_LETTERS = 3, 36
"""A field this narrow says anything longer than this over its row's whole width."""

Suggest = Callable[[str], Sequence[str]]


class FieldWidget(QWidget):
    """`changed` carries the text while it is typed; `left` fires when the person moves on."""

    changed = Signal(str, str)
    left = Signal(str)

    def __init__(self, path: str, field: Field, *, today: date, suggest: Suggest | None = None) -> None:
        super().__init__()
        self.path = path
        self.field = field
        self._today = today
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        self._label = label(field.label, "fieldLabel")
        self._label.setToolTip(field.note or field.label)
        self._label.setMinimumWidth(20)
        self.editor = self._make_editor()
        self.editor.setAccessibleName(field.label)
        self.editor.setAccessibleDescription(field.note)
        self.editor.installEventFilter(self)
        self._label.setBuddy(self.editor)
        self.message = ""
        """What is wrong with the field, or to be minded; empty when nothing."""
        self.row_messages: RowMessages | None = None
        self._message = label("", "fieldError", wrap=True)
        self._message.hide()
        layout.addWidget(self._label)
        layout.addWidget(self.editor)
        layout.addWidget(self._message)
        layout.addStretch(1)
        self.setFocusProxy(self.editor)
        self._completions = (
            _Completions(self.editor, suggest) if suggest and isinstance(self.editor, QLineEdit) else None
        )

    def _make_editor(self) -> QWidget:
        match self.field.type:
            case "choice":
                combo = QComboBox()
                combo.addItem("", "")
                for option in self.field.options:
                    combo.addItem(option, option)
                combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                combo.currentTextChanged.connect(self._emit)
                return combo
            case "multiline":
                area = QPlainTextEdit()
                area.setTabChangesFocus(True)
                area.setFixedHeight(64)
                area.textChanged.connect(self._area_changed)
                return area
            case _:
                line = QLineEdit()
                line.setPlaceholderText(_placeholder(self.field))
                if self.field.type in ("integer", "money"):
                    line.setAlignment(Qt.AlignmentFlag.AlignRight)
                line.textChanged.connect(self._emit)
                return line

    def _area_changed(self) -> None:
        self._emit(self.text())

    def _emit(self, text: str) -> None:
        self.changed.emit(self.path, text)

    # Text

    def text(self) -> str:
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText()
        assert isinstance(self.editor, QLineEdit)
        return self.editor.text()

    def show_text(self, text: str) -> None:
        """Set the text without telling anybody."""
        if text == self.text():
            return
        with QSignalBlocker(self.editor):
            if isinstance(self.editor, QComboBox):
                self.editor.setCurrentIndex(max(self.editor.findText(text), 0))
            elif isinstance(self.editor, QPlainTextEdit):
                self.editor.setPlainText(text)
            elif isinstance(self.editor, QLineEdit):
                self.editor.setText(text)
                self.editor.setCursorPosition(0)

    def tidy(self) -> None:
        """What leaving a field does: names cased, dates and numbers spelled one way."""
        text = self.text().strip()
        tidied = tidied_text(self.field, text, self._today)
        if tidied != self.text():
            self.show_text(tidied)
            self._emit(tidied)

    # State

    def show_state(self, *, error: str = "", note: str = "", scanned: bool = False) -> None:
        """An error, else a note to mind, else whether it came from a card."""
        tone = "error" if error else "warning" if note else "scanned" if scanned else ""
        set_tone(self.editor, tone)
        self.message = error or note
        role = "fieldError" if error else "fieldNote"
        wide = self.row_messages is not None and len(self.message) > NARROW_LETTERS
        if self.row_messages is not None:
            self.row_messages.put(self.path, self.message if wide else "", role)
        _dress(self._message, role)
        self._message.setText("" if wide else self.message)
        self._message.setVisible(bool(self.message) and not wide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            popup = self._completions is not None and self._completions.popup_visible()
            if not popup:
                self.tidy()
                self.left.emit(self.path)
        return super().eventFilter(watched, event)


def _placeholder(field: Field) -> str:
    return {
        "date": QCoreApplication.translate("fields", "ngày/tháng/năm"),
        "partial_date": QCoreApplication.translate("fields", "năm, hoặc ngày/tháng/năm"),
        "datetime": QCoreApplication.translate("fields", "giờ:phút ngày/tháng/năm"),
        "id_document": QCoreApplication.translate("fields", "12 số, hoặc loại và số giấy tờ"),
    }.get(field.type, "")


def tidied_text(field: Field, text: str, today: date) -> str:
    """A field's text as it is shown once the person moves on; text that cannot be read stays as typed."""
    try:
        match field.type:
            case "person_name":
                return person_name(text)
            case "date" | "partial_date":
                return str(parse_partial_date(text, today=today)) if text else ""
            case "datetime":
                return show_moment(parse_datetime(text, today=today)).replace(" ngày ", " ") if text else ""
            case "id_document":
                return str(PersonalId.parse(text)) if text else ""
            case "money":
                return dong(int(text)) if text.isdigit() else text
            case _:
                return text
    except (DateNotReadable, PersonalIdMalformed):
        return text


def words_for_date(text: str, today: date) -> str:
    """A full date in words, as the register wants it; empty when the text is no full date."""
    try:
        partial_date = parse_partial_date(text, today=today)
    except DateNotReadable:
        return ""
    return in_words(partial_date.earliest()) if partial_date.day else ""


class _Completions(QObject):
    """Suggestions under a line edit, found without accents. The last part after a comma is what is completed."""

    def __init__(self, editor: QLineEdit, suggest: Suggest) -> None:
        super().__init__(editor)
        self._editor = editor
        self._suggest = suggest
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setObjectName("completer")
        completer.setPopup(popup)
        editor.setCompleter(completer)
        editor.textEdited.connect(self._refresh)

    def popup_visible(self) -> bool:
        return self._editor.completer().popup().isVisible()

    def _refresh(self, text: str) -> None:
        head, comma, tail = text.rpartition(",")
        wanted = tail.strip()
        found = list(self._suggest(wanted)) if len(wanted) >= 2 else []
        self._model.setStringList([f"{head}{comma} {item}".strip() for item in found])
        if not found:
            self._editor.completer().popup().hide()


def suggest_from(values: Sequence[str], query: str, limit: int = 8) -> list[str]:
    """The values whose words begin with the query, accents optional."""
    wanted = fold(query)
    return [v for v in values if fold(v).startswith(wanted) or f" {wanted}" in fold(v)][:limit]


def suggester(values: Sequence[str]) -> Suggest:
    return partial(suggest_from, values)


def _dress(words: QLabel, role: str) -> None:
    if words.objectName() != role:
        words.setObjectName(role)
        words.style().unpolish(words)
        words.style().polish(words)


class RowMessages(QLabel):
    """What narrow fields of a row have to say, over the row's whole width."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.hide()
        self._said: dict[str, tuple[str, str]] = {}

    def put(self, path: str, text: str, role: str) -> None:
        if text:
            self._said[path] = (text, role)
        else:
            self._said.pop(path, None)
        _dress(self, "fieldError" if any(r == "fieldError" for _, r in self._said.values()) else "fieldNote")
        self.setText("\n".join(said for said, _ in self._said.values()))
        self.setVisible(bool(self._said))


class FieldGrid(QWidget):
    """Fields in rows of twelve columns, in the form's order; a row's last field takes the room that is left.

    Under each row is room for what its narrow fields have to say.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in range(12):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 8)
        self._row, self._column = 0, 0
        self._last: tuple[QWidget, int, int, int] | None = None
        self._messages: dict[int, RowMessages] = {}

    def add(self, widget: QWidget, span: int) -> None:
        """Larger text takes more columns: fewer fields stand side by side instead of being cut."""
        span = min(12, round(span * text_scale()))
        if self._column + span > 12:
            self._stretch_last()
            self._row, self._column = self._row + 1, 0
        self._grid.addWidget(widget, 2 * self._row, self._column, 1, span)
        if isinstance(widget, FieldWidget) and span <= NARROW_COLUMNS:
            widget.row_messages = self._messages_of_row()
        self._last = (widget, self._row, self._column, span)
        self._column += span

    def _messages_of_row(self) -> RowMessages:
        if self._row not in self._messages:
            self._messages[self._row] = RowMessages()
            self._grid.addWidget(self._messages[self._row], 2 * self._row + 1, 0, 1, 12)
        return self._messages[self._row]

    def finish(self) -> None:
        self._stretch_last()

    def _stretch_last(self) -> None:
        if self._last is None:
            return
        widget, row, column, span = self._last
        if column + span < 12:
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, 2 * row, column, 1, 12 - column)
