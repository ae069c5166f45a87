"""Setting a paper: blocks become strips of lines and rules at their places, page after page.

The page is set by hand instead of by reportlab's platypus: every piece of text is placed inside a box that is known, so that a
test can prove that nothing leaves its box, and a receipt takes a third of the time (docs/benchmarks.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from printing.blocks import (
    Align,
    Big,
    Block,
    Column,
    Head,
    Line,
    Paper,
    Proof,
    Signatures,
    Signer,
    Table,
    Title,
    Words,
    bold,
    italic,
    words,
)
from printing.fonts import BOLD
from printing.measure import LineOfText, break_evenly, break_lines, em_width
from printing.qr import QUIET_MODULES, qr_matrix
from printing.sheet import INK, Item, Page, Run, Sheet, Strip, Stroke, Symbol, mm

LARGER = (1.3, 1.22, 1.15, 1.08)
SMALLER = (0.95, 0.91, 0.87)
POSTER = tuple(n / 20 for n in range(36, 13, -1))


def lay_out(paper: Paper, sheet: Sheet) -> list[Page]:
    """The pages, with the type a little larger where the page would stay half empty, or smaller where a few lines would need
    one more page. A poster takes the largest type that fits one page. A narrow sheet is as long as it needs."""
    pages = _lay_out(paper, sheet)
    if sheet.narrow:
        return pages
    if paper.poster:
        scales, most, full = POSTER, 1, 1.0
    elif len(pages) == 1 and _filled(pages[-1], sheet) < 0.74:
        scales, most, full = LARGER, 1, 0.87
    elif len(pages) > 1 and _filled(pages[-1], sheet) < 0.3:
        scales, most, full = SMALLER, len(pages) - 1, 1.0
    else:
        return pages
    for scale in scales:
        fitted = _lay_out(paper, replace(sheet, base=sheet.base * scale))
        if len(fitted) <= most and _filled(fitted[-1], sheet) <= full:
            return fitted
    return pages


def _filled(page: Page, sheet: Sheet) -> float:
    """How far down the page is written, of what there is."""
    if not page.strips:
        return 0.0
    top, strip = page.strips[-1]
    return (top + strip.height - sheet.margin) / (sheet.height - 2 * sheet.margin)


def _lay_out(paper: Paper, sheet: Sheet) -> list[Page]:
    setter = _Setter(sheet)
    blocks = list(paper.blocks)
    if sheet.narrow and paper.overprint:
        # Heat printers turn a tint into noise: the overprint is a line of its own there.
        blocks.insert(0, Line(words(bold(f"— {paper.overprint} —")), "centre", 1.2))
    strips = [strip for block in blocks for strip in setter.strips(block)]
    if sheet.narrow:
        height = sum(strip.height for strip in strips) + 2 * sheet.margin + 2 * sheet.base
        page = Page(height)
        y = sheet.margin
        for strip in strips:
            page.strips.append((y, strip))
            y += strip.height
        return [page]
    return _paginate(strips, sheet)


def _paginate(strips: Sequence[Strip], sheet: Sheet) -> list[Page]:
    bottom = sheet.height - sheet.margin - sheet.base * 1.2
    pages = [Page(sheet.height)]
    y = sheet.margin
    for group in _groups(strips):
        height = sum(strip.height for strip in group)
        if y + height > bottom and pages[-1].strips:
            pages.append(Page(sheet.height))
            y = sheet.margin
            head = group[0].head
            if head is not None:
                pages[-1].strips.append((y, head))
                y += head.height
        for strip in group:
            if not pages[-1].strips and not strip.items:
                continue  # no gap at the top of a page
            pages[-1].strips.append((y, strip))
            y += strip.height
    return pages


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keeps:
            yield group
            group = []
    if group:
        yield group


class _Setter:
    """Sets one block after the other for a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.base = sheet.base
        self.left = sheet.margin
        self.right = sheet.width - sheet.margin

    def strips(self, block: Block) -> list[Strip]:
        match block:
            case Line():
                return self._line(block)
            case Head():
                return [self._narrow_head(block) if self.sheet.narrow else self._head(block)]
            case Title():
                return self._title(block)
            case Table():
                return self._stacked(block) if self.sheet.narrow else self._table(block)
            case Proof():
                return [self._gap(0.8), self._tall_proof(block) if self.sheet.narrow else self._proof(block)]
            case Signatures():
                return [] if self.sheet.narrow else [self._gap(0.8), self._signatures(block)]
            case Big():
                return self._title(Title(block.text, size=block.size))

    def _gap(self, ems: float, *, keeps: bool = True) -> Strip:
        return Strip(self.base * ems, keeps=keeps)

    def _line(self, block: Line) -> list[Strip]:
        strips = [self._gap(block.before)] if block.before else []
        size = self.base * block.size
        left = self.left + block.indent * self.base
        lines = break_lines(block.words, (self.right - left) / size)
        for n, line in enumerate(lines):
            strip = Strip(size * 1.42, keeps=block.keep or (n == 0 and len(lines) > 1))
            strip.items += _runs(line, size, left, self.right, size * 1.03, block.align)
            strips.append(strip)
        return strips

    def _title(self, block: Title) -> list[Strip]:
        size = self.base * min(block.size, 1.25 if self.sheet.narrow and block.size < 3 else block.size)
        while em_width(max(block.text.split(), key=len, default=""), BOLD) * size > self.sheet.room:
            size *= 0.9
        strips = [self._gap(1.2)]
        for line in break_evenly(words(bold(block.text)), self.sheet.room / size):
            strip = Strip(size * 1.24, keeps=True)
            strip.items += _runs(line, size, self.left, self.right, size * 0.98, "centre")
            strips.append(strip)
        for under in block.under:
            strips += self._line(Line(under, "centre", keep=True))
        return [*strips, self._gap(0.7)]

    # The head

    def _head(self, block: Head) -> Strip:
        size = self.base * 0.96
        if not block.agency:
            return self._motto_alone(block, size)
        middle = self.left + self.sheet.room * 0.45
        # The office stands on one line where a little smaller type lets it; a longer name takes more lines.
        wanted = (middle - self.base - self.left) / max(em_width(block.office.upper(), BOLD), 1)
        size = min(size, wanted) if wanted >= size * 0.8 else size
        left = _Stack(self.left, middle - self.base)
        left.add(words(block.agency.upper()), size)
        left.add(words(bold(block.office.upper())), size)
        left.rule(0.4)
        if block.number:
            left.add(words(f"Số: {block.number}"), size)
        right = _Stack(middle, self.right)
        right.motto(size)
        right.add(words(italic(block.place_and_date)), size)
        return Strip(max(left.y, right.y), left.items + right.items, keeps=True)

    def _motto_alone(self, block: Head, size: float) -> Strip:
        """The head of what a citizen writes: no agency, the motto in the middle."""
        stack = _Stack(self.left, self.right)
        stack.motto(size * 1.06)
        if block.place_and_date:
            stack.add(words(italic(block.place_and_date)), size)
        return Strip(stack.y, stack.items, keeps=True)

    def _narrow_head(self, block: Head) -> Strip:
        stack = _Stack(self.left, self.right)
        if not block.agency:
            return self._motto_alone(block, self.base * 0.9)
        stack.add(words(block.agency.upper()), self.base * 0.95)
        stack.add(words(bold(block.office.upper())), self.base * 0.95)
        stack.rule(0.4)
        stack.add(words(italic(block.place_and_date)), self.base * 0.92)
        return Strip(stack.y, stack.items)

    # Tables

    def _edges(self, columns: Sequence[Column]) -> list[float]:
        edges = [self.left]
        for column in columns:
            edges.append(edges[-1] + column.share * self.sheet.room)
        return edges

    def _table(self, block: Table) -> list[Strip]:
        edges = self._edges(block.columns)
        titles = tuple(column.title for column in block.columns)
        head = self._row(titles, block, edges, is_head=True)
        head.keeps = True
        strips = [self._gap(0.3), head]
        blank = ("",) * len(block.columns)
        for cells in (*block.rows, *[blank] * block.empty_rows):
            row = self._row(cells, block, edges, is_head=False)
            row.head = head
            strips.append(row)
        return [*strips, self._gap(0.5, keeps=False)]

    def _row(self, cells: Sequence[str], block: Table, edges: Sequence[float], *, is_head: bool) -> Strip:
        size = self.base * block.size
        side, above, below = size * 0.5, size * 0.26, size * 0.36
        leading = size * 1.26
        broken = [
            break_lines(words(bold(cell) if is_head else cell), (right - left - 2 * side) / size)
            for cell, left, right in zip(cells, edges[:-1], edges[1:], strict=True)
        ]
        height = max(len(lines) for lines in broken) * leading + above + below
        strip = Strip(height)
        for lines, column, left, right in zip(broken, block.columns, edges[:-1], edges[1:], strict=True):
            y = (height - len(lines) * leading) / 2
            for line in lines:
                strip.items += _runs(line, size, left + side, right - side, y + size * 0.98, column.align)
                y += leading
        top = [Stroke(edges[0], 0, edges[-1], 0)] if is_head else []
        strip.items += [*top, Stroke(edges[0], height, edges[-1], height)]
        strip.items += [Stroke(edge, 0, edge, height) for edge in edges]
        return strip

    def _stacked(self, block: Table) -> list[Strip]:
        """On narrow paper: the longest cell on a line of its own, the short ones after it."""
        strips: list[Strip] = []
        widest = max(range(len(block.columns)), key=lambda n: block.columns[n].share)
        for cells in block.rows:
            number = f"{cells[0]}. " if block.columns[0].title == "STT" else ""
            others = [c for n, c in enumerate(cells) if c and n != widest and not (n == 0 and number)]
            others = [c for c in others if c != "–"]
            said = f"{number}{cells[widest]}" + (f": {' × '.join(others)}" if others else "")
            strips += self._line(Line(words(said), size=block.size, indent=0.6))
        return strips

    # Proof and signatures

    def _proof(self, block: Proof) -> Strip:
        side = block.side_mm * mm
        inset = _quiet_points(block.qr, side)
        stack = _Stack(self.left + side + 0.6 * self.base, self.right, "left")
        for line in block.lines:
            stack.add(line, self.base * 0.92)
        height = max(side - 2 * inset, stack.y)
        shifted = [_down(item, (height - stack.y) / 2) for item in stack.items]
        symbol = Symbol(block.qr, self.left - inset, (height - side) / 2, side)
        return Strip(height, [symbol, *shifted], keeps=True)

    def _tall_proof(self, block: Proof) -> Strip:
        side = self.sheet.room
        stack = _Stack(self.left, self.right)
        for line in block.lines:
            stack.add(line, self.base * 0.92)
        symbol = Symbol(block.qr, self.left, 0, side)
        return Strip(side + stack.y, [symbol, *(_down(item, side) for item in stack.items)])

    def _signatures(self, block: Signatures) -> Strip:
        signers = block.signers if len(block.signers) > 1 else (Signer("", ""), *block.signers)
        share = self.sheet.room / len(signers)
        items: list[Item] = []
        height = 0.0
        dated = any(signer.date for signer in signers)
        for n, signer in enumerate(signers):
            stack = _Stack(self.left + n * share + 2, self.left + (n + 1) * share - 2)
            if dated:
                stack.add(words(italic(signer.date)), self.base)
            stack.add(words(bold(signer.title)), self.base)
            stack.add(words(italic(signer.note)), self.base * 0.94)
            stack.y += self.base * 3.8
            stack.add(words(signer.name), self.base)
            items += stack.items
            height = max(height, stack.y)
        return Strip(height, items)


