"""Whatever the line does: every event once, every scan byte for byte, nothing waits for ever, one bad dossier holds no other."""

import base64
import os
import socket
import subprocess
import sys
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from kiosk.app import Counter
from kiosk.errors import LineError
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.ports import Line
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page, working_day
from tests.city import City, sync
from tests.faults.line import SPOKEN, Fault, FaultyLine, Request, at_random, every, never
from tests.sync.test_tls import a_certificate

MIXES = int(os.environ.get("FAULT_MIXES", "4"))
PATIENCE = (1.0, 0.7)
"""Time limits of a test: what stalls for ever is given up soon."""


def target_of(city: City) -> tuple[str, int]:
    parts = urlsplit(city.url)
    return str(parts.hostname), int(parts.port or 0)


def an_engine(counter: Counter, url: str) -> SyncEngine:
    client = CityClient(url, counter.clock, identity=counter.identity, key=counter.device_key, timeout=PATIENCE)
    return SyncEngine(client, counter.store.outbox, counter.clock)


def some_work(counter: Counter, seed: int = 0) -> dict[str, list[bytes]]:
    """Four dossiers with scans, one of them of several upload chunks, one scan used twice."""
    chance = Random(os.urandom(8))
    own = [page(n) + chance.randbytes(16) for n in range(4)]
    long = page(4) + chance.randbytes(700_000)
    scans = {0: [own[0], own[1]], 1: [own[0]], 2: [long], 3: [own[2], own[3]]}
    return {accept(counter, cases(seed * 100 + n).birth(), pages).id: pages for n, pages in scans.items()}


def drained(engine: SyncEngine, most: int = 60) -> int:
    """Passes it took."""
    for n in range(1, most + 1):
        if engine.run_pass().drained:
            return n
    raise AssertionError(f"not drained after {most} passes: {engine.run_pass()}")


def all_is_well(counter: Counter, city: City, work: dict[str, list[bytes]]) -> None:
    assert city.events_of(counter) == list(range(1, len(work) + 1))
    assert {d["id"] for d in city.dossiers_of(counter)} == set(work)
    assert not city.rows("SELECT 1 FROM forked_event WHERE device_id = %s", counter.identity.device_id)
    for row in counter.store.dossiers.newest():
        assert (row.sync, row.trouble) == ("complete", "")
        for paper in counter.store.dossiers.attachments(row.id):
            assert city.attachment(paper.attachment.sha256) == counter.store.read_scan(paper.attachment.sha256)
    counter.store.check()


@pytest.mark.parametrize("fault", list(Fault), ids=lambda f: f.value)
def test_each_kind_of_fault_is_outlived(city: City, home: Path, fault: Fault) -> None:
    stalls = fault in (Fault.STALL_REQUEST, Fault.STALL_ANSWER)
    plan = every(3 if stalls else 2, [fault], until=12 if stalls else 40)
    with a_counter(home, clock=a_day_of_its_own()) as counter, FaultyLine(target_of(city), plan, delay=0.05) as line:
        work = some_work(counter)
        drained(an_engine(counter, line.url))
        assert line.happened
        all_is_well(counter, city, work)


