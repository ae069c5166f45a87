"""Which days the office works, and when a result is promised."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import msgspec

from kiosk.domain.clock import HANOI


class CalendarExhausted(Exception):
    """The calendar has no data for a day that is needed; load a newer one."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday, less `holidays`, plus make-up `working_saturdays`. Known for the years `first_year`–`last_year`."""

    first_year: int
    last_year: int
    holidays: frozenset[date] = frozenset()
    working_saturdays: frozenset[date] = frozenset()
    closing_time: time = field(default=time(17, 0))

    def is_working_day(self, day: date) -> bool:
        """Raises CalendarExhausted outside the years it covers."""
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarExhausted(day.isoformat())
        return (day.weekday() < 5 or day in self.working_saturdays) and day not in self.holidays

    def working_day_after(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after `day`; 0 gives `day` itself, or the next working day if it is none."""
        current = day
        while not self.is_working_day(current) and count == 0:
            current += timedelta(days=1)
        remaining = count
        while remaining:
            current += timedelta(days=1)
            remaining -= self.is_working_day(current)
        return current

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closing_time, tzinfo=HANOI)


class SameDay(msgspec.Struct, frozen=True, tag_field="rule", tag="same_day"):
    """By the end of the day; from the cut-off on, by the end of the next working day. Source: Luật Hộ tịch 2014, art. 16."""

    cutoff: str = "15:00"
    after_cutoff: str = "next_working_day"


class Immediately(msgspec.Struct, frozen=True, tag_field="rule", tag="immediately"):
    """At once when the papers are complete: promised for the end of the working day it is accepted on."""

    if_verification_needed_extra_days: int = 0


class WorkingDays(msgspec.Struct, frozen=True, tag_field="rule", tag="working_days"):
    """`days` working days; day 1 is the first working day after acceptance."""

    days: int
    if_verification_needed_extra_days: int = 0


class CalendarDays(msgspec.Struct, frozen=True, tag_field="rule", tag="calendar_days"):
    """`days` days of the calendar; a last day that is no working day moves to the next one. Source: BLDS 2015, art. 148."""

    days: int


ProcessingTime = SameDay | Immediately | WorkingDays | CalendarDays


def due_date(accepted_at: datetime, limit: ProcessingTime, calendar: WorkCalendar) -> datetime:
    """When the result is promised, in the office's local time.

    `accepted_at` is timezone-aware. Day 1 is the first working day after it; a same-day limit accepted at or after its
    cut-off counts from the next working day.

    Raises CalendarExhausted if the calendar has no data for a day it needs.
    Source: Nghị định 118/2025/NĐ-CP; same-day rule: Luật Hộ tịch 2014, art. 16.
    """
    local = accepted_at.astimezone(HANOI)
    today = local.date()
    match limit:
        case SameDay():
            late = local.time() >= time.fromisoformat(limit.cutoff)
            day = calendar.working_day_after(today, 1 if late and calendar.is_working_day(today) else 0)
        case Immediately():
            late = local.time() >= calendar.closing_time
            day = calendar.working_day_after(today, 1 if late and calendar.is_working_day(today) else 0)
        case WorkingDays():
            day = calendar.working_day_after(today, limit.days)
        case CalendarDays():
            day = calendar.working_day_after(today + timedelta(days=limit.days), 0)
    return calendar.closing(day)


def describe_limit(limit: ProcessingTime) -> str:
    """The legal time limit in words, as the receipt states it."""
    match limit:
        case SameDay():
            return f"Trong ngày làm việc (nhận sau {limit.cutoff}: ngày làm việc tiếp theo)"
        case Immediately():
            return "Ngay sau khi nhận đủ hồ sơ hợp lệ"
        case WorkingDays():
            return f"{limit.days:02} ngày làm việc"
        case CalendarDays():
            return f"{limit.days} ngày"
