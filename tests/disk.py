"""A disk that can really be filled: a small file system of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEEDS_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="mounting a small file system needs root"
)


@contextmanager
def small_file_system(place: Path, megabytes: int) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave_bytes: int = 0) -> Path:
    """Fill the file system but for `leave_bytes`; gives the filler, to be deleted."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65536)):
                pass
        except OSError:
            pass
    if leave_bytes:
        with filler.open("r+b") as file:
            file.truncate(max(filler.stat().st_size - leave_bytes, 0))
    return filler
