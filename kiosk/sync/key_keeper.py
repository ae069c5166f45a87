"""Keeping up with the city's keys: its signed list, and a certificate under its newest key."""

from datetime import date, timedelta

from kiosk.account_changes import take_accounts
from kiosk.crypto import verify
from kiosk.domain.clock import Clock
from kiosk.domain.receipt_qr import DeviceCertificate, key_id
from kiosk.errors import CityRefusal
from kiosk.self_service.unit_keys import take_unit_keys
from kiosk.sync.client import CityClient
from kiosk.trust import kept_trust, newest_city_key, renewed_under, take_key_list
from offline_store import Store

RENEW_BEFORE = timedelta(days=60)


class KeyKeeper:
    """Called by the engine now and then, when the line is there."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def refresh(self, client: CityClient) -> None:
        """Take the newest list. Where the city has a newer key than this device's certificate, or that is about to end, ask for
        another."""
        try:
            take_key_list(self._store, client.key_list())
            if self._must_renew():
                self._renew(client)
            take_unit_keys(self._store, client.unit_keys())
            self._take_accounts(client)
            self._keep_paper_certificate(client)
        except CityRefusal:
            return  # the device keeps what it has; its receipts stay genuine

    def _take_accounts(self, client: CityClient) -> None:
        """Whom the city vouches for, from this moment on. Self-service knows no staff."""
        identity = self._store.identity()
        if identity is not None and identity.profile == "counter":
            take_accounts(self._store, client.accounts(), self._clock.now())

    def _keep_paper_certificate(self, client: CityClient) -> None:
        """What signs electronic papers, and whose signatures are good: asked for once, when the city has a newer key, and before it
        ends."""
        # Here: X.509 loads with the first line to a city, not with every window.
        from kiosk.paper_certificate import (
            authorities_of,
            device_identity,
            device_request,
            take_authorities,
            take_certificate,
        )

        kept, newest = device_identity(self._store), newest_city_key(self._store)
        changed = newest is not None and authorities_of(self._store) != newest.hex()
        if kept is None or changed or kept.ends - self._clock.now() < RENEW_BEFORE:
            take_certificate(self._store, client.paper_certificate(device_request(self._store)))
        if changed and newest is not None:
            take_authorities(self._store, newest.hex(), client.paper_authorities())

    def _must_renew(self) -> bool:
        identity, newest = self._store.identity(), newest_city_key(self._store)
        if identity is None or newest is None:
            return False
        ends = date.fromisoformat(identity.certificate.partition(":")[0])
        return newest.hex() != identity.city_key or ends - self._clock.now().date() < RENEW_BEFORE

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
