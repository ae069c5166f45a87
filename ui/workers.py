"""Background work: one object a thread, each with its own connection to the store, talking in signals of frozen values."""

import atexit
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal, Slot

from kiosk.cameras import Camera, cameras
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Accepted, DossierRow, Draft, FiledAttachment, ListView
from kiosk.entry import Entry
from kiosk.errors import FormRefused, KioskError
from kiosk.intake import TakenOver
from kiosk.scan_sources import put_aside, sane_devices, scan_with_sane
from kiosk.scans import read_scan
from ui.books_worker import BooksWorker
from ui.line_workers import CareWorker, CitizenWorker, ExportWorker, SyncWorker
from ui.paper_worker import PaperLookWorker, PrintWorker
from ui.worker import Desk, Failure, Worker

FRESH_SECONDS = 4.0
"""So long a look at the devices is not repeated."""
STOP_MILLISECONDS, END_MILLISECONDS = 15_000, 60_000
_UNFINISHED: list[tuple[QThread, QObject]] = []
PAGE_ROWS = 500
"""Rows a list fetches at a time."""


@dataclass(frozen=True, slots=True)
class AcceptOrder:
    entry: Entry
    actor: str
    kept: tuple[FiledAttachment, ...]
    draft_id: str
    taken_over: TakenOver | None = None


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
    """A page of the list from `offset` on; `number` tells its answer from an older one's."""

    number: int
    view: ListView
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    number: int
    rows: tuple[DossierRow, ...]
    offset: int
    more: bool
    """There may be further rows."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What is plugged in or on the network."""

    printers: tuple[str, ...]
    scanners: tuple[str, ...]
    cameras: tuple[Camera, ...] = ()


class DeskWorker(Worker):
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
                order.entry,
                order.actor,
                kept=order.kept,
                draft_id=order.draft_id,
                taken_over=order.taken_over,
            )
        except FormRefused as error:
            self.refused.emit(error)
        except KioskError as error:
            self.failed.emit(Failure("accept", error))
        else:
            self.accepted.emit(done)


class ScanWorker(Worker):
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


class DeviceWorker(Worker):
    """Looks for printers and scanners: asking the network for them takes seconds."""

    found = Signal(object)
    examined = Signal(object)

    def __init__(self, desk: Desk, city_url: str) -> None:
        super().__init__(desk)
        self._city_url = city_url
        self._found: Devices | None = None
        self._found_at = 0.0

    @Slot(str)
    def examine(self, language: str) -> None:
        """The doctor's look at everything."""
        if self.stopping.is_set():
            return
        from kiosk.doctor import examine

        self.examined.emit(examine(self._desk.data_dir, self._city_url, language))

    @Slot()
    def find(self) -> None:
        # Several looks in a row are one: each takes seconds.
        if self.stopping.is_set() or (self._found is not None and time.monotonic() - self._found_at < FRESH_SECONDS):
            if self._found is not None and not self.stopping.is_set():
                self.found.emit(self._found)
            return
        from printing.cups import cups_printers
        from ui.qt_printer import system_printer_names

        printers = (*cups_printers(), *system_printer_names())
        self._found = Devices(printers, tuple(sane_devices(self.stopping.is_set)), tuple(cameras()))
        self._found_at = time.monotonic()
        self.found.emit(self._found)


class LookWorker(Worker):
    """Reads lists, so that the window never waits for a query."""

    seen = Signal(object)
    waiting = Signal(object)

    @Slot()
    def look_at_waiting(self) -> None:
        """What the city does not have all of."""
        try:
            rows = tuple(self.counter.store.dossiers.waiting())
        except KioskError as error:
            self.failed.emit(Failure("waiting", error))
            return
        self.waiting.emit(rows)

    @Slot(object)
    def look(self, wanted: Look) -> None:
        try:
            today = self.counter.clock.now().astimezone(HANOI).date()
            rows = self.counter.store.dossiers.listed(wanted.view, today, PAGE_ROWS, wanted.offset)
        except KioskError as error:
            self.failed.emit(Failure("list", error))
            return
        more = len(rows) == PAGE_ROWS and not wanted.view.query.strip()
        self.seen.emit(Seen(wanted.number, tuple(rows), wanted.offset, more))


def _await_unfinished() -> None:
    """At the program's end: a look at scanners or printers may still be going on."""
    for thread, _ in _UNFINISHED:
        if not thread.wait(END_MILLISECONDS):
            os._exit(0)  # everything is on the disk already; an abort would only be reported as a crash


def drop_late_answers(window: QObject) -> None:
    """What workers answered while the window closed is for nobody: its store is closed when the answers would be delivered."""
    for receiver in (window, *window.findChildren(QObject)):
        QCoreApplication.removePostedEvents(receiver, QEvent.Type.MetaCall.value)


