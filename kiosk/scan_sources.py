"""Where scans come from when they are not files the clerk picks: a folder the scanner writes to, or SANE on Linux."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.errors import AttachmentRefused

SANE_SECONDS, STEP_SECONDS = 30.0, 0.1
TAKEN_FOLDER = "da-nhan"
_SUFFIXES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".pdf", ".heic", ".heif"}


def waiting_scans(folder: Path) -> list[Path]:
    """Scans lying in a scanner's folder, oldest first."""
    if not folder.is_dir():
        return []
    found = [p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in _SUFFIXES]
    return sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name))


def put_aside(path: Path) -> Path:
    """Move a scan that is safe in the store out of the scanner's way; never over another one."""
    folder = path.parent / TAKEN_FOLDER
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    number = 2
    while target.exists():
        target = folder / f"{path.stem}_{number}{path.suffix}"
        number += 1
    os.replace(path, target)
    return target


def sane_devices(stopping: Callable[[], bool] = lambda: False) -> list[str]:
    """Names of the scanners SANE sees; empty without SANE. Asking the network takes seconds: `stopping` ends it early."""
    if shutil.which("scanimage") is None:
        return []
    command = ["scanimage", "-f", "%d%n"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as asked:  # noqa: S603
        ends = time.monotonic() + SANE_SECONDS
        while not stopping() and time.monotonic() < ends:
            try:
                return asked.communicate(timeout=STEP_SECONDS)[0].split()
            except subprocess.TimeoutExpired:
                continue
        asked.kill()
        asked.communicate()
    return []


def scan_with_sane(device: str, target: Path, *, dpi: int = 300) -> Path:
    """Scan one page into `target` (PNG). Raises AttachmentRefused with what the scanner said."""
    command = [
        "scanimage",
        "-d",
        device,
        "--format=png",
        "--mode",
        "Color",
        "--resolution",
        str(dpi),
        "-o",
        str(target),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AttachmentRefused("scanner_failed", scanner=device, reason=str(error)) from error
    if done.returncode != 0:
        raise AttachmentRefused(
            "scanner_failed",
            scanner=device,
            reason=done.stderr.strip().splitlines()[-1:][0] if done.stderr.strip() else str(done.returncode),
        )
    return target
