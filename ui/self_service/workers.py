"""Background work of self-service: what is recorded, what is looked up, pages made ready, the line."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from kiosk.domain.dossier import Registered
from kiosk.domain.event import Json
from kiosk.entry import Entry
from kiosk.errors import KioskError
from kiosk.intake import NewScan
from kiosk.scan_sources import scan_with_sane
from kiosk.scans import read_scan
from kiosk.self_service.desk import Consent, Score, Standing
from ui.line_workers import CareWorker, SyncWorker
from ui.worker import Desk, Failure, Worker
from ui.workers import Threads

SMALL_WIDTH, SMALL_HEIGHT = 150, 200
SCREEN_DPI = 40


@dataclass(frozen=True, slots=True)
class CitizenFailure(Failure):
    """What failed for one citizen; the next is not told."""

    citizen: int = 0


@dataclass(frozen=True, slots=True)
class RegisterOrder:
    """`citizen`, here and below, tells whose it is: the answer may come when somebody else stands there."""

    citizen: int
    entry: Entry
    entered: dict[str, Json]
    scans: tuple[NewScan, ...]
    consent: Consent


@dataclass(frozen=True, slots=True)
class RegisterDone:
    """`ticket` is the QR's text, empty where the device has no key of its unit yet; `phone` a mobile number, or empty."""

    citizen: int
    registered: Registered
    ticket: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LeaveOrder:
    citizen: int
    receipt: str
    scans: tuple[NewScan, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    score: Score
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """A slip to print: of a registration, else of an unfinished dossier, else what a procedure needs."""

    registered: Registered | None = None
    ticket: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class StoodDone:
    citizen: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Taken:
    """A photograph as it was taken: its bytes, a file in the camera's folder, or a sheet to scan with the SANE device `scanner`."""

    name: str
    content: bytes = b""
    path: Path | None = None
    scanner: str = ""


@dataclass(frozen=True, slots=True)
class PageOrder:
    """A photograph to make a page of."""

    citizen: int
    document: str
    taken: Taken


@dataclass(frozen=True, slots=True)
class PageDone:
    """`small` is for the screen."""

    citizen: int
    page: NewScan
    small: QImage


class RecordWorker(Worker):
    """Writes: registrations, papers left, ratings; and prints slips after them."""

    registered = Signal(object)
    left = Signal(int, str)
    message_wanted = Signal(int)
    printed = Signal(str)

    @Slot(object)
    def register(self, order: RegisterOrder) -> None:
        try:
            desk = self.counter.self_service
            done = desk.register(order.entry, order.entered, order.scans, order.consent)
            self.registered.emit(RegisterDone(order.citizen, done, desk.ticket(done), desk.phone_of(done)))
        except KioskError as error:
            self.failed.emit(CitizenFailure("register", error, order.citizen))

    @Slot(object)
    def leave(self, order: LeaveOrder) -> None:
        try:
            self.left.emit(order.citizen, self.counter.self_service.leave_papers(order.receipt, order.scans))
        except KioskError as error:
            self.failed.emit(CitizenFailure("leave", error, order.citizen))

    @Slot(int, str)
    def want_message(self, citizen: int, dossier_id: str) -> None:
        try:
            self.counter.self_service.want_message(dossier_id)
            self.message_wanted.emit(citizen)
        except KioskError as error:
            self.failed.emit(CitizenFailure("message", error, citizen))

    @Slot(object)
    def rate(self, rating: Rating) -> None:
        try:
            self.counter.self_service.rate(rating.score, rating.reasons)
        except KioskError as error:
            self.failed.emit(Failure("rate", error))

    @Slot(str)
    def note_health(self, paper: str) -> None:
        from kiosk import __version__

        counter = self.counter
        last = counter.store.log.last_moment()
        try:
            counter.self_service.note_health(
                paper=paper,
                disk_free_mb=shutil.disk_usage(counter.data_dir).free // 2**20,
                last_used=datetime.fromisoformat(last) if last else None,
                version=__version__,
            )
        except KioskError as error:
            self.failed.emit(Failure("health", error))

    @Slot(object)
    def print_slip(self, order: SlipOrder) -> None:
        """`printed` carries where the slip lies when no printer took it."""
        try:
            counter = self.counter
            if order.registered is not None:
                event = counter.store.dossiers.acceptance(order.registered.id)
                pdf, name = counter.papers.registration(event, order.ticket), f"phieu {order.registered.code}"
            elif order.ticket:
                moment = f"{counter.clock.now():%Y-%m-%d %H%M%S}"
                pdf, name = counter.papers.unfinished(order.procedure, order.ticket), f"lam do {moment}"
            else:
                pdf, name = counter.papers.poster(order.procedure, "thermal80"), f"can gi {order.procedure}"
            done = counter.print_queue.print_pdf(pdf, name, "thermal80")
        except KioskError as error:
            self.failed.emit(Failure("print", error))
            return
        self.printed.emit(str(done.path or ""))


class AskWorker(Worker):
    """Asks where dossiers stand. On its own thread: a line that is silent may take seconds."""

    stood = Signal(object)

    def __init__(self, desk: Desk, city_url: str) -> None:
        super().__init__(desk)
        self._city_url = city_url

    @Slot(int, str)
    def ask(self, citizen: int, scanned: str) -> None:
        from kiosk.sync.connect import city_client

        client = None
        try:
            client = city_client(self.counter, self._city_url) if self._city_url else None
            self.stood.emit(StoodDone(citizen, self.counter.self_service.standing(scanned, client)))
        except KioskError as error:
            self.failed.emit(CitizenFailure("ask", error, citizen))
        finally:
            if client is not None:
                client.close()


class PageWorker(Worker):
    """Makes pages of photographs: fetched, checked, straightened, shrunk; and small for the screen."""

    done = Signal(object)

    @Slot(object)
    def prepare(self, order: PageOrder) -> None:
        try:
            from kiosk.scan_shrink import shrink
            from kiosk.scans import check_scan

            page = shrink(check_scan(order.taken.name, self._content(order.taken)))
        except KioskError as error:
            self.failed.emit(CitizenFailure("page", error, order.citizen))
            return
        self.done.emit(PageDone(order.citizen, NewScan(order.document, page), _small(page.content)))

    def _content(self, taken: Taken) -> bytes:
        """The bytes; what lay in a folder or came from a scanner is nowhere else afterwards."""
        if taken.content:
            return taken.content
        if taken.path is not None:
            try:
                return read_scan(taken.path).content
            finally:
                taken.path.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="mot-cua-") as folder:
            return scan_with_sane(taken.scanner, Path(folder) / "quet.png").read_bytes()


