"""Papers: accepted to PDF bytes against the same text drawn by bare reportlab, the QR alone, and what a thousand leave behind."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import font_roboto
import segno
from fpdf import FPDF
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Row, percentile
from benchmarks.window_load import rss_mb
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.entry import Entry
from kiosk.practice.cases import CaseMaker
from printing.fonts import BOLD, ITALIC, REGULAR
from printing.qr import qr_matrix
from printing.receipt import receipt_paper
from printing.setting import lay_out
from printing.sheet import SHEETS, Page, runs_of

ROUNDS = 60
THOUSAND = 1000
SHEET = SHEETS["a5"]


def receipt(folder: Path) -> list[Row]:
    counter_app.enrol_practice(folder / "paper", public_url="https://dichvucong.hanoi.example")
    with Counter(folder / "paper") as counter:
        case = CaseMaker(Random(1), counter.clock.now().date()).correction()
        form = counter.catalogue.forms["correction"]
        accepted = counter.intake.accept(
            Entry(case.procedure, case.applicant.applicant(), case.file_form(form)), "canbo1"
        )
        row = counter.dossier(accepted.code)
        said = counter.papers.receipt(row)
        pages = lay_out(receipt_paper(said), SHEET)

        def ours() -> None:
            qr_matrix.cache_clear()
            counter.papers.pdf("receipt", row)

        def symbol() -> None:
            qr_matrix.cache_clear()
            qr_matrix(said.qr)

        works: dict[str, Callable[[], object]] = {
            "ours": ours,
            "bare": lambda: _bare(pages),
            "fpdf2": lambda: _fpdf(pages),
            "qr": symbol,
            "segno": lambda: segno.make(said.qr, error="m", boost_error=False, micro=False),
        }
        took: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                begun = time.perf_counter()
                work()
                took[name].append((time.perf_counter() - begun) * 1000)
    p50 = {name: percentile(times, 0.5) for name, times in took.items()}
    grown = _grown(folder / "paper", accepted.code)
    return [
        _times("receipt to PDF bytes, p50, against 30 ms", p50["ours"], 30, "≤ 1 ×", 1),
        _times("the same against the same text by bare reportlab (no QR)", p50["ours"], p50["bare"], "≤ 3 ×", 3),
        _times("the same against the same text by fpdf2 (no QR)", p50["ours"], p50["fpdf2"], "told", None),
        _times("the receipt's QR encoded, p50, against 15 ms", p50["qr"], 15, "≤ 1 ×", 1),
        _times("the same against segno", p50["qr"], p50["segno"], "told", None),
        Row(
            f"memory after {THOUSAND:,} receipts more, against after a hundred",
            f"{grown[1]:.1f} MB",
            f"{grown[0]:.1f} MB",
            grown[1] / grown[0],
            "≤ 1.02 ×",
            grown[1] / grown[0] <= 1.02,
        ),
    ]


def _times(what: str, ours: float, peer: float, bar: str, most: float | None) -> Row:
    return Row(what, f"{ours:.1f} ms", f"{peer:.1f} ms", ours / peer, bar, most is None or ours / peer <= most)


def _bare(pages: list[Page]) -> bytes:
    """Every word of the receipt at its place in its font, and nothing else."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=(SHEET.width, SHEET.height))
    for page in pages:
        for run in runs_of(page):
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x, SHEET.height - run.baseline, run.text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _fpdf(pages: list[Page]) -> bytes:
    pdf = FPDF(unit="pt", format=(SHEET.width, SHEET.height))
    folder = Path(font_roboto.__file__).parent / "files"
    styles = {REGULAR: "", BOLD: "B", ITALIC: "I"}
    for file, style in (("Regular", ""), ("Bold", "B"), ("Italic", "I")):
        pdf.add_font("roboto", style, folder / f"Roboto-{file}.ttf")
    for page in pages:
        pdf.add_page()
        for run in runs_of(page):
            pdf.set_font("roboto", styles[run.font], run.size)  # pyright: ignore[reportArgumentType]
            pdf.text(run.x, run.baseline, run.text)
    return bytes(pdf.output())


def _grown(home: Path, code: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.paper", str(home), code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    before, after = json.loads(done.stdout)
    return before, after


def _print_a_thousand(home: Path, code: str) -> None:
    with Counter(home) as counter:
        row = counter.dossier(code)
        for n in range(100 + THOUSAND):
            if n == 100:
                before = rss_mb()
            qr_matrix.cache_clear()
            counter.papers.pdf("receipt", row, reprint=n)
        print(json.dumps([before, rss_mb()]))


if __name__ == "__main__":
    _print_a_thousand(Path(sys.argv[1]), sys.argv[2])
