"""Where paper goes: the system's printer through CUPS, or a folder when there is none."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pypdfium2

A5_WIDTH_LIMIT = 450.0
"""Points: A5 is 420 wide, A4 595."""


class PrinterFailed(Exception):
    """The printer did not take the job; `reason` is what it said."""

    def __init__(self, printer: str, reason: str) -> None:
        super().__init__(f"{printer}: {reason}")
        self.printer = printer
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a paper went: a printer's name, or the file it was saved as."""

    printer: str
    path: Path | None = None


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


class CupsPrinter:
    """A CUPS queue, through the `lp` command every CUPS client brings."""

    def __init__(self, name: str, timeout_seconds: float = 30) -> None:
        self.name = name
        self._timeout = timeout_seconds

    def send(self, pdf: bytes, name: str, copies: int) -> Printed:
        command = ["lp", "-d", self.name, "-n", str(copies), "-t", name, "-o", f"media={page_size(pdf)}", "-"]
        try:
            done = subprocess.run(command, input=pdf, capture_output=True, timeout=self._timeout, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrinterFailed(self.name, str(error)) from error
        if done.returncode != 0:
            raise PrinterFailed(self.name, done.stderr.decode(errors="replace").strip() or f"lp: {done.returncode}")
        return Printed(self.name)


def page_size(pdf: bytes) -> str:
    """The sheet a PDF's first page wants, as CUPS names it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        width, _ = document[0].get_size()
    finally:
        document.close()
    return "A5" if width < A5_WIDTH_LIMIT else "A4"


def cups_printers() -> list[str]:
    """The CUPS queues of this machine, the default first; empty when there is no CUPS."""
    if shutil.which("lpstat") is None:
        return []
    try:
        names = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S607
        default = subprocess.run(["lpstat", "-d"], capture_output=True, text=True, timeout=5, check=False)  # noqa: S607
    except (OSError, subprocess.TimeoutExpired):
        return []
    if names.returncode != 0:
        return []
    preferred = default.stdout.rpartition(":")[2].strip()
    return sorted(names.stdout.split(), key=lambda n: (n != preferred, n))


def choose_printer(wanted: str, folder: Path, system: Callable[[str], Printer | None] | None = None) -> Printer:
    """The printer named in the settings, else the system's default, else the folder.

    `system` finds a printer the windowing toolkit knows (Windows); without it CUPS is asked.
    """
    if wanted == "folder":
        return FolderPrinter(folder)
    found = system(wanted) if system is not None else None
    if found is not None:
        return found
    queues = cups_printers()
    if wanted in queues:
        return CupsPrinter(wanted)
    return CupsPrinter(queues[0]) if queues else FolderPrinter(folder)
