"""Is this receipt genuine? Scan its QR, hold it before a camera, or open a picture of it; no line is needed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.receipt_qr import Verdict
from kiosk.domain.text import dong
from ui.camera import CameraView
from ui.paper_worker import Judged
from ui.widgets.basics import Card, button, label, set_tone
from ui.words import error_sentence, moment_words, signature_words, verdict_words
from ui.worker import Failure
from ui.workers import Workers

QUIET_MILLISECONDS = 150
"""A scanner has typed all of it."""


class VerifyDialog(QDialog):
    """`verdict` is the last one shown."""

    def __init__(
        self, workers: Workers, names: dict[str, str], camera: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Kiểm tra giấy hẹn"))
        self.setMinimumWidth(620)
        self._workers = workers
        self._names = names
        self._camera_address = camera
        self.verdict: Verdict | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        card = Card(self.tr("Kiểm tra giấy hẹn"))
        card.body.addWidget(
            label(
                self.tr("Quét mã QR trên giấy hẹn, đưa giấy trước camera, hoặc mở tệp. Không cần có mạng."),
                "quiet",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.scanned = QLineEdit()
        self.scanned.setAccessibleName(self.tr("Mã QR của giấy hẹn"))
        self.scanned.setPlaceholderText(self.tr("Đưa giấy vào máy quét mã…"))
        self.scanned.textChanged.connect(self._typed)
        self.scanned.returnPressed.connect(self._judge)
        browse = button(self.tr("Mở ảnh, PDF…"))
        browse.clicked.connect(self._browse)
        row.addWidget(self.scanned, 1)
        self.camera_button = button(self.tr("Camera   F8"), name=self.tr("Camera, F8"))
        self.camera_button.clicked.connect(self.toggle_camera)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self).activated.connect(self.toggle_camera)
        row.addWidget(self.camera_button)
        row.addWidget(browse)
        card.body.addLayout(row)
        self.camera = CameraView()
        self.camera.hide()
        self.camera.read.connect(self._judge_text)
        self.camera.failed.connect(self._camera_failed)
        card.body.addWidget(self.camera)
        self.headline = label("", "verdict", wrap=True)
        self.advice = label("", wrap=True)
        self.facts = label("", "quiet", wrap=True)
        for widget in (self.headline, self.advice, self.facts):
            widget.hide()
            card.body.addWidget(widget)
        close = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        close.clicked.connect(self.reject)
        card.body.addSpacing(8)
        card.body.addStretch(1)
        card.body.addWidget(close)
        outer.addWidget(card)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET_MILLISECONDS)
        self._soon.timeout.connect(self._judge)
        workers.paper_look_worker.judged.connect(self._show)
        workers.paper_look_worker.failed.connect(self._failed)
        self.scanned.setFocus()

    def toggle_camera(self) -> None:
        if self.camera.is_running:
            self.camera.stop()
        else:
            self.camera.start(self._camera_address)
        self._camera_changed()

    def _camera_changed(self) -> None:
        running = self.camera.is_running
        self.camera.setVisible(running)
        self.camera_button.setText(self.tr("Tắt camera   F8") if running else self.tr("Camera   F8"))
        self.scanned.setFocus()
        self.adjustSize()

    def _judge_text(self, text: str) -> None:
        self._say(self.tr("Đang kiểm tra…"))
        self._workers.judge.emit(text)

    def _camera_failed(self, failure: Failure) -> None:
        self._camera_changed()
        self._say(error_sentence(failure.error))

    def done(self, result: int) -> None:
        """However the window is left, the camera is let go."""
        self.camera.stop()
        super().done(result)

    def _typed(self, text: str) -> None:
        self._soon.start() if text.strip() else self._soon.stop()

    def _judge(self) -> None:
        self._soon.stop()
        text = self.scanned.text().strip()
        if text:
            self._judge_text(text)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Ảnh hoặc PDF của giấy hẹn"))
        dialog.setNameFilter(self.tr("Ảnh, PDF") + " (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.pdf)")
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, path: str) -> None:
        self._judge_text(path)

    def _show(self, judged: Judged) -> None:
        self.verdict = judged.verdict
        headline, advice = verdict_words(judged.verdict)
        self.headline.setText(headline)
        set_tone(self.headline, "good" if judged.verdict is Verdict.GENUINE else "bad")
        self.advice.setText(advice)
        self.facts.setText("")
        if judged.facts is not None and judged.verdict in (Verdict.GENUINE, Verdict.REVOKED):
            facts = judged.facts
            lines = [
                self.tr("Mã hồ sơ {code}").format(code=facts.code),
                self._names.get(facts.procedure, facts.procedure),
                self.tr("Nhận {received}, hẹn trả {due}").format(
                    received=moment_words(facts.received_at), due=moment_words(facts.due_at)
                ),
                self.tr("Phí, lệ phí {fee}").format(fee=dong(facts.fee_vnd)),
            ]
            if judged.signature is not None:
                lines.append(signature_words(judged.signature))
            if facts.practice:
                lines.append(self.tr("Giấy tập huấn, không có giá trị pháp lý"))
            self.facts.setText("\n".join(lines))
        for widget in (self.headline, self.advice, self.facts):
            widget.setVisible(bool(widget.text()))
        self.resize(self.width(), self.sizeHint().height())
        # Ready for the next paper.
        self.scanned.selectAll()
        self.scanned.setFocus()

    def _failed(self, failure: Failure) -> None:
        if failure.about == "verify":
            self._say(error_sentence(failure.error))

    def _say(self, sentence: str) -> None:
        """Why nothing could be judged; an older verdict does not stay beside it."""
        for widget in (self.headline, self.facts):
            widget.hide()
        self.advice.setText(sentence)
        self.advice.show()
