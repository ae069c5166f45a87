"""Two users of one machine and one data directory: a clear message where it is one's own, no double numbers where it is shared."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_counter, cases
from tests.kiosk.test_command_line import file_of

OTHER = 65534
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can work as two users of the machine"
)


@pytest.fixture
def folder(open_folder: Path) -> Path:
    """A data directory the other user can walk to."""
    with a_counter(open_folder / "home") as counter:
        return counter.data_dir


def start(user: int, *commands: list[str], home: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"KIOSK_USER": "canbo1", "KIOSK_PASSWORD": "thuchanh", "KIOSK_DATA_DIR": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.another_user", str(user), json.dumps(commands)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("readable", [False, True])
def test_a_folder_of_another_user_is_said_to_be_so(folder: Path, readable: bool) -> None:
    folder.chmod(0o755 if readable else 0o700)
    before = (folder / "counter.db").read_bytes()
    process = start(OTHER, ["dossiers", "--json"], home=folder)
    said, complained = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == ""
    assert "người dùng khác của máy này" in complained
    assert "Traceback" not in complained
    assert (folder / "counter.db").read_bytes() == before


def test_two_users_of_a_shared_folder_accept_at_once(folder: Path) -> None:
    folder.chmod(0o777)
    for file in folder.iterdir():
        file.chmod(0o666)
    maker = cases(4)
    forms = [str(file_of(folder.parent, maker.birth(), f"{n}.json")) for n in range(12)]
    both = [
        start(OTHER, ["submit", *forms[:6]], ["log", "check"], home=folder),
        start(0, ["submit", *forms[6:]], ["log", "check"], home=folder),
    ]
    codes: list[str] = []
    for process in both:
        said, complained = process.communicate(timeout=120)
        assert process.returncode == 0, complained
        codes += [json.loads(line)["code"] for line in said.splitlines() if "code" in line]
    assert len(codes) == len(set(codes)) == 12
    with a_counter(folder) as counter:
        assert {row.code for row in counter.store.dossiers.newest()} == set(codes)
        counter.store.check()
