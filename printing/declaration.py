"""The declaration form (tờ khai) as it was filled, for signature. Source: Thông tư 04/2024/TT-BTP."""

from kiosk.domain.slips import Declaration
from printing.blocks import Block, Head, Line, Paper, Signatures, Signer, Title, bold, words
from printing.of_dossier import PRACTICE_OVERPRINT


def declaration_paper(d: Declaration) -> Paper:
    body: list[Block] = []
    for section in d.sections:
        body.append(Line(words(bold(section.title)), size=1.04, before=0.7, keep=True))
        body += [Line(words(f"{label}: ", bold(value or "…")), indent=0.8) for label, value in section.lines]
    return Paper(
        title=f"{d.title} {d.code}",
        author=d.requester,
        subject=d.title,
        footer=f"Mã hồ sơ {d.code}",
        overprint=PRACTICE_OVERPRINT if d.practice else "",
        blocks=(
            Head("", "", "", ""),
            Title(d.title.upper(), size=1.5),
            Line(words("Kính gửi: ", bold(d.addressed_to)), "centre"),
            *body,
            Line(words(d.pledge), before=0.8),
            Signatures((Signer("NGƯỜI YÊU CẦU", "(Ký, ghi rõ họ, chữ đệm, tên)", d.requester, d.place_and_date),)),
        ),
    )
