"""The QR of the ID card (thẻ CCCD gắn chip, thẻ căn cước) as it really arrives at a counter.

Clean text is `id|old id|name|ddmmyyyy|Nam/Nữ|address|ddmmyyyy[|more…]` in UTF-8. A USB scanner types it like a keyboard,
so an input method may turn `Nguyễn` into `Nguye64n`, a wrong code page into `Nguy?n`, and another key may stand for `|`.
Digits and dates survive; a damaged name or address is kept, marked, and the clerk is told.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.domain.text import tidy

MAX_KEY_GAP_SECONDS = 0.1
"""A scanner leaves at most this much time between two keys (domain facts: ≤ 100 ms)."""


class NotAnIdCard(ValueError):
    """The text is something else: another QR, a bar code, VNeID's sealed QR."""


@dataclass(frozen=True, slots=True)
class IdCard:
    """What the card says. `damaged` names the parts (`name`, `address`) that arrived garbled and need the clerk's eye."""

    personal_id: PersonalId
    old_id: str
    name: str
    birth_date: date
    sex: str
    address: str
    issued_on: date | None
    damaged: frozenset[str] = frozenset()


_FIELD = re.compile(r"^\s*(\d{12})(?P<separator>\D)")
_LATIN_MOJIBAKE = re.compile(r"Ã.|Æ.|áº|á»|Ä‘|Ä\x90")
_TELEX_DEBRIS = re.compile(r"aa|ee|oo|dd|[aou]w|[sfrxj](?=\s|$)", re.IGNORECASE)
"""Letters no Vietnamese word has in these places, but an unfinished Telex word does: `Nguyeenx`, `DDawngj`."""


def _ddmmyyyy(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _is_damaged(text: str, *, digits_allowed: bool) -> bool:
    if not text or _LATIN_MOJIBAKE.search(text) or "?" in text or "\ufffd" in text or "\u25a1" in text:
        return True
    if not digits_allowed and any(c.isdigit() for c in text):
        return True
    if digits_allowed and re.search(r"[a-zA-ZđĐ]{2,}\d+[a-zA-Z]", text):
        return True
    return text.isascii() and bool(_TELEX_DEBRIS.search(text))


def _sex(text: str, number: PersonalId) -> str:
    """`Nam` survives every garbling; what is not `Nam` is `Nữ` in some dress, unless nothing came at all."""
    if not text:
        return number.sex
    return "Nam" if text.casefold() == "nam" else "Nữ"


def parse_id_card(text: str) -> IdCard:
    """Read a scanned card.

    Accepts six or more fields, an unknown separator in place of `|`, trailing CR, LF and NUL, and garbled names.
    Raises NotAnIdCard when the shape is not a card's.
    """
    cleaned = text.replace("\x00", "").strip("\r\n\t \ufeff")
    head = _FIELD.match(cleaned)
    if head is None:
        raise NotAnIdCard(cleaned[:40])
    separator = "|" if cleaned.count("|") >= 5 else head.group("separator")
    if separator.isspace():
        raise NotAnIdCard(cleaned[:40])
    fields = [tidy(part) for part in cleaned.split(separator)]
    if len(fields) < 6:
        raise NotAnIdCard(cleaned[:40])
    try:
        number = PersonalId(fields[0])
    except PersonalIdMalformed as error:
        raise NotAnIdCard(cleaned[:40]) from error
    birth = _ddmmyyyy(fields[3])
    if birth is None:
        raise NotAnIdCard(cleaned[:40])
    name, address = fields[2], fields[5]
    damaged = {
        part
        for part, value, digits in (("name", name, False), ("address", address, True))
        if _is_damaged(value, digits_allowed=digits)
    }
    old_id = fields[1] if re.fullmatch(r"\d{9}", fields[1]) else ""
    issued = _ddmmyyyy(fields[6]) if len(fields) > 6 else None
    return IdCard(number, old_id, name, birth, _sex(fields[4], number), address, issued, frozenset(damaged))


def looks_like_scan(keys: Iterable[tuple[str, datetime]]) -> bool:
    """Whether typed characters came from a scanner: at least 20 of them, 12 digits first, no gap above 100 ms."""
    typed = list(keys)
    if len(typed) < 20 or not re.match(r"\d{12}\D", "".join(c for c, _ in typed)):
        return False
    gaps = ((b - a).total_seconds() for (_, a), (_, b) in itertools.pairwise(typed))
    return all(gap <= MAX_KEY_GAP_SECONDS for gap in gaps)
