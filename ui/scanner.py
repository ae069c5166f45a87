"""The keyboard scanner: a card or ticket scanned anywhere is recognised by its speed and shape and taken out of the field it
fell in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from kiosk.domain.clock import Clock
from kiosk.domain.id_card import MAX_KEY_GAP_SECONDS, looks_like_scan

_END = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BURST_BEGINS = 13
"""Twelve digits and a separator at a scanner's speed: from here on the keys are kept from the field."""


_CARD_FIELDS, _DATE_DIGITS = 7, 8
"""Personal number, former number, name, birth date, sex, residence, and the day of issue as 15062021."""
_PATIENCE = 5
"""How many silences end a scan that is not whole; some half a second."""
_STAMPS_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
"""Key stamps are milliseconds from an origin of the system's own; only their differences mean anything."""


@dataclass(frozen=True, slots=True)
class _Key:
    """A typed character, when, and what the editor held before it."""

    character: str
    moment: datetime
    before: str
    cursor: int


_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class ScannerFilter(QObject):
    """An application event filter. `scanned` carries the whole text of a scan, without its end key."""

    touched = Signal()
    scanned = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._keys: list[_Key] = []
        self._widget: QWidget | None = None
        self._swallowing = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(int(MAX_KEY_GAP_SECONDS * 1000) + 60)
        self._silence.timeout.connect(self._silent)
        self._patience = _PATIENCE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched.emit()
        if event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.ignore()
            return True
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
            if self._swallowing or self._is_scan():
                self._finish()
                return True
            self._forget()
            return False
        text = event.text()
        if not text or not text.isprintable():
            return self._swallowing
        now = self._moment(event)
        if self._keys and (now - self._keys[-1].moment).total_seconds() > MAX_KEY_GAP_SECONDS:
            self._finish()
        if watched is not self._widget and not self._swallowing:
            self._keys, self._widget = [], watched
        before, cursor = ("", 0) if self._swallowing else _text_of(watched)
        self._keys.append(_Key(text, now, before, cursor))
        self._patience = _PATIENCE
        self._silence.start()
        if not self._swallowing and self._burst_begins():
            self._keys = self._keys[-_BURST_BEGINS:]
            self._swallowing = True
            self._restore()
        return self._swallowing

    def _moment(self, event: QKeyEvent) -> datetime:
        """When the key was struck: a busy window reads its keys late, but the system's stamp on them stays true."""
        stamp = event.timestamp()
        return _STAMPS_BEGIN + timedelta(milliseconds=stamp) if stamp else self._clock.now()

    def _silent(self) -> None:
        """Nothing came for a while. What is not a whole card yet may only be waiting behind other work."""
        if not self._swallowing and not self._is_scan():
            return  # too little to tell: the next key's own stamp says whether these belong to it
        if self._swallowing and self._patience and not self._is_whole_card():
            self._patience -= 1
            self._silence.start()
            return
        self._finish()

    def _is_whole_card(self) -> bool:
        """Its last field is a date. An older card without one, and a ticket, whose length nothing says, end with patience."""
        typed = "".join(key.character for key in self._keys)
        fields = typed.split(self._separator())
        return len(fields) >= _CARD_FIELDS and len(fields[-1]) == _DATE_DIGITS and fields[-1].isdigit()

    def _separator(self) -> str:
        return self._keys[_BURST_BEGINS - 1].character if len(self._keys) >= _BURST_BEGINS else "|"

    def _burst_begins(self) -> bool:
        """A person may have been typing a moment ago: only the last keys count."""
        last = "".join(key.character for key in self._keys[-_BURST_BEGINS:])
        return len(last) == _BURST_BEGINS and last[:-1].isdigit() and not last[-1].isdigit()

    def _is_scan(self) -> bool:
        return looks_like_scan((key.character, key.moment) for key in self._keys)

    def _restore(self) -> None:
        """Take what the scan typed so far out of the editor again."""
        widget = self._widget if self._widget is not None and isValid(self._widget) else None
        first = self._keys[0]
        if isinstance(widget, QLineEdit):
            widget.setText(first.before)
            widget.setCursorPosition(first.cursor)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(first.before)
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findText(first.before))

    def _finish(self) -> None:
        keys, was_scan = self._keys, self._swallowing or self._is_scan()
        if was_scan and not self._swallowing:
            self._restore()
        self._forget()
        if was_scan:
            self.scanned.emit("".join(key.character for key in keys))

    def _forget(self) -> None:
        self._silence.stop()
        self._keys, self._widget, self._swallowing = [], None, False
        self._patience = _PATIENCE


_OURS = frozenset(
    {
        Qt.Key.Key_B,
        Qt.Key.Key_D,
        Qt.Key.Key_E,
        Qt.Key.Key_H,
        Qt.Key.Key_J,
        Qt.Key.Key_K,
        Qt.Key.Key_L,
        Qt.Key.Key_O,
        Qt.Key.Key_T,
    }
)
"""With Ctrl, keys of the windows that editors of some systems would keep for themselves (Ctrl+K: delete to the end)."""


def _is_ours(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        and event.key() in _OURS
    )


def _text_of(widget: QWidget) -> tuple[str, int]:
    if isinstance(widget, QLineEdit):
        return widget.text(), widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText(), 0
    return (widget.currentText(), 0) if isinstance(widget, QComboBox) else ("", 0)
