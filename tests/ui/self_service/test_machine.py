"""The machine by itself: a crash is over in seconds, taps at random break nothing, the camera finds the sheet."""

import io
import os
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton

from kiosk.app import Counter
from kiosk.page_edges import find_page
from kiosk.practice.camera import net_camera
from kiosk.practice.cases import CaseMaker
from kiosk.practice.pages import practice_page
from kiosk.relaunch import BEATS_FILE, Relauncher
from tests.ui.self_service.conftest import SIZES, OpenKiosk
from tests.waiting import wait_for
from ui.demo.citizen import PlayedCitizen
from ui.demo.hands import wait_until

TAPS = int(os.environ.get("KIOSK_TAPS", "250"))


@pytest.mark.parametrize("seed", [1, 2])
def test_taps_and_swipes_at_random_raise_nothing_and_leave_a_sound_store(
    open_kiosk: OpenKiosk,
    tmp_path: Path,
    seed: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raised: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: raised.append(what))
    random = Random(seed)
    fingers = open_kiosk(size=SIZES[seed % 2])
    window = fingers.window
    case = CaseMaker(random, window.counter.clock.now().date()).birth()
    for _ in range(TAPS):
        place = QPoint(random.randrange(window.width()), random.randrange(window.height()))
        match random.randrange(10):
            case 0:
                fingers.swipe(place, QPoint(place.x(), random.randrange(window.height())), 4)
            case 1:
                fingers.tap(place)
            case 2:
                fingers.scan(random.choice([case.applicant.card(), "9400005650T123", "https://example.org/r/x?t=y"]))
            case _:
                there = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
                button = random.choice(there)
                fingers.tap(button.mapTo(window, button.rect().center()))
    assert not raised, ["".join(traceback.format_exception(*what)) for what in raised]
    window.end_session()
    window.lock.open()
    window.close()
    with Counter(tmp_path / "self-service") as counter:
        counter.store.check()


def test_a_window_that_crashes_comes_back_and_one_that_is_left_does_not(tmp_path: Path) -> None:
    """The real program, killed; a stub would not say whether it comes up on what the first one left."""
    home = tmp_path / "k"
    kiosk = [sys.executable, "-m", "kiosk", "--data-dir", str(home)]
    subprocess.run([*kiosk, "enrol", "--practice", "--profile", "self-service"], check=True, capture_output=True)
    subprocess.run([*kiosk, "self-service-pin"], input="123456\n", text=True, check=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    relauncher = Relauncher([*kiosk, "--profile", "self-service"], home)
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(relauncher.run()))
    thread.start()
    wait_for(lambda: (home / BEATS_FILE).exists(), "the window", 60)
    first = relauncher.process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    wait_for(lambda: relauncher.starts == 2 and (home / BEATS_FILE).exists(), "the window", 60)
    second = relauncher.process
    assert second is not None
    assert second.pid != first.pid
    # What cannot start says why, and is not tried for ever.
    with Counter(home) as counter:
        counter.change_settings(pin_hash="")
    os.kill(second.pid, signal.SIGKILL)
    thread.join(60)
    assert codes == [1]
    assert relauncher.starts == 3


@pytest.mark.parametrize("turned", [0.0, 4.0, -7.0])
def test_the_sheet_under_the_camera_is_found_and_made_straight(
    open_kiosk: OpenKiosk, tmp_path: Path, turned: float
) -> None:
    sheet = Image.open(io.BytesIO(practice_page(Random(1), "Giấy chứng sinh", ["Họ và tên mẹ: …"])))
    with net_camera() as camera:
        camera.lay(sheet, 600, turned)
        fingers = open_kiosk(camera=camera.address, scan_folder="")
        citizen = PlayedCitizen(fingers, tmp_path, Random(1))
        citizen.until_document(CaseMaker(Random(4), fingers.window.counter.clock.now().date()).birth())
        page = fingers.page
        wait_until(lambda: bool(page.camera.corners), "the sheet to be seen", 30)  # type: ignore[attr-defined]
        fingers.press("Chụp trang này")
        session = fingers.window.session
        assert session is not None
        wait_until(lambda: session.page_count == 1, "the page", 30)
        (page_,) = next(iter(session.pages.values()))
        taken = Image.open(io.BytesIO(page_.content))
        assert taken.height / taken.width == pytest.approx(sheet.height / sheet.width, rel=0.04)
        # Nothing of the table is left at the edges.
        assert min(taken.convert("L").resize((40, 56)).crop((1, 1, 39, 55)).getdata()) > 90
        fingers.press("Đủ rồi, tiếp tục")


def test_a_bare_table_is_no_sheet() -> None:
    import numpy

    table = numpy.full((720, 1280, 3), (61, 48, 38), dtype=numpy.uint8)
    assert find_page(table) is None
