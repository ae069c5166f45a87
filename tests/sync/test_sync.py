"""Counter and city over a real line: exactly once, resumed, never fooled."""

import dataclasses
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from kiosk.domain.event import Event
from kiosk.domain.state import State
from kiosk.errors import CityRefusal, Refused
from kiosk.sync.address import check_address
from kiosk.sync.backoff import Backoff
from kiosk.sync.client import CityClient
from kiosk.sync.lock import engine_lock
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Line, Progress
from kiosk.wire.models import EventBatch
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, engine_of, sync


def test_everything_arrives_once_and_is_known_as_complete(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accepted = [accept(counter, cases(n).birth(), [page(n), page(n + 50)]) for n in range(5)]
        report = sync(counter, city.url)
        assert report.drained
        assert report.error == ""
        assert [d["code"] for d in city.dossiers_of(counter)] == [a.code for a in accepted]
        assert city.events_of(counter) == [1, 2, 3, 4, 5]
        for row in counter.store.dossiers.newest():
            assert row.sync == "complete"
            for paper in counter.store.dossiers.attachments(row.id):
                assert city.attachment(paper.attachment.sha256) == counter.store.read_scan(paper.attachment.sha256)
        again = sync(counter, city.url)
        assert again.sent_bytes < 4000
        assert len(city.dossiers_of(counter)) == 5


def test_an_answer_lost_after_the_city_committed_makes_no_duplicate(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.health()
        from kiosk.sync.engine import _model

        # The city takes the events; the counter never hears of it.
        client.send_events(EventBatch(events=[_model(e) for e in counter.store.outbox.pending(10)]))
        assert counter.store.outbox.acknowledged() == 0
        accept(counter, cases(2).birth())
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2]
        assert len(city.dossiers_of(counter)) == 2


def test_a_gap_is_answered_with_what_is_expected(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        for n in range(3):
            accept(counter, cases(n).birth())
        counter.store.outbox.acknowledge(2)
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3]


def test_the_line_is_cut_in_the_middle_of_an_upload_and_it_goes_on_from_there(city: City, home: Path) -> None:
    content = page(7) + Random(7).randbytes(3_000_000)
    line = city.line()
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [])
        kept = counter.store.keep_scan(content, "image/jpeg", counter.clock.now())
        counter.store._db.execute(
            "INSERT INTO dossier_attachment SELECT dossier_id, 0, 'Giấy chứng sinh', 'a.jpg', ?, ? FROM event WHERE seq = 1",
            (kept.sha256, kept.sha256),
        )
        seen: list[int] = []

        def cut_after_a_megabyte(progress: Progress) -> None:
            seen.append(progress.sent_bytes)
            if progress.sent_bytes > 1_000_000 and line.is_up:
                line.cut()

        first = engine_of(counter, line.url, listener=cut_after_a_megabyte).run_pass()
        assert not first.online
        assert first.pending_attachments == 1
        line.restore()
        second = engine_of(counter, line.url).run_pass()
        assert second.drained
        assert city.attachment(kept.sha256) == content
        assert second.sent_bytes < len(content) - 500_000
    line.cut()


def test_an_upload_that_arrives_damaged_is_dropped_and_sent_again(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(31)])
        engine = engine_of(counter, city.url)
        true_chunks = counter.store.outbox.attachment_chunks
        counter.store.outbox.attachment_chunks = lambda sha: iter([b"x" + b"".join(true_chunks(sha))[1:]])  # type: ignore[method-assign]
        assert engine.run_pass().error == "attachment_waits"
        counter.store.outbox.attachment_chunks = true_chunks  # type: ignore[method-assign]
        assert engine.run_pass().drained
        (paper,) = counter.store.dossiers.attachments(counter.store.dossiers.newest()[0].id)
        assert city.attachment(paper.attachment.sha256) == page(31)


def test_news_from_the_back_office_reaches_every_counter_of_the_unit(city: City, home: Path, tmp_path: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, number=4, clock=day) as counter, a_counter(tmp_path / "other", number=5, clock=day) as other:
        accepted = accept(counter, cases(1).birth())
        sync(counter, city.url)
        assert city.office(accepted.code, "take-up").ok
        assert city.office(accepted.code, "supplement", reason="thiếu dấu", items=["Giấy chứng sinh"]).ok
        sync(counter, city.url)
        sync(other, city.url)
        row = counter.dossier(accepted.code)
        assert row.state is State.SUPPLEMENT_REQUESTED
        assert row.news
        assert other.store.outbox.feed_cursor() >= counter.store.outbox.feed_cursor()
        counter.handling.take_supplement(row, "canbo1")
        sync(counter, city.url)
        assert city.office(accepted.code, "done").ok
        sync(counter, city.url)
        counter.handling.hand_back(counter.dossier(accepted.code), "canbo1")
        sync(counter, city.url)
        assert city.dossiers_of(counter)[0]["state"] == int(State.HANDED_BACK)
        counter.store.check()


