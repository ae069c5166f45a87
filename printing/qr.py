"""A QR as its modules; screens and papers draw them."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

from kiosk.domain.ticket_mark import is_ticket

QUIET_MODULES = 4
"""White modules around the symbol (ISO/IEC 18004)."""


MASK = 2
"""Which of the eight masks breaks up the modules. Searching for the best takes four fifths of the time; a receipt's symbol is
signatures, which are as good as random, and no mask is better than another for those (figures in docs/receipts.md)."""

LONG = 200
"""Texts shorter than this are not mostly signatures: their mask is searched for."""


@lru_cache(maxsize=32)
def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's modules without its quiet zone; runs of digits or capitals use their dense modes.

    A quarter of it may be lost; of a ticket, which says five times as much, 15 %.
    """
    mask = MASK if len(text) > LONG else None
    code = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M if is_ticket(text) else ERROR_CORRECT_Q, border=0, mask_pattern=mask
    )
    code.add_data(text, optimize=12)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def module_millimetres(text: str, side_mm: float) -> float:
    """How wide one module is printed."""
    return side_mm / (len(qr_matrix(text)) + 2 * QUIET_MODULES)