class _Stack:
    """Lines one under the other within `left` and `right`."""

    def __init__(self, left: float, right: float, align: Align = "centre") -> None:
        self.left, self.right = left, right
        self.align: Align = align
        self.y = 0.0
        self.items: list[Item] = []

    def add(self, text: Words, size: float) -> None:
        broken = break_evenly if self.align == "centre" else break_lines
        for line in broken(text, (self.right - self.left) / size):
            self.items += _runs(line, size, self.left, self.right, self.y + size, self.align)
            self.y += size * 1.32

    def rule(self, share: float) -> None:
        """A short centred rule."""
        middle, half = (self.left + self.right) / 2, (self.right - self.left) * share / 2
        self.items.append(Stroke(middle - half, self.y + 2, middle + half, self.y + 2, 0.6, INK))
        self.y += 5

    def motto(self, size: float) -> None:
        """The national motto with its rule."""
        self.add(words(bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")), size)
        self.add(words(bold("Độc lập - Tự do - Hạnh phúc")), size * 1.04)
        self.rule_under("Độc lập - Tự do - Hạnh phúc", size * 1.04)

    def rule_under(self, text: str, size: float) -> None:
        """A rule as long as the words above it, as the decree draws the motto's."""
        middle, half = (self.left + self.right) / 2, em_width(text, BOLD) * size / 2
        self.items.append(Stroke(middle - half, self.y + 1, middle + half, self.y + 1, 0.6, INK))
        self.y += 5


def _runs(line: LineOfText, size: float, left: float, right: float, baseline: float, align: Align) -> list[Run]:
    spare = right - left - line.width * size
    start = left + {"left": 0.0, "centre": spare / 2, "right": spare}[align]
    return [Run(p.text, p.font, size, start + p.x * size, baseline, p.width * size, left, right) for p in line.pieces]


def _down(item: Item, by: float) -> Item:
    match item:
        case Run():
            return item._replace(baseline=item.baseline + by)
        case Stroke():
            return item._replace(y1=item.y1 + by, y2=item.y2 + by)
        case Symbol():
            return item._replace(y=item.y + by)


def _quiet_points(text: str, side: float) -> float:
    return QUIET_MODULES * side / (len(qr_matrix(text)) + 2 * QUIET_MODULES)
