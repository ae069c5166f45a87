"""The receipt's QR: the status page's address with a signed payload that proves the receipt with no line at all.

The chain is city → device → receipt. The city signs a certificate over the device's key and place; the device signs the
receipt; both signatures travel in the QR, so that whoever holds the city's public key can check it. No name and no number of
a person is in it. Format: docs/receipts.md. Signatures: Ed25519 (RFC 8032). Text form: base32 without padding (RFC 4648),
which QR codes carry in their dense alphanumeric mode.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from urllib.parse import parse_qs, quote, urlsplit

from kiosk.domain.clock import HANOI
from kiosk.domain.dossier_code import DossierCode, DossierCodeMalformed

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""public key, signature, message → genuine?"""

VERSION = 2
_HEAD = struct.Struct(">BBIIIIBI8s4s")
_DEVICE = struct.Struct(">32sH4s64s")
_SIGNATURE_BYTES = 64
_EPOCH = date(2020, 1, 1)
SIGNED = b"mot-cua receipt 2|"
"""What stands before the payload's body in the message the device signs."""


class PayloadMalformed(ValueError):
    """The text is no receipt payload."""


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """What the city vouches for: this key belongs to this counter of this agency until `expires_on`."""

    agency: str
    unit_code: str
    counter: int
    practice: bool
    device_key: bytes
    expires_on: date
    city_key_id: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """The bytes the city signs."""
        place = f"{self.unit_code}|{self.counter}|{int(self.practice)}|".encode()
        return (
            b"mot-cua device 2|"
            + place
            + agency_digest(self.agency)
            + self.device_key
            + _days(self.expires_on).to_bytes(2)
            + self.city_key_id
        )


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt states and its signature covers."""

    code: str
    unit_code: str
    procedure: str
    received_at: datetime
    due_at: datetime
    fee_vnd: int
    practice: bool


class Verdict(Enum):
    """What a receipt's QR turned out to be."""

    GENUINE = "genuine"
    ALTERED = "altered"
    """From a counter of the city, but not what that counter signed."""
    REPLAYED = "replayed"
    """Genuine, and another dossier's: the QR of one receipt on the code of another."""
    SELF_MADE = "self_made"
    """It names the city's key, but the city never vouched for who signed."""
    UNKNOWN_KEY = "unknown_key"
    """Signed under a key this verifier does not know: another city's, an older one, or nobody's."""
    REVOKED = "revoked"
    """Signed by a counter the city no longer trusts."""


def code_digest(code: str) -> bytes:
    """Eight bytes that bind a payload to its code."""
    return hashlib.sha256(code.encode()).digest()[:8]


def agency_digest(agency: str) -> bytes:
    """Four bytes that bind a certificate to the agency whose codes the device gives out."""
    return hashlib.sha256(agency.encode()).digest()[:4]


def key_id(public: bytes) -> bytes:
    """Four bytes that name a public key."""
    return hashlib.sha256(public).digest()[:4]


def certify(certificate: DeviceCertificate, sign: Sign) -> bytes:
    return sign(certificate.message())


def encode_payload(facts: ReceiptFacts, certificate: DeviceCertificate, sign: Sign) -> str:
    """The signed payload as base32 text."""
    body = _HEAD.pack(
        VERSION,
        int(facts.practice),
        int(facts.received_at.timestamp()),
        int(facts.due_at.timestamp()),
        _procedure_number(facts.procedure),
        facts.fee_vnd,
        certificate.counter,
        int(facts.unit_code),
        code_digest(facts.code),
        agency_digest(certificate.agency),
    ) + _DEVICE.pack(
        certificate.device_key, _days(certificate.expires_on), certificate.city_key_id, certificate.signature
    )
    return _to_text(body + sign(SIGNED + body))


def status_address(base_url: str, code: str, payload: str) -> str:
    """What the QR carries: opens the city's status page on any phone."""
    return f"{base_url.rstrip('/')}/r/{quote(code)}?t={payload}"


def split_address(text: str) -> tuple[str, str]:
    """The code and payload of a receipt's address. Raises PayloadMalformed."""
    parts = urlsplit(text.strip())
    payload = parse_qs(parts.query).get("t", [""])[0]
    code = parts.path.rpartition("/r/")[2]
    if not payload or not code:
        raise PayloadMalformed("no receipt address")
    return code, payload


def check_payload(
    code: str,
    payload: str,
    *,
    city_keys: Mapping[bytes, bytes],
    verify: Verify,
    revoked: frozenset[bytes] = frozenset(),
) -> tuple[Verdict, ReceiptFacts]:
    """Whether the payload proves a receipt with that code.

    `city_keys` maps key ids to public keys; `revoked` holds public keys of devices no longer trusted. Raises PayloadMalformed
    when the text cannot even be read.
    """
    try:
        dossier_code = DossierCode.parse(code)
        raw = _from_text(payload)
        if len(raw) != _HEAD.size + _DEVICE.size + _SIGNATURE_BYTES:
            raise PayloadMalformed("wrong length")
        body, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
        version, practice, received, due, procedure, fee, counter, unit, bound, agency = _HEAD.unpack(
            body[: _HEAD.size]
        )
        device_key, expires, city_key_id, city_signature = _DEVICE.unpack(body[_HEAD.size :])
        if version != VERSION:
            raise PayloadMalformed(f"version {version}")
        facts = ReceiptFacts(
            code=str(dossier_code),
            unit_code=f"{unit:05}",
            procedure=f"{procedure // 1_000_000}.{procedure % 1_000_000:06}",
            received_at=datetime.fromtimestamp(received, UTC).astimezone(HANOI),
            due_at=datetime.fromtimestamp(due, UTC).astimezone(HANOI),
            fee_vnd=fee,
            practice=bool(practice),
        )
    except (DossierCodeMalformed, binascii.Error, struct.error, OverflowError, ValueError) as error:
        raise PayloadMalformed(str(error)) from error
    city_key = city_keys.get(city_key_id)
    if city_key is None:
        return Verdict.UNKNOWN_KEY, facts
    place = f"{facts.unit_code}|{counter}|{practice}|".encode()
    vouched = b"mot-cua device 2|" + place + agency + device_key + expires.to_bytes(2) + city_key_id
    if not verify(city_key, city_signature, vouched):
        return Verdict.SELF_MADE, facts
    if not verify(device_key, signature, SIGNED + body):
        return Verdict.ALTERED, facts
    if device_key in revoked:
        return Verdict.REVOKED, facts
    if bound != code_digest(str(dossier_code)):
        return Verdict.REPLAYED, facts
    holds = (
        agency == agency_digest(dossier_code.agency)
        and facts.received_at.date() == dossier_code.day
        and facts.received_at.date() <= _EPOCH + timedelta(days=expires)
        and dossier_code.number // (1000 if dossier_code.number < 10_000 else 10_000) == counter
    )
    return (Verdict.GENUINE if holds else Verdict.ALTERED), facts


def _procedure_number(procedure: str) -> int:
    major, _, minor = procedure.partition(".")
    return int(major) * 1_000_000 + int(minor)


def _days(day: date) -> int:
    return (day - _EPOCH).days


def _to_text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _from_text(text: str) -> bytes:
    padded = text.strip().upper()
    return base64.b32decode(padded + "=" * (-len(padded) % 8))
