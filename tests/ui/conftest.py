"""Windows for tests: a counter's window on a real store, and a played clerk's hands for it."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.settings import Settings
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.clerk import PlayedClerk

OpenWindow = Callable[..., PlayedClerk]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application(Settings())


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows on `home` (made when it is not there), signed in unless told otherwise."""
    windows: list[CounterWindow] = []

    def open_one(
        city: str = "", *, sign_in: bool = True, home: Path = tmp_path / "counter", **settings: object
    ) -> PlayedClerk:
        flat_bed = tmp_path / "flat-bed"
        flat_bed.mkdir(exist_ok=True)
        if not counter_app.is_enrolled(home):
            counter_app.enrol_practice(home, 2)
        with Counter(home) as counter:
            counter.change_settings(
                **({"printer": "folder", "scan_folder": str(flat_bed), "reconnect_spread_seconds": 0.1} | settings)
            )
        window = CounterWindow(home, city)
        windows.append(window)
        window.show()
        window.activateWindow()
        clerk = PlayedClerk(window, flat_bed, Random(1), lambda _: None, 0)
        if sign_in:
            clerk.sign_in()
        return clerk

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.processEvents()
    gc.collect()
