"""Background work of self-service: what is recorded, what is looked up, pages made ready, the line."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.domain.dossier import Registered
from kiosk.domain.event import Json
from kiosk.entry import Entry
from kiosk.errors import FormRefused, KioskError
from kiosk.intake import NewScan
from kiosk.self_service.desk import Consent, Score
from ui.line_workers import CareWorker, SyncWorker
from ui.worker import Desk, Failure, Worker
from ui.workers import Threads


@dataclass(frozen=True, slots=True)
class RegisterOrder:
    entry: Entry
    entered: dict[str, Json]
    scans: tuple[NewScan, ...]
    consent: Consent


@dataclass(frozen=True, slots=True)
class RegisterDone:
    """`ticket` is the QR's text, empty where the device has no key of its unit yet."""

    registered: Registered
    ticket: str


@dataclass(frozen=True, slots=True)
class LeaveOrder:
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
class PageOrder:
    """A photograph to make a page of. `number` tells whose it is: a session that ended wants nothing any more."""

    number: int
    document: str
    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class PageDone:
    number: int
    page: NewScan


class RecordWorker(Worker):
    """Writes: registrations, papers left, ratings; and prints slips after them."""

    registered = Signal(object)
    left = Signal(str)
    printed = Signal(str)

    @Slot(object)
    def register(self, order: RegisterOrder) -> None:
        try:
            desk = self.counter.self_service
            done = desk.register(order.entry, order.entered, order.scans, order.consent)
            self.registered.emit(RegisterDone(done, desk.ticket(done)))
        except FormRefused as error:
            self.failed.emit(Failure("register", error))
        except KioskError as error:
            self.failed.emit(Failure("register", error))

    @Slot(object)
    def leave(self, order: LeaveOrder) -> None:
        try:
            self.left.emit(self.counter.self_service.leave_papers(order.receipt, order.scans))
        except KioskError as error:
            self.failed.emit(Failure("leave", error))

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

    @Slot(str)
    def ask(self, scanned: str) -> None:
        from kiosk.sync.connect import city_client

        client = None
        try:
            client = city_client(self.counter, self._city_url) if self._city_url else None
            self.stood.emit(self.counter.self_service.standing(scanned, client))
        except KioskError as error:
            self.failed.emit(Failure("ask", error))
        finally:
            if client is not None:
                client.close()


class PageWorker(Worker):
    """Makes pages of photographs: checked, straightened, shrunk."""

    done = Signal(object)

    @Slot(object)
    def prepare(self, order: PageOrder) -> None:
        try:
            from kiosk.scan_shrink import shrink
            from kiosk.scans import check_scan

            page = shrink(check_scan(order.name, order.content))
        except KioskError as error:
            self.failed.emit(Failure("page", error))
            return
        self.done.emit(PageDone(order.number, NewScan(order.document, page)))


class SelfServiceWorkers(QObject):
    """All of a self-service window's background work. Signals of this object are the orders."""

    register = Signal(object)
    leave = Signal(object)
    rate = Signal(object)
    print_slip = Signal(object)
    ask = Signal(str)
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
