"""Sealing packages to the city: only the city can open one, and nobody can change one unseen.

Layout: `MAGIC`, a length-prefixed JSON head, length-prefixed frames of one libsodium secretstream (XChaCha20-Poly1305: order,
truncation and content are authenticated), then 64 bytes: the device's Ed25519 signature over the SHA-512 of all before. The
stream's key is sealed to the city's own Ed25519 key by way of its X25519 form (libsodium's sealed box). Lengths are four bytes,
big-endian. Whoever carries a package can check its signature without being able to read it.
"""

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import zstandard
from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey as SodiumSigningKey
from nacl.signing import VerifyKey

from kiosk.crypto import verify
from kiosk.domain.package import ATTACHMENT, END, EVENTS, MAGIC, PIECE, PackageHead
from kiosk.domain.receipt_qr import DeviceCertificate, key_id

_LENGTH = struct.Struct(">I")
_SIGNATURE_BYTES = 64
_MAX_FRAME_BYTES = 16 * 1024 * 1024
_EVENTS_AT_ONCE = 200


class PackageRefused(Exception):
    """Damaged, cut short, changed, or not made by a device of this city. The message says which."""


@dataclass(frozen=True, slots=True)
class PackedAttachment:
    """An attachment in a package. Its pieces must be read before the next frame is."""

    sha256: str
    media_type: str
    pieces: Iterator[bytes]


class _Hashed:
    """Writes through and remembers the hash of all that was written."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.hash = hashlib.sha512()

    def write(self, content: bytes) -> None:
        self._out.write(content)
        self.hash.update(content)


def seal_to_city(content: bytes, city_key: bytes) -> bytes:
    """Something small that only the city can read."""
    return SealedBox(VerifyKey(city_key).to_curve25519_public_key()).encrypt(content)


def unseal(sealed: bytes, *city_secrets: bytes) -> bytes:
    """What was sealed to one of the city's keys. Raises PackageRefused."""
    for secret in city_secrets:
        try:
            return SealedBox(SodiumSigningKey(secret).to_curve25519_private_key()).decrypt(sealed)
        except (CryptoError, ValueError):
            continue
    raise PackageRefused("not sealed to this city")


