"""What many tests stand on: a real city, and windows without a display."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CITY_METRICS_TOKEN"] = "figures-please"
for variable in ("KIOSK_DATA_DIR", "KIOSK_CITY_URL", "KIOSK_USER", "KIOSK_PASSWORD", "KIOSK_PASSPHRASE"):
    os.environ.pop(variable, None)

import pytest

from tests.builders import SetClock
from tests.city import City, running_city
from tests.disk import small_file_system


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "counter"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder other users of the machine can walk to, as pytest's own are not: PostgreSQL runs as one when root starts it."""
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Four megabytes, really."""
    with small_file_system(tmp_path / "small", 4) as place:
        yield place


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    """A practice city on an embedded PostgreSQL, shared: tests tell their dossiers apart by their own devices."""
    # Not pytest's own folder: as root, PostgreSQL runs as another user and must be able to reach its data.
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-city-"))
    folder.chmod(0o755)
    try:
        with running_city(folder) as started:
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)
