"""The practice identity. Its city key is public knowledge, so nothing it signs is worth anything outside practice."""

import hashlib
from dataclasses import dataclass
from datetime import date

from kiosk.crypto import SigningKey
from kiosk.domain.agency import PRACTICE_AGENCY
from kiosk.domain.dossier import Identity, Profile
from kiosk.domain.receipt_qr import DeviceCertificate, certify, key_id

UNIT_CODE = "00565"
UNIT_NAME = "Xã Đặng Xá"
USERNAME = "canbo1"
PASSWORD = "thuchanh"  # noqa: S105 - the published practice password
CLERK_NAME = "Lê Thu Hà"
PUBLIC_URL = "http://127.0.0.1:8600"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new identity with the device's own key."""

    identity: Identity
    device_key: SigningKey
    public_url: str


def practice_city_key() -> SigningKey:
    return SigningKey(hashlib.sha256(b"mot-cua practice city").digest())


def practice_identity(
    device_id: str, counter: int, today: date, public_url: str = PUBLIC_URL, profile: Profile = "counter"
) -> Enrolled:
    """Enrol with no city: the well-known practice key signs this device's certificate."""
    city, device = practice_city_key(), SigningKey.generate()
    certificate = DeviceCertificate(
        agency=PRACTICE_AGENCY,
        unit_code=UNIT_CODE,
        counter=counter,
        practice=True,
        device_key=device.public,
        expires_on=date(today.year + 2, 12, 31),
        city_key_id=key_id(city.public),
    )
    identity = Identity(
        device_id=device_id,
        unit_code=UNIT_CODE,
        unit_name=UNIT_NAME,
        agency=PRACTICE_AGENCY,
        counter=counter,
        practice=True,
        city_key=city.public.hex(),
        certificate=f"{certificate.expires_on.isoformat()}:{certify(certificate, city.sign).hex()}",
        enrolled_on=today,
        profile=profile,
    )
    return Enrolled(identity, device, public_url)
