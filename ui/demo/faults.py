"""Slow and failing work, for pictures of what a screen says then. Doubles: a small store on a good disk is neither."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

from kiosk.errors import KioskError

LONGEST_SECONDS = 60.0


@contextmanager
def held_up(*workers: QObject) -> Iterator[None]:
    """The workers' threads are busy with something else: what is ordered now has no answer before the block ends."""
    gate = threading.Event()
    for worker in workers:
        QTimer.singleShot(0, worker, lambda: gate.wait(LONGEST_SECONDS))
    try:
        yield
    finally:
        gate.set()


@contextmanager
def failing(owner: type, method: str, error: KioskError) -> Iterator[None]:
    """Within the block a method of the store or the papers fails."""
    kept = getattr(owner, method)

    def fail(*_: object, **__: object) -> None:
        raise error

    setattr(owner, method, fail)
    try:
        yield
    finally:
        setattr(owner, method, kept)
