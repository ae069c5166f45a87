"""The worker of papers: printing, and looking after what lies at a printer."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot

from kiosk.domain.dossier import PrintJob
from kiosk.errors import KioskError
from ui.worker import Desk, Failure, Worker

PRINTER_LOOK_MILLISECONDS = 1500


@dataclass(frozen=True, slots=True)
class PrintOrder:
    job_id: int
    code: str


@dataclass(frozen=True, slots=True)
class PrintDone:
    code: str
    printer: str
    path: str


@dataclass(frozen=True, slots=True)
class PaperTrouble:
    """Why a paper does not come out: sentence keys, or the printer's own words."""

    code: str
    reasons: tuple[str, ...]


class PrintWorker(Worker):
    """Sends papers to the printer, one after the other, and looks after those that lie in the system's own queue."""

    printed = Signal(object)
    troubled = Signal(object)
    tested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looks: QTimer | None = None

    @Slot(object)
    def print_job(self, order: PrintOrder) -> None:
        try:
            job: PrintJob = self.counter.store.print_jobs.get(order.job_id)
            done = self.counter.print_queue.print(job)
        except KioskError as error:
            self.failed.emit(Failure(order.code, error))
            return
        self.printed.emit(PrintDone(order.code, done.printer, str(done.path or "")))
        self.watch()

    @Slot()
    def watch(self) -> None:
        """Look after papers at a printer for as long as there are any."""
        try:
            queue = self.counter.print_queue
            for news in queue.watch():
                if news.job.state != "printed":
                    self.troubled.emit(PaperTrouble(news.code, news.troubles or (news.job.error,)))
            waiting = queue.waiting()
        except KioskError as error:
            self.failed.emit(Failure("print", error))
            return
        if waiting and self._looks is None:
            self._looks = QTimer(self)
            self._looks.setInterval(PRINTER_LOOK_MILLISECONDS)
            self._looks.timeout.connect(self.watch)
        if self._looks is not None:
            self._looks.start() if waiting else self._looks.stop()

    @Slot(str)
    def print_test_page(self, printer: str) -> None:
        try:
            done = self.counter.print_queue.test_page(printer or None)
        except KioskError as error:
            self.failed.emit(Failure("test page", error))
            return
        self.tested.emit(PrintDone("", done.printer, str(done.path or "")))
