"""Scans: how large a shrunk page is, and whether its Vietnamese is read as well as before."""

import shutil
import statistics
import subprocess
from pathlib import Path
from random import Random

from benchmarks.measure import Row
from kiosk.practice.pages import practice_page
from kiosk.scan_shrink import shrink
from kiosk.scans import check_scan, open_picture

PAGES = 8
_LINES = (
    "Họ, chữ đệm, tên người yêu cầu: Nguyễn Thị Quỳnh Trang",
    "Nơi cư trú: thôn Cự Đà, xã Đặng Xá, huyện Gia Lâm, thành phố Hà Nội",
    "Giấy tờ tùy thân: căn cước công dân số 000189012345",
    "Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây",
    "Quê quán: phường Hưng Dũng, thành phố Vinh, tỉnh Nghệ An",
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật",
)


def scans(folder: Path) -> list[Row]:
    sizes: list[float] = []
    originals: list[float] = []
    before: list[float] = []
    after: list[float] = []
    reads = shutil.which("tesseract") is not None
    for seed in range(PAGES):
        chance = Random(seed)
        text = [chance.choice(_LINES) for _ in range(10 + seed)]
        content = practice_page(chance, "Giấy chứng sinh", text)
        kept = shrink(check_scan("quet.jpg", content))
        sizes.append(len(kept.content) / 1024)
        originals.append(len(content) / 1024)
        if reads and seed < 4:
            before.append(_accuracy(content, text, folder))
            after.append(_accuracy(kept.content, text, folder))
    median, was = statistics.median(sizes), statistics.median(originals)
    rows = [
        Row(
            f"a scanned A4 page as kept, median, against 150 KB (as scanned {was:,.0f} KB)",
            f"{median:.0f} KB",
            "150 KB",
            median / 150,
            "≤ 1 ×",
            median <= 150,
        )
    ]
    if reads:
        ours, peer = statistics.mean(after) * 100, statistics.mean(before) * 100
        what = "Vietnamese read from the shrunk page by tesseract, against the page as scanned"
        rows.append(Row(what, f"{ours:.1f} %", f"{peer:.1f} %", ours / peer, "≥ −1 point", ours >= peer - 1))
    return rows


def _accuracy(content: bytes, written: list[str], folder: Path) -> float:
    import difflib
    import unicodedata

    with open_picture(content) as picture:
        picture.convert("RGB").save(folder / "page.png")
    command = ["tesseract", str(folder / "page.png"), "-", "-l", "vie", "--psm", "6"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = unicodedata.normalize("NFC", "".join("".join(written).split()))
    got = unicodedata.normalize("NFC", "".join(read.split()))
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)
