"""No way out: keys, menus, drops and closing do nothing for citizens. An administrator holds the brand and types the PIN."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
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
"""Everything is touched: a keyboard that somebody plugs in types nothing. The scanner's keys are taken before (ui.scanner)."""


class Lock(QObject):
    """An application event filter. `leaving` once the PIN was right."""

    leaving = Signal()

    def __init__(self, window: QWidget, counter: Counter) -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self.is_open = False
        self.pin: PinCard | None = None
        self._failures = 0
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MILLISECONDS)
        self._hold.timeout.connect(self.ask_pin)
        self._held_at = QPoint()

    def open(self) -> None:
        self.is_open = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SWALLOWED and not self.is_open:
            return True
        if isinstance(event, QMouseEvent):
            if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick) and (
                event.button() != Qt.MouseButton.LeftButton
            ):
                return True  # the other buttons of a mouse somebody plugs in
            self._watch_hold(event)
        return False

    def _watch_hold(self, event: QMouseEvent) -> None:
        """The brand held for three seconds."""
        place = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            brand = getattr(self._window, "brand", None)
            if brand is not None and brand.rect().contains(brand.mapFromGlobal(place)):
                self._held_at = place
                self._hold.start()
        elif event.type() == QEvent.Type.MouseButtonRelease or (
            (place - self._held_at).manhattanLength() > HOLD_WANDERS and self._hold.isActive()
        ):
            self._hold.stop()

    def ask_pin(self) -> None:
        if self.pin is not None:
            self.pin.take_away()
        self.pin = PinCard(self._window)
        self.pin.given.connect(self._try)
        self.pin.show_over()

    def _try(self, pin: str) -> None:
        assert self.pin is not None
        kept = self._counter.settings.pin_hash
        if self._failures >= TRIES:
            self.pin.say(self.tr("Sai quá nhiều lần. Chờ một phút rồi thử lại."))
            return
        if kept and verify_password(kept, pin):
            self._failures = 0
            self.pin.take_away()
            self.pin = None
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
        self.keyboard = Keyboard(self.editor, "numbers")
        self.inside.addWidget(self.keyboard)
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        self.leave = touch(self.tr("Thoát máy tự phục vụ"), self._give, "primary")
        self.stay = touch(self.tr("Quay lại"), self.take_away)
        grid.addWidget(self.stay, 0, 0)
        grid.addWidget(self.leave, 0, 1)
        self.inside.addWidget(row)

    def _give(self) -> None:
        self.given.emit(self.editor.text())

    def say(self, words: str) -> None:
        self.editor.clear()
        self.words.setText(words)
