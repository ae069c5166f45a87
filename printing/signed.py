"""Signed electronic papers: PAdES baseline B (ETSI EN 319 142-1) by pyHanko, and what a signature in a PDF is worth."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """What a signed PDF's signature is worth.

    `intact`: the signature holds over all of the file and nothing was changed after it. `trusted`: its certificate leads to one
    of the authorities asked about and was valid when read. `certificate` is the signer's, DER.
    """

    signer: str
    certificate: bytes
    signed_at: datetime | None
    intact: bool
    trusted: bool


def sign_pdf(pdf: bytes, key: bytes, chain: Sequence[bytes], *, reason: str, place: str, signer: str) -> bytes:
    """The PDF with a certifying signature appended: nothing may be changed in it any more.

    `key` is PKCS#8, `chain` the certificates, the signer's first, all DER. The signature has no look of its own: the paper
    says in its text that it is signed.
    """
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificates = [x509.Certificate.load(one) for one in chain]
    store: Any = SimpleCertificateStore()
    store.register_multiple(certificates)
    by = signers.SimpleSigner(
        signing_cert=certificates[0], signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store
    )
    said = signers.PdfSignatureMetadata(
        field_name="ChuKySo",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location=place,
        name=signer,
    )
    output = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), said, signer=by)
    return output.getvalue()


def signature_of(pdf: bytes, authorities: Sequence[bytes]) -> PaperSignature | None:
    """The last signature in a PDF, judged with no line against the authorities' certificates (DER); None when it has none."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        signatures: Any = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
    except (PdfError, SigningError, ValueError, KeyError):
        return None
    if not signatures:
        return None
    signature = signatures[-1]
    roots: Any = [x509.Certificate.load(one) for one in authorities]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    certificate = signature.signer_cert
    try:
        status: Any = validate_pdf_signature(signature, context)
        intact, trusted = bool(status.bottom_line or (status.intact and status.valid)), bool(status.trusted)
        intact = intact and bool(status.docmdp_ok) and status.coverage.name == "ENTIRE_FILE"
    except (SignatureValidationError, PdfError, SigningError, ValueError):
        intact = trusted = False
    moment = signature.self_reported_timestamp
    name = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    return PaperSignature(str(name), certificate.dump(), moment, intact, trusted)
