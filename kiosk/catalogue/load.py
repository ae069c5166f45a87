"""Reading the catalogue's files and refusing what does not hold, naming the file and the field."""

import re
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from kiosk.catalogue.catalogue import Catalogue, Procedure, Unit
from kiosk.domain.checks import Check
from kiosk.domain.fees import FreeIf, PerCopy, PerPageTiered
from kiosk.domain.forms import Form, Section
from kiosk.domain.work_calendar import WorkCalendar
from kiosk.errors import CatalogueBroken
from kiosk.messages import MESSAGES

DATA = Path(__file__).parent / "data"

T = TypeVar("T")


class _Versioned(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    valid_from: date
    valid_to: date | None = None


class _Procedures(_Versioned, frozen=True, kw_only=True):
    procedures: tuple[Procedure, ...]


class _FormEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    sections: tuple[Section, ...] = ()
    rules: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    combine: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    note: str = ""


class _Forms(_Versioned, frozen=True, kw_only=True):
    forms: dict[str, _FormEntry]


class _Province(msgspec.Struct, frozen=True):
    code: str
    name: str
    agency_code: str


class _Units(_Versioned, frozen=True, kw_only=True):
    province: _Province
    units_since_2025_07_01: tuple[Unit, ...]
    units_until_2025_06_30: tuple[Unit, ...]


class _Ethnicities(_Versioned, frozen=True, kw_only=True):
    ethnicities: tuple[str, ...]


class _Calendar(_Versioned, frozen=True, kw_only=True):
    first_year: int
    last_year: int
    office_hours: tuple[tuple[str, str], ...]
    extra_closures: tuple[date, ...]
    working_saturdays: tuple[date, ...]


def load_catalogue(folder: Path = DATA, *, on: date | None = None) -> Catalogue:
    """Load and check the catalogue in `folder`; with `on`, also that it is valid on that day.

    Raises CatalogueBroken with `file`, `field` and `reason`.
    """
    procedures = _read(folder / "procedures.json", _Procedures)
    forms = _read(folder / "forms.json", _Forms)
    units = _read(folder / "units.json", _Units)
    ethnicities = _read(folder / "ethnicities.json", _Ethnicities)
    calendar = _read(folder / "calendar.json", _Calendar)
    if on is not None:
        for name, part in (("procedures.json", procedures), ("forms.json", forms), ("units.json", units)):
            if not part.valid_from <= on <= (part.valid_to or date.max):
                raise _broken(name, "valid_from/valid_to", f"not valid on {on}")
    joined = {key: _join(key, entry, forms.forms) for key, entry in forms.forms.items()}
    _check_forms(joined)
    _check_procedures(procedures.procedures, joined)
    return Catalogue(
        version=procedures.version,
        procedures={p.code: p for p in procedures.procedures},
        forms=joined,
        units=(*units.units_since_2025_07_01, *units.units_until_2025_06_30),
        ethnicities=ethnicities.ethnicities,
        province_agency=units.province.agency_code,
        make_calendar=partial(_work_calendar, calendar),
        valid_from=procedures.valid_from,
        valid_to=procedures.valid_to,
    )


def _broken(file: str, field: str, reason: str) -> CatalogueBroken:
    return CatalogueBroken("catalogue_broken", file=file, field=field, reason=reason)


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise _broken(path.name, "-", error.strerror or str(error)) from error
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$")
        raise _broken(path.name, _named(path, where.rstrip("`").lstrip(".")), reason) from error
    except msgspec.DecodeError as error:
        raise _broken(path.name, "-", str(error)) from error


def _named(path: Path, where: str) -> str:
    """`procedures[3].fee` with the entry's own code, so that a person finds it in the file."""
    found = re.match(r"procedures\[(\d+)\]", where)
    if not found:
        return where
    raw = cast("dict[str, Any]", msgspec.json.decode(path.read_bytes()))
    return f"{where} ({raw['procedures'][int(found.group(1))].get('code', '?')})"


def _join(key: str, entry: _FormEntry, entries: dict[str, _FormEntry]) -> Form:
    """A form as it is asked; a combined form asks what its parts share only once."""
    if not entry.combine:
        return Form(key, entry.title, entry.sections, entry.rules, entry.checks)
    seen: set[str] = set()
    sections: list[Section] = []
    checks: list[Check] = list(entry.checks)
    rules: list[str] = list(entry.rules)
    for part in entry.combine:
        if part not in entries:
            raise _broken("forms.json", f"forms.{key}.combine", f"no form {part!r}")
        for section in entries[part].sections:
            fields = tuple(
                msgspec.structs.replace(f, required=f.required and f.key not in entry.optional)
                for f in section.fields
                if f.key not in seen
            )
            seen |= {f.key for f in fields}
            if fields:
                sections.append(msgspec.structs.replace(section, fields=fields))
        checks += entries[part].checks
        rules += entries[part].rules
    return Form(key, entry.title, tuple(sections), tuple(rules), tuple(checks))


def _check_forms(forms: dict[str, Form]) -> None:
    for key, form in forms.items():
        keys = {f.key for f in form.fields()}
        for n, section in enumerate(form.sections):
            if section.repeat and not section.key:
                raise _broken("forms.json", f"forms.{key}.sections[{n}].key", "a repeated section needs a key")
            for f in section.fields:
                if f.type == "choice" and not f.options:
                    raise _broken("forms.json", f"forms.{key}.{f.key}.options", "a choice needs options")
        for n, check in enumerate(form.checks):
            where = f"forms.{key}.checks[{n}]"
            named: set[str] = set()
            for name in ("field", "other", "older", "younger", "when_field"):
                named |= {getattr(check, name, "")} - {""}
            for name in ("others", "fields"):
                named |= set(getattr(check, name, ()))
            if unknown := named - keys:
                raise _broken("forms.json", where, f"no field {sorted(unknown)[0]!r} in the form")
            if check.message not in MESSAGES:
                raise _broken("forms.json", f"{where}.message", f"no sentence {check.message!r}")


def _check_procedures(procedures: tuple[Procedure, ...], forms: dict[str, Form]) -> None:
    seen: set[str] = set()
    for n, p in enumerate(procedures):
        where = f"procedures[{n}] ({p.code})"
        if not re.fullmatch(r"\d\.\d{6}", p.code):
            raise _broken("procedures.json", f"{where}.code", "a code looks like 1.001193")
        if p.code in seen:
            raise _broken("procedures.json", f"{where}.code", "given twice")
        seen.add(p.code)
        if p.form not in forms:
            raise _broken("procedures.json", f"{where}.form", f"no form {p.form!r}")
        form = forms[p.form]
        needed: dict[str, str] = {}
        for name, fee in (("fee", p.fee), ("copy_fee", p.copy_fee)):
            match fee:
                case FreeIf():
                    needed[f"{name}.since_field"] = fee.since_field
                case PerCopy():
                    needed[f"{name}.field"] = fee.field
                case PerPageTiered():
                    needed[f"{name}.rows"] = fee.rows
                case _:
                    pass
        known = {f.key for f in form.fields()} | {s.key for s in form.sections}
        for name, key in needed.items():
            if key not in known:
                raise _broken("procedures.json", f"{where}.{name}", f"form {p.form!r} has no field {key!r}")
        names = [d.name for d in p.documents]
        if len(set(names)) != len(names):
            raise _broken("procedures.json", f"{where}.documents", "a document is listed twice")


def _work_calendar(data: _Calendar) -> WorkCalendar:
    """Public holidays with their lunar dates and swaps come from the `holidays` package; the file adds and overrides."""
    import holidays

    public = holidays.country_holidays("VN", years=range(data.first_year, data.last_year + 1))
    saturdays = frozenset(data.working_saturdays)
    closing = data.office_hours[-1][1]
    return WorkCalendar(
        first_year=data.first_year,
        last_year=data.last_year,
        holidays=frozenset({*public.keys(), *data.extra_closures} - saturdays),
        working_saturdays=saturdays,
        closing_time=time.fromisoformat(closing),
    )
