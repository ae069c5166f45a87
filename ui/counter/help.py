"""F1: what the screen is for, what to do step by step, and its keys."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.basics import button, label

Topic = Literal["accept", "dossiers", "outbox", "books", "settings"]


def topic_words(topic: Topic) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """A screen's title, its steps, and its keys with what they do."""
    topics: dict[Topic, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]] = {
        "accept": (
            QCoreApplication.translate("help", "Tiếp nhận hồ sơ"),
            (
                QCoreApplication.translate(
                    "help", "Quét thẻ căn cước của người đang đứng trước quầy: lúc nào cũng được."
                ),
                QCoreApplication.translate("help", "Gõ vài chữ của thủ tục, ví dụ “ks”, rồi Enter."),
                QCoreApplication.translate(
                    "help", "Điền ô còn trống. Quét thẻ thứ hai thì máy hỏi là của cha, mẹ hay ai."
                ),
                QCoreApplication.translate("help", "Quét từng giấy bằng F5, hoặc đánh dấu giấy đã nộp bằng Alt và số."),
                QCoreApplication.translate(
                    "help", "F9: tiếp nhận và in. Thiếu gì, máy liệt kê và đưa con trỏ đến chỗ đó."
                ),
                QCoreApplication.translate("help", "Người dân cần lấy thêm giấy: Ctrl+B để sang bên, tiếp người sau."),
            ),
            (
                ("F9", QCoreApplication.translate("help", "tiếp nhận và in")),
                ("F5", QCoreApplication.translate("help", "quét giấy tiếp theo")),
                ("Alt+1…9", QCoreApplication.translate("help", "đánh dấu giấy đã nộp")),
                ("Ctrl+J", QCoreApplication.translate("help", "người yêu cầu chính là người trong tờ khai")),
                (
                    "Ctrl+G",
                    QCoreApplication.translate("help", "lấy thông tin từ CSDL dân cư khi đã gõ số định danh"),
                ),
                (
                    "Ctrl+T",
                    QCoreApplication.translate("help", "hồ sơ người dân tự đăng ký ở máy; quét phiếu thì nhanh hơn"),
                ),
                ("Ctrl+H", QCoreApplication.translate("help", "thiếu giấy: in phiếu yêu cầu bổ sung")),
                ("Ctrl+B", QCoreApplication.translate("help", "để hồ sơ sang bên")),
                ("Ctrl+1…5", QCoreApplication.translate("help", "làm tiếp hồ sơ đã để sang bên")),
                ("Ctrl+P", QCoreApplication.translate("help", "đổi thủ tục, giữ người nộp")),
                ("Ctrl+Enter", QCoreApplication.translate("help", "thêm một dòng trong bảng")),
                ("Ctrl+D", QCoreApplication.translate("help", "hồ sơ nữa của cùng người nộp")),
                ("Ctrl+R", QCoreApplication.translate("help", "in lại giấy hẹn")),
                ("Ctrl+Shift+Del", QCoreApplication.translate("help", "bỏ hồ sơ đang làm")),
            ),
        ),
        "dossiers": (
            QCoreApplication.translate("help", "Hồ sơ và trả kết quả"),
            (
                QCoreApplication.translate(
                    "help", "Gõ tên không dấu, mã, số định danh, điện thoại; hoặc quét giấy hẹn."
                ),
                QCoreApplication.translate(
                    "help", "Enter làm việc chính của hồ sơ: trả kết quả, hay nhận giấy tờ bổ sung."
                ),
                QCoreApplication.translate(
                    "help", "Việc khác (yêu cầu bổ sung, hẹn lại, rút, từ chối, ghi chú): Ctrl+M rồi số."
                ),
                QCoreApplication.translate(
                    "help", "Bấm “Hẹn trả” ở đầu bảng để xem theo ngày hẹn; lọc hay dùng thì lưu lại."
                ),
            ),
            (
                ("Enter", QCoreApplication.translate("help", "việc chính của hồ sơ")),
                ("Ctrl+M", QCoreApplication.translate("help", "việc khác")),
                ("Ctrl+P", QCoreApplication.translate("help", "xem, in, ký số giấy của hồ sơ")),
                ("Ctrl+O", QCoreApplication.translate("help", "xem giấy đã quét")),
                ("↑ ↓", QCoreApplication.translate("help", "chọn hồ sơ, khi vẫn gõ")),
            ),
        ),
        "outbox": (
            QCoreApplication.translate("help", "Hàng chờ gửi"),
            (
                QCoreApplication.translate(
                    "help", "Mọi thứ ở đây đã an toàn trên máy và tự gửi khi có mạng: không phải làm gì."
                ),
                QCoreApplication.translate("help", "Mất mạng lâu: xuất ra USB, mang đến quầy có mạng và nhập ở đó."),
                QCoreApplication.translate("help", "Giấy chưa in được: xem máy in, rồi bấm “In lại”."),
            ),
            (),
        ),
        "books": (
            QCoreApplication.translate("help", "Sổ và báo cáo"),
            (
                QCoreApplication.translate("help", "Chọn ngày hoặc khoảng ngày; in sổ theo dõi hoặc xuất bảng tính."),
                QCoreApplication.translate("help", "Cuối ngày: đếm tiền, gõ số đếm được và bấm “Chốt ngày”."),
            ),
            (
                ("Ctrl+P", QCoreApplication.translate("help", "in sổ theo dõi hồ sơ")),
                ("Ctrl+E", QCoreApplication.translate("help", "xuất bảng tính")),
            ),
        ),
        "settings": (
            QCoreApplication.translate("help", "Cài đặt"),
            (
                QCoreApplication.translate(
                    "help",
                    "“Kiểm tra máy” xem máy in, máy quét, đường truyền, sao lưu… và nói cách sửa.",
                ),
                QCoreApplication.translate("help", "“In trang thử” sau khi đổi máy in."),
                QCoreApplication.translate(
                    "help", "“Báo sự cố” gửi tình trạng máy cho nhóm hỗ trợ, không kèm dữ liệu người dân."
                ),
            ),
            (),
        ),
    }
    return topics[topic]


