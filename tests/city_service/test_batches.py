"""A batch as it arrives: however a payload is spelled its canonical text is kept, and a hash that does not cover it is told."""

import asyncio
import json

import pytest
from fastapi import Request
from starlette.types import Message

from city_service.batches import read_batch
from city_service.bodies import MAX_UNPACKED_BYTES
from city_service.problems import Problem
from city_service.service import whole_body
from kiosk.domain.event import GENESIS, Event, Json, canonical_json, next_event

PAYLOAD: dict[str, Json] = {
    "code": "000.19.35.H26-261125-2001",
    "note": 'Nguyễn "Đặng" \\ \u0001\n\u0000 🙂',
    "many": [1, None, True, {"b": -5, "a": 2**60}],
}


def an_event(payload: dict[str, Json] = PAYLOAD) -> Event:
    event, _ = next_event(
        device_id="d1",
        seq=1,
        dossier_id="x",
        type="note",
        payload=payload,
        actor="canbo1",
        occurred_at="2026-11-25T09:41:30+07:00",
        prev_hash=GENESIS,
    )
    return event


def body_of(event: Event, payload: str, **changed: object) -> bytes:
    """A batch of one event with its payload spelled as given."""
    fields = {name: getattr(event, name) for name in Event.__slots__ if name != "payload"} | changed
    return json.dumps({"events": [fields]})[:-3].encode() + f', "payload": {payload}}}]}}'.encode()


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("indent", [None, 2])
def test_however_it_is_spelled_the_payload_is_kept_in_its_canonical_text(ascii_only: bool, indent: int | None) -> None:
    event = an_event()
    (arrived,) = read_batch(body_of(event, json.dumps(PAYLOAD, ensure_ascii=ascii_only, indent=indent)))
    assert arrived.event == event
    assert arrived.text == canonical_json(PAYLOAD)


def test_a_large_number_stays_what_it_was() -> None:
    payload: dict[str, Json] = {"n": 10**30}
    (arrived,) = read_batch(body_of(an_event(payload), f'{{"n":{10**30}}}'))
    assert arrived.text == canonical_json(payload) == b'{"n":1000000000000000000000000000000}'


@pytest.mark.parametrize(
    ("payload", "changed", "status"),
    [
        ('{"code": "another"}', {}, 400),
        (canonical_json(PAYLOAD).decode(), {"actor": "somebody"}, 400),
        (canonical_json(PAYLOAD).decode(), {"seq": 0}, 422),
        (canonical_json(PAYLOAD).decode(), {"hash": "0"}, 422),
        ('{"fee": 1.5}', {}, 422),
        ("[]", {}, 422),
        ('{"open": ', {}, 422),
        ('{"half": "\\ud800"}', {}, 422),
        ('{"deep": ' + "[" * 5000 + "]" * 5000 + "}", {}, 422),
    ],
)
def test_what_is_no_batch_or_was_damaged_is_told(payload: str, changed: dict[str, object], status: int) -> None:
    with pytest.raises(Problem) as caught:
        read_batch(body_of(an_event(), payload, **changed))
    assert caught.value.document.status == status


def test_a_body_beyond_any_batch_is_refused_before_all_of_it_lies_in_memory() -> None:
    taken: list[int] = []

    async def endless() -> Message:
        taken.append(2**20)
        return {"type": "http.request", "body": b" " * 2**20, "more_body": True}

    with pytest.raises(Problem) as caught:
        asyncio.run(whole_body(Request({"type": "http", "method": "POST", "headers": []}, endless)))
    assert caught.value.document.status == 413
    assert sum(taken) == MAX_UNPACKED_BYTES + 2**20
