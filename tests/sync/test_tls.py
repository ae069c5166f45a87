"""TLS as it is: the city's certificate is checked, and a wrong one is not the city."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.ports import Line
from tests.builders import a_counter, accept, cases, page
from ui.demo.practice import practice_city


def a_certificate(folder: Path, name: str, *, valid_days: int = 30) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key."""
    key = Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=valid_days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None)
    )
    certificate, private = folder / f"{name}.pem", folder / f"{name}.key"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, private


def test_a_city_behind_tls_is_trusted_by_its_certificate_alone(home: Path, open_folder: Path) -> None:
    ours, stranger = a_certificate(open_folder, "city"), a_certificate(open_folder, "stranger")
    with practice_city(open_folder / "data", tls=ours) as url, a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1)])

        def engine(certificates: str) -> SyncEngine:
            client = CityClient(
                url, counter.clock, identity=counter.identity, key=counter.device_key, certificates=certificates
            )
            return SyncEngine(client, counter.store.outbox, counter.clock)

        for certificates in ("", str(stranger[0])):
            wary = engine(certificates)
            assert wary.run_pass().error == "line_not_the_city"
            assert wary.line is Line.NOT_THE_CITY
            assert counter.store.outbox.backlog().events == 1
        assert engine(str(ours[0])).run_pass().drained
