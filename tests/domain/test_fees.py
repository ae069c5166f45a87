"""What the citizen pays."""

from datetime import date, datetime

import pytest

from kiosk.domain.clock import HANOI
from kiosk.domain.fees import bill
from tests.builders import the_catalogue

TODAY = date(2026, 11, 25)


def total(code: str, form: dict[str, object], exemption: str = "") -> int:
    procedure = the_catalogue().procedures[code]
    return bill(procedure.fee, form, on=TODAY, copy_fee=procedure.copy_fee, exemption=exemption).total_vnd


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (2, 3, 12_000), (198, 1, 200_000), (199, 1, 200_000), (500, 2, 400_000)],
)
def test_certified_copies_are_tiered_and_capped(pages: int, copies: int, expected: int) -> None:
    rows = [{"document_name": "Bằng", "pages": pages, "copies": copies}]
    assert total("2.000815", {"certified_documents": rows}) == expected


def test_birth_is_free_within_sixty_days_and_copies_are_paid() -> None:
    assert total("1.001193", {"child_birth_date": date(2026, 9, 26), "copies_requested": 2}) == 16_000
    assert total("1.001193", {"child_birth_date": date(2026, 9, 25), "copies_requested": 2}) == 21_000
    assert total("1.001193", {"child_birth_date": date(2026, 1, 1)}, exemption="Người thuộc hộ nghèo") == 0
    assert (
        total("1.001193", {"child_birth_date": date(2026, 1, 1), "copies_requested": 1}, exemption="Hộ nghèo") == 8000
    )


def test_death_counts_from_the_moment_of_death() -> None:
    assert total("1.000656", {"death_time": datetime(2026, 11, 10, 23, 0, tzinfo=HANOI)}) == 0
    assert total("1.000656", {"death_time": datetime(2026, 11, 9, 1, 0, tzinfo=HANOI)}) == 5000


def test_extracts_are_paid_for_each_copy() -> None:
    assert total("2.000635", {"copies_requested": 3}) == 24_000
    assert total("2.000908", {"copies_requested": 3}) == 0
    assert total("2.001263", {}) == 400_000
