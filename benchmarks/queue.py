"""Putting work away durably and acknowledging it, against persist-queue's acknowledging SQLite queue."""

from pathlib import Path

from persistqueue import SQLiteAckQueue

from benchmarks.measure import Row, seconds_each
from kiosk import app as counter_app
from kiosk.app import Counter

TIMES = 150


def put_and_acknowledge(folder: Path) -> Row:
    """The same 6 KB payload, durable at each step on both sides (WAL, synchronous=FULL): put, then acknowledge."""
    payload = {"text": "Nguyễn Thị Lan " * 400}
    counter_app.enrol_practice(folder / "queue")
    with Counter(folder / "queue") as counter:
        now = counter.clock.now()
        outbox = counter.store.outbox

        def ours(n: int) -> None:
            event = counter.store.record(f"d{n}", "note", dict(payload), "canbo1", now)
            outbox.acknowledge(event.seq)

        our_time = seconds_each(ours, TIMES)
    queue = SQLiteAckQueue(str(folder / "persist-queue"), auto_commit=True, multithreading=True)
    for connection in (queue._putter, queue._getter):
        connection.execute("PRAGMA synchronous = FULL")

    def theirs(_: int) -> None:
        queue.put(payload)
        queue.ack(queue.get())

    their_time = seconds_each(theirs, TIMES)
    ratio = their_time / our_time
    what = "put + acknowledge against persist-queue SQLiteAckQueue"
    return Row(what, f"{1 / our_time:,.0f} /s", f"{1 / their_time:,.0f} /s", ratio, "≥ 1.5 ×", ratio >= 1.5)
