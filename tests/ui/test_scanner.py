"""The keyboard scanner's filter, where the computer is slower than the scanner."""

import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.domain.clock import SystemClock
from kiosk.domain.id_card import parse_id_card
from tests.builders import cases
from ui.demo.hands import wait_until
from ui.scanner import ScannerFilter


class Bench:
    """A line edit with the filter before it."""

    def __init__(self, app: QApplication) -> None:
        self.filter = ScannerFilter(SystemClock())
        self.scans: list[str] = []
        self.filter.scanned.connect(self.scans.append)
        app.installEventFilter(self.filter)
        self.app = app
        self.editor = QLineEdit()
        self.editor.show()
        self.editor.setFocus()
        self.stamp = 1000

    def keys(self, text: str, gap_ms: int) -> None:
        for character in text:
            self.stamp += gap_ms
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(self.stamp)
            QApplication.sendEvent(self.editor, event)

    def close(self) -> None:
        self.app.removeEventFilter(self.filter)
        self.editor.deleteLater()


@pytest.fixture
def bench(qapp: QApplication):  # type: ignore[no-untyped-def]
    made = Bench(qapp)
    yield made
    made.close()


def a_card() -> str:
    return cases(2, datetime.now(UTC).date()).person().card()


def stall(seconds: float) -> None:
    """The window is busy and looks at no key."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


@pytest.mark.parametrize("after", [5, 20, 60])
def test_a_window_that_is_busy_in_the_middle_of_a_scan_still_sees_one_card(bench: Bench, after: int) -> None:
    card = a_card()
    bench.keys(card[:after], 8)
    stall(0.4)
    bench.keys(card[after:], 8)
    wait_until(lambda: bool(bench.scans), "the scan")
    assert parse_id_card(bench.scans[0]) == parse_id_card(card)
    assert bench.editor.text() == ""


def other_work(seconds: float) -> None:
    """The window turns, timers and all, but no key reaches it: its keys wait in the system."""
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() >= end, "the other work's end")


def test_keys_that_arrive_in_many_pieces_are_one_card(bench: Bench) -> None:
    """The keys' own stamps say that a scanner struck them; how late they come says how busy this PC is."""
    card = a_card()
    pieces = [card[start : start + 6] for start in range(0, len(card), 6)]
    for piece in pieces:
        bench.keys(piece, 8)
        other_work(0.2)
    wait_until(lambda: bool(bench.scans), "the scan")
    assert [parse_id_card(scan) for scan in bench.scans] == [parse_id_card(card)]
    assert bench.editor.text() == ""


def test_a_person_typing_the_same_characters_slowly_is_no_scanner(bench: Bench) -> None:
    card = a_card()
    bench.keys(card, 160)
    assert bench.scans == []
    assert bench.editor.text() == card


def test_what_was_typed_just_before_stays(bench: Bench) -> None:
    bench.keys("Nguyen ", 150)
    bench.keys(a_card(), 10)
    wait_until(lambda: bool(bench.scans), "the scan")
    assert bench.editor.text() == "Nguyen "
