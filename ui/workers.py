"""Background work: one object a thread, each with its own connection to the store, talking in signals of frozen values."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from kiosk.app import Counter
from kiosk.catalogue import Catalogue
from kiosk.domain.clock import Clock
from kiosk.domain.dossier import Accepted, DossierRow, Draft, FiledAttachment, PrintJob
from kiosk.domain.state import State
from kiosk.entry import Entry
from kiosk.errors import FormRefused, KioskError
from kiosk.scan_sources import put_aside, sane_devices, scan_with_sane
from kiosk.scans import read_scan
from kiosk.settings import city_certificates
from kiosk.sync.lock import engine_lock
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Progress
from printing.printers import cups_printers
from ui.qt_printer import system_printer, system_printer_names


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs to open its own counter."""

    data_dir: Path
    clock: Clock
    catalogue: Catalogue

    def open(self) -> Counter:
        counter = Counter(self.data_dir, self.clock, self.catalogue)
        counter.system_printer = system_printer
        return counter


@dataclass(frozen=True, slots=True)
class AcceptOrder:
    entry: Entry
    actor: str
    kept: tuple[FiledAttachment, ...]
    draft_id: str


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """Take the file at `path`, or scan a page with the SANE device `scanner`. `put_aside`: the file lies in a scanner's folder."""

    draft_id: str
    document: str
    path: Path | None = None
    scanner: str = ""
    put_aside: bool = False


@dataclass(frozen=True, slots=True)
class ScanDone:
    draft_id: str
    paper: FiledAttachment
    pages: int


@dataclass(frozen=True, slots=True)
class Look:
    """A search of the list; `number` tells its answer from an older one's."""

    number: int
    query: str
    state: State | None


@dataclass(frozen=True, slots=True)
class Seen:
    number: int
    rows: tuple[DossierRow, ...]


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
class Failure:
    """Something a person is told: the sentence's key and blanks; `about` says which piece of work it was."""

    about: str
    error: KioskError


