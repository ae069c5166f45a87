"""What all papers of one dossier share: head, footer, practice overprint, and the QR that opens the status page."""

from kiosk.domain.receipt import Receipt
from printing.blocks import Block, Head, Line, Paper, Proof, Title, Words, bold, words

QR_MM = 42.5
"""Printed side of the QR: a module is 0.5 mm, four dots of a 203 dpi printer (docs/receipts.md)."""

PRACTICE_OVERPRINT = "TẬP HUẤN"


def of_dossier(r: Receipt, name: str, title: Title, *blocks: Block) -> Paper:
    """A paper called `name` about the dossier, below the national head and its title."""
    return Paper(
        title=f"{name} {r.code}",
        author=r.agency_name,
        subject=r.request,
        footer=f"Mã hồ sơ {r.code}" if r.code else "Hồ sơ chưa được tiếp nhận",
        overprint=PRACTICE_OVERPRINT if r.practice else "",
        blocks=(Head(r.agency_name, r.office_name, r.code, r.place_and_date), title, *blocks),
    )


def reached(r: Receipt) -> tuple[Line, ...]:
    """Where who handed the dossier in can be reached."""
    return (
        Line(words(f"Địa chỉ: {r.address or '…'}")),
        Line(words(f"Số điện thoại: {r.phone or '…'}; Email: {r.email or '…'}")),
    )


def addressed(r: Receipt, handled: str) -> tuple[Line, ...]:
    """A letter's beginning: to whom, and which dossier; `handled` is what became of it on its first day."""
    day = r.received_at.rpartition(" ")[2]
    about: Words = words(
        f"Ngày {day}, {r.office_name} đã {handled} hồ sơ đề nghị ", bold(r.request), f" của Ông/Bà; mã số: {r.code}."
    )
    return (Line(words("Kính gửi: ", bold(r.applicant)), before=0.2), Line(about, before=0.5))


def status_proof(code: str, qr: str) -> Proof:
    """The QR every paper of a dossier carries: it opens the status page and proves the receipt."""
    return Proof(
        qr,
        (
            words(bold("Tra cứu và kiểm tra giấy hẹn")),
            words(
                "Quét mã bằng điện thoại để xem hồ sơ đang ở bước nào. Mã mang chữ ký số của quầy: ai cũng kiểm tra "
                "được giấy này là thật, kể cả khi không có mạng."
            ),
            words("Mã hồ sơ: ", bold(code)),
        ),
        QR_MM,
    )
