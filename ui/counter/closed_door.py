"""What is shown when the counter cannot be opened at all: why, what to do, and one more try."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.errors import KioskError
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence


class ClosedDoor(QDialog):
    """Accepted when the person wants to try again, rejected when they leave. It needs no store and no settings."""

    def __init__(self, error: KioskError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Một Cửa"))
        self.setMinimumWidth(560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        card = Card(self.tr("Chưa mở được quầy"))
        words = QVBoxLayout()
        words.setSpacing(12)
        self.why = label(error_sentence(error), wrap=True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.why)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.leave = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        self.leave.clicked.connect(self.reject)
        self.again = button(self.tr("Thử lại   Enter"), "primary", name=self.tr("Thử lại"))
        self.again.setDefault(True)
        self.again.clicked.connect(self.accept)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.again)
        words.addLayout(buttons)
        card.body.addLayout(words)
        outer.addWidget(card)
