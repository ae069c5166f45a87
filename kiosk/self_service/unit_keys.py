"""The keys of the unit this device knows (kiosk.unit_key), kept in its store."""

import json

from kiosk.practice.identity import practice_city_key
from kiosk.unit_key import unit_key
from offline_store import Store

KEPT_AS = "unit_keys"


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
