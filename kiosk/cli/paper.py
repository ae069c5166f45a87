"""`kiosk receipt` and `kiosk verify`."""

import argparse
from pathlib import Path

from kiosk import app
from kiosk.cli.main import DONE, Usage
from kiosk.crypto import verify as verify_signature
from kiosk.domain.dates import show_moment
from kiosk.domain.receipt_qr import PayloadMalformed, Verdict, check_payload, key_id, split_address
from kiosk.domain.text import dong
from kiosk.errors import Refused
from kiosk.practice.identity import practice_city_key
from printing.reading import PaperNotReadable, qr_texts_of_file

FORGED = 4


def receipt(arguments: argparse.Namespace) -> int:
    if arguments.paper == "thermal80":
        raise Usage("80 mm thermal paper is not available yet: use a5 or a4")
    with app.Counter(arguments.data_dir) as counter:
        pdf = counter.receipt_pdf(counter.dossier(arguments.code), arguments.paper)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(pdf)
    return DONE


def known_city_keys(data_dir: Path) -> dict[bytes, bytes]:
    """The city keys this device trusts: its own city's; without an enrolment, the practice key."""
    if app.is_enrolled(data_dir):
        with app.Counter(data_dir) as counter:
            key = bytes.fromhex(counter.identity.city_key)
    else:
        key = practice_city_key().public
    return {key_id(key): key}


def verify(arguments: argparse.Namespace) -> int:
    """No line is needed: everything to check is in the QR, and the city's public key is on this device."""
    texts = [arguments.receipt]
    path = Path(arguments.receipt)
    if "://" not in arguments.receipt and path.is_file():
        try:
            texts = qr_texts_of_file(path)
        except PaperNotReadable as error:
            raise Refused("receipt_not_readable") from error
    for text in texts:
        try:
            code, payload = split_address(text)
            verdict, facts = check_payload(
                code, payload, city_keys=known_city_keys(arguments.data_dir), verify=verify_signature
            )
        except PayloadMalformed:
            continue
        shown = {
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
        if arguments.json:
            print(app.as_json(shown))
        else:
            words = {
                Verdict.GENUINE: "Giấy hẹn THẬT",
                Verdict.FORGED: "Giấy hẹn GIẢ hoặc bị sửa",
                Verdict.UNKNOWN_KEY: "KHÔNG RÕ: khóa ký không phải của thành phố này",
                Verdict.REVOKED: "KHÔNG CÒN GIÁ TRỊ: khóa của quầy đã bị thu hồi",
            }
            practice = " (thực hành)" if facts.practice else ""
            print(f"{words[verdict]}{practice}: {facts.code}")
            print(
                f"Nhận {show_moment(facts.received_at)}, hẹn trả {show_moment(facts.due_at)}, lệ phí {dong(facts.fee_vnd)}"
            )
        return DONE if verdict is Verdict.GENUINE else FORGED
    if arguments.json:
        print(app.as_json({"verdict": "not_a_receipt", "genuine": False}))
    else:
        print("Không phải mã giấy hẹn của Một Cửa.")
    return FORGED
