"""Genuine, altered, replayed, self-made, revoked, unknown: told apart with no line."""

import base64
import dataclasses
from datetime import date, datetime

import pytest

from kiosk.crypto import SigningKey, verify
from kiosk.domain.clock import HANOI
from kiosk.domain.receipt_qr import (
    DeviceCertificate,
    PayloadMalformed,
    ReceiptFacts,
    Verdict,
    certify,
    check_payload,
    encode_payload,
    key_id,
    split_address,
    status_address,
)

CITY, DEVICE = SigningKey.generate(), SigningKey.generate()
CODE = "000.19.35.H26-261125-2013"
FACTS = ReceiptFacts(
    CODE,
    "00565",
    "1.001193",
    datetime(2026, 11, 25, 9, 41, tzinfo=HANOI),
    datetime(2026, 11, 25, 17, 0, tzinfo=HANOI),
    16_000,
    True,
)


def certificate(city: SigningKey = CITY, device: SigningKey = DEVICE, **changes: object) -> DeviceCertificate:
    made = DeviceCertificate("000.19.35.H26", "00565", 2, True, device.public, date(2028, 12, 31), key_id(city.public))
    made = dataclasses.replace(made, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(made, signature=certify(made, city.sign))


def judge(code: str, payload: str, revoked: frozenset[bytes] = frozenset()) -> Verdict:
    keys = {key_id(CITY.public): CITY.public}
    return check_payload(code, payload, city_keys=keys, verify=verify, revoked=revoked)[0]


PAYLOAD = encode_payload(FACTS, certificate(), DEVICE.sign)


def test_a_genuine_receipt_says_what_it_states() -> None:
    keys = {key_id(CITY.public): CITY.public}
    assert check_payload(CODE, PAYLOAD, city_keys=keys, verify=verify) == (Verdict.GENUINE, FACTS)
    address = status_address("https://motcua.example", CODE, PAYLOAD)
    assert split_address(address) == (CODE, PAYLOAD)


@pytest.mark.parametrize(
    "code", ["000.19.35.H26-261125-2014", "000.19.36.H26-261125-2013", "000.19.35.H26-261126-2013"]
)
def test_a_receipt_replayed_on_another_code_is_said_to_be_that(code: str) -> None:
    assert judge(code, PAYLOAD) is Verdict.REPLAYED


@pytest.mark.parametrize("position", [5, 20, 60, 120, 200, 290])
def test_an_altered_receipt_is_never_genuine(position: int) -> None:
    letter = "A" if PAYLOAD[position] != "A" else "B"
    altered = PAYLOAD[:position] + letter + PAYLOAD[position + 1 :]
    try:
        assert judge(CODE, altered) in (Verdict.ALTERED, Verdict.SELF_MADE, Verdict.UNKNOWN_KEY)
    except PayloadMalformed:
        pass


def test_another_due_date_or_fee_is_said_to_be_altered() -> None:
    raw = bytearray(base64.b32decode(PAYLOAD + "=" * (-len(PAYLOAD) % 8)))
    for place in (9, 17):  # the last bytes of due date and fee
        changed = raw.copy()
        changed[place] ^= 1
        assert judge(CODE, base64.b32encode(changed).decode().rstrip("=")) is Verdict.ALTERED


def test_a_receipt_signed_by_oneself_is_said_to_be_self_made() -> None:
    stranger = SigningKey.generate()
    assert judge(CODE, encode_payload(FACTS, certificate(city=stranger), DEVICE.sign)) is Verdict.UNKNOWN_KEY
    pretending = dataclasses.replace(certificate(city=stranger), city_key_id=key_id(CITY.public))
    assert judge(CODE, encode_payload(FACTS, pretending, DEVICE.sign)) is Verdict.SELF_MADE
    own = dataclasses.replace(certificate(), device_key=stranger.public)
    assert judge(CODE, encode_payload(FACTS, own, stranger.sign)) is Verdict.SELF_MADE
    assert judge(CODE, encode_payload(FACTS, certificate(), stranger.sign)) is Verdict.ALTERED


def test_a_counter_signs_only_its_own_numbers_and_only_while_certified() -> None:
    other = dataclasses.replace(FACTS, code="000.19.35.H26-261125-3001")
    assert judge(other.code, encode_payload(other, certificate(), DEVICE.sign)) is Verdict.ALTERED
    expired = certificate(expires_on=date(2026, 11, 24))
    assert judge(CODE, encode_payload(FACTS, expired, DEVICE.sign)) is Verdict.ALTERED


def test_a_revoked_device_is_said_so() -> None:
    assert judge(CODE, PAYLOAD, frozenset({DEVICE.public})) is Verdict.REVOKED


@pytest.mark.parametrize("text", ["", "x", "!!!!", PAYLOAD[:-5], PAYLOAD + "AAAA"])
def test_what_is_no_payload_is_said_so(text: str) -> None:
    with pytest.raises(PayloadMalformed):
        judge(CODE, text)
