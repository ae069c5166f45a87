"""The rules of law a form must meet, as data: each form lists its checks, each check says whether it blocks or warns."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from kiosk.domain.dates import PartialDate, years_between
from kiosk.domain.problem import Problem, Severity
from kiosk.domain.text import fold

Outcome = Literal["block", "warn"]


class _Check(msgspec.Struct, frozen=True, tag_field="check", forbid_unknown_fields=True):
    """`message` names the sentence in kiosk.messages; `source` the rule of law."""

    severity: Outcome
    message: str
    source: str = ""


class AgeAtLeast(_Check, frozen=True, tag="age_at_least"):
    """The person born on `field` has reached `years` on the day of acceptance."""

    field: str = ""
    years: int = 0


class NotAfter(_Check, frozen=True, tag="not_after"):
    """`field` is not after `other`, or not after now when `other` is empty."""

    field: str = ""
    other: str = ""


class WithinDays(_Check, frozen=True, tag="within_days"):
    """`field` is at most `days` days ago."""

    field: str = ""
    days: int = 0


class FirstWordAmong(_Check, frozen=True, tag="first_word_among"):
    """The family name in `field` is that of one of `others`."""

    field: str = ""
    others: tuple[str, ...] = ()


class EqualToOneOf(_Check, frozen=True, tag="equal_to_one_of"):
    """`field` equals one of `others`."""

    field: str = ""
    others: tuple[str, ...] = ()


class YearsApart(_Check, frozen=True, tag="years_apart"):
    """The person born on `older` is at least `years` older than the one born on `younger`."""

    older: str = ""
    younger: str = ""
    years: int = 0


class AtLeastOne(_Check, frozen=True, tag="at_least_one"):
    """One of `fields` is filled in."""

    fields: tuple[str, ...] = ()


class AboveNeeds(_Check, frozen=True, tag="above_needs"):
    """`field` above `limit` needs something more, which the sentence names."""

    field: str = ""
    limit: int = 0


class MentionNeeds(_Check, frozen=True, tag="mention_needs"):
    """When `field` mentions `word` it is at least `words` words long, for it must say more."""

    field: str = ""
    word: str = ""
    words: int = 0


class AgeNeeds(_Check, frozen=True, tag="age_needs"):
    """From `years` of age on, when `when_field` is `when_value`, something more is needed, which the sentence names."""

    field: str = ""
    years: int = 0
    when_field: str = ""
    when_value: str = ""


class Always(_Check, frozen=True, tag="always"):
    """A reminder that belongs to every dossier of this form."""

    field: str = ""


Check = (
    AgeAtLeast
    | NotAfter
    | WithinDays
    | FirstWordAmong
    | EqualToOneOf
    | YearsApart
    | AtLeastOne
    | AboveNeeds
    | MentionNeeds
    | AgeNeeds
    | Always
)


def run_checks(
    checks: tuple[Check, ...], values: Mapping[str, object], *, now: datetime, label: Callable[[str], str] = str
) -> list[Problem]:
    """The problems that `checks` find in a form's parsed values. A check whose fields are empty finds nothing."""
    found: list[Problem] = []
    for check in checks:
        field = _broken_field(check, values, now)
        if field is not None:
            params = {"label": label(field)}
            for name in ("years", "days"):
                if hasattr(check, name):
                    params[name] = str(getattr(check, name))
            found.append(Problem(Severity(check.severity), check.message, field, params))
    return found


def _broken_field(check: Check, values: Mapping[str, object], now: datetime) -> str | None:
    """The field to point the clerk at, or None when the check holds or does not apply."""
    today = now.date()
    match check:
        case AgeAtLeast():
            born = _earliest_birth(values.get(check.field))
            return check.field if born and years_between(born, today) < check.years else None
        case NotAfter():
            moment = _start(values.get(check.field))
            limit = _end(values.get(check.other)) if check.other else now.replace(tzinfo=None)
            return check.field if moment and limit and moment > limit else None
        case WithinDays():
            moment = _start(values.get(check.field))
            return check.field if moment and (today - moment.date()).days > check.days else None
        case FirstWordAmong():
            names = [fold(str(values[o])).split() for o in check.others if values.get(o)]
            own = fold(str(values.get(check.field) or "")).split()
            return check.field if own and names and own[0] not in {n[0] for n in names if n} else None
        case EqualToOneOf():
            others = [values[o] for o in check.others if values.get(o)]
            own = values.get(check.field)
            return check.field if own and others and own not in others else None
        case YearsApart():
            older, younger = _earliest_birth(values.get(check.older)), _end(values.get(check.younger))
            return check.older if older and younger and years_between(older, younger.date()) < check.years else None
        case AtLeastOne():
            return None if any(values.get(f) for f in check.fields) else check.fields[0]
        case AboveNeeds():
            number = values.get(check.field)
            return check.field if isinstance(number, int) and number > check.limit else None
        case MentionNeeds():
            words = fold(str(values.get(check.field) or ""))
            return check.field if fold(check.word) in words and len(words.split()) < check.words else None
        case AgeNeeds():
            born = _start(values.get(check.field))
            applies = not check.when_field or values.get(check.when_field) == check.when_value
            return check.field if applies and born and years_between(born.date(), today) >= check.years else None
        case Always():
            return check.field


def _start(value: object) -> datetime | None:
    """The first moment a date value can mean, without zone."""
    if isinstance(value, PartialDate):
        value = value.earliest()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else None  # noqa: DTZ001 - local


def _end(value: object) -> datetime | None:
    """The last moment a date value can mean, without zone."""
    if isinstance(value, PartialDate):
        value = date(value.year, value.month or 12, value.day or (28 if value.month else 31))
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime(value.year, value.month, value.day, 23, 59, 59) if isinstance(value, date) else None  # noqa: DTZ001 - local


def _earliest_birth(value: object) -> date | None:
    """For ages the doubt of a partial date is read in the person's favour: born as early as it can mean."""
    start = _start(value)
    return start.date() if start else None
