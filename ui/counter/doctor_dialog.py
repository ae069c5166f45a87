"""The doctor's window: everything a counter needs, whether it is well, and what to do; and telling support of a problem."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.doctor import Finding
from kiosk.domain.dossier import Account
from kiosk.errors import KioskError
from kiosk.incident import report_incident
from ui.widgets.basics import Chip, button, clear, label
from ui.words import error_sentence, language
from ui.workers import Workers


class DoctorDialog(QDialog):
    """`findings` are the last ones shown; `reported` fires when support was told."""

    reported = Signal(str)

    def __init__(
        self, counter: Counter, workers: Workers, account: Account | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Kiểm tra máy"))
        self.resize(820, 660)
        self._counter = counter
        self._workers = workers
        self._account = account
        self.findings: list[Finding] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 18)
        outer.setSpacing(10)
        head = QHBoxLayout()
        self.summary = label(self.tr("Đang kiểm tra…"), "cardTitle", wrap=True)
        head.addWidget(self.summary, 1)
        self.again = button(self.tr("Kiểm tra lại"))
        self.again.clicked.connect(self.look)
        head.addWidget(self.again)
        outer.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        page = QWidget()
        page.setObjectName("plain")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(page)
        outer.addWidget(scroll, 1)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(76)
        self.text.setAccessibleName(self.tr("Điều đã xảy ra"))
        self.text.setPlaceholderText(
            self.tr("Báo sự cố: viết điều đã xảy ra. Tình trạng máy ở trên được gửi kèm, không có dữ liệu người dân.")
        )
        outer.addWidget(self.text)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        buttons = QHBoxLayout()
        self.report = button(self.tr("Báo sự cố"))
        self.report.clicked.connect(self.tell)
        close = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        close.clicked.connect(self.reject)
        buttons.addWidget(self.report)
        buttons.addStretch(1)
        buttons.addWidget(close)
        outer.addLayout(buttons)
        workers.device_worker.examined.connect(self._show)
        self.look()

    def look(self) -> None:
        """Ask anew; printers, scanners and the city take their time."""
        self.again.setEnabled(False)
        self.summary.setText(self.tr("Đang kiểm tra…"))
        self._workers.examine.emit(language())

    def _show(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.again.setEnabled(True)
        clear(self._grid)
        for row, finding in enumerate(findings):
            words = finding.words(language())
            mark = Chip(self.tr("tốt") if finding.good else self.tr("cần xem"), "" if finding.good else "warning")
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            subject = str(words["subject"])
            self._grid.addWidget(label(subject[:1].upper() + subject[1:], "strong"), row, 1, Qt.AlignmentFlag.AlignTop)
            said = str(words["says"]) + (f"\n→ {words['fix']}" if words["fix"] else "")
            self._grid.addWidget(label(said, wrap=True), row, 2)
        bad = sum(not finding.good for finding in findings)
        self.summary.setText(self.tr("{n} điều cần xem").format(n=bad) if bad else self.tr("Mọi thứ đều tốt."))

    def tell(self) -> None:
        """The report is queued like a dossier: it goes when there is a line."""
        actor = self._account.username if self._account is not None else ""
        try:
            report_incident(self._counter, self.text.toPlainText(), self.findings, actor)
        except KioskError as error:
            self.problem.setText(error_sentence(error))
            self.problem.show()
            self.text.setFocus()
            return
        self._workers.wake_sync()
        self.reported.emit(self.tr("Đã ghi báo cáo sự cố; máy tự gửi cho nhóm hỗ trợ khi có mạng."))
        self.accept()
