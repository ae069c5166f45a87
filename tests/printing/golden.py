"""The papers as pictures: `python -m tests.printing.golden DIR` renders them (make screens), a test compares.

Everything on them is fixed, the QR included, so that a picture only changes when a paper does.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from kiosk.domain.receipt import Receipt, ReceiptDocument
from kiosk.domain.slips import (
    Apology,
    DayBook,
    DayBookRow,
    Declaration,
    DeclarationSection,
    HandOver,
    Poster,
    PosterDocument,
    QueueTicket,
    RegistrationSlip,
    Rejection,
    Stop,
    Supplement,
)
from printing.blocks import Paper
from printing.day_book import day_book_paper
from printing.declaration import declaration_paper
from printing.drawing import paper_pdf
from printing.poster import poster_paper
from printing.reading import page_pictures
from printing.receipt import receipt_paper
from printing.sheet import SheetName
from printing.slips import (
    apology_paper,
    control_paper,
    fee_paper,
    registration_paper,
    rejection_paper,
    stop_paper,
    supplement_paper,
    ticket_paper,
)

DPI = 96
GREYS = 16
FOLDER = Path(__file__).parents[2] / "docs" / "screens" / "paper"
OVERVIEW = ("receipt_a5", "supplement_a5", "declaration_a4", "poster_a4")

RECEIPT = Receipt(
    agency_name="UBND Xã Đặng Xá",
    office_name="Bộ phận tiếp nhận và trả kết quả",
    code="000.19.35.H26-261125-2001",
    place_and_date="Đặng Xá, ngày 25 tháng 11 năm 2026",
    applicant="Nguyễn Thị Phượng",
    address="Thôn Lời, xã Đặng Xá, Gia Lâm, Hà Nội",
    phone="0912345678",
    email="phuong@example.vn",
    request="Đăng ký khai sinh",
    documents=(
        ReceiptDocument("Tờ khai đăng ký khai sinh", "Bản chính", "01"),
        ReceiptDocument("Giấy chứng sinh", "Bản chính", "01"),
        ReceiptDocument("Thẻ căn cước / CCCD hoặc hộ chiếu của người yêu cầu", "Xuất trình", "–"),
    ),
    sets=1,
    time_limit="Trong ngày làm việc (nhận sau 15:00: ngày làm việc tiếp theo)",
    received_at="09:41 ngày 25/11/2026",
    due_at="17:00 ngày 25/11/2026",
    return_at="Quầy, trực tiếp – Bộ phận Một cửa Xã Đặng Xá",
    fee_lines=(("Bản sao trích lục × 2", "16.000 đ"), ("Lệ phí hộ tịch", "miễn (trong hạn)")),
    fee_total="16.000 đ",
    day_book="2026",
    day_book_number="1",
    clerk="Lê Thu Hà",
    qr="https://dichvucong.hanoi.example/r/000.19.35.H26-261125-2001?t=" + "GEZDGNBVGY3TQOJQ" * 20,
    practice=True,
)


def _declaration() -> Paper:
    person = (("Họ, chữ đệm, tên", "Nguyễn Thị Phượng"), ("Nơi cư trú", RECEIPT.address), ("Dân tộc", "Kinh"))
    child = (
        ("Họ, chữ đệm, tên", "Trần Minh Khang"),
        ("Ngày, tháng, năm sinh", "18/11/2026 (Ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu)"),
        ("Giới tính", "Nam"),
        ("Quê quán", "Xã Đặng Xá, Gia Lâm, Hà Nội"),
    )
    sections = (("Người yêu cầu", person), ("Người được khai sinh", child), ("Người mẹ", person), ("Người cha", person))
    return declaration_paper(
        Declaration(
            title="Tờ khai đăng ký khai sinh",
            addressed_to=RECEIPT.agency_name,
            sections=tuple(DeclarationSection(title, lines) for title, lines in sections),
            pledge="Tôi cam đoan những nội dung khai trên đây là đúng sự thật.",
            requester=RECEIPT.applicant,
            place_and_date=RECEIPT.place_and_date,
            code=RECEIPT.code,
            practice=True,
        )
    )


def _poster() -> Paper:
    return poster_paper(
        Poster(
            agency_name=RECEIPT.agency_name,
            office_name=RECEIPT.office_name,
            procedure="Đăng ký khai sinh",
            code="1.001193",
            field="Hộ tịch",
            documents=(
                PosterDocument("Tờ khai đăng ký khai sinh", "01 bản chính"),
                PosterDocument("Giấy chứng sinh", "01 bản chính", "không có thì nộp văn bản của người làm chứng"),
                PosterDocument("Thẻ căn cước / CCCD hoặc hộ chiếu của người yêu cầu", "Xuất trình"),
            ),
            time_limit=RECEIPT.time_limit,
            fee=("Không thu trong hạn 60 ngày kể từ ngày sinh", "Bản sao: 8.000 đ một bản"),
            result="Giấy khai sinh (bản chính)",
            legal_basis=("Luật Hộ tịch 60/2014/QH13", "Nghị định 123/2015/NĐ-CP"),
            online_level="toàn trình",
            start_url="https://dichvucong.hanoi.example/p/1.001193",
            practice=True,
        )
    )


def _day_book() -> Paper:
    rows = tuple(
        DayBookRow(
            number=str(n),
            code=f"000.19.35.H26-261125-{2000 + n}",
            procedure="Đăng ký khai sinh",
            applicant=RECEIPT.applicant,
            contact=f"{RECEIPT.address}; {RECEIPT.phone}",
            office=RECEIPT.agency_name,
            received="09:41 25/11/2026",
            due="17:00 25/11/2026",
            handed_back="16:20 25/11/2026" if n % 3 == 0 else "",
            channel="Quầy, trực tiếp",
        )
        for n in range(1, 13)
    )
    place = RECEIPT.place_and_date
    return day_book_paper(
        DayBook(RECEIPT.agency_name, RECEIPT.office_name, place, "25/11/2026", "25/11/2026", rows, practice=True)
    )


def _ticket() -> Paper:
    return ticket_paper(
        QueueTicket(
            RECEIPT.agency_name, RECEIPT.office_name, 27, RECEIPT.received_at, "Đăng ký khai sinh", practice=True
        )
    )


def _registration() -> Paper:
    """The ticket is as long as a birth's; what it says does not matter to the picture."""
    return registration_paper(
        RegistrationSlip(
            RECEIPT.agency_name,
            RECEIPT.office_name,
            12,
            "000.19.35.H26-261125-DK8012",
            "Đăng ký khai sinh",
            RECEIPT.received_at,
            ("Giấy chứng sinh", "Thẻ căn cước / CCCD hoặc hộ chiếu của người yêu cầu"),
            "940000565001T" + "".join(str(n * n % 10) for n in range(1159)),
            practice=True,
        )
    )


