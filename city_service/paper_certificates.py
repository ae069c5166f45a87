"""Certificates that devices sign papers with: issuing them, and saying which are revoked. See kiosk.certificates."""

from datetime import UTC, date, datetime

from city_service.database import Pool
from city_service.devices import Device
from city_service.keys import CityKeys
from city_service.problems import Problem
from kiosk.certificates import CertificateNotReadable, Holder, PaperAuthority, read_request, serial_of, to_pem
from kiosk.wire.models import PaperCertificateAnswer


class PaperCertificates:
    def __init__(self, pool: Pool, keys: CityKeys, *, practice: bool, public_url: str) -> None:
        self._pool = pool
        self._practice = practice
        self._public_url = public_url.rstrip("/")
        self._authorities = [PaperAuthority(secret, practice=practice) for secret in keys.secrets]

    def issue(self, device: Device, request: str) -> PaperCertificateAnswer:
        """A certificate for the key the request proves; whom it names, the enrolment says. Raises Problem for a bad request."""
        try:
            public = read_request(request)
        except CertificateNotReadable as error:
            raise Problem(422, "not a certificate request for P-256") from error
        authority = self._authorities[0]
        ends = date(datetime.now(UTC).year + 2, 12, 31)
        with self._pool.connection() as connection:
            row = connection.execute("SELECT public_key FROM device WHERE id = %s", (device.id,)).fetchone()
            assert row is not None
            key = bytes.fromhex(row["public_key"])
            holder = Holder(device.unit_name, device.unit_code, device.counter, key, self._practice)
            chain = authority.issue(public, holder, ends, self._revocations_url(authority))
            connection.execute(
                "INSERT INTO paper_certificate (authority, serial, device_id, expires_on) VALUES (%s, %s, %s, %s)",
                (authority.name, f"{serial_of(chain[0]):x}", device.id, ends),
            )
        return PaperCertificateAnswer(chain=to_pem(chain))

    def authorities(self) -> str:
        """The authorities' own certificates in PEM, newest first: whom a reader of PDFs is to trust."""
        return to_pem(authority.der for authority in self._authorities)

    def revocations(self, name: str) -> bytes:
        """The list of one authority (RFC 5280) in DER. Raises Problem for an authority that is not this city's."""
        authority = next((one for one in self._authorities if one.name == name), None)
        if authority is None:
            raise Problem(404, "unknown authority")
        with self._pool.connection() as connection:
            rows = connection.execute(
                """SELECT serial, revoked_at FROM paper_certificate JOIN device ON device.id = device_id
                   WHERE authority = %s AND revoked_at IS NOT NULL ORDER BY revoked_at, serial""",
                (name,),
            ).fetchall()
        number = int(datetime.now(UTC).timestamp())
        return authority.revocations([(int(row["serial"], 16), row["revoked_at"]) for row in rows], number)

    def _revocations_url(self, authority: PaperAuthority) -> str:
        return f"{self._public_url}/v1/paper-authorities/{authority.name}.crl" if self._public_url else ""
