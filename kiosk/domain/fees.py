"""Fees (phí, lệ phí): tiers, caps, free periods and exemptions. Amounts in đồng, whole numbers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec


class Free(msgspec.Struct, frozen=True, tag_field="kind", tag="free"):
    """Nothing to pay."""


class PerCase(msgspec.Struct, frozen=True, tag_field="kind", tag="per_case"):
    """One amount for the dossier."""

    amount_vnd: int
    note: str = ""
    set_by: str = ""
    exemptions: tuple[str, ...] = ()


class PerCopy(msgspec.Struct, frozen=True, tag_field="kind", tag="per_copy"):
    """An amount for each copy asked for. Source: TT 281/2016/TT-BTC."""

    amount_vnd: int
    note: str = ""
    field: str = "copies_requested"
    exemptions: tuple[str, ...] = ()


class PerPageTiered(msgspec.Struct, frozen=True, tag_field="kind", tag="per_page_tiered"):
    """First two pages at one price, following pages at another, capped for each copy. Source: TT 226/2016/TT-BTC."""

    first_two_pages_vnd: int
    following_pages_vnd: int
    cap_per_copy_vnd: int
    note: str = ""
    rows: str = "certified_documents"
    exemptions: tuple[str, ...] = ()


class FreeIf(msgspec.Struct, frozen=True, tag_field="kind", tag="free_if"):
    """Free when the event is at most `within_days` old on the day of acceptance, else `otherwise`."""

    condition: str
    otherwise: PerCase
    within_days: int
    since_field: str


Fee = Free | PerCase | PerCopy | PerPageTiered | FreeIf


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the bill. `amount_vnd` is 0 when waived, and `why` then says why."""

    label: str
    quantity: int
    unit_vnd: int
    amount_vnd: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    lines: tuple[FeeLine, ...]

    @property
    def total_vnd(self) -> int:
        return sum(line.amount_vnd for line in self.lines)


def certified_copy_price(fee: PerPageTiered, pages: int) -> int:
    """What one certified copy of an original of `pages` pages costs."""
    price = fee.first_two_pages_vnd * min(pages, 2) + fee.following_pages_vnd * max(pages - 2, 0)
    return min(price, fee.cap_per_copy_vnd)


def bill(
    fee: Fee,
    form: Mapping[str, object],
    *,
    on: date,
    label: str = "Lệ phí",
    copy_fee: PerCopy | None = None,
    exemption: str = "",
) -> Bill:
    """What the citizen pays, from the parsed form (dates as `date`, counts as `int`, repeated rows as lists).

    `copy_fee` prices extra copies asked for beside the procedure itself. `exemption` is the reason a clerk chose; it
    waives the procedure's fee, not the copies.
    """
    lines = list(_lines(fee, form, on, label))
    if exemption:
        lines = [FeeLine(x.label, x.quantity, x.unit_vnd, 0, f"miễn: {exemption}") for x in lines]
    if copy_fee is not None:
        lines = [*_lines(copy_fee, form, on, "Bản sao trích lục"), *lines]
    return Bill(tuple(lines))


def _lines(fee: Fee, form: Mapping[str, object], on: date, label: str) -> Sequence[FeeLine]:
    match fee:
        case Free():
            return [FeeLine(label, 1, 0, 0, "không thu")]
        case PerCase():
            return [FeeLine(label, 1, fee.amount_vnd, fee.amount_vnd)]
        case PerCopy():
            count = _count(form.get(fee.field))
            shown = "Bản sao" if label.startswith("Lệ phí") else label
            return [FeeLine(shown, count, fee.amount_vnd, count * fee.amount_vnd)] if count else []
        case PerPageTiered():
            rows = form.get(fee.rows)
            lines: list[FeeLine] = []
            for row in rows if isinstance(rows, list) else []:
                pages, copies = _count(row.get("pages")), _count(row.get("copies"))
                price = certified_copy_price(fee, pages)
                lines.append(
                    FeeLine(f"{row.get('document_name') or 'Bản sao'} ({pages} trang)", copies, price, price * copies)
                )
            return lines
        case FreeIf():
            since = form.get(fee.since_field)
            since = since.date() if isinstance(since, datetime) else since
            if isinstance(since, date) and (on - since).days > fee.within_days:
                return _lines(fee.otherwise, form, on, label)
            return [FeeLine(label, 1, 0, 0, "miễn (trong hạn)")]


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
