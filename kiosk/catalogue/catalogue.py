"""What the catalogue holds once it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from kiosk.domain.fees import Fee, Free, FreeIf, PerCopy
from kiosk.domain.forms import Form
from kiosk.domain.text import fold, matches_fragments
from kiosk.domain.work_calendar import ProcessingTime, WorkCalendar


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document (giấy tờ) a procedure asks for. `action` is submit (kept) or present (looked at and given back)."""

    name: str
    action: Literal["submit", "present"]
    required: bool
    originals: int = 0
    copies: int = 0
    when: str = ""
    is_declaration: bool = False


class Procedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An administrative procedure (thủ tục hành chính) as the national list describes it."""

    code: str
    name: str
    name_en: str
    field: str
    processing_time: ProcessingTime
    fee: Fee
    documents: tuple[Document, ...]
    form: str
    result: str | None
    legal_basis: tuple[str, ...]
    online_level: str
    confidence: str
    copy_fee: PerCopy | None = None
    status: str = ""

    @property
    def scanning_order(self) -> tuple[str, ...]:
        """Names of the documents that are kept, in the order a clerk scans them: needed ones, the declaration, the rest."""
        kept = [d for d in self.documents if d.action == "submit"]
        return tuple(d.name for d in sorted(kept, key=lambda d: (not d.required, d.is_declaration)))

    @property
    def exemptions(self) -> tuple[str, ...]:
        """The reasons that waive the fee."""
        match self.fee:
            case FreeIf():
                return self.fee.otherwise.exemptions
            case Free():
                return ()
            case _:
                return self.fee.exemptions


class Unit(msgspec.Struct, frozen=True):
    """A ward or commune (xã/phường). Old units carry the district they belonged to until 30 June 2025."""

    code: str
    name: str
    district: str = ""
    district_code: str = ""

    @property
    def is_old(self) -> bool:
        return bool(self.district)

    @property
    def line(self) -> str:
        """The unit as the end of an address."""
        return f"{self.name}, {self.district}, Hà Nội" if self.is_old else f"{self.name}, Hà Nội"


@dataclass(frozen=True)
class Catalogue:
    version: str
    procedures: dict[str, Procedure]
    forms: dict[str, Form]
    units: tuple[Unit, ...]
    ethnicities: tuple[str, ...]
    province_agency: str
    make_calendar: Callable[[], WorkCalendar]
    valid_from: date
    valid_to: date | None

    def form_of(self, procedure: Procedure) -> Form:
        return self.forms[procedure.form]

    def find_procedures(self, query: str) -> list[Procedure]:
        """Procedures by code, unaccented fragments or initials; those whose name starts with the query come first."""
        wanted = fold(query)
        if not wanted:
            return list(self.procedures.values())
        found = [p for p in self.procedures.values() if wanted in p.code or matches_fragments(query, p.name)]
        return sorted(found, key=lambda p: (wanted not in fold(p.name), len(p.name)))

    def find_units(self, query: str, limit: int = 20) -> list[Unit]:
        """Units of today and before 2025-07-01 by unaccented fragments, today's first."""
        wanted = fold(query).split()
        if not wanted:
            return []
        found = [u for u, text in self._unit_texts if all(part in text for part in wanted)]
        return sorted(found, key=lambda u: (u.is_old, not fold(u.name).endswith(wanted[-1])))[:limit]

    def unit(self, code: str) -> Unit | None:
        """Today's unit with that code."""
        return next((u for u in self.units if u.code == code and not u.is_old), None)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Working days. Made at the first due date: the holidays of all years take a tenth of a second."""
        return self.make_calendar()

    @cached_property
    def _unit_texts(self) -> list[tuple[Unit, str]]:
        return [(u, fold(u.line)) for u in self.units]

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Country names in Vietnamese, Việt Nam first (Unicode CLDR, through Babel)."""
        from babel import Locale

        names = Locale("vi").territories
        rest = sorted(
            name for code, name in names.items() if len(code) == 2 and code not in {"VN", "EU", "UN", "ZZ", "XA", "XB"}
        )
        return ("Việt Nam", *rest)
