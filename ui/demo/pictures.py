"""Pictures of windows once they have come to rest, with whatever pops up over them."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ui.demo.hands import wait_until

REST_SECONDS = 0.25
Look = TypeVar("Look")


def take_picture(window: QWidget, path: Path) -> None:
    """Save the window as PNG, its open popup painted where it is."""
    end = time.monotonic() + REST_SECONDS
    wait_until(lambda: time.monotonic() >= end, "the window to rest", 5)
    picture = window.grab()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0))), popup.grab())
        painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path))
    # The windows use few colours: a palette keeps the pictures small enough to commit.
    with Image.open(path) as full:
        small = full.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def in_each_look(
    folder: Path, looks: Iterable[tuple[str, Look]], wanted: list[str], act: Callable[[Path, Look], None]
) -> None:
    """Let `act` take its pictures in each look, or in those named `wanted`; each in a home of its own, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, look in looks:
        if wanted and name not in wanted:
            continue
        home = Path(tempfile.mkdtemp(prefix="mot-cua-screens-"))
        try:
            act(home, look)
        finally:
            shutil.rmtree(home, ignore_errors=True)
    QApplication.quit()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
