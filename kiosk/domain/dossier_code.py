"""The official dossier code (mã hồ sơ), issued without a line and never twice.

Source: one-stop decrees 61/2018, 107/2021 and 118/2025; agency codes QCVN 102.
"""

import re
from dataclasses import dataclass
from datetime import date

AGENCY = re.compile(r"[0-9A-Z]{3}(\.[0-9A-Z]{2}){2}\.[A-Z]\d{2}")
_CODE = re.compile(rf"(?P<agency>{AGENCY.pattern})-(?P<day>\d{{6}})-(?P<number>\d{{4,}})")


class DossierCodeMalformed(ValueError):
    """The text is no dossier code."""


class NumbersExhausted(Exception):
    """A counter has used every number it owns today (10,998 dossiers)."""


@dataclass(frozen=True, slots=True)
class DossierCode:
    """`<agency>-<YYMMDD>-<number>`, such as `000.19.35.H26-261125-2013`."""

    agency: str
    day: date
    number: int

    @classmethod
    def parse(cls, text: str) -> "DossierCode":
        found = _CODE.fullmatch(text.strip())
        if found is None:
            raise DossierCodeMalformed(text)
        digits = found.group("day")
        try:
            day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        except ValueError as error:
            raise DossierCodeMalformed(text) from error
        return cls(found.group("agency"), day, int(found.group("number")))

    def __str__(self) -> str:
        return f"{self.agency}-{self.day:%y%m%d}-{self.number:04}"


def code_number(counter: int, issued_today: int) -> int:
    """The number of a counter's next dossier, after `issued_today` of them this day.

    Counter n (1–9) owns n × 1000 + 1 … n × 1000 + 999, then n × 10000 + 1 … n × 10000 + 9999: no two counters of a unit
    can issue the same number with no line between them.

    Raises NumbersExhausted after 10,998.
    """
    if not 1 <= counter <= 9:
        raise ValueError(f"a counter's number is 1 to 9, got {counter}")
    if issued_today < 999:
        return counter * 1000 + issued_today + 1
    beyond = issued_today - 999
    if beyond >= 9999:
        raise NumbersExhausted
    return counter * 10000 + beyond + 1


def issued_before(counter: int, number: int) -> int | None:
    """How many codes a counter had issued that day once it issued `number`; None for another counter's number."""
    if counter * 1000 < number <= counter * 1000 + 999:
        return number - counter * 1000
    if counter * 10000 < number <= counter * 10000 + 9999:
        return 999 + number - counter * 10000
    return None
