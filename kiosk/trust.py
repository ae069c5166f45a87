"""Whose signatures this device believes: its city's keys and the devices the city revoked, kept for when there is no line."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.crypto import verify
from kiosk.domain.key_list import KeyList, KeyListMalformed, is_trusted, read_key_list
from kiosk.domain.receipt_qr import ReceiptFacts, Verdict, check_payload, key_id, split_address
from kiosk.practice.identity import practice_city_key
from offline_store import Store

KEPT_AS = "city_keys"


@dataclass(frozen=True, slots=True)
class Trust:
    """City keys by their ids, and revoked devices' public keys."""

    city_keys: Mapping[bytes, bytes]
    revoked: frozenset[bytes] = frozenset()

    def check(self, address: str) -> tuple[Verdict, ReceiptFacts]:
        """Judge what a receipt's QR says. Raises PayloadMalformed when it is no receipt's."""
        code, payload = split_address(address)
        return check_payload(code, payload, city_keys=self.city_keys, verify=verify, revoked=self.revoked)


def practice_trust() -> Trust:
    """Without an enrolment only practice receipts can be told."""
    key = practice_city_key().public
    return Trust({key_id(key): key})


def kept_trust(store: Store) -> Trust:
    """What the city last said, beginning with the key this device was enrolled under."""
    identity = store.identity()
    if identity is None:
        return practice_trust()
    own = bytes.fromhex(identity.city_key)
    kept = _kept_list(store)
    if kept is None:
        return Trust({key_id(own): own})
    return Trust(kept.by_id, kept.revoked)


def take_key_list(store: Store, content: Mapping[str, object]) -> KeyList | None:
    """Keep a newer list that a key trusted so far signed. Gives it; None when it is old, or not to be believed."""
    try:
        offered = read_key_list(content)
    except KeyListMalformed:
        return None
    kept = _kept_list(store)
    if kept is not None and offered.number <= kept.number:
        return None
    if not is_trusted(offered, kept_trust(store).city_keys, verify):
        return None
    store.set_meta(KEPT_AS, json.dumps(offered.to_json()))
    return offered


def newest_city_key(store: Store) -> bytes | None:
    """The key the city signs with now, as far as it said."""
    kept = _kept_list(store)
    return kept.city_keys[0] if kept is not None and kept.city_keys else None


def renewed_under(store: Store, city_key: str, certificate: str) -> None:
    """Note the certificate that a newer key of the city signed for this device."""
    identity = store.identity()
    if identity is not None:
        store.renew(dataclasses.replace(identity, city_key=city_key, certificate=certificate))


def _kept_list(store: Store) -> KeyList | None:
    kept = store.meta.get(KEPT_AS)
    return read_key_list(json.loads(kept)) if kept else None
