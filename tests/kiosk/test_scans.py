"""Scans as scanners, phones and mishaps deliver them."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from kiosk.errors import AttachmentRefused
from kiosk.scan_sources import put_aside, sane_devices, scan_with_sane, waiting_scans
from kiosk.scans import LIMIT_BYTES, check_scan, read_scan
from tests.builders import page

NEEDS_SANE = pytest.mark.skipif(shutil.which("scanimage") is None, reason="scans with SANE's own test scanner")


def picture(kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    Image.effect_noise((200, 200), 40).convert("RGB").save(output, kind, **options)  # type: ignore[arg-type]
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.png", "PNG", "image/png"),
        ("a.tif", "TIFF", "image/tiff"),
        ("a.webp", "WEBP", "image/webp"),
        ("a.pdf", "PDF", "application/pdf"),
    ],
)
def test_the_usual_kinds_are_taken_by_what_they_are(name: str, kind: str, media_type: str) -> None:
    scan = check_scan(name, picture(kind))
    assert (scan.media_type, scan.pages) == (media_type, 1)


def test_pages_are_counted() -> None:
    for kind in ("PDF", "TIFF"):
        pages = [Image.new("L", (90, 90), shade) for shade in (10, 90, 200)]
        output = io.BytesIO()
        pages[0].save(output, kind, save_all=True, append_images=pages[1:])
        assert check_scan(f"a.{kind[:3].lower()}", output.getvalue()).pages == 3


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.jpg", b"", "rỗng"),
        ("cut.jpg", page(1, 600)[:4000], "bị hỏng"),
        ("cut.png", picture("PNG")[:5000], "bị hỏng"),
        ("cut.pdf", picture("PDF")[:-600], "bị hỏng"),
        ("virus.jpg", b"MZ\x90\x00" + bytes(500), "không phải ảnh"),
        ("page.html", b"<html></html>", "không phải ảnh"),
        ("disguised.pdf", page(1), "mang đuôi .pdf"),
        ("disguised.jpg", picture("PNG"), "mang đuôi .jpg"),
    ],
)
def test_a_bad_scan_is_refused_in_one_sentence_that_says_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(AttachmentRefused) as caught:
        check_scan(name, content)
    sentence = caught.value.sentence()
    assert says in sentence
    assert name in sentence
    assert "quét lại" in sentence.lower()


def test_two_hundred_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(AttachmentRefused, match="200 MB"):
        read_scan(huge)
    assert LIMIT_BYTES == 50 * 1024 * 1024


def test_a_decompression_bomb_is_refused() -> None:
    output = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(output, "PNG")
    with pytest.raises(AttachmentRefused):
        check_scan("bomb.png", output.getvalue())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AttachmentRefused, match="none"):
        read_scan(tmp_path / "none.jpg")


def test_a_scanners_folder_is_emptied_in_order_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.pdf", "notes.txt"):
        (tmp_path / name).write_bytes(b"1")
    assert {p.name for p in waiting_scans(tmp_path)} == {"a.pdf", "b.jpg"}
    first = put_aside(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").write_bytes(b"2")
    second = put_aside(tmp_path / "b.jpg")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert waiting_scans(tmp_path / "nowhere") == []


@NEEDS_SANE
def test_a_page_comes_from_a_sane_scanner_and_a_missing_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    device = sane_devices()[0]
    scan = read_scan(scan_with_sane(device, tmp_path / "page.png"))
    assert (scan.media_type, scan.pages) == ("image/png", 1)
    with pytest.raises(AttachmentRefused) as caught:
        scan_with_sane("nothing:0", tmp_path / "none.png")
    assert "nothing:0" in caught.value.sentence()
