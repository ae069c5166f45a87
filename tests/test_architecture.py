"""Who may import whom, and what may not be in the tree."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_arrows_between_the_rooms_hold() -> None:
    done = subprocess.run([str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_qt_outside_the_windows_and_no_sql_outside_the_stores() -> None:
    for path in ROOT.glob("**/*.py"):
        room = path.relative_to(ROOT).parts[0]
        text = path.read_text()
        if room in ("kiosk", "offline_store", "printing", "city_service"):
            assert not re.search(r"^\s*(from|import) PySide6", text, re.M), path
        if room in ("kiosk", "ui", "printing"):
            assert not re.search(r"^\s*(from|import) (sqlite3|sqlite_utils|sqlcipher3)\b", text, re.M), path
            assert not re.search(r'"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ', text), path
        if room in ("kiosk", "offline_store", "printing") and "sync" not in path.parts:
            assert not re.search(r"^\s*(from|import) requests\b", text, re.M), path


def test_the_lock_file_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index" not in text


def test_nothing_under_the_gpl_is_shipped() -> None:
    """Qt's add-on modules bring the virtual keyboard and charts, which are GPL only: the essentials alone are depended on."""
    names = {
        line.split("==")[0].lower() for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line
    }
    assert "pyside6-essentials" in names
    assert not {"pyside6", "pyside6-addons", "pyqt6", "pyqt5"} & names
