"""A paper in the citizen's hand: a receipt or a slip is scanned, then its dossier's state shown, or papers left for it."""

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from kiosk.errors import KioskError
from kiosk.scans import Scan
from kiosk.sync.ports import Line
from ui.self_service.page import KioskPage
from ui.words import error_sentence

if TYPE_CHECKING:
    from kiosk.self_service.desk import Standing
    from ui.self_service.window import SelfServiceWindow
    from ui.self_service.workers import PageDone, StoodDone

Purpose = Literal["resume", "papers", "state"]


class InHand(QObject):
    """What one citizen scanned, and the pages photographed for it."""

    def __init__(self, window: "SelfServiceWindow") -> None:
        super().__init__(window)
        self._window = window
        self._counter = window.counter
        self.forget()

    def forget(self) -> None:
        self._purpose: Purpose = "state"
        self._receipt = ""
        self.standing: Standing | None = None
        self.pages: dict[str, list[Scan]] = {}

    # Scanning

    def scan(self, purpose: Purpose) -> None:
        self._purpose = purpose
        self._window.go(partial(self._scan_page, purpose))

    def _scan_page(self, purpose: Purpose) -> KioskPage:
        from ui.self_service.paper_pages import ScanPaperPage

        question, hint = {
            "resume": (self.tr("Quét phiếu “Hồ sơ làm dở”"), self.tr("Đưa mã trên phiếu trước đầu quét.")),
            "papers": (self.tr("Quét giấy hẹn của hồ sơ"), self.tr("Đưa mã vuông trên giấy hẹn trước đầu quét.")),
            "state": (
                self.tr("Quét giấy hẹn hoặc phiếu đăng ký"),
                self.tr("Đưa mã vuông trước đầu quét. Mất giấy thì hỏi cán bộ tại quầy."),
            ),
        }[purpose]
        page = ScanPaperPage(self._counter, question, hint)
        page.scanned.connect(self.take)
        return page

    def take(self, text: str) -> None:
        """Something was scanned on the page that asks for it."""
        from ui.self_service.paper_pages import ScanPaperPage

        page = self._window.page
        if not isinstance(page, ScanPaperPage):
            return
        if self._purpose == "resume":
            try:
                self._window.registering.resume(text)
            except KioskError as error:
                page.say_error(error_sentence(error))
            return
        self._receipt = text
        up = self._window.line is Line.UP
        page.waiting.setText(self.tr("Đang hỏi thành phố…") if up else self.tr("Đang tìm…"))
        self._window.workers.ask.emit(self._window.citizen, text)

    def stood(self, done: "StoodDone") -> None:
        """The answer; not for whoever came meanwhile."""
        from ui.self_service.paper_pages import ScanPaperPage

        if done.citizen != self._window.citizen or not isinstance(self._window.page, ScanPaperPage):
            return
        if self._purpose == "papers":
            self.standing = done.standing
            self.choose_paper()
        else:
            self.show_standing(done.standing)

    def show_standing(self, standing: "Standing") -> None:
        self.standing = standing
        self._window.go(partial(self._standing_page, standing))

    def _standing_page(self, standing: "Standing") -> KioskPage:
        from ui.self_service.end_pages import StandingPage

        page = StandingPage(standing)
        page.forward.connect(self._window.end_session)
        return page

    # Papers for it

    def choose_paper(self) -> None:
        self._window.go(self._leave_page)

    def _leave_page(self) -> KioskPage:
        from ui.self_service.paper_pages import LeavePage

        items = self.standing.items if self.standing is not None else ()
        names = items or (self.tr("Giấy tờ bổ sung"),)
        taken = {name: len(pages) for name, pages in self.pages.items() if pages}
        page = LeavePage(names, taken, asked=bool(items))
        page.forward.connect(self._leave)
        return page

    def photograph(self, name: str) -> None:
        self._window.go(partial(self._document_page, name))

    def _document_page(self, name: str) -> KioskPage:
        page = self._window.photographs.page(name, self.pages.get(name, ()), optional=False)
        page.forward.connect(self._window.back)
        return page

    def take_page(self, done: "PageDone") -> None:
        pages = self.pages.setdefault(done.page.document, [])
        pages.append(done.page.scan)
        self._window.photographs.show(done.page.document, pages)

    def drop_page(self, document: str, number: int) -> None:
        pages = self.pages.get(document, [])
        if number < len(pages):
            del pages[number]
        self._window.photographs.show(document, pages)

    def _leave(self) -> None:
        from kiosk.intake import NewScan
        from ui.self_service.workers import LeaveOrder

        scans = tuple(NewScan(name, page) for name, pages in self.pages.items() for page in pages)
        self._window.workers.leave.emit(LeaveOrder(self._window.citizen, self._receipt, scans))

    def left(self, citizen: int, code: str) -> None:
        """Kept, whoever stands there now."""
        self._window.workers.wake_sync()
        if citizen != self._window.citizen:
            return
        said = self.tr("Giấy tờ đã được giữ cho hồ sơ {code}. Cán bộ sẽ xem; giữ giấy gốc để đối chiếu.")
        self._window.forget()
        self._window.say_last(self.tr("Đã nhận giấy tờ"), said.format(code=code))
