"""Printing through the windowing toolkit, for systems without CUPS (Windows): each PDF page is drawn at the printer's own
resolution."""

import sys

from PySide6.QtCore import QCoreApplication, QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from printing.printers import Printed, Printer, PrinterFailed

MAX_DPI = 600


class QtPrinter:
    """A printer the system's print support knows."""

    def __init__(self, printer: QPrinter, name: str) -> None:
        self._printer = printer
        self.name = name

    def send(self, pdf: bytes, name: str, copies: int) -> Printed:
        from printing.reading import page_pictures

        printer = self._printer
        dpi = min(printer.resolution(), MAX_DPI)
        printer.setDocName(name)
        printer.setCopyCount(copies)
        printer.setFullPage(True)
        pages = page_pictures(pdf, dpi)
        size = QPageSize(QPageSize.PageSizeId.A5 if pages[0].width / dpi < 7 else QPageSize.PageSizeId.A4)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterFailed(self.name, QCoreApplication.translate("printer", "máy in không nhận lệnh"))
        try:
            for number, page in enumerate(pages):
                if number and not printer.newPage():
                    raise PrinterFailed(
                        self.name, QCoreApplication.translate("printer", "máy in không nhận trang tiếp theo")
                    )
                picture = page.convert("RGB")
                image = QImage(
                    picture.tobytes(), picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
                )
                painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
        finally:
            painter.end()
        return Printed(self.name)


def system_printer(wanted: str) -> Printer | None:
    """The printer of that name, else the default, on systems whose printers CUPS does not serve."""
    if sys.platform.startswith("linux"):
        return None
    info = QPrinterInfo.printerInfo(wanted) if wanted else QPrinterInfo.defaultPrinter()
    if info.isNull():
        return None
    return QtPrinter(QPrinter(info, QPrinter.PrinterMode.HighResolution), info.printerName())


def system_printer_names() -> list[str]:
    return [] if sys.platform.startswith("linux") else QPrinterInfo.availablePrinterNames()
