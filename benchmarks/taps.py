"""Taps on a self-service window that is syncing, in a process of its own. Prints a line of JSON: `{"taps", "p99_ms", "worst_ms"}`.

A tap's time is from the finger to the next page painted.
"""

import argparse
import json
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.settings import read_settings
from ui.app import application
from ui.demo.fingers import Fingers
from ui.demo.hands import wait_until
from ui.self_service.window import SelfServiceWindow

LEAST_TAPS = 300


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--city", required=True)
    arguments = parser.parse_args()
    application(read_settings(arguments.data_dir))
    window = SelfServiceWindow(arguments.data_dir, arguments.city)
    window.resize(1080, 1920)
    window.show()
    window.activateWindow()
    fingers = Fingers(window)
    wait_until(lambda: window.line.value == "up", "the line", 60)
    outbox = window.counter.store.outbox
    waited_at_begin = outbox.backlog().events
    taken: list[float] = []
    while len(taken) < LEAST_TAPS:
        for words in ("Nộp hồ sơ mới", "Việc khác", "Quay lại", "Quay lại"):
            button = fingers.find(words)
            place = button.mapTo(window, button.rect().center())
            begun = time.perf_counter()
            fingers.tap(place)
            QApplication.processEvents()
            window.repaint()
            taken.append(time.perf_counter() - begun)
    left = outbox.backlog().events
    taken.sort()
    print(
        json.dumps(
            {
                "taps": len(taken),
                "sent_meanwhile": waited_at_begin - left,
                "p99_ms": taken[int(len(taken) * 0.99) - 1] * 1000,
                "worst_ms": taken[-1] * 1000,
            }
        )
    )
    window.lock.open()
    window.close()


if __name__ == "__main__":
    main()
