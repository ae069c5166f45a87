"""Thermal receipt printers (ESC/POS): every paper goes as a picture, so that no code page can spoil a Vietnamese letter.

Addresses: `usb:04b8:0202`, `tcp:192.168.1.50:9100`, `serial:/dev/ttyUSB0:9600`, `file:/dev/usb/lp0`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image

from printing.printers import Printed, PrinterFailed
from printing.reading import page_pictures

DOTS_PER_INCH = 203
WIDTH_DOTS = 576
"""What an 80 mm printer prints of its paper."""
BAND_ROWS = 256
"""A picture goes in bands: cheap printers buffer no more."""
DARK_BELOW = 150
"""Of 256 greys: what is darker becomes a dot."""
DRAWER_PIN = 2
TIMEOUT_SECONDS = 10


class ThermalPrinter:
    """A thermal printer at an address. `opens_drawer`: the drawer for cash is kicked after the paper."""

    def __init__(self, address: str, *, opens_drawer: bool = False) -> None:
        self.name = address
        self._opens_drawer = opens_drawer

    def send(self, pdf: bytes, name: str, copies: int) -> Printed:
        pictures = [dots(page) for page in page_pictures(pdf, DOTS_PER_INCH)]
        with _connected(self.name) as printer:
            _refuse_without_paper(printer, self.name)
            for _ in range(copies):
                for picture in pictures:
                    printer.image(picture, impl="bitImageRaster", fragment_height=BAND_ROWS)
                printer.cut()
            if self._opens_drawer:
                printer.cashdraw(DRAWER_PIN)
        return Printed(self.name)


def dots(page: Image.Image) -> Image.Image:
    """A page as black dots, exactly as wide as the printer prints. A hard edge: dithering would blur the QR."""
    grey = page.convert("L")
    if grey.width != WIDTH_DOTS:
        grey = grey.resize((WIDTH_DOTS, round(grey.height * WIDTH_DOTS / grey.width)), Image.Resampling.LANCZOS)
    return grey.point([0] * DARK_BELOW + [255] * (256 - DARK_BELOW)).convert("1")


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """The printer behind an address, closed afterwards. Raises PrinterFailed in words."""
    from escpos import printer as kinds
    from escpos.exceptions import Error

    kind, _, rest = address.partition(":")
    made: Any = None
    try:
        match kind:
            case "tcp":
                host, _, port = rest.rpartition(":")
                made = kinds.Network(host, port=int(port), timeout=TIMEOUT_SECONDS)
            case "usb":
                vendor, _, product = rest.partition(":")
                made = kinds.Usb(int(vendor, 16), int(product, 16), timeout=TIMEOUT_SECONDS * 1000)
            case "serial":
                device, _, speed = rest.rpartition(":")
                made = kinds.Serial(device, baudrate=int(speed), timeout=TIMEOUT_SECONDS)
            case "file":
                made = kinds.File(rest)
            case _:
                raise PrinterFailed(address, "địa chỉ máy in nhiệt không đúng")
        made.open()
        yield made
    except (Error, OSError, ValueError) as error:
        raise PrinterFailed(address, str(error) or type(error).__name__) from error
    finally:
        if made is not None:
            made.close()


def _refuse_without_paper(printer: Any, address: str) -> None:
    """Ask for the paper sensor. A printer that cannot be asked, or stays silent, is believed to have paper."""
    try:
        status = printer.paper_status()
    except (NotImplementedError, OSError):
        return
    if status == 0:
        raise PrinterFailed(address, "hết giấy")