def test_one_dossier_the_city_does_not_understand_holds_no_other(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
        counter.store.record(
            "01a00000-0000-7000-8000-000000000000", "dossier.accepted", {"nonsense": 1}, "x", counter.clock.now()
        )
        accept(counter, cases(2).birth())
        assert sync(counter, city.url).drained
        assert len(city.dossiers_of(counter)) == 2
        assert city.events_of(counter) == [1, 2, 3]


def test_a_revoked_device_is_refused_at_once_and_keeps_everything(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
        engine = engine_of(counter, city.url)
        assert engine.run_pass().drained
        command = [sys.executable, "-m", "city_service.cli", "revoke", "--data", str(city.folder)]
        subprocess.run([*command, counter.identity.device_id], check=True, timeout=60)
        accept(counter, cases(2).birth())
        report = engine.run_pass()
        assert report.error == "city_refuses_device"
        assert report.pending_events == 1
        assert engine.line is Line.REFUSED


def test_a_counter_whose_clock_is_a_day_off_still_syncs_and_is_told(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        # The builders' clock stands still in the past or future of the city's.
        accept(counter, cases(1).birth())
        told: list[Progress] = []
        report = engine_of(counter, city.url, listener=told.append).run_pass()
        assert report.drained
        assert abs(told[-1].clock_offset) > 120


# Who answers is not always the city.


@contextmanager
def somebody_answers(status: int, headers: dict[str, str], body: bytes) -> Iterator[str]:
    class Portal(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_HEAD = do_PATCH = _answer

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
PROBLEM = {"Content-Type": "application/problem+json"}


@pytest.mark.parametrize(
    ("status", "headers", "body", "line"),
    [
        (200, HTML, b"<html>Wi-Fi mien phi</html>", Line.NOT_THE_CITY),
        (302, {"Location": "http://portal.example/"} | HTML, b"", Line.NOT_THE_CITY),
        (200, JSON, b'{"service":"something-else"}', Line.NOT_THE_CITY),
        (200, JSON, b"{", Line.NOT_THE_CITY),
        (404, HTML, b"not here", Line.NOT_THE_CITY),
        (500, HTML, b"oops", Line.UP),
        (502, HTML, b"bad gateway", Line.UP),
        (503, HTML, b"wait", Line.UP),
        (400, PROBLEM, b'{"title":"damaged","status":400}', Line.UP),
    ],
)
def test_an_answer_counts_only_if_it_is_the_citys(
    home: Path, status: int, headers: dict[str, str], body: bytes, line: Line
) -> None:
    with a_counter(home) as counter, somebody_answers(status, headers, body) as url:
        accept(counter, cases(1).birth())
        engine = engine_of(counter, url)
        report = engine.run_pass()
        assert engine.line is line
        assert report.pending_events == 1
        assert report.error in ("line_not_the_city", "city_busy")


@pytest.mark.parametrize(("value", "seconds"), [("7", 7), ("99999", 3600), ("", 0), ("soon", 0)])
def test_retry_after_is_honoured(home: Path, value: str, seconds: float) -> None:
    with a_counter(home) as counter, somebody_answers(429, HTML | {"Retry-After": value}, b"") as url:
        assert engine_of(counter, url).run_pass().retry_after == seconds


def test_nobody_answers(home: Path) -> None:
    with a_counter(home) as counter:
        report = sync(counter, "http://127.0.0.1:9")
        assert (report.online, report.error) == (False, "line_down")


@pytest.mark.parametrize("url", ["", "http://example.vn", "ftp://127.0.0.1", "http://10.0.0.1:8600"])
def test_an_unencrypted_address_is_refused_unless_it_is_this_machine(url: str) -> None:
    with pytest.raises(CityRefusal):
        check_address(url)
    assert check_address("https://motcua.example/") == "https://motcua.example"
    assert check_address("http://localhost:8600") == "http://localhost:8600"


# Waiting


def test_backoff_is_jittered_doubles_and_never_asks_earlier_than_told() -> None:
    waits = [[b.failed() for _ in range(10)] for b in (Backoff(Random(n)) for n in range(400))]
    for nth, ceiling in enumerate([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]):
        sample = [w[nth] for w in waits]
        assert min(sample) >= 0
        assert max(sample) <= ceiling
        assert 0.4 * ceiling < sum(sample) / len(sample) < 0.6 * ceiling
    assert Backoff(Random(1)).failed(retry_after=30) >= 30


def test_the_loop_notices_the_line_and_drains_by_itself(city: City, home: Path) -> None:
    line = city.line()
    line.cut()
    done = threading.Event()
    down = threading.Event()
    with a_counter(home) as counter:
        for n in range(3):
            accept(counter, cases(n).birth(), [page(n + 20)])
    loop = SyncLoop(Random(1), reconnect_spread=0.2)

    def watch(progress: Progress) -> None:
        if progress.line is Line.DOWN:
            down.set()
        if progress.line is Line.UP and not progress.backlog.events and not progress.backlog.attachments:
            done.set()

    def run() -> None:
        with a_counter(home) as counter, engine_lock(home):
            loop.run(engine_of(counter, line.url, listener=watch, stopped=lambda: loop.stopped))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert down.wait(20)
        line.restore()
        assert done.wait(30)
    finally:
        loop.stop()
        thread.join(20)
        line.cut()
    with a_counter(home) as counter:
        assert len(city.dossiers_of(counter)) == 3


def test_one_engine_a_data_directory(home: Path) -> None:
    home.mkdir()
    with engine_lock(home), pytest.raises(Refused, match="already sending"), engine_lock(home):
        pass
    with engine_lock(home):
        pass


def test_events_of_another_device_are_refused(city: City, home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter, a_counter(tmp_path / "other", number=6) as other:
        accept(other, cases(1).birth())
        foreign: Event = other.store.outbox.pending(1)[0]
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.health()
        from kiosk.sync.engine import _model

        with pytest.raises(CityRefusal):
            client.send_events(EventBatch(events=[_model(foreign)]))
        tampered = dataclasses.replace(foreign, device_id=counter.identity.device_id)
        with pytest.raises(Exception, match="busy"):
            client.send_events(EventBatch(events=[_model(tampered)]))
        assert city.events_of(counter) == []
