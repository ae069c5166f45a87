"""The losing disk (disk_shim.c): compiled once, and the environment that puts it under a process."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

COMPILER = shutil.which("cc") or shutil.which("gcc")
NEEDS_SHIM = pytest.mark.skipif(
    COMPILER is None or not sys.platform.startswith("linux"), reason="needs Linux and a C compiler for the losing disk"
)


@cache
def library() -> Path:
    target = Path(mkdtemp(prefix="mot-cua-shim-")) / "disk_shim.so"
    source = Path(__file__).with_name("disk_shim.c")
    command = [
        str(COMPILER),
        "-shared",
        "-fPIC",
        "-O1",
        "-Wall",
        "-Werror",
        "-o",
        str(target),
    ]
    subprocess.run([*command, str(source), "-ldl", "-lpthread"], check=True, capture_output=True, text=True)
    return target


def losing_disk(folder: Path, mode: str, at: int = 0, seed: int = 1, count: Path | None = None) -> dict[str, str]:
    """The environment of a process whose files under `folder` lie on a disk that fails at its `at`-th call."""
    shim = {"LD_PRELOAD": str(library()), "SHIM_DIR": str(folder), "SHIM_MODE": mode, "SHIM_AT": str(at)}
    shim |= {"SHIM_SEED": str(seed)}
    if count is not None:
        shim["SHIM_COUNT"] = str(count)
    return os.environ | shim