def everywhere() -> tuple[tuple[str, str], ...]:
    return (
        ("F2 F3 F4", QCoreApplication.translate("help", "tiếp nhận, hồ sơ, trả kết quả")),
        ("F6 F7 F8", QCoreApplication.translate("help", "hàng chờ, sổ và báo cáo, cài đặt")),
        ("F10", QCoreApplication.translate("help", "kiểm tra giấy hẹn thật hay giả")),
        ("Ctrl+K", QCoreApplication.translate("help", "tìm mọi thứ")),
        ("Ctrl+L", QCoreApplication.translate("help", "khóa màn hình, đổi người")),
        ("Esc", QCoreApplication.translate("help", "đã đọc thông báo, đóng cửa sổ nhỏ")),
    )


class HelpDialog(QDialog):
    """The help of one screen."""

    def __init__(self, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title, steps, keys = topic_words(topic)
        self.setWindowTitle(self.tr("Trợ giúp: {title}").format(title=title))
        self.resize(720, 640)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        page = QWidget()
        page.setObjectName("plain")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 20, 24, 12)
        layout.setSpacing(8)
        layout.addWidget(label(title, "screenTitle"))
        for number, step in enumerate(steps, start=1):
            layout.addWidget(label(f"{number}.  {step}", wrap=True))
        for heading, rows in ((self.tr("Phím của màn hình này"), keys), (self.tr("Phím ở mọi màn hình"), everywhere())):
            if rows:
                layout.addSpacing(8)
                layout.addWidget(label(heading, "cardTitle"))
                layout.addWidget(_keys(rows))
        layout.addStretch(1)
        scroll.setWidget(page)
        outer.addWidget(scroll, 1)
        close = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        close.clicked.connect(self.reject)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)


def _keys(rows: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for number, (key, words) in enumerate(rows):
        grid.addWidget(label(key, "strong"), number, 0)
        grid.addWidget(label(words, wrap=True), number, 1)
    return table
