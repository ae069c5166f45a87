"""A bandwidth cap: in office hours the scans of last night need not take the line from those who work on it."""

import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as day_time

from kiosk.domain.clock import HANOI, Clock

PIECE_BYTES = 4096
OFFICE_HOURS = ((day_time(8, 0), day_time(12, 0)), (day_time(13, 30), day_time(17, 0)))


def in_office_hours(moment: datetime) -> bool:
    """Monday to Friday, 8:00–12:00 and 13:30–17:00, in the office's local time."""
    local = moment.astimezone(HANOI)
    return local.weekday() < 5 and any(start <= local.time() < end for start, end in OFFICE_HOURS)


class Pacer:
    """Keeps what is sent below `kilobits` a second. 0 is no cap; `only_office_hours` lifts it outside of them."""

    def __init__(
        self,
        clock: Clock,
        kilobits: int,
        *,
        only_office_hours: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._bytes_a_second = kilobits * 125
        self._only_office_hours = only_office_hours
        self._monotonic = monotonic
        self._sleep = sleep
        self._free_at = 0.0

    @property
    def bytes_a_second(self) -> int:
        """The cap at this moment; 0 when there is none."""
        if self._only_office_hours and not in_office_hours(self._clock.now()):
            return 0
        return self._bytes_a_second

    def wait_for(self, count: int) -> None:
        """Wait until `count` more bytes may go."""
        rate = self.bytes_a_second
        now = self._monotonic()
        if not rate:
            return
        if self._free_at > now:
            self._sleep(self._free_at - now)
        self._free_at = max(self._free_at, now) + count / rate

    def body(self, content: bytes) -> "bytes | PacedBody":
        return PacedBody(content, self) if content and self.bytes_a_second else content


class PacedBody:
    """A request's body read piece by piece: no faster than its pacer allows, and it says when the last piece has gone.

    `requests` takes its length and reads it until there is nothing more.
    """

    def __init__(self, content: bytes, pacer: Pacer | None, on_sent: Callable[[], None] = lambda: None) -> None:
        self._content = content
        self._pacer = pacer
        self._on_sent = on_sent
        self._at = 0

    def __len__(self) -> int:
        return len(self._content)

    def read(self, size: int = -1) -> bytes:
        end = len(self._content) if size < 0 else self._at + min(size, PIECE_BYTES)
        piece = self._content[self._at : end]
        self._at += len(piece)
        if not piece:
            self._on_sent()
        elif self._pacer is not None:
            self._pacer.wait_for(len(piece))
        return piece
