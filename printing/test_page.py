"""A page to try a printer with: the sheet's margins, every Vietnamese letter, figures in a column, and a QR."""

from printing.blocks import Column, Line, Paper, Proof, Table, Title, bold, words
from printing.drawing import paper_pdf
from printing.sheet import SheetName

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậ eèẻẽéẹêềểễếệ iìỉĩíị oòỏõóọôồổỗốộơờởỡớợ uùủũúụưừửữứự yỳỷỹýỵ đ"


def test_page(printer: str, place: str, sheet: SheetName) -> bytes:
    paper = Paper(
        title="Trang in thử",
        author=place,
        subject="Trang in thử",
        footer=f"Trang in thử · {printer}",
        blocks=(
            Title("TRANG IN THỬ", (words(place),)),
            Line(words("Máy in: ", bold(printer))),
            Line(words(LETTERS), before=0.4),
            Line(words(LETTERS.upper()), before=0.2),
            Line(words(bold(LETTERS)), before=0.2),
            Table(
                (Column("STT", 0.15, "centre"), Column("Mục", 0.5), Column("Số", 0.35, "right")),
                (("1", "Cột số thẳng hàng bên phải", "16.000 đ"), ("2", "Khung chạm hai lề", "1.250.000 đ")),
            ),
            Proof(
                "https://example.vn/trang-in-thu",
                (words(bold("Quét được mã này")), words("là máy in đủ nét cho giấy hẹn.")),
                30.0,
            ),
        ),
    )
    return paper_pdf(paper, sheet)
