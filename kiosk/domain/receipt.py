"""What a receipt says, ready to set on paper: words and figures, no layout."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A row of the table of documents handed over."""

    name: str
    form: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Mẫu 01, in the order of its fields. Source: Thông tư 01/2018/TT-VPCP and 03/2025/TT-VPCP, annex."""

    agency_name: str
    office_name: str
    code: str
    place_and_date: str
    applicant: str
    address: str
    phone: str
    email: str
    request: str
    documents: tuple[ReceiptDocument, ...]
    sets: int
    time_limit: str
    received_at: str
    due_at: str
    return_at: str
    fee_lines: tuple[tuple[str, str], ...]
    fee_total: str
    day_book: str
    day_book_number: str
    clerk: str
    qr: str
    practice: bool = False
    reprint: int = 0
