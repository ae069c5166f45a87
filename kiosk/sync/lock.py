"""One engine a data directory: a file lock, whoever the processes belong to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kiosk.errors import Refused, StoreError


@contextmanager
def engine_lock(data_dir: Path) -> Iterator[None]:
    """Hold the right to sync. The lock goes with the process that held it, and may be taken by whoever may use the folder.

    Raises Refused when another process has it, StoreError when the folder is another user's.
    """
    try:
        lock = FileLock(str(data_dir / "sync.lock"), mode=0o600 | data_dir.stat().st_mode & 0o066)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("engine_running") from error
    except PermissionError as error:
        raise StoreError("folder_not_yours", path=str(data_dir)) from error
    try:
        yield
    finally:
        lock.release()
