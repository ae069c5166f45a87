"""One engine a data directory: a file lock, whoever the processes belong to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kiosk.errors import Refused


@contextmanager
def engine_lock(data_dir: Path) -> Iterator[None]:
    """Hold the right to sync. Raises Refused when another process has it; the lock goes with the process that held it."""
    lock = FileLock(str(data_dir / "sync.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("engine_running") from error
    try:
        yield
    finally:
        lock.release()
