"""A QR as a drawing: crisp at any printer's resolution, as few rectangles as its rows allow."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.platypus import Flowable

QUIET_MODULES = 4
"""White modules around the symbol (ISO/IEC 18004)."""


def qr_matrix(text: str) -> list[list[bool]]:
    """The symbol's modules without its quiet zone, error correction M; alphanumeric runs use their dense mode."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=12)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


class QrFlowable(Flowable):
    """The symbol `side` points wide and high, quiet zone included, as one filled path: each row's runs of dark modules."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self._matrix = qr_matrix(text)
        self._side = side

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return self._side, self._side

    def draw(self) -> None:
        module = self._side / (len(self._matrix) + 2 * QUIET_MODULES)
        path = self.canv.beginPath()
        for y, row in enumerate(self._matrix):
            top = self._side - (QUIET_MODULES + y + 1) * module
            x = 0
            while x < len(row):
                end = x
                while end < len(row) and row[end]:
                    end += 1
                if end > x:
                    path.rect((QUIET_MODULES + x) * module, top, (end - x) * module, module)
                x = max(end, x + 1)
        self.canv.setFillColorRGB(0, 0, 0)
        self.canv.drawPath(path, stroke=0, fill=1)


def module_millimetres(text: str, side_mm: float) -> float:
    """How wide one module is printed."""
    return side_mm / (len(qr_matrix(text)) + 2 * QUIET_MODULES)
