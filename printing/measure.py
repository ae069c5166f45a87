"""How wide text is, and where its lines break."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from printing.blocks import Weight, Words
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, register_fonts

FONTS: dict[Weight, str] = {"regular": REGULAR, "bold": BOLD, "italic": ITALIC, "bold_italic": BOLD_ITALIC}


class Piece(NamedTuple):
    """Text of one font on one line, `x` from the line's start and `width` in ems of its size."""

    text: str
    font: str
    x: float
    width: float


class LineOfText(NamedTuple):
    pieces: tuple[Piece, ...]
    width: float
    """In ems."""


def _face(font: str) -> Any:
    register_fonts()
    found: Any = pdfmetrics.getFont(font)
    return found.face


@cache
def _advances(font: str) -> Callable[[str], float]:
    face = _face(font)
    default = float(face.defaultWidth) / 1000
    table: dict[str, float] = {chr(code): width / 1000 for code, width in face.charWidths.items()}
    return lambda character: table.get(character, default)


@lru_cache(maxsize=4096)
def em_width(text: str, font: str) -> float:
    """The width of `text` in ems."""
    return sum(map(_advances(font), text))


def has_glyphs(text: str, font: str = REGULAR) -> bool:
    """Whether the font has a glyph for every character."""
    known = _face(font).charToGlyph
    return all(ord(character) in known for character in text if not character.isspace())


def break_lines(text: Words, room: float) -> list[LineOfText]:
    """The words in lines no wider than `room` ems. A word wider than a whole line is broken inside."""
    lines: list[LineOfText] = []
    line: list[tuple[str, str]] = []
    used = 0.0
    for font, word, spaced in _tokens(text):
        gap = em_width(" ", font) if spaced and line else 0.0
        width = em_width(word, font)
        if used + gap + width > room and line and spaced:
            lines.append(_line(line))
            line, used, gap = [], 0.0, 0.0
        while used + gap + width > room:
            head = _fitting(word, font, room - used - gap)
            if not head and line:
                lines.append(_line(line))
                line, used, gap = [], 0.0, 0.0
                continue
            head = head or word[:1]
            if len(head) == len(word):
                break
            line.append((font, (" " if gap else "") + head))
            lines.append(_line(line))
            word, line, used, gap = word[len(head) :], [], 0.0, 0.0
            width = em_width(word, font)
        line.append((font, (" " if gap else "") + word))
        used += gap + width
    if line or not lines:
        lines.append(_line(line))
    return lines


def break_evenly(text: Words, room: float) -> list[LineOfText]:
    """As few lines as `room` asks for, and those about equally long: a title leaves no word alone on its last line."""
    lines = break_lines(text, room)
    if len(lines) < 2:
        return lines
    low, high = sum(line.width for line in lines) / len(lines), room
    while high - low > 0.25:
        middle = (low + high) / 2
        narrower = break_lines(text, middle)
        if len(narrower) == len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return lines


def _tokens(text: Words) -> list[tuple[str, str, bool]]:
    """Each word with its font, and whether a space stands before it: weights may change inside a word."""
    tokens: list[tuple[str, str, bool]] = []
    spaced = False
    for part, weight in text:
        font = FONTS[weight]
        for n, word in enumerate(part.replace("\n", " ").split(" ")):
            spaced = spaced or n > 0
            if word:
                tokens.append((font, word, spaced))
                spaced = False
    return tokens


def _fitting(word: str, font: str, room: float) -> str:
    used = 0.0
    advance = _advances(font)
    for n, character in enumerate(word):
        used += advance(character)
        if used > room:
            return word[:n]
    return word


def _line(parts: list[tuple[str, str]]) -> LineOfText:
    pieces: list[Piece] = []
    x = 0.0
    for font, text in parts:
        if pieces and pieces[-1].font == font:
            last = pieces.pop()
            text, x = last.text + text, last.x
        width = em_width(text, font)
        pieces.append(Piece(text, font, x, width))
        x += width
    return LineOfText(tuple(pieces), x)
