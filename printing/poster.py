"""The poster of a procedure (niêm yết thủ tục hành chính), to hang in the hall."""

from kiosk.domain.slips import Poster
from printing.blocks import Block, Column, Line, Paper, Proof, Table, Title, bold, italic, words
from printing.of_dossier import PRACTICE_OVERPRINT

STEPS = (
    "Lấy số thứ tự, hoặc bắt đầu trên điện thoại bằng mã bên dưới.",
    "Nộp giấy tờ tại quầy; cán bộ kiểm tra ngay và nói một lần nếu còn thiếu.",
    "Nhận giấy hẹn có mã tra cứu.",
    "Nhận kết quả đúng hẹn tại quầy, qua bưu chính hoặc bản điện tử.",
)


def poster_paper(n: Poster) -> Paper:
    steps = tuple(Line(words(bold(f"Bước {k}. "), step), indent=0.6) for k, step in enumerate(STEPS, start=1))
    rows = tuple(
        (str(k), d.name + (f" ({d.when})" if d.when else ""), d.quantity) for k, d in enumerate(n.documents, start=1)
    )
    kind = f"Lĩnh vực {n.field.lower()} · mã thủ tục {n.code} · dịch vụ công {n.online_level}"
    return Paper(
        title=f"Niêm yết: {n.procedure}",
        author=n.agency_name,
        subject=n.procedure,
        footer=f"{n.agency_name} · mã thủ tục {n.code}",
        overprint=PRACTICE_OVERPRINT if n.practice else "",
        poster=True,
        blocks=(
            Line(words(n.agency_name.upper()), "centre", 1.0),
            Line(words(bold(n.office_name.upper())), "centre", 1.0),
            Title(n.procedure, (words(italic(kind)),), 2.2),
            _heading("Cần mang theo"),
            Table((Column("STT", 0.08, "centre"), Column("Giấy tờ", 0.62), Column("Số lượng", 0.30)), rows),
            _heading("Bao lâu có kết quả"),
            Line(words(bold(n.time_limit)), indent=0.6, size=1.1),
            _heading("Phí, lệ phí"),
            *(Line(words(bold(line) if k == 0 else line), indent=0.6) for k, line in enumerate(n.fee)),
            _heading("Các bước"),
            *steps,
            _heading("Kết quả"),
            Line(words(n.result), indent=0.6),
            Line(words(italic("Căn cứ: " + "; ".join(n.legal_basis) + ".")), size=0.86, before=0.6),
            Proof(
                n.start_url,
                (
                    words(bold("Bắt đầu trên điện thoại")),
                    words("Quét mã để xem hướng dẫn và chuẩn bị hồ sơ trước khi đến quầy."),
                ),
                34.0,
            ),
        ),
    )


def _heading(text: str) -> Block:
    return Line(words(bold(text)), size=1.2, before=0.9, keep=True)
