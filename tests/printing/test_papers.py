"""Every paper: nothing leaves its box, every glyph is in the font, long content flows, and it comes out archival."""

import io
import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kiosk.domain.dossier import KINDS
from kiosk.domain.forms import Field
from kiosk.domain.receipt import Receipt, ReceiptDocument
from kiosk.domain.slips import Apology, HandOver, Rejection, Stop, Supplement
from kiosk.domain.text import amount_in_words, dong
from kiosk.entry import Entry
from kiosk.errors import Refused
from printing.blocks import Paper
from printing.drawing import paper_pdf
from printing.measure import has_glyphs
from printing.reading import page_pictures, qr_texts
from printing.receipt import receipt_paper
from printing.setting import lay_out
from printing.sheet import SHEETS, Page, Run, SheetName, Stroke, Symbol, runs_of
from printing.slips import apology_paper, control_paper, fee_paper, rejection_paper, stop_paper, supplement_paper
from tests.builders import a_counter, accept, cases, the_catalogue
from tests.printing.papers import LONG_ADDRESS, LONG_NAME, PUBLIC_URL, everything_said, told

ALL_SHEETS: tuple[SheetName, ...] = ("a5", "a4", "thermal80")
SAYING = "Đăng ký khai sinh kết hợp nhận cha, mẹ, con có yếu tố nước ngoài tại khu vực biên giới"


def check_page(page: Page, sheet: SheetName) -> None:
    """What a look at the page would show: text inside its box and the sheet, no line of text on another."""
    width, height = SHEETS[sheet].width, page.height
    runs = runs_of(page)
    for run in runs:
        assert run.left - 0.01 <= run.x, run
        assert run.x + run.width <= run.right + 0.01, run
        assert run.x >= 0 and run.x + run.width <= width, run
        assert run.baseline - run.size * 0.9 > 0 and run.baseline + run.size * 0.25 < height, run
        assert has_glyphs(run.text, run.font), run.text
    for one, other in itertools.combinations(runs, 2):
        assert not _overlap(one, other), (one, other)
    for top, strip in page.strips:
        for item in strip.items:
            if isinstance(item, Symbol):
                box = (item.x, top + item.y, item.x + item.side, top + item.y + item.side)
                assert not [run for run in runs if _in_box(run, box)], "text on the QR"
            if isinstance(item, Stroke):
                assert min(item.x1, item.x2) >= 0 and max(item.x1, item.x2) <= width


