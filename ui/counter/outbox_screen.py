"""The outbox: what waits, how fast it goes, and whether paper is stuck."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import PrintJob
from kiosk.messages import MESSAGES
from kiosk.sync.ports import Line, Progress
from ui.paper_worker import PrintOrder
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence, paper_reason, sentence
from ui.worker import Failure
from ui.workers import Workers

if TYPE_CHECKING:
    from kiosk.packages import Exported
    from kiosk.wire.models import PackageTaken


class OutboxScreen(QWidget):
    """`notice` carries a sentence for the clerk."""

    notice = Signal(str)

    def __init__(self, counter: Counter, workers: Workers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._workers = workers
        self._most = 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(self._line_card())
        outer.addWidget(self._paper_card())
        outer.addStretch(1)

    def _line_card(self) -> Card:
        card = Card(self.tr("Hàng chờ gửi"))
        self.send = button(self.tr("Gửi ngay"))
        self.send.clicked.connect(self._workers.wake_sync)
        card.beside_title(self.send, right=True)
        self.export = button(self.tr("Xuất ra USB…"))
        self.export.clicked.connect(self._choose_package)
        card.beside_title(self.export, right=True)
        self.import_ = button(self.tr("Nhập gói từ USB…"))
        self.import_.clicked.connect(self._choose_to_carry)
        card.beside_title(self.import_, right=True)
        self._workers.export_worker.carried.connect(self._carried)
        self._workers.export_worker.exported.connect(self._exported)
        self._workers.export_worker.failed.connect(self._export_failed)
        self._state = label("", "strong", wrap=True)
        self._error = label("", "warning", wrap=True)
        self._error.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Đã gửi"))
        self.counts = label("", wrap=True)
        self._sent = label("", "quiet")
        for widget in (self._state, self._error, self.bar, self.counts, self._sent):
            card.body.addWidget(widget)
        return card

    def _paper_card(self) -> Card:
        card = Card(self.tr("Giấy chưa in được"))
        self._papers = QVBoxLayout()
        self._papers.setSpacing(6)
        card.body.addLayout(self._papers)
        return card

    def _choose_package(self) -> None:
        identity = self._counter.identity
        name = f"motcua-{identity.unit_code}-quay{identity.counter}-{self._counter.clock.now():%Y%m%d-%H%M}.motcua"
        dialog = QFileDialog(self, self.tr("Xuất việc chưa gửi ra USB"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Gói Một Cửa (*.motcua)"))
        dialog.setDefaultSuffix("motcua")
        dialog.fileSelected.connect(self._workers.export)
        dialog.open()

    def _choose_to_carry(self) -> None:
        dialog = QFileDialog(self, self.tr("Gói việc chưa gửi của quầy khác"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Gói Một Cửa (*.motcua)"))
        dialog.fileSelected.connect(self._workers.carry)
        dialog.open()

    def _carried(self, taken: "PackageTaken") -> None:
        self.notice.emit(
            self.tr("Thành phố đã nhận gói: {events} việc ({fresh} việc mới), {attachments} tệp quét.").format(
                events=taken.events, fresh=taken.fresh_events, attachments=taken.attachments
            )
        )

    def _exported(self, done: "Exported") -> None:
        self.notice.emit(
            self.tr(
                "Đã xuất {events} việc và {attachments} tệp quét ra {path}. Mang đến quầy có mạng, bấm F6 rồi “Nhập gói từ USB”. "
                "Việc vẫn nằm trong hàng chờ cho đến khi thành phố nhận."
            ).format(events=done.events, attachments=done.attachments, path=done.path)
        )

    def _export_failed(self, failure: Failure) -> None:
        self.notice.emit(error_sentence(failure.error))

    def show_progress(self, progress: Progress) -> None:
        backlog = progress.backlog
        waiting = backlog.events + backlog.attachments
        self._most = max(self._most, waiting) if waiting else 0
        self.bar.setMaximum(max(self._most, 1))
        self.bar.setValue(self._most - waiting if self._most else 1)
        since = f"{progress.since.astimezone(HANOI):%H:%M}"
        self._state.setText(
            {
                Line.UP: self.tr("Đang kết nối với thành phố từ {since}."),
                Line.DOWN: self.tr("Mất kết nối từ {since}. Vẫn tiếp nhận bình thường, hồ sơ tự gửi khi có mạng."),
                Line.NOT_THE_CITY: self.tr("Có mạng nhưng không phải hệ thống thành phố, từ {since}."),
                Line.REFUSED: self.tr("Thành phố không nhận máy này, từ {since}."),
                Line.UNKNOWN: self.tr("Đang kiểm tra đường truyền…"),
            }[progress.line].format(since=since)
        )
        known = progress.error in MESSAGES and progress.line is not Line.DOWN
        blanks = {"reason": "", "city": "", "here": "", "url": "", "count": str(backlog.attachments)}
        self._error.setText(sentence(progress.error, **blanks) if known else "")
        self._error.setVisible(known)
        if waiting:
            self.counts.setText(
                self.tr("{dossiers} hồ sơ, {attachments} tệp quét ({size} MB) chờ gửi.").format(
                    dossiers=backlog.dossiers,
                    attachments=backlog.attachments,
                    size=f"{backlog.attachment_bytes / 2**20:.1f}".replace(".", ","),
                )
            )
        else:
            self.counts.setText(self.tr("✓ Không còn gì chờ gửi: thành phố đã có mọi hồ sơ."))
        self._sent.setText(
            self.tr("Đã gửi từ lúc mở máy: {size} KB").format(
                size=f"{progress.sent_bytes / 1024:,.0f}".replace(",", ".")
            )
        )

    def refresh(self) -> None:
        """Papers that did not come out."""
        while (item := self._papers.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        jobs = [job for job in self._counter.store.print_jobs.open() if job.state == "failed" or job.error]
        for job in jobs[:8]:
            self._papers.addWidget(self._paper_row(job))
        if not jobs:
            self._papers.addWidget(label(self.tr("Mọi giấy hẹn đã in."), "quiet"))

    def _paper_row(self, job: PrintJob) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        dossier = self._counter.store.dossiers.by_id(job.dossier_id)
        code = dossier.code if dossier else job.dossier_id
        layout.addWidget(label(f"{code}: {paper_reason(job.error)}", wrap=True), 1)
        again = button(self.tr("In lại"), name=self.tr("In lại") + f" {code}")
        again.clicked.connect(lambda _=False, j=job, c=code: self._again(j, c))
        layout.addWidget(again)
        return row

    def _again(self, job: PrintJob, code: str) -> None:
        self._workers.print_job.emit(PrintOrder(job.id, code))
        self.notice.emit(self.tr("Đang in lại giấy hẹn {code}.").format(code=code))
