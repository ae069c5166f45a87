"""Electronic copies, signed: another reader than ours finds the signature good, and a changed file bad."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pypdf import PdfReader

from city_service.database import embedded_url
from kiosk.app import Counter
from kiosk.certificates import device_key_of
from kiosk.errors import Refused
from kiosk.paper_certificate import device_identity, device_request, take_certificate
from kiosk.paper_signing import PaperSigning, judge_signature
from kiosk.sync.client import CityClient
from kiosk.sync.enrolment import enrol_with_city
from kiosk.trust import kept_trust
from printing.reading import page_pictures, qr_texts
from tests.builders import SetClock, a_counter, accept
from tests.city import City, engine_of, running_city, sync
from tests.kiosk.test_command_line import Kiosk
from tests.sync.test_keys import city_service
from ui.demo.practice import practice_city

PDFSIG = shutil.which("pdfsig")
CERTUTIL = shutil.which("certutil")
needs_poppler = pytest.mark.skipif(PDFSIG is None or CERTUTIL is None, reason="poppler-utils and libnss3-tools")


def pdfsig(pdf: Path, authority: bytes, folder: Path) -> str:
    """What poppler, with NSS, says of a PDF's signature, trusting one authority."""
    nss = folder / "nss"
    if not nss.exists():
        nss.mkdir()
        subprocess.run([CERTUTIL or "", "-N", "-d", f"sql:{nss}", "--empty-password"], check=True)
        (folder / "authority.der").write_bytes(authority)
        add = ["-A", "-d", f"sql:{nss}", "-n", "city", "-t", "CT,C,C", "-i", str(folder / "authority.der")]
        subprocess.run([CERTUTIL or "", *add], check=True)
    done = subprocess.run(
        [PDFSIG or "", "-nssdir", f"sql:{nss}", str(pdf)], capture_output=True, text=True, check=False
    )
    return done.stdout


def a_signed_receipt(counter: Counter, folder: Path) -> Path:
    path = folder / "giay-hen.pdf"
    path.write_bytes(counter.papers.signed_pdf("receipt", counter.dossier(accept(counter).code), "a5"))
    return path


