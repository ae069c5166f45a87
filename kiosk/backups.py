"""Continuous local backups: whole encrypted copies in a second folder, each opened to check it, the old ones rotated away."""

import contextlib
import json
import os
import shutil
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from kiosk.domain.clock import HANOI, Clock
from kiosk.domain.dossier import Identity
from kiosk.errors import DiskError, Refused, StoreError
from kiosk.sealing import seal_to_city
from offline_store import Store
from offline_store.database import copy_database, disk_errors, private_directory

FOLDER = "backups"
EVERY_SECONDS = 15 * 60
SHARE_OF_TIME = 20
"""A backup that took long waits twenty times as long for the next one."""
NEWEST_KEPT, DAYS_KEPT = 2, 5
KEY_FILE = "key.sealed"


class Backups:
    """The backups of one counter. `folder` empty means a folder beside the data; another disk is better."""

    def __init__(self, data_dir: Path, folder: str, key: bytes, clock: Clock) -> None:
        self.folder = Path(folder) if folder else data_dir / FOLDER
        self._source = data_dir / "counter.db"
        self._key = key
        self._clock = clock

    def all(self) -> list[Path]:
        """Oldest first."""
        return sorted(self.folder.glob("counter-*.db"))

    def newest(self) -> Path | None:
        return next(reversed(self.all()), None)

    def newest_head(self) -> tuple[int, str] | None:
        """Seq and hash the newest backup ends with; None without one that opens."""
        newest = self.newest()
        if newest is None:
            return None
        try:
            with Store(newest, self._key) as copy:
                return copy.log.head()
        except StoreError:
            return None

    def make(self, identity: Identity) -> Path:
        """One more backup, checked by opening and reading all of it. Raises DiskError, Refused (it does not hold)."""
        private_directory(self.folder)
        with disk_errors(self.folder):
            size = self._source.stat().st_size
            if shutil.disk_usage(self.folder).free < size + 64 * 1024**2:
                raise DiskError("disk_full")
            self._seal_key(identity)
            name = f"counter-{self._clock.now().astimezone(HANOI):%Y%m%d-%H%M%S}.db"
            target, part = self.folder / name, self.folder / (name + ".part")
            part.unlink(missing_ok=True)
            try:
                copy_database(self._source, part, self._key)
                check_copy(part, self._key)
                _to_disk(part)
                os.replace(part, target)
            finally:
                for left in self.folder.glob(part.name + "*"):
                    left.unlink(missing_ok=True)
        self._rotate()
        return target

    def _rotate(self) -> None:
        """Keep the newest ones, and the last of each of the last days."""
        kept = set(self.all()[-NEWEST_KEPT:])
        by_day: dict[str, list[Path]] = defaultdict(list)
        for path in self.all():
            by_day[path.name[8:16]].append(path)
        for day in sorted(by_day)[-DAYS_KEPT:]:
            kept.add(by_day[day][-1])
        for path in self.all():
            if path not in kept:
                path.unlink(missing_ok=True)

    def _seal_key(self, identity: Identity) -> None:
        """The database's key, readable by the city alone: a backup must open when the machine is gone."""
        path = self.folder / KEY_FILE
        if path.exists():
            return
        content = json.dumps({"device_id": identity.device_id, "key": self._key.hex()}).encode()
        path.write_bytes(seal_to_city(content, bytes.fromhex(identity.city_key)))


def check_copy(path: Path, key: bytes) -> None:
    """Open a copy, and read every page of it. Raises Refused when it does not hold."""
    try:
        with Store(path, key) as copy:
            problem = copy.integrity_problem()
            copy.close_wal()
    except StoreError as error:
        raise Refused("backup_foreign", path=str(path)) from error
    if problem:
        raise Refused("backup_foreign", path=str(path))


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class BackupRounds:
    """When the next backup is due: after changes, not more often than every quarter of an hour, never hogging the disk."""

    def __init__(self, backups: Backups, identity: Identity) -> None:
        self._backups = backups
        self._identity = identity
        self._last: tuple[int, str] | None = backups.newest_head()
        self._wait = EVERY_SECONDS

    @property
    def wait_seconds(self) -> float:
        return self._wait

    def round(self, head: tuple[int, str], monotonic: float) -> Path | None:
        """Make a backup if anything changed since the last. Gives its path."""
        if head == self._last:
            return None
        made = self._backups.make(self._identity)
        self._last = head
        self._wait = max(EVERY_SECONDS, SHARE_OF_TIME * (time.monotonic() - monotonic))
        return made


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(path.name, "counter-%Y%m%d-%H%M%S.db").replace(tzinfo=HANOI)
    return None
