"""A camera on a thread of its own: its pictures for a window, and the QR codes it sees."""

import threading

from PySide6.QtCore import QObject, QPointF, Qt, QThread, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.errors import KioskError
from ui.theme import tokens
from ui.worker import Failure

VIEW_WIDTH, VIEW_HEIGHT = 480, 270


class CameraThread(QThread):
    """Runs until `end` or the camera is gone. A picture is sent only when the last one was taken."""

    pictured = Signal(QImage, object)
    read = Signal(str)
    taken_page = Signal(bytes, bool)
    failed = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None, *, pages: bool = False) -> None:
        """With `pages` it looks for a sheet instead of for QR codes."""
        super().__init__(parent)
        self._address = address
        self._pages = pages
        self._wanted = threading.Event()
        self._ending = threading.Event()
        self.taken = threading.Event()
        self.taken.set()

    def run(self) -> None:
        # Here: OpenCV loads with the first picture, not with the window.
        from kiosk.cameras import CameraStream
        from kiosk.page_edges import find_page, photograph
        from printing.reading import qr_texts_of_pixels

        try:
            stream = CameraStream(self._address)
        except KioskError as error:
            self.failed.emit(Failure("camera", error))
            return
        try:
            for frame in stream.frames():
                if self._ending.is_set():
                    return
                if self._wanted.is_set():
                    self._wanted.clear()
                    self.taken_page.emit(*photograph(frame))
                if not self.taken.is_set():
                    continue
                self.taken.clear()
                height, width, _ = frame.shape
                image = QImage(frame.data, width, height, width * 3, QImage.Format.Format_RGB888)
                smaller = image.scaled(
                    VIEW_WIDTH,
                    VIEW_HEIGHT,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                if self._pages:
                    self.pictured.emit(smaller, find_page(frame))
                    continue
                self.pictured.emit(smaller, None)
                for text in qr_texts_of_pixels(frame):
                    self.read.emit(text)
        except KioskError as error:
            self.failed.emit(Failure("camera", error))
        finally:
            stream.close()

    def take_page(self) -> None:
        """Photograph the next picture: `taken_page` carries it as JPEG, and whether a sheet was found and cut out."""
        self._wanted.set()

    def end(self) -> None:
        """Let the camera go; returns once it is."""
        self._ending.set()
        self.taken.set()
        self.wait()


class CameraView(QLabel):
    """Shows what a camera sees. `read` fires with each QR that was not the one before; `failed` when there is no picture."""

    read = Signal(str)
    taken_page = Signal(bytes, bool)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, pages: bool = False) -> None:
        super().__init__(parent)
        self._pages = pages
        self.corners: list[tuple[float, float]] | None = None
        """Of the sheet that is seen just now."""
        self.setObjectName("sheet")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(VIEW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Hình từ camera"))
        self._thread: CameraThread | None = None
        self._last = ""

    @property
    def is_running(self) -> bool:
        return self._thread is not None

    def start(self, address: str) -> None:
        if self._thread is not None:
            return
        self._last = ""
        self.setText(self.tr("Đang mở camera…"))
        thread = CameraThread(address, pages=self._pages)
        thread.taken_page.connect(self._take_page)
        thread.pictured.connect(self._show_picture)
        thread.read.connect(self._take)
        thread.failed.connect(self._fail)
        self._thread = thread
        thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.end()
            self._thread = None
        self.setPixmap(QPixmap())

    def photograph(self) -> None:
        """Take the sheet that is seen."""
        if self._thread is not None:
            self._thread.take_page()

    def _take_page(self, content: bytes, found: bool) -> None:
        if self._thread is not None:
            self.taken_page.emit(content, found)

    def _show_picture(self, image: QImage, corners: object) -> None:
        if self._thread is None:
            return
        self.corners = corners if isinstance(corners, list) else None
        if self.corners:
            painter = QPainter(image)
            painter.setPen(QPen(QColor(tokens().success), 5))
            painter.drawPolygon(QPolygonF([QPointF(x * image.width(), y * image.height()) for x, y in self.corners]))
            painter.end()
        self.setPixmap(QPixmap.fromImage(image))
        self._thread.taken.set()

    def _take(self, text: str) -> None:
        if text != self._last and self._thread is not None:
            self._last = text
            self.read.emit(text)

    def _fail(self, failure: Failure) -> None:
        self.stop()
        self.failed.emit(failure)
