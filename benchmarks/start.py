"""Starting the app against an empty PySide6 window, each in a process of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import Row, percentile
from kiosk import app as counter_app

_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def start(folder: Path) -> Row:
    home = folder / "start"
    counter_app.enrol_practice(home)
    what = "window usable, process start to input, against an empty window"
    return against_an_empty_window(folder, home, [sys.executable, "-m", "kiosk", "--quit-when-usable"], what)


def against_an_empty_window(folder: Path, home: Path, command: list[str], what: str) -> Row:
    """How much longer the command takes than an empty window."""
    # With compiled bytecode, as an installed program has it; each side is started once before it is timed.
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "KIOSK_DATA_DIR": str(home),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def median(command: list[str]) -> float:
        taken: list[float] = []
        subprocess.run(command, check=True, env=environment, capture_output=True)
        for _ in range(7):
            begun = time.perf_counter()
            subprocess.run(command, check=True, env=environment, capture_output=True)
            taken.append(time.perf_counter() - begun)
        return percentile(taken, 0.5)

    ours = median(command)
    peer = median([sys.executable, "-c", _EMPTY])
    return Row(what, f"{ours:.2f} s", f"{peer:.2f} s", ours / peer, "≤ 4 ×", ours / peer <= 4)
