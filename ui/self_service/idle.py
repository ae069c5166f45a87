"""Nobody touches anything: a question whether somebody is there, then everything is wiped. And cards laid over the page."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.self_service.page import panel, touch
from ui.widgets.basics import label

WARNING_SECONDS = 20
_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.KeyPress,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """An application event filter. `warned` after so many seconds without a touch, `left` so many more later."""

    warned = Signal()
    left = Signal()

    def __init__(self, parent: QObject, seconds: int) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._passed)
        self._warned = False
        self._short = 0

    def begin(self) -> None:
        self._short = 0
        self.touched()

    def shorten(self, seconds: int) -> None:
        """The page that stands now needs no question: it goes by itself after so long."""
        self._short = seconds
        self.touched()

    def rest(self) -> None:
        self._timer.stop()
        self._warned = False

    def touched(self) -> None:
        """Somebody is here: the time begins anew."""
        self._warned = False
        self._timer.start((self._short or self._seconds) * 1000)

    def _passed(self) -> None:
        if self._short or self._warned:
            self.rest()
            self.left.emit()
            return
        self._warned = True
        self._timer.start(WARNING_SECONDS * 1000)
        self.warned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._timer.isActive() and not self._warned:
            self._timer.start()
        return False


class Overlay(QWidget):
    """A card over the whole window; what lies under it is covered and cannot be touched. `closed` is the wish to be taken away."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(80, 80, 80, 80)
        outer.addStretch(1)
        card, self.inside = panel()
        self.inside.setContentsMargins(48, 40, 48, 40)
        self.inside.setSpacing(24)
        outer.addWidget(card)
        outer.addStretch(1)

    def show_over(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def take_away(self) -> None:
        self.hide()
        self.deleteLater()


class StillThere(Overlay):
    """`here` when somebody touches the button."""

    here = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.inside.addWidget(label(self.tr("Bạn còn ở đó không?"), "question", wrap=True))
        seconds = self.tr("Không chạm gì thì sau {n} giây máy xóa hết những gì đã nhập.").format(n=WARNING_SECONDS)
        self.inside.addWidget(label(seconds, wrap=True))
        self.button = touch(self.tr("Tôi còn ở đây"), self._say, "primary")
        self.inside.addWidget(self.button)

    def _say(self) -> None:
        self.here.emit()
        self.closed.emit()


class HelpCard(Overlay):
    """What to do when stuck."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.inside.addWidget(label(self.tr("Trợ giúp"), "question"))
        for text in (
            self.tr("•  Chạm một ô để chọn. Chạm “Quay lại” để sửa bước trước."),
            self.tr("•  Chữ nhỏ quá: chạm “Cỡ chữ”. Khó nhìn: chạm “Tương phản”. Ngồi xe lăn: chạm “Tầm thấp”."),
            self.tr("•  Chưa xong mà phải đi: chạm “Làm tiếp sau”, máy in phiếu để lần sau làm tiếp."),
            self.tr("•  Không làm được? Cứ để đó và gọi cán bộ ở quầy gần nhất. Không mất gì cả."),
        ):
            self.inside.addWidget(label(text, wrap=True))
        self.button = touch(self.tr("Đã hiểu"), self.closed.emit, "primary")
        self.inside.addWidget(self.button)
