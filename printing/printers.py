"""Where paper goes: the system's printers, a thermal one, or a folder when there is none."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

JobState = Literal["waiting", "done", "failed", "cancelled", "gone"]
"""Of a paper in the system's own queue; `gone` when nobody can say."""


@dataclass(frozen=True, slots=True)
class PaperState:
    """What became of a paper. `lacks` are sentence keys for what the printer lacks; `detail` is its own word."""

    state: JobState
    lacks: tuple[str, ...] = ()
    detail: str = ""


class PrinterFailed(Exception):
    """The printer did not take the job; `reason` is what it said."""

    def __init__(self, printer: str, reason: str) -> None:
        super().__init__(f"{printer}: {reason}")
        self.printer = printer
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a paper went: a printer's name, or the file it was saved as. `system_job` is what the system's own queue calls it,
    where it can be asked what becomes of it; without it the paper counts as printed."""

    printer: str
    path: Path | None = None
    system_job: str = ""


class Printer(Protocol):
    """Takes one PDF. Raises PrinterFailed."""

    name: str

    def send(self, pdf: bytes, name: str, copies: int) -> Printed: ...


class FolderPrinter:
    """Saves papers as files. Used when there is no printer; nothing is lost, and it can be printed later."""

    name = "thư mục"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, pdf: bytes, name: str, copies: int) -> Printed:
        """One file whatever the copies. An existing paper is never overwritten: a reprint gets a number."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._free_name(name)
            temporary = path.with_suffix(".part")
            temporary.write_bytes(pdf)
            os.replace(temporary, path)
        except OSError as error:
            raise PrinterFailed(str(self._folder), error.strerror or str(error)) from error
        return Printed(self.name, path)

    def _free_name(self, name: str) -> Path:
        path = self._folder / f"{name}.pdf"
        number = 2
        while path.exists():
            path = self._folder / f"{name}_{number}.pdf"
            number += 1
        return path


def choose_printer(wanted: str, folder: Path, system: Callable[[str], Printer | None] | None = None) -> Printer:
    """The printer named in the settings, else the system's default, else the folder.

    `system` finds a printer the windowing toolkit knows (Windows); without it CUPS is asked.
    """
    from printing.cups import CupsPrinter, cups_printers

    if wanted == "folder":
        return FolderPrinter(folder)
    found = system(wanted) if system is not None else None
    if found is not None:
        return found
    queues = cups_printers()
    if wanted in queues:
        return CupsPrinter(wanted)
    return CupsPrinter(queues[0]) if queues else FolderPrinter(folder)
