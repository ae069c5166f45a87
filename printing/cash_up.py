"""The cash-up (bảng kê thu phí, lệ phí cuối ngày): what was to be taken in, and what was counted. An internal paper."""

from kiosk.domain.slips import CashUp
from printing.blocks import Column, Head, Line, Paper, Signatures, Signer, Table, Title, bold, words
from printing.of_dossier import PRACTICE_OVERPRINT


def cash_up_paper(cash: CashUp) -> Paper:
    columns = (
        Column("Khoản thu", 0.54),
        Column("Số lần", 0.16, "right"),
        Column("Số tiền", 0.30, "right"),
    )
    rows = tuple((label, str(count), amount) for label, count, amount in cash.lines)
    return Paper(
        title=f"Bảng kê thu phí, lệ phí ngày {cash.day}",
        author=cash.agency_name,
        subject="Bảng kê thu phí, lệ phí",
        footer=f"Quầy {cash.counter} · ngày {cash.day} · giấy nội bộ",
        overprint=PRACTICE_OVERPRINT if cash.practice else "",
        blocks=(
            Head(cash.agency_name, cash.office_name, "", cash.place_and_date),
            Title("BẢNG KÊ THU PHÍ, LỆ PHÍ", (words(f"Ngày {cash.day} · quầy {cash.counter}"),)),
            Table(columns, rows) if rows else Line(words("Không có khoản thu nào."), "centre"),
            Line(words("Phải thu: ", bold(cash.expected)), before=0.4),
            Line(words("Tiền đếm được: ", bold(cash.counted))),
            Line(words("Chênh lệch: ", bold(cash.difference))),
            *((Line(words(f"Ghi chú: {cash.note}")),) if cash.note else ()),
            Signatures((Signer("NGƯỜI THU TIỀN", name=cash.clerk), Signer("PHỤ TRÁCH BỘ PHẬN"))),
        ),
    )
