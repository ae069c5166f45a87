"""The words screens share, in the language the clerk chose: states, events, due dates, the core's sentences."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kiosk.domain.clock import HANOI
from kiosk.domain.dates import show_moment
from kiosk.domain.dossier import DossierRow, PaperKind, SyncState
from kiosk.domain.problem import Problem
from kiosk.domain.receipt_qr import Verdict
from kiosk.domain.state import State
from kiosk.errors import KioskError
from kiosk.handling import Act
from kiosk.messages import is_known, say

if TYPE_CHECKING:
    from printing.signed import PaperSignature

CLOSED = {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.DONE, State.HANDED_BACK}


def moment_words(moment: datetime) -> str:
    """A moment as the window's language writes it."""
    return show_moment(moment) if language() == "vi" else f"{moment.astimezone(HANOI):%H:%M, %d/%m/%Y}"


def language() -> str:
    app = QCoreApplication.instance()
    return str(app.property("language") or "vi") if app else "vi"


def sentence(key: str, **params: str) -> str:
    """A sentence of the core."""
    return say(key, language(), **params)


def problem_sentence(problem: Problem) -> str:
    return sentence(problem.key, **problem.params)


def act_words(act: Act) -> str:
    """What is done with a dossier."""
    words: dict[Act, str] = {
        "hand_back": QCoreApplication.translate("words", "Trả kết quả"),
        "take_supplement": QCoreApplication.translate("words", "Nhận giấy tờ bổ sung"),
        "ask_supplement": QCoreApplication.translate("words", "Yêu cầu bổ sung"),
        "reject": QCoreApplication.translate("words", "Từ chối hồ sơ"),
        "withdraw": QCoreApplication.translate("words", "Người dân rút hồ sơ"),
        "apologise": QCoreApplication.translate("words", "Xin lỗi và hẹn lại"),
        "note": QCoreApplication.translate("words", "Ghi chú cho đồng nghiệp"),
    }
    return words[act]


def paper_words(kind: PaperKind) -> str:
    """What a paper is called in a list."""
    words: dict[PaperKind, str] = {
        "receipt": QCoreApplication.translate("words", "Giấy tiếp nhận và hẹn trả (mẫu 01)"),
        "supplement": QCoreApplication.translate("words", "Phiếu yêu cầu bổ sung (mẫu 02)"),
        "rejection": QCoreApplication.translate("words", "Phiếu từ chối (mẫu 03)"),
        "apology": QCoreApplication.translate("words", "Xin lỗi và hẹn lại (mẫu 04)"),
        "stop": QCoreApplication.translate("words", "Thông báo dừng giải quyết (mẫu 05)"),
        "control": QCoreApplication.translate("words", "Phiếu kiểm soát (mẫu 06)"),
        "fee": QCoreApplication.translate("words", "Biên lai thu phí, lệ phí"),
        "declaration": QCoreApplication.translate("words", "Tờ khai đã điền"),
    }
    return words[kind]


def signature_words(signature: "PaperSignature") -> str:
    """What a signed PDF's signature is worth."""
    if not signature.intact:
        return QCoreApplication.translate("words", "Chữ ký số không khớp: tệp đã bị sửa sau khi ký")
    if not signature.trusted:
        said = QCoreApplication.translate(
            "words", "Chữ ký số của {signer} nguyên vẹn, nhưng máy này không tin chứng thư đó"
        )
        return said.format(signer=signature.signer)
    return QCoreApplication.translate("words", "Chữ ký số đúng: {signer}").format(signer=signature.signer)


def verdict_words(verdict: Verdict | None) -> tuple[str, str]:
    """What a receipt turned out to be, and what to do."""
    ask = QCoreApplication.translate("words", "Giữ lại giấy và báo người phụ trách.")
    words = {
        Verdict.GENUINE: (
            QCoreApplication.translate("words", "Giấy hẹn thật"),
            QCoreApplication.translate("words", "Đúng như quầy đã ký."),
        ),
        Verdict.ALTERED: (QCoreApplication.translate("words", "Giấy đã bị sửa: không còn như quầy đã ký"), ask),
        Verdict.REPLAYED: (QCoreApplication.translate("words", "Mã QR này là của một hồ sơ khác"), ask),
        Verdict.SELF_MADE: (
            QCoreApplication.translate("words", "Giấy giả: thành phố không chứng nhận người đã ký"),
            ask,
        ),
        Verdict.UNKNOWN_KEY: (
            QCoreApplication.translate("words", "Chưa rõ: khóa ký không phải của thành phố này"),
            QCoreApplication.translate("words", "Kết nối mạng một lần để máy nhận khóa mới, rồi kiểm tra lại."),
        ),
        Verdict.REVOKED: (
            QCoreApplication.translate("words", "Khóa của quầy đã bị thu hồi"),
            QCoreApplication.translate("words", "Tìm hồ sơ trong danh sách và cấp lại giấy hẹn nếu hồ sơ có thật."),
        ),
    }
    if verdict is None:
        return (
            QCoreApplication.translate("words", "Không đọc thấy mã giấy hẹn"),
            QCoreApplication.translate("words", "Đưa giấy thẳng và đủ sáng rồi quét lại, hoặc tìm theo mã hồ sơ."),
        )
    return words[verdict]


