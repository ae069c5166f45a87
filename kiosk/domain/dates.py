"""Dates as clerks type them and as papers say them."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.clock import HANOI
from kiosk.domain.text import number_in_words


class DateNotReadable(ValueError):
    """The text is no date, or a day that does not exist (31/02)."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A birth date of which only the year, or the month and year, may be known. Source: declaration forms, TT 04/2024."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.day is not None:
            return f"{self.day:02}/{self.month:02}/{self.year:04}"
        if self.month is not None:
            return f"{self.month:02}/{self.year:04}"
        return f"{self.year:04}"

    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def iso(self) -> str:
        """ISO 8601 with reduced precision: `1989`, `1989-01` or `1989-01-31`."""
        return "-".join([f"{self.year:04}"] + [f"{p:02}" for p in (self.month, self.day) if p is not None])


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SPACED = re.compile(r"(?:(\d{1,2})\D+)?(?:(\d{1,2})\D+)?(\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2})\s*(?:giờ|[:hg])\s*(\d{1,2})?\s*(?:phút|p)?", re.IGNORECASE)


def _year(text: str, pivot: int) -> int:
    """Two digits mean the latest year not after `pivot` (people are born in the past)."""
    year = int(text)
    if len(text) == 4:
        return year
    century = pivot - pivot % 100
    return century + year if century + year <= pivot else century - 100 + year


def parse_partial_date(text: str, *, today: date) -> PartialDate:
    """Read `1989`, `01/1989`, `1/1/89`, `010189`, `01011989` or ISO 8601.

    Raises DateNotReadable with the text in it; nothing is guessed beyond the century.
    """
    wanted = text.strip()
    if wanted.isascii() and wanted.isdigit() and len(wanted) in (6, 8):
        day, month, year = wanted[:2], wanted[2:4], wanted[4:]
    elif iso := _ISO.fullmatch(wanted):
        year, month, day = iso.group(1), iso.group(2), iso.group(3)
    elif spaced := _SPACED.fullmatch(wanted):
        first, second, year = spaced.groups()
        day, month = (first, second) if second else (None, first)
    else:
        raise DateNotReadable(text)
    result = PartialDate(_year(year, today.year), int(month) if month else None, int(day) if day else None)
    try:
        result.earliest()
    except ValueError as error:
        raise DateNotReadable(text) from error
    if result.year < 1850:
        raise DateNotReadable(text)
    return result


def parse_date(text: str, *, today: date) -> date:
    """Like `parse_partial_date`, but the day must be there."""
    partial = parse_partial_date(text, today=today)
    if partial.day is None:
        raise DateNotReadable(text)
    return partial.earliest()


def parse_datetime(text: str, *, today: date) -> datetime:
    """A moment in the office's time zone: ISO 8601, or `14:30 18/11/2026`, `14 giờ 30 phút, ngày 18/11/2026`, or a day alone."""
    wanted = text.strip()
    try:
        parsed = datetime.fromisoformat(wanted)
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=HANOI)
    except ValueError:
        pass
    hour, minute = 0, 0
    rest = wanted
    if found := _TIME.search(wanted):
        hour, minute = int(found.group(1)), int(found.group(2) or 0)
        rest = wanted[: found.start()] + " " + wanted[found.end() :]
    digits = re.sub(r"[^\d/.\-]+", " ", rest).strip()
    day = parse_date(digits, today=today)
    try:
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)
    except ValueError as error:
        raise DateNotReadable(text) from error


def show_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def show_moment(moment: datetime) -> str:
    """`08:05 ngày 25/11/2026`, in the office's time zone."""
    local = moment.astimezone(HANOI)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}"


def in_words(day: date) -> str:
    """`Ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu`, as the register wants it."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    prefix = "mồng " if day.day <= 10 else ""
    return f"Ngày {prefix}{number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def years_between(earlier: date, later: date) -> int:
    """Whole years of age reached on `later` (a person born on 29 February is a year older on 1 March)."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
