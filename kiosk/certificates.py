"""X.509 for signed papers: the authority that each of the city's keys is as well, and the keys of whoever signs.

Readers of PDFs know certificates, not this product's own: so beside its Ed25519 certificate a device has one of X.509
(RFC 5280) over a P-256 key. The authority is derived from the city's key: whoever keeps the one keeps the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2049, 12, 31, tzinfo=UTC)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (FIPS 186-5)."""
CRL_DAYS = 7


class CertificateNotReadable(Exception):
    """A file or answer that is no certificate, has no key that belongs to it, or is not opened by its passphrase."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a device certificate names. `device_key` is the device's Ed25519 public key, by which revoked devices are known."""

    unit_name: str
    unit_code: str
    counter: int
    device_key: bytes
    practice: bool

    def name(self) -> x509.Name:
        said = " (TẬP HUẤN)" if self.practice else ""
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"UBND {self.unit_name}"[:64]),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"Một Cửa {self.unit_code}"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"UBND {self.unit_name}, quầy {self.counter}{said}"[:64]),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, self.device_key.hex()),
            ]
        )


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """A key that signs papers and its certificates, the signer's first. `key` is PKCS#8 in DER."""

    key: bytes
    chain: tuple[bytes, ...]

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.chain[0])

    @property
    def signer(self) -> str:
        """The name for people."""
        return common_name(self.certificate.subject)

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc

    def pem(self) -> str:
        return to_pem(self.chain)


def new_key() -> bytes:
    """A P-256 key, PKCS#8 in DER."""
    return _der(ec.generate_private_key(ec.SECP256R1()))


def request_for(key: bytes) -> str:
    """A certificate request (PKCS#10, RFC 2986) in PEM. It proves that the key is held; whom it is for, the city says."""
    private = load_der_private_key(key, None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(private, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def read_request(pem: str) -> ec.EllipticCurvePublicKey:
    """Raises CertificateNotReadable for what is no request over P-256 whose signature holds."""
    try:
        request = x509.load_pem_x509_csr(pem.encode())
        public = request.public_key()
    except (ValueError, UnicodeEncodeError) as error:
        raise CertificateNotReadable from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise CertificateNotReadable
    if not request.is_signature_valid:
        raise CertificateNotReadable
    return public


class PaperAuthority:
    """Signs the certificates of devices. `city_secret` is the city's raw Ed25519 key."""

    def __init__(self, city_secret: bytes, *, practice: bool) -> None:
        derived = HKDF(hashes.SHA256(), 48, salt=None, info=b"mot-cua paper authority").derive(city_secret)
        # 48 bytes: the remainder is even over the group but for one part in 2^128 (FIPS 186-5, A.2.1).
        self._key = ec.derive_private_key(int.from_bytes(derived) % (_ORDER - 1) + 1, ec.SECP256R1())
        self._practice = practice

    @cached_property
    def certificate(self) -> x509.Certificate:
        """Self-signed, and the same each time it is made."""
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(
                    NameOID.COMMON_NAME,
                    "Một Cửa TẬP HUẤN, không có giá trị" if self._practice else "Một Cửa, giấy điện tử",
                ),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, self.name),
            ]
        )
        builder = _builder(name, name, self._key.public_key(), 1, _FROM, _UNTIL)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        return builder.sign(self._key, hashes.SHA256(), ecdsa_deterministic=True)

    @property
    def der(self) -> bytes:
        """The authority's own certificate."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def name(self) -> str:
        """A name for addresses: the beginning of the key's own hash, hex."""
        return x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()).digest[:8].hex()

    def issue(
        self, public: ec.EllipticCurvePublicKey, holder: Holder, ends: date, revocations_url: str = ""
    ) -> tuple[bytes, ...]:
        """A certificate for the key's holder until the end of that day, and this authority's own, in DER."""
        until = datetime.combine(ends, time(23, 59, 59), UTC)
        issuer = self.certificate.subject
        serial = x509.random_serial_number()
        # An hour back: a reader whose clock is a little behind must not find it is not valid yet.
        begins = datetime.now(UTC) - timedelta(hours=1)
        builder = _builder(holder.name(), issuer, public, serial, min(begins, until - timedelta(days=1)), until)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
        # E-mail protection as well: readers built on NSS refuse a signature's certificate without it.
        purposes = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purposes, critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = builder.add_extension(authority, critical=False)
        if revocations_url:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(revocations_url)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        made = builder.sign(self._key, hashes.SHA256())
        return made.public_bytes(Encoding.DER), self.der

    def revocations(self, revoked: Iterable[tuple[int, datetime]], number: int) -> bytes:
        """The list of revoked certificates (serial, when) in DER, good for `CRL_DAYS` days."""
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject).last_update(now)
        builder = builder.next_update(now + timedelta(days=CRL_DAYS))
        builder = builder.add_extension(x509.CRLNumber(number), critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = builder.add_extension(authority, critical=False)
        for serial, since in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)


def read_pem_chain(pem: str) -> tuple[bytes, ...]:
    """Certificates in DER. Raises CertificateNotReadable."""
    try:
        found = x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise CertificateNotReadable from error
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in found)


def to_pem(chain: Iterable[bytes]) -> str:
    return "".join(x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM).decode() for one in chain)


def read_pkcs12(content: bytes, passphrase: str) -> SigningIdentity:
    """A signer's key and certificates from a PKCS#12 file (RFC 7292), the issuers in order.

    Raises CertificateNotReadable when the passphrase does not open it, or it holds no key or certificate.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase.encode() or None)
    except ValueError as error:
        raise CertificateNotReadable from error
    if key is None or certificate is None:
        raise CertificateNotReadable
    chain = (certificate, *others)
    return SigningIdentity(_der(key), tuple(one.public_bytes(Encoding.DER) for one in chain))


def belongs(identity: SigningIdentity) -> bool:
    """Whether the certificate is the key's."""
    private = load_der_private_key(identity.key, None)
    ours = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    theirs = identity.certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return ours == theirs


def common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def device_key_of(certificate: bytes) -> bytes:
    """The device's Ed25519 public key that a device certificate names; empty for another's."""
    subject = x509.load_der_x509_certificate(certificate).subject
    for attribute in subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER):
        try:
            return bytes.fromhex(str(attribute.value))
        except ValueError:
            return b""
    return b""


def serial_of(certificate: bytes) -> int:
    return x509.load_der_x509_certificate(certificate).serial_number


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    serial: int,
    begins: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(serial).not_valid_before(begins).not_valid_after(ends)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _der(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
