"""The receipt's QR after what paper goes through: skewed, blurred, stained, faxed, photographed, printed by heat."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from kiosk.trust import kept_trust
from printing.of_dossier import QR_MM
from printing.qr import MASK, module_millimetres, qr_matrix
from printing.reading import page_pictures, qr_texts
from printing.setting import lay_out
from printing.sheet import SHEETS, THERMAL_WIDTH_MM, SheetName, symbols
from printing.thermal import dots
from tests.builders import a_counter, accept, cases
from tests.printing.papers import PUBLIC_URL

DPI = 203


def skewed(page: Image.Image) -> Image.Image:
    return page.rotate(2, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def blurred(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(1.2))


def stained(page: Image.Image) -> Image.Image:
    """Coffee over a tenth of the symbol: a blot in its middle, away from the corners a reader finds it by."""
    page = page.copy()
    left, top, right, _ = symbol_box(page)
    side = right - left
    radius = side * (0.10 / 3.1416) ** 0.5
    x, y = left + side * 0.55, top + side * 0.6
    ImageDraw.Draw(page).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(96, 64, 32))
    return page


def faxed(page: Image.Image) -> Image.Image:
    """Group 3, fine: 204 × 196 dots an inch, black or white."""
    grey = page.convert("L").resize((page.width * 204 // DPI, page.height * 196 // DPI), Image.Resampling.BOX)
    return grey.point([0] * 128 + [255] * 128).convert("RGB")


def faxed_coarsely(page: Image.Image) -> Image.Image:
    """Group 3, standard: every other line is missing."""
    grey = page.convert("L").resize((page.width * 204 // DPI, page.height * 98 // DPI), Image.Resampling.BOX)
    lines = grey.point([0] * 128 + [255] * 128)
    return lines.resize((lines.width, lines.height * 2)).convert("RGB")


def faxed_in_greys(page: Image.Image) -> Image.Image:
    """Group 4 with greys, 150 dots an inch, sixteen shades."""
    small = page.convert("L").resize((page.width * 150 // DPI, page.height * 150 // DPI), Image.Resampling.BOX)
    return small.point([value // 16 * 17 for value in range(256)]).convert("RGB")


def photographed(page: Image.Image) -> Image.Image:
    """By a phone in bad light: turned, dim, noisy, a JPEG."""
    turned = page.rotate(-7, expand=True, fillcolor=(210, 205, 190), resample=Image.Resampling.BICUBIC)
    dim = ImageEnhance.Contrast(ImageEnhance.Brightness(turned).enhance(0.75)).enhance(0.6)
    return Image.blend(dim, Image.effect_noise(dim.size, 50).convert("RGB"), 0.12)


def symbol_box(page: Image.Image) -> tuple[int, int, int, int]:
    """Where the QR stands on an A5 receipt's page, from the layout."""
    import zxingcpp

    (code,) = zxingcpp.read_barcodes(page.convert("L"))
    place = code.position
    return place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y


@pytest.fixture
def page(home: Path) -> Image.Image:
    with a_counter(home, public_url=PUBLIC_URL) as counter:
        row = counter.dossier(accept(counter, cases(3).birth()).code)
        (picture,) = page_pictures(counter.papers.pdf("receipt", row), DPI)
        return picture.convert("RGB")


@pytest.mark.parametrize(
    "hurt",
    [
        (),
        (skewed,),
        (blurred,),
        (stained,),
        (faxed,),
        (faxed_coarsely,),
        (faxed_in_greys,),
        (photographed,),
        (stained, skewed),
        (skewed, blurred),
        (stained, skewed, faxed),
        (stained, skewed, blurred),
    ],
    ids=lambda acts: "+".join(act.__name__ for act in acts) or "clean",
)
def test_it_decodes_after_what_paper_goes_through(
    page: Image.Image, home: Path, hurt: tuple[Callable[[Image.Image], Image.Image], ...]
) -> None:
    for act in hurt:
        page = act(page)
    (text,) = qr_texts(page)
    with a_counter(home) as counter:
        verdict, facts = kept_trust(counter.store).check(text)
    assert verdict.value == "genuine"
    assert facts.fee_vnd == 16_000


@pytest.mark.parametrize(("sheet", "dpi"), [("a5", 203), ("a4", 203), ("thermal80", 203)])
def test_a_module_is_wide_enough_at_its_printed_size(home: Path, sheet: SheetName, dpi: int) -> None:
    with a_counter(home, public_url=PUBLIC_URL) as counter:
        row = counter.dossier(accept(counter).code)
        paper = counter.papers.paper("receipt", row)
        (symbol,) = symbols(lay_out(paper, SHEETS[sheet]))
        millimetres = symbol.side / 72 * 25.4
        assert module_millimetres(symbol.text, millimetres) >= 0.4
        assert millimetres == pytest.approx(THERMAL_WIDTH_MM - 3 if sheet == "thermal80" else QR_MM)
        (picture,) = page_pictures(counter.papers.pdf("receipt", row, sheet), dpi)
        if sheet == "thermal80":
            picture = dots(picture)
        assert qr_texts(picture) == [symbol.text]


def test_the_fixed_mask_is_as_good_as_the_best_for_what_receipts_carry(home: Path) -> None:
    """By the standard's own penalty (ISO/IEC 18004, 7.8.3): within a few hundredths over many receipts."""
    import qrcode
    from qrcode.util import lost_point

    random = Random(5)
    ratios: list[float] = []
    for _ in range(12):
        noise = "".join(random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(322))
        text = f"{PUBLIC_URL}/r/000.19.35.H26-261125-{random.randrange(1001, 2000)}?t={noise}"
        points: list[int] = []
        for mask in range(8):
            code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=mask)
            code.add_data(text, optimize=12)
            code.make(fit=True)
            points.append(lost_point(code.modules))
        assert len(qr_matrix(text)) == code.modules_count
        ratios.append(points[MASK] / min(points))
    assert sum(ratios) / len(ratios) < 1.06
