"""Shrinking a scan to what a reader needs: upright, straight, 200 dpi, a modern codec. Never enlarged, never altered in content.

A 300-dpi colour page is 0.5–3 MB, and catching up after an outage is bound by the line. What is measured, not guessed: Vietnamese
text is read as well from the shrunk page as from the original (tests/kiosk/test_scan_shrink.py, docs/benchmarks.md).
"""

import io
import itertools
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
from PIL import Image, ImageOps, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kiosk.scans import Scan, open_picture

DPI = 200
A4_LONG_SIDE = round(297 / 25.4 * DPI)
QUALITY = 50
PDF_QUALITY = 45
KEEP_BELOW_BYTES = 60_000
"""A file this small gains nothing."""
WORTH = 0.9
"""The shrunk file replaces the original only when it is smaller than this share of it."""
WIDEST_SKEW, LEAST_SKEW = 5.0, 0.25
CONFIDENT = 1.08
"""How much sharper the lines of text must stand at the found angle than as scanned, before the page is turned."""
DARK, INK = 48, 110
SMALL_SHARE = 0.45
"""What covers less of the page than this (an ID card on the glass) is cut out."""

Progress = Callable[[int, int], None]
"""Pages done, and how many there are."""


def _unwatched(done: int, pages: int) -> None:
    pass


def shrink(scan: Scan, progress: Progress = _unwatched) -> Scan:
    """The scan as it is kept and sent. It is the very same when shrinking gains nothing, or would break a signature."""
    content = scan.content
    if scan.media_type == "application/pdf":
        made = _shrink_pdf(scan, progress)
    elif scan.pages > 1:
        made = _pictures_as_pdf(_frames(content), scan.pages, progress)
    else:
        must_change = scan.media_type == "image/heic"
        if len(content) < KEEP_BELOW_BYTES and not must_change:
            return scan
        with open_picture(content) as picture:
            page = tidy(picture)
        output = io.BytesIO()
        page.save(output, "WEBP", quality=QUALITY, method=4)
        progress(1, 1)
        if must_change or len(output.getvalue()) < WORTH * len(content):
            return _as(scan, output.getvalue(), "image/webp", ".webp")
        return scan
    if made is None or len(made) > WORTH * len(content):
        return scan
    return _as(scan, made, "application/pdf", ".pdf")


def _as(scan: Scan, content: bytes, media_type: str, suffix: str) -> Scan:
    stem = scan.file_name.rpartition(".")[0] or scan.file_name
    return replace(
        scan, file_name=stem + suffix, content=content, media_type=media_type, original_sha256=scan.original_sha256
    )


# One page


def tidy(picture: Image.Image) -> Image.Image:
    """Upright by what the camera noted, at most 200 dpi, straight and cut to the page where that is certain."""
    upright = ImageOps.exif_transpose(picture)
    page = upright.convert("L" if upright.mode in ("1", "L", "LA", "I;16") else "RGB")
    page = _to_dpi(page, picture.info.get("dpi"))
    page = _without_dark_border(page)
    angle = skew(page)
    if angle:
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_paper(page))
    return _cut_to_small(page)


def _to_dpi(page: Image.Image, dpi: object) -> Image.Image:
    scanned = 0.0
    if isinstance(dpi, tuple) and dpi:
        scanned = float(dpi[0])
    scale = DPI / scanned if 150 <= scanned <= 1200 else A4_LONG_SIDE / max(page.size)
    if scale >= 0.95:
        return page
    size = (max(round(page.width * scale), 1), max(round(page.height * scale), 1))
    return page.resize(size, Image.Resampling.LANCZOS)


def _paper(page: Image.Image) -> tuple[int, ...] | int:
    """The colour of the paper: the page's lighter median."""
    median = ImageStat.Stat(page.resize((64, 64))).median
    return tuple(int(m) for m in median) if page.mode == "RGB" else int(median[0])


