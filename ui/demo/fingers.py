"""A citizen's finger: presses and releases where things are shown, and waits for what they cause."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.domain.text import fold
from ui.demo.hands import Hands, wait_until
from ui.self_service.keyboard import Keyboard
from ui.self_service.page import Choice, KioskPage
from ui.self_service.window import SelfServiceWindow


class NothingThere(AssertionError):
    """What a citizen looked for is not on the page, or cannot be touched."""


class Fingers:
    """Touches a self-service window. Whatever is touched must be seen."""

    def __init__(self, window: SelfServiceWindow) -> None:
        self.window = window
        self.touches = 0
        self._scanner = Hands(window, scanner_gap=0)

    @property
    def page(self) -> KioskPage:
        assert self.window.page is not None
        return self.window.page

    def touch(self, widget: QWidget) -> None:
        """Touch the middle of something; a page that is longer than the screen is pushed up first, as a finger does."""
        if not widget.isVisible() or not widget.isEnabled():
            raise NothingThere(widget.accessibleName())
        scroll = self.page._scroll
        if scroll.isAncestorOf(widget):
            scroll.ensureWidgetVisible(widget, 0, 40)
        self.touches += 1
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(widget.width() // 2, widget.height() // 2),
        )

    def press(self, words: str) -> None:
        """Touch the button or row that says so."""
        self.touch(self.find(words))

    def find(self, words: str) -> QAbstractButton:
        wanted = fold(words)
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        for button in buttons:
            title = button.title if isinstance(button, Choice) else button.text()
            if fold(title).strip(" ‹") == wanted:
                return button
        raise NothingThere(f"{words} on {self.page.question!r}: {[b.accessibleName() for b in buttons]}")

    def type(self, text: str) -> None:
        """On the keyboard of the page, key by key."""
        keyboards = [k for k in self.window.findChildren(Keyboard) if k.isVisible()]
        if not keyboards:
            raise NothingThere(f"a keyboard on {self.page.question!r}")
        keyboard = keyboards[-1]
        for character in text:
            name = "space" if character == " " else character.lower()
            self.touch(keyboard.keys[name])

    def scan(self, text: str) -> None:
        """Hold a card or paper before the scanner."""
        self._scanner.scan(text)

    def on(self, question: str, seconds: float = 20) -> KioskPage:
        """Wait for the page that asks so."""
        wait_until(
            lambda: fold(question) in fold(self.page.question), f"{question!r}, not {self.page.question!r}", seconds
        )
        return self.page
