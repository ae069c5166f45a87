"""What every page of self-service is: a question, a hint, what is wrong, room for the answer, and what its next step is called."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.self_service.keyboard import Layout
from ui.self_service.look import GAP, TARGET
from ui.theme import text_scale
from ui.widgets.basics import label

SIDE_BY_SIDE = 1400
"""From this width on, in pixels."""


class KioskPage(QWidget):
    """`forward` is the wish to go on; `wanted` anything else, by a word the window knows, with what it is about."""

    forward = Signal()
    wanted = Signal(str, object)

    def __init__(self, question: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName("kioskPage")
        self.question = question
        self.hint = hint
        self.next_words = ""
        """What the button to go on says; empty where touching an answer goes on by itself."""
        self.editor: QLineEdit | None = None
        self.pad: Layout | None = None
        """The line this page asks for, and the keyboard that fits it."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("body")
        self.body = QVBoxLayout(body)
        self.body.setContentsMargins(56, 28, 56, 28)
        self.body.setSpacing(GAP)
        self._step_label = label("", "step")
        self._step_label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._step_label.hide()
        self.body.addWidget(self._step_label)
        self._error_box = QFrame()
        self._error_box.setObjectName("errorBox")
        box = QVBoxLayout(self._error_box)
        box.setContentsMargins(24, 16, 24, 16)
        self._error = label("", wrap=True)
        box.addWidget(self._error)
        self._error_box.hide()
        self.body.addWidget(self._error_box)
        self.heading = label(question, "question", wrap=True)
        self.body.addWidget(self.heading)
        if hint:
            self.body.addWidget(label(hint, "hint", wrap=True))
        columns = QWidget()
        columns.setObjectName("body")
        self._columns = QHBoxLayout(columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(body, 1)
        self.scroll.setWidget(columns)
        outer.addWidget(self.scroll, 1)

    def beside(self, layout: QLayout) -> None:
        """Put something into a second column."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 28, 56, 28)
        column.addLayout(layout)
        column.addStretch(1)
        self._columns.addWidget(holder, 1)

    def show_step(self, words: str) -> None:
        """`Bước 2 trên 5`; empty on pages that are no step."""
        self._step_label.setText(words)
        self._step_label.setVisible(bool(words))

    @property
    def error(self) -> str:
        return self._error.text() if not self._error_box.isHidden() else ""

    def say_error(self, sentence: str) -> None:
        """On top, and where the page has a field beside it."""
        self._error.setText(sentence)
        self._error_box.setVisible(bool(sentence))
        self.scroll.verticalScrollBar().setValue(0)

    def take_scan(self, text: str) -> bool:
        """Something was scanned while this page is shown. Whether it was meant for it."""
        return False

    def failed(self, about: str, sentence: str) -> None:
        """Something behind failed while this page is shown; `about` says what: register, leave, ask, page, print, rate."""
        self.say_error(sentence)

    def go_on(self) -> None:
        """The button to go on was touched."""
        self.forward.emit()

    def leave(self) -> None:
        """Another page comes: cameras and the like are let go."""

    def spoken(self) -> str:
        """What is read out."""
        return f"{self.question}. {self.hint}".strip()


class Choice(QPushButton):
    """A whole row to touch: a title, a note, an arrow."""

    def __init__(self, title: str, note: str = "", *, arrow: bool = True) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setAccessibleName(f"{title}. {note}".strip(". "))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = title
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 14, 28, 14)
        words = QVBoxLayout()
        words.setSpacing(4)
        for text, role in ((title, "title"), (note, "note")):
            if text:
                line = label(text, role, wrap=True)
                line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                words.addWidget(line)
        row.addLayout(words, 1)
        if arrow:
            sign = label("›", "arrow")
            sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(sign)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(round(TARGET * 1.2))

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(layout.heightForWidth(width) if layout else 0, round(TARGET * 1.2))

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))


class ChoiceGrid(QWidget):
    """Rows to choose from, one under the other; two side by side where there is room, so that all are seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._choices: list[Choice] = []
        self._columns = 1

    def add(self, choice: Choice) -> None:
        self._choices.append(choice)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= SIDE_BY_SIDE else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for n, choice in enumerate(self._choices):
            self._grid.addWidget(choice, n // self._columns, n % self._columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, self._columns - 1)


def touch(words: str, act: Callable[[], None], role: str = "") -> QPushButton:
    """A button of a page."""
    made = QPushButton(words)
    made.setObjectName(role)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setMinimumHeight(min(round(TARGET * text_scale()), 110))
    made.clicked.connect(lambda _=False: act())
    return made


def panel() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(28, 20, 28, 20)
    layout.setSpacing(10)
    return frame, layout


def line(title: str, text: str) -> QLabel:
    """A fact: its name and what it is."""
    made = label(f"{title}: {text}" if title else text, wrap=True)
    made.setAccessibleName(made.text())
    return made
