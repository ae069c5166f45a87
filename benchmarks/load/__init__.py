"""A whole city's load on the service: `city-service load`, or a part of `make bench`."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load.storm import LoadedCity, Storm, loaded_city, storm
from benchmarks.load.year import REPORT, Growth, affordable, grow
from benchmarks.measure import Row, percentile

COUNTERS, DOSSIERS, WITHIN_SECONDS = 1_248, 30, 60.0
"""416 communes with three counters each; a night's dossiers; how soon all are back."""
KILLED_COUNTERS, KILLED_WITHIN_SECONDS = 416, 30.0
YEAR = 5_000_000
STEPS = (0.01, 0.1, 1.0)
"""The year's data grow in three steps, so that the curve shows."""
PAGE_BAR_SECONDS = 0.1
MEMORY_BAR_BYTES = 512 * 1024 * 1024
"""For the service's processes together: two workers and what starts them."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much of it is run."""

    counters: int = COUNTERS
    dossiers: int = DOSSIERS
    within: float = WITHIN_SECONDS
    year: int = YEAR
    kills: bool = True


def rows(folder: Path, load: Load | None = None, tell: Callable[[str], None] = print) -> list[Row]:
    """The morning after, the same with kills, and a year's growth. Cities are made in `folder` and left there."""
    load = load or Load()
    found: list[Row] = []
    if load.counters:
        with loaded_city(folder / "morning") as city:
            found += morning(storm(city, folder / "acceptances", load.counters, load.dossiers, load.within))
            tell("\n".join(row.line() for row in found))
    if load.counters and load.kills:
        counters = min(KILLED_COUNTERS, load.counters)
        with loaded_city(folder / "killed") as city:
            told = storm_with_kills(city, folder / "of-the-killed", counters, load.dossiers, KILLED_WITHIN_SECONDS)
            found.append(killed(told))
            tell(found[-1].line())
    if load.year:
        wanted = affordable(load.year, folder)
        steps = sorted({max(int(wanted * share), 1_000) for share in STEPS})
        with loaded_city(folder / "year") as city:
            found += pages(grow(city, folder, steps), load.year)
            tell("\n".join(row.line() for row in found))
    return found


def morning(told: Storm) -> list[Row]:
    waits = told.seen.statuses[503] + told.seen.statuses[429]
    requests = sum(told.seen.statuses.values())
    bad = len(told.seen.wrong) + told.seen.cut
    first = percentile(told.seen.first, 0.95)
    whole = told.is_whole and len(told.seen.first) == told.counters
    name = f"the morning after: {told.counters:,} counters return in a minute with {told.events:,} dossiers"
    return [
        Row(
            f"{name}: events in the city, each once",
            f"{told.events - told.missing - told.lost:,}",
            f"{told.events:,}",
            (told.events - told.missing) / told.events,
            "all",
            whole,
        ),
        Row(
            f"the same: errors other than 429 or 503 with Retry-After, of {requests:,} requests ({waits:,} were told to wait)",
            f"{bad}",
            "0",
            float(bad),
            "none",
            bad == 0,
        ),
        Row(
            f"the same: return to first acknowledgement, p95 (p50 {percentile(told.seen.first, 0.5):.2f} s; generator and "
            f"city on the same cores), against the minute",
            f"{first:.2f} s",
            "60 s",
            first / 60,
            "told",
            True,
        ),
        Row(
            "the same: the service's memory at its highest (two workers)",
            f"{told.memory / 2**20:.0f} MB",
            f"{MEMORY_BAR_BYTES / 2**20:.0f} MB",
            told.memory / MEMORY_BAR_BYTES,
            "≤ 1 ×",
            told.memory <= MEMORY_BAR_BYTES,
        ),
    ]


def storm_with_kills(city: LoadedCity, folder: Path, counters: int, dossiers: int, within: float) -> Storm:
    """A worker, the whole service and PostgreSQL are killed (SIGKILL) while counters return; each is started again."""
    acts = (
        (within * 0.2, city.kill_a_worker),
        (within * 0.4, city.kill_service),
        (within * 0.45, city.start),
        (within * 0.45, city.await_ready),
        (within * 0.7, city.kill_postgres),
        (within * 0.75, city.start_postgres),
    )
    return storm(city, folder, counters, dossiers, within, acts)


def killed(told: Storm) -> Row:
    return Row(
        f"{told.counters:,} counters return while a worker, the service and PostgreSQL are killed: acknowledged and lost "
        f"({told.events:,} events, {told.seen.cut:,} passes cut off, each event once in the end)",
        f"{told.lost}",
        "0",
        float(told.lost),
        "none",
        told.is_whole,
    )


def pages(growth: list[Growth], wanted: int) -> list[Row]:
    last = growth[-1]
    sized = "" if last.dossiers >= wanted else f", sized down from {wanted:,} to this disk"
    found: list[Row] = []
    for name, p95 in last.p95.items():
        told = name.startswith(REPORT)  # no bar is set for these
        curve = ", ".join(f"{g.dossiers:,}: {g.p95[name] * 1000:.1f} ms" for g in growth[:-1])
        found.append(
            Row(
                f"{name}, p95 with {last.dossiers:,} dossiers{sized} ({curve})",
                f"{p95 * 1000:.1f} ms",
                "—" if told else "100 ms",
                p95 / PAGE_BAR_SECONDS,
                "told" if told else "≤ 1 ×",
                told or p95 <= PAGE_BAR_SECONDS,
            )
        )
    size = last.size / last.dossiers
    found.append(
        Row("a dossier in the city's database, all told", f"{size / 1024:.1f} KB", "—", size / 1024, "told", True)
    )
    return found


def run(load: Load) -> int:
    """`city-service load`: 0 when every row holds."""
    with tempfile.TemporaryDirectory(prefix="mot-cua-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        return 0 if all(row.holds for row in rows(folder, load)) else 1
