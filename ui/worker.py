"""What every background worker is: an object on a thread of its own, with its own connection to the store."""

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.app import Counter
from kiosk.catalogue import Catalogue
from kiosk.domain.clock import Clock
from kiosk.errors import KioskError


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs to open its own counter."""

    data_dir: Path
    clock: Clock
    catalogue: Catalogue

    def open(self) -> Counter:
        return Counter(self.data_dir, self.clock, self.catalogue)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something a person is told: the sentence's key and blanks; `about` says which piece of work it was."""

    about: str
    error: KioskError


class Worker(QObject):
    """Opens its counter on its own thread, at the first call."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._counter: Counter | None = None
        self.stopping = threading.Event()
        """The window closes: what was ordered and takes long is not begun any more, or ended early."""

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
