"""The certificates this device signs papers with, kept in its encrypted store: its own, and its unit's from a file."""

import base64
import json

from kiosk.certificates import (
    CertificateNotReadable,
    SigningIdentity,
    belongs,
    new_key,
    read_pem_chain,
    request_for,
)
from offline_store import Store

OF_DEVICE, OF_UNIT = "paper_signing", "unit_signing"
_AUTHORITIES = "paper_authorities"


def device_request(store: Store) -> str:
    """The request for this device's certificate. Its key is made once and kept before anybody hears of it."""
    kept = read_identity(store, OF_DEVICE)
    key = kept.key if kept is not None else new_key()
    if kept is None:
        keep_identity(store, OF_DEVICE, SigningIdentity(key, ()))
    return request_for(key)


def take_certificate(store: Store, pem: str) -> bool:
    """Keep what the city issued for this device's key; False when it is another key's or no certificate."""
    kept = read_identity(store, OF_DEVICE)
    try:
        chain = read_pem_chain(pem)
        made = SigningIdentity(kept.key, chain) if kept is not None and chain else None
        if made is None or not belongs(made):
            return False
    except CertificateNotReadable:
        return False
    keep_identity(store, OF_DEVICE, made)
    return True


def take_authorities(store: Store, city_key: str, pem: str) -> bool:
    """Keep whose certificates this city's papers are signed with, as it said under that key (hex). False for what is none."""
    try:
        chain = read_pem_chain(pem)
    except CertificateNotReadable:
        return False
    store.set_meta(_AUTHORITIES, json.dumps({"city_key": city_key, "certificates": [*map(_text, chain)]}))
    return True


def authorities(store: Store) -> tuple[bytes, ...]:
    """The city's authorities in DER, as last told."""
    kept = json.loads(store.meta.get(_AUTHORITIES) or "{}")
    return tuple(base64.b64decode(one) for one in kept.get("certificates", []))


def authorities_of(store: Store) -> str:
    """Under which of the city's keys (hex) the authorities were told; empty while they were not."""
    return str(json.loads(store.meta.get(_AUTHORITIES) or "{}").get("city_key", ""))


def device_identity(store: Store) -> SigningIdentity | None:
    kept = read_identity(store, OF_DEVICE)
    return kept if kept is not None and kept.chain else None


def read_identity(store: Store, kept_as: str) -> SigningIdentity | None:
    """`kept_as` is OF_DEVICE or OF_UNIT."""
    kept = store.meta.get(kept_as)
    if not kept:
        return None
    said = json.loads(kept)
    return SigningIdentity(base64.b64decode(said["key"]), tuple(base64.b64decode(one) for one in said["chain"]))


def keep_identity(store: Store, kept_as: str, identity: SigningIdentity) -> None:
    store.set_meta(kept_as, json.dumps({"key": _text(identity.key), "chain": [*map(_text, identity.chain)]}))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
