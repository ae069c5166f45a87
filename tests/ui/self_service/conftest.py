"""Self-service windows for tests, on real stores, and a citizen's fingers for them."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import app as counter_app
from kiosk.accounts import hash_password
from kiosk.app import Counter
from kiosk.settings import Settings
from tests.builders import SetClock
from ui.app import application
from ui.demo.fingers import Fingers
from ui.self_service.window import SelfServiceWindow
from ui.theme import apply_theme

OpenKiosk = Callable[..., Fingers]
PIN = "246810"
SIZES = ((1080, 1920), (1920, 1080))


@pytest.fixture
def open_kiosk(qapp: QApplication, tmp_path: Path) -> Iterator[OpenKiosk]:
    """Opens windows on `home`; papers are photographed from the folder `tmp_path / "camera"` unless a camera is named."""
    windows: list[SelfServiceWindow] = []

    def open_one(
        city: str = "",
        *,
        size: tuple[int, int] = SIZES[0],
        home: Path = tmp_path / "self-service",
        clock: SetClock | None = None,
        **settings: object,
    ) -> Fingers:
        (tmp_path / "camera").mkdir(exist_ok=True)
        if not counter_app.is_enrolled(home):
            counter_app.enrol_practice(home, 8, clock, profile="self-service")
        with Counter(home) as counter:
            usual = {
                "printer": "folder",
                "scan_folder": str(tmp_path / "camera"),
                "reconnect_spread_seconds": 0.1,
                "pin_hash": hash_password(PIN),
            }
            counter.change_settings(**(usual | settings))
        window = SelfServiceWindow(home, city, clock)
        windows.append(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        return Fingers(window)

    yield open_one
    for window in windows:
        window.lock.open()
        window.close()
        window.deleteLater()
    qapp.processEvents()
    # The clerks' windows of other tests look as they should again.
    apply_theme(qapp)
    application(Settings())
    gc.collect()


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application(Settings())