class Threads:
    """The threads of a window's workers: one each; the line and the care of the data run by themselves. `rare` ones begin with
    their first order: most windows never need them, and each costs time at the start."""

    def __init__(
        self, plain: Sequence[Worker], care: CareWorker, sync: SyncWorker | None, rare: Sequence[Worker] = ()
    ) -> None:
        self._plain, self._care, self._sync = [*plain, *rare], care, sync
        self._threads = [_thread(worker) for worker in plain]
        self._rare = {worker: _thread(worker) for worker in rare}
        for running in (sync, care):
            if running is not None:
                thread = _thread(running)
                thread.started.connect(running.run)
                self._threads.append(thread)

    def __iter__(self) -> Iterator[QThread]:
        return iter((*self._threads, *self._rare.values()))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def need(self, worker: Worker) -> None:
        """A rare one has its first order: what is sent to it waits until its thread runs."""
        if not self._rare[worker].isRunning():
            self._rare[worker].start()

    def stop(self, owner: QObject) -> None:
        """Finish what is under way and end the threads. `owner` holds the workers."""
        if self._sync is not None:
            self._sync.loop.stop()
        self._care.stop()
        for worker in self._plain:
            worker.stopping.set()
        for thread in self:
            thread.quit()
        for thread in self:
            if not thread.wait(STOP_MILLISECONDS):
                # Qt aborts the whole program when a running thread's object goes: it is kept, and waited for at the end.
                if not _UNFINISHED:
                    atexit.register(_await_unfinished)
                _UNFINISHED.append((thread, owner))


class Workers(QObject):
    """All of a window's background work. Signals of this object are the orders."""

    save_draft = Signal(object)
    discard_draft = Signal(str)
    accept = Signal(object)
    scan = Signal(object)
    look = Signal(object)
    print_job = Signal(object)
    print_test_page = Signal(str)
    watch_papers = Signal()
    preview = Signal(object)
    judge = Signal(str)
    show_scan = Signal(object)
    print_file = Signal(object)
    look_at_books = Signal(object)
    look_at_waiting = Signal()
    ask_who = Signal(object)
    find_devices = Signal()
    examine = Signal(str)
    export = Signal(str)
    carry = Signal(str)

    def __init__(self, desk: Desk, city_url: str, *, reconnect_spread: float) -> None:
        super().__init__()
        self.desk_worker = DeskWorker(desk)
        self.scan_worker = ScanWorker(desk)
        self.look_worker = LookWorker(desk)
        self.device_worker = DeviceWorker(desk, city_url)
        self.print_worker = PrintWorker(desk)
        self.paper_look_worker = PaperLookWorker(desk)
        self.export_worker = ExportWorker(desk, city_url)
        self.care_worker = CareWorker(desk)
        self.citizen_worker = CitizenWorker(desk, city_url)
        self.books_worker = BooksWorker(desk)
        self.sync_worker = SyncWorker(desk, city_url, reconnect_spread) if city_url else None
        self.save_draft.connect(self.desk_worker.save_draft)
        self.discard_draft.connect(self.desk_worker.discard_draft)
        self.accept.connect(self.desk_worker.accept)
        self.scan.connect(self.scan_worker.take)
        self.look.connect(self.look_worker.look)
        self.look_at_waiting.connect(self.look_worker.look_at_waiting)
        self.ask_who.connect(self.citizen_worker.ask)
        self.find_devices.connect(self.device_worker.find)
        self.examine.connect(self.device_worker.examine)
        self.print_job.connect(self.print_worker.print_job)
        self.print_file.connect(self.print_worker.print_file)
        self.look_at_books.connect(self.books_worker.look)
        self.print_test_page.connect(self.print_worker.print_test_page)
        self.watch_papers.connect(self.print_worker.watch)
        self.preview.connect(self.paper_look_worker.preview)
        self.judge.connect(self.paper_look_worker.judge)
        self.show_scan.connect(self.paper_look_worker.show_scan)
        self.export.connect(self.export_worker.export)
        self.carry.connect(self.export_worker.carry)
        rare = (self.citizen_worker, self.export_worker)
        self._threads = Threads(self._plain_workers(), self.care_worker, self.sync_worker, rare)
        self.ask_who.connect(self._need_citizen_worker)
        self.export.connect(self._need_export_worker)
        self.carry.connect(self._need_export_worker)

    def _plain_workers(self) -> list[Worker]:
        return [
            self.desk_worker,
            self.scan_worker,
            self.look_worker,
            self.device_worker,
            self.paper_look_worker,
            self.print_worker,
            self.books_worker,
        ]

    def start(self) -> None:
        self._threads.start()

    @Slot()
    def _need_citizen_worker(self) -> None:
        self._threads.need(self.citizen_worker)

    @Slot()
    def _need_export_worker(self) -> None:
        self._threads.need(self.export_worker)

    def hold_sync(self, *, on: bool) -> None:
        """Send nothing for a while, or go on."""
        if self.sync_worker is not None:
            self.sync_worker.loop.hold() if on else self.sync_worker.loop.let_go()

    @property
    def sync_held(self) -> bool:
        return self.sync_worker is not None and self.sync_worker.loop.held

    def wake_sync(self) -> None:
        if self.sync_worker is not None:
            self.sync_worker.loop.wake()

    def stop(self) -> None:
        """Finish what is under way and end the threads."""
        self._threads.stop(self)


def _thread(worker: Worker) -> QThread:
    thread = QThread()
    thread.setObjectName(type(worker).__name__)
    worker.moveToThread(thread)
    # Directly: a store's connection is closed by the thread that opened it.
    thread.finished.connect(worker.close, Qt.ConnectionType.DirectConnection)
    return thread
