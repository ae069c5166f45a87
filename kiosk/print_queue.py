"""The print queue: each paper is a durable job, handed to a printer once and watched until it came out.

Nothing is printed twice by itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.dossier import A4_KINDS, PaperKind, PrintJob
from kiosk.errors import PrintError, Refused
from printing.printers import PaperState, Printed, Printer, PrinterFailed, choose_printer
from printing.sheet import SheetName

if TYPE_CHECKING:
    from kiosk.app import Counter

LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class PaperNews:
    """What changed of a paper at the printer: `printed`, `failed`, or still `printing` with what the printer lacks."""

    job: PrintJob
    code: str
    lacks: tuple[str, ...] = ()


class PrintQueue:
    """One counter's papers on their way. `system_printer` finds a printer where CUPS does not serve them; the windows set it."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter
        self._jobs = counter.store.print_jobs
        self.system_printer: Callable[[str], Printer | None] | None = None

    def sheet_of(self, kind: PaperKind) -> SheetName:
        """The sheet a paper is printed on, by the settings."""
        chosen = self._counter.settings.sheets.get(kind)
        return chosen or ("a4" if kind in A4_KINDS else self._counter.settings.paper)

    def printer_for(self, sheet: SheetName, wanted: str | None = None) -> Printer:
        """The printer that has that sheet: the one wanted, else the settings', else the system's default, else a folder."""
        settings = self._counter.settings
        folder = self._counter.data_dir / "receipts"
        if wanted is None and sheet == "thermal80":
            wanted = settings.thermal_printer or "folder"
        if wanted is None:
            wanted = settings.printer if sheet == "a5" else settings.a4_printer or settings.printer
        if wanted.partition(":")[0] in ("usb", "tcp", "serial", "file"):
            from printing.thermal import ThermalPrinter

            return ThermalPrinter(wanted, opens_drawer=settings.opens_drawer)
        return choose_printer(wanted, folder, self.system_printer)

    def print(self, job: PrintJob, printer: Printer | None = None, sheet: SheetName | None = None) -> Printed:
        """Print a job's paper. The job says `printed`, `printing` or `failed` afterwards; the dossier is untouched either way.

        A job that still waits at a printer is taken back first; one that came out meanwhile is not printed again.
        Raises PrintError with the printer's reason, Refused when it came out already.
        """
        row = self._counter.store.dossiers.by_id(job.dossier_id)
        if row is None:
            raise Refused("dossier_unknown", code=job.dossier_id)
        self._take_back(job, row.code)
        self._jobs.note(job.id, "printing")
        sheet = sheet or self.sheet_of(job.kind)
        try:
            target = printer or self.printer_for(sheet)
            pdf = self._counter.papers.pdf(job.kind, row, sheet, job.reprint)
            printed = target.send(pdf, row.code if job.kind == "receipt" else f"{row.code} {job.kind}", job.copies)
        except PrinterFailed as error:
            self._jobs.note(job.id, "failed", error.reason)
            raise PrintError("print_failed", printer=error.printer, reason=error.reason) from error
        watched = bool(printed.system_job) and _state(printed.system_job).state != "gone"
        if watched:
            self._jobs.note(job.id, "printing", printer=printed.printer, system_job=printed.system_job)
        else:
            self._jobs.note(job.id, "printed", printer=printed.printer)
        return printed

    def waiting(self) -> bool:
        """Whether a paper is at a printer and may be asked about."""
        return bool(self._jobs.at_printer())

    def watch(self) -> list[PaperNews]:
        """Ask about every paper at a printer. Gives what changed since the last time."""
        return [news for job in self._jobs.at_printer() if (news := self._watch(job)) is not None]

    def wait_for(self, job_id: int, patience: timedelta) -> PaperNews | None:
        """Look after one paper until it came out, failed, or patience ends. Gives the last that was heard of it."""
        last: PaperNews | None = None
        ends = time.monotonic() + patience.total_seconds()
        while True:
            job = self._jobs.get(job_id)
            if job.state != "printing" or not job.system_job:
                return last
            last = self._watch(job) or last
            if time.monotonic() >= ends:
                return last
            time.sleep(LOOK_SECONDS)

    def _watch(self, job: PrintJob) -> PaperNews | None:
        state = _state(job.system_job)
        match state.state:
            case "done":
                self._jobs.note(job.id, "printed")
            case "failed":
                self._jobs.note(job.id, "failed", state.detail or "print_aborted")
            case "cancelled":
                self._jobs.note(job.id, "failed", "print_cancelled")
            case "gone":
                # It was there before: nobody can say whether it came out. A person looks.
                self._jobs.note(job.id, "failed", "interrupted")
            case "waiting":
                said = " ".join(state.lacks)
                if said == job.error:
                    return None
                self._jobs.note(job.id, "printing", said)
        row = self._counter.store.dossiers.by_id(job.dossier_id)
        return PaperNews(self._jobs.get(job.id), row.code if row else job.dossier_id, state.lacks)

    def _take_back(self, job: PrintJob, code: str) -> None:
        if not job.system_job or job.state != "printing":
            return
        from printing.cups import take_back

        if take_back(job.system_job):
            return
        state = _state(job.system_job).state
        if state == "done":
            self._jobs.note(job.id, "printed")
            raise Refused("paper_came_out", code=code)
        if state == "waiting":
            raise Refused("paper_at_printer", code=code)

    def print_pdf(self, pdf: bytes, title: str, sheet: SheetName) -> Printed:
        """Print a paper that is no dossier's. Raises PrintError with the printer's reason."""
        try:
            return self.printer_for(sheet).send(pdf, title, 1)
        except PrinterFailed as error:
            raise PrintError("print_failed", printer=error.printer, reason=error.reason) from error

    def test_page(self, printer: str | None = None, sheet: SheetName | None = None) -> Printed:
        """Print a page that shows margins, letters and a QR. Raises PrintError."""
        from printing.test_page import test_page

        sheet = sheet or self._counter.settings.paper
        target = self.printer_for(sheet, printer)
        identity = self._counter.identity
        pdf = test_page(target.name, f"{identity.unit_name}, quầy {identity.counter}", sheet)
        try:
            return target.send(pdf, "trang in thu", 1)
        except PrinterFailed as error:
            raise PrintError("print_failed", printer=error.printer, reason=error.reason) from error


def _state(system_job: str) -> PaperState:
    from printing.cups import paper_state

    return paper_state(system_job)
