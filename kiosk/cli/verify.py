"""`kiosk verify`."""

import argparse
from pathlib import Path

from kiosk import app
from kiosk.cli.main import DONE
from kiosk.domain.dates import show_moment
from kiosk.domain.receipt_qr import PayloadMalformed, Verdict
from kiosk.domain.text import dong
from kiosk.errors import Refused
from kiosk.trust import Trust, kept_trust, practice_trust
from printing.reading import PaperNotReadable, qr_texts_of_file
from printing.signed import PaperSignature

FORGED = 4


WORDS = {
    Verdict.GENUINE: "Giấy hẹn THẬT",
    Verdict.ALTERED: "ĐÃ BỊ SỬA: không còn như quầy đã ký",
    Verdict.REPLAYED: "KHÔNG ĐÚNG HỒ SƠ: mã QR là của một hồ sơ khác",
    Verdict.SELF_MADE: "GIẢ: thành phố không chứng nhận người đã ký",
    Verdict.UNKNOWN_KEY: "KHÔNG RÕ: khóa ký không phải của thành phố này",
    Verdict.REVOKED: "KHÔNG CÒN GIÁ TRỊ: khóa của quầy đã bị thu hồi",
}


def trusted(data_dir: Path) -> Trust:
    """The city keys this device trusts; without an enrolment, the practice key."""
    if not app.is_enrolled(data_dir):
        return practice_trust()
    with app.open_store(data_dir) as store:
        return kept_trust(store)


def _signature(data_dir: Path, path: Path, trust: Trust) -> PaperSignature | None:
    """What the signature of a signed PDF is worth; None for what is no PDF or not signed."""
    content = path.read_bytes()
    if not content.startswith(b"%PDF"):
        return None
    from kiosk.paper_signing import judge_signature

    if not app.is_enrolled(data_dir):
        return judge_signature(None, content, trust.revoked)
    with app.open_store(data_dir) as store:
        return judge_signature(store, content, trust.revoked)


def _signature_shown(signature: PaperSignature) -> dict[str, object]:
    return {
        "signer": signature.signer,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
        "intact": signature.intact,
        "trusted": signature.trusted,
    }


def _signature_words(signature: PaperSignature) -> str:
    if not signature.intact:
        return "Chữ ký số KHÔNG khớp: tệp đã bị sửa sau khi ký."
    if not signature.trusted:
        return f"Chữ ký số của {signature.signer}: nguyên vẹn, nhưng máy này không tin chứng thư đó."
    return f"Chữ ký số đúng: {signature.signer}"


def verify(arguments: argparse.Namespace) -> int:
    """No line is needed: everything to check is in the QR, and the city's public key is on this device.

    A signed PDF has to hold in both: its QR and its signature.
    """
    texts = [arguments.receipt]
    trust = trusted(arguments.data_dir)
    path = Path(arguments.receipt)
    signature: PaperSignature | None = None
    if "://" not in arguments.receipt and path.is_file():
        signature = _signature(arguments.data_dir, path, trust)
        try:
            texts = qr_texts_of_file(path)
        except PaperNotReadable as error:
            raise Refused("receipt_not_readable") from error
    for text in texts:
        try:
            verdict, facts = trust.check(text)
        except PayloadMalformed:
            continue
        shown: dict[str, object] = {
            "verdict": verdict.value,
            "genuine": verdict is Verdict.GENUINE,
            "code": facts.code,
            "unit": facts.unit_code,
            "procedure": facts.procedure,
            "received_at": facts.received_at.isoformat(),
            "due_at": facts.due_at.isoformat(),
            "fee_vnd": facts.fee_vnd,
            "practice": facts.practice,
        }
        if signature is not None:
            shown["signature"] = _signature_shown(signature)
        if arguments.json:
            print(app.as_json(shown))
        else:
            practice = " (tập huấn)" if facts.practice else ""
            print(f"{WORDS[verdict]}{practice}: {facts.code}")
            print(
                f"Nhận {show_moment(facts.received_at)}, hẹn trả {show_moment(facts.due_at)}, lệ phí {dong(facts.fee_vnd)}"
            )
            if signature is not None:
                print(_signature_words(signature))
        good = verdict is Verdict.GENUINE and (signature is None or (signature.intact and signature.trusted))
        return DONE if good else FORGED
    if arguments.json:
        nothing: dict[str, object] = {"verdict": "not_a_receipt", "genuine": False}
        print(app.as_json(nothing | ({"signature": _signature_shown(signature)} if signature is not None else {})))
    else:
        print("Không phải mã giấy hẹn của Một Cửa.")
        if signature is not None:
            print(_signature_words(signature))
    return FORGED
