"""Many counters return at once, and the city is killed under them: a short form of `city-service load` (benchmarks/load)."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from benchmarks.load import storm_with_kills
from benchmarks.load.storm import loaded_city
from city_service.admission import Admission


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="mot-cua-storm-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def test_a_worker_the_service_and_postgresql_are_killed_under_returning_counters_and_nothing_is_lost(
    folder: Path,
) -> None:
    with loaded_city(folder / "city") as city:
        told = storm_with_kills(city, folder / "acceptances", counters=40, dossiers=8, within=8.0)
    assert told.seen.wrong == [], "only 429 and 503 with Retry-After"
    assert told.seen.cut or told.seen.statuses[503], "the kills were felt"
    assert (told.lost, told.missing, told.twice, told.seen.failures) == (0, 0, 0, [])
    assert told.dossiers == told.events == 320
    assert len(told.seen.first) == 40


def test_who_comes_when_too_much_is_under_way_is_told_when_to_come_again() -> None:
    async def play() -> list[tuple[int, str]]:
        go = asyncio.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            if not str(scope["path"]).startswith("/v1/health"):
                await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        city = Admission(slow, under_way=2)

        async def ask(path: str) -> tuple[int, str]:
            said: list[Message] = []

            async def take(message: Message) -> None:
                said.append(message)

            async def nothing() -> Message:
                return {"type": "http.request", "body": b""}

            await city({"type": "http", "path": path, "headers": []}, nothing, take)
            return said[0]["status"], dict(said[0]["headers"]).get(b"retry-after", b"").decode()

        first = [asyncio.create_task(ask("/v1/events")) for _ in range(2)]
        page = asyncio.create_task(ask("/r/000.19.35.H26-261125-2001"))
        await asyncio.sleep(0)
        refused, alive = await ask("/v1/feed"), await ask("/v1/health")
        go.set()
        return [refused, alive, *[await task for task in (*first, page)], await ask("/v1/feed")]

    refused, *others = asyncio.run(play())
    assert refused[0] == 503 and 2 <= int(refused[1]) <= 10
    assert [status for status, _ in others] == [200] * 5, (
        "devices that are in, pages, the line indicator, and who comes later"
    )
