"""Devices: one-time enrolment codes, certificates, and short-lived tokens for RFC 7523 assertions."""

import dataclasses
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from city_service.database import Pool, Row
from city_service.keys import CityKeys, tell_of_keys
from city_service.problems import Problem
from kiosk.crypto import verify
from kiosk.domain.dossier import Profile
from kiosk.domain.event import GENESIS
from kiosk.domain.package import PackageHead
from kiosk.domain.receipt_qr import DeviceCertificate, certify, key_id
from kiosk.wire.models import (
    TOKEN_AUDIENCE,
    CertificateAnswer,
    EnrolmentAnswer,
    EnrolmentRequest,
    StaffAccount,
    TokenAnswer,
)

TOKEN_SECONDS = 900
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Device:
    id: str
    unit_code: str
    unit_name: str
    agency: str
    counter: int
    profile: Profile = "counter"


def _device(row: Row) -> Device:
    return Device(row["id"], row["unit_code"], row["unit_name"], row["agency"], row["counter"], row["profile"])


def _code_hash(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").strip().upper().encode()).hexdigest()


def new_code(
    pool: Pool,
    unit_code: str,
    counter: int,
    agency: str,
    valid: timedelta = timedelta(days=7),
    profile: Profile = "counter",
) -> str:
    """A one-time enrolment code, shown once; only its hash is kept."""
    raw = "".join(secrets.choice(CODE_ALPHABET) for _ in range(16))
    with pool.connection() as connection:
        connection.execute(
            """INSERT INTO enrolment_code (code_hash, unit_code, counter, agency, expires_at, profile)
               VALUES (%s, %s, %s, %s, %s, %s)""",
            (_code_hash(raw), unit_code, counter, agency, datetime.now(UTC) + valid, profile),
        )
    return "-".join(raw[n : n + 4] for n in range(0, 16, 4))


def revoke(pool: Pool, device_id: str) -> None:
    """Stop trusting a device; its next request is refused."""
    with pool.connection() as connection:
        connection.execute("UPDATE device SET revoked_at = now() WHERE id = %s", (device_id,))
        tell_of_keys(connection)


class Devices:
    def __init__(self, pool: Pool, keys: CityKeys, *, practice: bool, status_base: str) -> None:
        self._pool = pool
        self._keys = keys
        self.is_practice = practice
        self._status_base = status_base

    def enrol(self, request: EnrolmentRequest, unit_name: str, accounts: list[StaffAccount]) -> EnrolmentAnswer:
        """Spend the code and vouch for the device. Asking again with the same code and key gives the same answer."""
        with self._pool.connection() as connection:
            row = connection.execute(
                "SELECT * FROM enrolment_code WHERE code_hash = %s FOR UPDATE", (_code_hash(request.code),)
            ).fetchone()
            if row is None:
                raise Problem(404, "unknown enrolment code")
            known = connection.execute("SELECT * FROM device WHERE public_key = %s", (request.device_key,)).fetchone()
            if row["used_at"] is not None and known is None:
                raise Problem(409, "enrolment code already used")
            if row["used_at"] is None and row["expires_at"] < datetime.now(UTC):
                raise Problem(410, "enrolment code expired")
            device_id = known["id"] if known else secrets.token_hex(16)
            if known is None:
                self._insert(
                    connection,
                    device_id,
                    row["unit_code"],
                    unit_name,
                    row["agency"],
                    row["counter"],
                    request.device_key,
                    row["profile"],
                )
                connection.execute(
                    "UPDATE enrolment_code SET used_at = now() WHERE code_hash = %s", (row["code_hash"],)
                )
        certificate = self._certificate(row["agency"], row["unit_code"], row["counter"], request.device_key)
        return EnrolmentAnswer(
            device_id=device_id,
            unit_code=row["unit_code"],
            unit_name=unit_name,
            agency=row["agency"],
            counter=row["counter"],
            practice=self.is_practice,
            city_key=self._keys.signing.public.hex(),
            certificate=certify(certificate, self._keys.signing.sign).hex(),
            expires_on=certificate.expires_on.isoformat(),
            public_url=self._status_base,
            accounts=[] if row["profile"] == "self-service" else accounts,
            profile=row["profile"],
        )

    def _insert(
        self,
        connection: Any,
        device_id: str,
        unit_code: str,
        unit_name: str,
        agency: str,
        counter: int,
        key: str,
        profile: str = "counter",
    ) -> None:
        connection.execute(
            """INSERT INTO device (id, unit_code, unit_name, agency, counter, practice, public_key, last_hash, profile)
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING""",
            (device_id, unit_code, unit_name, agency, counter, self.is_practice, key, GENESIS, profile),
        )

    def _certificate(self, agency: str, unit_code: str, counter: int, device_key: str) -> DeviceCertificate:
        return DeviceCertificate(
            agency=agency,
            unit_code=unit_code,
            counter=counter,
            practice=self.is_practice,
            device_key=bytes.fromhex(device_key),
            expires_on=date(datetime.now(UTC).year + 2, 12, 31),
            city_key_id=key_id(self._keys.signing.public),
        )

    def renew(self, device: Device) -> CertificateAnswer:
        """Vouch for a known device again, under the newest key."""
        row = self._row(device.id)
        assert row is not None
        certificate = self._certificate(device.agency, device.unit_code, device.counter, row["public_key"])
        return CertificateAnswer(
            city_key=self._keys.signing.public.hex(),
            certificate=certify(certificate, self._keys.signing.sign).hex(),
            expires_on=certificate.expires_on.isoformat(),
        )

    def unit_of_code(self, code: str) -> str:
        with self._pool.connection() as connection:
            row = connection.execute(
                "SELECT unit_code FROM enrolment_code WHERE code_hash = %s", (_code_hash(code),)
            ).fetchone()
        if row is None:
            raise Problem(404, "unknown enrolment code")
        return str(row["unit_code"])

    def token(self, assertion: str) -> TokenAnswer:
        """Exchange a device's signed assertion (RFC 7523) for a short-lived bearer token."""
        try:
            device_id = str(jwt.decode(assertion, options={"verify_signature": False})["sub"])
        except (jwt.PyJWTError, KeyError) as error:
            raise Problem(401, "unreadable assertion", headers={"WWW-Authenticate": "Bearer"}) from error
        row = self._row(device_id) or self._vouched_device(device_id, assertion)
        if row is None or row["revoked_at"] is not None:
            raise Problem(401, "unknown or revoked device", headers={"WWW-Authenticate": "Bearer"})
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(row["public_key"]))
        try:
            jwt.decode(
                assertion, public, algorithms=["EdDSA"], audience=TOKEN_AUDIENCE, issuer=device_id, leeway=TOKEN_SECONDS
            )
        except jwt.PyJWTError as error:
            raise Problem(401, "assertion not valid", str(error), headers={"WWW-Authenticate": "Bearer"}) from error
        now = datetime.now(UTC)
        claims = {"sub": device_id, "iat": now, "exp": now + timedelta(seconds=TOKEN_SECONDS)}
        token = jwt.encode(claims, self._keys.token_secret, algorithm="HS256")
        return TokenAnswer(access_token=token, token_type="Bearer", expires_in=TOKEN_SECONDS)  # noqa: S106 - a type name

    def authenticate(self, authorization: str) -> Device:
        """The device behind a bearer token. Revocation counts at once."""
        scheme, _, token = authorization.partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise jwt.InvalidTokenError("no bearer token")
            claims = jwt.decode(token, self._keys.token_secret, algorithms=["HS256"])
        except jwt.PyJWTError as error:
            raise Problem(401, "token needed", str(error), headers={"WWW-Authenticate": "Bearer"}) from error
        row = self._row(str(claims["sub"]))
        if row is None or row["revoked_at"] is not None:
            raise Problem(401, "unknown or revoked device", headers={"WWW-Authenticate": "Bearer"})
        return _device(row)

    def vouched(self, head: PackageHead) -> Device:
        """The device that made a package whose certificate was checked. Raises Problem when it is revoked."""
        if self._row(head.device_id) is None:
            with self._pool.connection() as connection:
                self._insert(
                    connection,
                    head.device_id,
                    head.unit_code,
                    head.unit_name,
                    head.agency,
                    head.counter,
                    head.device_key.hex(),
                )
        row = self._row(head.device_id)
        if row is None or row["revoked_at"] is not None or row["public_key"] != head.device_key.hex():
            raise Problem(401, "unknown or revoked device")
        return _device(row)

    def _row(self, device_id: str) -> Row | None:
        with self._pool.connection() as connection:
            return connection.execute("SELECT * FROM device WHERE id = %s", (device_id,)).fetchone()

    def _vouched_device(self, device_id: str, assertion: str) -> Row | None:
        """A device this city does not know, with a certificate that this city's own key signed.

        So a city that was replaced by an empty one with the same keys takes its counters back by itself, and a practice
        device needs no enrolment. Its certificate, in the assertion, says which key it has and where it stands.
        """
        claims = jwt.decode(assertion, options={"verify_signature": False})
        try:
            offered = claims["certificate"]
            certificate = DeviceCertificate(
                agency=str(offered["agency"]),
                unit_code=str(offered["unit_code"]),
                counter=int(offered["counter"]),
                practice=self.is_practice,
                device_key=bytes.fromhex(offered["device_key"]),
                expires_on=date.fromisoformat(offered["expires_on"]),
                city_key_id=key_id(self._keys.signing.public),
            )
            signature = bytes.fromhex(offered["signature"])
            unit_name = str(offered["unit_name"])[:200]
            profile = "self-service" if offered.get("profile") == "self-service" else "counter"
        except (KeyError, TypeError, ValueError):
            return None
        if certificate.expires_on < datetime.now(UTC).date():
            return None
        signers = (dataclasses.replace(certificate, city_key_id=name) for name in self._keys.by_id)
        if not any(verify(self._keys.by_id[c.city_key_id], signature, c.message()) for c in signers):
            return None
        with self._pool.connection() as connection:
            self._insert(
                connection,
                device_id,
                certificate.unit_code,
                unit_name,
                certificate.agency,
                certificate.counter,
                certificate.device_key.hex(),
                profile,
            )
        return self._row(device_id)
