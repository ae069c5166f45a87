"""A seeded monkey at the counter: random keys, clicks and scans raise nothing and leave a sound store."""

import os
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from kiosk.app import Counter
from kiosk.domain.clock import SystemClock
from kiosk.practice.persons import practice_person
from tests.city import City
from tests.ui.conftest import OpenWindow
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import wait_until

ACTIONS = int(os.environ.get("MONKEY_ACTIONS", "500"))
"""MONKEY_ACTIONS=60000 is about an hour."""
KEYS = [
    *(getattr(Qt.Key, f"Key_F{n}") for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
    *[Qt.Key.Key_Tab] * 6,
    *[Qt.Key.Key_Return] * 4,
    *[Qt.Key.Key_Down] * 3,
    Qt.Key.Key_Up,
    *[Qt.Key.Key_Escape] * 3,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Space,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_PageDown,
]
WITH_CONTROL = [getattr(Qt.Key, f"Key_{letter}") for letter in "BDEHJKLMOPRS12"]
WORDS = [
    "ks",
    "khai tu",
    "chung thuc",
    "Nguyễn Văn An",
    "01/01/1990",
    "0912345678",
    "a",
    "%",
    "'; --",
    "8000",
    "\u202e",
    "2",
]


class Monkey:
    """Does one thing after the other to whatever window is in front."""

    def __init__(self, clerk: PlayedClerk, seed: int) -> None:
        self._clerk = clerk
        self._random = Random(seed)
        self.log: list[str] = []

    def act(self) -> None:
        front = self._front()
        if isinstance(front, QFileDialog):
            self._do("leave the file dialog", front.reject)
            return
        window = self._clerk.window
        if window.is_locked:
            window.sign_in.username.setText("canbo1")
            window.sign_in.password.setText("thuchanh")
            self._do("sign in", window.sign_in._try)
            return
        self._random.choice([self._key, self._key, self._control, self._type, self._click, self._click, self._scan])(
            front
        )

    def _front(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._clerk.window

    def _do(self, what: str, work: object, *arguments: object) -> None:
        self.log.append(what)
        work(*arguments)  # type: ignore[operator]
        QApplication.processEvents()

    def _target(self, front: QWidget) -> QWidget:
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is front or front.isAncestorOf(focus))
        return focus if inside and focus is not None else front.focusWidget() or front

    def _key(self, front: QWidget) -> None:
        key = self._random.choice(KEYS)
        self._do(f"key {key.name}", QTest.keyClick, self._target(front), key)

    def _control(self, front: QWidget) -> None:
        key = self._random.choice(WITH_CONTROL)
        self._do(f"Ctrl {key.name}", QTest.keyClick, self._target(front), key, Qt.KeyboardModifier.ControlModifier)

    def _type(self, front: QWidget) -> None:
        target, words = self._target(front), self._random.choice(WORDS)
        if isinstance(target, QLineEdit):
            self._do(f"type {words!r}", target.insert, words)
        elif isinstance(target, QPlainTextEdit):
            self._do(f"type {words!r}", target.insertPlainText, words)

    def _click(self, front: QWidget) -> None:
        if isinstance(front, QMenu):
            actions = [a for a in front.actions() if a.isEnabled() and not a.isSeparator() and a.menu() is None]
            if actions:
                action = self._random.choice(actions)
                self._do(f"choose {action.text()}", action.trigger)
                if isValid(front):
                    front.close()
            return
        kinds = (QAbstractButton, QComboBox, QLineEdit, QListWidget, QTableView)
        there = [w for kind in kinds for w in front.findChildren(kind) if w.isVisible() and w.isEnabled()]
        if not there:
            return
        widget = self._random.choice(there)
        if isinstance(widget, QComboBox):
            if widget.count():
                self._do(
                    f"choose in {widget.accessibleName()}",
                    widget.setCurrentIndex,
                    self._random.randrange(widget.count()),
                )
            return
        name = widget.accessibleName() or type(widget).__name__
        place = QPoint(min(10, widget.width() - 1), min(10, widget.height() - 1))
        self._do(
            f"click {name}", QTest.mouseClick, widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

    def _scan(self, front: QWidget) -> None:
        if isinstance(front, QMenu):
            return
        card = practice_person(self._random, today=SystemClock().now().date()).card()
        self._do("scan a card", self._clerk.window.scanner.scanned.emit, card)


@pytest.mark.parametrize("seed", [int(n) for n in os.environ.get("MONKEY_SEEDS", "1 2").split()])
def test_a_monkey_raises_nothing_and_leaves_a_sound_store(
    open_window: OpenWindow, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    line = city.line()
    clerk = open_window(line.url, home=tmp_path / "counter")
    monkey = Monkey(clerk, seed)
    try:
        for number in range(ACTIONS):
            if number % 100 == 50:
                line.cut() if (number // 100) % 2 else line.restore()
            monkey.act()
    except BaseException:
        print("\n".join(monkey.log[-40:]))
        raise
    line.restore()
    while (front := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        front.close()
        QApplication.processEvents()
    window = clerk.window
    wait_until(lambda: window.accept_screen is None or window.accept_screen.draft_at_rest, "the draft at rest", 30)
    window.close()
    with Counter(tmp_path / "counter") as counter:
        counter.store.check()
        assert counter.store.integrity_problem() == ""
    line.cut()
