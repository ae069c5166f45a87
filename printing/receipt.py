"""Mẫu 01, the receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả), as a PDF on A5 or A4.

Field order: Thông tư 01/2018/TT-VPCP and 03/2025/TT-VPCP, annex. Long content flows to further pages, each with its head and
"Trang 2/3".
"""

import io
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib import pagesizes
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from kiosk.domain.receipt import Receipt
from printing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, register_fonts
from printing.qr import QUIET_MODULES, qr_matrix

Paper = Literal["a5", "a4"]

QR_MM = 36.0
"""Printed side of the QR: a module stays at or above 0.4 mm (docs/receipts.md)."""
FRAME_PADDING = 6.0
"""reportlab's own padding inside a page's frame."""
LINE = HexColor("#8A94A3")
FAINT = HexColor("#5A6676")


@dataclass(frozen=True, slots=True)
class _Sheet:
    size: tuple[float, float]
    margin: float
    base: float
    """Body type in points."""


_SHEETS: dict[Paper, _Sheet] = {
    "a5": _Sheet(pagesizes.A5, 9 * mm, 8.2),
    "a4": _Sheet(pagesizes.A4, 18 * mm, 11.0),
}


def receipt_pdf(receipt: Receipt, paper: Paper = "a5") -> bytes:
    """The receipt as PDF bytes with fonts embedded and subset."""
    register_fonts()
    sheet = _SHEETS[paper]
    output = io.BytesIO()
    document = SimpleDocTemplate(
        output,
        pagesize=sheet.size,
        leftMargin=sheet.margin,
        rightMargin=sheet.margin,
        topMargin=sheet.margin,
        bottomMargin=sheet.margin + 3 * mm,
        title=f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {receipt.code}",
        author=receipt.agency_name,
        subject=receipt.request,
        lang="vi-VN",
    )
    width = sheet.size[0] - 2 * sheet.margin - 2 * FRAME_PADDING
    story = _Story(receipt, sheet, width).flowables()
    document.build(story, canvasmaker=_canvas_for(receipt, sheet))
    return output.getvalue()


class _Story:
    """The receipt's flowables from top to bottom."""

    def __init__(self, receipt: Receipt, sheet: _Sheet, width: float) -> None:
        self.r = receipt
        self.width = width
        self.base = sheet.base
        self.body = ParagraphStyle("body", fontName=REGULAR, fontSize=self.base, leading=self.base * 1.36)
        self.small = ParagraphStyle("small", parent=self.body, fontSize=self.base * 0.86, leading=self.base * 1.14)
        self.centre = ParagraphStyle("centre", parent=self.body, alignment=TA_CENTER)
        self.right = ParagraphStyle("right", parent=self.body, alignment=TA_RIGHT)
        self.bold = ParagraphStyle("bold", parent=self.body, fontName=BOLD)

    def flowables(self) -> list[Flowable]:
        gap = Spacer(0, self.base * 0.42)
        return [
            self._head(),
            gap,
            *self._title(),
            gap,
            *self._applicant(),
            self._documents(),
            gap,
            *self._promise(),
            Spacer(0, self.base * 0.7),
            KeepTogether([self._proof(), Spacer(0, self.base * 0.5), self._signatures()]),
        ]

    def _p(self, markup: str, style: ParagraphStyle | None = None) -> Paragraph:
        return Paragraph(markup, style or self.body)

    def _head(self) -> Flowable:
        head = ParagraphStyle("head", parent=self.centre, fontSize=self.base * 0.94, leading=self.base * 1.26)
        left = [
            self._p(f"<b>{escape(self.r.agency_name.upper())}</b>", head),
            self._p(f"<b>{escape(self.r.office_name.upper())}</b>", head),
            _Rule(self.base * 5.5),
            self._p(f"Số: {escape(self.r.code)}", head),
        ]
        right = [
            self._p("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", head),
            self._p("<b>Độc lập - Tự do - Hạnh phúc</b>", head),
            _Rule(self.base * 11.2),
            self._p(f"<i>{escape(self.r.place_and_date)}</i>", head),
        ]
        table = Table([[left, right]], colWidths=[self.width * 0.46, self.width * 0.54])
        table.setStyle(_tight(("VALIGN", (0, 0), (-1, -1), "TOP")))
        return table

    def _title(self) -> list[Flowable]:
        title = ParagraphStyle(
            "title", parent=self.centre, fontName=BOLD, fontSize=self.base * 1.5, leading=self.base * 1.9
        )
        lines: list[Flowable] = [
            Spacer(0, self.base * 0.5),
            self._p("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", title),
        ]
        if self.r.reprint:
            lines.append(self._p(f"<i>(Bản in lại lần {self.r.reprint})</i>", self.centre))
        return lines

    def _applicant(self) -> list[Flowable]:
        r = self.r
        contact = [f"Số điện thoại: {escape(r.phone) or '…'}", f"Email: {escape(r.email) or '…'}"]
        return [
            self._p(f"Tiếp nhận hồ sơ của: <b>{escape(r.applicant)}</b>"),
            self._p(f"Địa chỉ: {escape(r.address) or '…'}"),
            self._p("; ".join(contact)),
            self._p(f"Nội dung yêu cầu giải quyết: <b>{escape(r.request)}</b>"),
            self._p("1. Thành phần hồ sơ nộp gồm:"),
            Spacer(0, self.base * 0.25),
        ]

    def _documents(self) -> Flowable:
        rows: list[list[Paragraph]] = [
            [
                self._p("<b>STT</b>", self.centre),
                self._p("<b>Tên giấy tờ</b>"),
                self._p("<b>Hình thức</b>"),
                self._p("<b>Số lượng</b>", self.right),
            ]
        ]
        for n, document in enumerate(self.r.documents, start=1):
            rows.append(
                [
                    self._p(str(n), self.centre),
                    self._p(escape(document.name)),
                    self._p(escape(document.form)),
                    self._p(escape(document.quantity), self.right),
                ]
            )
        widths = [self.width * share for share in (0.08, 0.55, 0.22, 0.15)]
        table = Table(rows, colWidths=widths, repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    _FONT,
                    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("TOPPADDING", (0, 0), (-1, -1), self.base * 0.16),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), self.base * 0.3),
                    ("LEFTPADDING", (0, 0), (-1, -1), self.base * 0.5),
                    ("RIGHTPADDING", (0, 0), (-1, -1), self.base * 0.5),
                ]
            )
        )
        return table

    def _promise(self) -> list[Flowable]:
        r = self.r
        fee = "; ".join(f"{escape(label)}: {escape(amount)}" for label, amount in r.fee_lines)
        return [
            self._p(f"2. Số lượng hồ sơ: {r.sets:02} (bộ)"),
            self._p(f"3. Thời gian giải quyết hồ sơ theo quy định: {escape(r.time_limit)}"),
            self._p(f"4. Thời gian nhận hồ sơ: <b>{escape(r.received_at)}</b>"),
            self._p(f"5. Thời gian trả kết quả giải quyết hồ sơ: <b>{escape(r.due_at)}</b>"),
            self._p(f"6. Đăng ký nhận kết quả tại: {escape(r.return_at)}"),
            self._p(f"7. Phí, lệ phí: <b>{escape(r.fee_total)}</b>" + (f" ({fee})" if fee else "")),
            self._p(f"Vào Sổ theo dõi hồ sơ, quyển số: {escape(r.day_book)}; số thứ tự: {escape(r.day_book_number)}"),
        ]

    def _proof(self) -> Flowable:
        text = [
            self._p("<b>Tra cứu và kiểm tra giấy hẹn</b>", self.small),
            self._p(
                "Quét mã bằng điện thoại để xem hồ sơ đang ở bước nào. Mã mang chữ ký số của quầy: "
                "ai cũng kiểm tra được giấy này là thật, kể cả khi không có mạng.",
                self.small,
            ),
            Spacer(0, self.base * 0.3),
            self._p(f"Mã hồ sơ: <b>{escape(self.r.code)}</b>", self.small),
        ]
        side = QR_MM * mm
        table = Table([[_Qr(self.r.qr, side), text]], colWidths=[side + 2 * mm, self.width - side - 2 * mm])
        table.setStyle(_tight(("VALIGN", (0, 0), (-1, -1), "MIDDLE")))
        return table

    def _signatures(self) -> Flowable:
        def column(title: str, name: str) -> list[Flowable]:
            return [
                self._p(f"<b>{title}</b>", self.centre),
                self._p("<i>(Ký và ghi rõ họ tên)</i>", self.centre),
                Spacer(0, self.base * 3.6),
                self._p(escape(name), self.centre),
            ]

        cells = [[column("NGƯỜI NỘP HỒ SƠ", self.r.applicant), column("NGƯỜI TIẾP NHẬN HỒ SƠ", self.r.clerk)]]
        table = Table(cells, colWidths=[self.width / 2] * 2)
        table.setStyle(_tight(("VALIGN", (0, 0), (-1, -1), "TOP")))
        return table


