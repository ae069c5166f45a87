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
    chain = [base64.b64encode(one).decode() for one in identity.chain]
    store.set_meta(kept_as, json.dumps({"key": base64.b64encode(identity.key).decode(), "chain": chain}))
