"""A million dossiers: search as one types, opening the store, idle memory, and the window's event loop while 10,000 drain."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import Row, percentile
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.text import fold
from kiosk.practice.persons import Person, practice_person
from offline_store.database import writing
from ui.demo.practice import practice_city

FEW, SOME, MANY, DRAINED = 1_000, 10_000, 1_000_000, 10_000
PAGE = 5_000


def rows(folder: Path) -> list[Row]:
    folder.chmod(0o755)
    home, small = folder / "million", folder / "thousand"
    for place in (home, small):
        counter_app.enrol_practice(place)
    people = _people()
    with Counter(small) as counter:
        _grow(counter, people, 0, FEW)
    with Counter(home) as counter:
        _grow(counter, people, 0, SOME)
        at_some = _search(counter, people)
        _grow(counter, people, SOME, MANY - DRAINED)
        counter.store.outbox.acknowledge(MANY - DRAINED)
        at_many = _search(counter, people)
        counter.store.close_wal()
    opening = [_opening(home), _opening(small)]
    found = [
        Row(
            f"search as one types at {MANY:,} dossiers, p95, against 50 ms",
            f"{at_many * 1000:.1f} ms",
            "50 ms",
            at_many / 0.05,
            "≤ 1 ×",
            at_many <= 0.05,
        ),
        _times(f"the same against {SOME:,} dossiers", at_many * 1000, at_some * 1000, "ms", 3),
        _times(f"opening the store with {MANY:,} against {FEW:,}", opening[0] * 1000, opening[1] * 1000, "ms", 2),
    ]
    empty = _child("benchmarks.window_load", "--empty")["rss_mb"]
    idle = _child("benchmarks.window_load", "--data-dir", str(home))["rss_mb"]
    found.append(_times(f"idle memory with {MANY:,} dossiers against an empty window", idle, empty, "MB", 3))
    found += _draining(folder, home, people)
    return found


def _times(what: str, ours: float, peer: float, unit: str, bar: float) -> Row:
    return Row(what, f"{ours:.1f} {unit}", f"{peer:.1f} {unit}", ours / peer, f"≤ {bar} ×", ours / peer <= bar)


def _people() -> list[Person]:
    random = Random(1)
    return [practice_person(random, today=counter_today()) for _ in range(5_000)]


def counter_today() -> Any:
    from kiosk.domain.clock import SystemClock

    return SystemClock().now().date()


def _grow(counter: Counter, people: list[Person], first: int, last: int) -> None:
    random = Random(first + 1)
    store = counter.store
    received = counter.clock.now().astimezone(HANOI).replace(microsecond=0) - timedelta(days=1200)
    for start in range(first, last, PAGE):
        with writing(store._db):
            for n in range(start, min(start + PAGE, last)):
                person = people[random.randrange(len(people))]
                moment = (received + timedelta(days=n // 900, seconds=n % 900)).isoformat()
                event = store.log.append(
                    device_id=counter.identity.device_id,
                    dossier_id=f"d{n:08}",
                    type="dossier.accepted",
                    payload={
                        "applicant": person.applicant() | {"phone": f"09{random.randrange(10**8):08}"},
                        "attachments": [],
                        "code": f"000.19.35.H26-{received + timedelta(days=n // 900):%y%m%d}-{10001 + n % 9000:05}",
                        "due_at": moment,
                        "fee_vnd": 8000,
                        "form": {},
                        "procedure": "1.001193",
                        "procedure_name": "Đăng ký khai sinh",
                    },
                    actor="canbo1",
                    occurred_at=moment,
                )
                store.dossiers.insert(event)


def _search(counter: Counter, people: list[Person]) -> float:
    """p95 over unaccented fragments of names, codes, ID numbers and whole names."""
    times: list[float] = []
    for n in range(200):
        person = people[(n * 37) % len(people)]
        words = fold(person.name).split()
        query = (f"{words[-1]} {words[0][:2]}", person.personal_id, f"1{n % 10}0{n % 90:02}", fold(person.name))[n % 4]
        begun = time.perf_counter()
        counter.store.dossiers.find(query)
        times.append(time.perf_counter() - begun)
    return percentile(times, 0.95)


def _opening(home: Path) -> float:
    times: list[float] = []
    for _ in range(9):
        begun = time.perf_counter()
        with Counter(home):
            times.append(time.perf_counter() - begun)
    return percentile(times, 0.5)


def _child(module: str, *words: str) -> dict[str, float]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", module, *words], capture_output=True, text=True, env=environment, timeout=400
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def _draining(folder: Path, home: Path, people: list[Person]) -> list[Row]:
    """The real window on the million, 10,000 of them unsent, against a real city."""
    with Counter(home) as counter:
        _grow(counter, people, MANY - DRAINED, MANY)
    with practice_city(folder / "million-city") as url:
        _adopt(folder, home)
        said = _child("benchmarks.window_load", "--data-dir", str(home), "--city", url, "--drain", str(DRAINED))
    p99, worst = said["p99_ms"], said["worst_ms"]
    what = f"event loop latency in the window, {DRAINED:,} draining, {MANY:,} stored ({said['pings']:,.0f} pings)"
    return [
        Row(f"{what}: p99 against 16 ms", f"{p99:.1f} ms", "16 ms", p99 / 16, "≤ 1 ×", p99 <= 16),
        Row("the same, longest stall against 100 ms", f"{worst:.1f} ms", "100 ms", worst / 100, "≤ 1 ×", worst <= 100),
    ]


def _adopt(folder: Path, home: Path) -> None:
    """Tell the city that it has all but the last 10,000: they went long ago."""
    import psycopg

    from city_service.database import embedded_url

    with Counter(home) as counter, psycopg.connect(embedded_url(folder / "million-city")) as connection:
        identity = counter.identity
        connection.execute(
            """INSERT INTO device (id, unit_code, unit_name, agency, counter, practice, public_key, acknowledged, last_hash)
               VALUES (%s, %s, %s, %s, %s, true, %s, %s, %s)""",
            (
                identity.device_id,
                identity.unit_code,
                identity.unit_name,
                identity.agency,
                identity.counter,
                counter.device_key.public.hex(),
                MANY - DRAINED,
                counter.store.log.hash_at(MANY - DRAINED),
            ),
        )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="mot-cua-bench-") as name:
        for row in rows(Path(name)):
            print(row.line(), flush=True)