def paper_reason(reason: str) -> str:
    """Why a paper does not come out: our sentences where the reasons are known, else the printer's own words."""
    known = [key for key in reason.split() if is_known(key)]
    return " ".join(sentence(key) for key in known) if known else reason


def error_sentence(error: KioskError) -> str:
    return error.sentence(language())


def state_words(state: State) -> str:
    words = {
        State.NEW: QCoreApplication.translate("words", "Mới đăng ký"),
        State.ACCEPTED: QCoreApplication.translate("words", "Được tiếp nhận"),
        State.NOT_ACCEPTED: QCoreApplication.translate("words", "Không được tiếp nhận"),
        State.IN_PROGRESS: QCoreApplication.translate("words", "Đang xử lý"),
        State.SUPPLEMENT_REQUESTED: QCoreApplication.translate("words", "Yêu cầu bổ sung giấy tờ"),
        State.PAYMENT_REQUESTED: QCoreApplication.translate("words", "Yêu cầu thực hiện nghĩa vụ tài chính"),
        State.WITHDRAWN: QCoreApplication.translate("words", "Công dân yêu cầu rút hồ sơ"),
        State.STOPPED: QCoreApplication.translate("words", "Dừng xử lý"),
        State.DONE: QCoreApplication.translate("words", "Đã xử lý xong"),
        State.HANDED_BACK: QCoreApplication.translate("words", "Đã trả kết quả"),
    }
    return words[state]


def event_words(type_: str) -> str:
    words = {
        "dossier.accepted": QCoreApplication.translate("words", "Tiếp nhận tại quầy"),
        "dossier.supplemented": QCoreApplication.translate("words", "Đã nhận giấy tờ bổ sung"),
        "dossier.not_accepted": QCoreApplication.translate("words", "Không tiếp nhận"),
        "dossier.noted": QCoreApplication.translate("words", "Ghi chú"),
        "dossier.withdrawn": QCoreApplication.translate("words", "Công dân rút hồ sơ"),
        "dossier.handed_back": QCoreApplication.translate("words", "Trả kết quả"),
        "dossier.taken_up": QCoreApplication.translate("words", "Bắt đầu xử lý"),
        "dossier.supplement_requested": QCoreApplication.translate("words", "Yêu cầu bổ sung"),
        "dossier.done": QCoreApplication.translate("words", "Đã xử lý xong"),
        "dossier.refused": QCoreApplication.translate("words", "Dừng giải quyết"),
        "dossier.apologised": QCoreApplication.translate("words", "Xin lỗi và hẹn lại"),
        "dossier.registered": QCoreApplication.translate("words", "Người dân tự đăng ký"),
        "dossier.taken_over": QCoreApplication.translate("words", "Quầy tiếp nhận hồ sơ tự đăng ký"),
        "dossier.papers_left": QCoreApplication.translate("words", "Người dân gửi giấy tờ ở máy tự phục vụ"),
        "dossier.accepted_twice": QCoreApplication.translate("words", "Hai quầy cùng tiếp nhận, cần người xem lại"),
        "dossier.code_taken": QCoreApplication.translate("words", "Trùng mã hồ sơ, cần người xem lại"),
        "dossier.duplicate_suspected": QCoreApplication.translate(
            "words", "Nghi trùng với hồ sơ khác, cần người xem lại"
        ),
        "dossier.not_understood": QCoreApplication.translate("words", "Thành phố chưa hiểu, cần người xem lại"),
    }
    return words.get(type_, type_)


def sync_words(state: SyncState) -> str:
    return {
        "pending": QCoreApplication.translate("words", "chờ gửi"),
        "partial": QCoreApplication.translate("words", "đang gửi tệp"),
        "complete": QCoreApplication.translate("words", "đã gửi"),
    }[state]


def due_in_words(due: datetime, today: date) -> str:
    """`Hôm nay 25/11, 17:00`."""
    local = due.astimezone(HANOI)
    days = (local.date() - today).days
    if days == 0:
        return QCoreApplication.translate("words", "Hôm nay {day}").format(day=f"{local:%d/%m, %H:%M}")
    if days == 1:
        return QCoreApplication.translate("words", "Ngày mai {day}").format(day=f"{local:%d/%m, %H:%M}")
    return f"{local:%d/%m/%Y, %H:%M}"


def time_left(row: DossierRow, today: date) -> str:
    """`hôm nay`, `còn 2 ngày`, `quá hạn 1 ngày`; the date for what is closed."""
    local = row.due_at.astimezone(HANOI)
    days = (local.date() - today).days
    if row.state in CLOSED:
        return f"{local:%d/%m/%Y}"
    if days < 0:
        return QCoreApplication.translate("words", "quá hạn {days} ngày").format(days=-days)
    if days == 0:
        return QCoreApplication.translate("words", "hôm nay")
    return QCoreApplication.translate("words", "còn {days} ngày").format(days=days)


def is_late(row: DossierRow, today: date) -> bool:
    return row.state not in CLOSED and row.due_at.astimezone(HANOI).date() < today
