"""The keys a verifier may trust: the city's public keys and the devices it no longer vouches for, in one signed statement.

Signed by each key of the city that was trusted before, so that whoever knows one of them accepts the next: rotation and
revocation reach counters by the feed, and third parties by `GET /v1/keys` or by hand, and then hold with no line at all.
Format: docs/receipts.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.domain.receipt_qr import Sign, Verify, key_id

SIGNED = b"mot-cua keys 1|"


class KeyListMalformed(ValueError):
    """The text is no key list."""


@dataclass(frozen=True, slots=True)
class KeyList:
    """`number` grows with each change; `city_keys` newest first; `revoked` are devices' public keys."""

    number: int
    issued_at: str
    city_keys: tuple[bytes, ...]
    revoked: frozenset[bytes] = frozenset()
    signatures: Mapping[str, str] = field(default_factory=dict[str, str])
    """City key id → signature, both hex."""

    @property
    def by_id(self) -> dict[bytes, bytes]:
        return {key_id(key): key for key in self.city_keys}

    def message(self) -> bytes:
        return SIGNED + json.dumps(self._content(), sort_keys=True, separators=(",", ":")).encode()

    def _content(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "issued_at": self.issued_at,
            "city_keys": [key.hex() for key in self.city_keys],
            "revoked": sorted(key.hex() for key in self.revoked),
        }

    def signed(self, signers: Mapping[bytes, Sign]) -> "KeyList":
        """The list with a signature by each of `signers`, public key → how it signs."""
        message = self.message()
        made = {key_id(public).hex(): sign(message).hex() for public, sign in signers.items()}
        return KeyList(self.number, self.issued_at, self.city_keys, self.revoked, made)

    def to_json(self) -> dict[str, Any]:
        return self._content() | {"signatures": dict(self.signatures)}


def read_key_list(content: Mapping[str, Any]) -> KeyList:
    """Raises KeyListMalformed."""
    try:
        return KeyList(
            number=int(content["number"]),
            issued_at=str(content["issued_at"]),
            city_keys=tuple(_key(key) for key in content["city_keys"]),
            revoked=frozenset(_key(key) for key in content["revoked"]),
            signatures={str(name): str(text) for name, text in content["signatures"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeyListMalformed(str(error)) from error


def _key(text: object) -> bytes:
    key = bytes.fromhex(str(text))
    if len(key) != 32:
        raise ValueError("a key has 32 bytes")
    return key


def is_trusted(offered: KeyList, trusted: Mapping[bytes, bytes], verify: Verify) -> bool:
    """Whether one of the city keys trusted so far, id → key, signed the list."""
    message = offered.message()
    for name, signature in offered.signatures.items():
        try:
            key, raw = trusted.get(bytes.fromhex(name)), bytes.fromhex(signature)
        except ValueError:
            continue
        if key is not None and verify(key, raw, message):
            return True
    return False
