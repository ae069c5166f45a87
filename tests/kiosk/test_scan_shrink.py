"""Scans as they are kept: small, upright, straight, and as legible as before."""

import difflib
import hashlib
import io
import shutil
import statistics
import subprocess
import unicodedata
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kiosk.errors import AttachmentRefused
from kiosk.practice.pages import practice_page
from kiosk.scan_shrink import A4_LONG_SIDE, shrink, skew, tidy
from kiosk.scans import Scan, check_scan, open_picture

FILES = Path(__file__).parent.parent / "files"
SENTENCES = [
    "Họ, chữ đệm, tên người yêu cầu: Nguyễn Thị Quỳnh Trang",
    "Nơi cư trú: thôn Cự Đà, xã Đặng Xá, huyện Gia Lâm, thành phố Hà Nội",
    "Giấy tờ tùy thân: căn cước công dân số 000189012345",
    "Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây",
    "Quê quán: phường Hưng Dũng, thành phố Vinh, tỉnh Nghệ An",
    "Nghề nghiệp: giáo viên; dân tộc: Kinh; quốc tịch: Việt Nam",
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật",
]
NEEDS_TESSERACT = pytest.mark.skipif(
    shutil.which("tesseract") is None
    or "vie" not in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout.split(),
    reason="reads pages with tesseract and its Vietnamese",
)


def a_page(seed: int, lines: int = 14) -> tuple[bytes, list[str]]:
    chance = Random(seed)
    text = [chance.choice(SENTENCES) for _ in range(lines)]
    return practice_page(chance, "Giấy chứng sinh", text), text


def scanned(content: bytes, name: str = "quet.jpg") -> Scan:
    return check_scan(name, content)


def turned(content: bytes, degrees: float) -> bytes:
    picture = Image.open(io.BytesIO(content))
    output = io.BytesIO()
    picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(240, 239, 235)).save(
        output, "JPEG", quality=88, dpi=(300, 300)
    )
    return output.getvalue()


def read_by_tesseract(content: bytes, folder: Path) -> str:
    with open_picture(content) as picture:
        picture.convert("RGB").save(folder / "page.png")
    command = ["tesseract", str(folder / "page.png"), "-", "-l", "vie", "--psm", "6"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def accuracy(read: str, written: list[str]) -> float:
    """The share of the written characters that were read, in order."""
    wanted = unicodedata.normalize("NFC", "".join("".join(written).split()))
    got = unicodedata.normalize("NFC", "".join(read.split()))
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)


@NEEDS_TESSERACT
def test_vietnamese_is_read_as_well_from_the_shrunk_page_as_from_the_original(tmp_path: Path) -> None:
    before, after = [], []
    for seed in range(3):
        content, text = a_page(seed)
        before.append(accuracy(read_by_tesseract(content, tmp_path), text))
        after.append(accuracy(read_by_tesseract(shrink(scanned(content)).content, tmp_path), text))
    assert statistics.mean(before) > 0.9
    assert statistics.mean(after) >= statistics.mean(before) - 0.01


def test_the_median_page_is_at_most_150_kilobytes() -> None:
    sizes = [len(shrink(scanned(a_page(seed, lines=8 + seed * 3)[0])).content) for seed in range(5)]
    assert statistics.median(sizes) <= 150 * 1024


def test_a_page_comes_out_at_200_dpi_and_knows_the_original() -> None:
    content, _ = a_page(1)
    kept = shrink(scanned(content))
    assert (kept.media_type, kept.file_name) == ("image/webp", "quet.webp")
    with open_picture(kept.content) as picture:
        assert abs(max(picture.size) - A4_LONG_SIDE) < 40
    assert kept.original_sha256 == hashlib.sha256(content).hexdigest()
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()


@pytest.mark.parametrize("degrees", [-3.0, -1.4, 1.2, 2.5, 4.0])
def test_a_skewed_page_is_straightened(degrees: float) -> None:
    content, _ = a_page(2)
    straight = tidy(Image.open(io.BytesIO(content)))
    page = tidy(Image.open(io.BytesIO(turned(content, degrees))))
    assert abs(skew(page)) <= 0.3
    assert abs(skew(straight)) <= 0.3


