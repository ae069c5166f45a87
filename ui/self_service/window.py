"""The citizens' window: head, question, foot; who is at it and for how long; and no way out of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QTranslator, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import HANOI, Clock
from kiosk.domain.ticket_mark import is_ticket
from kiosk.errors import KioskError
from kiosk.scans import Scan
from kiosk.supervisor import beat
from kiosk.sync.ports import Line, Progress
from ui.self_service.idle import IdleWatch, StillThere
from ui.self_service.lock import Lock
from ui.self_service.look import GAP, SIZES, dress
from ui.self_service.page import KioskPage, touch
from ui.widgets.basics import label
from ui.words import error_sentence
from ui.worker import Desk, Failure

if TYPE_CHECKING:
    from kiosk.self_service.desk import Standing
    from kiosk.self_service.session import Session, Step
    from ui.self_service.workers import PageDone, RegisterDone, SelfServiceWorkers

TRANSLATIONS = Path(__file__).parent.parent / "translations"
BRAND = "Một Cửa"
BEAT_MILLISECONDS = 2000
HEALTH_MILLISECONDS = 60 * 60 * 1000
DONE_SECONDS = 45
"""So long the last page stands before the next person may begin."""


class SelfServiceWindow(QMainWindow):
    """`usable` fires once the first page takes a touch."""

    usable = Signal()

    def __init__(self, data_dir: Path, city_url: str = "", clock: Clock | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Một Cửa")
        self.counter = Counter(data_dir, clock)
        settings = self.counter.settings
        self._closed = False
        self._text_size = SIZES[0]
        self._high_contrast = False
        self._language = settings.language
        self._translator: QTranslator | None = None
        self.low_reach = settings.low_reach
        self.session: Session | None = None
        self._number = 0
        """Which citizen of this window it is; what comes late for a former one is dropped."""
        self._receipt = ""
        self._standing: Standing | None = None
        self._left: dict[str, list[Scan]] = {}
        self._learning = False
        self._paper = ""
        """What the printer said last."""
        self._trail: list[Callable[[], KioskPage]] = []
        self._make: Callable[[], KioskPage] | None = None
        self.page: KioskPage | None = None
        self.line = Line.UNKNOWN
        self._desk = Desk(data_dir, self.counter.clock, self.counter.catalogue)
        self._city_url = city_url or settings.city_url
        self._workers: SelfServiceWorkers | None = None
        self._build()
        self._beats = QTimer(self)
        self._beats.setInterval(BEAT_MILLISECONDS)
        self._beats.timeout.connect(partial(beat, data_dir))
        self._beats.start()
        self._health = QTimer(self)
        self._health.setInterval(HEALTH_MILLISECONDS)
        self._health.timeout.connect(self._note_health)
        self._health.start()
        self.idle = IdleWatch(self, settings.idle_seconds)
        self.idle.warned.connect(self._ask_still_there)
        self.idle.left.connect(self.end_session)
        self.still_there: StillThere | None = None
        self.lock = Lock(self, self.counter)
        self.lock.scanned.connect(self._scanned)
        self.lock.leaving.connect(self._leave)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # The last installed is asked first: the watch sees also the keys that the lock swallows.
        app.installEventFilter(self.lock)
        app.installEventFilter(self.idle)
        self.restyle()
        self.show_home()

    # The frame around the pages

    def _build(self) -> None:
        root = QWidget()
        root.setObjectName("kioskPage")
        outer = QVBoxLayout(root)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._head = QFrame()
        self._head.setObjectName("kioskHead")
        head = QVBoxLayout(self._head)
        head.setContentsMargins(56, 6, 44, 6)
        head.setSpacing(0)
        self._brand_row, self._head_row = QHBoxLayout(), QHBoxLayout()
        self._head_row.setSpacing(4)
        head.addLayout(self._brand_row)
        head.addLayout(self._head_row)
        outer.addWidget(self._head)
        self._practice = QFrame()
        self._practice.setObjectName("practice")
        row = QHBoxLayout(self._practice)
        row.setContentsMargins(56, 6, 56, 6)
        self._practice_words = label("")
        row.addWidget(self._practice_words)
        self._practice.setVisible(self.counter.identity.practice)
        outer.addWidget(self._practice)
        self._band = QFrame()
        self._band.setObjectName("band")
        row = QHBoxLayout(self._band)
        row.setContentsMargins(56, 12, 56, 12)
        self._band_words = label("", wrap=True)
        row.addWidget(self._band_words)
        self._band.hide()
        outer.addWidget(self._band)
        self._reach = QWidget()
        """Room above, so that all that is touched lies in the lower half."""
        self._reach.hide()
        outer.addWidget(self._reach)
        self._pages = QStackedWidget()
        outer.addWidget(self._pages, 1)
        self._foot = QWidget()
        self._foot.setObjectName("kioskFoot")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(56, 12, 56, 36)
        foot.setSpacing(GAP)
        self._next_row, self._foot_row = QHBoxLayout(), QHBoxLayout()
        """Upright, with larger text, the button to go on has a row of its own."""
        self._foot_row.setSpacing(GAP)
        foot.addLayout(self._next_row)
        foot.addLayout(self._foot_row)
        outer.addWidget(self._foot)
        self.setCentralWidget(root)
        self.buttons: dict[str, QWidget] = {}

    def _fill_head(self) -> None:
        from ui.widgets.basics import clear

        clear(self._head_row)
        clear(self._brand_row)
        self.brand = label(f"{BRAND} · {self.counter.identity.unit_name}", "brand")
        self.brand.setAccessibleName(self.brand.text())
        upright = self.height() > self.width()
        (self._brand_row if upright else self._head_row).addWidget(self.brand)
        self._head_row.addStretch(1)
        larger = self.tr("Cỡ chữ") + " " + ("A" if self._text_size == SIZES[-1] else "A+")
        for name, words, act in (
            ("size", larger, self._larger),
            ("contrast", self.tr("Tương phản"), self._contrast),
            ("reach", self.tr("Tầm thấp"), self._low),
            ("language", "English" if self._language == "vi" else "Tiếng Việt", self._other_language),
            ("speak", self.tr("Đọc"), self.speak),
            ("help", self.tr("Trợ giúp"), self._help),
        ):
            made = touch(words, act)
            self.buttons[name] = made
            self._head_row.addWidget(made)
        self.buttons["speak"].setVisible(self.voice_there)
        self._practice_words.setText(self.tr("TẬP HUẤN – không phải hồ sơ thật"))

    @property
    def voice_there(self) -> bool:
        from ui.self_service.voice import is_there

        return is_there()

    def _fill_foot(self) -> None:
        from ui.widgets.basics import clear

        clear(self._foot_row)
        clear(self._next_row)
        page = self.page
        assert page is not None
        back = touch("‹  " + self.tr("Quay lại"), self.go_back)
        back.setAccessibleName(self.tr("Quay lại"))
        back.setEnabled(bool(self._trail))
        self.buttons["back"] = back
        self._foot_row.addWidget(back)
        later = touch(self.tr("Làm tiếp sau"), self.put_off)
        later.setVisible(self.session is not None and self.session.registered is None)
        self.buttons["later"] = later
        self._foot_row.addWidget(later)
        self._foot_row.addStretch(1)
        if page.next_words:
            forward = touch(page.next_words, page.go_on, "primary")
            self.buttons["next"] = forward
            alone = self.height() > self.width() and self._text_size > SIZES[0]
            (self._next_row if alone else self._foot_row).addWidget(forward)
        else:
            self.buttons.pop("next", None)
        end = touch(self.tr("Kết thúc"), self.end_session)
        end.setVisible(self._make != self._home and page.next_words != self.tr("Kết thúc"))
        self.buttons["end"] = end
        self._foot_row.addWidget(end)

    def restyle(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, self._text_size, high_contrast=self._high_contrast)
        app.setProperty("language", self._language)
        self._fill_head()
        self._show_line()
        self._show_reach()
        if self._make is not None:
            self._show(self._make, keep=True)

    def show_in(self, text_size: int, *, high_contrast: bool, language: str) -> None:
        """All that a citizen can choose of the look, at once."""
        self._text_size, self._high_contrast = text_size, high_contrast
        self.speak_language(language)

    def _larger(self) -> None:
        self._text_size = SIZES[(SIZES.index(self._text_size) + 1) % len(SIZES)]
        self.restyle()

    def _contrast(self) -> None:
        self._high_contrast = not self._high_contrast
        self.restyle()

    def _low(self) -> None:
        """For who sits in a wheelchair: everything that is touched moves to the lower half."""
        self.low_reach = not self.low_reach
        self._show_reach()

    def _show_reach(self) -> None:
        self._reach.setVisible(self.low_reach)
        above = self._head.sizeHint().height()
        self._reach.setFixedHeight(max(self.height() // 2 - above, 0) if self.height() > self.width() else 0)

    def _other_language(self) -> None:
        self.speak_language("en" if self._language == "vi" else "vi")

    def speak_language(self, language: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._language = "en" if language == "en" else "vi"
        if self._translator is not None:
            app.removeTranslator(self._translator)
            self._translator = None
        if self._language == "en":
            self._translator = QTranslator(app)
            if self._translator.load(str(TRANSLATIONS / "en.qm")):
                app.installTranslator(self._translator)
        self.restyle()

    def speak(self) -> None:
        """Read the page out, as often as it is wanted."""
        from ui.self_service.voice import say

        if self.page is not None:
            say(self.page.spoken(), self._language)

    def _help(self) -> None:
        from ui.self_service.idle import HelpCard

        self.help = HelpCard(self)
        self.help.show_over()

    # Pages

    def _show(self, make: Callable[[], KioskPage], *, keep: bool = False) -> None:
        """Show a page. It is made anew, so that another language or size only shows it again."""
        before = self.page
        if before is not None:
            before.leave()
        if not keep and self._make is not None:
            self._trail.append(self._make)
        self._make = make
        page = make()
        page.wanted.connect(self._wish)
        self.page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self._fill_foot()

    def _home(self) -> KioskPage:
        from ui.self_service.start_pages import HomePage

        return HomePage()

    def show_home(self) -> None:
        self._trail = []
        self._make = None
        self._show(self._home)

    def go_back(self) -> None:
        session = self.session
        if session is not None and session.at is not None and session.back() is not None:
            self._trail.pop()
            self._show_step(keep=True)
            return
        if self._trail:
            make = self._trail.pop()
            if session is not None and make == self._home:
                self.session = None
            self._make = None
            self._show(make)

    def _wish(self, word: str, about: object) -> None:
        """What a page wants."""
        match word:
            case "footer":
                if self.sender() is self.page or self.page is not None:
                    self._fill_foot()
            case "procedures" | "learn":
                self._learning = word == "learn"
                self._show(self._procedures)
            case "search":
                self._show(self._search)
            case "procedure":
                self._begin(str(about))
            case "print needs":
                self._order("print_slip", procedure=str(about))
            case "resume":
                self._show(self._scan_page("resume"))
            case "papers":
                self._show(self._scan_page("papers"))
            case "state":
                self._show(self._scan_page("state"))
            case "papers now":
                self._show(self._leave_page)
            case "leave paper":
                self._show(partial(self._left_document, str(about)))
            case "rate":
                self._show(self._rate_page)
            case "rated":
                self._rated(about)
            case "again":
                self._go_forward()
            case "change":
                assert self.session is not None
                self.session.change(str(about))
                self._show_step()

    def _procedures(self) -> KioskPage:
        from ui.self_service.start_pages import ProceduresPage

        page = ProceduresPage(self.counter, learn=self._learning)
        if not self._learning:
            page.show_step(self._step_words(1))
        return page

    def _search(self) -> KioskPage:
        from ui.self_service.start_pages import SearchPage

        return SearchPage(self.counter)

    def _step_words(self, part: int) -> str:
        from kiosk.self_service.session import PARTS

        return self.tr("Bước {n} trên {of}").format(n=part, of=PARTS)

    # A dossier in the making

    def _begin(self, procedure: str) -> None:
        # Here, and so below: what a session needs loads with the first one, not before the first page.
        from kiosk.self_service.session import Session

        self.session = Session(self.counter)
        self.session.choose(procedure)
        self._show_step()

    def _go_forward(self) -> None:
        assert self.session is not None
        at = self.session.at
        if at is not None and at.kind == "check":
            self._show(self._consent)
            return
        self.session.forward()
        self._show_step()

    def _show_step(self, *, keep: bool = False) -> None:
        assert self.session is not None and self.session.at is not None
        self._show(partial(self._step_page, self.session.at), keep=keep)

    def _step_page(self, step: "Step") -> KioskPage:
        from ui.self_service.answer_pages import CardPage, CheckPage, MorePage, QuestionPage, ReturnPage
        from ui.self_service.start_pages import NeedsPage

        session = self.session
        assert session is not None and session.accepting.procedure is not None
        page: KioskPage
        match step.kind:
            case "needs":
                page = NeedsPage(self.counter, session.accepting.procedure, learn=self._learning)
            case "card":
                page = CardPage(self.counter, session, step)
            case "question":
                page = QuestionPage(self.counter, session, step)
            case "more":
                page = MorePage(session, step)
            case "document":
                page = self._document_page(step.path)
            case "return":
                page = ReturnPage(session)
            case "check":
                page = CheckPage(session)
        page.show_step(self._step_words(step.part))
        page.forward.connect(self._go_forward)
        return page

    def _document_page(self, name: str) -> KioskPage:
        from ui.self_service.paper_pages import DocumentPage

        session = self.session
        assert session is not None and session.accepting.procedure is not None
        when = next((d.when for d in session.accepting.procedure.documents if d.name == name), "")
        page = DocumentPage(self.counter, name, when)
        page.show_pages(session.pages.get(name, []))
        page.page_wanted.connect(self._prepare)
        page.dropped.connect(self._drop_page)
        return page

    def _drop_page(self, document: str, number: int) -> None:
        from ui.self_service.paper_pages import DocumentPage

        if self.session is not None and document in self.session.pages:
            self.session.drop_page(document, number)
        if isinstance(self.page, DocumentPage):
            self.page.show_pages(self.session.pages.get(document, []) if self.session else self._left.get(document, []))

    def _prepare(self, document: str, content: bytes, name: str) -> None:
        from ui.self_service.workers import PageOrder

        self.workers.prepare.emit(PageOrder(self._number, document, content, name))

    def _page_came(self, done: "PageDone") -> None:
        from ui.self_service.paper_pages import DocumentPage

        if done.number != self._number or self._closed:
            return
        name, scan = done.page.document, done.page.scan
        if self.session is not None:
            self.session.add_page(name, scan)
            pages = self.session.pages[name]
        else:
            pages = self._left.setdefault(name, [])
            pages.append(scan)
        if isinstance(self.page, DocumentPage) and self.page.document == name:
            self.page.page_came(pages)

    def _consent(self) -> KioskPage:
        from ui.self_service.paper_pages import ConsentPage

        page = ConsentPage()
        page.show_step(self._step_words(5))
        page.forward.connect(self._register)
        return page

    def _register(self) -> None:
        from kiosk.scans import check_scan
        from kiosk.self_service.desk import Consent
        from ui.self_service.paper_pages import ConsentPage
        from ui.self_service.workers import RegisterOrder

        assert self.session is not None and isinstance(self.page, ConsentPage)
        pad = self.page.pad
        signature = None if pad.is_empty else check_scan("chu-ky.png", pad.picture())
        session = self.session
        order = RegisterOrder(
            session.accepting.entry(),
            session.entered(),
            tuple(session.scans()),
            Consent(self.counter.clock.now(), signature),
        )
        self.workers.register.emit(order)

    def _registered(self, done: "RegisterDone") -> None:
        """Durable now, and only now the paper prints."""
        if self._closed:
            return
        from ui.self_service.workers import SlipOrder

        self.workers.print_slip.emit(SlipOrder(done.registered, done.ticket))
        self.workers.wake_sync()
        if self.session is None:
            return  # walked away while it was written: it is kept, and its number stands on the slip
        self.session.registered = done.registered
        procedure = self.session.accepting.procedure
        self._trail = []
        self._make = None
        self._show(partial(self._done_page, done, procedure.name if procedure else ""))
        self._trail = []
        self._fill_foot()
        self.idle.shorten(DONE_SECONDS)

    def _done_page(self, done: "RegisterDone", procedure: str) -> KioskPage:
        from ui.self_service.end_pages import DonePage

        page = DonePage(done, procedure)
        page.forward.connect(self.end_session)
        return page

    def put_off(self) -> None:
        """All that was entered goes on paper alone; nothing of it stays here."""
        from ui.self_service.workers import SlipOrder

        session = self.session
        if session is None or session.accepting.procedure is None or self.page is None:
            return
        code = session.accepting.procedure.code
        try:
            ticket = self.counter.self_service.unfinished_ticket(code, session.entered())
        except KioskError as error:
            self.page.say_error(error_sentence(error))
            return
        self.workers.print_slip.emit(SlipOrder(ticket=ticket, procedure=code))
        self._forget()
        self._trail = []
        self._make = None
        self._show(partial(self._put_off_page, ticket))
        self._trail = []
        self._fill_foot()
        self.idle.shorten(DONE_SECONDS)

    def _put_off_page(self, ticket: str) -> KioskPage:
        from ui.self_service.end_pages import QR_SIDE, SaidPage
        from ui.widgets.symbol import qr_pixmap

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
        page.forward.connect(self.end_session)
        return page

    # Papers in the hand: tickets and receipts

    def _scan_page(self, purpose: str) -> Callable[[], KioskPage]:
        return partial(self._make_scan_page, purpose)

    def _make_scan_page(self, purpose: str) -> KioskPage:
        from ui.self_service.paper_pages import ScanPaperPage

        question, hint = {
            "resume": (self.tr("Quét phiếu “Hồ sơ làm dở”"), self.tr("Đưa mã trên phiếu trước đầu quét.")),
            "papers": (self.tr("Quét giấy hẹn của hồ sơ"), self.tr("Đưa mã vuông trên giấy hẹn trước đầu quét.")),
            "state": (
                self.tr("Quét giấy hẹn hoặc phiếu đăng ký"),
                self.tr("Đưa mã vuông trước đầu quét. Mất giấy thì hỏi cán bộ tại quầy."),
            ),
        }[purpose]
        page = ScanPaperPage(self.counter, question, hint)
        page.scanned.connect(partial(self._paper_scanned, purpose))
        return page

    def _paper_scanned(self, purpose: str, text: str) -> None:
        from ui.self_service.paper_pages import ScanPaperPage

        page = self.page
        if not isinstance(page, ScanPaperPage):
            return
        if purpose == "resume":
            try:
                ticket = self.counter.self_service.read_unfinished(text)
            except KioskError as error:
                page.say_error(error_sentence(error))
                return
            from kiosk.self_service.session import Session

            self.session = Session(self.counter)
            self.session.resume(ticket)
            self._learning = False
            self._show_step()
            return
        self._receipt = text
        page.waiting.setText(self.tr("Đang hỏi thành phố…") if self.line is Line.UP else self.tr("Đang tìm…"))
        self.workers.ask.emit(text)

    def _stood(self, standing: "Standing") -> None:
        from ui.self_service.paper_pages import ScanPaperPage

        if self._closed or not isinstance(self.page, ScanPaperPage):
            return
        self._standing = standing
        if isinstance(self._make, partial) and self._make.args == ("papers",):
            self._show(self._leave_page)
        else:
            self.show_standing(standing)

    def show_standing(self, standing: "Standing") -> None:
        self._show(partial(self._standing_page, standing))

    def _standing_page(self, standing: "Standing") -> KioskPage:
        from ui.self_service.end_pages import StandingPage

        page = StandingPage(standing)
        page.forward.connect(self.end_session)
        return page

    def _leave_page(self) -> KioskPage:
        from ui.self_service.paper_pages import LeavePage

        items = self._standing.items if self._standing is not None else ()
        asked = bool(items)
        names = items or (self.tr("Giấy tờ bổ sung"),)
        page = LeavePage(names, {name: len(pages) for name, pages in self._left.items() if pages}, asked=asked)
        page.forward.connect(self._leave_papers)
        return page

    def _left_document(self, name: str) -> KioskPage:
        from ui.self_service.paper_pages import DocumentPage

        page = DocumentPage(self.counter, name, optional=False)
        page.show_pages(self._left.get(name, []))
        page.page_wanted.connect(self._prepare)
        page.dropped.connect(self._drop_left)
        page.forward.connect(self.go_back)
        return page

    def _drop_left(self, document: str, number: int) -> None:
        from ui.self_service.paper_pages import DocumentPage

        pages = self._left.get(document, [])
        if number < len(pages):
            del pages[number]
        if isinstance(self.page, DocumentPage):
            self.page.show_pages(pages)

    def _leave_papers(self) -> None:
        from kiosk.intake import NewScan
        from ui.self_service.workers import LeaveOrder

        scans = tuple(NewScan(name, page) for name, pages in self._left.items() for page in pages)
        self.workers.leave.emit(LeaveOrder(self._receipt, scans))

    def _papers_left(self, code: str) -> None:
        if self._closed:
            return
        self.workers.wake_sync()
        self._forget()
        self._trail = []
        self._make = None
        said = self.tr("Giấy tờ đã được giữ cho hồ sơ {code}. Cán bộ sẽ xem; giữ giấy gốc để đối chiếu.").format(
            code=code
        )
        self._show(partial(self._said_page, self.tr("Đã nhận giấy tờ"), said))
        self._trail = []
        self._fill_foot()

    def _said_page(self, title: str, text: str) -> KioskPage:
        from ui.self_service.end_pages import SaidPage

        page = SaidPage(title, text)
        page.forward.connect(self.end_session)
        return page

    # Rating

    def _rate_page(self) -> KioskPage:
        from ui.self_service.end_pages import RatePage

        return RatePage()

    def _rated(self, score: object) -> None:
        from ui.self_service.workers import Rating

        assert isinstance(score, int)
        self.workers.rate.emit(Rating(score))  # type: ignore[arg-type]
        self._forget()
        self._trail = []
        self._make = None
        self._show(
            partial(self._said_page, self.tr("Cảm ơn ông, bà"), self.tr("Ý kiến đã được ghi lại, không kèm tên."))
        )
        self._trail = []
        self._fill_foot()
        self.idle.shorten(DONE_SECONDS)

    # Who is here

    def _ask_still_there(self) -> None:
        if self._make == self._home and self.session is None:
            self.idle.rest()
            self._show_notices()
            return
        self.lock.put_pin_away()
        self.still_there = StillThere(self)
        self.still_there.here.connect(self.idle.touched)
        self.still_there.show_over()

    def _show_notices(self) -> None:
        """The screen saver: what the unit posts."""
        self._make = None
        self._show(self._notices_page)
        self._trail = []
        self._fill_foot()

    def _notices_page(self) -> KioskPage:
        from ui.self_service.end_pages import NoticePage

        settings, now = self.counter.settings, self.counter.clock.now()
        told = tuple(n.params["text"] for n in self.counter.store.notices.unread() if n.key == "city_notice")
        page = NoticePage(
            self.counter.identity.unit_name,
            (*settings.public_notices, *told)[:4],
            now,
            settings.opening_hours,
            is_open=self.counter.catalogue.calendar.is_working_day(now.astimezone(HANOI).date()),
        )
        page.forward.connect(self.end_session)
        return page

    def _forget(self) -> None:
        """Nothing of the citizen stays in this window."""
        self.session = None
        self._receipt = ""
        self._standing = None
        self._left = {}
        self._number += 1
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.clear()

    def end_session(self) -> None:
        """The end, or nobody there any more: everything is wiped, and the next person begins at the first page."""
        self._forget()
        if self.still_there is not None:
            self.still_there.take_away()
            self.still_there = None
        if self.page is not None:
            self.page.leave()
        changed = self._text_size != SIZES[0] or self._high_contrast or self._language != self.counter.settings.language
        self._text_size, self._high_contrast = SIZES[0], False
        self.low_reach = self.counter.settings.low_reach
        self._make = None
        if changed:
            self.speak_language(self.counter.settings.language)
        self._show_reach()
        self.show_home()
        self.idle.begin()

    # What comes from elsewhere

    @property
    def workers(self) -> "SelfServiceWorkers":
        self._start_workers()
        assert self._workers is not None
        return self._workers

    def _start_workers(self) -> None:
        """What works behind loads after the first page stands, not before it."""
        if self._workers is not None or self._closed:
            return
        from ui.self_service.workers import SelfServiceWorkers

        made = SelfServiceWorkers(self._desk, self._city_url, self.counter.settings.reconnect_spread_seconds)
        self._workers = made
        made.record_worker.registered.connect(self._registered)
        made.record_worker.left.connect(self._papers_left)
        made.record_worker.printed.connect(self._printed)
        made.record_worker.failed.connect(self._failed)
        made.ask_worker.stood.connect(self._stood)
        made.ask_worker.failed.connect(self._failed)
        made.page_worker.done.connect(self._page_came)
        made.page_worker.failed.connect(self._failed)
        if made.sync_worker is not None:
            made.sync_worker.progressed.connect(self._progressed)
            made.sync_worker.line_seen.connect(self._line_seen)
        made.start()

    def _note_health(self) -> None:
        """Every hour: how the device is, for whoever looks after many."""
        if self._workers is not None:
            self._workers.note_health.emit(self._paper)

    def _order(self, kind: str, *, procedure: str = "") -> None:
        from ui.self_service.workers import SlipOrder

        if kind == "print_slip":
            self.workers.print_slip.emit(SlipOrder(procedure=procedure))

    def _failed(self, failure: Failure) -> None:
        """Said on the page it concerns; a slip that did not print has its words on the last page."""
        page = self.page
        if self._closed or page is None:
            return
        if failure.about == "print":
            self._paper = failure.error.params.get("reason", failure.error.key)
            show = getattr(page, "show_print_failure", None)
            if show is not None:
                show(error_sentence(failure.error))
            else:
                page.say_error(error_sentence(failure.error))
            return
        told = getattr(page, "page_failed" if failure.about == "page" else "failed", None)
        if told is not None:
            told(failure)
        else:
            page.say_error(error_sentence(failure.error))

    def _printed(self, path: str) -> None:
        self._paper = "ok" if not path else "no printer"
        show = getattr(self.page, "show_printed", None)
        if show is not None:
            show(path)

    def _progressed(self, progress: Progress) -> None:
        self._line_seen(progress.line)

    def _line_seen(self, seen: Line) -> None:
        if self.line is not seen and not self._closed:
            self.line = seen
            self._show_line()

    def _show_line(self) -> None:
        down = self.line in (Line.DOWN, Line.NOT_THE_CITY)
        self._band.setVisible(down)
        self._band_words.setText(
            self.tr("Đang mất kết nối. Ông, bà vẫn nộp hồ sơ bình thường; phiếu in ra có giá trị ngay.") if down else ""
        )

    @property
    def band_text(self) -> str:
        return self._band_words.text() if not self._band.isHidden() else ""

    def _scanned(self, text: str) -> None:
        if self.page is not None and self.page.take_scan(text):
            return
        if is_ticket(text) and self._make == self._home:
            # A ticket held before a machine nobody uses: the way it is meant.
            self._show(self._scan_page("state"))
            self._scanned(text)

    # Beginning and end

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.usable.emit()
        beat(self.counter.data_dir)
        QTimer.singleShot(50, self._start_workers)
        self.idle.begin()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fill_head()
        self._show_reach()
        if self.page is not None:
            self._fill_foot()

    def leave_soon(self) -> None:
        """Close once what is under way in the event loop is done."""
        QTimer.singleShot(0, self._leave)

    def _leave(self) -> None:
        self.lock.open()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and the like: not from here. An administrator leaves by the lock."""
        if not self.lock.is_open:
            event.ignore()
            return
        self._closed = True
        self._beats.stop()
        self._health.stop()
        self.idle.rest()
        if self.page is not None:
            self.page.leave()
        app = QApplication.instance()
        if app is not None:
            for filter_ in (self.lock, self.idle):
                app.removeEventFilter(filter_)
            if self._translator is not None:
                app.removeTranslator(self._translator)
        if self._workers is not None:
            self._workers.stop()
        self.counter.close()
        super().closeEvent(event)
