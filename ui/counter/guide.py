"""The guided first day: what a new clerk should have done once, ticked off as it happens. Shown in training."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.app import Counter
from ui.theme import scaled
from ui.widgets.basics import button, label, set_tone

if TYPE_CHECKING:
    from ui.counter.window import CounterWindow

KEPT_AS = "guide_done"
LOOK_MILLISECONDS = 700
Step = tuple[str, str, Callable[[], bool]]


class Guide(QFrame):
    """Lies over the lower right corner of the window. `done` names the steps that happened, on this device, ever."""

    def __init__(self, counter: Counter, steps: list[Step], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(scaled(330, 430))
        self._counter = counter
        self._steps = steps
        self.done: set[str] = set((counter.store.meta.get(KEPT_AS) or "").split())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        head = QHBoxLayout()
        self.title = label("", "cardTitle")
        head.addWidget(self.title, 1)
        close = button(self.tr("Ẩn"), "link", name=self.tr("Ẩn hướng dẫn ngày đầu"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.hide)
        head.addWidget(close)
        layout.addLayout(head)
        self._labels = {}
        for name, words, _ in steps:
            line = label(words, wrap=True)
            self._labels[name] = line
            layout.addWidget(line)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._show()

    def stop(self) -> None:
        """The window closes, or somebody else sits down."""
        self._timer.stop()

    def look(self) -> None:
        """Tick what has happened since."""
        fresh = {name for name, _, happened in self._steps if name not in self.done and happened()}
        if fresh:
            self.done |= fresh
            self._counter.store.set_meta(KEPT_AS, " ".join(sorted(self.done)))
            self._show()

    def _show(self) -> None:
        count = sum(name in self.done for name, _, _ in self._steps)
        self.title.setText(self.tr("Ngày đầu tiên: {n}/{all} việc").format(n=count, all=len(self._steps)))
        first = next((name for name, _, _ in self._steps if name not in self.done), "")
        for name, words, _ in self._steps:
            line = self._labels[name]
            line.setText(("✓ " if name in self.done else "→ " if name == first else "○ ") + words)
            set_tone(line, "done" if name in self.done else "")
        if count == len(self._steps):
            self.title.setText(self.tr("Xong ngày đầu tiên. Sẵn sàng đón người dân."))
            self._timer.stop()
        self.adjustSize()
        self.place()

    def place(self) -> None:
        parent = self.parentWidget()
        self.move(parent.width() - self.width() - 20, parent.height() - self.height() - 20)
        self.raise_()


def first_day(window: "CounterWindow") -> Guide:
    """The first day's steps at that window's desk."""
    accept, frame = window.accept_screen, window.frame
    assert accept is not None and frame is not None
    store = window.counter.store
    steps = [
        (
            "scan",
            QCoreApplication.translate("guide", "Quét một thẻ căn cước tập huấn"),
            lambda: bool(accept.presenter.scanned),
        ),
        (
            "accept",
            QCoreApplication.translate("guide", "Tiếp nhận một hồ sơ (F9)"),
            lambda: store.dossiers.count() > 0,
        ),
        (
            "aside",
            QCoreApplication.translate("guide", "Để một hồ sơ sang bên (Ctrl+B) rồi làm tiếp"),
            lambda: bool(accept.picker.draft_buttons),
        ),
        (
            "find",
            QCoreApplication.translate("guide", "Tìm một hồ sơ bằng tên không dấu (F3)"),
            lambda: bool(window.dossiers_screen.search.text()),
        ),
        (
            "act",
            QCoreApplication.translate("guide", "Ghi chú hoặc yêu cầu bổ sung (Ctrl+M)"),
            lambda: store.log.head()[0] > store.dossiers.count(),
        ),
        (
            "verify",
            QCoreApplication.translate("guide", "Kiểm tra một giấy hẹn (F10)"),
            lambda: window.verify is not None,
        ),
        ("lock", QCoreApplication.translate("guide", "Khóa màn hình (Ctrl+L)"), lambda: window.is_locked),
    ]
    return Guide(window.counter, steps, frame)