def seal(
    out: BinaryIO,
    head: PackageHead,
    *,
    city_key: bytes,
    sign: Callable[[bytes], bytes],
    events: Iterable[dict[str, Any]],
    attachments: Iterable[PackedAttachment],
) -> None:
    """Write a package. `city_key` is the city's Ed25519 public key, `sign` the device's signature."""
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    stream_head = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    target = _Hashed(out)
    target.write(MAGIC)
    shown = {
        "device_id": head.device_id,
        "agency": head.agency,
        "unit_code": head.unit_code,
        "unit_name": head.unit_name,
        "counter": head.counter,
        "practice": head.practice,
        "device_key": head.device_key.hex(),
        "expires_on": head.expires_on.isoformat(),
        "certificate": head.certificate.hex(),
        "created_at": head.created_at,
        "key": seal_to_city(key, city_key).hex(),
        "stream": stream_head.hex(),
    }
    raw = json.dumps(shown, ensure_ascii=False).encode()
    target.write(_LENGTH.pack(len(raw)) + raw)

    def frame(content: bytes, tag: int = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(state, content, None, tag)
        target.write(_LENGTH.pack(len(sealed)) + sealed)

    counts = {"events": 0, "attachments": 0}
    page: list[dict[str, Any]] = []
    compressor = zstandard.ZstdCompressor(level=9)

    def flush() -> None:
        if page:
            frame(EVENTS + compressor.compress(json.dumps(page, ensure_ascii=False).encode()))
            page.clear()

    for event in events:
        page.append(event)
        counts["events"] += 1
        if len(page) >= _EVENTS_AT_ONCE:
            flush()
    flush()
    for attachment in attachments:
        counts["attachments"] += 1
        frame(ATTACHMENT + bytes.fromhex(attachment.sha256) + attachment.media_type.encode())
        for piece in attachment.pieces:
            frame(PIECE + piece)
    frame(END + json.dumps(counts).encode(), sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    out.write(sign(target.hash.digest()))


def read_head(path: Path, *city_keys: bytes) -> PackageHead:
    """Check that a device this city vouched for made the whole file, without opening it. Raises PackageRefused."""
    try:
        size = path.stat().st_size
        digest = hashlib.sha512()
        with path.open("rb") as file:
            left = size - _SIGNATURE_BYTES
            while left > 0:
                piece = file.read(min(left, 1 << 20))
                if not piece:
                    break
                digest.update(piece)
                left -= len(piece)
            signature = file.read(_SIGNATURE_BYTES)
            file.seek(0)
            head, _ = _read_head(file)
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise PackageRefused("unreadable") from error
    if not any(verify(key, head.certificate, _certificate(head, key).message()) for key in city_keys):
        raise PackageRefused("another city's device")
    if not verify(head.device_key, signature, digest.digest()):
        raise PackageRefused("changed or cut short")
    return head


def _certificate(head: PackageHead, city_key: bytes) -> DeviceCertificate:
    return DeviceCertificate(
        agency=head.agency,
        unit_code=head.unit_code,
        counter=head.counter,
        practice=head.practice,
        device_key=head.device_key,
        expires_on=head.expires_on,
        city_key_id=key_id(city_key),
    )


def _read_head(file: BinaryIO) -> tuple[PackageHead, dict[str, str]]:
    if file.read(len(MAGIC)) != MAGIC:
        raise PackageRefused("no package")
    (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
    if length > 1 << 20:
        raise PackageRefused("no package")
    shown = json.loads(file.read(length))
    head = PackageHead(
        device_id=str(shown["device_id"]),
        agency=str(shown["agency"]),
        unit_code=str(shown["unit_code"]),
        unit_name=str(shown["unit_name"]),
        counter=int(shown["counter"]),
        practice=bool(shown["practice"]),
        device_key=bytes.fromhex(shown["device_key"]),
        expires_on=date.fromisoformat(shown["expires_on"]),
        certificate=bytes.fromhex(shown["certificate"]),
        created_at=str(shown["created_at"]),
    )
    return head, shown


def open_package(path: Path, *city_secrets: bytes) -> Iterator[list[dict[str, Any]] | PackedAttachment]:
    """The pages of events, then the attachments, of a package whose head was checked. Raises PackageRefused."""
    with path.open("rb") as file:
        _, shown = _read_head(file)
        try:
            key = unseal(bytes.fromhex(shown["key"]), *city_secrets)
            state = sodium.crypto_secretstream_xchacha20poly1305_state()
            sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, bytes.fromhex(shown["stream"]), key)
        except (CryptoError, ValueError) as error:
            raise PackageRefused("not sealed to this city") from error

        def frames() -> Iterator[bytes]:
            while True:
                try:
                    (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
                    if length > _MAX_FRAME_BYTES:
                        raise PackageRefused("changed or cut short")
                    content, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.read(length), None)
                except (struct.error, RuntimeError, CryptoError, ValueError) as error:
                    raise PackageRefused("changed or cut short") from error
                yield content
                if tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
                    return

        source = frames()
        waiting: list[bytes] = []

        def next_frame() -> bytes:
            return waiting.pop() if waiting else next(source)

        def pieces() -> Iterator[bytes]:
            while True:
                content = next_frame()
                if content[:1] != PIECE:
                    waiting.append(content)
                    return
                yield content[1:]

        while True:
            content = next_frame()
            kind = content[:1]
            if kind == EVENTS:
                yield json.loads(zstandard.ZstdDecompressor().decompress(content[1:], max_output_size=64 << 20))
            elif kind == ATTACHMENT:
                yield PackedAttachment(content[1:33].hex(), content[33:].decode(), pieces())
            elif kind == END:
                return
