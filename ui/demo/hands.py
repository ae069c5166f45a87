"""A clerk's hands: real key events into whatever has the focus, at typing or scanner speed, and waiting for what they cause."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_SECONDS = 60.0


class NeverHappened(AssertionError):
    """What a played clerk waited for did not come."""


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Let the application live until `condition` holds. Raises NeverHappened, naming `what`."""
    end = time.monotonic() + seconds
    loop = QEventLoop()
    while not condition():
        if time.monotonic() > end:
            raise NeverHappened(what)
        QTimer.singleShot(10, loop.quit)
        loop.exec()


class Hands:
    """`typing_gap` is the seconds between a person's keys, `scanner_gap` between a scanner's."""

    def __init__(self, window: QWidget, *, typing_gap: float = 0.0, scanner_gap: float = 0.004) -> None:
        self._window = window
        self._typing_gap = typing_gap
        self._scanner_gap = scanner_gap
        self._stamp = 1.0
        self.keys = 0

    def _target(self) -> QWidget:
        """What has the focus. The offscreen platform gives no window back its activation when a popup closes."""
        if not self._window.isActiveWindow() and QApplication.activePopupWidget() is None:
            self._window.activateWindow()
            wait_until(self._window.isActiveWindow, "the window to be active")
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self._window.focusWidget() or self._window

    def _character(self, character: str, gap: float) -> None:
        # The key's own stamp says how fast it was struck, however busy this machine is.
        self._stamp = max(self._stamp + gap, 1.0)
        code = ord(character.upper())
        key = code if code < 128 else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(round(self._stamp * 1000))
            QApplication.sendEvent(self._target(), event)
        if gap:
            end = time.monotonic() + gap
            wait_until(lambda: time.monotonic() >= end, "the next key", gap + PATIENCE_SECONDS)

    def type(self, text: str) -> None:
        """Type as a person does."""
        for character in text:
            self.keys += 1
            self._character(character, self._typing_gap)

    def scan(self, text: str) -> None:
        """Let the keyboard scanner type a card's text and its Enter."""
        # Nobody scans within a tenth of a second of typing.
        self._stamp += 1.0
        for character in text:
            self._character(character, self._scanner_gap)
        QTest.keyClick(self._target(), Qt.Key.Key_Return)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(self._target(), key, modifiers)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def tab(self) -> None:
        self.press(Qt.Key.Key_Tab)
