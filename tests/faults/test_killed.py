"""SIGKILL at random instants: what was printed exists whole, what was not never half exists."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City
from tests.faults.line import Fault, FaultyLine
from tests.faults.survivors import all_survived
from tests.kiosk.test_command_line import file_of

ROUNDS = int(os.environ.get("TORTURE_ROUNDS", "8"))
NEEDS_STRACE = pytest.mark.skipif(shutil.which("strace") is None, reason="watches the system calls with strace")
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


def test_killed_while_submitting_every_printed_code_is_there_whole(home: Path, tmp_path: Path) -> None:
    with a_counter(home):
        pass
    from kiosk.domain.clock import SystemClock

    today = SystemClock().now().date()
    words: list[str] = []
    contents: set[str] = set()
    for n in range(12):
        scan = tmp_path / f"{n}.jpg"
        scan.write_bytes(page(n, 700))
        contents.add(hashlib.sha256(scan.read_bytes()).hexdigest())
        words += [str(file_of(tmp_path, cases(n, today).birth(), f"{n}.json")), "--attach", f"Giấy chứng sinh={scan}"]
    chance = random.Random(20261125)
    printed: list[str] = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", "kiosk", "--data-dir", str(home), "submit", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        wanted = chance.randrange(0, 9)
        lines = [process.stdout.readline() for _ in range(wanted)]
        # Somewhere inside the next acceptance.
        _wait(chance.random() * (0.9 if not wanted else 0.03))
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait(20)
        printed += [json.loads(line)["code"] for line in lines if line.endswith("}\n")]
        all_survived(home, printed, contents)
    assert printed


def _wait(seconds: float) -> None:
    """Let the other process work for a random while: where the kill falls is the point."""
    threading.Event().wait(seconds)


def test_the_window_killed_while_it_accepts_brings_back_the_draft_and_every_code_it_showed(
    home: Path, tmp_path: Path
) -> None:
    scans = tmp_path / "flat-bed"
    scans.mkdir()
    with a_counter(home) as counter:
        counter.change_settings(scan_folder=str(scans), printer="folder")
    chance = random.Random(7)
    shown: list[str] = []
    drafts: set[str] = set()
    for n in range(max(ROUNDS // 3, 2)):
        command = [sys.executable, "-m", "tests.faults.app_at_work", "--data-dir", str(home), "--seed", str(n)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        # Within the first dossier or the second, at a random one of the things it says.
        said = []
        for _ in range(chance.randrange(2, 14)):
            said.append(process.stdout.readline())
            assert said[-1], "the window ended by itself"
        _wait(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
        process.wait(20)
        facts = [json.loads(line) for line in said if line.endswith("}\n")]
        shown += [fact["code"] for fact in facts if "code" in fact]
        drafts |= {fact["draft"] for fact in facts if "draft" in fact}
        all_survived(home, shown, None)
        with a_counter(home) as counter:
            kept = {draft.id for draft in counter.store.drafts.of_clerk("canbo1")}
            gone = {draft for draft in drafts - kept if counter.store.drafts.became(draft) is None}
            assert not gone, "a draft that was saved is neither there nor a dossier"
    assert drafts


def test_killed_while_syncing_everything_arrives_once(city: City, home: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        for n in range(8):
            own = [page(n) + os.urandom(16), page(n + 9) + os.urandom(300_000 if n == 3 else 16)]
            accept(counter, cases(n).birth(), own)
        parts = urlsplit(city.url)
        chance = random.Random(11)
        kills = 0
        target = (str(parts.hostname), int(parts.port or 0))
        with FaultyLine(target, lambda _: Fault.DELAY, delay=0.03) as line:
            command = [sys.executable, "-m", "kiosk", "--data-dir", str(home), "--city", line.url, "sync", "--once"]
            for _ in range(ROUNDS):
                heard = len(line.happened)
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                wanted = heard + chance.randrange(1, 12)
                while len(line.happened) < wanted and process.poll() is None:
                    _wait(0.002)
                _wait(chance.random() * 0.04)
                process.send_signal(signal.SIGKILL)
                kills += process.wait(20) == -signal.SIGKILL
                counter.store.check()
            assert subprocess.run(command, stdout=subprocess.DEVNULL, timeout=60).returncode == 0
        assert kills
        assert city.events_of(counter) == list(range(1, 9))
        assert len(city.dossiers_of(counter)) == 8
        for row in counter.store.dossiers.newest():
            assert row.sync == "complete"
            for paper in counter.store.dossiers.attachments(row.id):
                assert city.attachment(paper.attachment.sha256) == counter.store.read_scan(paper.attachment.sha256)


@NEEDS_STRACE
def test_the_disk_has_it_before_the_json_line_and_before_the_receipts_first_byte(home: Path, tmp_path: Path) -> None:
    """Under strace: the database's log is synced, then the line is said, then the first byte of the receipt is written."""
    with a_counter(home):
        pass
    from kiosk.domain.clock import SystemClock

    entry = file_of(tmp_path, cases(1, SystemClock().now().date()).birth())
    receipt = tmp_path / "receipt.pdf"
    submit_and_print = f"""
import json, sys, io, contextlib
from kiosk.cli.main import main
said = io.StringIO()
class Both(io.TextIOBase):
    def write(self, text):
        said.write(text)
        return sys.__stdout__.write(text)
    def flush(self):
        sys.__stdout__.flush()
with contextlib.redirect_stdout(Both()):
    assert main(["--data-dir", {str(home)!r}, "submit", {str(entry)!r}]) == 0
code = json.loads(said.getvalue())["code"]
assert main(["--data-dir", {str(home)!r}, "receipt", code, "--out", {str(receipt)!r}]) == 0
"""
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o", str(trace)]
    done = subprocess.run(
        [*command, sys.executable, "-c", submit_and_print], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    lines = trace.read_text().splitlines()
    said = next(n for n, line in enumerate(lines) if "write(1<" in line and "id" in line)
    paper = next(n for n, line in enumerate(lines) if "write(" in line and "receipt.pdf" in line)
    synced = [n for n, line in enumerate(lines) if "sync(" in line and "counter.db-wal" in line and n < said]
    written = [n for n, line in enumerate(lines) if "pwrite64(" in line and "counter.db-wal" in line and n < said]
    assert synced
    assert max(written) < max(synced) < said < paper
