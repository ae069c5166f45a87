"""Background work: one object a thread, each with its own connection to the store, talking in signals of frozen values."""

import dataclasses
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from kiosk.app import Counter
from kiosk.catalogue import Catalogue
from kiosk.domain.clock import Clock
from kiosk.domain.dossier import Accepted, DossierRow, Draft, FiledAttachment, PrintJob
from kiosk.domain.state import State
from kiosk.entry import Entry
from kiosk.errors import FormRefused, KioskError, Refused, StoreError
from kiosk.scan_sources import put_aside, sane_devices, scan_with_sane
from kiosk.scans import read_scan
from kiosk.sync.key_keeper import KeyKeeper
from kiosk.sync.lock import engine_lock
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Line, Progress
from printing.printers import cups_printers
from ui.qt_printer import system_printer, system_printer_names

if TYPE_CHECKING:
    from kiosk.packages import Exported
    from kiosk.sync.watch import LineWatch

TURN_SECONDS = 2.0
"""How often a second window asks whether it may send now."""
SETTLE_SECONDS = 5.0
"""The window's start comes before the reading of all data."""


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
class ScanProgress:
    """How many pages of a file are straightened and shrunk."""

    draft_id: str
    document: str
    done: int
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
    """Reads, checks, shrinks and keeps scans."""

    done = Signal(object)
    progressed = Signal(object)

    @Slot(object)
    def take(self, order: ScanOrder) -> None:
        try:
            counter = self.counter
            # Here: the drawing libraries load with the first scan, not with the window.
            from kiosk.scan_shrink import shrink

            with tempfile.TemporaryDirectory(prefix="mot-cua-") as folder:
                path = order.path or scan_with_sane(order.scanner, Path(folder) / "quet.png")
                scan = shrink(read_scan(path), lambda done, all_: self._tell(order, done, all_))
            attachment = counter.store.keep_scan(scan.content, scan.media_type, counter.clock.now())
            if order.put_aside and order.path is not None:
                put_aside(order.path)
        except KioskError as error:
            self.failed.emit(Failure(order.document, error))
            return
        paper = FiledAttachment(order.document, scan.file_name, attachment, scan.original_sha256)
        self.done.emit(ScanDone(order.draft_id, paper, scan.pages))

    def _tell(self, order: ScanOrder, done: int, pages: int) -> None:
        self.progressed.emit(ScanProgress(order.draft_id, order.document, done, pages))


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
                # A page as one types; all that could matter when it is filtered afterwards.
                rows: Sequence[DossierRow] = dossiers.find(wanted.query, 50 if wanted.state is None else 500)
                if wanted.state is not None:
                    rows = [row for row in rows if row.state is wanted.state]
            else:
                rows = dossiers.newest(500, state=wanted.state)
        except KioskError as error:
            self.failed.emit(Failure("list", error))
            return
        self.seen.emit(Seen(wanted.number, tuple(rows)))


class ExportWorker(_Worker):
    """Writes packages of unsent work, and carries those of other counters: a stick and a line can be slow."""

    exported = Signal(object)
    carried = Signal(object)

    def __init__(self, desk: Desk, city_url: str) -> None:
        super().__init__(desk)
        self._city_url = city_url

    @Slot(str)
    def carry(self, path: str) -> None:
        """Bring another counter's package to the city."""
        from kiosk.sync.carrying import carry
        from kiosk.sync.connect import city_client

        try:
            client = city_client(self.counter, self._city_url)
            try:
                self.carried.emit(carry(self.counter, client, Path(path)))
            finally:
                client.close()
        except KioskError as error:
            self.failed.emit(Failure("carry", error))

    @Slot(str)
    def export(self, path: str) -> None:
        from kiosk.packages import export_unsent

        try:
            done: Exported = export_unsent(self.counter, Path(path))
        except KioskError as error:
            self.failed.emit(Failure("export", error))
            return
        self.exported.emit(done)


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
    """Runs the sync loop for as long as the window lives. When another window or command is sending, it waits its turn."""

    progressed = Signal(object)
    line_seen = Signal(object)
    news = Signal()
    waiting = Signal(object)
    took_over = Signal()

    def __init__(self, desk: Desk, city_url: str, reconnect_spread: float) -> None:
        super().__init__(desk)
        self._city_url = city_url
        self._watch: LineWatch | None = None
        self.loop = SyncLoop(reconnect_spread=reconnect_spread)

    @Slot()
    def run(self) -> None:
        # Here, not above: the line's libraries load while the clerk signs in, not before the window shows.
        from kiosk.sync.connect import city_client, probe_client
        from kiosk.sync.engine import SyncEngine
        from kiosk.sync.watch import LineWatch

        try:
            counter = self.counter
            client = city_client(counter, self._city_url)
            self._watch = LineWatch(
                probe_client(counter, self._city_url), lambda: client.last_heard, self.line_seen.emit
            )
            self._watch.start()
            said = False
            while not self.loop.stopped:
                try:
                    with engine_lock(self._desk.data_dir):
                        if said:
                            self.took_over.emit()
                        engine = SyncEngine(
                            client,
                            counter.store.outbox,
                            counter.clock,
                            self._tell,
                            stopped=lambda: self.loop.stopped,
                            refresh_keys=KeyKeeper(counter.store).refresh,
                        )
                        self.loop.run(engine, self._watch)
                except Refused as refused:
                    if not said:
                        self.waiting.emit(Failure("sync", refused))
                    said = True
                    self.loop.rest(TURN_SECONDS)
            client.close()
        except KioskError as error:
            self.failed.emit(Failure("sync", error))
        finally:
            if self._watch is not None:
                self._watch.stop()
            self.close()

    def _tell(self, progress: Progress) -> None:
        """The watch sees the line also while the engine waits for an answer: what it sees is what is shown."""
        seen = self._watch.line if self._watch is not None else Line.UNKNOWN
        if progress.line is Line.UP and seen in (Line.DOWN, Line.NOT_THE_CITY):
            progress = dataclasses.replace(progress, line=seen)
        self.progressed.emit(progress)
        if progress.news:
            self.news.emit()


