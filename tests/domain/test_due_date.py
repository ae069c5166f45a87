"""When the result is promised: weekends, holidays, make-up Saturdays, cut-offs."""

from datetime import date, datetime

import pytest

from kiosk.domain.clock import HANOI
from kiosk.domain.work_calendar import (
    CalendarDays,
    CalendarExhausted,
    Immediately,
    ProcessingTime,
    SameDay,
    WorkingDays,
    due_date,
)
from tests.builders import the_catalogue


def due(accepted: str, limit: ProcessingTime) -> str:
    moment = datetime.fromisoformat(accepted).replace(tzinfo=HANOI)
    return due_date(moment, limit, the_catalogue().calendar).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("accepted", "limit", "expected"),
    [
        ("2026-11-25 09:00", SameDay(), "2026-11-25 17:00"),
        ("2026-11-25 14:59", SameDay(), "2026-11-25 17:00"),
        ("2026-11-25 15:00", SameDay(), "2026-11-26 17:00"),
        ("2026-11-27 16:50", SameDay(), "2026-11-30 17:00"),
        ("2026-11-28 09:00", SameDay(), "2026-11-30 17:00"),
        ("2026-11-28 16:00", SameDay(), "2026-11-30 17:00"),
        ("2026-11-25 16:50", Immediately(), "2026-11-25 17:00"),
        ("2026-11-25 18:00", Immediately(), "2026-11-26 17:00"),
        ("2026-11-25 09:00", WorkingDays(3), "2026-11-30 17:00"),
        # 24 November is a holiday from 2026.
        ("2026-11-23 09:00", WorkingDays(1), "2026-11-25 17:00"),
        # Lunar New Year 2026: 16 to 20 February.
        ("2026-02-13 10:00", WorkingDays(2), "2026-02-24 17:00"),
        # 22 August 2026 is a Saturday worked for 31 August.
        ("2026-08-21 10:00", WorkingDays(1), "2026-08-22 17:00"),
        ("2026-08-28 10:00", WorkingDays(1), "2026-09-03 17:00"),
        ("2026-11-25 09:00", CalendarDays(30), "2026-12-25 17:00"),
        ("2026-11-26 09:00", CalendarDays(30), "2026-12-28 17:00"),
        ("2028-02-28 09:00", WorkingDays(1), "2028-02-29 17:00"),
    ],
)
def test_due_dates(accepted: str, limit: ProcessingTime, expected: str) -> None:
    assert due(accepted, limit) == expected


def test_a_calendar_that_ends_says_so() -> None:
    with pytest.raises(CalendarExhausted):
        due("2028-12-29 16:00", WorkingDays(5))
    assert not the_catalogue().calendar.is_working_day(date(2027, 2, 8))
