"""Waiting and pacing: no storm when the line returns, and never more of the line than the office allows."""

from datetime import datetime
from random import Random

import pytest

from kiosk.domain.clock import HANOI
from kiosk.sync.loop import SyncLoop
from kiosk.sync.pace import PacedBody, Pacer, in_office_hours
from kiosk.sync.ports import Line, SyncReport
from tests.builders import SetClock

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=HANOI)


class _Engine:
    """The line is down for the first pass, back at the second probe."""

    def __init__(self) -> None:
        self.line = Line.DOWN
        self.probes = 0

    def run_pass(self) -> SyncReport:
        return SyncReport(False, 0, 1, 0, 0, "line_down")

    def probe(self) -> Line:
        self.probes += 1
        return Line.UP if self.probes > 1 else Line.DOWN


class _Listening(SyncLoop):
    """Notes how long it would wait, and stops at the second pass."""

    def __init__(self, seed: int) -> None:
        super().__init__(Random(seed))
        self.waits: list[float] = []

    def _pause(self, seconds: float, *, wakeable: bool = True) -> None:
        self.waits.append(seconds)
        if len(self.waits) >= 2:
            self.stop()


def test_after_an_outage_counters_wait_a_uniform_while_before_they_send() -> None:
    first: list[float] = []
    for seed in range(600):
        loop = _Listening(seed)
        loop.run(_Engine())  # type: ignore[arg-type]
        first.append(loop.waits[-1])
    assert 0 <= min(first) < 0.5
    assert 29.5 < max(first) <= 30
    for start in range(0, 30, 5):
        share = sum(start <= wait < start + 5 for wait in first) / len(first)
        assert 0.10 < share < 0.24


@pytest.mark.parametrize(
    ("moment", "office"),
    [
        (MORNING, True),
        (MORNING.replace(hour=12, minute=30), False),
        (MORNING.replace(hour=16, minute=59), True),
        (MORNING.replace(hour=17), False),
        (MORNING.replace(day=28), False),
    ],
)
def test_office_hours(moment: datetime, office: bool) -> None:
    assert in_office_hours(moment) is office


class _Time:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def read_all(body: PacedBody) -> bytes:
    content = b""
    while piece := body.read(16384):
        content += piece
    return content


def test_a_cap_holds_in_office_hours_and_is_lifted_afterwards() -> None:
    time, clock = _Time(), SetClock(MORNING)
    pacer = Pacer(clock, 1000, monotonic=time.monotonic, sleep=time.sleep)
    body = pacer.body(bytes(250_000))
    assert isinstance(body, PacedBody)
    assert len(body) == 250_000
    assert read_all(body) == bytes(250_000)
    assert time.now == pytest.approx(2.0, abs=0.05), "250 KB at 1 Mbit/s"
    clock.moment = MORNING.replace(hour=19)
    assert pacer.body(b"x" * 1000) == b"x" * 1000


def test_a_cap_may_hold_at_all_hours() -> None:
    time = _Time()
    evening = SetClock(MORNING.replace(hour=19))
    pacer = Pacer(evening, 1000, only_office_hours=False, monotonic=time.monotonic, sleep=time.sleep)
    body = pacer.body(bytes(125_000))
    assert isinstance(body, PacedBody)
    read_all(body)
    assert time.now == pytest.approx(1.0, abs=0.05)
