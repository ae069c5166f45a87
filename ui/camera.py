"""A camera on a thread of its own: its pictures for a window, and the QR codes it sees."""

import threading

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.errors import KioskError
from ui.worker import Failure

VIEW_WIDTH, VIEW_HEIGHT = 480, 270


class CameraThread(QThread):
    """Runs until `end` or the camera is gone. A picture is sent only when the last one was taken."""

    pictured = Signal(QImage)
    read = Signal(str)
    failed = Signal(object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._ending = threading.Event()
        self.taken = threading.Event()
        self.taken.set()

    def run(self) -> None:
        # Here: OpenCV loads with the first picture, not with the window.
        from kiosk.cameras import CameraStream
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
                self.pictured.emit(smaller)
                for text in qr_texts_of_pixels(frame):
                    self.read.emit(text)
        except KioskError as error:
            self.failed.emit(Failure("camera", error))
        finally:
            stream.close()

    def end(self) -> None:
        """Let the camera go; returns once it is."""
        self._ending.set()
        self.taken.set()
        self.wait()


class CameraView(QLabel):
    """Shows what a camera sees. `read` fires with each QR that was not the one before; `failed` when there is no picture."""

    read = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        thread = CameraThread(address)
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

    def _show_picture(self, image: QImage) -> None:
        if self._thread is not None:
            self.setPixmap(QPixmap.fromImage(image))
            self._thread.taken.set()

    def _take(self, text: str) -> None:
        if text != self._last and self._thread is not None:
            self._last = text
            self.read.emit(text)

    def _fail(self, failure: Failure) -> None:
        self.stop()
        self.failed.emit(failure)
