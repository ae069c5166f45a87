"""The 12-digit personal ID number (số định danh cá nhân)."""

import re
from dataclasses import dataclass
from datetime import date


class PersonalIdMalformed(ValueError):
    """Not 12 digits."""


_SEPARATORS = re.compile(r"[ .\-]")


@dataclass(frozen=True, slots=True)
class PersonalId:
    """`PPP G YY RRRRRR`: place of birth registration, sex and century, year of birth, random. No check digit.

    Source: Thông tư 59/2021/TT-BCA. `000` as PPP is never issued and marks practice persons.
    """

    digits: str

    def __post_init__(self) -> None:
        if not (len(self.digits) == 12 and self.digits.isascii() and self.digits.isdigit()):
            raise PersonalIdMalformed(self.digits)

    @classmethod
    def parse(cls, text: str) -> "PersonalId":
        """Read a number typed with or without spaces, dots or dashes."""
        return cls(_SEPARATORS.sub("", text.strip()))

    @property
    def province_code(self) -> str:
        return self.digits[:3]

    @property
    def sex(self) -> str:
        """`Nam` or `Nữ`."""
        return "Nam" if int(self.digits[3]) % 2 == 0 else "Nữ"

    @property
    def birth_year(self) -> int:
        return 1900 + 100 * (int(self.digits[3]) // 2) + int(self.digits[4:6])

    def contradicts_sex(self, sex: str) -> bool:
        return bool(sex) and sex != self.sex

    def contradicts_birth(self, birth: date) -> bool:
        return birth.year != self.birth_year

    def __str__(self) -> str:
        """Grouped for reading: `000 194 012 345`."""
        d = self.digits
        return f"{d[:3]} {d[3:6]} {d[6:9]} {d[9:]}"
