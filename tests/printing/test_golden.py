"""No paper changes unseen: each is compared with its picture in docs/screens/paper (`make screens` renders them anew)."""

import dataclasses

import pytest
from PIL import Image

from printing.drawing import paper_pdf
from printing.reading import page_pictures
from printing.receipt import receipt_paper
from tests.printing.golden import DPI, FOLDER, PAPERS, RECEIPT, difference, picture_of

TOLERATED = 0.0002
"""Of all dots: another version of the renderer smooths an edge differently."""


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_looks_as_it_was_last_looked_at(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as kept:
        assert difference(picture_of(name), kept.convert("L")) <= TOLERATED, f"{name}: look at it, then make screens"


def test_one_word_more_is_seen() -> None:
    """The control: what the comparison lets pass is less than a word."""
    assert difference(picture_of("receipt_a5"), picture_of("receipt_a5")) == 0
    longer = receipt_paper(dataclasses.replace(RECEIPT, address=RECEIPT.address + ", Việt Nam"))
    (page,) = page_pictures(paper_pdf(longer, "a5"), DPI)
    assert difference(page.convert("L"), picture_of("receipt_a5")) > TOLERATED
