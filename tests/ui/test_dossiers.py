"""The list of dossiers and what is done with one: the whole of it by keys."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog

from kiosk.app import Counter
from kiosk.domain.clock import HANOI, SystemClock
from kiosk.domain.state import State
from kiosk.errors import StoreError
from kiosk.practice.persons import practice_person
from offline_store.dossiers import Dossiers
from tests.builders import cases, page
from tests.printing.papers import told
from tests.ui.conftest import OpenWindow
from ui.counter.acts import (
    ActDialog,
    ApologiseDialog,
    AskSupplementDialog,
    HandBackDialog,
    ReasonDialog,
    TakeSupplementDialog,
)
from ui.counter.scans_dialog import ScansDialog
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import Hands, wait_until

CONTROL = Qt.KeyboardModifier.ControlModifier


def accept(clerk: PlayedClerk, seed: int) -> str:
    return clerk.accept(cases(seed, SystemClock().now().date()).signature()).code


def codes(clerk: PlayedClerk) -> list[str]:
    return [row.code for row in clerk.window.dossiers_screen.table_model.rows]


def choose(clerk: PlayedClerk, act: str) -> Any:
    """Ctrl+M and the act's number."""
    detail = clerk.window.dossiers_screen.detail
    wait_until(lambda: detail.row is not None, "a dossier")
    clerk.hands.press(Qt.Key.Key_M, CONTROL)
    number = detail.acts.index(act) + 1  # type: ignore[arg-type]
    clerk.hands.press(Qt.Key(Qt.Key.Key_0 + number))
    wait_until(lambda: isinstance(detail.dialog, ActDialog), "the window")
    return detail.dialog


def confirm(dialog: QDialog) -> None:
    Hands(dialog).press(Qt.Key.Key_Return, CONTROL)


def at_the_list(open_window: OpenWindow, seed: int = 1, **settings: object) -> tuple[PlayedClerk, Counter, str]:
    clerk = open_window(**settings)
    code = accept(clerk, seed)
    clerk.hands.press(Qt.Key.Key_F3)
    wait_until(lambda: codes(clerk) == [code], "the list")
    return clerk, clerk.window.counter, code


def printed(counter: Counter, code: str, kind: str) -> Callable[[], bool]:
    return lambda: (counter.data_dir / "receipts" / f"{code} {kind}.pdf").exists()


