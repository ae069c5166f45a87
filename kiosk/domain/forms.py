"""Declaration forms: their sections and fields, and reading what was entered into values that can be trusted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, cast

import msgspec

from kiosk.domain.checks import Check
from kiosk.domain.dates import DateNotReadable, PartialDate, parse_date, parse_datetime, parse_partial_date
from kiosk.domain.event import Json
from kiosk.domain.people import Applicant
from kiosk.domain.problem import Problem, block, warn
from kiosk.domain.text import person_name, tidy

FieldType = Literal[
    "text",
    "multiline",
    "person_name",
    "date",
    "partial_date",
    "datetime",
    "integer",
    "choice",
    "ethnicity",
    "country",
    "address",
    "id_document",
    "money",
]


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a form asks. `prefill` names where its value comes from when nothing was entered, as `applicant.name`."""

    key: str
    label: str
    type: FieldType
    required: bool
    prefill: str = ""
    options: tuple[str, ...] = ()
    default: str = ""
    note: str = ""
    min: int | None = None
    max: int | None = None


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A titled group of fields. A repeated section is a list of rows under `key`."""

    title: str
    fields: tuple[Field, ...]
    repeat: bool = False
    key: str = ""


class Form(msgspec.Struct, frozen=True):
    """A declaration form (tờ khai)."""

    id: str
    title: str
    sections: tuple[Section, ...]
    rules: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def label(self, key: str) -> str:
        return next((f.label for f in self.fields() if f.key == key), key)


@dataclass(frozen=True, slots=True)
class ParsedForm:
    """`values` has Python types (date, PartialDate, datetime, int, str, rows as lists of dicts); `wire` the same as JSON."""

    values: dict[str, object]
    wire: dict[str, Json]
    problems: tuple[Problem, ...]


def parse_form(form: Form, entered: Mapping[str, object], applicant: Applicant | None, *, now: datetime) -> ParsedForm:
    """Read what was entered, prefilling from the applicant and from defaults.

    Nothing entered is lost: a value that cannot be read is a problem that names its field, and a key the form does not
    know is kept with a warning. A repeated section's fields given flat count as its first row.
    """
    values: dict[str, object] = {}
    wire: dict[str, Json] = {}
    problems: list[Problem] = []
    known: set[str] = set()
    for section in form.sections:
        if section.repeat:
            known |= {section.key, *(f.key for f in section.fields)}
            rows = _rows(section, entered)
            parsed = [
                _parse_fields(section.fields, row, applicant, now, f"{section.key}.{n}.") for n, row in enumerate(rows)
            ]
            values[section.key] = [p.values for p in parsed]
            wire[section.key] = [cast(Json, p.wire) for p in parsed]
            problems += [problem for p in parsed for problem in p.problems]
        else:
            known |= {f.key for f in section.fields}
            part = _parse_fields(section.fields, entered, applicant, now, "")
            values |= part.values
            wire |= part.wire
            problems += part.problems
    for key in entered.keys() - known:
        if entered[key] not in (None, ""):
            wire[key] = str(entered[key])
            problems.append(warn("field_unknown", key, field=key))
    return ParsedForm(values, wire, tuple(problems))


def _rows(section: Section, entered: Mapping[str, object]) -> list[Mapping[str, object]]:
    rows = entered.get(section.key)
    if isinstance(rows, list) and rows:
        return [cast("Mapping[str, object]", row) for row in cast("list[object]", rows) if isinstance(row, Mapping)]
    return [{f.key: entered.get(f.key) for f in section.fields}]


def _parse_fields(
    fields: tuple[Field, ...], entered: Mapping[str, object], applicant: Applicant | None, now: datetime, path: str
) -> ParsedForm:
    values: dict[str, object] = {}
    wire: dict[str, Json] = {}
    problems: list[Problem] = []
    for field in fields:
        raw = _as_text(entered.get(field.key)) or _prefilled(field, applicant) or field.default
        if not raw:
            if field.required:
                problems.append(block("field_required", path + field.key, label=field.label))
            continue
        try:
            value = read_value(field, raw, today=now.date())
        except FieldNotReadable as error:
            problems.append(block(error.key, path + field.key, label=field.label, text=_short(raw), **error.params))
            continue
        values[field.key] = value
        wire[field.key] = _to_wire(value)
    return ParsedForm(values, wire, tuple(problems))


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


def _prefilled(field: Field, applicant: Applicant | None) -> str:
    if applicant is None or not field.prefill.startswith("applicant."):
        return ""
    return applicant.part(field.prefill.removeprefix("applicant."))


def _as_text(value: object) -> str:
    """JSON as a line of text; structured addresses and papers become the line that is printed."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        parts = cast("Mapping[str, object]", value)
        return ", ".join(str(v).strip() for v in parts.values() if v not in (None, ""))
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


class FieldNotReadable(ValueError):
    """`key` names the sentence that tells the clerk what to do."""

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


def read_value(field: Field, text: str, *, today: date) -> object:
    """One field's text as a value. Raises FieldNotReadable."""
    try:
        match field.type:
            case "person_name":
                return _person_name(text)
            case "date":
                return parse_date(text, today=today)
            case "partial_date":
                return parse_partial_date(text, today=today)
            case "datetime":
                return parse_datetime(text, today=today)
            case "integer" | "money":
                return _whole_number(field, text)
            case "choice":
                return _choice(field, text)
            case "id_document":
                digits = re.sub(r"[ .]", "", text)
                return digits if re.fullmatch(r"\d{12}", digits) else tidy(text)
            case "multiline":
                return "\n".join(tidy(line) for line in text.splitlines()).strip()
            case _:
                return tidy(text)
    except DateNotReadable as error:
        raise FieldNotReadable("date_not_readable") from error


def _person_name(text: str) -> str:
    if any(c.isdigit() for c in text) or "?" in text:
        raise FieldNotReadable("name_not_readable")
    return person_name(text)


def _whole_number(field: Field, text: str) -> int:
    digits = re.sub(r"[ .]", "", text)
    if not re.fullmatch(r"-?\d{1,12}", digits):
        raise FieldNotReadable("number_not_readable")
    number = int(digits)
    if (field.min is not None and number < field.min) or (field.max is not None and number > field.max):
        raise FieldNotReadable("number_out_of_range", min=str(field.min), max=str(field.max))
    return number


def _choice(field: Field, text: str) -> str:
    wanted = tidy(text)
    for option in field.options:
        if option.casefold() == wanted.casefold():
            return option
    raise FieldNotReadable("choice_unknown", options=", ".join(field.options))


def _to_wire(value: object) -> Json:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.iso()
    return cast(Json, value)