# A table sets its own font even around cells that bring theirs; Helvetica would not be embedded.
_FONT = ("FONTNAME", (0, 0), (-1, -1), REGULAR)


def _tight(*commands: Any) -> TableStyle:
    sides = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return TableStyle([_FONT, *sides, *commands])


class _Qr(Flowable):
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


class _Rule(Flowable):
    """A short centred rule under a head line."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self._length = length
        self._room = 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self._room = aW
        return aW, 4.0

    def draw(self) -> None:
        left = (self._room - self._length) / 2
        self.canv.setLineWidth(0.6)
        self.canv.line(left, 2.2, left + self._length, 2.2)


def _canvas_for(receipt: Receipt, sheet: _Sheet) -> type[Canvas]:
    """A canvas that knows the number of pages when it writes "Trang 1/2", and marks practice papers."""

    class NumberedCanvas(Canvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            # Else every page would also name Helvetica, which is not embedded.
            super().__init__(*args, **(kwargs | {"initialFontName": REGULAR}))  # pyright: ignore[reportArgumentType]
            self._pages: list[dict[str, object]] = []

        def showPage(self) -> None:
            self._pages.append(dict(self.__dict__))
            self._startPage()  # pyright: ignore[reportAttributeAccessIssue]

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _furniture(self, receipt, sheet, number, len(self._pages))
                Canvas.showPage(self)
            Canvas.save(self)

    return NumberedCanvas


def _furniture(canvas: Canvas, receipt: Receipt, sheet: _Sheet, number: int, count: int) -> None:
    width, height = sheet.size
    canvas.saveState()
    canvas.setFont(ITALIC, sheet.base * 0.8)
    canvas.setFillColor(FAINT)
    canvas.drawString(sheet.margin, sheet.margin * 0.72, f"Mã hồ sơ {receipt.code}")
    canvas.drawRightString(width - sheet.margin, sheet.margin * 0.72, f"Trang {number}/{count}")
    if receipt.practice:
        canvas.setFont(BOLD_ITALIC, sheet.base * 5.4)
        canvas.setFillColor(Color(0.54, 0.32, 0.0, alpha=0.10))
        canvas.translate(width / 2, height / 2)
        canvas.rotate(38)
        canvas.drawCentredString(0, 0, "THỰC HÀNH")
    canvas.restoreState()
