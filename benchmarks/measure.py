"""How a figure is taken, and how a row of the table is written."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: ours, the peer in the same run, their ratio, and the bar it is held to."""

    what: str
    ours: str
    peer: str
    ratio: float
    bar: str
    holds: bool

    def line(self) -> str:
        return f"| {self.what} | {self.ours} | {self.peer} | {self.ratio:.2f} | {self.bar} | {'yes' if self.holds else 'NO'} |"


def seconds_each(work: Callable[[int], object], count: int) -> float:
    """The median of five runs' mean time for one call."""
    means: list[float] = []
    for run in range(5):
        begun = time.perf_counter()
        for n in range(count):
            work(run * count + n)
        means.append((time.perf_counter() - begun) / count)
    return statistics.median(means)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
