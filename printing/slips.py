"""Mẫu 02 to 06, the fee receipt and the queue ticket: short papers about one dossier.

Wording and order: Thông tư 03/2025/TT-VPCP, annex I. The dossier's own facts come as its `Receipt`.
"""

from collections.abc import Sequence

from kiosk.domain.receipt import Receipt
from kiosk.domain.slips import Apology, HandOver, QueueTicket, RegistrationSlip, Rejection, Stop, Supplement
from kiosk.domain.text import amount_in_words
from printing.blocks import (
    Big,
    Block,
    Column,
    Line,
    Paper,
    Proof,
    Signatures,
    Signer,
    Table,
    Title,
    Words,
    bold,
    italic,
    words,
)
from printing.of_dossier import addressed, of_dossier, reached, status_proof


def supplement_paper(r: Receipt, said: Supplement) -> Paper:
    """Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    contact = f"{said.guide}, số điện thoại liên hệ: {said.phone}" if said.phone else said.guide
    return _letter(
        r,
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        (
            Line(words("Hồ sơ của: ", bold(r.applicant))),
            Line(words("Nội dung yêu cầu giải quyết: ", bold(r.request))),
            *reached(r),
            Line(words("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"), before=0.3, keep=True),
            *_numbered(said.items or ("…",)),
            Line(words("Lý do: ", said.reason or "…"), before=0.3),
            Line(
                words(
                    "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, Ông/Bà liên hệ với ",
                    bold(contact),
                    " để được hướng dẫn. Phiếu này đã nêu đủ những gì còn thiếu; Ông/Bà chỉ cần bổ sung một lần.",
                ),
                before=0.3,
            ),
        ),
        (Signer("NGƯỜI NỘP HỒ SƠ", name=r.applicant), Signer("NGƯỜI HƯỚNG DẪN", name=said.guide)),
    )


def rejection_paper(r: Receipt, said: Rejection) -> Paper:
    """Mẫu 03, phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    basis: tuple[Block, ...] = (
        (Line(words("Căn cứ: " + "; ".join(said.legal_basis) + "."), before=0.3),) if said.legal_basis else ()
    )
    return _letter(
        r,
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        (
            Line(words("Bộ phận: ", r.office_name)),
            Line(words("Tiếp nhận hồ sơ của: ", bold(r.applicant))),
            *reached(r),
            Line(words("Nội dung yêu cầu giải quyết: ", bold(r.request))),
            Line(
                words(
                    f"Qua xem xét, {r.office_name} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:"
                ),
                before=0.5,
                keep=True,
            ),
            Line(words(bold(said.reason or "…")), indent=1.2, before=0.2),
            *basis,
            Line(
                words("Xin thông báo để Ông/Bà được biết. Ông/Bà có quyền khiếu nại theo quy định của pháp luật."),
                before=0.3,
            ),
        ),
        (Signer("NGƯỜI NỘP HỒ SƠ", name=r.applicant), Signer("NGƯỜI TIẾP NHẬN HỒ SƠ", name=r.clerk)),
    )


def apology_paper(r: Receipt, said: Apology) -> Paper:
    """Mẫu 04, văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết."""
    return _letter(
        r,
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT HỒ SƠ",
        (
            *addressed(r, "tiếp nhận giải quyết"),
            Line(words("Thời gian hẹn trả kết quả giải quyết hồ sơ: ", bold(said.due_before), "."), before=0.3),
            Line(
                words(
                    "Tuy nhiên đến nay hồ sơ chưa trả được kết quả đúng thời gian đã hẹn. Lý do: ", said.reason or "…"
                ),
                before=0.3,
            ),
            Line(
                words(
                    "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà. ",
                    f"{r.agency_name} xin lỗi Ông/Bà và sẽ trả kết quả giải quyết hồ sơ vào: ",
                    bold(said.due_after),
                    ".",
                ),
                before=0.3,
            ),
            Line(words("Mong nhận được sự thông cảm của Ông/Bà."), before=0.3),
        ),
        (Signer("THỦ TRƯỞNG CƠ QUAN", "(Ký, ghi rõ họ tên và đóng dấu)", said.signer),),
    )


def stop_paper(r: Receipt, said: Stop) -> Paper:
    """Mẫu 05, thông báo dừng giải quyết hồ sơ (new in Thông tư 03/2025)."""
    wish = "theo đề nghị của người nộp hồ sơ" if said.at_own_wish else ""
    reason = ". ".join(part for part in (wish, said.reason) if part) or "…"
    return _letter(
        r,
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        (
            *addressed(r, "tiếp nhận"),
            Line(words(f"Nay {r.agency_name} thông báo dừng giải quyết hồ sơ nêu trên."), before=0.3),
            Line(words(f"Lý do dừng giải quyết: {reason}"), before=0.3),
            Line(words("Xin thông báo để Ông/Bà được biết."), before=0.3),
        ),
        (Signer("NGƯỜI THÔNG BÁO", name=r.clerk),),
    )


