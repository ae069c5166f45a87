"""Pages about papers: photographing them, agreeing and signing, leaving them for a dossier that exists."""

import itertools
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.scan_sources import waiting_scans
from kiosk.scans import Scan
from ui.camera import CameraView
from ui.self_service.drag_scroll import DRAWN_ON
from ui.self_service.look import GAP
from ui.self_service.page import Choice, KioskPage, touch
from ui.self_service.workers import Taken
from ui.widgets.basics import clear, label
from ui.words import error_sentence
from ui.worker import Failure


class DocumentPage(KioskPage):
    """One paper, page by page. `page_wanted` carries a document and a `Taken`; the pages come back with `show_pages`, and then
    `changed` says that the foot is another."""

    page_wanted = Signal(str, object)
    dropped = Signal(str, int)
    changed = Signal()

    def __init__(self, counter: Counter, document: str, when: str = "", *, optional: bool = True) -> None:
        super().__init__(
            self.tr("Chụp: {paper}").format(paper=document),
            when[:1].upper() + when[1:]
            or self.tr("Đặt giấy phẳng dưới máy chụp. Khung xanh ôm đúng tờ giấy thì chạm “Chụp trang này”."),
        )
        self.document = document
        self.busy = 0
        self._optional = optional
        settings = counter.settings
        self.camera: CameraView | None = None
        self._folder = Path(settings.scan_folder) if settings.scan_folder else None
        self._scanner = settings.scanner
        if settings.camera:
            self.camera = CameraView(pages=True)
            self.camera.taken_page.connect(self._photographed)
            self.camera.failed.connect(self._no_camera)
            self.body.addWidget(self.camera)
            self.camera.start(settings.camera)
        self.take = touch(self.tr("Chụp trang này"), self._take, "primary")
        self.body.addWidget(self.take)
        self.count = label("", wrap=True)
        self.body.addWidget(self.count)
        self._shown = QHBoxLayout()
        self._shown.setSpacing(GAP)
        self.body.addLayout(self._shown)
        self.body.addStretch(1)

    def show_pages(self, pages: Sequence[tuple[Scan, QImage | None]]) -> None:
        """How many there are, each small with a way to take it again."""
        clear(self._shown)
        for n, (_, small) in enumerate(pages):
            self._shown.addWidget(self._small_page(n, small))
        self._shown.addStretch(1)
        if self.busy:
            self.count.setText(self.tr("Đang xử lý trang vừa chụp…"))
        else:
            self.count.setText(self.tr("Đã có {n} trang.").format(n=len(pages)) if pages else "")
        if pages:
            self.next_words = self.tr("Đủ rồi, tiếp tục")
        else:
            self.next_words = self.tr("Không có ở đây, tôi đưa tại quầy") if self._optional else ""
        self.changed.emit()

    def _small_page(self, n: int, small: QImage | None) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        picture = label()
        picture.setObjectName("sheet")
        if small is not None:
            picture.setPixmap(QPixmap.fromImage(small))
        picture.setAccessibleName(self.tr("Trang {n}").format(n=n + 1))
        box.addWidget(picture)
        drop = self.tr("Bỏ trang {n}").format(n=n + 1)
        box.addWidget(touch(drop, partial(self.dropped.emit, self.document, n), "link"))
        return holder

    def _take(self) -> None:
        self.say_error("")
        if self.camera is not None and self.camera.is_running:
            self.camera.photograph()
        elif self._folder is not None and (found := waiting_scans(self._folder)):
            for path in found:
                self._want(Taken(path.name, path=path))
        elif self._scanner:
            self._want(Taken("quet.png", scanner=self._scanner))
        else:
            self.say_error(self.tr("Máy chụp chưa sẵn sàng. Ông, bà đưa giấy này cho cán bộ tại quầy."))

    def _photographed(self, content: bytes, found: bool) -> None:
        if not found:
            self.say_error(self.tr("Không thấy rõ mép giấy: kiểm tra lại trang vừa chụp."))
        self._want(Taken("trang.jpg", content))

    def _want(self, taken: Taken) -> None:
        self.busy += 1
        self.count.setText(self.tr("Đang xử lý trang vừa chụp…"))
        self.page_wanted.emit(self.document, taken)

    def failed(self, about: str, sentence: str) -> None:
        if about == "page":
            self.busy = max(self.busy - 1, 0)
            self.count.setText("")
        self.say_error(sentence)

    def _no_camera(self, failure: Failure) -> None:
        if self.camera is not None:
            self.camera.hide()
        self.say_error(error_sentence(failure.error))

    def go_on(self) -> None:
        if self.busy:
            self.say_error(self.tr("Trang vừa chụp đang được xử lý. Chờ một lát."))
            return
        self.forward.emit()

    def leave(self) -> None:
        if self.camera is not None:
            self.camera.stop()


