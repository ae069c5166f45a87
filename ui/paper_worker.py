"""The workers of papers: printing and looking after what lies at a printer; pictures of papers; judging receipts."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QImage

from kiosk.domain.dossier import Attachment, PaperKind, PrintJob
from kiosk.domain.receipt_qr import PayloadMalformed, ReceiptFacts, Verdict
from kiosk.errors import KioskError, Refused
from printing.sheet import SheetName
from ui.worker import Desk, Failure, Worker

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.print_queue import PrintQueue
    from printing.signed import PaperSignature

PRINTER_LOOK_MILLISECONDS = 1500
SCAN_DPI = 150


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Print a job; on another printer or sheet than the settings' where they are named."""

    job_id: int
    code: str
    printer: str | None = None
    sheet: SheetName | None = None


@dataclass(frozen=True, slots=True)
class FilePrint:
    """A paper of no single dossier: `day_book` or `cash_up`, from one day to another."""

    kind: Literal["day_book", "cash_up"]
    first: date
    last: date
    actor: str = ""


@dataclass(frozen=True, slots=True)
class MissingPrint:
    """What a citizen who was not accepted still has to bring."""

    procedure: str
    applicant: dict[str, str]
    missing: tuple[str, ...]
    actor: str


@dataclass(frozen=True, slots=True)
class PrintDone:
    code: str
    printer: str
    path: str


@dataclass(frozen=True, slots=True)
class PaperDelayed:
    """Why a paper does not come out: sentence keys, or the printer's own words."""

    code: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper wanted as pictures; `number` tells its answer from an older one's. `path` saves the PDF instead,
    signed where `sign` says so."""

    number: int
    dossier_id: str
    kind: PaperKind
    sheet: SheetName
    dpi: int
    path: str = ""
    sign: bool = False


@dataclass(frozen=True, slots=True)
class Previewed:
    number: int
    pages: tuple[QImage, ...]


@dataclass(frozen=True, slots=True)
class ScanWanted:
    """A scanned paper wanted as pictures; `number` is its place in the dossier."""

    number: int
    attachment: Attachment


@dataclass(frozen=True, slots=True)
class ScanPictures:
    number: int
    pages: tuple[QImage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a receipt turned out to be; None: no receipt of ours was found in what was shown."""

    verdict: Verdict | None
    facts: ReceiptFacts | None = None
    signature: "PaperSignature | None" = None


class PaperLookWorker(Worker):
    """Turns papers into pictures, and judges receipts, with no line. What reads papers loads at the first use."""

    previewed = Signal(object)
    saved = Signal(str)
    judged = Signal(object)
    scanned = Signal(object)

    @Slot(object)
    def show_scan(self, wanted: ScanWanted) -> None:
        """The pages of a scan that is in the store."""
        from printing.reading import PaperNotReadable, pictures_of

        try:
            content = self.counter.store.read_scan(wanted.attachment.sha256)
            if not content:
                raise Refused("scan_not_here")
            pages = tuple(_image(picture) for picture in pictures_of(content, SCAN_DPI))
        except PaperNotReadable:
            self.failed.emit(Failure("scan", Refused("scan_not_shown")))
            return
        except KioskError as error:
            self.failed.emit(Failure("scan", error))
            return
        self.scanned.emit(ScanPictures(wanted.number, pages))

    @Slot(object)
    def preview(self, wanted: Preview) -> None:
        try:
            row = self.counter.store.dossiers.by_id(wanted.dossier_id)
            if row is None:
                raise Refused("dossier_unknown", code=wanted.dossier_id)
            papers = self.counter.papers
            make = papers.signed_pdf if wanted.sign else papers.pdf
            pdf = make(wanted.kind, row, wanted.sheet)
            if wanted.path:
                Path(wanted.path).write_bytes(pdf)
                self.saved.emit(wanted.path)
                return
        except OSError as error:
            reason = error.strerror or str(error)
            self.failed.emit(Failure("preview", Refused("file_not_writable", file=wanted.path, reason=reason)))
            return
        except KioskError as error:
            self.failed.emit(Failure("preview", error))
            return
        self.previewed.emit(Previewed(wanted.number, tuple(_images(pdf, wanted.dpi))))

    @Slot(str)
    def judge(self, shown: str) -> None:
        """`shown` is a QR's text, or the path of a picture or PDF."""
        from kiosk.trust import kept_trust
        from printing.reading import PaperNotReadable, qr_texts_of_file

        texts = [shown]
        signature: PaperSignature | None = None
        try:
            trust = kept_trust(self.counter.store)
            if "://" not in shown and Path(shown).is_file():
                texts = qr_texts_of_file(Path(shown))
                signature = self._signature(Path(shown), trust.revoked)
        except PaperNotReadable:
            texts = []
        except KioskError as error:
            self.failed.emit(Failure("verify", error))
            return
        for text in texts:
            try:
                self.judged.emit(Judged(*trust.check(text), signature))
            except PayloadMalformed:
                continue
            else:
                return
        self.judged.emit(Judged(None))

    def _signature(self, path: Path, revoked: frozenset[bytes]) -> "PaperSignature | None":
        content = path.read_bytes()
        if b"/ByteRange" not in content:
            return None
        from kiosk.paper_signing import judge_signature

        return judge_signature(self.counter.store, content, revoked)


