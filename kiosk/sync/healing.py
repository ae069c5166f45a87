"""Two logs that differ, joined: the counter's file went back (a copy, damage), or the city was restored from a backup.

The log is one sequence, so there is always a last event both sides agree on. What the city has above it comes first, what only
the counter has goes after it: nobody's events are dropped and no seq is used twice at the city.
"""

from kiosk.domain.clock import Clock
from kiosk.domain.event import Event
from kiosk.sync.client import CityClient
from kiosk.sync.ports import Outbox

PAGE = 200
RETURN_AT_ONCE = 500


def join_logs(client: CityClient, outbox: Outbox, clock: Clock) -> int:
    """Find where the logs part, take the city's tail, put ours after it. Gives the seq the city has acknowledged."""
    acknowledged = client.own_events(0, 1).acknowledged
    agreed = _last_agreed(client, outbox, min(acknowledged, outbox.last_seq()))
    tail: list[Event] = []
    while agreed + len(tail) < acknowledged:
        page = client.own_events(agreed + len(tail), PAGE)
        if not page.events:
            break
        tail += [model.event() for model in page.events]
    outbox.adopt(agreed, tail, clock.now())
    return agreed + len(tail)


def _last_agreed(client: CityClient, outbox: Outbox, highest: int) -> int:
    """The greatest seq whose event is the same on both sides: a binary search, since logs that part never meet again."""
    low, high = 0, highest
    probe = high
    while low < high:
        found = client.own_events(probe - 1, 1).events
        if found and found[0].seq == probe and found[0].hash == outbox.hash_at(probe):
            low = probe
        else:
            high = probe - 1
        probe = (low + high + 1) // 2
    return low


def return_feed(client: CityClient, outbox: Outbox) -> None:
    """Give a restored city back what it had told this unit: its own acts would be lost otherwise."""
    cursor = 0
    while True:
        items = outbox.known_feed(cursor, RETURN_AT_ONCE)
        if not items:
            break
        client.return_feed(items)
        cursor = items[-1].cursor
    outbox.note_feed_returned()
