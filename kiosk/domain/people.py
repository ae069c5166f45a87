"""The applicant (người nộp hồ sơ): what is known of the person at the counter, and what is odd about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.dates import DateNotReadable, parse_date
from kiosk.domain.event import Json
from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.domain.problem import Problem, block, warn
from kiosk.domain.text import person_name, tidy

SEXES = ("Nam", "Nữ")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Applicant:
    """`phone` has digits only; `birth_date` and `personal_id` may be missing for other identity papers."""

    personal_id: str
    name: str
    birth_date: date | None
    sex: str
    address: str
    phone: str
    email: str

    def part(self, name: str) -> str:
        """A part as form text: `name`, `address`, `personal_id`, …; empty when unknown."""
        if name == "birth_date":
            return self.birth_date.isoformat() if self.birth_date else ""
        value = getattr(self, name, "")
        return value if isinstance(value, str) else ""

    def wire(self) -> dict[str, Json]:
        return {
            "address": self.address,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "email": self.email,
            "name": self.name,
            "personal_id": self.personal_id,
            "phone": self.phone,
            "sex": self.sex,
        }


def parse_applicant(entered: Mapping[str, object], *, today: date) -> tuple[Applicant, tuple[Problem, ...]]:
    """Read the applicant. Name and personal ID are needed; a contradiction between ID, sex and year only warns."""
    problems: list[Problem] = []
    text = {key: tidy(str(value)) for key, value in entered.items() if value is not None}
    name = text.get("name", "")
    if not name:
        problems.append(block("applicant_name_required", "applicant.name"))
    elif any(c.isdigit() for c in name) or "?" in name:
        problems.append(block("name_not_readable", "applicant.name", label="Họ và tên", text=name[:30]))
    number = _number(text.get("personal_id", ""), problems)
    birth = _birth(text.get("birth_date", ""), today, problems)
    sex = _sex(text.get("sex", ""), problems)
    if number is not None and sex and number.contradicts_sex(sex):
        problems.append(warn("id_contradicts_sex", "applicant.sex", id_sex=number.sex, sex=sex))
    if number is not None and birth is not None and number.contradicts_birth(birth):
        year = str(number.birth_year)
        problems.append(warn("id_contradicts_birth", "applicant.birth_date", id_year=year, year=str(birth.year)))
    phone = re.sub(r"[ .\-]", "", text.get("phone", ""))
    if phone and not re.fullmatch(r"(0\d{9,10}|\+\d{8,15})", phone):
        problems.append(block("phone_not_readable", "applicant.phone", text=phone))
    email = text.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        problems.append(block("email_not_readable", "applicant.email", text=email))
    applicant = Applicant(
        personal_id=number.digits if number else text.get("personal_id", ""),
        name=person_name(name),
        birth_date=birth,
        sex=sex,
        address=text.get("address", ""),
        phone=phone,
        email=email,
    )
    return applicant, tuple(problems)


def _number(text: str, problems: list[Problem]) -> PersonalId | None:
    if not text:
        problems.append(block("personal_id_required", "applicant.personal_id"))
        return None
    try:
        return PersonalId.parse(text)
    except PersonalIdMalformed:
        pass
    if not re.fullmatch(r"\d{9}|[A-Z]\d{7,8}", text.upper()):
        problems.append(block("personal_id_malformed", "applicant.personal_id", text=text))
    return None


def _birth(text: str, today: date, problems: list[Problem]) -> date | None:
    if not text:
        return None
    try:
        birth = parse_date(text, today=today)
    except DateNotReadable:
        problems.append(block("date_not_readable", "applicant.birth_date", label="Ngày sinh", text=text))
        return None
    if birth > today:
        problems.append(block("birth_in_future", "applicant.birth_date"))
    return birth


def _sex(text: str, problems: list[Problem]) -> str:
    for sex in SEXES:
        if sex.casefold() == text.casefold():
            return sex
    if text:
        problems.append(
            block("choice_unknown", "applicant.sex", label="Giới tính", text=text, options=", ".join(SEXES))
        )
    return ""
