"""The key the devices of one unit share, so that each can read what another wrote for a citizen to carry, with no line.

The city derives it from its own signing key; whoever has it can read tickets, and make them, but sign nothing.
"""

import json

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.practice.identity import practice_city_key
from offline_store import Store

KEPT_AS = "unit_keys"
NONCE_BYTES = 12


def unit_key(city_secret: bytes, unit_code: str) -> bytes:
    """32 bytes (RFC 5869) that follow from the city's secret and the unit."""
    info = b"mot-cua unit key 1|" + unit_code.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(city_secret)


def kept_unit_keys(store: Store) -> tuple[bytes, ...]:
    """The unit's keys this device knows, the newest first. A practice device knows its own without any city."""
    kept = store.meta.get(KEPT_AS)
    if kept:
        return tuple(bytes.fromhex(key) for key in json.loads(kept))
    identity = store.identity()
    if identity is not None and identity.practice:
        return (unit_key(practice_city_key().secret(), identity.unit_code),)
    return ()


def take_unit_keys(store: Store, keys: list[str]) -> None:
    """Keep what the city said."""
    if keys:
        store.set_meta(KEPT_AS, json.dumps(keys))


def seal(key: bytes, nonce: bytes, content: bytes, bound_to: bytes) -> bytes:
    """Encrypt (RFC 8439). `bound_to` travels beside it in the clear and cannot be exchanged."""
    return ChaCha20Poly1305(key).encrypt(nonce, content, bound_to)


def unseal(keys: tuple[bytes, ...], nonce: bytes, sealed: bytes, bound_to: bytes) -> bytes | None:
    """The content, under whichever of the keys made it; None when none did or it was changed."""
    for key in keys:
        try:
            return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound_to)
        except InvalidTag:
            continue
    return None
