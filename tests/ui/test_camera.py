"""A receipt held before a camera: a real stream, its pictures on the screen, its QR judged."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.cameras import Camera, CameraStream, cameras
from kiosk.domain.clock import SystemClock
from kiosk.domain.receipt_qr import Verdict
from kiosk.errors import Refused
from kiosk.practice.camera import net_camera
from printing.reading import page_pictures
from tests.builders import cases
from tests.ui.conftest import OpenWindow
from ui.demo.hands import wait_until


def test_a_receipt_held_before_the_camera_is_judged(open_window: OpenWindow) -> None:
    with net_camera() as camera:
        clerk = open_window(camera=camera.address)
        code = clerk.accept(cases(31, SystemClock().now().date()).signature()).code
        counter = clerk.window.counter
        (page,) = page_pictures(counter.papers.pdf("receipt", counter.dossier(code)), 200)
        clerk.hands.press(Qt.Key.Key_F10)
        dialog = clerk.window.verify
        dialog.toggle_camera()
        wait_until(lambda: not dialog.camera.pixmap().isNull(), "a picture", 20)
        assert dialog.camera.isVisible()
        assert dialog.verdict is None
        camera.hold(page, turned=2)
        wait_until(lambda: dialog.verdict is Verdict.GENUINE, "the verdict", 20)
        assert code in dialog.facts.text()
        # The camera's cable is pulled: said in words, and the scanner still works.
        camera.plugged.clear()
        wait_until(lambda: not dialog.camera.is_running, "the camera's end", 20)
        wait_until(lambda: "không gửi hình nữa" in dialog.advice.text(), "what to do")
        assert not dialog.camera.isVisible()
        assert "F8" in dialog.camera_button.text()
        camera.plugged.set()
        dialog.toggle_camera()
        wait_until(lambda: dialog.verdict is Verdict.GENUINE and dialog.headline.isVisible(), "the verdict again", 20)
        dialog.close()
        assert not dialog.camera.is_running, "a closed window lets the camera go"


def test_without_a_camera_the_window_says_what_else_there_is(open_window: OpenWindow) -> None:
    clerk = open_window(camera="http://127.0.0.1:1/none")
    clerk.window.verify_receipt()
    dialog = clerk.window.verify
    dialog.toggle_camera()
    wait_until(lambda: "Không mở được camera" in dialog.advice.text(), "what to do", 20)
    assert not dialog.camera.is_running
    dialog.close()


def test_this_machines_cameras_have_their_names_and_only_nodes_with_pictures(tmp_path: Path) -> None:
    for number, (name, index) in {
        "video0": ("HD Webcam", "0"),
        "video1": ("HD Webcam", "1"),
        "video10": ("Máy soi tài liệu", "0"),
    }.items():
        (tmp_path / number).mkdir()
        (tmp_path / number / "name").write_text(name + "\n")
        (tmp_path / number / "index").write_text(index + "\n")
    (tmp_path / "video2").mkdir()
    assert cameras(tmp_path) == [Camera("0", "HD Webcam"), Camera("10", "Máy soi tài liệu")]


@pytest.mark.skipif(bool(cameras()), reason="this machine has a camera")
def test_no_camera_is_said(home: Path) -> None:
    with pytest.raises(Refused) as refused:
        CameraStream()
    assert refused.value.key == "camera_missing"
