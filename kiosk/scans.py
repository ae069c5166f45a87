"""Scanned files as they arrive: checked by content before they are kept, so that a bad one is scanned again now."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import AttachmentRefused

if TYPE_CHECKING:
    from PIL import Image

LIMIT_BYTES = 50 * 1024 * 1024
MAX_PIXELS = 120_000_000
"""An A3 page at 600 dpi has 70 million; a picture beyond this is a decompression bomb."""

_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "HEIF": "image/heic",
}
# A phone's several-picture JPEG (MPO) is opened as JPEG and then says what it is.
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF")
_SUFFIXES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".heif": "image/heic",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A checked scan: its bytes, what they are, how many pages; and the hash of the file as it came."""

    file_name: str
    content: bytes
    media_type: str
    pages: int
    original_sha256: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_scan(path: Path) -> Scan:
    """Read and check a scanned file.

    Raises AttachmentRefused: not there, empty, over 50 MB, no picture or PDF, disguised (its suffix says another kind),
    truncated or otherwise damaged.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise AttachmentRefused(
                "attachment_too_large", file=name, size=f"{size / 2**20:.0f}", limit=str(LIMIT_BYTES // 2**20)
            )
        content = path.read_bytes()
    except OSError as error:
        raise AttachmentRefused("attachment_missing_file", file=str(path)) from error
    return check_scan(name, content)


def check_scan(name: str, content: bytes) -> Scan:
    """Check bytes that claim to be a scan; see `read_scan`."""
    if not content:
        raise AttachmentRefused("attachment_empty", file=name)
    if len(content) > LIMIT_BYTES:
        raise AttachmentRefused(
            "attachment_too_large", file=name, size=f"{len(content) / 2**20:.0f}", limit=str(LIMIT_BYTES // 2**20)
        )
    media_type, pages = _pdf(name, content) if content.startswith(b"%PDF-") else _picture(name, content)
    suffix = Path(name).suffix.lower()
    if suffix in _SUFFIXES and _SUFFIXES[suffix] != media_type:
        raise AttachmentRefused("attachment_disguised", file=name, suffix=suffix, found=media_type)
    return Scan(name, content, media_type, pages, hashlib.sha256(content).hexdigest())


def _pdf(name: str, content: bytes) -> tuple[str, int]:
    # Here: PDF is rare at a counter, and its library is large.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            pages = len(document)
            if pages == 0 or b"%%EOF" not in content[-2048:]:
                raise AttachmentRefused("attachment_damaged", file=name)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise AttachmentRefused("attachment_damaged", file=name) from error
    return "application/pdf", pages


def open_picture(content: bytes) -> "Image.Image":
    """The picture, not loaded yet. Raises what Pillow raises."""
    # Here: Pillow loads with the first scan, not with the window.
    from PIL import Image

    if content[4:8] == b"ftyp":
        # Only for a phone's HEIC: the decoder is a library of its own.
        import pi_heif

        pi_heif.register_heif_opener()
    return Image.open(io.BytesIO(content), formats=_FORMATS if content[4:8] == b"ftyp" else _FORMATS[:-1])


def _picture(name: str, content: bytes) -> tuple[str, int]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with open_picture(content) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise AttachmentRefused("attachment_damaged", file=name)
                kind = _TYPES[picture.format or ""]
                # A phone's extra pictures (depth, a burst) are no pages; a TIFF's are.
                pages = int(getattr(picture, "n_frames", 1)) if kind == "image/tiff" else 1
                picture.load()
                return kind, pages
    except UnidentifiedImageError as error:
        raise AttachmentRefused("attachment_wrong_kind", file=name) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise AttachmentRefused("attachment_damaged", file=name) from error
