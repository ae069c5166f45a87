"""Damage found: the damaged file is put aside, its good part saved into a new file, and work goes on.

What is missing is taken from the newest backup, and from the city when the line is up (kiosk.sync.healing). A crash in the
middle of this is gone on with at the next start.
"""

import json
import os
import shutil
import time
from pathlib import Path

from filelock import FileLock, Timeout

from kiosk.app import DATABASE, RECOVERY_NOTE
from kiosk.backups import Backups
from kiosk.domain.clock import Clock
from kiosk.errors import Refused, StoreError
from kiosk.keys import database_key
from kiosk.settings import read_settings
from offline_store import Store
from offline_store.database import disk_errors, private_directory
from offline_store.salvage import Salvaged, salvage


def is_under_way(data_dir: Path) -> bool:
    """Whether a recovery was interrupted."""
    return (data_dir / RECOVERY_NOTE).exists()


def recover(data_dir: Path, clock: Clock) -> Salvaged:
    """Put a damaged data file aside and go on with its good part.

    Raises StoreError (`data_lost_identity`: nothing of this device can be read here or in a backup; all files are left as they
    were) and Refused when another process is at it.
    """
    key = database_key(data_dir)
    lock = FileLock(str(data_dir / "recovery.lock"))
    try:
        lock.acquire(timeout=60)
    except Timeout as error:
        raise Refused("engine_running") from error
    try:
        with disk_errors(data_dir):
            return _recover(data_dir, key, clock)
    finally:
        lock.release()


def _recover(data_dir: Path, key: bytes, clock: Clock) -> Salvaged:
    note = data_dir / RECOVERY_NOTE
    current = data_dir / DATABASE
    if note.exists():
        aside = data_dir / json.loads(note.read_text())["folder"]
    else:
        aside = private_directory(data_dir / f"damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        for file in data_dir.glob(DATABASE + "*"):
            if not file.name.endswith("-shm"):
                shutil.copy2(file, aside / file.name)
    # Salvage works on a copy of the copy: reading a WAL changes it.
    work = aside / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for file in aside.glob(DATABASE + "*"):
        shutil.copy2(file, work / file.name)
    backups = Backups(data_dir, read_settings(data_dir).backup_folder, key, clock)
    target = work / "new.db"
    saved = salvage([work / DATABASE, *reversed(backups.all())], key, target, clock.now())
    if saved is None:
        if not note.exists():
            shutil.rmtree(aside)
        raise StoreError("data_lost_identity")
    with Store(target, key) as fresh:
        fresh.note(
            "data_recovered", clock.now(), kept=str(saved.kept + saved.moved), lost=str(saved.missing), path=str(aside)
        )
        fresh.close_wal()
    _write_through(note, json.dumps({"folder": aside.name}))
    # The old WAL must never meet the new file.
    for suffix in ("-wal", "-shm"):
        (data_dir / (DATABASE + suffix)).unlink(missing_ok=True)
    _sync(target)
    os.replace(target, current)
    note.unlink()
    shutil.rmtree(work, ignore_errors=True)
    return saved


def _write_through(path: Path, text: str) -> None:
    path.write_text(text)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
