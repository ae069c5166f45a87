"""How long to wait before the next try.

Exponential backoff with full jitter: each wait is uniform between nothing and a ceiling that doubles. After an outage the
first real try waits a uniform 0–30 s, so that a city's counters do not all knock at once when the line returns.
"""

from random import Random

BASE_SECONDS = 1.0
CEILING_SECONDS = 60.0
RECONNECT_SPREAD_SECONDS = 30.0


class Backoff:
    def __init__(self, random: Random, base: float = BASE_SECONDS, ceiling: float = CEILING_SECONDS) -> None:
        self._random = random
        self._base = base
        self._ceiling = ceiling
        self._failures = 0

    def failed(self, retry_after: float = 0.0) -> float:
        """Seconds to wait after one more failure; never less than what the city asked for."""
        ceiling = min(self._ceiling, self._base * 2**self._failures)
        self._failures += 1
        return retry_after + self._random.uniform(0, ceiling)

    def succeeded(self) -> None:
        self._failures = 0
