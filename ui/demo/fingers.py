"""A citizen's finger: presses and releases where things are shown, and waits for what they cause."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.domain.text import fold
from ui.demo.hands import Hands, NeverHappened, wait_until
from ui.self_service.keyboard import Keyboard
from ui.self_service.page import Choice, KioskPage
from ui.self_service.window import SelfServiceWindow

FIND_SECONDS = 20.0


def _words_of(button: QAbstractButton) -> str:
    return button.title if isinstance(button, Choice) else button.text()


class NothingThere(AssertionError):
    """What a citizen looked for is not on the page, or cannot be touched."""


class Fingers:
    """Touches a self-service window. Whatever is touched must be seen."""

    def __init__(self, window: SelfServiceWindow) -> None:
        self.window = window
        self.touches = 0
        self._glass = QTest.createTouchDevice()
        self._scanner = Hands(window, scanner_gap=0)

    @property
    def page(self) -> KioskPage:
        assert self.window.page is not None
        return self.window.page

    def touch(self, widget: QWidget) -> None:
        """Touch the middle of something; a page that is longer than the screen is pushed up first, as a finger does."""
        try:
            wait_until(lambda: widget.isVisible() and widget.isEnabled(), "it to be shown", FIND_SECONDS)
        except NeverHappened:
            raise NothingThere(f"{widget.accessibleName()!r} on {self.page.question!r}") from None
        # Nobody touches a thing before it stands where it is drawn: what was just hidden beside it still has to give way.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        scroll = self.page.scroll
        if scroll.isAncestorOf(widget):
            scroll.ensureWidgetVisible(widget, 0, 40)
        self.touches += 1
        self.tap(widget.mapTo(self.window, QPoint(widget.width() // 2, widget.height() // 2)))

    def tap(self, place: QPoint) -> None:
        """A finger on a place of the window, and off again."""
        QTest.touchEvent(self.window, self._glass).press(0, place, self.window).commit()
        QTest.touchEvent(self.window, self._glass).release(0, place, self.window).commit()

    def swipe(self, begin: QPoint, end: QPoint, steps: int = 8) -> None:
        """A finger drawn over the glass."""
        QTest.touchEvent(self.window, self._glass).press(0, begin, self.window).commit()
        for n in range(1, steps + 1):
            QTest.touchEvent(self.window, self._glass).move(0, begin + (end - begin) * n / steps, self.window).commit()
        QTest.touchEvent(self.window, self._glass).release(0, end, self.window).commit()

    def press(self, words: str) -> None:
        """Touch the button or row that says so."""
        self.touch(self.find(words))

    def find(self, words: str) -> QAbstractButton:
        """The button or row that says so, once it is shown."""
        found: list[QAbstractButton] = []

        def look() -> bool:
            found[:] = [b for b in self._buttons() if fold(_words_of(b)).strip(" ‹") == fold(words)]
            return bool(found)

        try:
            wait_until(look, words, FIND_SECONDS)
        except NeverHappened:
            there = [_words_of(b) for b in self._buttons()]
            raise NothingThere(f"{words!r} on {self.page.question!r}: {there}") from None
        return found[0]

    def _buttons(self) -> list[QAbstractButton]:
        return [b for b in self.window.findChildren(QAbstractButton) if b.isVisible()]

    def type(self, text: str) -> None:
        """On the keyboard of the page, key by key."""
        keyboards = [k for k in self.window.findChildren(Keyboard) if k.isVisible()]
        if not keyboards:
            raise NothingThere(f"a keyboard on {self.page.question!r}")
        keyboard = keyboards[-1]
        for character in text:
            name = "space" if character == " " else character.lower()
            self.touch(keyboard.keys[name])

    def go_on(self) -> None:
        """Touch the button that goes on, whatever it says on this page."""
        self.touch(self.window.frame.buttons["next"])

    def press_key(self, name: str) -> None:
        """A key of the page's keyboard by its name."""
        keyboard = [k for k in self.window.findChildren(Keyboard) if k.isVisible()][-1]
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
