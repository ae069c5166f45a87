"""The keyboard scanner: a card scanned anywhere is recognised by its speed and shape and taken out of the field it fell in."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from kiosk.domain.clock import Clock
from kiosk.domain.id_card import MAX_KEY_GAP_SECONDS, looks_like_scan

_END = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BURST_BEGINS = 13
"""Twelve digits and a separator at a scanner's speed: from here on the keys are kept from the field."""


class ScannerFilter(QObject):
    """An application event filter. `scanned` carries the whole text of a scan, without its end key."""

    scanned = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._keys: list[tuple[str, datetime]] = []
        self._widget: QWidget | None = None
        self._before = ""
        self._swallowing = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(int(MAX_KEY_GAP_SECONDS * 1000) + 60)
        self._silence.timeout.connect(self._finish)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._swallowing:
            event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return False
        # A key an editor leaves alone is offered to its parents too: count it once, where it was typed.
        if watched is not (watched.window().focusWidget() or watched.window()):
            return False
        return self._key(watched, event)

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Whether the key is kept from the widget."""
        if event.key() in _END:
            if self._swallowing or looks_like_scan(self._keys):
                self._finish()
                return True
            self._forget()
            return False
        text = event.text()
        if not text or not text.isprintable():
            return self._swallowing
        now = self._clock.now()
        if self._keys and (now - self._keys[-1][1]).total_seconds() > MAX_KEY_GAP_SECONDS:
            self._finish()
        if not self._keys:
            self._widget = watched
            self._before = _text_of(watched)
        self._keys.append((text, now))
        self._silence.start()
        if not self._swallowing and self._is_burst():
            self._swallowing = True
            self._restore()
        return self._swallowing

    def _is_burst(self) -> bool:
        if len(self._keys) != _BURST_BEGINS:
            return False
        text = "".join(c for c, _ in self._keys)
        return text[:12].isdigit() and not text[12].isdigit()

    def _restore(self) -> None:
        widget = self._widget if self._widget is not None and isValid(self._widget) else None
        if isinstance(widget, QLineEdit):
            widget.setText(self._before)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(self._before)
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findText(self._before))

    def _finish(self) -> None:
        keys, was_scan = self._keys, self._swallowing or looks_like_scan(self._keys)
        if was_scan and not self._swallowing:
            self._restore()
        self._forget()
        if was_scan:
            self.scanned.emit("".join(c for c, _ in keys))

    def _forget(self) -> None:
        self._silence.stop()
        self._keys, self._widget, self._swallowing = [], None, False


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""
