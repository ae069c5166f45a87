"""Every page of self-service as it was last looked at."""

import os
from pathlib import Path

import pytest

from tests.ui.pictures import FOLDER, changes

LOOKS = os.environ.get("KIOSK_LOOKS", "upright-vi upright-vi-200").split()
CHANGING = {"done": 0.12, "done_failed": 0.12}
"""The ticket's QR is another one each time: it is sealed under a fresh nonce."""


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_changes_unseen(tmp_path: Path, look: str) -> None:
    found = changes("ui.demo.kiosk_screens", look, tmp_path, FOLDER / "self-service", CHANGING)
    assert found == [], "look at them, then make screens"
