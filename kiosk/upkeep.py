"""Looking after a device: backups that are checked by opening them, restoring, repairing, closing the day."""

import os
import shutil
import time
from pathlib import Path

from kiosk import app
from kiosk.app import DATABASE, Counter
from kiosk.backups import Backups
from kiosk.domain.clock import HANOI
from kiosk.errors import Refused, StoreError
from kiosk.keys import database_key, keep_key
from kiosk.packages import Exported, let_go
from kiosk.recovery import recover
from offline_store import Store
from offline_store.database import copy_database, private_directory
from offline_store.salvage import Salvaged


def backups_of(counter: Counter) -> Backups:
    return Backups(counter.data_dir, counter.settings.backup_folder, database_key(counter.data_dir), counter.clock)


def back_up(data_dir: Path, target: Path | None) -> Path:
    """An encrypted copy of the device's data, under the same key, checked by opening it. Never over an existing file.

    Without a `target` it goes into the backup folder, where old ones are rotated away.
    """
    with Counter(data_dir) as counter:
        if target is None:
            return backups_of(counter).make(counter.identity)
        if target.exists():
            raise Refused("backup_exists", path=str(target))
        temporary = target.with_name(target.name + ".part")
        temporary.unlink(missing_ok=True)
        copy_database(counter.store.path, temporary, database_key(data_dir))
    with Store(temporary, database_key(data_dir)) as copy:
        copy.check()
        copy.close_wal()
    os.replace(temporary, target)
    return target


def restore(data_dir: Path, source: Path, key: bytes | None = None) -> None:
    """Put a backup back in place of the device's data.

    `key` is the database key for a machine that has none yet (the old one is gone): the city's support reads it from the
    backup's `key.sealed`. Refused when the backup does not open, or when the device holds dossiers the backup does not have.
    """
    private_directory(data_dir)
    if key is not None and not app.is_enrolled(data_dir):
        keep_key(data_dir, key)
    key = key or database_key(data_dir)
    try:
        with Store(source, key) as backup:
            backup.check()
            backup_seq, backup_hash = backup.log.head()
            backup.close_wal()
    except StoreError as error:
        raise Refused("backup_foreign", path=str(source)) from error
    current = data_dir / DATABASE
    if current.exists():
        try:
            with app.open_store(data_dir) as store:
                seq, hash_ = store.log.head()
                unsent = store.outbox.acknowledged() < seq
            if unsent and (seq > backup_seq or (seq == backup_seq and hash_ != backup_hash)):
                raise Refused("restore_would_lose")
        except StoreError:
            pass
        _put_aside(data_dir, "replaced")
    fresh = data_dir / (DATABASE + ".new")
    shutil.copyfile(source, fresh)
    os.replace(fresh, current)


def _put_aside(data_dir: Path, why: str) -> None:
    """Move the data away. The mark stays: it tells a restored file how far the log had come."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for file in data_dir.glob(DATABASE + "*"):
        if not file.name.endswith(".mark"):
            os.replace(file, data_dir / f"{why}-{stamp}-{file.name}")


def repair(data_dir: Path) -> Salvaged | None:
    """Read all of the data file, and put it right when it is damaged. None when it is whole."""
    with Counter(data_dir) as counter:
        clock = counter.clock
        if not counter.store.integrity_problem():
            return None
    return recover(data_dir, clock)


def forget(data_dir: Path, export: Path | None) -> Exported | None:
    """Make this a device that is nobody's: all data and keys are deleted. Refused while unsent work is only here."""
    with Counter(data_dir) as counter:
        exported = let_go(counter, export)
    for folder in [data_dir / "backups", *data_dir.glob("damaged-*")]:
        shutil.rmtree(folder, ignore_errors=True)
    for file in [*data_dir.glob(f"*{DATABASE}*"), data_dir / "key.json", data_dir / "settings.json"]:
        file.unlink(missing_ok=True)
    return exported


def make_room_for_enrolment(data_dir: Path, export: Path | None) -> Exported | None:
    """Put the data of the former enrolment aside, readable with the same key. Refused while unsent work is only here."""
    with Counter(data_dir) as counter:
        exported = let_go(counter, export)
        counter.store.close_wal()
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for file in data_dir.glob(DATABASE + "*"):
        os.replace(file, data_dir / f"before-{stamp}-{file.name}")
    return exported


def close_day(counter: Counter, export: Path | None) -> dict[str, object]:
    """The day's figures, once all its work is at the city or in a package."""
    exported = let_go(counter, export)
    day = counter.clock.now().astimezone(HANOI).date()
    received, fees = counter.store.dossiers.figures_of(day)
    return {
        "day": day.isoformat(),
        "received": received,
        "fees_vnd": fees,
        "exported": exported.path if exported else None,
    }
