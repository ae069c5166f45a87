"""Enrolling with the city: a one-time code for an identity. The device's key is made here and stays here."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from kiosk import __version__, app
from kiosk.account_changes import take_accounts
from kiosk.crypto import SigningKey, verify
from kiosk.domain.clock import SystemClock
from kiosk.domain.dossier import Identity
from kiosk.domain.receipt_qr import DeviceCertificate, key_id
from kiosk.errors import CityRefusal, Refused
from kiosk.settings import city_certificates, read_settings, write_settings
from kiosk.sync.client import CityClient, NotTheCity
from kiosk.wire.models import EnrolmentRequest


def enrol_with_city(data_dir: Path, city_url: str, code: str) -> Identity:
    """Spend the code and become that counter.

    Raises Refused (already enrolled, code refused), LineError (no line), CityRefusal (no or insecure address).
    """
    if app.is_enrolled(data_dir):
        with app.Counter(data_dir) as counter:
            known = counter.identity
        raise Refused("already_enrolled", unit=known.unit_name, counter=str(known.counter))
    clock = SystemClock()
    key = SigningKey.generate()
    client = CityClient(city_url, clock, certificates=city_certificates(data_dir))
    try:
        answer = client.enrol(EnrolmentRequest(code=code, device_key=key.public.hex(), version=__version__))
    except CityRefusal as error:
        raise Refused("enrolment_refused", reason=error.params.get("reason", "")) from error
    finally:
        client.close()
    certificate = DeviceCertificate(
        agency=answer.agency,
        unit_code=answer.unit_code,
        counter=answer.counter,
        practice=answer.practice,
        device_key=key.public,
        expires_on=date.fromisoformat(answer.expires_on),
        city_key_id=key_id(bytes.fromhex(answer.city_key)),
    )
    if not verify(bytes.fromhex(answer.city_key), bytes.fromhex(answer.certificate), certificate.message()):
        raise NotTheCity
    identity = Identity(
        device_id=answer.device_id,
        unit_code=answer.unit_code,
        unit_name=answer.unit_name,
        agency=answer.agency,
        counter=answer.counter,
        practice=answer.practice,
        city_key=answer.city_key,
        certificate=f"{answer.expires_on}:{answer.certificate}",
        enrolled_on=clock.now().date(),
        profile=answer.profile,
    )
    app.enrol(data_dir, identity, key, answer.public_url)
    if identity.profile == "self-service":
        write_settings(data_dir, replace(read_settings(data_dir), profile=identity.profile))
    with app.open_store(data_dir) as store:
        take_accounts(store, answer.accounts, clock.now())
    return identity
