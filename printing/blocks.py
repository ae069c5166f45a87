"""What a paper says, block by block: words and figures in reading order, no layout. `printing.setting` sets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Weight = Literal["regular", "bold", "italic", "bold_italic"]
Align = Literal["left", "centre", "right"]
Span = tuple[str, Weight]
Words = tuple[Span, ...]


def words(*parts: str | Span) -> Words:
    """A sentence of plain parts and weighted ones."""
    return tuple((part, "regular") if isinstance(part, str) else part for part in parts)


def bold(text: str) -> Span:
    return (text, "bold")


def italic(text: str) -> Span:
    return (text, "italic")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `size` multiplies the sheet's body type; `indent` counts ems; `before` is the space above it in ems."""

    words: Words
    align: Align = "left"
    size: float = 1.0
    indent: float = 0.0
    before: float = 0.0
    keep: bool = False
    """Stays on the page of what follows."""


@dataclass(frozen=True, slots=True)
class Head:
    """The national head: the agency at the left, the motto at the right. Source: Nghị định 30/2020/NĐ-CP, annex I."""

    agency: str
    office: str
    number: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    under: tuple[Words, ...] = ()
    size: float = 1.5


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of the table's width, all columns together 1."""

    title: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. The head comes again on each page; on narrow paper the rows are written one under the other."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = 1.0
    empty_rows: int = 0
    """Further rows to be filled in by hand."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A QR symbol with words beside it."""

    qr: str
    lines: tuple[Words, ...]
    side_mm: float = 36.0


@dataclass(frozen=True, slots=True)
class Signer:
    title: str
    note: str = "(Ký và ghi rõ họ tên)"
    name: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side. With one signer the place is at the right."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class Big:
    """One word or number as large as the sheet allows."""

    text: str
    size: float = 5.0


Block = Line | Head | Title | Table | Proof | Signatures | Big


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `overprint` is written large and faint across every page ("TẬP HUẤN"). A `poster` fills one page."""

    title: str
    author: str
    subject: str
    footer: str
    blocks: Sequence[Block]
    overprint: str = ""
    poster: bool = False
