"""The PC's clock jumps: codes, order and due dates stay right, and the clerk is told."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.clock import HANOI
from kiosk.domain.dossier_code import DossierCode
from kiosk.sync.ports import Progress
from tests.builders import SetClock, a_counter, a_day_of_its_own, accept, cases
from tests.city import City, engine_of
from tests.kiosk.test_command_line import file_of


@pytest.mark.parametrize(
    "jump",
    [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1), timedelta(days=-366)],
    ids=["+1h", "-1h", "+1d", "-1d", "last year"],
)
def test_a_jump_repeats_no_code_and_keeps_the_order(home: Path, jump: timedelta) -> None:
    clock = SetClock()
    with a_counter(home, clock=clock) as counter:
        accepted = []
        for n in range(9):
            # There and back, in the middle of the day's work.
            clock.moment += {3: jump, 6: -jump}.get(n, timedelta(minutes=1))
            accepted.append(accept(counter, cases(n).birth()))
        codes = [a.code for a in accepted]
        assert len(set(codes)) == 9
        assert [a.seq for a in accepted] == list(range(1, 10))
        for a in accepted:
            assert DossierCode.parse(a.code).day == a.received_at.date()
            assert a.due_at > a.received_at
        assert [row.code for row in counter.store.dossiers.newest()] == codes[::-1], (
            "the newest is what was accepted last"
        )
        counter.store.check()
        assert counter.clock_behind() == max(timedelta(minutes=0), max(a.received_at for a in accepted) - clock.moment)


def test_a_clock_set_back_is_told_even_with_no_line(home: Path) -> None:
    clock = SetClock()
    with a_counter(home, clock=clock) as counter:
        accept(counter, cases(1).birth())
        clock.forward(hours=-3)
        assert counter.clock_behind() == timedelta(hours=3)


def test_midnight_falls_between_checking_and_accepting(home: Path) -> None:
    """Every look at the clock is a second later than the one before, across midnight: one moment counts for all of it."""

    class Ticking(SetClock):
        def now(self) -> datetime:
            self.moment += timedelta(seconds=1)
            return self.moment

    clock = Ticking(datetime(2026, 11, 25, 23, 59, 50, tzinfo=HANOI))
    with a_counter(home, clock=clock) as counter:
        accepted = [accept(counter, cases(n, clock.moment.date()).birth()) for n in range(8)]
        days = {a.received_at.date().day for a in accepted}
        assert days == {25, 26}
        for a in accepted:
            event = counter.store.dossiers.acceptance(a.id)
            assert (
                DossierCode.parse(a.code).day
                == datetime.fromisoformat(event.occurred_at).date()
                == a.received_at.date()
            )
            # A same-day matter accepted after 15:00 is due at the end of the next working day; one at 0:00:01 that very day.
            assert a.due_at.date().day == 26
        assert len({a.code for a in accepted}) == 8


def test_the_29th_of_february_is_a_day_like_any_other(home: Path) -> None:
    from kiosk.domain.work_calendar import WorkCalendar, due_date

    leap = datetime(2028, 2, 29, 9, 0, tzinfo=HANOI)
    assert str(DossierCode("000.19.35.H26", leap.date(), 1001)) == "000.19.35.H26-280229-1001"
    assert DossierCode.parse("000.19.35.H26-280229-1001").day == leap.date()
    with a_counter(home) as counter:
        extract = counter.catalogue.procedures["2.000635"]
        due = due_date(leap, extract.processing_time, WorkCalendar(2028, 2028))
        assert leap < due < leap + timedelta(days=3)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_a_pc_set_to_another_time_zone_gives_the_offices_date(home: Path, tmp_path: Path, zone: str) -> None:
    from kiosk.domain.clock import SystemClock

    today = SystemClock().now().date()
    with a_counter(home):
        pass
    entry = file_of(tmp_path, cases(1, today).birth())
    command = [sys.executable, "-m", "kiosk", "--data-dir", str(home), "submit", str(entry)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ | {"TZ": zone})
    said = json.loads(done.stdout)
    assert said["received_at"].endswith("+07:00")
    assert DossierCode.parse(said["code"]).day == today


@pytest.mark.parametrize(("minutes", "told"), [(1, False), (3, True), (-3, True), (60 * 24, True)])
def test_the_city_tells_how_far_the_clock_is_off(city: City, home: Path, minutes: int, told: bool) -> None:
    from kiosk.domain.clock import SystemClock
    from ui.counter.line_story import band_words

    class Off(SetClock):
        def now(self) -> datetime:
            return SystemClock().now() + timedelta(minutes=minutes)

    with a_counter(home, clock=a_day_of_its_own()) as counter:
        counter.clock = Off()
        heard: list[Progress] = []
        assert engine_of(counter, city.url, listener=heard.append).run_pass().drained
        assert abs(heard[-1].clock_offset + minutes * 60) < 30
        assert bool(band_words(heard[-1], timedelta())) is told
