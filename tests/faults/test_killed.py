"""SIGKILL at random instants: what was printed exists whole, what was not never half exists."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.domain.dossier_code import DossierCode
from tests.builders import a_counter, cases, page
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
    contents = {}
    for n in range(12):
        scan = tmp_path / f"{n}.jpg"
        scan.write_bytes(page(n, 700))
        contents[n] = scan.read_bytes()
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
        deadline = time.monotonic() + chance.random() * (0.9 if not wanted else 0.03)
        while time.monotonic() < deadline:
            pass
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait(20)
        printed += [json.loads(line)["code"] for line in lines if line.endswith("}\n")]
        with a_counter(home) as counter:
            counter.store.check()
            assert counter.store.integrity_problem() == ""
            rows = {row.code: row for row in counter.store.dossiers.newest(10_000)}
            assert set(printed) <= set(rows)
            for row in rows.values():
                (paper,) = counter.store.dossiers.attachments(row.id)
                assert counter.store.read_scan(paper.attachment.sha256) in contents.values()
            numbers = sorted(DossierCode.parse(code).number for code in rows)
            assert numbers == list(range(2001, 2001 + len(numbers)))
            jobs = counter.store.print_jobs.open(10_000)
            assert {job.dossier_id for job in jobs} == {row.id for row in rows.values()}
    assert len(printed) == len(set(printed))
    assert printed


@NEEDS_STRACE
def test_the_disk_has_it_before_the_json_line_is_written(home: Path, tmp_path: Path) -> None:
    """Under strace: the last fsync of the database's log comes before the line on standard output."""
    with a_counter(home):
        pass
    from kiosk.domain.clock import SystemClock

    entry = file_of(tmp_path, cases(1, SystemClock().now().date()).birth())
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o", str(trace)]
    command += [sys.executable, "-m", "kiosk", "--data-dir", str(home), "submit", str(entry)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = trace.read_text().splitlines()
    said = next(n for n, line in enumerate(lines) if "write(1<" in line and "id" in line)
    synced = [n for n, line in enumerate(lines) if "sync(" in line and "counter.db-wal" in line]
    written = [n for n, line in enumerate(lines) if "pwrite64(" in line and "counter.db-wal" in line]
    assert synced
    last_write_before = max(n for n in written if n < said)
    assert any(last_write_before < n < said for n in synced)
