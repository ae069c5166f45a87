"""What a hall asks of the machine: nobody's data stays, nobody gets out, everybody can read it, and it says what is not known."""

import subprocess
import tempfile
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from kiosk.app import Counter
from kiosk.domain.dossier import FeedItem
from kiosk.domain.state import State
from kiosk.errors import Refused
from kiosk.practice.cases import CaseMaker
from kiosk.self_service.desk import Standing
from tests.builders import SetClock, a_counter, accept, cases, page
from tests.city import City, sync
from tests.ui.self_service.conftest import PIN, SIZES, OpenKiosk
from ui.demo.citizen import PlayedCitizen
from ui.demo.fingers import Fingers
from ui.demo.hands import wait_until
from ui.self_service.end_pages import DonePage
from ui.self_service.start_pages import HomePage
from ui.self_service.workers import CitizenFailure, StoodDone


def citizen_at(fingers: Fingers, tmp_path: Path) -> PlayedCitizen:
    return PlayedCitizen(fingers, tmp_path / "camera", Random(2))


def shown(fingers: Fingers) -> str:
    """All that stands on the screen."""
    labels = [w.text() for w in fingers.window.findChildren(QLabel) if w.isVisible()]
    return " | ".join(labels + [b.text() for b in fingers.window.findChildren(QAbstractButton) if b.isVisible()])


# Privacy


