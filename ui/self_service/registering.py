"""A dossier in the making, from the choice of a procedure to the number that is called. Which page comes next, `Session` knows."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.errors import KioskError
from ui.self_service.page import KioskPage
from ui.widgets.basics import label
from ui.widgets.symbol import qr_pixmap
from ui.words import error_sentence

if TYPE_CHECKING:
    from kiosk.self_service.session import Session, Step
    from ui.self_service.window import SelfServiceWindow
    from ui.self_service.workers import PageDone, RegisterDone


class Registering(QObject):
    """One after the other, each citizen's own `session`; None while nobody is at a dossier."""

    def __init__(self, window: "SelfServiceWindow") -> None:
        super().__init__(window)
        self._window = window
        self._counter = window.counter
        self.session: Session | None = None
        self.learning = False
        """The citizen came to read what a procedure needs; beginning is only offered."""

    @property
    def can_be_put_off(self) -> bool:
        """Something was begun that is not registered yet."""
        session = self.session
        return session is not None and not session.sent and session.at is not None and session.at.kind != "needs"

    def forget(self) -> None:
        self.session = None

    # Choosing

    def choose(self, *, learn: bool) -> None:
        self.learning = learn
        self._window.go(self._procedures)

    def _procedures(self) -> KioskPage:
        from ui.self_service.start_pages import ProceduresPage

        page = ProceduresPage(self._counter, learn=self.learning)
        if not self.learning:
            page.show_step(self._step_words(1))
        return page

    def search(self) -> None:
        self._window.go(self._search)

    def _search(self) -> KioskPage:
        from ui.self_service.start_pages import SearchPage

        return SearchPage(self._counter, across=self._window.is_across)

    def begin(self, procedure: str) -> None:
        # Here, and so below: what a session needs loads with the first one, not before the first page.
        from kiosk.self_service.session import Session

        self.session = Session(self._counter)
        self._go_to(self.session.choose(procedure))

    def resume(self, scanned: str) -> None:
        """Go on with an unfinished ticket. Raises Refused where it is none."""
        from kiosk.self_service.session import Session

        ticket = self._counter.self_service.read_unfinished(scanned)
        self.session = Session(self._counter)
        self.learning = False
        self._go_to(self.session.resume(ticket))

    # Page after page

    def forward(self) -> None:
        assert self.session is not None and self.session.at is not None
        if self.session.at.kind == "check":
            self._window.go(self._consent)
        else:
            self._go_to(self.session.forward())

    def change(self, path: str) -> None:
        assert self.session is not None
        self._go_to(self.session.change(path))

    def _go_to(self, step: "Step") -> None:
        self._window.go(partial(self._step_page, step))

    def _step_words(self, part: int) -> str:
        from kiosk.self_service.session import PARTS

        return self.tr("Bước {n} trên {of}").format(n=part, of=PARTS)

    def _step_page(self, step: "Step") -> KioskPage:
        from ui.self_service.answer_pages import CardPage, CheckPage, MorePage, QuestionPage, ReturnPage
        from ui.self_service.start_pages import NeedsPage

        session = self.session
        assert session is not None and session.accepting.procedure is not None
        session.show(step)
        page: KioskPage
        match step.kind:
            case "needs":
                page = NeedsPage(self._counter, session.accepting.procedure, learn=self.learning)
            case "card":
                page = CardPage(self._counter, session, step)
            case "question":
                page = QuestionPage(self._counter, session, step)
            case "more":
                page = MorePage(session, step)
            case "document":
                when = next((d.when for d in session.accepting.procedure.documents if d.name == step.path), "")
                page = self._window.photographs.page(step.path, session.pages.get(step.path, ()), when)
            case "return":
                page = ReturnPage(session)
            case "check":
                page = CheckPage(session)
        page.show_step(self._step_words(step.part))
        page.forward.connect(self.forward)
        return page

    # Photographed pages

    def take_page(self, done: "PageDone") -> None:
        if self.session is not None:
            self.session.add_page(done.page.document, done.page.scan)
            self._window.photographs.show(done.page.document, self.session.pages.get(done.page.document, ()))

    def drop_page(self, document: str, number: int) -> None:
        if self.session is not None and document in self.session.pages:
            self.session.drop_page(document, number)
            self._window.photographs.show(document, self.session.pages.get(document, ()))

    # The end

    def _consent(self) -> KioskPage:
        from kiosk.self_service.session import PARTS
        from ui.self_service.paper_pages import ConsentPage

        page = ConsentPage()
        page.show_step(self._step_words(PARTS))
        page.agreed.connect(self._register)
        return page

    def _register(self, signature: bytes) -> None:
        """`signature` is a picture, empty where the citizen did not sign."""
        from kiosk.scans import check_scan
        from kiosk.self_service.desk import Consent
        from ui.self_service.workers import RegisterOrder

        session = self.session
        if session is None or session.sent:
            return
        session.sent = True
        consent = Consent(self._counter.clock.now(), check_scan("chu-ky.png", signature) if signature else None)
        order = RegisterOrder(
            self._window.citizen, session.accepting.entry(), session.entered(), tuple(session.scans()), consent
        )
        self._window.workers.register.emit(order)

    def not_registered(self) -> None:
        """Nothing was changed: it can be tried again."""
        if self.session is not None:
            self.session.sent = False

    def registered(self, done: "RegisterDone") -> None:
        """Durable now, and only now the slip prints."""
        from ui.self_service.workers import SlipOrder

        self._window.workers.print_slip.emit(SlipOrder(done.registered, done.ticket))
        self._window.workers.wake_sync()
        if done.citizen != self._window.citizen or self.session is None:
            return  # walked away meanwhile: it is kept, and its number stands on the slip
        procedure = self.session.accepting.procedure
        self._window.go_last(partial(self._done_page, done, procedure.name if procedure else ""))

    def _done_page(self, done: "RegisterDone", procedure: str) -> KioskPage:
        from ui.self_service.end_pages import DonePage

        page = DonePage(done, procedure)
        page.forward.connect(self._window.end_session)
        return page

    def want_message(self, dossier_id: str) -> None:
        self._window.workers.want_message.emit(self._window.citizen, dossier_id)

    def message_wanted(self, citizen: int) -> None:
        from ui.self_service.end_pages import DonePage

        self._window.workers.wake_sync()
        if citizen == self._window.citizen and isinstance(self._window.page, DonePage):
            self._window.page.show_message_wanted()

    def put_off(self) -> None:
        """All that was entered goes on paper alone; nothing of it stays here."""
        from ui.self_service.workers import SlipOrder

        session, page = self.session, self._window.page
        if session is None or session.accepting.procedure is None or page is None:
            return
        code = session.accepting.procedure.code
        try:
            ticket = self._counter.self_service.unfinished_ticket(code, session.entered())
        except KioskError as error:
            page.say_error(error_sentence(error))
            return
        self._window.workers.print_slip.emit(SlipOrder(ticket=ticket, procedure=code))
        self._window.forget()
        self._window.go_last(partial(self._put_off_page, ticket))

    def _put_off_page(self, ticket: str) -> KioskPage:
        from ui.self_service.end_pages import QR_SIDE, SaidPage

        page = SaidPage(
            self.tr("Cầm phiếu này để làm tiếp"),
            self.tr(
                "Máy không giữ lại gì. Lần sau chạm “Làm tiếp hồ sơ đang dở” rồi quét phiếu. Trang đã chụp phải chụp lại."
            ),
        )
        symbol = label()
        symbol.setPixmap(qr_pixmap(ticket, QR_SIDE))
        symbol.setAccessibleName(self.tr("Mã QR của phiếu"))
        page.body.insertWidget(page.body.count() - 1, symbol)
        page.forward.connect(self._window.end_session)
        return page
