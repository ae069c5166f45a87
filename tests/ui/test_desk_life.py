"""A clerk's day around the dossiers: stepping aside, locking, taking turns, finding, help, books."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from kiosk import app as counter_app
from kiosk.accounts import new_account
from kiosk.app import Counter
from kiosk.domain.clock import HANOI, SystemClock
from kiosk.practice.identity import practice_identity
from tests.builders import cases
from tests.printing.papers import told
from tests.ui.conftest import OpenWindow
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import Hands, wait_until

CONTROL = Qt.KeyboardModifier.ControlModifier


def make(seed: int):  # type: ignore[no-untyped-def]
    return cases(seed, SystemClock().now().date())


def begun(clerk: PlayedClerk, seed: int) -> str:
    """An acceptance in the making; gives the applicant's name."""
    case = make(seed).birth()
    clerk.begin(case)
    return case.applicant.name


def shown_name(clerk: PlayedClerk) -> str:
    return clerk.screen.form.fields["applicant.name"].text()


def test_a_citizen_steps_aside_another_is_served_and_the_first_goes_on(open_window: OpenWindow) -> None:
    clerk = open_window()
    first = begun(clerk, 1)
    clerk.hands.press(Qt.Key.Key_B, CONTROL)
    assert clerk.screen.currentWidget() is clerk.screen.picker
    second = begun(clerk, 2)
    clerk.hands.press(Qt.Key.Key_B, CONTROL)
    labels = [made.text() for made in clerk.screen.picker.draft_buttons]
    assert [second in labels[0], first in labels[1]] == [True, True]
    third = clerk.accept(make(3).signature()).code
    assert third
    clerk.hands.press(Qt.Key.Key_F2)
    clerk.hands.press(Qt.Key.Key_2, CONTROL)
    assert shown_name(clerk) == first
    wait_until(lambda: clerk.screen.draft_at_rest, "the draft at rest")
    assert len(clerk.window.counter.store.drafts.all()) == 2


def test_locked_screen_shows_nothing_and_gives_the_draft_back(open_window: OpenWindow) -> None:
    clerk = open_window()
    name = begun(clerk, 4)
    clerk.hands.press(Qt.Key.Key_L, CONTROL)
    window = clerk.window
    assert window.is_locked
    visible = [w.text() for w in window.findChildren(QLabel) if w.isVisible()]
    assert not any(name in text for text in visible)
    # Keys of the desk do nothing, a scan fills nothing.
    clerk.hands.press(Qt.Key.Key_F3)
    assert window.is_locked
    clerk.hands.type("sai")
    clerk.hands.enter()
    assert window.is_locked
    assert window.sign_in.message.isVisible()
    assert "mật khẩu" in window.sign_in.message.text()
    clerk.hands.type("thuchanh")
    clerk.hands.enter()
    assert not window.is_locked
    assert shown_name(clerk) == name


def test_nobody_touching_anything_locks(open_window: OpenWindow) -> None:
    clerk = open_window(lock_minutes=1)
    window = clerk.window
    assert window._idle.isActive()
    assert window._idle.interval() == 60_000
    window._idle.setInterval(1)
    window._idle.start()
    wait_until(lambda: window.is_locked, "the lock")
    assert "Lê Thu Hà" in window.sign_in.locked.text()


def test_a_colleague_sits_down_and_each_finds_their_own_draft(open_window: OpenWindow, tmp_path: Path) -> None:
    home = tmp_path / "counter"
    clerk = open_window(home=home)
    with Counter(home) as counter:
        counter.store.accounts.put(new_account("canbo2", "Trần Thị Mai", "clerk", "matkhau2", SystemClock()))
    name = begun(clerk, 5)
    window = clerk.window
    clerk.hands.press(Qt.Key.Key_L, CONTROL)
    sign_in(clerk, "canbo2", "matkhau2")
    assert window.account is not None
    assert window.account.name == "Trần Thị Mai"
    assert clerk.screen.currentWidget() is clerk.screen.picker
    wait_until(lambda: bool(window.counter.store.drafts.all()), "the draft")
    code = clerk.accept(make(6).signature()).code
    row = window.counter.dossier(code)
    assert window.counter.store.dossiers.acceptance(row.id).actor == "canbo2"
    clerk.hands.press(Qt.Key.Key_L, CONTROL)
    sign_in(clerk, "canbo1", "thuchanh")
    assert shown_name(clerk) == name
    # A colleague's draft may be gone on with: it is then whose hands it is in.
    clerk.hands.press(Qt.Key.Key_B, CONTROL)
    clerk.hands.press(Qt.Key.Key_L, CONTROL)
    sign_in(clerk, "canbo2", "matkhau2")
    assert "canbo1" in clerk.screen.picker.draft_buttons[0].text()
    clerk.hands.press(Qt.Key.Key_1, CONTROL)
    assert shown_name(clerk) == name
    wait_until(lambda: [d.clerk for d in window.counter.store.drafts.all()] == ["canbo2"], "the new owner")


