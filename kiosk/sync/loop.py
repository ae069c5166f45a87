"""Keeping in step all day: passes when there is something to do, probes while the line is down, and never a storm."""

import threading
from random import Random
from typing import TYPE_CHECKING

from kiosk.sync.backoff import RECONNECT_SPREAD_SECONDS, Backoff
from kiosk.sync.ports import Line

if TYPE_CHECKING:
    from kiosk.sync.engine import SyncEngine
    from kiosk.sync.watch import LineWatch

IDLE_SECONDS = 8.0
PROBE_SECONDS = 3.0


class SyncLoop:
    """Runs an engine until `stop()`. `wake()` (a dossier was accepted, the clerk asks) starts a pass at once when online."""

    def __init__(self, random: Random | None = None, *, reconnect_spread: float = RECONNECT_SPREAD_SECONDS) -> None:
        self._random = random or Random()
        self._spread = reconnect_spread
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._held = threading.Event()
        self._let_go = threading.Event()

    def hold(self) -> None:
        """Send nothing until `let_go`: the line is needed for something else. What waits is safe and waits on."""
        self._let_go.clear()
        self._held.set()

    def let_go(self) -> None:
        self._held.clear()
        self._let_go.set()
        self._wake.set()

    @property
    def held(self) -> bool:
        return self._held.is_set()

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()
        self._let_go.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def run(self, engine: "SyncEngine", watch: "LineWatch | None" = None) -> None:
        backoff = Backoff(self._random)
        while not self.stopped:
            if self.held:
                self._let_go.wait()
                continue
            report = engine.run_pass()
            if report.online and not report.error:
                backoff.succeeded()
                if report.drained:
                    self._pause(IDLE_SECONDS)
            elif engine.line in (Line.DOWN, Line.NOT_THE_CITY):
                self._await_line(engine, watch)
                backoff.succeeded()
            else:
                # A new dossier may go at once, unless the city itself asked for a pause.
                self._pause(backoff.failed(report.retry_after), wakeable=not report.retry_after)

    def _await_line(self, engine: "SyncEngine", watch: "LineWatch | None") -> None:
        """Wait until the city answers again, then a uniform while before sending."""
        if watch is None:
            while not self.stopped and not self.held and engine.probe() is not Line.UP:
                self._pause(PROBE_SECONDS * self._random.uniform(0.7, 1.3), wakeable=False)
        else:
            watch.doubt()
            while not self.stopped and not self.held and not watch.await_up(0.2):
                pass
        self._pause(self._random.uniform(0, self._spread), wakeable=False)

    def rest(self, seconds: float) -> None:
        """Wait, unless stopped."""
        self._stop.wait(seconds)

    def _pause(self, seconds: float, *, wakeable: bool = True) -> None:
        if wakeable:
            self._wake.wait(seconds)
            self._wake.clear()
        else:
            self._stop.wait(seconds)