def _small(content: bytes) -> QImage:
    """Empty where it cannot be shown: the page itself is good."""
    from printing.reading import PaperNotReadable, pictures_of

    try:
        small = pictures_of(content, SCREEN_DPI)[0].convert("RGB")
    except PaperNotReadable:
        return QImage()
    small.thumbnail((SMALL_WIDTH, SMALL_HEIGHT))
    return QImage(small.tobytes(), small.width, small.height, small.width * 3, QImage.Format.Format_RGB888).copy()


class SelfServiceWorkers(QObject):
    """All of a self-service window's background work. Signals of this object are the orders."""

    register = Signal(object)
    leave = Signal(object)
    want_message = Signal(int, str)
    rate = Signal(object)
    print_slip = Signal(object)
    ask = Signal(int, str)
    note_health = Signal(str)
    prepare = Signal(object)

    def __init__(self, desk: Desk, city_url: str, reconnect_spread: float) -> None:
        super().__init__()
        self.record_worker = RecordWorker(desk)
        self.ask_worker = AskWorker(desk, city_url)
        self.page_worker = PageWorker(desk)
        self.care_worker = CareWorker(desk)
        self.sync_worker = SyncWorker(desk, city_url, reconnect_spread) if city_url else None
        self.register.connect(self.record_worker.register)
        self.leave.connect(self.record_worker.leave)
        self.want_message.connect(self.record_worker.want_message)
        self.rate.connect(self.record_worker.rate)
        self.print_slip.connect(self.record_worker.print_slip)
        self.note_health.connect(self.record_worker.note_health)
        self.ask.connect(self.ask_worker.ask)
        self.prepare.connect(self.page_worker.prepare)
        self._threads = Threads(
            [self.record_worker, self.ask_worker, self.page_worker], self.care_worker, self.sync_worker
        )

    def start(self) -> None:
        self._threads.start()

    def wake_sync(self) -> None:
        if self.sync_worker is not None:
            self.sync_worker.loop.wake()

    def stop(self) -> None:
        self._threads.stop(self)
