"""The event log's unit: one thing that happened at one device, chained to what came before."""

import hashlib
import json
from dataclasses import dataclass
from typing import cast

GENESIS = "0" * 64
"""What the first event of a device names as its predecessor's hash."""

AFTER = "after"
"""In a payload: how far its speaker had read the other side's log (the city's feed, or the device's events)."""

WAS = "was"
"""In a payload: the hash this event had before it was put after the city's tail (its place in the log was already taken)."""

BEGINNINGS = frozenset({"dossier.accepted", "dossier.registered"})
"""The events that begin a dossier in a device's log: a clerk accepted it, or a citizen registered it at self-service."""

MESSAGE_WANTED = "message.wanted"
"""A citizen wants the number of what they registered at self-service on their phone."""

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def canonical_json(value: Json) -> bytes:
    """RFC 8785 for the values events hold: no floats, member names in ASCII, so the two agree byte for byte (tested).

    Raises TypeError for a float or a value JSON does not have.
    """
    _refuse_floats(value)
    return _CANONICAL.encode(value).encode()


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("events hold whole numbers only: a float has no one canonical spelling here")
    if isinstance(value, dict):
        for inner in cast("dict[object, object]", value).values():
            _refuse_floats(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            _refuse_floats(inner)


@dataclass(frozen=True, slots=True)
class Event:
    """`seq` is contiguous from 1 in a device's log; `occurred_at` is ISO 8601 with offset; hashes are lower-case hex."""

    device_id: str
    seq: int
    dossier_id: str
    type: str
    payload: dict[str, Json]
    actor: str
    occurred_at: str
    prev_hash: str
    hash: str

    def content(self) -> dict[str, Json]:
        return {
            "actor": self.actor,
            "device_id": self.device_id,
            "dossier_id": self.dossier_id,
            "occurred_at": self.occurred_at,
            "payload": self.payload,
            "seq": self.seq,
            "type": self.type,
        }

    def is_intact(self) -> bool:
        return self.hash == chain_hash(self.prev_hash, self, canonical_json(self.payload))


def chain_hash(prev_hash: str, event: Event, payload: bytes) -> str:
    """SHA-256 over the predecessor's hash and the event's canonical JSON. `payload` is the payload's own canonical JSON.

    The members stand in the order of their names, as RFC 8785 has it, so the payload's text can be used as it is.
    """

    def text(value: str) -> bytes:
        return _CANONICAL.encode(value).encode()

    content = b'{"actor":%b,"device_id":%b,"dossier_id":%b,"occurred_at":%b,"payload":%b,"seq":%d,"type":%b}' % (
        text(event.actor),
        text(event.device_id),
        text(event.dossier_id),
        text(event.occurred_at),
        payload,
        event.seq,
        text(event.type),
    )
    return hashlib.sha256(bytes.fromhex(prev_hash) + content).hexdigest()


def next_event(
    *,
    device_id: str,
    seq: int,
    dossier_id: str,
    type: str,
    payload: dict[str, Json],
    actor: str,
    occurred_at: str,
    prev_hash: str,
) -> tuple[Event, bytes]:
    """Make the event that follows `prev_hash` in a device's log, and give its payload's canonical JSON with it."""
    text = canonical_json(payload)
    draft = Event(device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, "")
    hash_ = chain_hash(prev_hash, draft, text)
    return Event(device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash_), text