def test_a_supplement_is_asked_for_printed_brought_scanned_and_seen(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk, counter, code = at_the_list(open_window)
    asked = choose(clerk, "ask_supplement")
    assert isinstance(asked, AskSupplementDialog)
    confirm(asked)
    assert "Chưa chọn giấy tờ nào" in asked.problem.text(), "said, and nothing lost"
    asked.items[0].setChecked(True)
    asked.others.setPlainText("Sổ hộ khẩu cũ\n")
    asked.reason.setText("Bản chụp bị mờ")
    confirm(asked)
    assert counter.dossier(code).state is State.SUPPLEMENT_REQUESTED
    wait_until(printed(counter, code, "supplement"), "the slip")
    assert "Yêu cầu bổ sung" in clerk.window.notice_text
    # They are back with the papers.
    wait_until(lambda: clerk.window.dossiers_screen.detail.first_act == "take_supplement", "what comes next")
    clerk.hands.press(Qt.Key.Key_Return)
    taken = clerk.window.dossiers_screen.detail.dialog
    assert isinstance(taken, TakeSupplementDialog)
    name = next(iter(taken.scan_buttons))
    flat_bed = Path(counter.settings.scan_folder)
    (flat_bed / "to-1.jpg").write_bytes(page(3))
    taken.scan_buttons[name].click()  # type: ignore[attr-defined]
    wait_until(lambda: len(taken.papers) == 1, "the scan", 30)
    confirm(taken)
    row = counter.dossier(code)
    assert row.state is State.IN_PROGRESS
    scans = counter.store.dossiers.attachments(row.id)
    assert scans[-1].document == name
    # Seen, enlarged, turned.
    wait_until(lambda: clerk.window.dossiers_screen.detail.scans.isEnabled(), "the scans")
    clerk.hands.press(Qt.Key.Key_O, CONTROL)
    viewer = clerk.window.dossiers_screen.detail.scans_dialog
    assert isinstance(viewer, ScansDialog)
    viewer.list.setCurrentRow(len(scans) - 1)
    wait_until(lambda: not viewer.sheet.pixmap().isNull(), "the page", 20)
    before = viewer.sheet.pixmap().size()
    Hands(viewer).press(Qt.Key.Key_Plus, CONTROL)
    assert viewer.sheet.pixmap().width() > before.width()
    Hands(viewer).press(Qt.Key.Key_Minus, CONTROL)
    Hands(viewer).press(Qt.Key.Key_R)
    assert viewer.sheet.pixmap().size() == before.transposed()
    viewer.close()


def test_the_result_goes_to_whoever_came_and_their_card_fills_it(open_window: OpenWindow) -> None:
    clerk, counter, code = at_the_list(open_window)
    told(counter, counter.dossier(code), 1, "dossier.done")
    clerk.hands.press(Qt.Key.Key_F4)
    wait_until(lambda: codes(clerk) == [code], "the finished one")
    address = counter.qr_text(counter.store.dossiers.acceptance(counter.dossier(code).id))
    clerk.hands.scan(address)
    wait_until(lambda: clerk.window.dossiers_screen.view.query == code, "the receipt")
    wait_until(lambda: codes(clerk) == [code], "its dossier")
    clerk.window.dossiers_screen.detail.do_first()
    dialog = clerk.window.dossiers_screen.detail.dialog
    assert isinstance(dialog, HandBackDialog)
    somebody = practice_person(Random(9), today=SystemClock().now().date())
    Hands(dialog).scan(somebody.card())
    wait_until(lambda: dialog.receiver.text() == somebody.name, "the card")
    confirm(dialog)
    row = counter.dossier(code)
    assert row.state is State.HANDED_BACK
    (said,) = (line for line in counter.store.dossiers.story(row.id) if line.type == "dossier.handed_back")
    assert (said.payload["receiver"], said.payload["by_applicant"]) == (somebody.name, False)
    wait_until(printed(counter, code, "control"), "the slip to sign")


def test_withdrawing_rejecting_and_notes_ask_for_words(open_window: OpenWindow) -> None:
    clerk, counter, code = at_the_list(open_window)
    note = choose(clerk, "note")
    Hands(note).type("Hen 15 gio quay lai")
    confirm(note)
    assert counter.store.dossiers.story(counter.dossier(code).id)[-1].payload["note"] == "Hen 15 gio quay lai"
    withdraw = choose(clerk, "withdraw")
    assert isinstance(withdraw, ReasonDialog)
    confirm(withdraw)
    assert "Chưa ghi lý do" in withdraw.problem.text()
    withdraw.usual.setCurrentIndex(1)
    withdraw.usual.activated.emit(1)
    withdraw.prints.setChecked(False)
    confirm(withdraw)
    assert counter.dossier(code).state is State.WITHDRAWN
    assert not counter.store.print_jobs.open()


def test_an_apology_takes_a_short_date_and_prints(open_window: OpenWindow) -> None:
    clerk, counter, code = at_the_list(open_window)
    dialog = choose(clerk, "apologise")
    assert isinstance(dialog, ApologiseDialog)
    dialog.due.setText("hom qua")
    dialog.reason.setText("Chờ xác minh")
    confirm(dialog)
    assert dialog.problem.text()
    day = (counter.dossier(code).due_at + timedelta(days=20)).astimezone(HANOI)
    dialog.due.setText(f"{day.day}/{day.month}/{day:%y}")
    confirm(dialog)
    due = counter.dossier(code).due_at.astimezone(HANOI)
    assert (due.date(), due.hour) == (day.date(), 17)
    wait_until(printed(counter, code, "apology"), "the letter")


def test_views_by_promise_are_saved_applied_and_forgotten(open_window: OpenWindow) -> None:
    clerk, counter, first = at_the_list(open_window)
    second = accept(clerk, 2)
    row = counter.dossier(first)
    told(counter, row, 1, "dossier.apologised", due_at=(row.due_at + timedelta(days=40)).isoformat())
    clerk.hands.press(Qt.Key.Key_F3)
    screen = clerk.window.dossiers_screen
    wait_until(lambda: codes(clerk) == [second, first], "newest first")
    screen.table.horizontalHeader().sectionClicked.emit(4)
    wait_until(lambda: screen.view.order == "due" and codes(clerk) == [second, first], "by promise")
    screen.due.setCurrentIndex(screen.due.findData("late"))
    wait_until(lambda: codes(clerk) == [], "nothing late")
    assert "Mọi ngày hẹn" in screen.empty.text()
    screen.save_view("Trễ hẹn")
    screen.show_all()
    wait_until(lambda: len(codes(clerk)) == 2, "all")
    (view,) = counter.settings.saved_views
    screen.apply_view(view)
    wait_until(lambda: codes(clerk) == [], "the saved one")
    assert screen.due.currentData() == "late"
    screen.forget_view("Trễ hẹn")
    assert counter.settings.saved_views == []
    screen.show_column(5, on=False)
    assert counter.settings.hidden_columns == [5]


def test_a_long_list_is_fetched_page_by_page_as_it_is_scrolled(open_window: OpenWindow, monkeypatch: Any) -> None:
    monkeypatch.setattr("ui.workers.PAGE_ROWS", 2)
    clerk = open_window()
    made = [accept(clerk, seed) for seed in (1, 2, 3, 4, 5)]
    clerk.hands.press(Qt.Key.Key_F3)
    table = clerk.window.dossiers_screen.table

    def all_there() -> bool:
        table.scrollToBottom()
        return codes(clerk) == made[::-1]

    wait_until(all_there, "every page", 20)
    assert not clerk.window.dossiers_screen.table_model.canFetchMore(QModelIndex())


def test_a_search_that_takes_long_says_so_and_one_that_fails_says_why(
    open_window: OpenWindow, monkeypatch: Any
) -> None:
    clerk, _, code = at_the_list(open_window)
    screen = clerk.window.dossiers_screen
    going, listed = threading.Event(), Dossiers.listed

    def slowly(self: Dossiers, *arguments: Any) -> Any:
        going.wait(20)
        return listed(self, *arguments)

    # The doubles make a disk slow and a file unreadable, which a small store on a good disk is not.
    monkeypatch.setattr(Dossiers, "listed", slowly)
    screen.refresh()
    wait_until(lambda: screen.empty.isVisible() and "Đang tìm" in screen.empty.text(), "the word")
    going.set()
    wait_until(lambda: codes(clerk) == [code] and screen.table.isVisible(), "the list")

    def failing(*_: Any) -> Any:
        raise StoreError("store_damaged", path="x")

    monkeypatch.setattr(Dossiers, "listed", failing)
    screen.refresh()
    wait_until(lambda: screen.empty.isVisible() and "hỏng" in screen.empty.text(), "the reason")
    monkeypatch.setattr(Dossiers, "listed", listed)


def test_what_the_input_method_writes_arrives_with_its_accents(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.begin(cases(61, SystemClock().now().date()).birth())
    field = clerk.screen.form.fields["child_name"].editor
    field.setFocus()
    for preedit, commit in (("Nguye", ""), ("Nguyễ", ""), ("", "Nguyễn "), ("", "Thị Ước")):
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(field, event)
    clerk.hands.tab()
    assert clerk.screen.presenter.value("child_name") == "Nguyễn Thị Ước"
