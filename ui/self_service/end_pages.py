"""Pages at the end: the number and the ticket, where a dossier stands, thanks; and the screens nobody has touched yet."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt

from kiosk.domain.clock import HANOI
from kiosk.domain.phones import masked
from kiosk.domain.state import State
from kiosk.self_service.desk import Standing
from ui.self_service.page import Choice, KioskPage, line, panel, touch
from ui.self_service.workers import RegisterDone
from ui.widgets.basics import label
from ui.widgets.symbol import qr_pixmap
from ui.words import moment_words, state_words

QR_SIDE = 420


class DonePage(KioskPage):
    """A clear end: the number that is called, the slip, what to do now."""

    def __init__(self, done: RegisterDone, procedure: str) -> None:
        super().__init__(self.tr("Xong. Số của ông, bà là"))
        number = label(str(done.registered.number), "huge")
        number.setAccessibleName(self.tr("Số {n}").format(n=done.registered.number))
        self.body.addWidget(number)
        self.body.addWidget(label(procedure, "strong", wrap=True))
        steps = (
            self.tr("1. Cầm phiếu và giấy tờ gốc đến quầy khi nghe gọi số."),
            self.tr("2. Cán bộ quét phiếu: ông, bà không phải khai lại."),
            self.tr("3. Cán bộ đưa giấy hẹn có ngày trả kết quả."),
        )
        for step in steps:
            self.body.addWidget(label(step, wrap=True))
        self.paper = label(self.tr("Đang in phiếu…"), "hint", wrap=True)
        self.body.addWidget(self.paper)
        self.code = done.registered.code
        self.printed_words = ""
        """What became of the slip; empty while it is at the printer."""
        if done.ticket:
            symbol = label()
            symbol.setPixmap(qr_pixmap(done.ticket, QR_SIDE))
            symbol.setAccessibleName(self.tr("Mã QR của phiếu"))
            self.body.addWidget(symbol)
            self.body.addWidget(label(self.tr("Không cần giấy? Chụp mã này bằng điện thoại."), "hint", wrap=True))
        else:
            no_key = self.tr("Máy chưa có khóa của đơn vị: đọc số này cho cán bộ.")
            self.body.addWidget(label(no_key, "hint", wrap=True))
        if done.phone:
            words = self.tr("Nhắn số này đến máy {phone}").format(phone=masked(done.phone))
            self.message = touch(words, partial(self.wanted.emit, "message", done.registered.id))
            self.body.addWidget(self.message)
        self.body.addWidget(touch(self.tr("Đánh giá phục vụ"), partial(self.wanted.emit, "rate", None)))
        self.body.addStretch(1)
        self.next_words = self.tr("Kết thúc")

    def show_message_wanted(self) -> None:
        self.message.setEnabled(False)
        self.message.setText(self.tr("Tin nhắn được gửi khi máy có kết nối"))

    def _say(self, words: str) -> None:
        self.printed_words = words
        self.paper.setText(words)

    def show_printed(self, path: str) -> None:
        self._say(
            self.tr("Không có máy in: chụp mã bên dưới bằng điện thoại, hoặc nhớ số.")
            if path
            else self.tr("Phiếu đã in. Xin cầm lấy ở khe giấy.")
        )

    def failed(self, about: str, sentence: str) -> None:
        if about != "print":
            super().failed(about, sentence)
            return
        words = self.tr("Phiếu chưa in được: {why} Chụp mã bên dưới bằng điện thoại, hoặc nhớ số.")
        self._say(words.format(why=sentence))


class StandingPage(KioskPage):
    """Where a dossier stands, and what to do next; what is not known is said."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(state_words(standing.state) if standing.known else self.tr("Giấy này là thật"))
        self.standing = standing
        frame, inside = panel()
        if standing.code:
            inside.addWidget(line(self.tr("Mã hồ sơ"), standing.code))
        if standing.procedure:
            inside.addWidget(line("", standing.procedure))
        if standing.due_at is not None:
            moment = moment_words(standing.due_at.astimezone(HANOI))
            inside.addWidget(line(self.tr("Hẹn trả kết quả"), moment))
        inside.addWidget(label(self._next_step(standing), wrap=True))
        self.body.addWidget(frame)
        if standing.items:
            frame, inside = panel()
            inside.addWidget(label(self.tr("Cần bổ sung:"), "strong"))
            for item in standing.items:
                inside.addWidget(label(f"•  {item}", wrap=True))
            self.body.addWidget(frame)
        if standing.state is State.SUPPLEMENT_REQUESTED:
            self.leave_papers = touch(
                self.tr("Chụp giấy tờ bổ sung ngay"), partial(self.wanted.emit, "papers now", None), "primary"
            )
            self.body.addWidget(self.leave_papers)
        self.as_of = label(_as_of(standing), "hint", wrap=True)
        self.body.addWidget(self.as_of)
        self.body.addStretch(1)
        self.next_words = self.tr("Kết thúc")

    def _next_step(self, standing: Standing) -> str:
        if not standing.known:
            return self.tr("Máy này chưa nhận được tin gì về hồ sơ. Hỏi cán bộ tại quầy nếu đã quá ngày hẹn.")
        words = {
            State.NEW: self.tr("Chưa có cán bộ tiếp nhận. Cầm phiếu và giấy tờ gốc đến quầy."),
            State.ACCEPTED: self.tr("Không cần làm gì thêm. Đến nhận kết quả theo ngày hẹn."),
            State.NOT_ACCEPTED: self.tr("Hỏi cán bộ tại quầy để biết lý do."),
            State.IN_PROGRESS: self.tr("Không cần làm gì thêm. Đến nhận kết quả theo ngày hẹn."),
            State.SUPPLEMENT_REQUESTED: self.tr("Chụp giấy tờ còn thiếu ở đây, hoặc mang đến quầy."),
            State.PAYMENT_REQUESTED: self.tr("Mang giấy hẹn đến quầy để nộp phí, lệ phí."),
            State.WITHDRAWN: self.tr("Mang giấy hẹn đến nhận lại giấy tờ."),
            State.STOPPED: self.tr("Mang giấy hẹn đến nhận lại giấy tờ và văn bản nêu lý do."),
            State.DONE: self.tr("Mang giấy hẹn và thẻ căn cước đến quầy nhận kết quả."),
            State.HANDED_BACK: self.tr("Hồ sơ đã kết thúc."),
        }
        return words[standing.state]


