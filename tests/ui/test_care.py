"""What the window does by itself: a second window, damage, backups, notices, packages."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.app import enrol_practice
from kiosk.keys import database_key
from kiosk.recovery import recover
from kiosk.sync.lock import engine_lock
from kiosk.sync.ports import Line
from offline_store import Store
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City
from tests.faults.test_damage import wreck
from ui import line_workers
from ui.app import run
from ui.counter import closed_door
from ui.counter.closed_door import ClosedDoor
from ui.counter.window import CounterWindow
from ui.demo.hands import wait_until


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window looks after its data without letting the start settle first."""
    monkeypatch.setattr(line_workers, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(line_workers, "TURN_SECONDS", 0.1)


def opened(qtbot: QtBot, home: Path, city: str = "") -> CounterWindow:
    window = CounterWindow(home, city)
    qtbot.addWidget(window, before_close_func=lambda w: w.close())
    window.show()
    window.open_desk(window.counter.sign_in("canbo1", "thuchanh"))
    return window


@pytest.mark.usefixtures("at_once")
def test_a_second_window_says_so_and_takes_over_when_the_first_is_closed(qtbot: QtBot, city: City, home: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        accept(counter, cases(1).birth())
        device = counter.identity.device_id
    with engine_lock(home):
        window = opened(qtbot, home, city.url)
        wait_until(lambda: "đang gửi" in window.notice_text, "the sentence about the other window")
        assert not city.rows("SELECT 1 FROM device_event WHERE device_id = %s", device)
    wait_until(lambda: bool(city.rows("SELECT 1 FROM device_event WHERE device_id = %s", device)), "this one to send")
    wait_until(lambda: window.progress is not None and window.progress.line is Line.UP, "the line")
    window.close()


@pytest.mark.usefixtures("at_once")
def test_damage_is_found_after_the_start_and_put_right_by_one_button(qtbot: QtBot, home: Path) -> None:
    with a_counter(home) as counter:
        kept = {accept(counter, cases(n).birth(), [page(n, 500)]).id for n in range(6)}
    size = (home / "counter.db").stat().st_size // 4096
    wreck(home / "counter.db", size - 8, 4)
    window = opened(qtbot, home)
    wait_until(lambda: bool(window.damage_text), "the damage to be found")
    window.frame.repair.click()
    assert window.wants_repair
    assert not window.isVisible()
    recover(home, window.counter.clock)
    again = opened(qtbot, home)
    again.hide_notice()
    assert "đã được sửa" in again.notice_text
    assert {row.id for row in again.counter.store.dossiers.newest()} <= kept
    assert again.counter.store.integrity_problem() == ""
    again.close()


@pytest.mark.usefixtures("at_once")
def test_backups_are_made_while_the_window_is_open(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "second disk"
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
        counter.change_settings(backup_folder=str(folder))
        head = counter.store.log.head()
    window = opened(qtbot, home)
    wait_until(lambda: bool(list(folder.glob("counter-*.db"))), "a backup")
    window.close()
    (made,) = folder.glob("counter-*.db")
    with Store(made, database_key(home)) as copy:
        assert copy.log.head() == head


def test_what_happened_by_itself_is_said_once_one_after_the_other(qtbot: QtBot, home: Path) -> None:
    with a_counter(home) as counter:
        counter.store.note("two_histories", counter.clock.now())
        counter.store.note("city_healed", counter.clock.now(), count="3")
    window = opened(qtbot, home)
    assert "Chưa có địa chỉ" in window.notice_text
    window.hide_notice()
    assert "hai máy" in window.notice_text
    window.hide_notice()
    assert "gửi lại 3 việc" in window.notice_text
    window.hide_notice()
    assert window.notice_text == ""
    assert window.counter.store.notices.unread() == []
    window.close()


def test_a_package_is_exported_and_another_counters_is_carried_from_the_outbox(
    qtbot: QtBot, city: City, home: Path, tmp_path: Path
) -> None:
    day = a_day_of_its_own()
    stick = tmp_path / "goi.motcua"
    with a_counter(home, number=4, clock=day) as counter:
        accept(counter, cases(1).birth(), [page(1) + os.urandom(8)])
        device = counter.identity.device_id
    offline = opened(qtbot, home)
    offline.go_outbox()
    offline.workers.export.emit(str(stick))
    wait_until(lambda: "Đã xuất 1 việc" in offline.notice_text, "the export")
    offline.close()
    with a_counter(tmp_path / "other", number=5, clock=day):
        pass
    online = opened(qtbot, tmp_path / "other", city.url)
    online.go_outbox()
    online.workers.carry.emit(str(stick))
    wait_until(lambda: "Thành phố đã nhận gói: 1 việc" in online.notice_text, "the import")
    assert city.rows("SELECT count(*) AS n FROM dossier WHERE device_id = %s", device) == [{"n": 1}]
    online.close()


def test_a_dossier_that_needs_a_look_says_so_in_the_list_and_why(qtbot: QtBot, home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        (paper,) = counter.store.dossiers.attachments(accepted.id)
        counter.store.outbox.note_trouble(paper.attachment.sha256, "attachment_refused")
    window = opened(qtbot, home)
    window.go_dossiers()
    table = window.dossiers_screen.table_model
    wait_until(lambda: len(table.rows) == 1, "the list")
    assert table.data(table.index(0, 5)) == "cần xem lại"
    window.dossiers_screen.table.selectRow(0)
    wait_until(lambda: "không nhận tệp quét" in window.dossiers_screen.detail._trouble.text(), "the reason")
    window.close()


def test_a_counter_that_cannot_be_opened_says_why_and_opens_at_the_next_try(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def press_again(door: ClosedDoor) -> None:
        said.append(door.why.text())
        enrol_practice(home)
        qtbot.keyClick(door, Qt.Key.Key_Return)

    class Watched(ClosedDoor):
        def showEvent(self, event: QShowEvent) -> None:
            super().showEvent(event)
            QTimer.singleShot(0, lambda: press_again(self))

    monkeypatch.setattr(closed_door, "ClosedDoor", Watched)
    opened_at: list[CounterWindow] = []

    def close_soon() -> None:
        opened_at.extend(w for w in QApplication.topLevelWidgets() if isinstance(w, CounterWindow))
        QTimer.singleShot(0, opened_at[-1].close)

    assert run(home, ready=close_soon) == 0
    assert len(said) == 1
    assert "enrol" in said[0]
    assert opened_at