class SignaturePad(QWidget):
    """Signing with a finger. `picture` is empty while nothing was drawn."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(200)
        self.setProperty(DRAWN_ON, True)
        self.setAccessibleName(self.tr("Chỗ ký bằng ngón tay"))
        self._strokes: list[list[QPointF]] = []

    @property
    def is_empty(self) -> bool:
        return not self._strokes

    def clear(self) -> None:
        self._strokes = []
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._strokes[-1].append(event.position())
            self.update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drawn.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(3, 3, -3, -3), Qt.GlobalColor.white)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.black, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in self._strokes:
            for a, b in itertools.pairwise(stroke):
                painter.drawLine(a, b)

    def picture(self) -> bytes:
        """As PNG."""
        image = QImage(self.size(), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())


class ConsentPage(KioskPage):
    """What is agreed to, in plain words; a signature where the citizen likes. `agreed` carries its picture, or nothing."""

    agreed = Signal(bytes)

    def __init__(self) -> None:
        super().__init__(self.tr("Ông, bà đồng ý nộp hồ sơ này?"))
        for text in (
            self.tr("Những điều tôi khai là đúng sự thật."),
            self.tr("Tôi đồng ý để xã lưu và gửi những điều đã khai cho thành phố, chỉ để giải quyết hồ sơ này."),
            self.tr("Hồ sơ được tính là đã nhận khi cán bộ tại quầy tiếp nhận và đưa giấy hẹn."),
        ):
            self.body.addWidget(label(f"•  {text}", wrap=True))
        self.agree = touch("☐  " + self.tr("Tôi đồng ý"), self._mark)
        self.agree.setCheckable(True)
        self.body.addWidget(self.agree)
        self.body.addWidget(label(self.tr("Ký bằng ngón tay, nếu muốn:"), "hint"))
        self.signature = SignaturePad()
        self.body.addWidget(self.signature)
        self.body.addWidget(touch(self.tr("Ký lại"), self.signature.clear, "link"))
        self.saving = label("", "strong", wrap=True)
        self.body.addWidget(self.saving)
        self.body.addStretch(1)
        self.next_words = self.tr("Nộp hồ sơ")

    def _mark(self) -> None:
        """A mark beside the colour says whether it is agreed to."""
        self.agree.setText(("☑  " if self.agree.isChecked() else "☐  ") + self.tr("Tôi đồng ý"))
        self.say_error("")

    def go_on(self) -> None:
        if not self.agree.isChecked():
            self.say_error(self.tr("Chạm vào ô “Tôi đồng ý” rồi chạm “Nộp hồ sơ”."))
            return
        self.say_error("")
        self.saving.setText(self.tr("Đang ghi hồ sơ…"))
        self.agreed.emit(b"" if self.signature.is_empty else self.signature.picture())

    def failed(self, about: str, sentence: str) -> None:
        self.saving.setText("")
        super().failed(about, sentence)


class LeavePage(KioskPage):
    """Which paper is supplemented: those asked for, one after the other."""

    def __init__(self, items: tuple[str, ...], taken: dict[str, int], *, asked: bool) -> None:
        super().__init__(
            self.tr("Giấy tờ nào?"),
            self.tr("Cán bộ yêu cầu những giấy này:") if asked else self.tr("Chụp giấy tờ muốn gửi thêm."),
        )
        self.choices: dict[str, Choice] = {}
        for item in items:
            pages = taken.get(item, 0)
            note = self.tr("đã chụp {n} trang").format(n=pages) if pages else ""
            choice = Choice(item, note)
            choice.clicked.connect(partial(self.wanted.emit, "leave paper", item))
            self.choices[item] = choice
            self.body.addWidget(choice)
        self.body.addStretch(1)
        self.next_words = self.tr("Gửi {n} trang").format(n=sum(taken.values())) if taken else ""


class ScanPaperPage(KioskPage):
    """Hold a paper before the scanner or the camera. `scanned` carries its text."""

    scanned = Signal(str)

    def __init__(self, counter: Counter, question: str, hint: str) -> None:
        super().__init__(question, hint)
        self.camera: CameraView | None = None
        camera = counter.settings.camera
        if camera:
            self.camera = CameraView()
            self.camera.read.connect(self.scanned)
            self.camera.failed.connect(self._no_camera)
            self.body.addWidget(self.camera)
            self.camera.start(camera)
        self.waiting = label("", wrap=True)
        self.body.addWidget(self.waiting)
        self.body.addStretch(1)

    def _no_camera(self, failure: Failure) -> None:
        """The scanner reads as well."""
        if self.camera is not None:
            self.camera.hide()

    def take_scan(self, text: str) -> bool:
        self.say_error("")
        self.scanned.emit(text)
        return True

    def failed(self, about: str, sentence: str) -> None:
        self.waiting.setText("")
        self.say_error(sentence)

    def leave(self) -> None:
        if self.camera is not None:
            self.camera.stop()
