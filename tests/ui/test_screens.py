"""Every window as it was last looked at, at usual and at large text; nothing cut off, everything named for a screen reader."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kiosk.settings import Settings
from tests.ui.pictures import FOLDER, TOLERATED, changes, difference
from ui.app import EFFECTS, application
from ui.demo.screens import Photographer, practice_home, walk

LOOKS = os.environ.get("SCREEN_LOOKS", "light-vi dark-vi light-en dark-en light-vi-150").split()
CHANGING = {
    "accepted": 0.09,
    "preview": 0.06,
    "preview_failed": 0.06,
    "verify_genuine": 0.04,
    "verify_replayed": 0.04,
    "verify_loading": 0.04,
    "verify_failed": 0.005,
    "settings": 0.015,
    "settings_loading": 0.015,
    "settings_failed": 0.015,
    "outbox_offline": 0.005,
    "outbox_failed": 0.005,
}
"""A receipt's QR is another one each time (its key is made anew), and so are a device's id, a folder's name, the disk's free
room and how many seconds the speed was drawn for. Those pictures may differ by the place of it."""
LARGEST = (1366, 768)


@pytest.mark.parametrize("look", LOOKS)
def test_no_window_changes_unseen(tmp_path: Path, look: str) -> None:
    assert changes("ui.demo.screens", look, tmp_path, FOLDER, CHANGING) == [], "look at them, then make screens"
    for path in tmp_path.glob("*.png"):
        with Image.open(path) as fresh:
            assert fresh.width <= LARGEST[0] and fresh.height <= LARGEST[1], (
                f"{path.name}: larger than the smallest screen"
            )


def test_a_moved_button_is_seen() -> None:
    """The control: what the comparison lets pass is less than a button's move."""
    with Image.open(FOLDER / "books_light-vi.png") as picture:
        plain = picture.convert("RGB")
    moved = plain.copy()
    moved.paste(plain.crop((1040, 100, 1150, 136)), (700, 100))
    assert difference(plain, moved) > TOLERATED
    assert difference(plain, plain) == 0


class Inspector(Photographer):
    """Looks at each window instead of taking its picture."""

    def __init__(self, home: Path, text_size: int) -> None:
        self.cut: list[str] = []
        self.unnamed: list[str] = []
        super().__init__(home, home, "light", "vi", text_size)

    def snap(self, name: str, window: QWidget | None = None) -> None:
        front = window or self.window
        # Heights of wrapped labels follow their widths one round of the layout later.
        for _ in range(4):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            QApplication.processEvents()
        for widget in seen(front):
            if words := is_cut(widget):
                self.cut.append(f"{name}: {words!r}")
            if is_unnamed(widget):
                self.unnamed.append(f"{name}: {widget}")


def seen(window: QWidget) -> Iterator[QWidget]:
    for kind in (QLabel, QPushButton, QComboBox, QLineEdit, QPlainTextEdit):
        for widget in window.findChildren(kind):
            if widget.isVisible() and widget.visibleRegion().boundingRect().width() > 0:
                yield widget


def is_cut(widget: QWidget) -> str:
    """The words that do not fit, when they do not. Labels that may shrink say all of it in their tool tip."""
    if isinstance(widget, QPushButton):
        needs = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&"))
        return widget.text() if widget.text() and needs > widget.width() - 6 else ""
    if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap() and not widget.toolTip():
        needs = max(widget.fontMetrics().horizontalAdvance(line) for line in widget.text().splitlines())
        return widget.text() if needs > widget.width() + 1 and widget.minimumWidth() == 0 else ""
    if isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
        return widget.text() if widget.heightForWidth(widget.width()) > widget.height() + 1 else ""
    return ""


def is_unnamed(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    return not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


@pytest.mark.parametrize("text_size", [100, 150])
def test_nothing_is_cut_off_and_everything_has_a_name(qapp: QApplication, tmp_path: Path, text_size: int) -> None:
    practice_home(tmp_path / "home")
    inspector = Inspector(tmp_path / "home", text_size)
    try:
        walk(inspector)
    finally:
        inspector.close()
        application(Settings())
    assert not inspector.cut
    assert not inspector.unnamed


SAID_IN_VIETNAMESE = {"Một Cửa", "Tiếng Việt", "Thẻ căn cước", "Mẹ", "Bản thân", "Nữ", " kể", " ngày ", " × ", "đ"}
"""Names, and words of the data (forms and cards are Vietnamese whatever language the windows speak)."""


def test_every_word_of_the_windows_can_be_translated() -> None:
    """A literal with Vietnamese letters stands in `tr` or `translate`."""
    untranslated: list[str] = []
    for path in sorted((FOLDER.parent.parent / "ui").rglob("*.py")):
        if "demo" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        fine: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("tr", "translate"):
                fine |= {id(inner) for inner in ast.walk(node)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                fine.add(id(node.value))
        untranslated += [
            f"{path.name}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in fine
            and node.value not in SAID_IN_VIETNAMESE
            and re.search(r"[À-ỹĐđ]", node.value)
        ]
    assert not untranslated


def test_nothing_moves_by_itself(qapp: QApplication) -> None:
    """Reduced motion for everybody: no effects of the system's, and no animation of ours."""
    application(Settings())
    assert not any(qapp.isEffectEnabled(effect) for effect in EFFECTS)
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QParallelAnimationGroup|QMovie")
    folder = Path(__file__).parent.parent.parent / "ui"
    assert [p.name for p in folder.rglob("*.py") if moving.search(p.read_text())] == []