def test_a_picture_without_lines_of_text_is_not_turned() -> None:
    photo = Image.effect_noise((900, 1200), 80).convert("RGB")
    assert skew(photo) == 0
    stripes = Image.new("RGB", (900, 1200), "white")
    assert skew(stripes) == 0


def test_what_gains_nothing_is_kept_as_it_is_and_nothing_is_enlarged() -> None:
    small = Image.effect_noise((300, 300), 30).convert("RGB")
    output = io.BytesIO()
    small.save(output, "JPEG", quality=70)
    scan = scanned(output.getvalue())
    assert shrink(scan) is scan
    assert tidy(small).size == (300, 300)


def test_a_card_alone_on_the_glass_is_cut_out_and_a_black_border_goes() -> None:
    glass = Image.new("RGB", (2480, 3508), (250, 250, 250))
    ImageDraw.Draw(glass).rectangle((300, 400, 1311, 1037), fill=(90, 130, 170))
    glass.info["dpi"] = (300, 300)
    cut = tidy(glass)
    assert 600 < cut.width < 900
    assert 380 < cut.height < 620
    content, _ = a_page(3)
    framed = Image.new("RGB", (2700, 3800), (5, 5, 5))
    framed.paste(Image.open(io.BytesIO(content)), (100, 150))
    page = tidy(framed)
    assert min(page.convert("L").crop((0, 0, page.width, 4)).getextrema()) > 60


def test_a_phones_picture_is_turned_upright() -> None:
    content, _ = a_page(4)
    upright = Image.open(io.BytesIO(content))
    lying = upright.rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    output = io.BytesIO()
    lying.save(output, "JPEG", quality=85, exif=exif)
    with open_picture(shrink(scanned(output.getvalue())).content) as picture:
        assert picture.height > picture.width


def test_heic_of_a_phone_becomes_something_everybody_can_show() -> None:
    content = (FILES / "phone.heic").read_bytes()
    scan = check_scan("IMG_0001.heic", content)
    assert scan.media_type == "image/heic"
    kept = shrink(scan)
    assert kept.media_type == "image/webp"
    assert kept.original_sha256 == hashlib.sha256(content).hexdigest()
    with open_picture(kept.content) as picture:
        assert picture.size == (700, 990)


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("TIFF", "tif"), ("WEBP", "webp"), ("JPEG", "jpg")])
def test_every_kind_of_picture_is_taken(kind: str, suffix: str) -> None:
    content, _ = a_page(5)
    output = io.BytesIO()
    Image.open(io.BytesIO(content)).save(output, kind)
    kept = shrink(scanned(output.getvalue(), f"quet.{suffix}"))
    assert kept.media_type == "image/webp"
    assert len(kept.content) < 200 * 1024


def test_a_tiff_of_several_pages_becomes_one_pdf_with_progress() -> None:
    pages = [Image.open(io.BytesIO(a_page(seed)[0])) for seed in range(3)]
    output = io.BytesIO()
    pages[0].save(output, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", dpi=(300, 300))
    scan = scanned(output.getvalue(), "ho_so.tif")
    assert scan.pages == 3
    told: list[tuple[int, int]] = []
    kept = shrink(scan, lambda done, all_: told.append((done, all_)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (kept.media_type, kept.pages, kept.file_name) == ("application/pdf", 3, "ho_so.pdf")
    document = pypdfium2.PdfDocument(kept.content)
    assert len(document) == 3
    assert max(document[0].get_size()) == pytest.approx(842, abs=15)
    assert len(kept.content) < len(scan.content)


def a_pdf_of_scans(pages: int) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4)
    for seed in range(pages):
        canvas.drawImage(ImageReader(io.BytesIO(a_page(seed)[0])), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def test_a_pdf_of_scanned_pages_is_shrunk_and_a_signed_or_small_one_is_left_alone() -> None:
    content = a_pdf_of_scans(2)
    kept = shrink(scanned(content, "don.pdf"))
    assert kept.pages == 2
    assert len(kept.content) < 0.8 * len(content)
    signed = content + b"\n% /ByteRange [0 1 2 3]\n%%EOF\n"
    scan = scanned(signed, "da_ky.pdf")
    assert shrink(scan) is scan


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    output = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(output, "PNG")
    with pytest.raises(AttachmentRefused):
        check_scan("bom.png", output.getvalue())
