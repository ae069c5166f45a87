"""What stands around every page of self-service, always in the same place: head, bands, keyboard, foot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.self_service.keyboard import Keyboard, Layout
from ui.self_service.look import GAP, SIZES
from ui.self_service.page import KioskPage, touch
from ui.self_service.voice import is_there
from ui.widgets.basics import label
from ui.words import language

BRAND = "Một Cửa"
SIDE = 56


class KioskFrame(QWidget):
    """`asked` carries which of its buttons was touched: size, contrast, reach, language, speak, help; back, later, next, end."""

    asked = Signal(str)

    def __init__(self, unit_name: str, *, practice: bool) -> None:
        super().__init__()
        self.setObjectName("kioskPage")
        self.buttons: dict[str, QPushButton] = {}
        self._keyboards: dict[Layout, Keyboard] = {}
        self._text_size = SIZES[0]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head(unit_name))
        self._practice, self._practice_words = _band("practice", 6)
        self._practice.setVisible(practice)
        outer.addWidget(self._practice)
        self._band, self._band_words = _band("band", 12)
        self._band.hide()
        outer.addWidget(self._band)
        self._reach = QWidget()
        """Room above, so that all that is touched lies in the lower half."""
        self._reach.hide()
        outer.addWidget(self._reach)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages, 1)
        self._keys = QVBoxLayout()
        self._keys.setContentsMargins(SIDE, 0, SIDE, 12)
        outer.addLayout(self._keys)
        outer.addWidget(self._make_foot())

    def _make_head(self, unit_name: str) -> QWidget:
        head = QFrame()
        head.setObjectName("kioskHead")
        rows = QVBoxLayout(head)
        rows.setContentsMargins(SIDE, 6, SIDE - 12, 6)
        rows.setSpacing(0)
        self._brand_row, self._head_row = QHBoxLayout(), QHBoxLayout()
        self._head_row.setSpacing(4)
        rows.addLayout(self._brand_row)
        rows.addLayout(self._head_row)
        self.brand = label(f"{BRAND} · {unit_name}", "brand")
        self.brand.setAccessibleName(self.brand.text())
        self._head_row.addWidget(self.brand)
        self._head_row.addStretch(1)
        for name in ("size", "contrast", "reach", "language", "speak", "help"):
            self._head_row.addWidget(self._button(name))
        self.buttons["speak"].setVisible(is_there())
        self._head = head
        return head

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("kioskFoot")
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(SIDE, 12, SIDE, 36)
        rows.setSpacing(GAP)
        self._next_row, self._foot_row = QHBoxLayout(), QHBoxLayout()
        self._foot_row.setSpacing(GAP)
        rows.addLayout(self._next_row)
        rows.addLayout(self._foot_row)
        self._foot_row.addWidget(self._button("back"))
        self._foot_row.addWidget(self._button("later"))
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self._button("next", "primary"))
        self._foot_row.addWidget(self._button("end"))
        return foot

    def _button(self, name: str, role: str = "") -> QPushButton:
        made = touch("", lambda: self.asked.emit(name), role)
        self.buttons[name] = made
        return made

    # Words and places

    def dress(self, text_size: int) -> None:
        """The language or the text size is another: say everything anew, and place it where it fits."""
        self._text_size = text_size
        words = {
            "size": self.tr("Cỡ chữ") + " " + ("A" if text_size == SIZES[-1] else "A+"),
            "contrast": self.tr("Tương phản"),
            "reach": self.tr("Tầm thấp"),
            "language": "English" if language() == "vi" else "Tiếng Việt",
            "speak": self.tr("Đọc"),
            "help": self.tr("Trợ giúp"),
            "back": "‹  " + self.tr("Quay lại"),
            "later": self.tr("Làm tiếp sau"),
            "end": self.tr("Kết thúc"),
        }
        for name, said in words.items():
            self.buttons[name].setText(said)
            self.buttons[name].setAccessibleName(said.strip("‹ "))
        self._practice_words.setText(self.tr("TẬP HUẤN – không phải hồ sơ thật"))
        for keyboard in self._keyboards.values():
            keyboard.deleteLater()
        self._keyboards.clear()
        self.place()

    def place(self) -> None:
        """Upright the brand has a row of its own, and so has the button to go on where text is larger."""
        upright = self.height() > self.width()
        if upright:
            self._brand_row.addWidget(self.brand)
        else:
            self._head_row.insertWidget(0, self.brand)
        alone = upright and self._text_size > SIZES[0]
        if alone:
            self._next_row.addWidget(self.buttons["next"])
        else:
            self._foot_row.removeWidget(self.buttons["next"])
            self._foot_row.insertWidget(self._foot_row.indexOf(self.buttons["end"]), self.buttons["next"])

    def reach_low(self, *, on: bool) -> None:
        """For who sits in a wheelchair: everything a page has to touch is in the lower half. Across, it is low enough."""
        upright = self.height() > self.width()
        self._reach.setVisible(on and upright)
        self._reach.setFixedHeight(max(self.height() // 2 - self._head.sizeHint().height(), 0) if upright else 0)

    def say_band(self, words: str) -> None:
        self._band_words.setText(words)
        self._band.setVisible(bool(words))

    @property
    def band_text(self) -> str:
        return self._band_words.text() if not self._band.isHidden() else ""

    # The page that is shown

    def show_page(self, page: KioskPage, before: KioskPage | None) -> None:
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if before is not None:
            self.pages.removeWidget(before)
            before.deleteLater()
        for keyboard in self._keyboards.values():
            keyboard.hide()
        if page.pad is not None and page.editor is not None:
            keyboard = self.keyboard(page.pad)
            keyboard.attach(page.editor, page.go_on)
            keyboard.show()

    def keyboard(self, kind: Layout) -> Keyboard:
        """Made once: its fifty keys would be felt at every page."""
        if kind not in self._keyboards:
            self._keyboards[kind] = Keyboard(kind)
            self._keys.addWidget(self._keyboards[kind])
        return self._keyboards[kind]

    def show_foot(self, page: KioskPage, *, back: bool, later: bool, end: bool) -> None:
        """Which buttons the foot has for a page."""
        self.buttons["back"].setEnabled(back)
        self.buttons["later"].setVisible(later)
        forward = self.buttons["next"]
        forward.setText(page.next_words)
        forward.setAccessibleName(page.next_words)
        forward.setVisible(bool(page.next_words))
        self.buttons["end"].setVisible(end and page.next_words != self.buttons["end"].text())


def _band(role: str, above: int) -> tuple[QFrame, QLabel]:
    band = QFrame()
    band.setObjectName(role)
    row = QHBoxLayout(band)
    row.setContentsMargins(SIDE, above, SIDE, above)
    words = label("", wrap=True)
    row.addWidget(words)
    return band, words
