"""The clerk's window: rail, top bar, bands, and the screens between them."""

import dataclasses
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import Clock
from kiosk.domain.dossier import Account
from kiosk.domain.state import State
from kiosk.sync.ports import Line, Progress
from ui.counter.desk_news import DeskNews
from ui.counter.line_story import band_words
from ui.counter.sign_in import SignIn
from ui.scanner import ScannerFilter
from ui.theme import apply_theme
from ui.words import sentence
from ui.worker import Desk
from ui.workers import Workers, drop_late_answers

if TYPE_CHECKING:
    from ui.counter.accept_screen import AcceptScreen
    from ui.counter.frame import DeskFrame
    from ui.counter.guide import Guide
    from ui.counter.verify_dialog import VerifyDialog

LOAD_MILLISECONDS = 60


class CounterWindow(QMainWindow):
    """`usable` fires once the first screen takes input."""

    usable = Signal()

    def __init__(self, data_dir: Path, city_url: str = "", clock: Clock | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Một Cửa")
        self.resize(1366, 768)
        self.counter = Counter(data_dir, clock)
        settings = self.counter.settings
        desk = Desk(data_dir, self.counter.clock, self.counter.catalogue)
        self.workers = Workers(desk, city_url or settings.city_url, reconnect_spread=settings.reconnect_spread_seconds)
        self.closed = False
        """Signals on their way when the window closes still arrive; nobody is there to be shown them."""
        self._to_load = ["accept", "dossiers", "outbox", "books", "settings"]
        self.progress: Progress | None = None
        self.wants_repair = False
        """The clerk asked to put damaged data right: whoever opened this window does it and opens another."""
        self.accept_screen: AcceptScreen | None = None
        self.frame: DeskFrame | None = None
        self.news = DeskNews(self)
        if self.workers.sync_worker is not None:
            self.workers.sync_worker.progressed.connect(self.show_progress)
            self.workers.sync_worker.line_seen.connect(self._line_changed)
            self.workers.sync_worker.waiting.connect(self.news.hold)
        self.workers.care_worker.damaged.connect(self.news.hold)
        self.workers.start()
        self.scanner = ScannerFilter(self.counter.clock)
        self.counter.store.reconcile(self.counter.clock.now())
        if self.counter.store.print_jobs.at_printer():
            # They lay at a printer when the window was closed.
            self.workers.watch_papers.emit()
        self.guide: Guide | None = None
        self.verify: VerifyDialog | None = None
        self.account: Account | None = None
        self.sign_in = SignIn(self.counter)
        self.sign_in.signed_in.connect(self.open_desk)
        self._root = QStackedWidget()
        self._root.addWidget(self.sign_in)
        self.setCentralWidget(self._root)
        self._connect_workers()
        self._shortcuts()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.sign_in.username.setFocus()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.sign_in.username.setFocus()
        self.usable.emit()
        QTimer.singleShot(LOAD_MILLISECONDS, self._load_desk)

    def _load_desk(self) -> None:
        """The screens load while the clerk signs in, one at a time, not before the window shows."""
        if self._to_load and not self.closed:
            importlib.import_module(f"ui.counter.{self._to_load.pop(0)}_screen")
            QTimer.singleShot(LOAD_MILLISECONDS, self._load_desk)

    def leave_soon(self) -> None:
        """Close once what is under way in the event loop is done."""
        QTimer.singleShot(0, self.close)

    # The desk, once somebody is signed in

    def open_desk(self, account: Account) -> None:
        """The work screens of whoever signed in. The same clerk is back where they were; another begins at their own desk, with
        the draft they left."""
        if self.frame is not None and self.account is not None and self.account.username == account.username:
            self._root.setCurrentWidget(self.frame)
            self._after_sign_in()
            return
        from ui.counter.accept_screen import AcceptScreen
        from ui.counter.books_screen import BooksScreen
        from ui.counter.dossiers_screen import DossiersScreen
        from ui.counter.frame import DeskFrame
        from ui.counter.outbox_screen import OutboxScreen
        from ui.counter.settings_screen import SettingsScreen

        self._leave_desk()
        self.account = account
        self.accept_screen = AcceptScreen(self.counter, self.workers, account)
        self.dossiers_screen = DossiersScreen(self.counter, self.workers, account)
        self.outbox_screen = OutboxScreen(self.counter, self.workers)
        self.books_screen = BooksScreen(self.counter, self.workers, account)
        self.settings_screen = SettingsScreen(self.counter, self.workers, account)
        self.frame = DeskFrame(self.counter, account)
        for screen in self._screens():
            self.frame.screens.addWidget(screen)
        self._root.addWidget(self.frame)
        self._root.setCurrentWidget(self.frame)
        self._connect_desk(self.frame)
        if self.workers.sync_worker is None:
            self.notify(sentence("city_address_missing_screen"))
        self.accept_screen.start()
        drafts = self.counter.store.drafts.of_clerk(account.username)
        if drafts:
            self.accept_screen.resume(drafts[0])
        if self.progress is not None:
            self.show_progress(self.progress)
        if self.counter.identity.practice and self.counter.settings.guided:
            from ui.counter.guide import first_day

            self.guide = first_day(self)
            self.guide.show()
        self._after_sign_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.guide is not None:
            self.guide.place()

    def _after_sign_in(self) -> None:
        self.news.greet()
        self._stay_awake()
        accept = self.accept_screen
        if accept is not None and self.frame is not None and self.frame.screens.currentWidget() is accept:
            accept.retitle()

    def _screens(self) -> list[QWidget]:
        assert self.accept_screen is not None
        return [
            self.accept_screen,
            self.dossiers_screen,
            self.outbox_screen,
            self.books_screen,
            self.settings_screen,
        ]

    def _leave_desk(self) -> None:
        """Another clerk sits down: the draft is saved, the former desk cleared away."""
        if self.frame is None or self.accept_screen is None:
            return
        self.accept_screen.leave()
        if self.guide is not None:
            self.guide.stop()
        frame, self.frame, self.accept_screen, self.guide = self.frame, None, None, None
        self._root.removeWidget(frame)
        frame.deleteLater()

    # Locking

    @property
    def is_locked(self) -> bool:
        return self.frame is not None and self._root.currentWidget() is self.sign_in

    def lock(self) -> None:
        """Ctrl+L, or nobody touched anything for a while: whose desk it is must sign in again, or somebody else does."""
        if self.frame is None or self.account is None or self.is_locked or self.accept_screen is None:
            return
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.accept_screen.save_draft()
        self.sign_in.lock(self.account)
        self._root.setCurrentWidget(self.sign_in)
        self._idle.stop()

    def _stay_awake(self) -> None:
        """Somebody is here: the time until the lock begins anew."""
        minutes = self.counter.settings.lock_minutes
        if self.frame is not None and not self.is_locked and minutes:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    def _touched(self) -> None:
        if self._idle.isActive():
            self._idle.start()

    def _connect_workers(self) -> None:
        """What comes from behind, whoever sits here."""
        self.scanner.scanned.connect(self._card_scanned)
        self.scanner.touched.connect(self._touched)
        QApplication.instance().installEventFilter(self.scanner)  # type: ignore[union-attr]
        self.news.connect_workers()

    def _connect_desk(self, frame: "DeskFrame") -> None:
        assert self.accept_screen is not None
        frame.went.connect(self._go_by_key)
        frame.notice_read.connect(self.hide_notice)
        frame.repair_wanted.connect(self._repair)
        self.accept_screen.titled.connect(self._title)
        for screen in self._screens():
            screen.notice.connect(self.notify)  # type: ignore[attr-defined]
        self.accept_screen.accepted.connect(self._backlog_changed)
        self.accept_screen.list_wanted.connect(self._show_list)
        self.dossiers_screen.seen_news.connect(self.news.show)
        self.settings_screen.changed.connect(self.restyle)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("F2", self.go_accept),
            ("F3", self.go_dossiers),
            ("F4", self.go_hand_back),
            ("F6", self.go_outbox),
            ("F7", self.go_books),
            ("F8", self.go_settings),
            ("F10", self.verify_receipt),
            ("F1", self.show_help),
            ("Ctrl+K", self.find_anything),
            ("Ctrl+L", self.lock),
            ("Esc", self.hide_notice),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda a=act: self._at_desk(a))

    def _at_desk(self, act: Callable[[], None]) -> None:
        """Keys do nothing while nobody is signed in."""
        if self.frame is not None and not self.is_locked:
            act()

    # Going somewhere

    def _go_by_key(self, key: str) -> None:
        {
            "F2": self.go_accept,
            "F3": self.go_dossiers,
            "F4": self.go_hand_back,
            "F6": self.go_outbox,
            "F7": self.go_books,
            "F8": self.go_settings,
        }[key]()

    def _go(self, key: str, screen: QWidget) -> None:
        assert self.frame is not None
        self.frame.go(key, screen)

    def go_accept(self) -> None:
        """F2: the acceptance in the making; once it is done, a new one."""
        assert self.accept_screen is not None
        self._go("F2", self.accept_screen)
        if self.accept_screen.currentWidget() is self.accept_screen.done:
            self.accept_screen.start()
        else:
            self.accept_screen.retitle()

    def go_dossiers(self) -> None:
        self._go("F3", self.dossiers_screen)
        self._title(self.tr("Hồ sơ"), "")
        self.dossiers_screen.show_all()
        self.dossiers_screen.search.setFocus()

    def go_hand_back(self) -> None:
        self._go("F4", self.dossiers_screen)
        self._title(self.tr("Trả kết quả"), self.tr("tìm theo tên hoặc quét giấy hẹn"))
        self.dossiers_screen.show_all(State.DONE)
        self.dossiers_screen.search.setFocus()

    def go_outbox(self) -> None:
        self._go("F6", self.outbox_screen)
        self._title(self.tr("Hàng chờ gửi"), "")
        self.outbox_screen.refresh()
        self.outbox_screen.send.setFocus()

    def go_books(self) -> None:
        self._go("F7", self.books_screen)
        self._title(self.tr("Sổ và báo cáo"), "")
        self.books_screen.refresh()
        self.books_screen.setFocus()

    def go_settings(self) -> None:
        self._go("F8", self.settings_screen)
        self._title(self.tr("Cài đặt"), "")
        self.settings_screen.look_for_devices()
        self.settings_screen.city.setFocus()

    def _show_list(self, due: str) -> None:
        """The list of dossiers by promise."""
        self.go_dossiers()
        self.dossiers_screen.due.setCurrentIndex(self.dossiers_screen.due.findData(due))

    def find_anything(self) -> None:
        """Ctrl+K: a dossier, a citizen, a procedure, a place, by a few letters."""
        from ui.counter.finder import Finder, Found

        assert self.accept_screen is not None

        def go(found: Found) -> None:
            assert self.accept_screen is not None
            match found.kind:
                case "place":
                    self._go_by_key(found.value)
                case "dossier":
                    self.go_dossiers()
                    self.dossiers_screen.show_dossier(found.value)
                case "procedure":
                    self.go_accept()
                    self.accept_screen.put_aside()
                    self.accept_screen.choose(found.value)
                case "act":
                    {"verify": self.verify_receipt, "lock": self.lock, "help": self.show_help}[found.value]()

        self.finder = Finder(self.counter, self)
        self.finder.found.connect(go)
        self.finder.open()

    def verify_receipt(self) -> None:
        """Is a paper somebody shows genuine?"""
        from ui.counter.verify_dialog import VerifyDialog

        names = {code: procedure.name for code, procedure in self.counter.catalogue.procedures.items()}
        self.verify = VerifyDialog(self.workers, names, self.counter.settings.camera, self)
        self.verify.open()

    def show_help(self) -> None:
        """F1: what this screen is for and its keys."""
        from ui.counter.help import HelpDialog

        assert self.frame is not None
        names = ("accept", "dossiers", "outbox", "books", "settings")
        topic = names[self.frame.screens.currentIndex()]
        self.help = HelpDialog(topic, self)
        self.help.open()

    def notify(self, sentence: str) -> None:
        """A sentence under the top bar; it stays until read."""
        self.news.notify(sentence)

    def hide_notice(self) -> None:
        self.news.hide_notice()

    def _title(self, title: str, summary: str) -> None:
        if self.frame is None:
            return
        self.frame.title(title, summary)
        if self.frame.screens.currentWidget() is self.accept_screen:
            self.frame.mark("F2")

    @property
    def damage_text(self) -> str:
        return self.frame.damage_text if self.frame is not None else ""

    def _repair(self) -> None:
        self.wants_repair = True
        self.close()

    def _line_changed(self, line: Line) -> None:
        """The line itself changed, whatever the engine is waiting for."""
        if self.progress is None or self.progress.line is line or self.progress.line is Line.REFUSED:
            return
        self.show_progress(dataclasses.replace(self.progress, line=line, since=self.counter.clock.now()))

    @property
    def band_text(self) -> str:
        return self.frame.band_text if self.frame is not None else ""

    @property
    def notice_text(self) -> str:
        return self.frame.notice_text if self.frame is not None else ""

    # What comes from elsewhere

    def _card_scanned(self, text: str) -> None:
        """A card fills what is open: a window that asks for a person, else the acceptance."""
        asking = QApplication.activeModalWidget()
        take = getattr(asking, "take_card", None)
        if take is not None:
            take(text)
            return
        if asking is not None or self.frame is None or self.is_locked:
            return
        if self.frame.screens.currentWidget() is not self.accept_screen:
            self.go_accept()
        assert self.accept_screen is not None
        self.accept_screen.take_card(text)

    def show_progress(self, progress: Progress) -> None:
        self.progress = progress
        if self.closed or self.accept_screen is None:
            return
        self.accept_screen.online = progress.line is Line.UP
        if self.frame is not None:
            self.frame.say_line(progress.line)
            self.frame.say_band(band_words(progress, self.counter.clock_behind()))
        self.outbox_screen.show_progress(progress)
        self.count_waiting(progress.backlog.dossiers)

    @property
    def at_the_list(self) -> bool:
        return self.frame is not None and self.frame.screens.currentWidget() is self.dossiers_screen

    def count_waiting(self, waiting: int) -> None:
        if self.frame is not None:
            self.frame.count({"F6": waiting, "F3": len(self.counter.store.dossiers.news())})

    def _backlog_changed(self) -> None:
        backlog = self.counter.store.outbox.backlog()
        if self.progress is not None:
            self.show_progress(dataclasses.replace(self.progress, backlog=backlog))
        else:
            self.count_waiting(backlog.dossiers)

    def restyle(self) -> None:
        settings = self.counter.settings
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, settings.theme, settings.text_size)
        self._stay_awake()
        if self.progress is not None:
            self.show_progress(self.progress)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost by closing: a draft is saved, the outbox goes on next time."""
        self.closed = True
        if self.accept_screen is not None:
            self.accept_screen.leave()
        if self.guide is not None:
            self.guide.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self.scanner)
        self.workers.stop()
        drop_late_answers(self)
        self.counter.close()
        super().closeEvent(event)
