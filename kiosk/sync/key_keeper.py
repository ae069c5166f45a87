"""Keeping up with the city's keys: its signed list, and a certificate under its newest key."""

from datetime import date

from kiosk.crypto import verify
from kiosk.domain.receipt_qr import DeviceCertificate, key_id
from kiosk.errors import CityRefusal
from kiosk.sync.client import CityClient
from kiosk.trust import kept_trust, renewed_under, take_key_list
from offline_store import Store


class KeyKeeper:
    """Called by the engine now and then, when the line is there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def refresh(self, client: CityClient) -> None:
        """Take the newest list; when the city has a newer key than this device's certificate, ask for one under it."""
        try:
            taken = take_key_list(self._store, client.key_list())
            identity = self._store.identity()
            if taken is not None and identity is not None and taken.city_keys[0].hex() != identity.city_key:
                self._renew(client)
        except CityRefusal:
            return  # the device keeps what it has; its receipts stay genuine

    def _renew(self, client: CityClient) -> None:
        identity, key = self._store.identity(), client.device_key
        answer = client.renew_certificate()
        city_key = bytes.fromhex(answer.city_key)
        if identity is None or key is None or city_key not in kept_trust(self._store).city_keys.values():
            return
        certificate = DeviceCertificate(
            agency=identity.agency,
            unit_code=identity.unit_code,
            counter=identity.counter,
            practice=identity.practice,
            device_key=key.public,
            expires_on=date.fromisoformat(answer.expires_on),
            city_key_id=key_id(city_key),
        )
        if verify(city_key, bytes.fromhex(answer.certificate), certificate.message()):
            renewed_under(self._store, answer.city_key, f"{answer.expires_on}:{answer.certificate}")