def test_who_walks_away_leaves_nothing(open_kiosk: OpenKiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    fingers = open_kiosk(idle_seconds=1)
    citizen = citizen_at(fingers, tmp_path)
    case = CaseMaker(Random(3), fingers.window.counter.clock.now().date()).birth()
    citizen.until_document(case)
    citizen.photograph(page(1))
    QGuiApplication.clipboard().setText(case.applicant.name)
    wait_until(lambda: fingers.window.still_there is not None, "the question")
    assert "Bạn còn ở đó không?" in shown(fingers)
    # Nobody answers: the second span is let pass by the watch itself.
    fingers.window.idle._passed()
    assert isinstance(fingers.page, HomePage)
    seen = shown(fingers)
    for secret in (case.applicant.name, case.applicant.personal_id, case.values["child_name"]):
        assert secret.casefold() not in seen.casefold()
    store = fingers.window.counter.store
    assert (store.drafts.count(), store.dossiers.count(), store.log.head()[0]) == (0, 0, 0)
    assert fingers.window.session is None
    assert QGuiApplication.clipboard().text() == ""
    assert list(scratch.iterdir()) == []
    assert list((tmp_path / "camera").iterdir()) == []
    files = [p for p in (tmp_path / "self-service").rglob("*") if p.is_file()]
    for path in files:
        assert case.applicant.personal_id.encode() not in path.read_bytes(), path


def test_who_is_still_there_goes_on(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk(idle_seconds=1)
    citizen_at(fingers, tmp_path).begin(CaseMaker(Random(3), fingers.window.counter.clock.now().date()).birth())
    wait_until(lambda: fingers.window.still_there is not None, "the question")
    assert fingers.window.still_there is not None
    fingers.touch(fingers.window.still_there.button)
    fingers.on("Đặt thẻ căn cước")
    assert fingers.window.session is not None


def test_the_next_citizen_is_offered_nothing_of_the_last(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    maker = CaseMaker(Random(3), fingers.window.counter.clock.now().date())
    first, second = maker.marital_status(), maker.marital_status()
    citizen = citizen_at(fingers, tmp_path)
    citizen.register(first)
    fingers.press("Kết thúc")
    citizen.begin(second)
    citizen.scan_own_card(first)
    fingers.on("Số điện thoại")
    assert fingers.page.editor.text() == ""  # type: ignore[attr-defined]


def test_an_answer_that_comes_late_is_not_shown_to_the_next_citizen(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    """The double is the worker's answer: no worker can be told to answer just when somebody else stands there."""
    fingers = open_kiosk()
    window = fingers.window
    fingers.press("Xem hồ sơ đã nộp")
    former = window.citizen
    fingers.press("Kết thúc")
    fingers.press("Xem hồ sơ đã nộp")
    asked = fingers.page
    standing = Standing("000.19.35.H26-261124-2001", State.DONE, True)
    window.in_hand.stood(StoodDone(former, standing))
    window.in_hand.left(former, standing.code)
    window._failed(CitizenFailure("ask", Refused("receipt_not_genuine"), former))
    assert fingers.page is asked
    assert standing.code not in shown(fingers)
    assert asked.error == ""


def test_a_registration_that_ends_late_shows_its_number_to_nobody_else(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    window = fingers.window
    maker = CaseMaker(Random(3), window.counter.clock.now().date())
    citizen = citizen_at(fingers, tmp_path)
    citizen.fill(maker.marital_status())
    fingers.go_on()
    consent = fingers.on("đồng ý nộp")
    fingers.touch(consent.agree)  # type: ignore[attr-defined]
    done: list[object] = []
    window.workers.record_worker.registered.connect(done.append)
    fingers.go_on()
    # Before the answer can be heard somebody else begins.
    window.end_session()
    window.registering.begin(maker.birth().procedure)
    wait_until(lambda: bool(done), "the registration", 20)
    QApplication.processEvents()
    assert not isinstance(fingers.page, DonePage)
    assert window.counter.store.dossiers.count() == 1


def test_a_card_laid_over_goes_with_its_citizen(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    fingers.press("Trợ giúp")
    assert "Đã hiểu" in shown(fingers)
    fingers.window.end_session()
    assert "Đã hiểu" not in shown(fingers)


# Locked

KEYS = [
    (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Meta, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Super_L, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    *((Qt.Key(int(Qt.Key.Key_F1) + n), Qt.KeyboardModifier.NoModifier) for n in range(12)),
]


@pytest.mark.parametrize("where", ["home", "typing"])
def test_no_key_menu_drop_or_button_of_a_mouse_leads_out(open_kiosk: OpenKiosk, tmp_path: Path, where: str) -> None:
    fingers = open_kiosk()
    window = fingers.window
    if where == "typing":
        fingers.press("Nộp hồ sơ mới")
        fingers.press("Việc khác")
    stands, before = window.page, shown(fingers)
    target: QWidget = window.page.editor if where == "typing" else window  # type: ignore[union-attr]
    for key, modifier in KEYS:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifier, ""))
    for character in "abc":
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 65, Qt.KeyboardModifier.NoModifier, character))
    QApplication.sendEvent(target, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    dropped = QMimeData()
    dropped.setText("file:///media/usb/virus.exe")
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(target, drop)
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton):
        event = QMouseEvent(
            QEvent.Type.MouseButtonPress, QPointF(5, 5), QPointF(5, 5), button, button, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(target, event)
    window.close()
    QApplication.processEvents()
    assert window.isVisible()
    assert window.page is stands
    assert shown(fingers) == before
    if where == "typing":
        assert target.text() == ""  # type: ignore[attr-defined]
    assert QApplication.topLevelWidgets().count(window) == 1
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    assert others == []


def test_an_administrator_leaves_by_holding_the_name_and_the_pin(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    window = fingers.window
    middle = window.frame.brand.rect().center()
    QTest.mousePress(window.frame.brand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    wait_until(lambda: window.lock.pin is not None, "the question for the PIN")
    QTest.mouseRelease(window.frame.brand, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    fingers.type("111111")
    fingers.press("Thoát máy tự phục vụ")
    assert window.isVisible()
    assert window.lock.pin is not None
    assert "không đúng" in window.lock.pin.words.text()
    fingers.type(PIN)
    fingers.press("Thoát máy tự phục vụ")
    wait_until(lambda: not window.isVisible(), "the window to be left")


def test_a_short_touch_of_the_name_asks_nothing(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    QTest.mouseClick(fingers.window.frame.brand, Qt.MouseButton.LeftButton)
    assert not fingers.window.lock._hold.isActive()
    assert fingers.window.lock.pin is None


# Dossiers that exist


def test_the_state_is_shown_with_what_is_not_known_said(city: City, open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter") as counter:
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        fingers = open_kiosk()
        fingers.press("Xem hồ sơ đã nộp")
        fingers.on("Quét giấy hẹn")
        fingers.scan(receipt)
        fingers.on("Giấy này là thật")
        assert "có kết nối thì xem lại" in shown(fingers)
        fingers.press("Kết thúc")
        sync(counter, city.url)
    online = open_kiosk(city.url, home=tmp_path / "online")
    online.press("Xem hồ sơ đã nộp")
    online.scan(receipt)
    online.on("Được tiếp nhận")
    assert accepted.code in shown(online)
    assert online.window.counter.store.dossiers.count() == 0


def test_a_forged_receipt_is_not_believed(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter") as counter:
        receipt = counter.papers.receipt(counter.dossier(accept(counter).code)).qr
    fingers = open_kiosk()
    fingers.press("Xem hồ sơ đã nộp")
    fingers.scan(receipt.replace("-2001", "-2002"))
    wait_until(lambda: "không phải giấy hẹn thật" in fingers.page.error, "the refusal")


def test_papers_asked_for_are_left_by_the_receipt(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter") as counter:
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
    fingers = open_kiosk()
    store, now = fingers.window.counter.store, fingers.window.counter.clock.now()
    asked = {"code": accepted.code, "items": ["Giấy chứng sinh có dấu"]}
    store.outbox.take_feed([FeedItem(1, "dossier.supplement_requested", accepted.id, now, asked)])
    fingers.press("Bổ sung giấy tờ")
    fingers.scan(receipt)
    fingers.on("Giấy tờ nào")
    fingers.press("Giấy chứng sinh có dấu")
    citizen_at(fingers, tmp_path).photograph(page(2))
    fingers.press("Đủ rồi, tiếp tục")
    fingers.press("Gửi 1 trang")
    fingers.on("Đã nhận giấy tờ")
    (event,) = store.log.all()
    assert event.type == "papers.left"
    assert event.payload["code"] == accepted.code
    assert store.outbox.backlog().attachments == 1


def test_a_rating_is_one_touch_with_no_name(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    fingers.press("Đánh giá phục vụ")
    fingers.press("Rất hài lòng")
    fingers.on("Cảm ơn")
    store = fingers.window.counter.store
    wait_until(lambda: store.log.head()[0] == 1, "the rating")
    (event,) = store.log.all()
    assert (event.type, event.payload["score"], event.dossier_id) == ("service.rated", 5, "")


def test_what_a_procedure_needs_is_read_and_printed(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    fingers.press("Xem cần giấy tờ gì")
    fingers.press("Đăng ký khai sinh")
    assert "Giấy chứng sinh" in shown(fingers)
    fingers.press("In ra giấy")
    folder = tmp_path / "self-service"
    wait_until(lambda: any(folder.rglob("can*1.001193*.pdf")), "the list")


# Everybody


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_every_target_is_large_enough_at_every_text_size(
    open_kiosk: OpenKiosk, tmp_path: Path, size: tuple[int, int], steps: int
) -> None:
    fingers = open_kiosk(size=size)
    for _ in range(steps):
        fingers.press(fingers.window.frame.buttons["size"].text())  # type: ignore[attr-defined]

    def look() -> None:
        QApplication.processEvents()
        window = fingers.window
        small = [
            (b.accessibleName(), b.height())
            for b in window.findChildren(QAbstractButton)
            if b.isVisible() and b.height() < 64
        ]
        assert not small, (fingers.page.question, small)
        outside = [
            (w.accessibleName() or type(w).__name__)
            for w in window.findChildren(QAbstractButton)
            if w.isVisible() and w.mapTo(window, QPoint(w.width(), 0)).x() > window.width() + 1
        ]
        assert not outside, (fingers.page.question, outside)
        assert (window.width(), window.height()) == size, "the page is wider or higher than the screen"

    look()
    fingers.press("Nộp hồ sơ mới")
    look()
    fingers.press("Việc khác")
    look()
    fingers.press("Quay lại")
    fingers.press("Đăng ký khai sinh")
    look()
    fingers.press("Tôi có đủ, bắt đầu")
    look()
    fingers.press("Không có thẻ ở đây, tôi tự nhập")
    look()


def test_language_size_and_contrast_are_the_next_citizens_own(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    fingers.press("English")
    assert "What would you like to do?" in fingers.page.question
    fingers.press(fingers.window.frame.buttons["contrast"].text())  # type: ignore[attr-defined]
    fingers.press("Submit a new dossier")
    fingers.press("Finish")
    assert "Ông, bà cần làm việc gì?" in fingers.page.question
    assert not fingers.window.appearance.high_contrast


def test_in_low_reach_everything_is_touched_in_the_lower_half(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk(low_reach=True)
    QApplication.processEvents()
    fingers.press("Nộp hồ sơ mới")
    QApplication.processEvents()
    window = fingers.window
    inside = [b for b in window.frame.pages.findChildren(QAbstractButton) if b.isVisible()]
    assert inside
    high = {b.accessibleName(): b.mapTo(window, QPoint(0, 0)).y() for b in inside}
    assert min(high.values()) >= window.height() // 2, high


def test_notices_stand_on_a_screen_nobody_uses(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk(
        idle_seconds=1,
        public_notices=["Niêm yết: tuyển quân năm 2027"],
        opening_hours="8:00–17:00",
        clock=SetClock(),
    )
    wait_until(lambda: "Bộ phận Một cửa" in fingers.page.question, "the notices")
    assert "tuyển quân" in shown(fingers)
    assert "8:00–17:00" in shown(fingers)
    fingers.press("Chạm để bắt đầu")
    assert isinstance(fingers.page, HomePage)


def test_the_line_may_be_cut_at_any_page(city: City, open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    line = city.line()
    fingers = open_kiosk(line.url)
    window = fingers.window
    counter: Counter = window.counter
    wait_until(lambda: window.line.value == "up", "the line", 20)
    citizen = citizen_at(fingers, tmp_path)
    cut = {"n": 0}
    answer = citizen._answer

    def answering(case: object) -> None:
        cut["n"] += 1
        line.cut() if cut["n"] % 2 else line.restore()
        answer(case)  # type: ignore[arg-type]

    citizen._answer = answering  # type: ignore[method-assign]
    done = citizen.register(cases().birth())
    row = counter.store.dossiers.by_id(done.registered.id)
    assert row is not None
    assert row.state is State.NEW
    line.restore()
    wait_until(lambda: counter.store.outbox.backlog().events == 0, "the city to have it", 40)
    assert len(city.rows("SELECT 1 FROM dossier WHERE id = %s", done.registered.id)) == 1
    window.lock.open()
    window.close()
    line.cut()


def test_a_page_is_read_out_by_the_systems_voice(
    open_kiosk: OpenKiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The double is the loudspeaker: a machine without sound has none. What reads is asked for as the real one is."""
    spoken = tmp_path / "spoken"
    voice = tmp_path / "espeak-ng"
    voice.write_text(f'#!/bin/sh\necho "$@" > {spoken}.words\ncat > {spoken}\n')
    voice.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    fingers = open_kiosk()
    fingers.press("Đọc")
    wait_until(lambda: spoken.exists() and "cần làm việc gì" in spoken.read_text(), "the voice")
    assert "-v vi" in Path(f"{spoken}.words").read_text()


def test_the_window_refuses_citizens_without_a_pin(tmp_path: Path) -> None:
    run = [".venv/bin/python", "-m", "kiosk", "--data-dir", str(tmp_path / "k")]
    subprocess.run([*run, "enrol", "--practice", "--counter", "7", "--profile", "self-service"], check=True)
    refused = subprocess.run(
        run, capture_output=True, text=True, env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin"}
    )
    assert refused.returncode == 1
    assert "self-service-pin" in refused.stderr
    subprocess.run([*run, "self-service-pin"], input="123456\n", text=True, check=True)
    opened = subprocess.run(
        [*run, "--quit-when-usable"],
        capture_output=True,
        text=True,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin"},
    )
    assert opened.returncode == 0, opened.stderr
