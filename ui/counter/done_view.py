"""After acceptance: the code, the receipt's QR big enough to photograph, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.dossier import Accepted
from kiosk.domain.text import dong
from ui.widgets.basics import Card, button, label
from ui.widgets.symbol import qr_pixmap
from ui.words import due_in_words


class DoneView(QWidget):
    """`next_wanted` starts over; `same_wanted` starts over with the same citizen."""

    next_wanted = Signal()
    same_wanted = Signal()
    reprint_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(28)
        words = QVBoxLayout()
        words.setSpacing(8)
        self._headline = label("", "success")
        self.code = label("", "code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._name = label("", "strong")
        self._facts = label("", wrap=True)
        self.safe = label("", "quiet", wrap=True)
        self.paper = label("", "quiet", wrap=True)
        for widget in (self._headline, self.code, self._name, self._facts, self.safe, self.paper):
            words.addWidget(widget)
        words.addStretch(1)
        buttons = QHBoxLayout()
        self.next = button(self.tr("Hồ sơ tiếp theo   Enter"), "primary", name=self.tr("Hồ sơ tiếp theo"))
        self.next.clicked.connect(self.next_wanted)
        self.next.setDefault(True)
        self.same = button(self.tr("Cùng người nộp   Ctrl+D"), name=self.tr("Hồ sơ nữa của cùng người nộp"))
        self.same.clicked.connect(self.same_wanted)
        self.reprint = button(self.tr("In lại   Ctrl+R"), name=self.tr("In lại giấy hẹn"))
        self.reprint.clicked.connect(self.reprint_wanted)
        for widget in (self.next, self.same, self.reprint):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        words.addLayout(buttons)
        self.qr = label()
        self.qr.setAccessibleName(self.tr("Mã QR của giấy hẹn"))
        side = QVBoxLayout()
        side.addWidget(self.qr)
        caption = label(self.tr("Công dân chụp mã này để tra cứu"), "quiet")
        caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(caption)
        side.addStretch(1)
        row.addLayout(words, 1)
        row.addLayout(side)
        card.body.addLayout(row)
        outer.addWidget(card)
        outer.addStretch(1)
        self.setFocusProxy(self.next)

    def show_accepted(self, accepted: Accepted, name: str, procedure: str, qr: str, *, online: bool) -> None:
        self._headline.setText(self.tr("✓ Đã tiếp nhận, đã lưu an toàn trên máy này"))
        self.code.setText(accepted.code)
        self._name.setText(f"{name} · {procedure}")
        due = due_in_words(accepted.due_at, accepted.received_at.date())
        self._facts.setText(self.tr("Hẹn trả {due} · phải thu {fee}").format(due=due, fee=dong(accepted.fee_vnd)))
        self.safe.setText(
            self.tr("Đang gửi lên thành phố.")
            if online
            else self.tr("Chưa có mạng: hồ sơ nằm trong hàng chờ và sẽ tự gửi. Giấy hẹn có giá trị ngay.")
        )
        self.paper.setText(self.tr("Đang in giấy hẹn…"))
        self.qr.setPixmap(qr_pixmap(qr, 330))

    def show_printed(self, printer: str, path: str) -> None:
        self.paper.setText(
            self.tr("Không có máy in: giấy hẹn đã lưu thành tệp {path}").format(path=path)
            if path
            else self.tr("Đã in ở {printer}").format(printer=printer)
        )

    def show_print_failure(self, sentence: str) -> None:
        self.paper.setText(sentence)
