"""What stands around the screens: the rail, the top bar, the bands that say what everybody must know."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.dossier import Account
from kiosk.sync.ports import Line
from ui.theme import scaled, tokens
from ui.widgets.basics import button, label


class DeskFrame(QWidget):
    """`went` carries the key of the place the clerk wants; `notice_read` and `repair_wanted` say that a band was answered."""

    went = Signal(str)
    notice_read = Signal()
    repair_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, counter: Counter, account: Account) -> None:
        super().__init__()
        self._counter = counter
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top_bar(account))
        self._band, self._band_text = _made_band("band")
        self._notice, self._notice_text = _made_band("news")
        close = button(self.tr("Đã rõ"), "link")
        close.clicked.connect(self.notice_read)
        self._notice.layout().addWidget(close)
        self._damage, self._damage_text = _made_band("damage")
        self.repair = button(self.tr("Sửa ngay"), "primary")
        self.repair.clicked.connect(self.repair_wanted)
        self._damage.layout().addWidget(self.repair)
        self.screens = QStackedWidget()
        for widget in (self._damage, self._band, self._notice):
            right.addWidget(widget)
        right.addWidget(self.screens, 1)
        layout.addLayout(right, 1)

    def _rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(scaled(196, 250))
        layout = QVBoxLayout(rail)
        layout.setContentsMargins(14, 16, 14, 14)
        layout.setSpacing(4)
        layout.addWidget(label("Một Cửa", "brand"))
        identity = self._counter.identity
        layout.addWidget(label(f"{identity.unit_name} · " + self.tr("Quầy {n}").format(n=identity.counter)))
        if identity.practice:
            layout.addWidget(label(self.tr("TẬP HUẤN")))
        layout.addSpacing(14)
        for key, text in (
            ("F2", self.tr("Tiếp nhận")),
            ("F3", self.tr("Hồ sơ")),
            ("F4", self.tr("Trả kết quả")),
            ("F6", self.tr("Hàng chờ gửi")),
            ("F7", self.tr("Sổ và báo cáo")),
            ("F8", self.tr("Cài đặt")),
        ):
            made = button("", name=f"{text}, {key}")
            made.setCheckable(True)
            made.setProperty("words", text)
            made.setMinimumHeight(scaled(38))
            made.clicked.connect(lambda _=False, k=key: self.went.emit(k))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row = QHBoxLayout(made)
            row.setContentsMargins(12, 0, 12, 0)
            row.addWidget(label(text, "words"))
            row.addStretch(1)
            row.addWidget(label(key, "key"))
            self._buttons[key] = made
            layout.addWidget(made)
        self.count({})
        layout.addStretch(1)
        for text in (self.tr("Tìm mọi thứ  Ctrl+K"), self.tr("Khóa màn hình  Ctrl+L"), self.tr("Trợ giúp  F1")):
            layout.addWidget(label(text))
        return rail

    def _top_bar(self, account: Account) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(scaled(56))
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(14)
        self._title = label("", "screenTitle")
        self._summary = label("", "quiet")
        self._summary.setMinimumWidth(40)
        layout.addWidget(self._title)
        layout.addWidget(self._summary, 1)
        layout.addWidget(label(account.name, "quiet"))
        self._dot = label("●")
        layout.addWidget(self._dot)
        self._line = label("")
        layout.addWidget(self._line)
        self.say_line(Line.UNKNOWN)
        return bar

    # What is shown

    def go(self, key: str, screen: QWidget) -> None:
        for other, made in self._buttons.items():
            made.setChecked(other == key)
        self.screens.setCurrentWidget(screen)

    def mark(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def title(self, title: str, summary: str) -> None:
        self._title.setText(title)
        self._summary.setText(summary)

    def count(self, counts: dict[str, int]) -> None:
        """Numbers beside the places' names."""
        for key, made in self._buttons.items():
            number = counts.get(key, 0)
            made.findChild(QLabel, "words").setText(made.property("words") + (f"  {number}" if number else ""))

    def say_line(self, line: Line) -> None:
        look = tokens()
        words, colour = {
            Line.UP: (self.tr("Có kết nối"), look.success),
            Line.DOWN: (self.tr("Mất kết nối"), look.warning),
            Line.NOT_THE_CITY: (self.tr("Không phải thành phố"), look.warning),
            Line.REFUSED: (self.tr("Bị từ chối"), look.danger),
            Line.UNKNOWN: (self.tr("Đang kiểm tra"), look.quiet),
        }[line]
        self._line.setText(words)
        self._dot.setStyleSheet(f"color: {colour}")

    def say_band(self, words: str) -> None:
        self._band_text.setText(words)
        self._band.setVisible(bool(words))

    def notify(self, sentence: str) -> None:
        """A sentence under the top bar; it stays until read."""
        self._notice_text.setText(sentence)
        self._notice.show()

    def hide_notice(self) -> None:
        self._notice.hide()

    def say_damage(self, words: str) -> None:
        self._damage_text.setText(words)
        self._damage.show()

    @property
    def band_text(self) -> str:
        return "" if self._band.isHidden() else self._band_text.text()

    @property
    def notice_text(self) -> str:
        return "" if self._notice.isHidden() else self._notice_text.text()

    @property
    def damage_text(self) -> str:
        return "" if self._damage.isHidden() else self._damage_text.text()


def _made_band(role: str) -> tuple[QFrame, QLabel]:
    band = QFrame()
    band.setObjectName(role)
    layout = QHBoxLayout(band)
    layout.setContentsMargins(20, 6, 20, 6)
    text = label("", wrap=True)
    layout.addWidget(text, 1)
    band.hide()
    return band, text