PAPERS: dict[str, tuple[Callable[[], Paper], SheetName]] = {
    "receipt_a5": (lambda: receipt_paper(RECEIPT), "a5"),
    "receipt_a4": (lambda: receipt_paper(RECEIPT), "a4"),
    "receipt_thermal80": (lambda: receipt_paper(RECEIPT), "thermal80"),
    "supplement_a5": (
        lambda: supplement_paper(
            RECEIPT,
            Supplement(
                ("Giấy chứng sinh (đọc rõ ngày sinh)", "Bản sao giấy chứng nhận kết hôn của cha mẹ"),
                "Giấy chứng sinh bị mờ.",
                "Trần Văn Minh",
                "024 3827 0000",
            ),
        ),
        "a5",
    ),
    "rejection_a5": (
        lambda: rejection_paper(
            RECEIPT, Rejection("Trẻ đã được đăng ký khai sinh tại nơi khác.", ("Luật Hộ tịch 60/2014/QH13",))
        ),
        "a5",
    ),
    "apology_a5": (
        lambda: apology_paper(
            RECEIPT, Apology("Chưa nhận được trả lời xác minh.", RECEIPT.due_at, "17:00 ngày 30/11/2026")
        ),
        "a5",
    ),
    "stop_a5": (lambda: stop_paper(RECEIPT, Stop("", at_own_wish=True)), "a5"),
    "control_a5": (
        lambda: control_paper(
            RECEIPT,
            (
                HandOver("Người nộp hồ sơ", "Bộ phận Một cửa (quầy 2)", RECEIPT.received_at, "", "Lê Thu Hà"),
                HandOver(
                    "Bộ phận Một cửa (quầy 2)", "Công chức chuyên môn", "10:05 ngày 25/11/2026", "", "Trần Văn Minh"
                ),
                HandOver(
                    "Bộ phận Một cửa (quầy 2): Lê Thu Hà", "Trần Thị Mai", "15:20 ngày 25/11/2026", "Đúng hạn", ""
                ),
            ),
        ),
        "a5",
    ),
    "fee_a5": (lambda: fee_paper(RECEIPT, 16_000), "a5"),
    "declaration_a4": (_declaration, "a4"),
    "poster_a4": (_poster, "a4"),
    "poster_a3": (_poster, "a3"),
    "day_book_a4": (_day_book, "a4_landscape"),
    "ticket_thermal80": (_ticket, "thermal80"),
    "registration_thermal80": (_registration, "thermal80"),
}


def picture_of(name: str) -> Image.Image:
    """The paper's first page in a few greys."""
    make, sheet = PAPERS[name]
    return page_pictures(paper_pdf(make(), sheet), DPI)[0].convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Which share of two pictures differs plainly; 1 when they are not even of one size."""
    if one.size != other.size:
        return 1.0
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) > 64 for a, b in pairs) / (one.width * one.height)


def _overview() -> Image.Image:
    pages = [picture_of(name) for name in OVERVIEW]
    height = 620
    scaled = [page.resize((page.width * height // page.height, height), Image.Resampling.LANCZOS) for page in pages]
    picture = Image.new("L", (sum(page.width for page in scaled) + 16 * (len(scaled) + 1), height + 32), 205)
    left = 16
    for page in scaled:
        picture.paste(page, (left, 16))
        left += page.width + 16
    return picture


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAPERS:
        picture_of(name).quantize(GREYS).save(folder / f"{name}.png", optimize=True)
    _overview().quantize(GREYS).save(folder / "overview.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
