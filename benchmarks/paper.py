"""The receipt: accepted to PDF bytes, against the same text drawn by bare reportlab."""

import io
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Row, percentile
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.entry import Entry
from kiosk.practice.cases import CaseMaker
from printing.fonts import REGULAR, register_fonts
from printing.qr import qr_matrix


def receipt(folder: Path) -> list[Row]:
    import time

    counter_app.enrol_practice(folder / "paper")
    with Counter(folder / "paper") as counter:
        case = CaseMaker(Random(1), counter.clock.now().date()).correction()
        form = counter.catalogue.forms["correction"]
        accepted = counter.intake.accept(
            Entry(case.procedure, case.applicant.applicant(), case.file_form(form)), "canbo1"
        )
        row = counter.dossier(accepted.code)
        pdf = counter.papers.pdf("receipt", row)
        from pypdf import PdfReader

        lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(60):
            qr_matrix.cache_clear()
            begun = time.perf_counter()
            counter.papers.pdf("receipt", row)
            ours.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            _bare(lines)
            bare.append(time.perf_counter() - begun)
    p50, peer = percentile(ours, 0.5), percentile(bare, 0.5)
    return [
        Row(
            "receipt to PDF bytes, p50, against 30 ms",
            f"{p50 * 1000:.1f} ms",
            "30 ms",
            p50 / 0.03,
            "≤ 1 ×",
            p50 <= 0.03,
        ),
        Row(
            "the same against the same text by bare reportlab",
            f"{p50 * 1000:.1f} ms",
            f"{peer * 1000:.1f} ms",
            p50 / peer,
            "≤ 3 ×",
            p50 / peer <= 3,
        ),
    ]


def _bare(lines: list[str]) -> bytes:
    register_fonts()
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A5)
    canvas.setFont(REGULAR, 8)
    for n, line in enumerate(lines):
        canvas.drawString(30, 570 - 11 * n, line)
    canvas.save()
    return output.getvalue()
