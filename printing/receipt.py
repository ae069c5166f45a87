"""Mẫu 01, the receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả).

Field order: Thông tư 01/2018/TT-VPCP and 03/2025/TT-VPCP, annex.
"""

from kiosk.domain.receipt import Receipt
from printing.blocks import (
    Column,
    Line,
    Paper,
    Signatures,
    Signer,
    Table,
    Title,
    Words,
    bold,
    italic,
    words,
)
from printing.drawing import paper_pdf
from printing.of_dossier import of_dossier, reached, status_proof
from printing.sheet import SheetName


def receipt_pdf(receipt: Receipt, sheet: SheetName = "a5") -> bytes:
    """The receipt as PDF bytes."""
    return paper_pdf(receipt_paper(receipt), sheet)


def receipt_paper(r: Receipt) -> Paper:
    reprint: tuple[Words, ...] = (words(italic(f"(Bản in lại lần {r.reprint})")),) if r.reprint else ()
    fee = "; ".join(f"{label}: {amount}" for label, amount in r.fee_lines)
    return of_dossier(
        r,
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        Title("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", reprint),
        Line(words("Tiếp nhận hồ sơ của: ", bold(r.applicant))),
        *reached(r),
        Line(words("Nội dung yêu cầu giải quyết: ", bold(r.request))),
        Line(words("1. Thành phần hồ sơ nộp gồm:"), keep=True),
        Table(
            (
                Column("STT", 0.08, "centre"),
                Column("Tên giấy tờ", 0.55),
                Column("Hình thức", 0.20),
                Column("Số lượng", 0.17, "right"),
            ),
            tuple((str(n), d.name, d.form, d.quantity) for n, d in enumerate(r.documents, start=1)),
        ),
        Line(words(f"2. Số lượng hồ sơ: {r.sets:02} (bộ)")),
        Line(words(f"3. Thời gian giải quyết hồ sơ theo quy định: {r.time_limit}")),
        Line(words("4. Thời gian nhận hồ sơ: ", bold(r.received_at))),
        Line(words("5. Thời gian trả kết quả giải quyết hồ sơ: ", bold(r.due_at))),
        Line(words(f"6. Đăng ký nhận kết quả tại: {r.return_at}")),
        Line(words("7. Phí, lệ phí: ", bold(r.fee_total), f" ({fee})" if fee else "")),
        Line(words(f"Vào Sổ theo dõi hồ sơ, quyển số: {r.day_book}; số thứ tự: {r.day_book_number}")),
        status_proof(r.code, r.qr),
        Signatures(
            (
                Signer("NGƯỜI NỘP HỒ SƠ", name=r.applicant),
                Signer("NGƯỜI TIẾP NHẬN HỒ SƠ", name=r.clerk),
            )
        ),
    )