@needs_poppler
def test_another_reader_finds_the_signature_good_and_a_changed_file_bad(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        path = a_signed_receipt(counter, tmp_path)
        by = PaperSigning(counter).identity()
    said = pdfsig(path, by.chain[-1], tmp_path)
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said, "PAdES"
    assert "UBND Xã Đặng Xá, quầy 2" in said
    changed = bytearray(path.read_bytes())
    changed[changed.index(b"stream") + 40] ^= 1
    path.write_bytes(changed)
    assert "Signature is Valid" not in pdfsig(path, by.chain[-1], tmp_path)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl")
def test_openssl_checks_the_signature_over_the_signed_bytes(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        path = a_signed_receipt(counter, tmp_path)
        by = PaperSigning(counter).identity()
    content = path.read_bytes()
    field = PdfReader(path).get_fields() or {}
    signature = field["ChuKySo"]["/V"]
    start, length, again, rest = (int(n) for n in signature["/ByteRange"])
    (tmp_path / "signed").write_bytes(content[start : start + length] + content[again : again + rest])
    (tmp_path / "cms").write_bytes(bytes(signature["/Contents"]))
    (tmp_path / "root.pem").write_text(by.pem())
    words = ["-inform", "DER", "-in", "cms", "-content", "signed", "-CAfile", "root.pem", "-binary", "-out", "out"]
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-purpose", "any", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Verification successful" in done.stderr or "CMS Verification successful" in done.stderr, done.stderr


def test_a_signed_copy_says_so_is_small_and_its_qr_still_proves_the_receipt(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        path = a_signed_receipt(counter, tmp_path)
        trust = kept_trust(counter.store)
    content = path.read_bytes()
    assert len(content) < 60_000
    text = PdfReader(path).pages[0].extract_text()
    assert "Bản điện tử" in text
    assert "ký số lúc 09:41 ngày 25/11/2026" in text
    (qr,) = qr_texts(page_pictures(content)[0])
    assert trust.check(qr)[0].value == "genuine"
    shown = Kiosk(home).json("verify", "--json", path)
    assert (shown["signature"]["intact"], shown["signature"]["trusted"]) == (True, True)


@pytest.mark.parametrize("fault", ["changed", "added"])
def test_a_changed_copy_is_called_forged_although_its_qr_is_genuine(home: Path, tmp_path: Path, fault: str) -> None:
    with a_counter(home) as counter:
        path = a_signed_receipt(counter, tmp_path)
        content = path.read_bytes()
        if fault == "changed":
            # In the document's information: page, QR and reader are untouched by it.
            at = content.index(b"/Producer")
            content = content[:at] + b"/Prodacer" + content[at + 9 :]
        else:
            from pypdf import PdfWriter

            writer = PdfWriter(path, incremental=True)
            writer.add_blank_page()
            with (tmp_path / "added.pdf").open("wb") as file:
                writer.write(file)
            content = (tmp_path / "added.pdf").read_bytes()
        path.write_bytes(content)
        judged = judge_signature(counter.store, content)
        assert judged is not None
        assert not judged.intact
    done = Kiosk(home)("verify", path, rc=4)
    assert "KHÔNG khớp" in done.stdout


def test_the_city_issues_the_certificate_by_itself_and_revokes_it(
    open_folder: Path, home: Path, tmp_path: Path
) -> None:
    with running_city(open_folder) as city, a_counter(home) as counter:
        sync(counter, city.url)
        by = device_identity(counter.store)
        assert by is not None
        assert device_key_of(by.chain[0]) == counter.device_key.public
        assert by.ends.year == datetime.now(UTC).year + 2
        authorities = requests.get(f"{city.url}/v1/paper-authorities", timeout=10)
        assert x509.load_pem_x509_certificates(authorities.content)[0].public_bytes(Encoding.DER) == by.chain[-1]
        path = a_signed_receipt(counter, tmp_path)
        judged = judge_signature(counter.store, path.read_bytes())
        assert judged is not None
        assert (judged.intact, judged.trusted) == (True, True)
        # What the certificate points at: nobody revoked yet.
        address = revocations_address(by.certificate)
        assert serials_revoked(city, address) == []
        sync(counter, city.url)
        assert len(city.rows("SELECT * FROM paper_certificate")) == 1, "asked for once"
        city_service(city, "revoke", counter.identity.device_id)
        assert serials_revoked(city, address) == [by.certificate.serial_number]
        with a_counter(tmp_path / "other", number=3) as other:
            engine_of(other, city.url).run_pass()
            revoked = kept_trust(other.store).revoked
            judged = judge_signature(other.store, path.read_bytes(), revoked)
            assert judged is not None
            assert (judged.intact, judged.trusted) == (True, False)


def revocations_address(certificate: x509.Certificate) -> str:
    points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    names = points[0].full_name
    assert names is not None
    return str(names[0].value)


def serials_revoked(city: City, address: str) -> list[int]:
    answer = requests.get(city.url + address[address.index("/v1/") :], timeout=10)
    assert answer.headers["Content-Type"] == "application/pkix-crl"
    revocations = x509.load_der_x509_crl(answer.content)
    issuer = x509.load_pem_x509_certificates(requests.get(f"{city.url}/v1/paper-authorities", timeout=10).content)[0]
    assert revocations.is_signature_valid(issuer.public_key())  # pyright: ignore[reportArgumentType]
    return [entry.serial_number for entry in revocations]


def test_the_city_gives_no_certificate_for_nonsense_and_names_only_who_asks(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.health()  # whose answer tells the city's time
        headers = client.authorisation()
        for request in ("", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "é"):
            answer = requests.post(
                f"{city.url}/v1/paper-certificate", json={"request": request}, headers=headers, timeout=10
            )
            assert answer.status_code == 422
        unsigned = requests.post(
            f"{city.url}/v1/paper-certificate", json={"request": device_request(counter.store)}, timeout=10
        )
        assert unsigned.status_code == 401
        # Another device's certificate is not taken for this one's key.
        with a_counter(home.parent / "other", number=3) as other:
            theirs = client.paper_certificate(device_request(other.store))
        assert not take_certificate(counter.store, theirs)
        assert not take_certificate(counter.store, "nonsense")
        assert device_identity(counter.store) is None


def a_units_file(folder: Path, passphrase: str, ends: datetime) -> Path:
    """A PKCS#12 file as a unit gets it: RSA, from an authority that is not this city's."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ủy ban nhân dân xã Đặng Xá")])
    usage = x509.KeyUsage(True, True, *(False,) * 7)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, ends - timedelta(days=400), ends)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "don-vi.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"unit", key, made, None, BestAvailableEncryption(passphrase.encode()))
    )
    return path


def test_the_units_certificate_signs_once_it_was_brought(home: Path, tmp_path: Path) -> None:
    with a_counter(home):
        pass
    path = a_units_file(tmp_path, "mật khẩu", datetime(2028, 1, 1, tzinfo=UTC))
    wrong = Kiosk(home)("certificate", path, rc=1, stdin="sai\n")
    assert "sai mật khẩu" in wrong.stderr
    right = Kiosk(home)("certificate", path, stdin="mật khẩu\n")
    assert "Ủy ban nhân dân xã Đặng Xá" in right.stdout
    with a_counter(home) as counter:
        signed = a_signed_receipt(counter, tmp_path).read_bytes()
        judged = judge_signature(counter.store, signed)
        assert judged is not None
        assert (judged.signer, judged.intact, judged.trusted) == ("Ủy ban nhân dân xã Đặng Xá", True, True)
        assert judge_signature(None, signed).trusted is False  # pyright: ignore[reportOptionalMemberAccess]
    back = Kiosk(home)("certificate", "--remove")
    assert "quầy 2" in back.stdout


def test_a_certificate_that_ran_out_signs_nothing(home: Path, tmp_path: Path) -> None:
    clock = SetClock()
    with a_counter(home, clock=clock) as counter:
        path = a_units_file(tmp_path, "x", datetime(2026, 1, 1, tzinfo=UTC))
        with pytest.raises(Refused) as refused:
            PaperSigning(counter).bring(path.read_bytes(), "x")
        assert refused.value.key == "signing_certificate_ended"
        PaperSigning(counter).identity()
        clock.forward(days=800)
        with pytest.raises(Refused) as refused:
            PaperSigning(counter).identity()
        assert refused.value.key == "signing_certificate_ended"


def test_a_real_counter_that_never_had_a_line_says_what_it_waits_for(home: Path) -> None:
    import dataclasses

    with a_counter(home) as counter:
        counter.identity = dataclasses.replace(counter.identity, practice=False)
        with pytest.raises(Refused) as refused:
            PaperSigning(counter).identity()
        assert refused.value.key == "signing_not_yet"


def test_a_copy_signed_with_the_well_known_practice_key_fools_no_real_counter(
    open_folder: Path, tmp_path: Path
) -> None:
    with a_counter(tmp_path / "forger") as forger:
        forged = a_signed_receipt(forger, tmp_path).read_bytes()
        assert judge_signature(forger.store, forged).trusted  # pyright: ignore[reportOptionalMemberAccess]
    with practice_city(open_folder, practice=False) as url:
        city = City(url, open_folder, embedded_url(open_folder))
        code = city_service(city, "enrolment-code", "--unit", "00565", "--counter", "1")
        enrol_with_city(tmp_path / "real", url, code)
        with Counter(tmp_path / "real") as real:
            sync(real, url)
            own = PaperSigning(real).sign(real.papers.poster("1.001193"), "thử")
            for signed, trusted in ((forged, False), (own, True)):
                judged = judge_signature(real.store, signed)
                assert judged is not None
                assert judged.trusted is trusted


def test_copies_from_before_and_after_a_change_of_the_citys_key_are_both_trusted(
    open_folder: Path, tmp_path: Path
) -> None:
    with a_counter(tmp_path / "old", number=1) as old, a_counter(tmp_path / "new", number=2) as new:
        with running_city(open_folder) as city:
            sync(old, city.url)
            before = a_signed_receipt(old, tmp_path).read_bytes()
            city_service(city, "rotate-key", "--practice")
        with running_city(open_folder) as city:
            sync(old, city.url)
            sync(new, city.url)
        after = a_signed_receipt(old, tmp_path).read_bytes()
        for counter in (old, new):
            for signed in (before, after):
                judged = judge_signature(counter.store, signed)
                assert judged is not None
                assert (judged.intact, judged.trusted) == (True, True)
