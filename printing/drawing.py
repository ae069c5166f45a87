"""Drawing set pages into a PDF, with reportlab's canvas."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import reportlab.rl_config
from reportlab.pdfgen.canvas import Canvas

from printing.archival import as_archival
from printing.blocks import Paper
from printing.fonts import BOLD, ITALIC, REGULAR, register_fonts
from printing.measure import em_width
from printing.qr import QUIET_MODULES, qr_matrix
from printing.setting import lay_out
from printing.sheet import MARK, QUIET, SHEETS, Colour, Page, Run, Sheet, SheetName, Stroke, Symbol

reportlab.rl_config.useA85 = 0
"""Binary streams: a third smaller, and the encoding in letters took a fifth of a receipt's time."""


def paper_pdf(paper: Paper, sheet: SheetName) -> bytes:
    """The paper as an archival PDF (PDF/A-2b, ISO 19005-2) with its fonts embedded and subset."""
    return draw(paper, SHEETS[sheet], lay_out(paper, SHEETS[sheet]))


def draw(paper: Paper, sheet: Sheet, pages: Sequence[Page]) -> bytes:
    """The pages as a PDF."""
    register_fonts()
    output = io.BytesIO()
    size = (sheet.width, pages[0].height)
    # Without a font of its own every page would also name Helvetica, which is not embedded.
    font: Any = REGULAR
    canvas = Canvas(output, pagesize=size, initialFontName=font, lang="vi-VN", pageCompression=1)
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.author)
    canvas.setSubject(paper.subject)
    for number, page in enumerate(pages, start=1):
        canvas.setPageSize((sheet.width, page.height))
        _draw_page(canvas, paper, sheet, page, number, len(pages))
        canvas.showPage()
    as_archival(canvas, paper.title, paper.author, paper.subject)
    canvas.save()
    return output.getvalue()


def _draw_page(canvas: Canvas, paper: Paper, sheet: Sheet, page: Page, number: int, count: int) -> None:
    if paper.overprint and not sheet.narrow:
        _draw_overprint(canvas, paper.overprint, sheet, page.height)
    runs: list[Run] = []
    strokes: dict[tuple[float, Colour], list[tuple[float, float, float, float]]] = {}
    for top, strip in page.strips:
        down = page.height - top
        for item in strip.items:
            match item:
                case Run():
                    runs.append(item._replace(baseline=down - item.baseline))
                case Stroke():
                    line = (item.x1, down - item.y1, item.x2, down - item.y2)
                    strokes.setdefault((item.width, item.colour), []).append(line)
                case Symbol():
                    _draw_symbol(canvas, item, down)
    for (width, colour), lines in strokes.items():
        canvas.setLineWidth(width)
        canvas.setStrokeColorRGB(*colour)
        canvas.lines(lines)
    runs += _footer(paper, sheet, number, count)
    _draw_runs(canvas, runs)


def _footer(paper: Paper, sheet: Sheet, number: int, count: int) -> list[Run]:
    if sheet.narrow:
        return []
    size, y = sheet.base * 0.8, sheet.margin * 0.72
    pages = f"Trang {number}/{count}"
    width = em_width(pages, ITALIC) * size
    left, right = sheet.margin, sheet.width - sheet.margin
    return [
        Run(paper.footer, ITALIC, size, left, y, em_width(paper.footer, ITALIC) * size, left, right, QUIET),
        Run(pages, ITALIC, size, right - width, y, width, left, right, QUIET),
    ]


def _draw_runs(canvas: Canvas, runs: Sequence[Run]) -> None:
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    colour: Colour | None = None
    for run in runs:
        if (run.font, run.size) != font:
            font = (run.font, run.size)
            text.setFont(*font)
        if run.colour != colour:
            colour = run.colour
            text.setFillColorRGB(*colour)
        text.setTextOrigin(run.x, run.baseline)
        text.textOut(run.text)
    canvas.drawText(text)


def _draw_overprint(canvas: Canvas, said: str, sheet: Sheet, height: float) -> None:
    canvas.saveState()
    size = sheet.width * 0.9 / em_width(said, BOLD)
    canvas.setFont(BOLD, size)
    canvas.setFillColorRGB(*MARK)
    canvas.translate(sheet.width / 2, height / 2)
    canvas.rotate(30)
    canvas.drawCentredString(0, -size * 0.35, said)
    canvas.restoreState()


def _draw_symbol(canvas: Canvas, symbol: Symbol, down: float) -> None:
    """White ground, and one filled path in units of modules: each row's runs of dark modules."""
    matrix = qr_matrix(symbol.text)
    modules = len(matrix)
    module = symbol.side / (modules + 2 * QUIET_MODULES)
    bottom = down - symbol.y - symbol.side
    path = " ".join(
        f"{start} {modules - 1 - y} {end - start} 1 re"
        for y, row in enumerate(matrix)
        for start, end in _dark_runs(row)
    )
    ground = f"{-QUIET_MODULES} {-QUIET_MODULES} {modules + 2 * QUIET_MODULES} {modules + 2 * QUIET_MODULES} re"
    place = f"{symbol.x + QUIET_MODULES * module:.4f} {bottom + QUIET_MODULES * module:.4f}"
    # Straight into the page's stream: a path object would build the same words one call at a time.
    content: Any = canvas
    content._code.append(f"q {module:.5f} 0 0 {module:.5f} {place} cm 1 1 1 rg {ground} f 0 0 0 rg {path} f Q")


def _dark_runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    for dark, group in groupby(row):
        end = start + len(list(group))
        if dark:
            yield start, end
        start = end
