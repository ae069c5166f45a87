"""One window under load, in a process of its own: how long its event loop takes to answer, and how much memory it holds.

Prints a line of JSON: `{"rss_mb", "pings", "p99_ms", "worst_ms"}`.
"""

import argparse
import json
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

PING_SECONDS = 0.004
IDLE_SECONDS = 4.0


def rss_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


class Pings(QObject):
    """A thread asks, the event loop answers: the time between is what a key press would wait."""

    asked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[float] = []
        self.stop = threading.Event()
        self.asked.connect(self._answer)
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self.stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _ask(self) -> None:
        while not self.stop.wait(PING_SECONDS):
            self.asked.emit(time.perf_counter())

    @Slot(float)
    def _answer(self, asked: float) -> None:
        self.taken.append(time.perf_counter() - asked)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--city", default="")
    parser.add_argument("--drain", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.empty:
        app = QApplication([])
        window: QMainWindow = QMainWindow()
    else:
        from kiosk.settings import read_settings
        from ui.app import application
        from ui.counter.window import CounterWindow

        app = application(read_settings(arguments.data_dir))
        window = counter_window = CounterWindow(arguments.data_dir, arguments.city)
        counter_window.open_desk(counter_window.counter.sign_in("canbo1", "thuchanh"))
        counter_window.go_dossiers()
    window.show()
    pings = Pings()
    watch = QTimer()

    def end() -> None:
        pings.end()
        taken = sorted(pings.taken[50:]) or [0.0]
        print(
            json.dumps(
                {
                    "rss_mb": rss_mb(),
                    "pings": len(taken),
                    "p99_ms": taken[min(int(len(taken) * 0.99), len(taken) - 1)] * 1000,
                    "worst_ms": taken[-1] * 1000,
                }
            ),
            flush=True,
        )
        window.close()
        QCoreApplication.quit()

    if arguments.drain:
        begun = time.monotonic()

        def look() -> None:
            drained = counter_window.progress is not None and not counter_window.progress.backlog.events
            if drained or time.monotonic() - begun > 300:
                watch.stop()
                end()

        watch.timeout.connect(look)
        watch.start(200)
        QTimer.singleShot(500, pings.start)
    else:
        QTimer.singleShot(int(IDLE_SECONDS * 1000), end)
    app.exec()


if __name__ == "__main__":
    main()
