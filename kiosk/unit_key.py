"""The key the devices of one unit share, so that each can read what another wrote for a citizen to carry, with no line.

The city derives it from its own signing key; whoever has it can read tickets, and make them, but sign nothing.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


def unit_key(city_secret: bytes, unit_code: str) -> bytes:
    """32 bytes (RFC 5869) that follow from the city's secret and the unit."""
    info = b"mot-cua unit key 1|" + unit_code.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(city_secret)


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
