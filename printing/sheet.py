"""Sheets of paper, and what lies on them: text, rules and QR symbols at places that are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

mm = 72 / 25.4
"""A millimetre in points. Not reportlab's own: windows name sheets, and need no PDF library for it."""

SheetName = Literal["a5", "a4", "a4_landscape", "a3", "thermal80"]
Colour = tuple[float, float, float]

INK: Colour = (0.0, 0.0, 0.0)
QUIET: Colour = (0.35, 0.40, 0.46)
RULE: Colour = (0.54, 0.58, 0.64)
MARK: Colour = (0.955, 0.935, 0.90)
"""A solid tint: transparency has no place in an archival file."""

THERMAL_WIDTH_MM = 72.0
"""What an 80 mm printer prints of its paper: 576 dots of 203 dpi."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, in points. `base` is the body type. A `narrow` sheet is as long as what it says."""

    width: float
    height: float
    margin: float
    base: float
    narrow: bool = False

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin


SHEETS: dict[SheetName, Sheet] = {
    "a5": Sheet(148 * mm, 210 * mm, 10.5 * mm, 8.3),
    "a4": Sheet(210 * mm, 297 * mm, 19 * mm, 11.0),
    "a4_landscape": Sheet(297 * mm, 210 * mm, 12 * mm, 8.6),
    "a3": Sheet(297 * mm, 420 * mm, 24 * mm, 16.0),
    "thermal80": Sheet(THERMAL_WIDTH_MM * mm, 0.0, 1.5 * mm, 8.4, narrow=True),
}


class Run(NamedTuple):
    """Text at (x, baseline), measured from its strip's left top corner; `left` and `right` bound the box it must stay in."""

    text: str
    font: str
    size: float
    x: float
    baseline: float
    width: float
    left: float
    right: float
    colour: Colour = INK


class Stroke(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    colour: Colour = RULE


class Symbol(NamedTuple):
    """A QR, `side` points wide with its quiet zone."""

    text: str
    x: float
    y: float
    side: float


Item = Run | Stroke | Symbol


@dataclass(slots=True)
class Strip:
    """Something as wide as the page that is not torn apart. `head` comes again above it when it opens a page; a strip that
    `keeps` stays on the page of the next."""

    height: float
    items: list[Item] = field(default_factory=list)
    keeps: bool = False
    head: "Strip | None" = None


@dataclass(slots=True)
class Page:
    """Strips with the distance of their tops from the sheet's top."""

    height: float
    strips: list[tuple[float, Strip]] = field(default_factory=list)


def symbols(pages: Sequence[Page]) -> list[Symbol]:
    """Every QR of the pages, for those who check them."""
    return [item for page in pages for _, strip in page.strips for item in strip.items if isinstance(item, Symbol)]


def runs_of(page: Page) -> list[Run]:
    """Every text of a page with its baseline measured from the sheet's top, for those who check them."""
    return [
        item._replace(baseline=top + item.baseline)
        for top, strip in page.strips
        for item in strip.items
        if isinstance(item, Run)
    ]
