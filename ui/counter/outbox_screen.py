"""The outbox: what waits and why, how fast it goes, how the line was today, what went wrong, and whether paper is stuck."""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QListWidget, QProgressBar, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import DossierRow, PrintJob
from kiosk.messages import MESSAGES
from kiosk.sync.ports import Line, Progress
from ui.counter.line_story import stretches_of
from ui.paper_worker import PrintOrder
from ui.theme import LARGE_TEXT, text_scale
from ui.widgets.basics import Card, button, clear, label
from ui.widgets.charts import DayStrip, SpeedPlot
from ui.words import error_sentence, paper_reason, sentence
from ui.worker import Failure
from ui.workers import Workers

if TYPE_CHECKING:
    from kiosk.packages import Exported
    from kiosk.wire.models import PackageTaken


SAMPLE_MILLISECONDS = 1000
AVERAGED_SAMPLES = 10
MOST_ERRORS = 6


class OutboxScreen(QWidget):
    """`notice` carries a sentence for the clerk."""

    notice = Signal(str)

    def __init__(self, counter: Counter, workers: Workers) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._workers = workers
        self._most = 0
        self._progress: Progress | None = None
        self._sampled_bytes = 0
        self._speeds: deque[float] = deque(maxlen=AVERAGED_SAMPLES)
        self._said: deque[tuple[str, str]] = deque(maxlen=MOST_ERRORS)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        left.addWidget(self._line_card())
        left.addWidget(self._waiting_card(), 1)
        right.addWidget(self._history_card())
        right.addWidget(self._error_card())
        right.addWidget(self._paper_card())
        right.addStretch(1)
        outer.addLayout(left, 3)
        outer.addLayout(right, 2)
        workers.look_worker.waiting.connect(self._show_waiting)
        workers.look_worker.failed.connect(self._waiting_failed)
        self._one_line(self.tr("Đang xem…"))
        self._sampler = QTimer(self)
        self._sampler.setInterval(SAMPLE_MILLISECONDS)
        self._sampler.timeout.connect(self._sample)
        self._sampler.start()

    def _line_card(self) -> Card:
        card = Card(self.tr("Hàng chờ gửi"))
        self.send = button(self.tr("Gửi ngay"))
        self.send.clicked.connect(self._send_now)
        self.hold = button(self.tr("Tạm dừng gửi"))
        self.hold.clicked.connect(self._hold)
        self.export = button(self.tr("Xuất ra USB…"))
        self.export.clicked.connect(self._choose_package)
        self.import_ = button(self.tr("Nhập gói từ USB…"))
        self.import_.clicked.connect(self._choose_to_carry)
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
        self.plot = SpeedPlot(self.tr("Tốc độ gửi"))
        self.speed = label("", "quiet", wrap=True)
        for widget in (self._state, self._error, self.bar, self.counts, self.plot, self.speed):
            card.body.addWidget(widget)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        a_row = 4 if text_scale() < LARGE_TEXT else 2
        for number, widget in enumerate((self.send, self.hold, self.export, self.import_)):
            buttons.addWidget(widget, number // a_row, number % a_row)
        card.body.addLayout(buttons)
        return card

    def _waiting_card(self) -> Card:
        card = Card(self.tr("Những gì đang chờ"))
        self.waiting = QListWidget()
        self.waiting.setAccessibleName(self.tr("Hồ sơ chờ gửi"))
        self.waiting.setWordWrap(True)
        card.body.addWidget(self.waiting, 1)
        return card

    def _history_card(self) -> Card:
        card = Card(self.tr("Đường truyền hôm nay"))
        self.strip = DayStrip(self.tr("Đường truyền hôm nay"))
        self.history = label("", "quiet", wrap=True)
        card.body.addWidget(self.strip)
        card.body.addWidget(self.history)
        return card

    def _error_card(self) -> Card:
        card = Card(self.tr("Trục trặc gần đây"))
        self._errors = QVBoxLayout()
        self._errors.setSpacing(6)
        card.body.addLayout(self._errors)
        self._show_errors()
        return card

    def _paper_card(self) -> Card:
        card = Card(self.tr("Giấy chưa in được"))
        self._papers = QVBoxLayout()
        self._papers.setSpacing(6)
        card.body.addLayout(self._papers)
        return card

    # Sending

    def _send_now(self) -> None:
        if self._workers.sync_held:
            self._hold()
        self._workers.wake_sync()

    def _hold(self) -> None:
        """Nothing is sent until the clerk says so, or the app is opened anew."""
        self._workers.hold_sync(on=not self._workers.sync_held)
        held = self._workers.sync_held
        self.hold.setText(self.tr("Gửi tiếp") if held else self.tr("Tạm dừng gửi"))
        if held:
            self.notice.emit(self.tr("Đã tạm dừng gửi. Hồ sơ vẫn an toàn trên máy; bấm “Gửi tiếp” khi muốn."))
        if self._progress is not None:
            self.show_progress(self._progress)

    def _sample(self) -> None:
        """Once a second: how fast it goes."""
        sent = self._progress.sent_bytes if self._progress is not None else 0
        speed = max(sent - self._sampled_bytes, 0) * 1000 / SAMPLE_MILLISECONDS
        self._sampled_bytes = sent
        self._speeds.append(speed)
        words = self._speed_words(sum(self._speeds) / len(self._speeds), sent)
        self.plot.add(speed, words)
        if self.isVisible():
            self.speed.setText(words)

    def _speed_words(self, speed: float, sent: int) -> str:
        parts = [self.tr("Đã gửi từ lúc mở máy: {size} KB").format(size=f"{sent / 1024:,.0f}".replace(",", "."))]
        if speed >= 1:
            parts.append(self.tr("đang gửi {speed} KB/s").format(speed=f"{speed / 1024:,.0f}".replace(",", ".")))
            left = self._progress.backlog.attachment_bytes if self._progress is not None else 0
            if left:
                minutes = left / speed / 60
                parts.append(
                    self.tr("còn chừng {n} phút").format(n=round(minutes))
                    if minutes >= 1
                    else self.tr("còn dưới 1 phút")
                )
        return " · ".join(parts)

    # What waits

    def _show_waiting(self, rows: tuple[DossierRow, ...]) -> None:
        self.waiting.clear()
        for row in rows:
            if row.trouble:
                why = sentence(row.trouble)
            elif row.sync == "pending":
                why = self.tr("chưa gửi")
            else:
                why = self.tr("thành phố đã có hồ sơ, tệp quét đang chờ")
            since = f"{row.received_at.astimezone(HANOI):%H:%M %d/%m}"
            self.waiting.addItem(f"{row.code} · {row.applicant_name}\n{since} · {why}")
        if not rows:
            self._one_line(self.tr("Không có gì chờ: thành phố đã có mọi hồ sơ."))

    def _one_line(self, words: str) -> None:
        self.waiting.clear()
        self.waiting.addItem(words)

    def _waiting_failed(self, failure: Failure) -> None:
        if failure.about == "waiting":
            self._one_line(error_sentence(failure.error))

    def _show_history(self) -> None:
        now = self._counter.clock.now().astimezone(HANOI)
        spans = self._counter.reports.line_of(now.date())
        stretches = stretches_of(spans)
        outages = [s for s in stretches if s.tone == "bad"]
        minutes = round(sum((s.ends - s.begins).total_seconds() for s in outages) / 60)
        words = (
            self.tr("Hôm nay mất kết nối {times} lần, {minutes} phút.").format(times=len(outages), minutes=minutes)
            if outages
            else self.tr("Hôm nay không mất kết nối lúc nào máy mở.")
        )
        self.strip.show_day(stretches, words)
        self.history.setText(words)

    def _note_error(self, words: str) -> None:
        """The last things that went wrong, each once until another comes."""
        if words and (not self._said or self._said[-1][1] != words):
            self._said.append((f"{self._counter.clock.now().astimezone(HANOI):%H:%M}", words))
            self._show_errors()

    def _show_errors(self) -> None:
        clear(self._errors)
        for moment, words in reversed(self._said):
            self._errors.addWidget(label(f"{moment} · {words}", wrap=True))
        if not self._said:
            self._errors.addWidget(label(self.tr("Không có gì."), "quiet"))

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
        self._progress = progress
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
        if self._workers.sync_held:
            self._state.setText(
                self.tr("Đang tạm dừng gửi. Vẫn tiếp nhận bình thường, mọi hồ sơ an toàn trên máy này.")
            )
        known = progress.error in MESSAGES and progress.line is not Line.DOWN
        blanks = {"reason": "", "city": "", "here": "", "url": "", "count": str(backlog.attachments)}
        self._error.setText(sentence(progress.error, **blanks) if known else "")
        self._error.setVisible(known)
        self._note_error(self._error.text())
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
        if self.isVisible():
            self._workers.look_at_waiting.emit()
            self._show_history()

    def refresh(self) -> None:
        """What waits, the line's day, and papers that did not come out."""
        speed = sum(self._speeds) / len(self._speeds) if self._speeds else 0.0
        self.speed.setText(self._speed_words(speed, self._sampled_bytes))
        self._workers.look_at_waiting.emit()
        self._show_history()
        clear(self._papers)
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
