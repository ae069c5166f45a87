"""No way out: keys, menus, drops and closing do nothing for citizens. An administrator holds the brand and types the PIN.

What a keyboard scanner types is collected here: on this side of the glass nobody else types.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kiosk.accounts import verify_password
from kiosk.app import Counter
from ui.self_service.idle import Overlay
from ui.self_service.keyboard import Keyboard
from ui.self_service.page import touch
from ui.widgets.basics import label

HOLD_MILLISECONDS = 3000
HOLD_WANDERS = 40
"""A finger that is held may wander so many pixels."""
TRIES, REST_SECONDS = 5, 60
_SWALLOWED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.Wheel,
        QEvent.Type.WhatsThis,
        QEvent.Type.HelpRequest,
        QEvent.Type.ToolTip,
    }
)
"""Everything is touched: a keyboard that somebody plugs in types into nothing."""
SILENCE_MILLISECONDS = 600
"""A scan without an end key ends so."""
SHORTEST_SCAN = 13
_END = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Lock(QObject):
    """An application event filter. `leaving` once the PIN was right; `scanned` carries what the scanner typed."""

    leaving = Signal()
    scanned = Signal(str)

    def __init__(self, window: QWidget, counter: Counter, brand: QWidget) -> None:
        """`brand` is what an administrator holds."""
        super().__init__(window)
        self._window = window
        self._brand = brand
        self._counter = counter
        self.is_open = False
        self.pin: PinCard | None = None
        self._failures = 0
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MILLISECONDS)
        self._hold.timeout.connect(self.ask_pin)
        self._held_at = QPoint()
        self._typed = ""
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(SILENCE_MILLISECONDS)
        self._silence.timeout.connect(self._scan_ends)

    def open(self) -> None:
        self.is_open = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SWALLOWED and not self.is_open:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
                self._collect(event)
            return True
        if isinstance(event, QMouseEvent):
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick) and (
                event.button() != Qt.MouseButton.LeftButton
            ):
                return True  # the other buttons of a mouse somebody plugs in
            self._watch_hold(event)
        return False

    def _collect(self, event: QKeyEvent) -> None:
        if event.key() in _END:
            self._scan_ends()
        elif event.text() and event.text().isprintable():
            self._typed += event.text()
            self._silence.start()

    def _scan_ends(self) -> None:
        self._silence.stop()
        typed, self._typed = self._typed.strip(), ""
        if len(typed) >= SHORTEST_SCAN and self.pin is None:
            self.scanned.emit(typed)

    def _watch_hold(self, event: QMouseEvent) -> None:
        """The brand held for three seconds."""
        place = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            if self._brand.rect().contains(self._brand.mapFromGlobal(place)):
                self._held_at = place
                self._hold.start()
        elif event.type() == QEvent.Type.MouseButtonRelease or (
            (place - self._held_at).manhattanLength() > HOLD_WANDERS and self._hold.isActive()
        ):
            self._hold.stop()

    def ask_pin(self) -> None:
        self.put_pin_away()
        self.pin = PinCard(self._window)
        self.pin.given.connect(self._try)
        self.pin.closed.connect(self.put_pin_away)
        self.pin.show_over()

    def put_pin_away(self) -> None:
        if self.pin is not None:
            self.pin.take_away()
            self.pin = None

    def _try(self, pin: str) -> None:
        assert self.pin is not None
        kept = self._counter.settings.pin_hash
        if self._failures >= TRIES:
            self.pin.say(self.tr("Sai quá nhiều lần. Chờ một phút rồi thử lại."))
            return
        if kept and verify_password(kept, pin):
            self._failures = 0
            self.put_pin_away()
            self.leaving.emit()
            return
        self._failures += 1
        if self._failures >= TRIES:
            QTimer.singleShot(REST_SECONDS * 1000, self._forgive)
        self.pin.say(self.tr("Mã PIN không đúng."))

    def _forgive(self) -> None:
        self._failures = 0


class PinCard(Overlay):
    """`given` carries what was typed."""

    given = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.inside.addWidget(label(self.tr("Mã PIN của người quản trị"), "question", wrap=True))
        self.editor = QLineEdit()
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.setMaxLength(12)
        self.editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.editor.setAccessibleName(self.tr("Mã PIN của người quản trị"))
        self.inside.addWidget(self.editor)
        self.words = label("", "error", wrap=True)
        self.inside.addWidget(self.words)
        self.keyboard = Keyboard("numbers")
        self.keyboard.attach(self.editor)
        self.inside.addWidget(self.keyboard)
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        self.leave = touch(self.tr("Thoát máy tự phục vụ"), self._give, "primary")
        self.stay = touch(self.tr("Quay lại"), self.closed.emit)
        grid.addWidget(self.stay, 0, 0)
        grid.addWidget(self.leave, 0, 1)
        self.inside.addWidget(row)

    def _give(self) -> None:
        self.given.emit(self.editor.text())

    def say(self, words: str) -> None:
        self.editor.clear()
        self.words.setText(words)
