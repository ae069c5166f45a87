"""Time as an argument: nothing in the product reads the wall clock by itself."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, timezone-aware."""
        ...


class SystemClock:
    """The computer's own clock, in the office's time zone whatever zone the computer is set to."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(HANOI)
