"""Small building blocks: labels by role, cards, chips, rules."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A text label dressed by `role` (a style-sheet name)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setObjectName(role)
    made.setWordWrap(wrap)
    return made


def button(text: str, role: str = "", *, name: str = "") -> QPushButton:
    made = QPushButton(text)
    if role:
        made.setObjectName(role)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    return made


def clear(layout: QLayout) -> None:
    """Empty a layout. Its widgets go at once for the eye, and for good when the event loop comes round."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def rule() -> QFrame:
    line = QFrame()
    line.setObjectName("rule")
    return line


def set_tone(widget: QWidget, tone: str) -> None:
    """Change a widget's `tone` property and let the style sheet see it."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Chip(QLabel):
    """A word in a pill."""

    def __init__(self, text: str = "", tone: str = "") -> None:
        super().__init__(text)
        self.setObjectName("chip")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def say(self, text: str, tone: str = "") -> None:
        self.setText(text)
        set_tone(self, tone)
        self.setVisible(bool(text))


class Card(QFrame):
    """A titled surface. Put content into `body`, small things beside the title into `head`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        if title:
            self.title = label(title, "cardTitle")
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            layout.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body)

    def beside_title(self, widget: QWidget, *, right: bool = False) -> None:
        if right:
            self.head.addWidget(widget)
        else:
            self.head.insertWidget(self.head.count() - 1, widget)
