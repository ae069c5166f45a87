"""How far the log had come, kept beside the database: a file copied back from last week, or a lost WAL, is noticed at once.

One line of JSON in a file of fixed size, written over in place after each commit. It is no part of the durability: when it is
lost or older than the database, nothing is lost but the warning.
"""

import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_BYTES = 256


@dataclass(frozen=True, slots=True)
class Mark:
    """The last event's seq and hash, and how many codes were issued on the latest `day` (ISO)."""

    seq: int
    hash: str
    day: str = ""
    issued: int = 0


class Watermark:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def read(self) -> Mark | None:
        """The mark; None when there is none or it does not hold."""
        try:
            text = self._path.read_bytes()[:_BYTES].decode()
            shown = json.loads(text)
            mark = Mark(int(shown["seq"]), str(shown["hash"]), str(shown["day"]), int(shown["issued"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return mark if shown.get("check") == _check(mark) else None

    def write(self, mark: Mark) -> None:
        """Write the mark over the old one. A disk that refuses is no reason to fail: the dossier is already durable."""
        # Plain text of digits and hex: no need of an encoder on the way of every acceptance.
        counted = f'"issued": {mark.issued}, "check": {_check(mark)}'
        line = f'{{"seq": {mark.seq}, "hash": "{mark.hash}", "day": "{mark.day}", {counted}}}'
        try:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
                self._share()
                os.ftruncate(self._descriptor, _BYTES)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, line.encode().ljust(_BYTES))
        except OSError:
            self.close()

    def _share(self) -> None:
        """Whoever may write into the folder may write the mark: two users of one machine take turns at it."""
        if os.name == "posix" and self._descriptor is not None:
            with suppress(PermissionError):  # the other user's, and already so
                os.fchmod(self._descriptor, 0o600 | self._path.parent.stat().st_mode & 0o066)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _check(mark: Mark) -> int:
    return zlib.crc32(f"{mark.seq}|{mark.hash}|{mark.day}|{mark.issued}".encode())
