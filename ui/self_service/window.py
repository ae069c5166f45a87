"""The citizens' window: which page is shown, who is at it and for how long, and no way out of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from kiosk.app import Counter
from kiosk.domain.clock import HANOI, Clock
from kiosk.domain.ticket_mark import is_ticket
from kiosk.errors import AttachmentRefused, StoreError
from kiosk.relaunch import beat
from kiosk.sync.ports import Line, Progress
from ui.self_service.appearance import Appearance
from ui.self_service.drag_scroll import DragScroll
from ui.self_service.frame import KioskFrame
from ui.self_service.idle import HelpCard, IdleWatch, Overlay, StillThere
from ui.self_service.in_hand import InHand
from ui.self_service.lock import Lock
from ui.self_service.page import KioskPage
from ui.self_service.photographs import Photographs
from ui.self_service.registering import Registering
from ui.words import error_sentence
from ui.worker import Desk, Failure

if TYPE_CHECKING:
    from kiosk.self_service.session import Session
    from ui.self_service.workers import PageDone, RegisterDone, SelfServiceWorkers

BEAT_MILLISECONDS = 2000
HEALTH_MILLISECONDS = 60 * 60 * 1000
SETTLE_MILLISECONDS = 50
DONE_SECONDS = 45
"""So long the last page stands before the next person may begin."""

MakePage = Callable[[], KioskPage]


class SelfServiceWindow(QMainWindow):
    """`usable` fires once the first page takes a touch. `citizen` counts who was here: what comes late for a former one is
    not shown to the next."""

    usable = Signal()

    def __init__(self, data_dir: Path, city_url: str = "", clock: Clock | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Một Cửa")
        self.counter = Counter(data_dir, clock)
        settings = self.counter.settings
        self._closed = False
        self.citizen = 1
        self.page: KioskPage | None = None
        self.line = Line.UNKNOWN
        self._make: MakePage | None = None
        self._trail: list[MakePage] = []
        self._paper_state = ""
        """What the printer said last."""
        self._desk = Desk(data_dir, self.counter.clock, self.counter.catalogue)
        self._city_url = city_url or settings.city_url
        self._workers: SelfServiceWorkers | None = None
        self.overlay: Overlay | None = None
        """A card over the page: help, or the question whether somebody is there."""
        self.frame = KioskFrame(self.counter.identity.unit_name, practice=self.counter.identity.practice)
        self.frame.asked.connect(self._asked)
        self.setCentralWidget(self.frame)
        self.appearance = Appearance(self, self.frame, self.counter, self._show_again)
        self.registering, self.in_hand, self.photographs = Registering(self), InHand(self), Photographs(self)
        self._timers = (
            self._every(BEAT_MILLISECONDS, partial(beat, data_dir)),
            self._every(HEALTH_MILLISECONDS, self._note_health),
        )
        self.idle = IdleWatch(self, settings.idle_seconds)
        self.idle.warned.connect(self.ask_still_there)
        self.idle.left.connect(self.end_session)
        self.lock = Lock(self, self.counter, self.frame.brand)
        self.lock.scanned.connect(self._scanned)
        self.lock.leaving.connect(self._leave)
        self._drag = DragScroll(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # The last installed is asked first: the watch sees also the keys that the lock swallows.
        for filter_ in (self._drag, self.lock, self.idle):
            app.installEventFilter(filter_)
        self.appearance.apply()
        self.show_home()

    def _every(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        timer.start()
        return timer

    @property
    def session(self) -> "Session | None":
        """The dossier in the making."""
        return self.registering.session

    @property
    def still_there(self) -> StillThere | None:
        """The question whether somebody is there, while it is asked."""
        return self.overlay if isinstance(self.overlay, StillThere) else None

    @property
    def is_across(self) -> bool:
        return self.width() > self.height()

    # Pages

    def go(self, make: MakePage) -> None:
        """On to a page. It is made anew whenever it is shown, so that another language or size only shows it again."""
        if self._make is not None:
            self._trail.append(self._make)
        self._show(make)

    def go_last(self, make: MakePage) -> None:
        """The last page of a visit: there is no way back, and after a while it goes by itself."""
        self._trail = []
        self._show(make)
        self.idle.shorten(DONE_SECONDS)

    def say_last(self, title: str, text: str) -> None:
        self.go_last(partial(self._said_page, title, text))

    def _said_page(self, title: str, text: str) -> KioskPage:
        from ui.self_service.end_pages import SaidPage

        page = SaidPage(title, text)
        page.forward.connect(self.end_session)
        return page

    def back(self) -> None:
        if self._trail:
            self._show(self._trail.pop())
            if self._make == self._home:
                self.registering.forget()
                self.show_foot()

    def _show(self, make: MakePage) -> None:
        before, self._make = self.page, make
        if before is not None:
            before.leave()
        page = make()
        page.wanted.connect(self._wish)
        self.page = page
        self.frame.show_page(page, before)
        self._drag.watch(page.scroll)
        self.show_foot()

    def show_foot(self) -> None:
        """The foot follows the page: what its buttons say may change while it is shown."""
        if self.page is not None:
            back, later = bool(self._trail), self.registering.can_be_put_off
            self.frame.show_foot(self.page, back=back, later=later, end=self._make != self._home)

    def _home(self) -> KioskPage:
        from ui.self_service.start_pages import HomePage

        return HomePage()

    def show_home(self) -> None:
        self._trail = []
        self._show(self._home)

    def _wish(self, word: str, about: object) -> None:
        """What a page wants."""
        wishes: dict[str, Callable[[], None]] = {
            "procedures": partial(self.registering.choose, learn=False),
            "learn": partial(self.registering.choose, learn=True),
            "search": self.registering.search,
            "procedure": partial(self.registering.begin, str(about)),
            "again": self.registering.forward,
            "change": partial(self.registering.change, str(about)),
            "print needs": partial(self._print_needs, str(about)),
            "resume": partial(self.in_hand.scan, "resume"),
            "papers": partial(self.in_hand.scan, "papers"),
            "state": partial(self.in_hand.scan, "state"),
            "papers now": self.in_hand.choose_paper,
            "leave paper": partial(self.in_hand.photograph, str(about)),
            "message": partial(self.registering.want_message, str(about)),
            "rate": partial(self.go, self._rate_page),
            "rated": partial(self._rated, about),
        }
        wishes[word]()

    def _print_needs(self, procedure: str) -> None:
        from ui.self_service.workers import SlipOrder

        self.workers.print_slip.emit(SlipOrder(procedure=procedure))

    def _rate_page(self) -> KioskPage:
        from ui.self_service.end_pages import RatePage

        return RatePage()

    def _rated(self, score: object) -> None:
        from ui.self_service.workers import Rating

        assert isinstance(score, int)
        self.workers.rate.emit(Rating(score))  # type: ignore[arg-type]
        self.forget()
        self.say_last(self.tr("Cảm ơn ông, bà"), self.tr("Ý kiến đã được ghi lại, không kèm tên."))

    def _asked(self, button: str) -> None:
        """A button of the frame."""
        acts: dict[str, Callable[[], object]] = {
            "size": self.appearance.larger,
            "contrast": self.appearance.other_contrast,
            "reach": self.appearance.other_reach,
            "language": self.appearance.other_language,
            "speak": self.speak,
            "help": self.show_help,
            "back": self.back,
            "later": self.registering.put_off,
            "next": self.page.go_on if self.page is not None else self.show_home,
            "end": self.end_session,
        }
        acts[button]()

    def _show_again(self) -> None:
        """The page in another look; what was typed on it stays."""
        self._show_line()
        if self._make is None or self.page is None:
            return
        typed = self.page.editor.text() if self.page.editor is not None else ""
        self._show(self._make)
        if self.page.editor is not None:
            self.page.editor.setText(typed)

    def speak(self) -> None:
        """Read the page out, as often as it is wanted."""
        from ui.self_service.voice import say

        if self.page is not None:
            say(self.page.spoken(), self.appearance.language)

    # Who is here

    def show_help(self) -> None:
        self._lay_over(HelpCard(self))

    def ask_still_there(self) -> None:
        self.lock.put_pin_away()
        if self._make == self._home and self.session is None:
            self.take_overlay_away()
            self.idle.rest()
            self.show_notices()
            return
        question = StillThere(self)
        question.here.connect(self.idle.touched)
        self._lay_over(question)

    def _lay_over(self, card: Overlay) -> None:
        self.take_overlay_away()
        self.overlay = card
        card.closed.connect(self.take_overlay_away)
        card.show_over()

    def take_overlay_away(self) -> None:
        if self.overlay is not None:
            self.overlay.take_away()
            self.overlay = None

    def show_notices(self) -> None:
        """The screen saver: what the unit posts."""
        self._trail = []
        self._show(self._notices_page)

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

    def forget(self) -> None:
        """Nothing of the citizen stays in this window."""
        for keeper in (self.registering, self.in_hand, self.photographs):
            keeper.forget()
        self.citizen += 1
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.clear()

    def end_session(self) -> None:
        """The end, or nobody there any more: everything is wiped, and the next person begins at the first page."""
        from ui.self_service.voice import stop

        stop()
        self.forget()
        self.take_overlay_away()
        self.show_home()
        self.appearance.usual()
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
        made.record_worker.left.connect(self.in_hand.left)
        made.record_worker.printed.connect(self._printed)
        made.record_worker.message_wanted.connect(self.registering.message_wanted)
        made.ask_worker.stood.connect(self.in_hand.stood)
        made.page_worker.done.connect(self._page_came)
        for worker in (made.record_worker, made.ask_worker, made.page_worker):
            worker.failed.connect(self._failed)
        if made.sync_worker is not None:
            made.sync_worker.progressed.connect(self._progressed)
            made.sync_worker.line_seen.connect(self._line_seen)
        made.start()

    def _note_health(self) -> None:
        """Every hour: how the device is, for whoever looks after many."""
        if self._workers is not None:
            self._workers.note_health.emit(self._paper_state)

    def _registered(self, done: "RegisterDone") -> None:
        if not self._closed:
            self.registering.registered(done)

    def _page_came(self, done: "PageDone") -> None:
        if self._closed or done.citizen != self.citizen:
            return
        self.photographs.came(done)
        (self.registering if self.session is not None else self.in_hand).take_page(done)

    def drop_page(self, document: str, number: int) -> None:
        (self.registering if self.session is not None else self.in_hand).drop_page(document, number)

    def _failed(self, failure: Failure) -> None:
        """Said on the page that is shown; what went wrong for a former citizen is not said to the next."""
        page = self.page
        if self._closed or page is None or getattr(failure, "citizen", self.citizen) != self.citizen:
            return
        if failure.about == "print":
            self._paper_state = failure.error.params.get("reason", failure.error.key)
        if failure.about == "register":
            self.registering.not_registered()
        page.failed(failure.about, self._plainly(failure))

    def _plainly(self, failure: Failure) -> str:
        """What a citizen can do; what a clerk would be told of disks and files helps nobody here."""
        if isinstance(failure.error, StoreError):
            return self.tr("Máy chưa ghi được. Chạm lần nữa; nếu vẫn chưa được, mang giấy tờ đến quầy.")
        if isinstance(failure.error, AttachmentRefused):
            return self.tr("Trang này chụp chưa được. Để giấy ngay ngắn rồi chụp lại.")
        return error_sentence(failure.error)

    def _printed(self, path: str) -> None:
        from ui.self_service.end_pages import DonePage

        self._paper_state = "ok" if not path else "no printer"
        if isinstance(self.page, DonePage):
            self.page.show_printed(path)

    def _progressed(self, progress: Progress) -> None:
        self._line_seen(progress.line)

    def _line_seen(self, seen: Line) -> None:
        if self.line is not seen and not self._closed:
            self.line = seen
            self._show_line()

    def _show_line(self) -> None:
        down = self.line in (Line.DOWN, Line.NOT_THE_CITY)
        words = self.tr("Đang mất kết nối. Ông, bà vẫn nộp hồ sơ bình thường; phiếu in ra có giá trị ngay.")
        self.frame.say_band(words if down else "")

    def _scanned(self, text: str) -> None:
        if self.page is not None and self.page.take_scan(text):
            return
        if is_ticket(text) and self._make == self._home:
            # A ticket held before a machine nobody uses: the way it is meant.
            self.in_hand.scan("state")
            self.in_hand.take(text)

    # Beginning and end

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.usable.emit()
        beat(self.counter.data_dir)
        QTimer.singleShot(SETTLE_MILLISECONDS, self._start_workers)
        self.idle.begin()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.frame.place()
        self.appearance.reach()

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
        for timer in self._timers:
            timer.stop()
        self.idle.rest()
        if self.page is not None:
            self.page.leave()
        app = QApplication.instance()
        if app is not None:
            for filter_ in (self._drag, self.lock, self.idle):
                app.removeEventFilter(filter_)
        self.appearance.leave()
        if self._workers is not None:
            from ui.workers import drop_late_answers

            self._workers.stop()
            drop_late_answers(self)
        self.counter.close()
        super().closeEvent(event)