def skew(page: Image.Image) -> float:
    """By how many degrees to turn the page so that its lines of text lie level; 0 when that is not certain.

    At the right angle the rows of a page alternate between text and gap, so the sum of squared differences between neighbouring
    rows is greatest (projection profile).
    """
    scale = 700 / max(page.size)
    small = page.convert("L").resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BOX)
    # The middle of the page: borders and shadows of the lid have lines of their own.
    small = small.crop((small.width // 12, small.height // 12, small.width * 11 // 12, small.height * 11 // 12))
    ink = ImageOps.invert(ImageOps.autocontrast(small, cutoff=2)).point([255 if v > INK else 0 for v in range(256)])
    level = _sharpness(ink, 0.0)
    if level == 0:
        return 0.0
    coarse = max((n * 0.5 for n in range(-10, 11)), key=lambda angle: _sharpness(ink, angle))
    best = max((coarse + n * 0.1 for n in range(-5, 6)), key=lambda angle: _sharpness(ink, angle))
    if abs(best) < LEAST_SKEW or abs(best) > WIDEST_SKEW - 0.1 or _sharpness(ink, best) < CONFIDENT * level:
        return 0.0
    return round(best, 1)


def _sharpness(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, Image.Resampling.BILINEAR) if angle else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in itertools.pairwise(rows)))


def _without_dark_border(page: Image.Image) -> Image.Image:
    """Cut off the nearly black edges a scanner leaves beyond the paper, at most a fifth of each side."""
    grey = page.convert("L")
    columns = grey.resize((grey.width, 1), Image.Resampling.BOX).tobytes()
    rows = grey.resize((1, grey.height), Image.Resampling.BOX).tobytes()

    def edge(line: bytes) -> int:
        limit = len(line) // 5
        return next((n for n in range(limit) if line[n] > DARK), 0)

    left, right, top, bottom = edge(columns), edge(columns[::-1]), edge(rows), edge(rows[::-1])
    if not any((left, right, top, bottom)):
        return page
    return page.crop((left, top, page.width - right, page.height - bottom))


def _cut_to_small(page: Image.Image) -> Image.Image:
    """A card alone on the glass is cut out with a margin; a page of text is left whole."""
    grey = page.convert("L").resize((max(page.width // 8, 1), max(page.height // 8, 1)), Image.Resampling.BOX)
    paper = ImageStat.Stat(grey).median[0]
    if paper < 180:
        return page
    box = grey.point([255 if v < paper - 24 else 0 for v in range(256)]).getbbox()
    if box is None:
        return page
    margin = 6
    left, top = max(box[0] - margin, 0) * 8, max(box[1] - margin, 0) * 8
    right, bottom = min((box[2] + margin) * 8, page.width), min((box[3] + margin) * 8, page.height)
    share = (right - left) * (bottom - top) / (page.width * page.height)
    return page.crop((left, top, right, bottom)) if share < SMALL_SHARE else page


# Several pages


def _frames(content: bytes) -> list[Image.Image]:
    frames: list[Image.Image] = []
    with open_picture(content) as picture:
        for n in range(int(getattr(picture, "n_frames", 1))):
            picture.seek(n)
            frames.append(picture.copy())
    return frames


def _shrink_pdf(scan: Scan, progress: Progress) -> bytes | None:
    """Pages of pictures are drawn anew; a PDF made of text, a small one or a signed one stays as it is."""
    if b"/ByteRange" in scan.content or len(scan.content) / scan.pages < 2.5 * KEEP_BELOW_BYTES:
        return None
    document = pypdfium2.PdfDocument(scan.content)
    try:
        pages = [_rendered(document[n]) for n in range(len(document))]
    finally:
        document.close()
    return _pictures_as_pdf(pages, len(pages), progress)


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    return page.render(scale=DPI / 72).to_pil()  # pyright: ignore[reportArgumentType] - a fraction is meant to be allowed


def _pictures_as_pdf(pictures: list[Image.Image], count: int, progress: Progress) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pageCompression=1, invariant=1)
    for n, picture in enumerate(pictures, start=1):
        page = tidy(picture)
        jpeg = io.BytesIO()
        page.save(jpeg, "JPEG", quality=PDF_QUALITY, optimize=True)
        points = (page.width * 72 / DPI, page.height * 72 / DPI)
        canvas.setPageSize(points)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg.getvalue())), 0, 0, *points)
        canvas.showPage()
        progress(n, count)
    canvas.save()
    return output.getvalue()