def _images(pdf: bytes, dpi: int) -> list[QImage]:
    from printing.reading import page_pictures

    return [_image(page) for page in page_pictures(pdf, dpi)]


def _image(page: "Image.Image") -> QImage:
    picture = page.convert("RGB")
    stride = picture.width * 3
    # A copy: the image must not outlive the bytes it was made of.
    return QImage(picture.tobytes(), picture.width, picture.height, stride, QImage.Format.Format_RGB888).copy()


class PrintWorker(Worker):
    """Sends papers to the printer, one after the other, and looks after those that lie in the system's own queue."""

    printed = Signal(object)
    delayed = Signal(object)
    tested = Signal(object)
    filed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looks: QTimer | None = None

    @property
    def queue(self) -> "PrintQueue":
        """The counter's print queue, with the system's printers behind it."""
        # Here: Qt's printing loads with the first paper, not with the window.
        from ui.qt_printer import system_printer

        queue = self.counter.print_queue
        queue.system_printer = system_printer
        return queue

    @Slot(object)
    def print_job(self, order: PrintOrder) -> None:
        try:
            job: PrintJob = self.counter.store.print_jobs.get(order.job_id)
            queue = self.queue
            sheet = order.sheet or queue.sheet_of(job.kind)
            printer = queue.printer_for(sheet, order.printer) if order.printer is not None else None
            done = queue.print(job, printer, sheet)
        except KioskError as error:
            self.failed.emit(Failure(order.code, error))
            return
        self.printed.emit(PrintDone(order.code, done.printer, str(done.path or "")))
        self.watch()

    @Slot(object)
    def print_file(self, order: FilePrint | MissingPrint) -> None:
        """Papers of no dossier are printed as they are wanted, and can be printed again at any time."""
        papers, queue = self.counter.papers, self.queue
        sheet: SheetName
        try:
            if isinstance(order, MissingPrint):
                name, sheet = f"missing papers {self.counter.clock.now():%Y-%m-%d %H%M%S}", queue.sheet_of("supplement")
                pdf = papers.missing_papers(order.procedure, order.applicant, order.missing, order.actor)
            elif order.kind == "day_book":
                name, sheet = f"{order.kind} {order.first} {order.last}", "a4"
                pdf = papers.day_book(order.first, order.last)
            else:
                name, sheet = f"{order.kind} {order.first}", "a5"
                pdf = papers.cash_up(order.first, order.actor)
            done = queue.print_pdf(pdf, name, sheet)
        except KioskError as error:
            self.failed.emit(Failure("file", error))
            return
        self.filed.emit(PrintDone("", done.printer, str(done.path or "")))

    @Slot()
    def watch(self) -> None:
        """Look after papers at a printer for as long as there are any."""
        try:
            queue = self.queue
            for news in queue.watch():
                if news.job.state != "printed":
                    self.delayed.emit(PaperDelayed(news.code, news.lacks or (news.job.error,)))
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
            done = self.queue.test_page(printer or None)
        except KioskError as error:
            self.failed.emit(Failure("test page", error))
            return
        self.tested.emit(PrintDone("", done.printer, str(done.path or "")))