def _as_of(standing: Standing) -> str:
    if standing.as_of is not None:
        moment = f"{standing.as_of.astimezone(HANOI):%H:%M %d/%m}"
        said = QCoreApplication.translate("standing", "Đang mất kết nối: theo tin lúc {moment}, có thể đã khác.")
        return said.format(moment=moment)
    if not standing.known:
        return QCoreApplication.translate("standing", "Đang mất kết nối: có kết nối thì xem lại sẽ rõ.")
    return ""


class SaidPage(KioskPage):
    """Something was done; what comes next."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, text)
        self.body.addStretch(1)
        self.next_words = self.tr("Kết thúc")


class RatePage(KioskPage):
    """One touch, no name (Nghị định 61/2018, art. 31)."""

    def __init__(self) -> None:
        super().__init__(self.tr("Ông, bà thấy phục vụ thế nào?"), self.tr("Không ghi tên. Chạm một ô là xong."))
        self.choices: dict[int, Choice] = {}
        for score, words in (
            (5, self.tr("Rất hài lòng")),
            (4, self.tr("Hài lòng")),
            (3, self.tr("Bình thường")),
            (2, self.tr("Chưa hài lòng")),
            (1, self.tr("Rất không hài lòng")),
        ):
            choice = Choice(words)
            choice.clicked.connect(partial(self.wanted.emit, "rated", score))
            self.choices[score] = choice
            self.body.addWidget(choice)
        self.body.addStretch(1)


class NoticePage(KioskPage):
    """Nobody has touched the screen for a while: public notices. A touch begins."""

    def __init__(self, unit: str, notices: tuple[str, ...], now: datetime, hours: str, *, is_open: bool) -> None:
        super().__init__(self.tr("Bộ phận Một cửa – {unit}").format(unit=unit))
        clock = label(f"{now.astimezone(HANOI):%H:%M}", "huge")
        self.body.addWidget(clock, 0, Qt.AlignmentFlag.AlignLeft)
        for notice in notices:
            frame, inside = panel()
            inside.addWidget(label(notice, wrap=True))
            self.body.addWidget(frame)
        if hours:
            self.body.addWidget(
                label(self.tr("Giờ tiếp nhận tại quầy: {hours}").format(hours=hours), "hint", wrap=True)
            )
        if not is_open:
            closed = self.tr("Quầy đang nghỉ. Vẫn nộp được hồ sơ ở máy này; cán bộ tiếp nhận khi quầy mở.")
            self.body.addWidget(label(closed, "strong", wrap=True))
        self.body.addStretch(1)
        self.next_words = self.tr("Chạm để bắt đầu")
