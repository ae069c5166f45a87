"""The clerk's window: rail, top bar, bands, and the screens between them."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Account
from kiosk.domain.state import State
from kiosk.sync.ports import Line, Progress
from offline_store.notices import Notice
from ui.counter.accept_screen import AcceptScreen
from ui.counter.acts import HandBackDialog
from ui.counter.dossiers_screen import DossiersScreen
from ui.counter.outbox_screen import OutboxScreen
from ui.counter.settings_screen import SettingsScreen
from ui.counter.sign_in import SignIn
from ui.paper_worker import PaperDelayed
from ui.scanner import ScannerFilter
from ui.theme import apply_theme, scaled, tokens
from ui.widgets.basics import button, label
from ui.words import error_sentence, paper_reason, sentence, state_words
from ui.worker import Desk, Failure
from ui.workers import Workers

CLOCK_WARNING_SECONDS = 120


class CounterWindow(QMainWindow):
    """`usable` fires once the first screen takes input."""

    usable = Signal()

    def __init__(self, data_dir: Path, city_url: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Một Cửa")
        self.resize(1366, 768)
        self.counter = Counter(data_dir)
        settings = self.counter.settings
        desk = Desk(data_dir, self.counter.clock, self.counter.catalogue)
        self.workers = Workers(desk, city_url or settings.city_url, reconnect_spread=settings.reconnect_spread_seconds)
        self._closed = False
        """Signals on their way when the window closes still arrive; nobody is there to be shown them."""
        self.progress: Progress | None = None
        self.wants_repair = False
        """The clerk asked to put damaged data right: whoever opened this window does it and opens another."""
        self._reading: Notice | None = None
        self._held: list[Failure] = []
        """What was found while nobody was signed in."""
        self.accept_screen: AcceptScreen | None = None
        if self.workers.sync_worker is not None:
            self.workers.sync_worker.progressed.connect(self.show_progress)
            self.workers.sync_worker.line_seen.connect(self._line_changed)
            self.workers.sync_worker.waiting.connect(self._hold)
        self.workers.care_worker.damaged.connect(self._hold)
        self.workers.start()
        self.scanner = ScannerFilter(self.counter.clock)
        self.counter.store.reconcile(self.counter.clock.now())
        if self.counter.store.print_jobs.at_printer():
            # They lay at a printer when the window was closed.
            self.workers.watch_papers.emit()
        self.sign_in = SignIn(self.counter)
        self.sign_in.signed_in.connect(self.open_desk)
        self._root = QStackedWidget()
        self._root.addWidget(self.sign_in)
        self.setCentralWidget(self._root)
        self.sign_in.username.setFocus()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.sign_in.username.setFocus()
        self.usable.emit()

    def leave_soon(self) -> None:
        """Close once what is under way in the event loop is done."""
        QTimer.singleShot(0, self.close)

    # The desk, once somebody is signed in

    def open_desk(self, account: Account) -> None:
        """Show the work screens; a draft the clerk left is opened again."""
        self.account = account
        self.accept_screen = AcceptScreen(self.counter, self.workers, account)
        self.dossiers_screen = DossiersScreen(self.counter, self.workers, account)
        self.outbox_screen = OutboxScreen(self.counter, self.workers)
        self.settings_screen = SettingsScreen(self.counter, self.workers)
        desk = QWidget()
        layout = QHBoxLayout(desk)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.screens = QStackedWidget()
        for screen in (self.accept_screen, self.dossiers_screen, self.outbox_screen, self.settings_screen):
            self.screens.addWidget(screen)
        layout.addWidget(self._rail())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top_bar())
        self._band, self._band_text = self._make_band("band")
        self._notice, self._notice_text = self._make_band("news")
        close = button(self.tr("Đã rõ"), "link")
        close.clicked.connect(self.hide_notice)
        self._notice.layout().addWidget(close)
        self._damage, self._damage_text = self._make_band("damage")
        self.repair = button(self.tr("Sửa ngay"), "primary")
        self.repair.clicked.connect(self._repair)
        self._damage.layout().addWidget(self.repair)
        right.addWidget(self._damage)
        right.addWidget(self._band)
        right.addWidget(self._notice)
        right.addWidget(self.screens, 1)
        layout.addLayout(right, 1)
        self._root.addWidget(desk)
        self._root.setCurrentWidget(desk)
        self._connect()
        if self.workers.sync_worker is None:
            self.notify(sentence("city_address_missing_screen"))
        self.accept_screen.start()
        drafts = self.counter.store.drafts.of_clerk(account.username)
        if drafts:
            self.accept_screen.resume(drafts[0])
        if self.progress is not None:
            self.show_progress(self.progress)
        self._show_news()
        self._read_out()
        held, self._held = self._held, []
        for failure in held:
            self._hold(failure)

    def _connect(self) -> None:
        assert self.accept_screen is not None
        self.accept_screen.titled.connect(self._title)
        for screen in (self.accept_screen, self.dossiers_screen, self.outbox_screen, self.settings_screen):
            screen.notice.connect(self.notify)
        self.accept_screen.accepted.connect(self._backlog_changed)
        self.dossiers_screen.seen_news.connect(self._show_news)
        self.settings_screen.changed.connect(self.restyle)
        self.scanner.scanned.connect(self._card_scanned)
        QApplication.instance().installEventFilter(self.scanner)  # type: ignore[union-attr]
        self.workers.print_worker.failed.connect(self._paper_changed)
        self.workers.print_worker.printed.connect(self._paper_changed)
        self.workers.print_worker.delayed.connect(self._paper_delayed)
        if self.workers.sync_worker is not None:
            self.workers.sync_worker.news.connect(self._show_news)
            self.workers.sync_worker.failed.connect(self._sync_failed)
            self.workers.sync_worker.took_over.connect(self._took_over)
        self.workers.care_worker.failed.connect(self._sync_failed)
        self.workers.desk_worker.failed.connect(self._damage_found)
        for keys, act in (
            ("F2", self.go_accept),
            ("F3", self.go_dossiers),
            ("F4", self.go_hand_back),
            ("F6", self.go_outbox),
            ("F8", self.go_settings),
            ("F10", self.verify_receipt),
            ("F1", self._show_keys),
            ("Esc", self.hide_notice),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(scaled(196, 250))
        layout = QVBoxLayout(rail)
        layout.setContentsMargins(14, 16, 14, 14)
        layout.setSpacing(4)
        layout.addWidget(label("Một Cửa", "brand"))
        identity = self.counter.identity
        layout.addWidget(label(f"{identity.unit_name} · " + self.tr("Quầy {n}").format(n=identity.counter)))
        if identity.practice:
            layout.addWidget(label(self.tr("THỰC HÀNH")))
        layout.addSpacing(14)
        self._rail_buttons = {}
        for key, text, act in (
            ("F2", self.tr("Tiếp nhận"), self.go_accept),
            ("F3", self.tr("Hồ sơ"), self.go_dossiers),
            ("F4", self.tr("Trả kết quả"), self.go_hand_back),
            ("F6", self.tr("Hàng chờ gửi"), self.go_outbox),
            ("F8", self.tr("Cài đặt"), self.go_settings),
        ):
            made = button("", name=f"{text}, {key}")
            made.setCheckable(True)
            made.setProperty("words", text)
            made.setMinimumHeight(scaled(38))
            made.clicked.connect(act)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row = QHBoxLayout(made)
            row.setContentsMargins(12, 0, 12, 0)
            row.addWidget(label(text, "words"))
            row.addStretch(1)
            row.addWidget(label(key, "key"))
            self._rail_buttons[key] = made
            layout.addWidget(made)
        self._word_rail()
        layout.addStretch(1)
        layout.addWidget(label(self.tr("Phím tắt  F1")))
        return rail

    def _word_rail(self, waiting: int = 0, news: int = 0) -> None:
        counts = {"F6": waiting, "F3": news}
        for key, made in self._rail_buttons.items():
            count = counts.get(key, 0)
            text = made.property("words") + (f"  {count}" if count else "")
            made.findChild(QLabel, "words").setText(text)

    def _top_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(scaled(56))
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(14)
        self._screen_title = label("", "screenTitle")
        self._summary = label("", "quiet")
        self._summary.setMinimumWidth(40)
        self._line = label("")
        layout.addWidget(self._screen_title)
        layout.addWidget(self._summary, 1)
        layout.addWidget(label(self.account.name, "quiet"))
        self._dot = label("●")
        layout.addWidget(self._dot)
        layout.addWidget(self._line)
        self._say_line(Line.UNKNOWN)
        return bar

    def _make_band(self, role: str) -> tuple[QFrame, QLabel]:
        band = QFrame()
        band.setObjectName(role)
        layout = QHBoxLayout(band)
        layout.setContentsMargins(20, 6, 20, 6)
        text = label("", wrap=True)
        layout.addWidget(text, 1)
        band.hide()
        return band, text

    # Going somewhere

    def _go(self, key: str, screen: QWidget) -> None:
        for other, made in self._rail_buttons.items():
            made.setChecked(other == key)
        self.screens.setCurrentWidget(screen)

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

    def go_settings(self) -> None:
        self._go("F8", self.settings_screen)
        self._title(self.tr("Cài đặt"), "")
        self.settings_screen.look_for_devices()
        self.settings_screen.city.setFocus()

    def verify_receipt(self) -> None:
        """Is a paper somebody shows genuine?"""
        from ui.counter.verify_dialog import VerifyDialog

        names = {code: procedure.name for code, procedure in self.counter.catalogue.procedures.items()}
        self.verify = VerifyDialog(self.workers, names, self.counter.settings.camera, self)
        self.verify.open()

    def _show_keys(self) -> None:
        self.notify(
            self.tr(
                "F2 tiếp nhận · F3 hồ sơ · F4 trả kết quả · F5 quét giấy · F6 hàng chờ · F8 cài đặt · F9 tiếp nhận và in · "
                "F10 kiểm tra giấy hẹn · "
                "Alt+1…9 đánh dấu giấy tờ · Ctrl+P đổi thủ tục · Ctrl+D cùng người nộp · Ctrl+R in lại · Ctrl+Shift+Del bỏ hồ sơ"
            )
        )

    def _title(self, title: str, summary: str) -> None:
        self._screen_title.setText(title)
        self._summary.setText(summary)
        if self.screens.currentWidget() is self.accept_screen:
            self._rail_buttons["F2"].setChecked(True)

    def notify(self, sentence: str) -> None:
        """A sentence under the top bar; it stays until read."""
        self._notice_text.setText(sentence)
        self._notice.show()

    def hide_notice(self) -> None:
        """Read: on to the next thing that happened by itself, if there is one."""
        self._notice.hide()
        if self._reading is not None:
            self.counter.store.read_notice(self._reading.id)
            self._reading = None
        self._read_out()

    def _read_out(self) -> None:
        """Say what happened by itself since somebody last looked, one thing after the other."""
        if self._notice.isVisible():
            return
        unread = self.counter.store.notices.unread()
        if unread:
            self._reading = unread[0]
            self.notify(sentence(self._reading.key, **self._reading.params))

    def _hold(self, failure: Failure) -> None:
        """Say it now, or once somebody is signed in."""
        if self._closed:
            return
        if self.accept_screen is None:
            self._held.append(failure)
        elif failure.about == "data":
            self._damage_found(failure)
        else:
            self._sync_failed(failure)

    def _damage_found(self, failure: Failure) -> None:
        """Damaged data: said at once, put right when the clerk says so. The draft is kept."""
        if self._closed or failure.error.key not in ("store_damaged", "store_foreign"):
            return
        self._damage_text.setText(
            self.tr(
                "Tệp dữ liệu có chỗ hỏng. Bấm “Sửa ngay”: máy cất bản hỏng đi, giữ lại phần tốt và lấy phần thiếu từ thành phố. "
                "Việc đang làm dở được giữ."
            )
        )
        self._damage.show()

    @property
    def damage_text(self) -> str:
        return self._damage_text.text() if self._damage.isVisible() else ""

    def _repair(self) -> None:
        self.wants_repair = True
        self.close()

    def _took_over(self) -> None:
        self.notify(self.tr("Cửa sổ này nay gửi hồ sơ lên thành phố."))

    def _line_changed(self, line: Line) -> None:
        """The line itself changed, whatever the engine is waiting for."""
        if self.progress is None or self.progress.line is line or self.progress.line is Line.REFUSED:
            return
        self.show_progress(dataclasses.replace(self.progress, line=line, since=self.counter.clock.now()))

    @property
    def band_text(self) -> str:
        return self._band_text.text() if self._band.isVisible() else ""

    @property
    def notice_text(self) -> str:
        return self._notice_text.text() if self._notice.isVisible() else ""

    # What comes from elsewhere

    def _card_scanned(self, text: str) -> None:
        """A card fills what is open: a window that asks for a person, else the acceptance."""
        asking = QApplication.activeModalWidget()
        if isinstance(asking, HandBackDialog):
            asking.take_card(text)
            return
        if asking is not None:
            return
        if self.screens.currentWidget() is not self.accept_screen:
            self.go_accept()
        assert self.accept_screen is not None
        self.accept_screen.take_card(text)

    def show_progress(self, progress: Progress) -> None:
        self.progress = progress
        if self._closed or self.accept_screen is None:
            return
        self.accept_screen.online = progress.line is Line.UP
        self._say_line(progress.line)
        self.outbox_screen.show_progress(progress)
        self._show_band(progress)
        self._word_rail(progress.backlog.dossiers, len(self.counter.store.dossiers.news()))

    def _show_band(self, progress: Progress) -> None:
        since = f"{progress.since.astimezone(HANOI):%H:%M}"
        waiting = progress.backlog.dossiers
        words = ""
        if progress.line is Line.DOWN:
            words = self.tr(
                "Mất kết nối từ {since}. Vẫn tiếp nhận bình thường: "
                "{count} hồ sơ đã lưu an toàn trên máy này, sẽ tự gửi khi có mạng."
            ).format(since=since, count=waiting)
        elif progress.line is Line.NOT_THE_CITY:
            words = sentence("line_not_the_city")
        elif progress.line is Line.REFUSED:
            words = sentence("city_refuses_device", reason=progress.error)
        elif abs(progress.clock_offset) > CLOCK_WARNING_SECONDS:
            words = self.tr(
                "Đồng hồ máy này lệch {minutes} phút so với thành phố. Chỉnh lại giờ trong Windows hoặc Linux."
            ).format(minutes=round(abs(progress.clock_offset) / 60))
        behind = round(self.counter.clock_behind().total_seconds())
        if behind > CLOCK_WARNING_SECONDS and abs(progress.clock_offset) <= CLOCK_WARNING_SECONDS:
            words = " ".join(
                part
                for part in (
                    words,
                    self.tr(
                        "Đồng hồ máy này chậm hơn lần tiếp nhận trước {minutes} phút. Kiểm tra lại ngày giờ."
                    ).format(minutes=round(behind / 60)),
                )
                if part
            )
        self._band_text.setText(words)
        self._band.setVisible(bool(words))

    def _say_line(self, line: Line) -> None:
        look = tokens()
        words, colour = {
            Line.UP: (self.tr("Có kết nối"), look.success),
            Line.DOWN: (self.tr("Mất kết nối"), look.warning),
            Line.NOT_THE_CITY: (self.tr("Không phải thành phố"), look.warning),
            Line.REFUSED: (self.tr("Bị từ chối"), look.danger),
            Line.UNKNOWN: (self.tr("Đang kiểm tra"), look.quiet),
        }[line]
        self._line.setText(words)
        self._dot.setStyleSheet(f"color: {colour}")

    def _backlog_changed(self) -> None:
        backlog = self.counter.store.outbox.backlog()
        if self.progress is not None:
            self.show_progress(dataclasses.replace(self.progress, backlog=backlog))
        else:
            self._word_rail(backlog.dossiers, len(self.counter.store.dossiers.news()))

    def _show_news(self) -> None:
        """What the city changed while nobody looked is said, not done silently."""
        if self._closed:
            return
        self._read_out()
        news = self.counter.store.dossiers.news()
        backlog = self.counter.store.outbox.backlog()
        self._word_rail(backlog.dossiers, len(news))
        if self.screens.currentWidget() is self.dossiers_screen:
            self.dossiers_screen.refresh()
        elif news:
            first = news[0]
            self.notify(
                self.tr("Thành phố có tin về {count} hồ sơ, mới nhất: {code} – {state}. Bấm F3 để xem.").format(
                    count=len(news), code=first.code, state=state_words(first.state)
                )
            )

    def _paper_changed(self, _: object) -> None:
        if self._closed:
            return
        self.outbox_screen.refresh()

    def _paper_delayed(self, paper: PaperDelayed) -> None:
        if self._closed:
            return
        self.outbox_screen.refresh()
        self.notify(f"{paper.code}: " + paper_reason(" ".join(paper.reasons)))

    def _sync_failed(self, failure: Failure) -> None:
        if self._closed:
            return
        self.notify(error_sentence(failure.error))

    def restyle(self) -> None:
        settings = self.counter.settings
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, settings.theme, settings.text_size)
        if self.progress is not None:
            self.show_progress(self.progress)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost by closing: a draft is saved, the outbox goes on next time."""
        self._closed = True
        if self.accept_screen is not None:
            self.accept_screen.leave()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self.scanner)
        self.workers.stop()
        self.counter.close()
        super().closeEvent(event)
