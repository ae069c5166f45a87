"""What the further papers say beyond the dossier itself: words and figures, no layout.

Numbers of slips: Thông tư 03/2025/TT-VPCP, annex I (the older Thông tư 01/2018 has the same first four).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplement:
    """Mẫu 02: everything that is missing, on one list, once."""

    items: tuple[str, ...]
    reason: str
    guide: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Mẫu 03. `legal_basis` are the laws the procedure rests on."""

    reason: str
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apology:
    """Mẫu 04: why it is late, and the new date, as written on paper."""

    reason: str
    due_before: str
    due_after: str
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Mẫu 05: the handling ends, at the citizen's wish or for a reason."""

    reason: str
    at_own_wish: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """A row of Mẫu 06, the control sheet that travels with the file. Moments as written on paper."""

    giver: str
    receiver: str
    moment: str
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationSlip:
    """What a citizen carries from self-service to a counter. `ticket` is the QR's text, empty where the device has no key yet;
    `number` 0 for a dossier that is not finished. `bring` are the papers to show at the counter."""

    agency_name: str
    office_name: str
    number: int
    code: str
    procedure: str
    moment: str
    bring: tuple[str, ...]
    ticket: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class DayBookRow:
    """A row of Mẫu 07, the day book (sổ theo dõi hồ sơ)."""

    number: str
    code: str
    procedure: str
    applicant: str
    contact: str
    office: str
    received: str
    due: str
    handed_back: str
    channel: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayBook:
    """The day book of a counter from `first` to `last`, as written on paper."""

    agency_name: str
    office_name: str
    place_and_date: str
    first: str
    last: str
    rows: tuple[DayBookRow, ...]
    practice: bool = False


@dataclass(frozen=True, slots=True)
class CashUp:
    """A counter's cash at the day's end: kinds of fee with how often and how much, and what was counted."""

    agency_name: str
    office_name: str
    place_and_date: str
    day: str
    lines: tuple[tuple[str, int, str], ...]
    expected: str
    counted: str
    difference: str
    note: str
    clerk: str
    counter: int
    practice: bool = False


@dataclass(frozen=True, slots=True)
class DeclarationSection:
    """A titled part of a declaration form: labels with what was declared. A repeated section comes once for each row."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Declaration:
    """The filled declaration form (tờ khai), for signature. Source: Thông tư 04/2024/TT-BTP."""

    title: str
    addressed_to: str
    sections: tuple[DeclarationSection, ...]
    pledge: str
    requester: str
    place_and_date: str
    code: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class PosterDocument:
    name: str
    quantity: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """The poster of a procedure (niêm yết). `start_url` opens it on the citizen's phone."""

    agency_name: str
    office_name: str
    procedure: str
    code: str
    field: str
    documents: tuple[PosterDocument, ...]
    time_limit: str
    fee: tuple[str, ...]
    result: str
    legal_basis: tuple[str, ...]
    online_level: str
    start_url: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class QueueTicket:
    """A number for who waits (số thứ tự)."""

    agency_name: str
    office_name: str
    number: int
    moment: str
    business: str = ""
    practice: bool = False
