"""The doctor's window, a report to support, and training beside the real data."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.app import Counter, is_enrolled
from kiosk.domain.clock import SystemClock
from tests.builders import cases
from tests.ui.conftest import OpenWindow
from ui.demo.hands import wait_until


def test_the_doctor_looks_and_support_is_told(open_window: OpenWindow) -> None:
    clerk = open_window(scan_folder="/khong/co/thu-muc")
    clerk.hands.press(Qt.Key.Key_F8)
    settings = clerk.window.settings_screen
    settings.doctor_button.click()
    doctor = settings.doctor
    wait_until(lambda: bool(doctor.findings), "the findings", 60)
    assert "cần xem" in doctor.summary.text()
    doctor.tell()
    assert "Chưa ghi điều gì" in doctor.problem.text()
    doctor.text.setPlainText("Máy quét không nhận giấy")
    doctor.report.click()
    assert "báo cáo sự cố" in clerk.window.notice_text
    counter = clerk.window.counter
    (event,) = counter.store.log.of_dossier("")
    assert event.payload["text"] == "Máy quét không nhận giấy"
    assert event.actor == "canbo1"


def test_training_never_touches_the_real_data(tmp_path: Path) -> None:
    home = tmp_path / "that"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "KIOSK_DATA_DIR": str(home)}
    command = [sys.executable, "-m", "kiosk", "--quit-when-usable", "training"]
    subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
    assert not is_enrolled(home)
    with Counter(tmp_path / "that-training") as counter:
        assert counter.identity.practice
        assert counter.settings.guided


def test_the_first_day_is_ticked_off_as_it_happens(open_window: OpenWindow) -> None:
    clerk = open_window(guided=True)
    guide = clerk.window.guide
    assert guide is not None
    assert guide.done == set()
    clerk.accept(cases(51, SystemClock().now().date()).signature())
    wait_until(lambda: {"scan", "accept"} <= guide.done, "the first steps")
    assert "2/7" in guide.title.text()
    clerk.hands.press(Qt.Key.Key_F3)
    clerk.hands.type("a")
    wait_until(lambda: "find" in guide.done, "the search")
    clerk.hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: "lock" in guide.done, "the lock")
    kept = clerk.window.counter.store.meta.get("guide_done")
    assert kept is not None
    assert set(kept.split()) == guide.done
