"""Taking scans in for the accepting screen: from the scanner's folder, from SANE, or from files the clerk picks."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kiosk.app import Counter
from kiosk.scan_sources import waiting_scans
from ui.worker import Failure
from ui.workers import ScanDone, ScanOrder, ScanProgress, Workers


class ScanDesk(QObject):
    """`busy` names the documents whose scans are being taken in, `awaited` the one a scanner is waited for.

    `ordered` fires when a scan was asked for, `done` and `failed` when it ended, `changed` when only `awaited` did.
    """

    ordered = Signal()
    done = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, counter: Counter, workers: Workers, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter = counter
        self._workers = workers
        self._parent = parent
        self._draft_id = ""
        self.busy: set[str] = set()
        self.awaited = ""
        self.pages: dict[str, tuple[int, int]] = {}
        """Of files of several pages that are being shrunk: pages done, and how many there are."""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._folder_changed)
        workers.scan_worker.done.connect(self._done)
        workers.scan_worker.failed.connect(self._failed)
        workers.scan_worker.progressed.connect(self._progressed)

    def scan(self, draft_id: str, document: str) -> None:
        """Scan for a document by the first way that is set up."""
        settings = self._counter.settings
        if settings.scan_folder:
            self._take_from_folder(draft_id, document, Path(settings.scan_folder))
        elif settings.scanner:
            self._order(ScanOrder(draft_id, document, scanner=settings.scanner))
        else:
            dialog = QFileDialog(self._parent, self.tr("Chọn tệp quét của {name}").format(name=document))
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            dialog.setNameFilter(self.tr("Tệp quét") + " (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.heic *.pdf)")
            dialog.filesSelected.connect(partial(self.add_files, draft_id, document))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def add_files(self, draft_id: str, document: str, paths: Sequence[str]) -> None:
        for path in paths:
            self._order(ScanOrder(draft_id, document, Path(path)))

    def wait_no_more(self) -> None:
        """The clerk is on to something else; what a scanner brings now stays in its folder."""
        self.awaited = ""

    def _take_from_folder(self, draft_id: str, document: str, folder: Path) -> None:
        found = waiting_scans(folder)
        if not found:
            # Asking again for the same document takes the wish back.
            self.awaited = "" if self.awaited == document else document
            self._draft_id = draft_id
            self._watcher.addPath(str(folder))
            self.changed.emit()
            return
        self.awaited = ""
        for path in found:
            self._order(ScanOrder(draft_id, document, path, put_aside=True))

    def _folder_changed(self, folder: str) -> None:
        if self.awaited and waiting_scans(Path(folder)):
            self._take_from_folder(self._draft_id, self.awaited, Path(folder))

    def _order(self, order: ScanOrder) -> None:
        self.busy.add(order.document)
        self._workers.scan.emit(order)
        self.ordered.emit()

    def _progressed(self, progress: ScanProgress) -> None:
        if progress.pages > 1 and progress.document in self.busy:
            self.pages[progress.document] = (progress.done, progress.pages)
            self.changed.emit()

    def _done(self, done: ScanDone) -> None:
        self.busy.discard(done.paper.document)
        self.pages.pop(done.paper.document, None)
        self.done.emit(done)

    def _failed(self, failure: Failure) -> None:
        self.busy.discard(failure.about)
        self.pages.pop(failure.about, None)
        self.failed.emit(failure)
