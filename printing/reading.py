"""Reading papers back: pages as pictures, and the QR codes on them."""

import io
from pathlib import Path
from typing import Any, cast

import pypdfium2
import zxingcpp
from PIL import Image, ImageSequence, UnidentifiedImageError


class PaperNotReadable(ValueError):
    """The file is no picture and no PDF."""


def page_pictures(pdf: bytes, dpi: int = 200) -> list[Image.Image]:
    """Each page rendered at `dpi`."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[n].render(scale=cast(Any, dpi / 72)).to_pil() for n in range(len(document))]
    finally:
        document.close()


def qr_texts(picture: Image.Image) -> list[str]:
    """The text of every QR code in a picture."""
    codes = zxingcpp.read_barcodes(picture.convert("L"), formats=cast(Any, zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in codes]


def qr_texts_of_pixels(pixels: Any) -> list[str]:
    """The text of every QR code in an array (height, width, 3) of 8 bits, as a camera gives it.

    Twice as large where nothing is found at first: a receipt held far away has two pixels a module.
    """
    picture = Image.fromarray(pixels).convert("L")
    return qr_texts(picture) or qr_texts(
        picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    )


def pictures_of(content: bytes, dpi: int = 200) -> list[Image.Image]:
    """The pages of a picture or PDF. Raises PaperNotReadable."""
    try:
        if content.startswith(b"%PDF-"):
            return page_pictures(content, dpi)
        with Image.open(io.BytesIO(content)) as picture:
            return [page.copy() for page in ImageSequence.Iterator(picture)]
    except (UnidentifiedImageError, pypdfium2.PdfiumError, OSError) as error:
        raise PaperNotReadable from error


def qr_texts_of_file(path: Path, dpi: int = 200) -> list[str]:
    """The QR texts of a picture or PDF file. Raises PaperNotReadable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PaperNotReadable(str(path)) from error
    return [text for picture in pictures_of(content, dpi) for text in qr_texts(picture)]
