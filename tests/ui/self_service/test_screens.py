"""Every page of self-service as it was last looked at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.ui.test_screens import FOLDER, TOLERATED, difference

KEPT = FOLDER / "self-service"
LOOKS = os.environ.get("KIOSK_LOOKS", "upright-vi upright-vi-200").split()
CHANGING = {"done": 0.12}
"""The ticket's QR is another one each time: it is sealed under a fresh nonce."""


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_changes_unseen(tmp_path: Path, look: str) -> None:
    command = [sys.executable, "-m", "ui.demo.kiosk_screens", str(tmp_path), look]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = {path.name for path in tmp_path.glob("*.png")}
    kept = {path.name for path in KEPT.glob(f"*_{look}.png")}
    assert made == kept, "a page came or went: look at it, then make screens"
    changed: list[str] = []
    for name in sorted(made):
        with Image.open(tmp_path / name) as fresh, Image.open(KEPT / name) as known:
            found = difference(fresh, known)
        if found > CHANGING.get(name.removesuffix(f"_{look}.png"), TOLERATED):
            changed.append(f"{name} {found:.4f}")
    assert not changed, f"look at them, then make screens: {changed}"
