"""A QR as a drawing: crisp at any printer's resolution, as few rectangles as its rows allow."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import black

QUIET_MODULES = 4
"""White modules around the symbol (ISO/IEC 18004)."""


def qr_matrix(text: str) -> list[list[bool]]:
    """The symbol's modules without its quiet zone, error correction M; alphanumeric runs use their dense mode."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=12)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def qr_drawing(text: str, side: float) -> Drawing:
    """A drawing `side` points wide and high, quiet zone included."""
    matrix = qr_matrix(text)
    module = side / (len(matrix) + 2 * QUIET_MODULES)
    drawing = Drawing(side, side)
    for y, row in enumerate(matrix):
        top = side - (QUIET_MODULES + y + 1) * module
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                left = (QUIET_MODULES + x) * module
                drawing.add(Rect(left, top, (end - x) * module, module, fillColor=black, strokeColor=None, strokeWidth=0))
            x = max(end, x + 1)
    return drawing


def module_millimetres(text: str, side_mm: float) -> float:
    """How wide one module is printed."""
    return side_mm / (len(qr_matrix(text)) + 2 * QUIET_MODULES)
