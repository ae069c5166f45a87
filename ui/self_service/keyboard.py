"""The keyboard on the glass: Vietnamese letters with a row of tones, a pad for numbers, and one for e-mail."""

import unicodedata
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.vietnamese_typing import MARKED_LETTERS, TONES, press, press_tone
from ui.widgets.basics import clear

Layout = Literal["letters", "numbers", "email"]
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
EMAIL_KEYS = ("@", ".", "-", "_", ".com", ".vn")


class Keyboard(QWidget):
    """Types into one line. `done` is its Enter. Telex works on it too: `dd` is đ, `s` after a word is sắc."""

    typed = Signal()
    done = Signal()

    def __init__(self, editor: QLineEdit, layout: Layout = "letters") -> None:
        super().__init__()
        self._editor = editor
        self.kind = layout
        self._capital = layout == "letters"
        self._symbols = False
        self.keys: dict[str, QPushButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()

    def _build(self) -> None:
        for n in reversed(range(self._box.count())):
            item = self._box.takeAt(n)
            if item is not None and (row := item.layout()) is not None:
                clear(row)
        self.keys = {}
        if self.kind == "numbers":
            self._build_numbers()
            return
        if self.kind == "letters":
            self._row(
                [(f"tone:{name}", unicodedata.normalize("NFC", "a" + TONES[name]), "mark") for name in TONES]
                + [(m, m, "mark") for m in MARKED_LETTERS]
            )
        else:
            self._row([(k, k, "mark") for k in EMAIL_KEYS])
        self._row([(c, c, "") for c in "1234567890"])
        for n, row in enumerate(ROWS):
            keys = [(c, c, "") for c in row]
            if n == len(ROWS) - 1:
                keys = [("shift", "⇧", "act"), *keys, ("back", "⌫", "act")]
            self._row(keys)
        self._row(
            [
                ("clear", self.tr("Xóa hết"), "act"),
                (",", ",", ""),
                ("space", self.tr("dấu cách"), "act"),
                ("/", "/", ""),
                (":", ":", ""),
                ("enter", self.tr("Xong"), "act"),
            ]
        )
        self._show_case()

    def _row(self, keys: list[tuple[str, str, str]]) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, label, tone in keys:
            row.addWidget(
                self._key(name, label, tone), {"space": 4, "enter": 2, "clear": 2, "shift": 2, "back": 2}.get(name, 1)
            )
        self._box.addLayout(row)

    def _build_numbers(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(10)
        for n, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, digit, ""), n // 3, n % 3)
        grid.addWidget(self._key("clear", self.tr("Xóa hết"), "act"), 3, 0)
        grid.addWidget(self._key("0", "0", ""), 3, 1)
        grid.addWidget(self._key("back", "⌫", "act"), 3, 2)
        self._box.addLayout(grid)

    def _key(self, name: str, label: str, tone: str) -> QPushButton:
        key = QPushButton(label)
        key.setObjectName("key")
        key.setProperty("tone", tone)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.setMinimumWidth(40)
        names = {
            "shift": self.tr("Chữ hoa"),
            "back": self.tr("Xóa một chữ"),
            "space": self.tr("Dấu cách"),
        }
        spoken = name.removeprefix("tone:")
        key.setAccessibleName(names.get(name, self.tr("dấu {tone}").format(tone=spoken) if name != spoken else label))
        key.setAutoRepeat(name == "back")
        key.clicked.connect(partial(self.strike, name))
        self.keys[name] = key
        return key

    def strike(self, name: str, _: bool = False) -> None:
        """One key of the glass."""
        text, cursor = self._editor.text(), self._editor.cursorPosition()
        before, after = text[:cursor], text[cursor:]
        match name:
            case "enter":
                self.done.emit()
                return
            case "shift":
                self._capital = not self._capital
                self._show_case()
                return
            case "back":
                before = before[:-1]
            case "clear":
                before = after = ""
            case "space":
                before = before + " " if before and not before.endswith(" ") else before
            case _ if name.startswith("tone:"):
                before = press_tone(before, TONES[name.removeprefix("tone:")])
            case _:
                key = name.upper() if self._capital else name
                before = (
                    press(before, key, "telex" if self.kind == "letters" and len(key) == 1 else "plain")
                    if len(key) == 1
                    else before + key
                )
        self._editor.setText(before + after)
        if self._editor.text() == before + after:
            # A field may spell what was typed in its own way (dates): then the cursor is where it put it.
            self._editor.setCursorPosition(len(before))
        if self.kind == "letters":
            # A name's words begin with a capital, and so does a sentence.
            self._capital = not before or before.endswith(" ")
            self._show_case()
        self.typed.emit()

    def _show_case(self) -> None:
        for name, key in self.keys.items():
            if len(name) == 1 and name.isalpha():
                key.setText(name.upper() if self._capital else name)
