"""The keyboard on the glass: Vietnamese letters with a row of tones, a pad for numbers, and one for e-mail."""

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.domain.vietnamese_typing import MARKED_LETTERS, TONES, Method, press, press_tone
from ui.widgets.basics import set_tone

Layout = Literal["letters", "words", "numbers", "email"]
"""`words` are letters without digits: names, and what is looked for."""
DIGITS = "1234567890"
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
EMAIL_KEYS = ("@", ".", "-", "_", ".com", ".vn")
_WIDTHS = {"space": 4, "enter": 2, "clear": 2, "shift": 2, "back": 2, "method": 2}
_Key = tuple[str, str, str]
"""Name, label, look."""


class Keyboard(QWidget):
    """Types into the line it is attached to. Telex works on it too: `dd` is đ, `s` after a word is sắc; so does VNI, by a key."""

    def __init__(self, layout: Layout = "letters") -> None:
        super().__init__()
        self.kind = layout
        self.method: Method = "telex"
        self._editor: QLineEdit | None = None
        self._done: Callable[[], None] | None = None
        self._capitals = True
        self._capital = False
        self.keys: dict[str, QPushButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()

    def attach(self, editor: QLineEdit, done: Callable[[], None] | None = None) -> None:
        """Type into another line from now on; `done` is what Enter does. A line's property `plain` wants no capitals."""
        self._editor, self._done = editor, done
        self._capitals = self.kind in ("letters", "words") and not editor.property("plain")
        self._choose_method("telex")
        self._follow()

    def _build(self) -> None:
        if self.kind == "numbers":
            self._build_numbers()
            return
        vietnamese = self.kind != "email"
        if vietnamese:
            tones: list[_Key] = [
                (f"tone:{name}", unicodedata.normalize("NFC", "a" + TONES[name]), "mark") for name in TONES
            ]
            self._row([*tones, *((m, m, "mark") for m in MARKED_LETTERS)])
        else:
            self._row([(k, k, "mark") for k in EMAIL_KEYS])
        self._digits = self._row([(c, c, "") for c in DIGITS])
        self._row([(c, c, "") for c in ROWS[0]])
        self._row([(c, c, "") for c in ROWS[1]])
        self._row([("shift", "⇧", "act"), *((c, c, "") for c in ROWS[2]), ("back", "⌫", "act")])
        last: list[_Key] = [("clear", self.tr("Xóa hết"), "act")]
        if vietnamese:
            last += [("method", "Telex", "act"), (",", ",", "")]
        last += [("space", self.tr("dấu cách"), "act")]
        if self.kind == "letters":
            last += [("/", "/", ""), (":", ":", "")]
        self._row([*last, ("enter", self.tr("Xong"), "act")])
        self._choose_method("telex")

    def _row(self, keys: list[_Key]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, words, look in keys:
            row.addWidget(self._key(name, words, look), _WIDTHS.get(name, 1))
        self._box.addWidget(holder)
        return holder

    def _build_numbers(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(10)
        for n, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit, digit, ""), n // 3, n % 3)
        grid.addWidget(self._key("clear", self.tr("Xóa hết"), "act"), 3, 0)
        grid.addWidget(self._key("0", "0", ""), 3, 1)
        grid.addWidget(self._key("back", "⌫", "act"), 3, 2)
        self._box.addLayout(grid)

    def _key(self, name: str, words: str, look: str) -> QPushButton:
        key = QPushButton(words)
        key.setObjectName("key")
        key.setProperty("tone", look)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.setMinimumWidth(40)
        names = {
            "shift": self.tr("Chữ hoa"),
            "back": self.tr("Xóa một chữ"),
            "space": self.tr("Dấu cách"),
            "method": self.tr("Kiểu gõ: Telex hoặc VNI"),
        }
        spoken = name.removeprefix("tone:")
        key.setAccessibleName(names.get(name, self.tr("dấu {tone}").format(tone=spoken) if name != spoken else words))
        key.setAutoRepeat(name == "back")
        key.clicked.connect(partial(self.strike, name))
        self.keys[name] = key
        return key

    def _choose_method(self, method: Method) -> None:
        """VNI's marks are digits: they come with it."""
        self.method = method
        if "method" in self.keys:
            self.keys["method"].setText("VNI" if method == "vni" else "Telex")
            set_tone(self.keys["method"], "mark" if method == "vni" else "act")
            self._digits.setVisible(self.kind == "letters" or method == "vni")

    def strike(self, name: str, _: bool = False) -> None:
        """One key of the glass."""
        editor = self._editor
        if editor is None:
            return
        match name:
            case "enter":
                if self._done is not None:
                    self._done()
                return
            case "method":
                self._choose_method("telex" if self.method == "vni" else "vni")
                return
            case "shift":
                self._capital = not self._capital
                self._show_case()
                return
            case _:
                text, cursor = editor.text(), editor.cursorPosition()
                before = self._struck(text[:cursor], name)
                after = "" if name == "clear" else text[cursor:]
        editor.setText(before + after)
        if editor.text() == before + after:
            # A field may spell what was typed in its own way (dates): then the cursor is where it put it.
            editor.setCursorPosition(len(before))
        self._follow()

    def _struck(self, before: str, name: str) -> str:
        """What stands before the cursor after a key."""
        match name:
            case "back":
                return before[:-1]
            case "clear":
                return ""
            case "space":
                return before + " " if before and not before.endswith(" ") else before
            case _ if name.startswith("tone:"):
                return press_tone(before, TONES[name.removeprefix("tone:")])
            case _ if len(name) > 1:
                return before + name
            case _:
                key = name.upper() if self._capital else name
                return press(before, key, "plain" if self.kind in ("email", "numbers") else self.method)

    def _follow(self) -> None:
        """A name's words begin with a capital, and so does a sentence."""
        assert self._editor is not None
        before = self._editor.text()[: self._editor.cursorPosition()]
        self._capital = self._capitals and (not before or before.endswith(" "))
        self._show_case()

    def _show_case(self) -> None:
        for name, key in self.keys.items():
            if len(name) == 1 and name.isalpha():
                key.setText(name.upper() if self._capital else name)