class CareWorker(_Worker):
    """Looks after the data while others work: reads all of it once, and keeps backups."""

    damaged = Signal(object)
    backed_up = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    @Slot()
    def run(self) -> None:
        from kiosk.backups import BackupRounds
        from kiosk.upkeep import backups_of

        try:
            if self._stop.wait(SETTLE_SECONDS):
                return
            counter = self.counter
            if counter.store.integrity_problem():
                self.damaged.emit(Failure("data", StoreError("store_damaged", path=str(counter.store.path))))
                return
            rounds = BackupRounds(backups_of(counter), counter.identity)
            while not self._stop.is_set():
                begun = time.monotonic()
                try:
                    made = rounds.round(counter.store.log.head(), begun)
                    if made is not None:
                        self.backed_up.emit(str(made))
                except KioskError as error:
                    self.failed.emit(Failure("backup", error))
                self._stop.wait(rounds.wait_seconds)
        except KioskError as error:
            self.failed.emit(Failure("backup", error))
        finally:
            self.close()


class Workers(QObject):
    """All of a window's background work. Signals of this object are the orders."""

    save_draft = Signal(object)
    discard_draft = Signal(str)
    accept = Signal(object)
    scan = Signal(object)
    look = Signal(object)
    print_job = Signal(object)
    find_devices = Signal()
    export = Signal(str)
    carry = Signal(str)

    def __init__(self, desk: Desk, city_url: str, *, reconnect_spread: float) -> None:
        super().__init__()
        self.desk_worker = DeskWorker(desk)
        self.scan_worker = ScanWorker(desk)
        self.look_worker = LookWorker(desk)
        self.device_worker = DeviceWorker(desk)
        self.print_worker = PrintWorker(desk)
        self.export_worker = ExportWorker(desk, city_url)
        self.care_worker = CareWorker(desk)
        self.sync_worker = SyncWorker(desk, city_url, reconnect_spread) if city_url else None
        self.save_draft.connect(self.desk_worker.save_draft)
        self.discard_draft.connect(self.desk_worker.discard_draft)
        self.accept.connect(self.desk_worker.accept)
        self.scan.connect(self.scan_worker.take)
        self.look.connect(self.look_worker.look)
        self.find_devices.connect(self.device_worker.find)
        self.print_job.connect(self.print_worker.print_job)
        self.export.connect(self.export_worker.export)
        self.carry.connect(self.export_worker.carry)
        self._threads: list[QThread] = []
        for worker in self._plain_workers():
            self._threads.append(_thread(worker))
        if self.sync_worker is not None:
            thread = _thread(self.sync_worker)
            thread.started.connect(self.sync_worker.run)
            self._threads.append(thread)
        care = _thread(self.care_worker)
        care.started.connect(self.care_worker.run)
        self._threads.append(care)

    def _plain_workers(self) -> list[_Worker]:
        return [
            self.desk_worker,
            self.scan_worker,
            self.look_worker,
            self.print_worker,
            self.device_worker,
            self.export_worker,
        ]

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
        self.care_worker.stop()
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
