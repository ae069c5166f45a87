"""Keeping a slow line busy: the next batch's bytes follow while the city still works on the batch before.

One request after the other leaves the line idle for a round trip and the city's work each time: a third of the time on 2 Mbit/s.
Two couriers with small send buffers take turns, so batches arrive in their order; on a quick line, where a batch is gone at once,
each waits for the answer to the one before. Anything out of the ordinary ends it, and the engine goes on one by one from what the
city has acknowledged.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from kiosk.domain.event import Event
from kiosk.errors import KioskError
from kiosk.sync.client import CityClient, GapInLog
from kiosk.wire.models import Acknowledged, EventBatch

COURIERS = 2
SEND_BUFFER_BYTES = 32 * 1024
QUICK_SECONDS, LONG_SECONDS = 0.1, 60.0
"""A batch handed over in less than this is on a quick line."""


class EventPipeline:
    """`next_batch(seq)` gives the events above a seq, in order; `acknowledged` takes each answer: whether it is as hoped."""

    def __init__(
        self,
        client: CityClient,
        batch_of: Callable[[list[Event]], EventBatch],
        next_batch: Callable[[int], list[Event]],
        acknowledged: Callable[[Acknowledged], bool],
        stopped: Callable[[], bool],
    ) -> None:
        self._couriers = [client.courier(SEND_BUFFER_BYTES) for _ in range(COURIERS)]
        self._client = client
        self._batch_of = batch_of
        self._next_batch = next_batch
        self._acknowledged = acknowledged
        self._stopped = stopped

    def run(self, seq: int) -> bool:
        """Send all above `seq`. False when something was out of the ordinary; what was acknowledged until then is."""
        on_the_way: deque[tuple[Future[Acknowledged], int]] = deque()
        handed_over: threading.Event | None = None
        fine = True
        with ThreadPoolExecutor(COURIERS, thread_name_prefix="EventPipeline") as pool:
            turn, begun = 0, 0.0
            while fine and not self._stopped():
                events = self._next_batch(seq)
                if not events:
                    break
                packed = self._client.pack(self._batch_of(events))
                if len(on_the_way) == COURIERS:
                    fine = self._collect(on_the_way)
                    if not fine:
                        break
                if on_the_way and handed_over is not None:
                    # The first goes by the engine's own connection, which is open but tells nothing: it gets a head start.
                    _await(handed_over, on_the_way[-1][0], QUICK_SECONDS if turn == 1 else LONG_SECONDS)
                    if time.monotonic() - begun < QUICK_SECONDS:
                        fine = self._collect(on_the_way)
                        if not fine:
                            break
                handed_over = threading.Event()
                courier = self._couriers[turn % COURIERS] if turn else self._client
                told = handed_over.set if turn else _nothing
                turn += 1
                begun = time.monotonic()
                on_the_way.append((pool.submit(courier.send_packed, packed, told), events[-1].seq))
                seq = events[-1].seq
            while on_the_way:
                fine = self._collect(on_the_way) and fine
        for courier in self._couriers:
            self._client.sent_bytes += courier.sent_bytes
            courier.close()
        return fine

    def _collect(self, on_the_way: "deque[tuple[Future[Acknowledged], int]]") -> bool:
        future, last = on_the_way.popleft()
        try:
            answer = future.result()
        except (KioskError, GapInLog):
            return False
        return answer.acknowledged >= last and self._acknowledged(answer)


def _nothing() -> None:
    pass


def _await(handed_over: threading.Event, request: "Future[Acknowledged]", limit: float) -> None:
    """Until the request's last byte is on its way, or the request is over one way or the other, or the time is up."""
    until = time.monotonic() + limit
    while not handed_over.wait(0.01) and not request.done() and time.monotonic() < until:
        pass
