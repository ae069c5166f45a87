"""Where scans come from when they are not files the clerk picks: a folder the scanner writes to, or SANE on Linux."""

import os
import shutil
import subprocess
from pathlib import Path

from kiosk.errors import AttachmentRefused

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


def sane_devices() -> list[str]:
    """Names of the scanners SANE sees; empty without SANE."""
    if shutil.which("scanimage") is None:
        return []
    command = ["scanimage", "-f", "%d%n"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    return done.stdout.split()


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
