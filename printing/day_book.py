"""Mẫu 07, the day book (sổ theo dõi hồ sơ), on A4 across. Source: Thông tư 03/2025/TT-VPCP, annex I."""

from kiosk.domain.slips import DayBook
from printing.blocks import Column, Head, Line, Paper, Signatures, Signer, Table, Title, bold, words
from printing.of_dossier import PRACTICE_OVERPRINT

COLUMNS = (
    Column("STT", 0.04, "centre"),
    Column("Mã hồ sơ", 0.135),
    Column("Tên thủ tục", 0.135),
    Column("Người nộp", 0.105),
    Column("Địa chỉ, điện thoại", 0.145),
    Column("Cơ quan giải quyết", 0.09),
    Column("Nhận", 0.075),
    Column("Hẹn trả", 0.075),
    Column("Trả kết quả", 0.075),
    Column("Phương thức nhận", 0.075),
    Column("Ghi chú", 0.05),
)


def day_book_paper(book: DayBook) -> Paper:
    span = f"Ngày {book.first}" if book.first == book.last else f"Từ ngày {book.first} đến ngày {book.last}"
    rows = tuple(
        (
            r.number,
            r.code,
            r.procedure,
            r.applicant,
            r.contact,
            r.office,
            r.received,
            r.due,
            r.handed_back,
            r.channel,
            r.note,
        )
        for r in book.rows
    )
    return Paper(
        title=f"Sổ theo dõi hồ sơ {book.first}–{book.last}",
        author=book.agency_name,
        subject="Sổ theo dõi hồ sơ",
        footer=f"Sổ theo dõi hồ sơ · {span.lower()}",
        overprint=PRACTICE_OVERPRINT if book.practice else "",
        blocks=(
            Head(book.agency_name, book.office_name, "", book.place_and_date),
            Title("SỔ THEO DÕI HỒ SƠ", (words(f"{span} · ", bold(f"{len(rows)} hồ sơ")),)),
            Table(COLUMNS, rows, size=0.86) if rows else Line(words("Không có hồ sơ nào."), "centre"),
            Signatures((Signer("NGƯỜI LẬP SỔ"), Signer("PHỤ TRÁCH BỘ PHẬN"))),
        ),
    )
