"""What goes wrong in the field with systems like ours (public threads): each a case for us, named after its thread."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random

import pytest

from kiosk.crypto import verify
from kiosk.domain.dossier import Draft, FeedItem
from kiosk.domain.receipt_qr import Verdict, check_payload, key_id, split_address
from kiosk.domain.state import State
from kiosk.errors import PrintError, Refused
from kiosk.packages import export_unsent
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.lock import engine_lock
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Line, Progress
from kiosk.sync.watch import LineWatch
from printing.printers import PrinterFailed
from tests.builders import a_counter, a_day_of_its_own, accept, cases, entry_of, page
from tests.city import City, engine_of, sync
from tests.faults.line import Fault, FaultyLine, Request
from tests.faults.test_line import an_engine, drained, target_of


def test_opencrvs_7477_a_reload_before_the_answer_makes_no_second_record(city: City, home: Path) -> None:
    """The window dies after the commit, before it shows the code; the clerk opens the draft again and presses F9 again."""
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        entry = entry_of(cases(1).birth())
        draft = Draft("draft-1", "canbo1", counter.clock.now(), {"procedure": entry.procedure})
        counter.store.drafts.save(draft)
        accepted = counter.intake.accept(entry, "canbo1", draft_id=draft.id)
        assert counter.store.drafts.of_clerk("canbo1") == []
        with pytest.raises(Refused, match=accepted.code):
            counter.intake.accept(entry, "canbo1", draft_id=draft.id)
        # A window that had the draft open saves it once more: it stays gone.
        counter.store.drafts.save(draft)
        assert counter.store.drafts.of_clerk("canbo1") == []
        assert sync(counter, city.url).drained
        assert len(city.dossiers_of(counter)) == 1


def test_opencrvs_2576_one_stuck_record_holds_nothing_behind_it(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        counter.store.record("d-nonsense", "dossier.accepted", {"nonsense": 1}, "x", counter.clock.now())
        behind = [accept(counter, cases(n).birth(), [page(n) + os.urandom(8)]) for n in range(3)]
        assert sync(counter, city.url).drained
        assert {d["code"] for d in city.dossiers_of(counter)} == {a.code for a in behind}


def test_opencrvs_12292_nothing_is_sending_for_ever(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth())
        with FaultyLine(target_of(city), lambda _: Fault.STALL_ANSWER) as line:
            report = an_engine(counter, line.url).run_pass()
        assert (report.error, report.pending_events) == ("line_down", 1)
        assert counter.dossier(accepted.code).sync == "pending"
        assert sync(counter, city.url).drained
        assert counter.dossier(accepted.code).sync == "complete"


def test_opencrvs_5313_a_record_with_many_documents_made_offline_arrives_whole(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        pages = [page(n, 350) + os.urandom(16) for n in range(14)]
        accepted = accept(counter, cases(1).birth(), pages)
        assert sync(counter, "http://127.0.0.1:9").error == "line_down"
        assert counter.dossier(accepted.code).id == accepted.id
        assert sync(counter, city.url).drained
        papers = counter.store.dossiers.attachments(accepted.id)
        assert [city.attachment(p.attachment.sha256) for p in papers] == pages


def test_opencrvs_7215_duplicates_made_offline_at_two_counters_are_flagged_and_never_merged(
    city: City, home: Path, tmp_path: Path
) -> None:
    day = a_day_of_its_own()
    same = cases(4242).birth()
    with a_counter(home, number=4, clock=day) as one, a_counter(tmp_path / "two", number=5, clock=day) as two:
        first, second = accept(one, same), accept(two, same)
        other = accept(two, cases(4343).birth())
        for counter in (one, two, one):
            sync(counter, city.url)
        assert len(city.dossiers_of(one)) == 1
        assert len(city.dossiers_of(two)) == 2
        flagged = {d["id"] for d in city.dossiers_of(one) + city.dossiers_of(two) if d["flagged"]}
        assert flagged == {first.id, second.id}
        assert one.dossier(first.code).trouble == "dossier_duplicate_suspected"
        assert two.dossier(second.code).trouble == "dossier_duplicate_suspected"
        assert two.dossier(other.code).trouble == ""


def test_opencrvs_3941_registering_and_printing_work_with_no_line_at_all(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        row = counter.dossier(accepted.code)
        assert counter.papers.pdf("receipt", row).startswith(b"%PDF")
        code, payload = split_address(counter.papers.receipt(row).qr)
        city_key = bytes.fromhex(counter.identity.city_key)
        verdict, facts = check_payload(code, payload, city_keys={key_id(city_key): city_key}, verify=verify)
        assert (verdict, facts.code) == (Verdict.GENUINE, accepted.code)


def test_odoo_152259_two_windows_do_not_send_the_same_queue(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(5):
            accept(counter, cases(n).birth())
        command = [sys.executable, "-m", "kiosk", "--data-dir", str(home), "--city", city.url, "sync", "--once"]
        with engine_lock(home):
            other = subprocess.run(command, capture_output=True, text=True, timeout=60)
            assert other.returncode == 1
            assert "đang gửi" in other.stderr
            assert sync(counter, city.url).drained
        assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0
        assert city.events_of(counter) == [1, 2, 3, 4, 5]


def test_odoo_261096_what_a_lost_line_left_over_is_sent_when_it_is_back(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(6):
            accept(counter, cases(n).birth(), [page(n) + os.urandom(40_000)])
        line = city.line()
        line.cut_after(120_000)
        assert not engine_of(counter, line.url).run_pass().drained
        line.restore()
        assert engine_of(counter, line.url).run_pass().drained
        assert len(city.dossiers_of(counter)) == 6
        line.cut()


def test_odoo_288974_a_stale_copy_from_the_server_reverts_nothing(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth())
        now = counter.clock.now()
        outbox = counter.store.outbox
        outbox.take_feed([FeedItem(1, "dossier.done", accepted.id, now, {})])
        counter.handling.hand_back(counter.dossier(accepted.code), "canbo1")
        outbox.take_feed([FeedItem(2, "dossier.taken_up", accepted.id, now, {"after": 1})])
        row = counter.dossier(accepted.code)
        assert (row.state, row.trouble) == (State.HANDED_BACK, "change_kept_aside")


def test_odoo_220954_the_indicator_is_right_within_five_seconds_without_a_storm(city: City) -> None:
    line = city.line()
    seen: list[tuple[float, Line]] = []
    changed = threading.Event()

    def note(now: Line) -> None:
        seen.append((time.monotonic(), now))
        changed.set()

    with FaultyLine(("127.0.0.1", line.port), lambda _: None) as relay:
        watch = LineWatch(CityClient(relay.url, a_day_of_its_own()), lambda: 0.0, note)
        watch.start()
        try:
            for act, wanted in (
                (lambda: None, Line.UP),
                (line.cut, Line.DOWN),
                (line.restore, Line.UP),
                (lambda: setattr(relay, "plan", lambda _: Fault.HTML_200), Line.NOT_THE_CITY),
                (lambda: setattr(relay, "plan", lambda _: Fault.STALL_REQUEST), Line.DOWN),
                (lambda: setattr(relay, "plan", lambda _: None), Line.UP),
            ):
                act()
                begun = time.monotonic()
                while watch.line is not wanted:
                    changed.clear()
                    assert changed.wait(5.0 - (time.monotonic() - begun)), f"{wanted} not seen within 5 s, {watch.line}"
        finally:
            watch.stop()
    spent = seen[-1][0] - seen[0][0]
    assert watch.asked <= spent / 0.6 + 4


def test_odk_7356_an_interrupted_upload_goes_on_where_it_stopped(city: City, home: Path) -> None:
    content = page(1) + Random(3).randbytes(1_500_000)
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accept(counter, cases(1).birth(), [content])
        line = city.line()
        line.cut_after(1_000_000)
        assert not engine_of(counter, line.url).run_pass().drained
        line.restore()
        before = line.relayed_bytes
        assert engine_of(counter, line.url).run_pass().drained
        assert line.relayed_bytes - before < len(content) * 0.6
        line.cut()


def test_getodk_50_a_lost_answer_makes_no_duplicate(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(3):
            accept(counter, cases(n).birth())
        lost: list[Request] = []

        def plan(request: Request) -> Fault | None:
            if request.path == "/v1/events" and len(lost) < 3:
                lost.append(request)
                return Fault.DROP_ANSWER
            return None

        with FaultyLine(target_of(city), plan) as line:
            drained(an_engine(counter, line.url))
        assert len(lost) == 3
        assert city.events_of(counter) == [1, 2, 3]
        assert len(city.dossiers_of(counter)) == 3


def test_getodk_1017_a_failed_upload_deletes_nothing_here(city: City, home: Path) -> None:
    content = page(9) + os.urandom(64)
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth(), [content])

        def plan(request: Request) -> Fault | None:
            return Fault.TOO_LARGE_413 if "/uploads" in request.path else None

        with FaultyLine(target_of(city), plan) as line:
            engine = an_engine(counter, line.url)
            for _ in range(4):
                engine.run_pass()
        (paper,) = counter.store.dossiers.attachments(accepted.id)
        assert counter.store.read_scan(paper.attachment.sha256) == content
        assert counter.dossier(accepted.code).trouble == "attachment_refused"
        assert sync(counter, city.url).drained


def test_mosip_945_the_export_holds_exactly_what_was_never_synced(city: City, home: Path, tmp_path: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accept(counter, cases(1).birth(), [page(1) + os.urandom(8)])
        sync(counter, city.url)
        for n in range(2, 5):
            accept(counter, cases(n).birth(), [page(n) + os.urandom(8)])
        exported = export_unsent(counter, tmp_path / "package")
        assert (exported.events, exported.attachments) == (3, 3)


class _Jammed:
    name = "HP"

    def send(self, *_: object) -> object:
        raise PrinterFailed("HP", "kẹt giấy")


def test_a_jammed_printer_loses_nothing_and_the_paper_waits(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        (job,) = counter.store.print_jobs.open()
        with pytest.raises(PrintError, match="kẹt giấy"):
            counter.print_queue.print(job, _Jammed())  # type: ignore[arg-type]
        assert counter.dossier(accepted.code).id == accepted.id
        assert counter.store.print_jobs.get(job.id).state == "failed"


def test_everybody_knows_whether_the_file_went(city: City, home: Path) -> None:
    """Not there, the dossier without its scans, all of it: three words that are each true when they are said."""
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1) + os.urandom(8)])
        assert counter.dossier(accepted.code).sync == "pending"

        def no_uploads(request: Request) -> Fault | None:
            return Fault.ERROR_500 if "/uploads" in request.path else None

        with FaultyLine(target_of(city), no_uploads) as line:
            an_engine(counter, line.url).run_pass()
        assert counter.dossier(accepted.code).sync == "partial"
        assert sync(counter, city.url).drained
        assert counter.dossier(accepted.code).sync == "complete"


def test_the_line_comes_back_while_nobody_touches_anything(city: City, home: Path) -> None:
    """Offline acceptances go by themselves, after at most the spread the city's counters are given."""
    line = city.line()
    line.cut()
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        accept(counter, cases(1).birth())
    loop = SyncLoop(Random(1), reconnect_spread=0.1)
    done = threading.Event()

    def told(progress: Progress) -> None:
        if progress.line is Line.UP and not progress.backlog.events:
            done.set()

    def run() -> None:
        with a_counter(home, clock=day) as counter:
            client = CityClient(line.url, day, identity=counter.identity, key=counter.device_key)
            watch = LineWatch(CityClient(line.url, day), lambda: client.last_heard)
            watch.start()
            loop.run(SyncEngine(client, counter.store.outbox, day, told, lambda: loop.stopped), watch)
            watch.stop()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        line.restore()
        assert done.wait(15)
    finally:
        loop.stop()
        thread.join(20)
        line.cut()
