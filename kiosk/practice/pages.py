"""Practice scans: A4 pages at 300 dpi as a flat-bed gives them, with text, a stamp, grain and a slight skew."""

import io
from functools import cache
from pathlib import Path
from random import Random

import font_roboto
from PIL import Image, ImageDraw, ImageFont

A4_300DPI = (2480, 3508)


@cache
def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    folder = Path(font_roboto.__file__).parent / "files"
    return ImageFont.truetype(str(folder / ("Roboto-Bold.ttf" if bold else "Roboto-Regular.ttf")), size)


@cache
def _grain() -> Image.Image:
    """A scanner's noise, made once and shifted for each page."""
    return Image.effect_noise(A4_300DPI, 14).convert("L")


def practice_page(random: Random, title: str, lines: list[str]) -> bytes:
    """One scanned page as JPEG bytes."""
    page = Image.new("RGB", A4_300DPI, (250, 249, 245))
    draw = ImageDraw.Draw(page)
    draw.text((A4_300DPI[0] / 2, 260), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (20, 20, 30), _font(52, True), anchor="mm")
    draw.text((A4_300DPI[0] / 2, 340), "Độc lập - Tự do - Hạnh phúc", (20, 20, 30), _font(50, True), anchor="mm")
    draw.text((A4_300DPI[0] / 2, 620), title.upper(), (20, 20, 30), _font(66, True), anchor="mm")
    draw.text((A4_300DPI[0] / 2, 720), "BẢN TẬP HUẤN", (150, 90, 20), _font(44), anchor="mm")
    for n, line in enumerate(lines):
        draw.text((300, 880 + n * 86), line, (25, 25, 40), _font(46))
    x, y = random.randint(1500, 1800), random.randint(2500, 2800)
    draw.ellipse((x - 210, y - 210, x + 210, y + 210), outline=(190, 40, 40), width=10)
    draw.text((x, y), "TẬP HUẤN", (190, 40, 40), _font(46, True), anchor="mm")
    page = page.rotate(random.uniform(-0.6, 0.6), resample=Image.Resampling.BILINEAR, fillcolor=(235, 234, 230))
    grain = _grain().transform(
        A4_300DPI, Image.Transform.AFFINE, (1, 0, random.randint(0, 9), 0, 1, random.randint(0, 9))
    )
    page = Image.blend(page, Image.merge("RGB", (grain, grain, grain)), 0.04)
    output = io.BytesIO()
    page.save(output, "JPEG", quality=82, dpi=(300, 300))
    return output.getvalue()