def _overlap(one: Run, other: Run) -> bool:
    """Whether the letters of two texts touch: from the accents of a capital to the dot below."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > 0.05
    tops = (one.baseline - one.size * 0.93, other.baseline - other.size * 0.93)
    bottoms = (one.baseline + one.size * 0.22, other.baseline + other.size * 0.22)
    return across and min(bottoms) - max(tops) > 0.05


def _in_box(run: Run, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return run.x < right and run.x + run.width > left and run.baseline > top and run.baseline - run.size * 0.9 < bottom


def a_receipt(**changes: object) -> Receipt:
    facts: dict[str, object] = {
        "agency_name": "UBND Xã Đặng Xá",
        "office_name": "Bộ phận tiếp nhận và trả kết quả",
        "code": "000.19.35.H26-261125-2001",
        "place_and_date": "Đặng Xá, ngày 25 tháng 11 năm 2026",
        "applicant": LONG_NAME,
        "address": LONG_ADDRESS,
        "phone": "0912345678",
        "email": "nguoi.dan@example.vn",
        "request": SAYING,
        "documents": tuple(ReceiptDocument(f"Giấy tờ số {n}", "Bản chính", "01") for n in range(15)),
        "sets": 1,
        "time_limit": "03 ngày làm việc",
        "received_at": "09:41 ngày 25/11/2026",
        "due_at": "17:00 ngày 25/11/2026",
        "return_at": "Quầy, trực tiếp",
        "fee_lines": (("Bản sao trích lục × 2", dong(16_000)),),
        "fee_total": dong(16_000),
        "day_book": "2026",
        "day_book_number": "1",
        "clerk": "Lê Thu Hà",
        "qr": f"{PUBLIC_URL}/r/000.19.35.H26-261125-2001?t=" + "ABCDEFGH" * 38,
    }
    return Receipt(**(facts | changes))  # type: ignore[arg-type]


VIETNAMESE = st.text(
    st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ ĐẶẦỮỆ,.-/0123456789"
    ),
    max_size=120,
)
DOCUMENTS = st.lists(st.tuples(VIETNAMESE, st.sampled_from(["Bản chính", "Bản sao", "Bản điện tử"])), max_size=15)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=VIETNAMESE, address=VIETNAMESE, request=VIETNAMESE, documents=DOCUMENTS, sheet=st.sampled_from(ALL_SHEETS))
def test_no_text_leaves_its_box_whatever_people_are_called(
    name: str, address: str, request: str, documents: list[tuple[str, str]], sheet: SheetName
) -> None:
    rows = tuple(ReceiptDocument(text, form, "01") for text, form in documents)
    receipt = a_receipt(applicant=name[:60], address=address, request=request, documents=rows)
    for paper in _letters(receipt):
        for page in lay_out(paper, SHEETS[sheet]):
            check_page(page, sheet)


def _letters(receipt: Receipt) -> list[Paper]:
    return [
        receipt_paper(receipt),
        supplement_paper(receipt, Supplement((receipt.address, SAYING), SAYING, receipt.applicant)),
        rejection_paper(receipt, Rejection(receipt.address, (SAYING, SAYING))),
        apology_paper(receipt, Apology(receipt.address, receipt.due_at, receipt.due_at)),
        stop_paper(receipt, Stop(receipt.address, at_own_wish=True)),
        control_paper(receipt, (HandOver(receipt.applicant, SAYING, receipt.received_at, "Đúng hạn"),) * 9),
        fee_paper(receipt, 16_000),
    ]


@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_names_of_sixty_letters_fifteen_documents_and_long_addresses_stay_apart(sheet: SheetName) -> None:
    assert len(LONG_NAME) == 60
    for paper in _letters(a_receipt()):
        pages = lay_out(paper, SHEETS[sheet])
        for page in pages:
            check_page(page, sheet)
        assert len(pages) <= 2


def test_a_word_wider_than_the_paper_is_broken_and_not_cut(tmp_path: Path) -> None:
    endless = "Đăngxá" * 60
    pdf = paper_pdf(receipt_paper(a_receipt(applicant=endless)), "a5")
    (tmp_path / "r.pdf").write_bytes(pdf)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert endless in "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_every_paper_of_a_dossier_is_archival_small_and_says_its_title(
    home: Path, tmp_path: Path, kind: str, sheet: SheetName
) -> None:
    counter, row = everything_said(home)
    pdf = counter.papers.pdf(kind, row, sheet)  # type: ignore[arg-type]
    assert len(pdf) < 60_000
    (tmp_path / "p.pdf").write_bytes(pdf)
    reader = PdfReader(tmp_path / "p.pdf")
    check_archival(reader)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    expected = {
        "receipt": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "supplement": "1. Giấy chứng sinh (bản chính, đọc rõ ngày, tháng, năm sinh)",
        "rejection": "Trẻ đã được đăng ký khai sinh tại nơi khác.",
        "apology": "09:41 ngày 30/11/2026",
        "stop": "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "control": "Trần Văn Minh",
        "fee": "Mười sáu nghìn đồng.",
        "declaration": "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    }[kind]
    assert expected in text
    assert row.applicant_name in text
    if sheet == "thermal80":
        assert len(reader.pages) == 1
    else:
        assert f"Trang {len(reader.pages)}/{len(reader.pages)}" in text


def check_archival(reader: PdfReader) -> None:
    """What PDF/A-2b (ISO 19005-2) asks of such a file: metadata that says so, the meaning of colours, fonts inside, nothing
    hidden; and a language and a title that is shown."""
    catalog = reader.trailer["/Root"]
    metadata = catalog["/Metadata"].get_object()  # type: ignore[index]
    assert "/Filter" not in metadata
    xmp = metadata.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert reader.metadata is not None
    assert str(reader.metadata.title) in xmp
    (intent,) = catalog["/OutputIntents"]  # type: ignore[index]
    profile = intent.get_object()["/DestOutputProfile"].get_object().get_data()
    assert profile[36:40] == b"acsp"
    assert profile[16:20] == b"RGB "
    assert catalog["/Lang"] == "vi-VN"  # type: ignore[index]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] is not False  # type: ignore[index]
    assert "/ID" in reader.trailer
    content = (
        reader.stream.getvalue() if isinstance(reader.stream, io.BytesIO) else Path(reader.stream.name).read_bytes()
    )
    assert content.count(b"endstream") == content.count(b"\nendstream")
    assert "/Encrypt" not in reader.trailer
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index, union-attr]
            described = font.get_object()
            assert "+" in described["/BaseFont"]
            assert "/FontFile2" in described["/FontDescriptor"].get_object()
            assert "/ToUnicode" in described
        states = page["/Resources"].get("/ExtGState", {})  # type: ignore[union-attr]
        assert all(state.get_object().get("/ca", 1) == 1 for state in states.values()), "transparency"


def test_a_paper_that_does_not_exist_yet_is_not_made_up(home: Path) -> None:
    with a_counter(home) as counter:
        row = counter.dossier(accept(counter).code)
        assert counter.papers.kinds(row) == ("receipt", "control", "fee", "declaration")
        with pytest.raises(Refused) as refused:
            counter.papers.pdf("supplement", row)
        assert "chưa có giấy này" in refused.value.sentence()
        told(counter, row, 1, "dossier.supplement_requested", reason="thiếu", items=["Giấy chứng sinh"])
        assert "supplement" in counter.papers.kinds(row)


def test_the_slip_of_handing_back_names_who_takes_the_result_and_leaves_room_to_sign(
    home: Path, tmp_path: Path
) -> None:
    with a_counter(home) as counter:
        row = counter.dossier(accept(counter).code)
        told(counter, row, 1, "dossier.done")
        counter.handling.hand_back(counter.dossier(row.code), "canbo1", receiver="Trần Thị Mai")
        (tmp_path / "p.pdf").write_bytes(counter.papers.pdf("control", counter.dossier(row.code)))
        text = " ".join(PdfReader(tmp_path / "p.pdf").pages[0].extract_text().split())
        back = text[text.index("Trần Thị Mai") - 60 :]
        assert "(quầy 2): Lê Thu Hà" in back[:60]
        assert "Lê Thu Hà" not in back[60:], "the place to sign is taken"


def test_the_second_apology_names_the_date_of_the_first(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        row = counter.dossier(accept(counter).code)
        for n, day in enumerate((27, 30), start=1):
            told(counter, row, n, "dossier.apologised", reason="chậm", due_at=f"2026-11-{day}T17:00:00+07:00")
        (tmp_path / "p.pdf").write_bytes(counter.papers.pdf("apology", counter.dossier(row.code)))
        text = " ".join(PdfReader(tmp_path / "p.pdf").pages[0].extract_text().split())
        assert text.index("17:00 ngày 27/11/2026") < text.index("17:00 ngày 30/11/2026")


@pytest.mark.parametrize("form", sorted(the_catalogue().forms))
def test_each_declaration_form_comes_out_filled_for_signature(home: Path, tmp_path: Path, form: str) -> None:
    catalogue = the_catalogue()
    procedure = next(p for p in catalogue.procedures.values() if p.form == form)
    with a_counter(home) as counter:
        filled = {f.key: _some_value(f) for s in catalogue.forms[form].sections if not s.repeat for f in s.fields}
        for section in catalogue.forms[form].sections:
            if section.repeat:
                filled[section.key] = [{f.key: _some_value(f) for f in section.fields} for _ in range(2)]
        applicant = cases(11).person("Nữ").applicant()
        entry = Entry(procedure.code, applicant, filled)
        row = counter.dossier(counter.intake.accept(entry, "canbo1").code)
        (tmp_path / "p.pdf").write_bytes(counter.papers.pdf("declaration", row))
        text = " ".join(" ".join(p.extract_text() for p in PdfReader(tmp_path / "p.pdf").pages).split())
        assert catalogue.forms[form].title.upper() in text
        assert "NGƯỜI YÊU CẦU" in text
        for section in catalogue.forms[form].sections:
            assert section.title in text
            for field in section.fields:
                if field.type in ("text", "address", "person_name"):
                    assert f"{field.label}: {_some_value(field)}" in text


def _some_value(field: Field) -> str:
    """Something the form takes."""
    match field.type:
        case "choice":
            return field.options[0]
        case "date" | "partial_date":
            return "01/10/2026" if "birth" not in field.key or "child" in field.key else "02/03/1980"
        case "datetime":
            return "2026-11-20T08:30:00+07:00"
        case "integer" | "money":
            return str(field.min or 1)
        case "ethnicity":
            return "Kinh"
        case "country":
            return "Việt Nam"
        case "id_document":
            return "000180123456"
        case "person_name":
            return "Nguyễn Thị Hoài"
        case _:
            return "Thôn Lời, xã Đặng Xá"


@pytest.mark.parametrize("sheet", ["a4", "a3"])
def test_the_poster_of_every_procedure_fits_one_page_with_its_code_to_start(home: Path, sheet: SheetName) -> None:
    with a_counter(home, public_url=PUBLIC_URL) as counter:
        for code, procedure in the_catalogue().procedures.items():
            pages = page_pictures(counter.papers.poster(code, sheet), 72)
            assert len(pages) == 1, procedure.name
        (page,) = page_pictures(counter.papers.poster("1.001193", sheet), 150)
        assert qr_texts(page) == [f"{PUBLIC_URL}/p/1.001193"]


def test_the_day_book_holds_the_days_asked_for_and_repeats_its_head(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        rows = [counter.dossier(accept(counter, cases(n).birth()).code) for n in range(40)]
        day = rows[0].received_at.date()
        (tmp_path / "b.pdf").write_bytes(counter.papers.day_book(day, day))
        reader = PdfReader(tmp_path / "b.pdf")
        texts = [page.extract_text() for page in reader.pages]
        assert len(texts) >= 2
        assert all("Mã hồ sơ" in text and f"Trang {n}/{len(texts)}" in text for n, text in enumerate(texts, start=1))
        assert all(sum(row.code in text for text in texts) == 1 for row in rows)
        (tmp_path / "e.pdf").write_bytes(counter.papers.day_book(day.replace(day=1), day.replace(day=2)))
        assert "Không có hồ sơ nào" in PdfReader(tmp_path / "e.pdf").pages[0].extract_text()


def test_queue_numbers_count_up_within_the_day_and_survive_a_restart(home: Path) -> None:
    with a_counter(home) as counter:
        assert [counter.papers.queue_ticket()[0] for _ in range(3)] == [1, 2, 3]
    with a_counter(home) as counter:
        number, pdf = counter.papers.queue_ticket("Đăng ký khai sinh")
        assert number == 4
        assert len(page_pictures(pdf, 100)) == 1
        counter.clock.forward(days=1)  # type: ignore[attr-defined]
        assert counter.papers.queue_ticket()[0] == 1


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không"),
        (8_000, "Tám nghìn"),
        (16_000, "Mười sáu nghìn"),
        (105_000, "Một trăm lẻ năm nghìn"),
        (1_005_000, "Một triệu không trăm lẻ năm nghìn"),
        (2_300_021, "Hai triệu ba trăm nghìn không trăm hai mươi mốt"),
    ],
)
def test_money_in_words(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words
