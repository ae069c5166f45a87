"""The power goes and takes what was not synced, or tears it: on a disk of our own (disk_shim.c), at chosen system calls."""

import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import app as counter_app
from kiosk.domain.clock import SystemClock
from tests.builders import cases, page
from tests.faults.shim import NEEDS_SHIM, losing_disk
from tests.faults.survivors import all_survived
from tests.kiosk.test_command_line import file_of

ROUNDS = int(os.environ.get("TORTURE_ROUNDS", "8"))
DOSSIERS = 3
pytestmark = NEEDS_SHIM


@dataclass
class Batch:
    """Files to submit, and the hashes of their scans."""

    words: list[str]
    contents: set[str]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("batch")
    today = SystemClock().now().date()
    words, contents = [], set()
    for n in range(DOSSIERS):
        scan = folder / f"{n}.jpg"
        scan.write_bytes(page(n, 400))
        contents.add(hashlib.sha256(scan.read_bytes()).hexdigest())
        words += [str(file_of(folder, cases(n, today).birth(), f"{n}.json")), "--attach", f"Giấy chứng sinh={scan}"]
    return Batch(words, contents)


def submit(home: Path, batch: Batch, environment: dict[str, str], *options: str) -> tuple[list[str], int, str]:
    """Codes that were said, the exit code, and what was said on standard error."""
    command = [
        sys.executable,
        "-m",
        "tests.faults.submitting",
        *options,
        "--data-dir",
        str(home),
        "submit",
        *batch.words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    lines = [line for line in done.stdout.splitlines() if line.endswith("}")]
    return [json.loads(line)["code"] for line in lines], done.returncode, done.stderr


def enrolled(home: Path) -> Path:
    counter_app.enrol_practice(home, 2)
    return home


def calls_of_a_run(tmp_path: Path, batch: Batch, *options: str) -> int:
    home, count = enrolled(tmp_path / "counted"), tmp_path / "count"
    said, code, error = submit(home, batch, losing_disk(home, "count", count=count), *options)
    assert (len(said), code) == (DOSSIERS, 0), error
    return int(count.read_text())


@pytest.mark.parametrize("mode", ["drop", "tear"])
def test_power_cuts_lose_nothing_that_was_said(tmp_path: Path, batch: Batch, mode: str) -> None:
    total = calls_of_a_run(tmp_path, batch)
    chance = random.Random(f"{mode} {ROUNDS}")
    home = enrolled(tmp_path / "counter")
    said: list[str] = []
    cut = 0
    for n in range(ROUNDS):
        # The same counter goes on after each cut, as a real one would.
        codes, code, _ = submit(home, batch, losing_disk(home, mode, chance.randint(1, total), seed=n))
        cut += code == -9
        said += codes
        all_survived(home, said, batch.contents)
    assert cut >= ROUNDS // 2
    said += submit(home, batch, dict(os.environ))[0]
    assert set(said) <= all_survived(home, said, batch.contents)


def test_without_synchronous_full_the_same_test_fails(tmp_path: Path, batch: Batch) -> None:
    """Negative control: with synchronous=NORMAL a power cut takes dossiers whose codes were said, and the check sees it."""
    total = calls_of_a_run(tmp_path, batch, "--without-sync")
    caught = 0
    for n in range(5):
        home = enrolled(tmp_path / f"counter{n}")
        at = total * (50 + 9 * n) // 100
        codes, code, _ = submit(home, batch, losing_disk(home, "drop", at, seed=n), "--without-sync")
        if code == -9 and codes:
            try:
                all_survived(home, codes, batch.contents)
            except AssertionError as error:
                assert "said and gone" in str(error)
                caught += 1
    assert caught


@pytest.mark.parametrize(("mode", "words"), [("eio", "ghi"), ("enospc", "đầy")])
def test_a_disk_that_fails_a_call_is_said_in_words_and_harms_nothing(
    tmp_path: Path, batch: Batch, mode: str, words: str
) -> None:
    total = calls_of_a_run(tmp_path, batch)
    chance = random.Random(f"{mode} {ROUNDS}")
    home = enrolled(tmp_path / "counter")
    said: list[str] = []
    failed = 0
    for n in range(ROUNDS):
        codes, code, error = submit(home, batch, losing_disk(home, mode, chance.randint(1, total), seed=n))
        said += codes
        assert code in (0, 1), (code, error)
        assert "Traceback" not in error
        if code == 1:
            failed += 1
            assert "ghi" in error or words in error, error
        all_survived(home, said, batch.contents)
    assert failed
    assert len(submit(home, batch, dict(os.environ))[0]) == DOSSIERS