class _Worker(QObject):
    """Opens its counter on its own thread, at the first call."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._counter: Counter | None = None

    @property
    def counter(self) -> Counter:
        if self._counter is None:
            self._counter = self._desk.open()
        return self._counter

    @Slot()
    def close(self) -> None:
        if self._counter is not None:
            self._counter.close()
            self._counter = None


class DeskWorker(_Worker):
    """Writes for the accepting screen: drafts, and acceptances. One queue, so an acceptance follows its last draft."""

    accepted = Signal(object)
    refused = Signal(object)
    draft_saved = Signal(str)

    @Slot(object)
    def save_draft(self, draft: Draft) -> None:
        try:
            self.counter.store.drafts.save(draft)
        except KioskError as error:
            self.failed.emit(Failure("draft", error))
            return
        self.draft_saved.emit(draft.id)

    @Slot(str)
    def discard_draft(self, draft_id: str) -> None:
        try:
            self.counter.store.drafts.discard(draft_id)
        except KioskError as error:
            self.failed.emit(Failure("draft", error))

    @Slot(object)
    def accept(self, order: AcceptOrder) -> None:
        try:
            done: Accepted = self.counter.intake.accept(
                order.entry, order.actor, kept=order.kept, draft_id=order.draft_id
            )
        except FormRefused as error:
            self.refused.emit(error)
        except KioskError as error:
            self.failed.emit(Failure("accept", error))
        else:
            self.accepted.emit(done)


class ScanWorker(_Worker):
    """Reads, checks and keeps scans."""

    done = Signal(object)

    @Slot(object)
    def take(self, order: ScanOrder) -> None:
        try:
            counter = self.counter
            with tempfile.TemporaryDirectory(prefix="mot-cua-") as folder:
                path = order.path or scan_with_sane(order.scanner, Path(folder) / "quet.png")
                scan = read_scan(path)
            attachment = counter.store.keep_scan(scan.content, scan.media_type, counter.clock.now())
            if order.put_aside and order.path is not None:
                put_aside(order.path)
        except KioskError as error:
            self.failed.emit(Failure(order.document, error))
            return
        paper = FiledAttachment(order.document, scan.file_name, attachment)
        self.done.emit(ScanDone(order.draft_id, paper, scan.pages))


@dataclass(frozen=True, slots=True)
class Devices:
    """What is plugged in or on the network."""

    printers: tuple[str, ...]
    scanners: tuple[str, ...]


class DeviceWorker(_Worker):
    """Looks for printers and scanners: asking the network for them takes seconds."""

    found = Signal(object)

    @Slot()
    def find(self) -> None:
        printers = (*cups_printers(), *system_printer_names())
        self.found.emit(Devices(printers, tuple(sane_devices())))


class LookWorker(_Worker):
    """Reads lists, so that the window never waits for a query."""

    seen = Signal(object)

    @Slot(object)
    def look(self, wanted: Look) -> None:
        try:
            dossiers = self.counter.store.dossiers
            if wanted.query.strip():
                rows: Sequence[DossierRow] = dossiers.find(wanted.query, 500)
                if wanted.state is not None:
                    rows = [row for row in rows if row.state is wanted.state]
            else:
                rows = dossiers.newest(500, state=wanted.state)
        except KioskError as error:
            self.failed.emit(Failure("list", error))
            return
        self.seen.emit(Seen(wanted.number, tuple(rows)))


class PrintWorker(_Worker):
    """Sends papers to the printer, one after the other."""

    printed = Signal(object)

    @Slot(object)
    def print_job(self, order: PrintOrder) -> None:
        try:
            job: PrintJob = self.counter.store.print_jobs.get(order.job_id)
            done = self.counter.print_paper(job)
        except KioskError as error:
            self.failed.emit(Failure(order.code, error))
            return
        self.printed.emit(PrintDone(order.code, done.printer, str(done.path or "")))


class SyncWorker(_Worker):
    """Runs the sync loop for as long as the window lives."""

    progressed = Signal(object)
    news = Signal()

    def __init__(self, desk: Desk, city_url: str, reconnect_spread: float) -> None:
        super().__init__(desk)
        self._city_url = city_url
        self.loop = SyncLoop(reconnect_spread=reconnect_spread)

    @Slot()
    def run(self) -> None:
        # Here, not above: the line's libraries load while the clerk signs in, not before the window shows.
        from kiosk.sync.client import CityClient
        from kiosk.sync.engine import SyncEngine

        try:
            counter = self.counter
            client = CityClient(
                self._city_url,
                counter.clock,
                identity=counter.identity,
                key=counter.device_key,
                certificates=city_certificates(counter.data_dir),
            )
            with engine_lock(self._desk.data_dir):
                engine = SyncEngine(
                    client, counter.store.outbox, counter.clock, self._tell, stopped=lambda: self.loop.stopped
                )
                self.loop.run(engine)
            client.close()
        except KioskError as error:
            self.failed.emit(Failure("sync", error))
        finally:
            self.close()

    def _tell(self, progress: Progress) -> None:
        self.progressed.emit(progress)
        if progress.news:
            self.news.emit()


class Workers(QObject):
    """All of a window's background work. Signals of this object are the orders."""

    save_draft = Signal(object)
    discard_draft = Signal(str)
    accept = Signal(object)
    scan = Signal(object)
    look = Signal(object)
    print_job = Signal(object)
    find_devices = Signal()

    def __init__(self, desk: Desk, city_url: str, *, reconnect_spread: float) -> None:
        super().__init__()
        self.desk_worker = DeskWorker(desk)
        self.scan_worker = ScanWorker(desk)
        self.look_worker = LookWorker(desk)
        self.device_worker = DeviceWorker(desk)
        self.print_worker = PrintWorker(desk)
        self.sync_worker = SyncWorker(desk, city_url, reconnect_spread) if city_url else None
        self.save_draft.connect(self.desk_worker.save_draft)
        self.discard_draft.connect(self.desk_worker.discard_draft)
        self.accept.connect(self.desk_worker.accept)
        self.scan.connect(self.scan_worker.take)
        self.look.connect(self.look_worker.look)
        self.find_devices.connect(self.device_worker.find)
        self.print_job.connect(self.print_worker.print_job)
        self._threads: list[QThread] = []
        for worker in self._plain_workers():
            self._threads.append(_thread(worker))
        if self.sync_worker is not None:
            thread = _thread(self.sync_worker)
            thread.started.connect(self.sync_worker.run)
            self._threads.append(thread)

    def _plain_workers(self) -> list[_Worker]:
        return [self.desk_worker, self.scan_worker, self.look_worker, self.print_worker, self.device_worker]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake_sync(self) -> None:
        if self.sync_worker is not None:
            self.sync_worker.loop.wake()

    def stop(self) -> None:
        """Finish what is under way and end the threads."""
        if self.sync_worker is not None:
            self.sync_worker.loop.stop()
        for thread in self._threads:
            thread.quit()
        for thread in self._threads:
            thread.wait(15_000)


def _thread(worker: _Worker) -> QThread:
    thread = QThread()
    thread.setObjectName(type(worker).__name__)
    worker.moveToThread(thread)
    # Directly: a store's connection is closed by the thread that opened it.
    thread.finished.connect(worker.close, Qt.ConnectionType.DirectConnection)
    return thread
