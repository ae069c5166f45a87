"""The words and figures papers are filled with: fees, documents, dates and declared values as people read them."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import cast

from kiosk.catalogue import Procedure
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import in_words, parse_partial_date, show_moment
from kiosk.domain.event import Json
from kiosk.domain.fees import Fee, Free, FreeIf, PerCase, PerCopy, PerPageTiered
from kiosk.domain.forms import Field
from kiosk.domain.receipt import Receipt, ReceiptDocument
from kiosk.domain.slips import PosterDocument
from kiosk.domain.text import dong


def fee_in_words(procedure: Procedure) -> tuple[str, ...]:
    """What a procedure costs, for people: the fee first, then who pays nothing and what copies cost."""
    lines = [_fee_words(procedure.fee)]
    if procedure.exemptions:
        lines.append("Miễn cho: " + "; ".join(reason[:1].lower() + reason[1:] for reason in procedure.exemptions))
    if procedure.copy_fee:
        lines.append(f"Bản sao: {dong(procedure.copy_fee.amount_vnd)} một bản")
    return tuple(lines)


def _fee_words(fee: Fee) -> str:
    match fee:
        case Free():
            return "Không thu"
        case PerCase():
            return f"{dong(fee.amount_vnd)} một việc"
        case PerCopy():
            return f"{dong(fee.amount_vnd)} một bản"
        case PerPageTiered():
            return (
                f"{dong(fee.first_two_pages_vnd)} một trang cho hai trang đầu, {dong(fee.following_pages_vnd)} từ trang thứ "
                f"ba, nhiều nhất {dong(fee.cap_per_copy_vnd)} một bản"
            )
        case FreeIf():
            return f"Không thu {fee.condition}; ngoài hạn {_fee_words(fee.otherwise)}"


def poster_documents(procedure: Procedure) -> Iterator[PosterDocument]:
    for document in procedure.documents:
        parts = [
            f"{count:02} {word}"
            for count, word in ((document.originals, "bản chính"), (document.copies, "bản sao"))
            if count
        ]
        quantity = "Xuất trình" if document.action == "present" else ", ".join(parts) or "Nộp"
        when = document.when or ("" if document.required else "nếu có")
        yield PosterDocument(document.name, quantity, when)


def dated(receipt: Receipt, unit_name: str, moment: datetime) -> Receipt:
    return dataclasses.replace(receipt, place_and_date=place_and_date(unit_name, moment.astimezone(HANOI)))


def place_and_date(unit_name: str, day: datetime) -> str:
    place = unit_name.removeprefix("Xã ").removeprefix("Phường ")
    return f"{place}, ngày {day:%d} tháng {day:%m} năm {day:%Y}"


def short_moment(moment: datetime) -> str:
    local = moment.astimezone(HANOI)
    return f"{local:%H:%M} {local:%d/%m/%Y}"


def declared_lines(fields: tuple[Field, ...], values: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = values.get(field.key)
        if value in (None, "") and not field.required:
            continue
        yield field.label, shown_value(field, value)


def shown_value(field: Field, value: Json) -> str:
    if value in (None, ""):
        return ""
    show: dict[str, Callable[[str], str]] = {
        "date": date_shown,
        "partial_date": date_shown,
        "datetime": lambda text: show_moment(datetime.fromisoformat(text)),
        "money": lambda text: dong(int(text)),
    }
    try:
        return show.get(field.type, str)(str(value))
    except ValueError:
        return str(value)


def date_shown(text: str) -> str:
    """`25/11/2026 (Ngày hai mươi lăm tháng …)`: declaration forms want a whole date in words as well."""
    known = parse_partial_date(text, today=date.max - timedelta(days=1))
    if known.day is not None:
        return f"{known} ({in_words(known.earliest())})"
    return str(known)


def receipt_documents(documents: list[dict[str, Json]]) -> Iterator[ReceiptDocument]:
    for document in documents:
        name = str(document["name"])
        originals, copies = cast(int, document["originals"]), cast(int, document["copies"])
        if document["action"] == "present":
            yield ReceiptDocument(name, "Xuất trình", "–")
            continue
        if originals:
            yield ReceiptDocument(name, "Bản chính", f"{originals:02}")
        if copies:
            yield ReceiptDocument(name, "Bản sao", f"{copies:02}")
        if not originals and not copies:
            yield ReceiptDocument(name, "Bản điện tử", "01")


def fee_label(line: Mapping[str, Json]) -> str:
    quantity = cast(int, line["quantity"])
    return f"{line['label']} × {quantity}" if quantity > 1 else str(line["label"])


def fee_amount(line: Mapping[str, Json]) -> str:
    return str(line["why"]) if line["why"] and not line["amount_vnd"] else dong(cast(int, line["amount_vnd"]))
