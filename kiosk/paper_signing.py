"""Which key signs this counter's electronic papers, and whose signatures it believes."""

from typing import TYPE_CHECKING

from kiosk.certificates import (
    CertificateNotReadable,
    Holder,
    PaperAuthority,
    SigningIdentity,
    device_key_of,
    read_pkcs12,
    read_request,
)
from kiosk.errors import Refused
from kiosk.paper_certificate import (
    OF_DEVICE,
    OF_UNIT,
    authorities,
    device_identity,
    device_request,
    keep_identity,
    read_identity,
)
from kiosk.practice.identity import practice_city_key
from offline_store import Store
from printing.signed import PaperSignature, sign_pdf, signature_of

if TYPE_CHECKING:
    from kiosk.app import Counter


class PaperSigning:
    """Signs the papers of one counter: with the unit's certificate where one was brought, else with the device's."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def identity(self) -> SigningIdentity:
        """Raises Refused while there is no certificate, or the one there has run out."""
        store = self._counter.store
        found = read_identity(store, OF_UNIT) or device_identity(store) or self._practice()
        if found is None:
            raise Refused("signing_not_yet")
        if found.ends <= self._counter.clock.now():
            raise Refused("signing_certificate_ended", signer=found.signer, day=f"{found.ends:%d/%m/%Y}")
        return found

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """The PDF with the counter's signature (PAdES-B-B). Raises Refused as `identity` does."""
        by = self.identity()
        return sign_pdf(pdf, by.key, by.chain, reason=reason, place=self._counter.identity.unit_name, signer=by.signer)

    def bring(self, content: bytes, passphrase: str) -> SigningIdentity:
        """Keep the unit's certificate from a PKCS#12 file. Raises Refused when it cannot be opened or has run out."""
        try:
            brought = read_pkcs12(content, passphrase)
        except CertificateNotReadable as error:
            raise Refused("signing_file_not_readable") from error
        if brought.ends <= self._counter.clock.now():
            raise Refused("signing_certificate_ended", signer=brought.signer, day=f"{brought.ends:%d/%m/%Y}")
        keep_identity(self._counter.store, OF_UNIT, brought)
        return brought

    def put_away(self) -> None:
        """Sign with the device's certificate again."""
        self._counter.store.set_meta(OF_UNIT, "")

    def _practice(self) -> SigningIdentity | None:
        """A practice device needs no city: the well-known practice key issues its certificate."""
        counter = self._counter
        if not counter.identity.practice:
            return None
        authority = PaperAuthority(practice_city_key().secret(), practice=True)
        certificate = counter.certificate()
        holder = Holder(
            counter.identity.unit_name,
            counter.identity.unit_code,
            counter.identity.counter,
            certificate.device_key,
            practice=True,
        )
        public = read_request(device_request(counter.store))
        chain = authority.issue(public, holder, certificate.expires_on)
        kept = read_identity(counter.store, OF_DEVICE)
        assert kept is not None
        made = SigningIdentity(kept.key, chain)
        keep_identity(counter.store, OF_DEVICE, made)
        return made


def judge_signature(store: Store | None, pdf: bytes, revoked: frozenset[bytes] = frozenset()) -> PaperSignature | None:
    """What a PDF's signature is worth to this device; None without one.

    A counter believes its city's authorities and its unit's. The practice authority, whose key anybody knows, is believed only
    where there is nothing real to be fooled: by a practice counter, and by a device that is nobody's.
    """
    identity = store.identity() if store is not None else None
    roots = list(authorities(store)) if store is not None else []
    if identity is None or identity.practice:
        roots.append(PaperAuthority(practice_city_key().secret(), practice=True).der)
    for kept in (read_identity(store, OF_DEVICE), read_identity(store, OF_UNIT)) if store is not None else ():
        if kept is not None and kept.chain:
            roots.append(kept.chain[-1])
    found = signature_of(pdf, roots)
    if found is not None and device_key_of(found.certificate) in revoked:
        return PaperSignature(found.signer, found.certificate, found.signed_at, found.intact, trusted=False)
    return found
