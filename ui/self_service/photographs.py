"""Photographs on their way to pages: taken on a page, made ready behind, shown small. Whose dossier they are for, others know."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from kiosk.scans import Scan
from ui.self_service.page import KioskPage

if TYPE_CHECKING:
    from ui.self_service.window import SelfServiceWindow
    from ui.self_service.workers import PageDone, Taken


class Photographs(QObject):
    """The small pictures of one citizen's pages, by content."""

    def __init__(self, window: "SelfServiceWindow") -> None:
        super().__init__(window)
        self._window = window
        self._small: dict[str, QImage] = {}

    def forget(self) -> None:
        self._small = {}

    def page(self, document: str, pages: Sequence[Scan], when: str = "", *, optional: bool = True) -> KioskPage:
        """The page that takes photographs of a document."""
        from ui.self_service.paper_pages import DocumentPage

        page = DocumentPage(self._window.counter, document, when, optional=optional)
        page.page_wanted.connect(self._prepare)
        page.dropped.connect(self._window.drop_page)
        page.changed.connect(self._window.show_foot)
        page.show_pages([(scan, self._small.get(scan.sha256)) for scan in pages])
        return page

    def show(self, document: str, pages: Sequence[Scan]) -> None:
        """There are more of them, or fewer."""
        from ui.self_service.paper_pages import DocumentPage

        shown = self._window.page
        if isinstance(shown, DocumentPage) and shown.document == document:
            shown.show_pages([(scan, self._small.get(scan.sha256)) for scan in pages])

    def _prepare(self, document: str, taken: "Taken") -> None:
        from ui.self_service.workers import PageOrder

        self._window.workers.prepare.emit(PageOrder(self._window.citizen, document, taken))

    def came(self, done: "PageDone") -> None:
        from ui.self_service.paper_pages import DocumentPage

        self._small[done.page.scan.sha256] = done.small
        shown = self._window.page
        if isinstance(shown, DocumentPage):
            shown.busy = max(shown.busy - 1, 0)