@pytest.mark.parametrize("seed", range(MIXES))
def test_faults_mixed_at_random_are_outlived(city: City, home: Path, seed: int) -> None:
    kinds = [f for f in Fault if f not in (Fault.STALL_REQUEST, Fault.STALL_ANSWER)]
    plan = at_random(0.45, kinds, seed, until=120)
    # A counter and a day of its own also when there are hundreds of mixes.
    number, day = (1, 3, 4, 5, 6, 7, 8, 9)[seed % 8], working_day(1 + seed // 8)
    with a_counter(home, number=number, clock=day) as counter:
        with FaultyLine(target_of(city), plan, seed=seed, delay=0.02) as line:
            work = some_work(counter, seed + 1)
            drained(an_engine(counter, line.url), 200)
            assert len(line.happened) > 2
        all_is_well(counter, city, work)


def test_a_wrong_certificate_is_not_the_city(city: City, home: Path, tmp_path: Path) -> None:
    certificate, key = map(str, a_certificate(tmp_path, "portal"))
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        work = some_work(counter)
        with FaultyLine(target_of(city), never, certificate=certificate, key=key) as line:
            engine = an_engine(counter, line.url)
            report = engine.run_pass()
            assert (engine.line, report.error, report.pending_events) == (Line.NOT_THE_CITY, "line_not_the_city", 4)
        assert sync(counter, city.url).drained
        all_is_well(counter, city, work)


def test_a_name_that_does_not_resolve_and_a_port_where_nobody_listens_are_no_line(city: City, home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
        with a_counter(home, clock=a_day_of_its_own()) as counter:
            work = some_work(counter)
            for url in ("https://thanh-pho.invalid", nobody):
                engine = an_engine(counter, url)
                report = engine.run_pass()
                assert (engine.line, report.error, report.pending_events) == (Line.DOWN, "line_down", 4)
            assert sync(counter, city.url).drained
            all_is_well(counter, city, work)


@pytest.mark.parametrize(
    "fault", [Fault.TOO_LARGE_413, Fault.ERROR_500, Fault.RESET, Fault.UNAUTHORISED_401, Fault.ERROR_503]
)
def test_one_bad_attachment_holds_no_other_and_shows_as_needing_a_look(city: City, home: Path, fault: Fault) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        # Bytes of this test's own: what the city has already would not be sent.
        bad_page = page(61) + os.urandom(32)
        bad = accept(counter, cases(1).birth(), [bad_page])
        good = [accept(counter, cases(n).birth(), [page(61 + n) + os.urandom(32)]) for n in range(2, 6)]
        (paper,) = counter.store.dossiers.attachments(bad.id)
        marked = base64.b64encode(paper.attachment.sha256.encode())

        def plan(request: Request) -> Fault | None:
            return fault if request.path.endswith("/uploads") and marked in request.head else None

        with FaultyLine(target_of(city), plan) as line:
            engine = an_engine(counter, line.url)
            for _ in range(4):
                report = engine.run_pass()
        assert report.online
        assert report.pending_events == 0
        assert report.pending_attachments == 1
        for accepted in good:
            assert counter.dossier(accepted.code).sync == "complete"
        row = counter.dossier(bad.code)
        assert row.sync == "partial"
        assert row.trouble in ("attachment_refused", "attachment_stuck")
        assert counter.store.read_scan(paper.attachment.sha256) == bad_page, "never deleted"
        # The cause goes away: it arrives by itself, and nobody needs to look any more.
        assert engine_drains(counter, city)
        assert counter.dossier(bad.code).trouble == ""


def engine_drains(counter: Counter, city: City) -> bool:
    return an_engine(counter, city.url).run_pass().drained


def test_a_cause_that_hits_everything_stops_the_pass_soon(city: City, home: Path) -> None:
    def plan(request: Request) -> Fault | None:
        return Fault.ERROR_500 if "/uploads" in request.path else None

    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(12):
            accept(counter, cases(n).birth(), [page(20 + n) + os.urandom(32)])
        with FaultyLine(target_of(city), plan) as line:
            report = an_engine(counter, line.url).run_pass()
            assert report.error == "city_busy"
            assert len(line.happened) <= 4
        assert engine_drains(counter, city)


def test_a_stalled_answer_is_given_up_and_nothing_goes_twice(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        work = some_work(counter)
        seen = []

        def plan(request: Request) -> Fault | None:
            if request.path == "/v1/events" and not seen:
                seen.append(request)
                return Fault.STALL_ANSWER
            return None

        with FaultyLine(target_of(city), plan) as line:
            engine = an_engine(counter, line.url)
            assert engine.run_pass().error == "line_down"
            drained(engine)
        all_is_well(counter, city, work)


def test_a_key_made_anew_on_retry_would_be_caught(city: City, home: Path) -> None:
    """Negative control: a counter that sends a lost answer's event again under a new key makes a duplicate, and we see it."""
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth())
        plan = every(1, [Fault.DROP_ANSWER])
        only_events = lambda request: plan(request) if request.path == "/v1/events" else None  # noqa: E731
        with FaultyLine(target_of(city), only_events) as line:
            assert not an_engine(counter, line.url).run_pass().drained
        # What a careless retry does: the same facts, appended as a new event.
        event = counter.store.dossiers.acceptance(accepted.id)
        counter.store.record(
            "01b00000-0000-7000-8000-000000000000", event.type, dict(event.payload), "x", counter.clock.now()
        )
        assert sync(counter, city.url).drained
        with pytest.raises(AssertionError):
            all_is_well(counter, city, {accepted.id: []})


def test_the_relay_is_usable_from_the_command_line(city: City, home: Path) -> None:
    host, port = target_of(city)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        own = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.faults.line", "--target", f"{host}:{port}", "--port", str(own)]
    process = subprocess.Popen([*command, "--fault", "error_503", "--every", "1"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "error_503" in process.stdout.readline()
        with a_counter(home) as counter:
            client = CityClient(f"http://127.0.0.1:{own}", counter.clock)
            with pytest.raises(LineError):
                client.health()
        assert "GET /v1/health: error_503" in process.stdout.readline()
    finally:
        process.kill()
        process.wait(10)


def test_there_are_at_least_twenty_kinds() -> None:
    assert len(Fault) >= 20
    assert set(SPOKEN) < set(Fault)


@pytest.mark.parametrize("seed", range(max(MIXES, 3)))
def test_a_long_backlog_flows_in_its_order_through_faults(city: City, home: Path, seed: int) -> None:
    """Several batches on the way at once (kiosk.sync.pipeline): still every event once, and in its place."""
    kinds = [
        Fault.DROP_ANSWER,
        Fault.CUT_REQUEST,
        Fault.ERROR_503,
        Fault.CORRUPT_REQUEST,
        Fault.OLD_ANSWER,
        Fault.SEND_TWICE,
    ]
    chance = Random(seed)
    broken = at_random(0.4, [*kinds, Fault.RESET_ANSWER, Fault.CORRUPT_ANSWER], seed, until=14)

    def plan(request: Request) -> Fault | None:
        if request.path != "/v1/events":
            return None
        return broken(request) or Fault.THROTTLE

    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(260):
            text = "".join(chance.choices("nguyễn thị lan đặng xá ", k=3500))
            counter.store.record(f"d{n}", "note", {"text": text}, "canbo1", counter.clock.now())
        with FaultyLine(target_of(city), plan, throttle=900_000, seed=seed) as line:
            client = CityClient(
                line.url, counter.clock, identity=counter.identity, key=counter.device_key, timeout=(2, 5)
            )
            drained(SyncEngine(client, counter.store.outbox, counter.clock), 100)
        assert city.events_of(counter) == list(range(1, 261))
        assert not city.rows("SELECT 1 FROM forked_event WHERE device_id = %s", counter.identity.device_id)
        counter.store.check()
