"""The worker of books and reports: reading a span of days takes longer than a window may wait."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from kiosk.errors import KioskError, Refused
from offline_store.lines import LineSpan
from ui.worker import Failure, Worker

if TYPE_CHECKING:
    from kiosk.reports import Report


@dataclass(frozen=True, slots=True)
class SpanWanted:
    """`number` tells its answer from an older one's. With a `path`, `make` says which file is wanted instead."""

    number: int
    first: date
    last: date
    make: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class SpanSeen:
    """A span's figures; `line` is how the line was on its last day."""

    number: int
    first: date
    last: date
    report: "Report"
    line: tuple[LineSpan, ...]


class BooksWorker(Worker):
    """Figures, the day book and spreadsheets."""

    seen = Signal(object)
    written = Signal(str)

    @Slot(object)
    def look(self, wanted: SpanWanted) -> None:
        try:
            if wanted.path:
                self._write(wanted)
                self.written.emit(wanted.path)
                return
            reports = self.counter.reports
            report = reports.of(wanted.first, wanted.last)
            line = tuple(reports.line_of(wanted.last))
        except KioskError as error:
            self.failed.emit(Failure("file" if wanted.path else "books", error))
            return
        self.seen.emit(SpanSeen(wanted.number, wanted.first, wanted.last, report, line))

    def _write(self, wanted: SpanWanted) -> None:
        if wanted.make == "xlsx":
            self.counter.reports.write_xlsx(Path(wanted.path), wanted.first, wanted.last)
            return
        try:
            Path(wanted.path).write_bytes(self.counter.papers.day_book(wanted.first, wanted.last))
        except OSError as error:
            reason = error.strerror or str(error)
            raise Refused("file_not_writable", file=wanted.path, reason=reason) from error