def control_paper(r: Receipt, steps: Sequence[HandOver]) -> Paper:
    """Mẫu 06, phiếu kiểm soát quá trình giải quyết hồ sơ: it travels with the file and is signed at each step."""
    columns = (
        Column("Giao", 0.2),
        Column("Nhận", 0.2),
        Column("Giờ, ngày", 0.22),
        Column("Kết quả (trước/đúng/quá hạn)", 0.2),
        Column("Ghi chú, ký nhận", 0.18),
    )
    return of_dossier(
        r,
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        Title("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", size=1.4),
        Line(words("Mã hồ sơ: ", bold(r.code))),
        Line(words("Thủ tục: ", bold(r.request), f"; người nộp: {r.applicant}")),
        Line(words(f"Cơ quan giải quyết: {r.agency_name}")),
        Line(words("Cơ quan phối hợp giải quyết: …")),
        Line(words("Nhận: ", bold(r.received_at), "; hẹn trả: ", bold(r.due_at))),
        Table(
            columns,
            tuple((s.giver, s.receiver, s.moment, s.result, s.note) for s in steps),
            size=0.94,
            empty_rows=max(6 - len(steps), 2),
        ),
        status_proof(r.code, r.qr),
    )


def fee_paper(r: Receipt, total_vnd: int) -> Paper:
    """The fee receipt (biên lai), internal until the tax invoice is connected; it says so."""
    rows = tuple((str(n), label, amount) for n, (label, amount) in enumerate(r.fee_lines, start=1))
    return of_dossier(
        r,
        "Biên lai thu phí, lệ phí",
        Title(
            "BIÊN LAI THU PHÍ, LỆ PHÍ",
            (words(italic("(Nội bộ – không thay thế biên lai điện tử của cơ quan thuế)")),),
        ),
        Line(words("Người nộp: ", bold(r.applicant))),
        Line(words(f"Địa chỉ: {r.address or '…'}")),
        Line(words("Nội dung: ", r.request), keep=True),
        Table((Column("STT", 0.08, "centre"), Column("Khoản thu", 0.62), Column("Số tiền", 0.3, "right")), rows),
        Line(words("Tổng cộng: ", bold(r.fee_total)), "right"),
        Line(words(italic(f"Bằng chữ: {amount_in_words(total_vnd)} đồng.")), before=0.2),
        Line(words(f"Thời gian thu: {r.received_at}"), before=0.2),
        Signatures((Signer("NGƯỜI NỘP TIỀN", name=r.applicant), Signer("NGƯỜI THU TIỀN", name=r.clerk))),
    )


def ticket_paper(ticket: QueueTicket) -> Paper:
    """The number of who waits."""
    business: tuple[Block, ...] = (Line(words(bold(ticket.business)), "centre", 1.15),) if ticket.business else ()
    practice: tuple[Words, ...] = (words(italic("(Tập huấn)")),) if ticket.practice else ()
    return Paper(
        title=f"Số thứ tự {ticket.number}",
        author=ticket.agency_name,
        subject="Số thứ tự",
        footer=ticket.moment,
        blocks=(
            Line(words(ticket.agency_name.upper()), "centre"),
            Line(words(bold(ticket.office_name.upper())), "centre"),
            Title("SỐ THỨ TỰ", practice, size=1.4),
            Big(str(ticket.number), size=7.0),
            *business,
            Line(words(f"Lấy số lúc {ticket.moment}"), "centre", before=0.4),
            Line(
                words("Xin mời ngồi chờ; cán bộ sẽ gọi theo số này. Lỡ số, mời báo lại quầy: không phải lấy số mới."),
                "centre",
                before=0.4,
            ),
        ),
    )


def registration_paper(slip: RegistrationSlip) -> Paper:
    """The slip of a registration at self-service: its number, what to bring, and the symbol a clerk scans."""
    if slip.number:
        title, says = (
            "PHIẾU ĐĂNG KÝ HỒ SƠ",
            "Mời cầm phiếu này và giấy tờ gốc đến quầy. Cán bộ quét mã: không phải khai lại.",
        )
    else:
        title = "HỒ SƠ LÀM DỞ"
        says = "Quét mã này ở máy tự phục vụ của bộ phận để làm tiếp. Máy không giữ lại gì: đừng làm mất phiếu."
    bring = tuple(Line(words(f"– {name}"), before=0.1, indent=0.6) for name in slip.bring)
    proof = (Proof(slip.ticket, (words(bold(slip.code)),), 70),) if slip.ticket else ()
    return Paper(
        title=f"{title.capitalize()} {slip.number or ''}".strip(),
        author=slip.agency_name,
        subject=slip.procedure,
        footer=slip.moment,
        overprint="TẬP HUẤN" if slip.practice else "",
        blocks=(
            Line(words(slip.agency_name.upper()), "centre"),
            Line(words(bold(slip.office_name.upper())), "centre"),
            Title(title, size=1.3),
            *((Big(str(slip.number), size=7.0),) if slip.number else ()),
            Line(words(bold(slip.procedure)), "centre", 1.1),
            Line(words(slip.moment), "centre", before=0.2),
            Line(words(says), before=0.5),
            *((Line(words(bold("Giấy tờ cần mang đến quầy:")), before=0.4), *bring) if bring else ()),
            *proof,
        ),
    )


def _letter(r: Receipt, title: str, body: tuple[Block, ...], signers: tuple[Signer, ...]) -> Paper:
    """Without a code yet (nothing was accepted) there is nothing to prove and no QR."""
    proof = (status_proof(r.code, r.qr),) if r.qr else ()
    return of_dossier(r, title.capitalize(), Title(title, size=1.4), *body, *proof, Signatures(signers))


def _numbered(items: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line(words(f"{n}. {item}"), indent=1.2) for n, item in enumerate(items, start=1))
