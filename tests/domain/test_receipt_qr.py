"""Genuine, forged, replayed, revoked, unknown: told apart with no line."""

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


def test_a_receipt_replayed_on_another_code_is_forged() -> None:
    assert judge("000.19.35.H26-261125-2014", PAYLOAD) is Verdict.FORGED
    assert judge("000.19.36.H26-261125-2013", PAYLOAD) is Verdict.FORGED


@pytest.mark.parametrize("position", [5, 20, 60, 120, 200, 290])
def test_an_altered_receipt_is_forged(position: int) -> None:
    letter = "A" if PAYLOAD[position] != "A" else "B"
    altered = PAYLOAD[:position] + letter + PAYLOAD[position + 1 :]
    try:
        assert judge(CODE, altered) in (Verdict.FORGED, Verdict.UNKNOWN_KEY)
    except PayloadMalformed:
        pass


def test_a_self_made_key_is_unknown_or_forged() -> None:
    stranger = SigningKey.generate()
    assert judge(CODE, encode_payload(FACTS, certificate(city=stranger), DEVICE.sign)) is Verdict.UNKNOWN_KEY
    pretending = dataclasses.replace(certificate(city=stranger), city_key_id=key_id(CITY.public))
    assert judge(CODE, encode_payload(FACTS, pretending, DEVICE.sign)) is Verdict.FORGED
    assert judge(CODE, encode_payload(FACTS, certificate(), stranger.sign)) is Verdict.FORGED


def test_a_counter_signs_only_its_own_numbers_and_only_while_certified() -> None:
    other = dataclasses.replace(FACTS, code="000.19.35.H26-261125-3001")
    assert judge(other.code, encode_payload(other, certificate(), DEVICE.sign)) is Verdict.FORGED
    expired = certificate(expires_on=date(2026, 11, 24))
    assert judge(CODE, encode_payload(FACTS, expired, DEVICE.sign)) is Verdict.FORGED


def test_a_revoked_device_is_said_so() -> None:
    assert judge(CODE, PAYLOAD, frozenset({key_id(DEVICE.public)})) is Verdict.REVOKED


@pytest.mark.parametrize("text", ["", "x", "!!!!", PAYLOAD[:-5], PAYLOAD + "AAAA"])
def test_what_is_no_payload_is_said_so(text: str) -> None:
    with pytest.raises(PayloadMalformed):
        judge(CODE, text)
