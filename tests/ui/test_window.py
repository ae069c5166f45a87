"""The window around accepting: signing in, the line, the list, the outbox, paper, settings, looks."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import SystemClock
from kiosk.domain.state import State
from kiosk.sync.ports import Line
from offline_store.dossiers import Dossiers
from printing.reading import page_pictures, qr_texts
from tests.builders import cases
from tests.city import City
from tests.disk import NEEDS_ROOT, fill
from tests.ui.conftest import OpenWindow
from ui.counter.acts import HandBackDialog
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import Hands, wait_until
from ui.qt_printer import QtPrinter
from ui.theme import DARK, LIGHT, Tokens


def the_cases(seed: int = 1):  # type: ignore[no-untyped-def]
    return cases(seed, SystemClock().now().date())


def rows(clerk: PlayedClerk) -> list[str]:
    return [row.code for row in clerk.window.dossiers_screen.table_model.rows]


def test_a_wrong_password_says_so_and_the_right_one_opens(open_window: OpenWindow) -> None:
    clerk = open_window(sign_in=False)
    clerk.hands.type("canbo1")
    clerk.hands.enter()
    clerk.hands.type("sai")
    clerk.hands.enter()
    assert "mật khẩu không đúng" in clerk.window.sign_in.message.text()
    assert clerk.window.accept_screen is None
    clerk.hands.type("thuchanh")
    clerk.hands.enter()
    assert clerk.window.accept_screen is not None


def test_without_a_line_a_calm_band_counts_what_is_safe_here(open_window: OpenWindow) -> None:
    clerk = open_window("http://127.0.0.1:9")
    clerk.await_line(Line.DOWN)
    clerk.accept(the_cases().signature())
    band = clerk.window.band_text
    assert "Mất kết nối từ" in band and "1 hồ sơ đã lưu an toàn" in band
    assert "Chưa có mạng" in clerk.screen.done.safe.text()
    clerk.hands.press(Qt.Key.Key_F6)
    assert "1 hồ sơ, 1 tệp quét" in clerk.window.outbox_screen.counts.text()


def test_the_outbox_drains_and_says_so_and_news_arrives(open_window: OpenWindow, city: City) -> None:
    line = city.line()
    line.cut()
    clerk = open_window(line.url)
    clerk.await_line(Line.DOWN)
    journal = clerk.accept(the_cases().signature())
    line.restore()
    clerk.await_line(Line.UP)
    counter = clerk.window.counter
    wait_until(lambda: counter.dossier(journal.code).sync == "complete", "the dossier in the city", 40)
    clerk.hands.press(Qt.Key.Key_F6)
    wait_until(lambda: "Không còn gì chờ gửi" in clerk.window.outbox_screen.counts.text(), "an empty outbox", 20)
    city.rows(
        "UPDATE dossier SET code = code || 'X' WHERE code = %s AND device_id <> %s",
        journal.code,
        counter.identity.device_id,
    )
    assert city.office(journal.code, "done").ok
    wait_until(lambda: "Đã xử lý xong" in clerk.window.notice_text, "the news", 40)
    clerk.hands.press(Qt.Key.Key_F4)
    wait_until(lambda: rows(clerk) == [journal.code], "the finished dossier")
    clerk.hands.enter()
    dialog = clerk.window.dossiers_screen.detail.dialog
    assert isinstance(dialog, HandBackDialog)
    Hands(dialog).press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert counter.dossier(journal.code).state is State.HANDED_BACK
    line.cut()


def test_the_list_is_searched_as_one_types_and_by_scanning_a_receipt(open_window: OpenWindow) -> None:
    clerk = open_window()
    first, second = (clerk.accept(the_cases(seed).signature()) for seed in (11, 12))
    clerk.hands.press(Qt.Key.Key_F3)
    wait_until(lambda: len(rows(clerk)) == 2, "the list")
    name = clerk.window.counter.dossier(first.code).applicant_name
    from kiosk.domain.text import fold

    clerk.hands.type(fold(name))
    wait_until(lambda: rows(clerk) == [first.code], "the one found")
    clerk.window.dossiers_screen.search.clear()
    counter = clerk.window.counter
    address = counter.qr_text(counter.store.dossiers.acceptance(counter.dossier(second.code).id))
    clerk.window.dossiers_screen.search.setFocus()
    clerk.hands.scan(address)
    wait_until(lambda: rows(clerk) == [second.code], "the receipt's dossier")
    clerk.window.dossiers_screen.search.setText("khongcoaica")
    wait_until(lambda: rows(clerk) == [], "nothing")
    assert "Không có hồ sơ nào khớp" in clerk.window.dossiers_screen.empty.text()


def test_a_printer_that_fails_is_said_and_the_paper_waits_to_be_printed_again(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (
        ("lp", "echo 'lp: out of paper' >&2; exit 1"),
        ("lpstat", 'case $1 in -e) echo q1;; *) echo "x: q1";; esac'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    clerk = open_window(printer="q1")
    journal = clerk.accept(the_cases().signature())
    wait_until(lambda: "out of paper" in clerk.window.notice_text, "the printer's word")
    assert "out of paper" in clerk.screen.done.paper.text()
    with Counter(clerk.window.counter.data_dir) as counter:
        assert counter.dossier(journal.code).state is State.ACCEPTED
        counter.change_settings(printer="folder")
    clerk.hands.press(Qt.Key.Key_F6)
    again = next(b for b in clerk.window.outbox_screen.findChildren(QPushButton) if b.text() == "In lại")
    again.click()
    receipt = clerk.window.counter.data_dir / "receipts" / f"{journal.code}.pdf"
    wait_until(receipt.exists, "the paper")
    wait_until(lambda: clerk.window.counter.store.print_jobs.open() == [], "no paper waiting")


def test_an_answer_that_comes_while_the_window_closes_is_for_nobody(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = open_window()
    clerk.accept(the_cases(5).signature())
    window = clerk.window
    looking, go_on = threading.Event(), threading.Event()
    listed, stop = Dossiers.listed, window.workers.stop

    def slowly(self: Dossiers, *arguments: Any) -> Any:
        looking.set()
        go_on.wait(30)
        return listed(self, *arguments)

    def stop_and_let_go() -> None:
        go_on.set()
        stop()

    # The doubles make the list's answer come just while the window closes.
    monkeypatch.setattr(Dossiers, "listed", slowly)
    monkeypatch.setattr(window.workers, "stop", stop_and_let_go)
    window.dossiers_screen.refresh()
    assert looking.wait(30)
    window.close()
    QApplication.processEvents()  # an exception in a slot fails the test


@NEEDS_ROOT
def test_a_full_disk_is_said_and_what_was_typed_is_still_there(open_window: OpenWindow, small_disk: Path) -> None:
    clerk = open_window(home=small_disk / "counter", printer="folder")
    case = the_cases(21).marital_status()
    clerk.begin(case)
    clerk.fill_rest(case)
    clerk.tick_documents()
    typed = dict(clerk.screen.presenter.values)
    filler = fill(small_disk)
    clerk.hands.press(Qt.Key.Key_F9)
    wait_until(lambda: "Ổ đĩa đã đầy" in clerk.window.notice_text, "the disk's fullness", 20)
    assert clerk.screen.presenter.values == typed
    assert clerk.window.counter.store.dossiers.count() == 0
    filler.unlink()
    clerk.press_f9()
    assert clerk.window.counter.store.dossiers.count() == 1
    clerk.window.counter.store.check()


def test_a_receipt_is_printed_again_by_one_key_and_marked(open_window: OpenWindow) -> None:
    clerk = open_window()
    journal = clerk.accept(the_cases().signature())
    clerk.hands.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    second = clerk.window.counter.data_dir / "receipts" / f"{journal.code}_2.pdf"
    wait_until(second.exists, "the second print")


def test_the_done_screen_shows_a_qr_a_phone_can_read(open_window: OpenWindow) -> None:
    clerk = open_window()
    journal = clerk.accept(the_cases().signature())
    from PIL import Image

    image = (
        clerk.screen.done.qr.pixmap()
        .toImage()
        .convertToFormat(clerk.screen.done.qr.pixmap().toImage().Format.Format_RGB888)
    )
    picture = Image.frombytes(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )
    (text,) = qr_texts(picture.resize((image.width() * 2, image.height() * 2)))
    assert journal.code in text


def test_the_toolkits_printer_prints_the_page_itself(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    journal = clerk.accept(the_cases().signature())
    receipt = clerk.window.counter.data_dir / "receipts" / f"{journal.code}.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(300)
    QtPrinter(printer, "giấy").send(receipt.read_bytes(), journal.code, 1)
    (page,) = page_pictures((tmp_path / "out.pdf").read_bytes(), 250)
    assert abs(page.width / page.height - 148 / 210) < 0.01
    assert journal.code in qr_texts(page)[0]


def test_settings_are_checked_saved_and_kept(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.hands.press(Qt.Key.Key_F8)
    screen = clerk.window.settings_screen
    screen.city.setText("http://motcua.hanoi.example")
    screen.save.click()
    assert "không mã hóa" in clerk.window.notice_text
    screen.city.setText("https://motcua.hanoi.example/")
    screen.theme.setCurrentIndex(screen.theme.findData("dark"))
    screen.save.click()
    assert "Đã lưu" in clerk.window.notice_text
    with Counter(clerk.window.counter.data_dir) as counter:
        assert counter.settings.city_url == "https://motcua.hanoi.example"
        assert counter.settings.theme == "dark"
        counter.change_settings(theme="light")
    clerk.window.restyle()


def test_printers_and_scanners_are_looked_for_in_the_background(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (
        ("scanimage", "echo 'flatbed:0'"),
        ("lpstat", 'case $1 in -e) echo q1;; *) echo "x: q1";; esac'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    clerk = open_window()
    clerk.hands.press(Qt.Key.Key_F8)
    screen = clerk.window.settings_screen
    wait_until(
        lambda: screen.scanner.findData("flatbed:0") >= 0 and screen.printer.findData("q1") >= 0, "the devices", 10
    )
    assert screen.printer.currentData() == "folder"


def test_every_control_has_a_name_for_a_screen_reader(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.hands.type("ks")
    clerk.hands.enter()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F8):
        clerk.hands.press(key)
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QPushButton):
            for widget in clerk.window.findChildren(kind):
                if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    interface = QAccessible.queryAccessibleInterface(widget)
                    assert interface.text(QAccessible.Text.Name).strip(), (key, widget, widget.parentWidget())


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_text_contrast_is_at_least_four_and_a_half(look: Tokens) -> None:
    for ink, ground in (
        (look.ink, look.paper),
        (look.ink, look.surface),
        (look.quiet, look.surface),
        (look.quiet, look.paper),
        (look.primary, look.surface),
        (look.primary_ink, look.primary),
        (look.primary, look.primary_soft),
        (look.success, look.success_soft),
        (look.ink, look.success_soft),
        (look.warning, look.warning_soft),
        (look.danger, look.surface),
        (look.rail_ink, look.rail),
        (look.rail_ink, look.rail_active),
        (look.rail_quiet, look.rail),
    ):
        light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_nothing_is_cut_off_at_the_reference_size(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.hands.type("ks")
    clerk.hands.enter()
    assert (clerk.window.width(), clerk.window.height()) == (1366, 768)
    page: QWidget = clerk.screen.form
    for widget in clerk.screen.form.fields.values():
        assert widget.mapTo(page, widget.rect().topRight()).x() <= page.width()
    assert QApplication.instance() is not None


def test_a_window_closes_at_once_although_devices_were_asked_about_many_times(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A scanner's list that never comes: a command in the place of scanimage.
    slow = tmp_path / "bin" / "scanimage"
    slow.parent.mkdir()
    slow.write_text('#!/bin/sh\ntouch "$(dirname "$0")/asked"\nexec sleep 600\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    clerk = open_window()
    for _ in range(20):
        clerk.window.workers.find_devices.emit()
    wait_until(lambda: (slow.parent / "asked").exists(), "the question", 20)
    threads = list(clerk.window.workers._threads)
    clerk.window.close()
    assert not any(thread.isRunning() for thread in threads)


ENDS_EARLY = """
import sys, threading
from pathlib import Path
import ui.workers
ui.workers.STOP_MILLISECONDS = 50
from PySide6.QtCore import QTimer
from kiosk.app import enrol_practice
from kiosk.settings import Settings
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.hands import wait_until
home = Path(sys.argv[1])
enrol_practice(home)
app = application(Settings())
window = CounterWindow(home, "")
window.show()
looking, go_on = threading.Event(), threading.Event()
QTimer.singleShot(0, window.workers.device_worker, lambda: (looking.set(), go_on.wait(30)))
wait_until(looking.is_set, "the look")
window.close()
threading.Timer(0.2, go_on.set).start()
sys.exit(0)
"""


def test_a_program_that_ends_while_a_look_goes_on_is_no_crash(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDS_EARLY, str(tmp_path / "counter")], capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
