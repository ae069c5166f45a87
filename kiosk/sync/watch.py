"""Watching the line beside the engine: the indicator is right within five seconds, also while the engine waits for an answer."""

import threading
import time
from collections.abc import Callable
from random import Random

from kiosk.sync.client import CityBusy, CityClient, LineDown, NotTheCity
from kiosk.sync.ports import Line

QUIET_SECONDS = 2.6
"""After this long without an answer to anything, ask. Traffic of the engine counts as an answer: no storm."""
EAGER_SECONDS, EAGER_FOR_SECONDS = 0.7, 30.0
PROBE_TIMEOUT = (1.9, 1.9)


class LineWatch:
    """Asks `/v1/health` on a connection of its own whenever nothing was heard for a while."""

    def __init__(
        self,
        probe: CityClient,
        last_heard: Callable[[], float],
        on_change: Callable[[Line], None] = lambda _: None,
        random: Random | None = None,
    ) -> None:
        """`last_heard` gives the monotonic moment of the city's last answer to the engine."""
        self._probe = probe
        self._last_heard = last_heard
        self._on_change = on_change
        self._random = random or Random()
        self._stop = threading.Event()
        self._answered = threading.Event()
        self._asked_for = threading.Event()
        self._thread = threading.Thread(target=self._run, name="LineWatch", daemon=True)
        self.line = Line.UNKNOWN
        self._since = time.monotonic()
        self.asked = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._asked_for.set()
        if self._thread.is_alive():
            self._thread.join(5)
        self._probe.close()

    def await_up(self, seconds: float) -> bool:
        """Wait for the city to answer."""
        return self._answered.wait(seconds)

    def doubt(self) -> None:
        """The engine got no answer: what was heard before counts no more. Ask now."""
        self._answered.clear()
        self._asked_for.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            if time.monotonic() - self._last_heard() < QUIET_SECONDS:
                self._set(Line.UP)
            else:
                self._set(self._ask())
            self._asked_for.wait(self._pause())
            self._asked_for.clear()

    def _pause(self) -> float:
        """A line that has just gone is often back soon; one that stays away is asked less often."""
        just_gone = self.line is Line.DOWN and time.monotonic() - self._since < EAGER_FOR_SECONDS
        return (EAGER_SECONDS if just_gone else QUIET_SECONDS) * self._random.uniform(0.9, 1.1)

    def _ask(self) -> Line:
        self.asked += 1
        try:
            self._probe.health(PROBE_TIMEOUT)
        except LineDown:
            return Line.DOWN
        except NotTheCity:
            return Line.NOT_THE_CITY
        except CityBusy:
            return Line.UP
        return Line.UP

    def _set(self, line: Line) -> None:
        if line is Line.UP:
            self._answered.set()
        else:
            self._answered.clear()
        if line is not self.line:
            self._since = time.monotonic()
            self.line = line
            self._on_change(line)