def test_a_password_that_was_given_out_is_changed_before_the_desk_opens(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    home = tmp_path / "counter"
    # As a real counter would be enrolled; only the city's own key is practice's.
    made = practice_identity("a" * 32, 2, SystemClock().now().date())
    counter_app.enrol(home, replace(made.identity, practice=False), made.device_key, made.public_url)
    with Counter(home) as counter:
        given = new_account("canbo2", "Trần Thị Mai", "clerk", "duoc-cap-1", SystemClock())
        counter.store.accounts.put(replace(given, must_change=True))
    clerk = open_window(home=home, sign_in=False)
    sign_in(clerk, "canbo2", "duoc-cap-1")
    dialog = clerk.window.sign_in.changing
    wait_until(dialog.isVisible, "the question")
    assert clerk.window.account is None
    for new, again, says in (
        ("ngan", "ngan", "8 ký tự"),
        ("cua-rieng-toi", "cua-rieng-tôi", "không giống nhau"),
        ("duoc-cap-1", "duoc-cap-1", "khác mật khẩu cũ"),
    ):
        dialog.new.setText(new)
        dialog.again.setText(again)
        dialog.change()
        assert says in dialog.message.text()
    dialog.new.setText("cua-rieng-toi")
    dialog.again.setText("cua-rieng-toi")
    Hands(dialog).enter()
    wait_until(lambda: clerk.window.accept_screen is not None, "the desk")
    assert clerk.window.counter.sign_in("canbo2", "cua-rieng-toi").must_change is False
    last = clerk.window.counter.store.log.of_dossier("")[-1]
    assert last.type == "account.password_changed" and "cua-rieng-toi" not in str(last.payload)


def sign_in(clerk: PlayedClerk, username: str, password: str) -> None:
    clerk.window.sign_in.username.setText(username)
    clerk.window.sign_in.password.setFocus()
    clerk.hands.type(password)
    clerk.hands.enter()


def test_anything_is_found_by_a_few_letters(open_window: OpenWindow) -> None:
    clerk = open_window()
    code = clerk.accept(make(7).signature()).code
    name = clerk.window.counter.dossier(code).applicant_name
    for typed, kind in (
        ("hang cho", "place"),
        (name.split()[-1] + " " + name.split()[0], "dossier"),
        ("khai tu", "procedure"),
    ):
        clerk.hands.press(Qt.Key.Key_K, CONTROL)
        finder = clerk.window.finder
        finder.search.setText(typed)
        number = next(n for n, found in enumerate(finder.rows) if found.kind == kind)
        for _ in range(number):
            Hands(finder).press(Qt.Key.Key_Down)
        Hands(finder).enter()
        if kind == "place":
            assert clerk.window.frame is not None
            assert clerk.window.frame.screens.currentWidget() is clerk.window.outbox_screen
        if kind == "dossier":
            screen = clerk.window.dossiers_screen
            wait_until(lambda screen=screen: screen.detail.row is not None and screen.detail.row.code == code, "it")
    assert clerk.screen.presenter.procedure is not None
    assert clerk.screen.presenter.procedure.name == "Đăng ký khai tử"


def test_help_speaks_of_the_screen_in_front(open_window: OpenWindow) -> None:
    clerk = open_window()
    for key, words in (
        (Qt.Key.Key_F2, "Ctrl+B"),
        (Qt.Key.Key_F3, "Ctrl+M"),
        (Qt.Key.Key_F6, "xuất ra USB"),
        (Qt.Key.Key_F7, "Chốt ngày"),
        (Qt.Key.Key_F8, "In trang thử"),
    ):
        clerk.hands.press(key)
        clerk.hands.press(Qt.Key.Key_F1)
        said = " ".join(w.text() for w in clerk.window.help.findChildren(QLabel))
        assert words in said
        clerk.window.help.close()


def test_what_is_promised_for_today_is_one_press_away(open_window: OpenWindow) -> None:
    clerk = open_window()
    code = clerk.accept(make(8).signature()).code
    counter = clerk.window.counter
    # Whatever the hour of the test: the city names this evening.
    evening = SystemClock().now().astimezone(HANOI).replace(hour=23, minute=59)
    told(counter, counter.dossier(code), 1, "dossier.apologised", due_at=evening.isoformat())
    clerk.hands.press(Qt.Key.Key_F2)
    (chip,) = (w for w in clerk.screen.picker.findChildren(QPushButton) if "Hẹn trả hôm nay: 1" in w.text())
    chip.click()
    wait_until(lambda: clerk.window.dossiers_screen.view.due == "today", "the list")


def test_the_days_figures_the_spreadsheet_the_book_and_the_cash(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    code = clerk.accept(make(9).signature()).code
    counter = clerk.window.counter
    fee = counter.dossier(code).fee_vnd
    clerk.hands.press(Qt.Key.Key_F7)
    books = clerk.window.books_screen
    wait_until(lambda: books.figures["received"].text() == "1", "the figures")
    assert "nhận 1" in books.chart.accessibleDescription()
    books.save_to(str(tmp_path / "so.xlsx"))
    wait_until(lambda: (tmp_path / "so.xlsx").exists() and "Đã lưu" in clerk.window.notice_text, "the file", 20)
    clerk.window.hide_notice()
    clerk.hands.press(Qt.Key.Key_P, CONTROL)
    wait_until(lambda: "day_book" in clerk.window.notice_text, "the book", 20)
    books.counted.setText(str(fee + 5000))
    books.close_day.click()
    assert "ghi vì sao khác" in clerk.window.notice_text
    books.note.setText("tiền lẻ của quầy")
    books.close_day.click()
    wait_until(lambda: "cash_up" in clerk.window.notice_text, "its paper", 20)
    wait_until(lambda: "chênh lệch 5.000 đ" in books.cash.text(), "the day closed")
    # Another day: nothing, said so; a span cannot be closed.
    books.span.setCurrentIndex(books.span.findData("yesterday"))
    wait_until(lambda: books.figures["received"].text() == "0", "yesterday")
    books.span.setCurrentIndex(books.span.findData("own"))
    yesterday = SystemClock().now().date() - timedelta(days=1)
    books.first.setText(f"{yesterday:%d/%m/%Y}")
    books.last.setText(f"{SystemClock().now().date():%d%m%y}")
    books.last.editingFinished.emit()
    wait_until(lambda: books.figures["received"].text() == "1", "the span")
    assert not books.close_day.isEnabled()
    books.first.setText("hom kia")
    books.refresh()
    assert "hom kia" in clerk.window.notice_text


def test_too_few_papers_the_list_is_printed_and_the_dossier_waits(open_window: OpenWindow) -> None:
    clerk = open_window()
    case = make(10).birth()
    clerk.begin(case)
    clerk.fill_rest(case)
    clerk.hands.press(Qt.Key.Key_F9)
    assert any("Ctrl+H" in w.text() for w in clerk.screen.papers.findChildren(QPushButton))
    clerk.hands.press(Qt.Key.Key_H, CONTROL)
    counter = clerk.window.counter
    receipts = counter.data_dir / "receipts"
    wait_until(lambda: "giấy đã lưu" in clerk.window.notice_text, "the slip", 20)
    (slip,) = receipts.glob("missing papers*.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(slip).pages)
    assert "PHIẾU YÊU CẦU BỔ SUNG" in text
    assert "1. Giấy chứng sinh" in text
    assert case.applicant.name in text
    assert counter.store.dossiers.count() == 0
    assert case.applicant.name in clerk.screen.picker.draft_buttons[0].text()
