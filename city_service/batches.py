"""A batch of events as it arrives: read once, checked as far as one event can be by itself.

A payload is kept as the text it came in. A counter writes canonical JSON (RFC 8785), which is what is hashed, kept and copied
into the database, so most payloads are never written anew; one that came in another spelling is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from city_service.problems import Problem
from kiosk.domain.event import Event, canonical_json, chain_hash
from kiosk.wire.models import MAX_BATCH_EVENTS

_Name = Annotated[str, msgspec.Meta(max_length=64)]
_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class _Event(msgspec.Struct):
    """`kiosk.wire.models.EventModel`, its payload unread."""

    device_id: _Name
    seq: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    dossier_id: _Name
    type: _Name
    payload: msgspec.Raw
    actor: _Name
    occurred_at: Annotated[str, msgspec.Meta(max_length=40)]
    prev_hash: _Hash
    hash: _Hash


class _Batch(msgspec.Struct):
    events: Annotated[list[_Event], msgspec.Meta(max_length=MAX_BATCH_EVENTS)]


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event, and its payload's canonical JSON, which its hash covers."""

    event: Event
    text: bytes


class _Float(Exception):
    """A number that is not whole has no one canonical spelling here."""


def _refuse_float(_: str) -> None:
    raise _Float


_batches = msgspec.json.Decoder(_Batch)
_payloads = msgspec.json.Decoder(dict[str, Any], float_hook=_refuse_float)
_sorted = msgspec.json.Encoder(order="sorted")


def read_batch(body: bytes) -> list[Arrived]:
    """Raises Problem: 422 for a body that is no batch, 400 for an event whose hash does not cover its content."""
    try:
        events = _batches.decode(body).events
        return [_arrived(event) for event in events]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(422, "invalid request", str(error)[:200]) from error


def arrivals(events: Iterable[Event]) -> list[Arrived]:
    """Events that were read already. Raises Problem 400 as above."""
    return [_checked(Arrived(event, canonical_json(event.payload))) for event in events]


def _arrived(e: _Event) -> Arrived:
    raw = bytes(e.payload)
    try:
        payload: dict[str, Any] = _payloads.decode(raw)
    except _Float as error:
        raise Problem(422, "invalid request", f"seq {e.seq}: whole numbers only") from error
    try:
        text = raw if _sorted.encode(payload) == raw else canonical_json(payload)
    except (OverflowError, UnicodeEncodeError):
        text = canonical_json(payload)
    event = Event(e.device_id, e.seq, e.dossier_id, e.type, payload, e.actor, e.occurred_at, e.prev_hash, e.hash)
    return _checked(Arrived(event, text))


def _checked(arrived: Arrived) -> Arrived:
    event = arrived.event
    if event.hash != chain_hash(event.prev_hash, event, arrived.text):
        raise Problem(400, "event damaged on the way", f"hash of seq {event.seq} does not match its content")
    return arrived
