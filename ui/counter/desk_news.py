"""What a desk is told by itself: the city's news, papers that do not come out, damage. One thing after the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from offline_store.notices import Notice
from ui.paper_worker import PaperDelayed, PrintDone
from ui.words import error_sentence, paper_reason, sentence, state_words
from ui.worker import Failure

if TYPE_CHECKING:
    from ui.counter.window import CounterWindow


class DeskNews(QObject):
    """Says things in the frame of `window`, as long as somebody is signed in; what cannot wait for that is held until then."""

    def __init__(self, window: "CounterWindow") -> None:
        super().__init__(window)
        self._window = window
        self._counter = window.counter
        self._reading: Notice | None = None
        self._held: list[Failure] = []
        """What was found while nobody was signed in."""

    @property
    def _nobody_here(self) -> bool:
        return self._window.closed or self._window.frame is None

    def connect_workers(self) -> None:
        """What comes from behind, whoever sits here."""
        workers = self._window.workers
        workers.print_worker.failed.connect(self._paper_changed)
        workers.print_worker.printed.connect(self._paper_changed)
        workers.print_worker.delayed.connect(self._paper_delayed)
        workers.print_worker.filed.connect(self._file_printed)
        if workers.sync_worker is not None:
            workers.sync_worker.news.connect(self.show)
            workers.sync_worker.failed.connect(self._failed)
            workers.sync_worker.took_over.connect(self._took_over)
        workers.care_worker.failed.connect(self._failed)
        workers.desk_worker.failed.connect(self._damage_found)

    # Sentences

    def notify(self, words: str) -> None:
        """A sentence under the top bar; it stays until read."""
        if self._window.frame is not None:
            self._window.frame.notify(words)

    def hide_notice(self) -> None:
        """Read: on to the next thing that happened by itself, if there is one."""
        if self._window.frame is not None:
            self._window.frame.hide_notice()
        if self._reading is not None:
            self._counter.store.read_notice(self._reading.id)
            self._reading = None
        self._read_out()

    def _read_out(self) -> None:
        """Say what happened by itself since somebody last looked, one thing after the other."""
        if self._window.notice_text or self._window.frame is None or self._window.is_locked:
            return
        unread = self._counter.store.notices.unread()
        if unread:
            self._reading = unread[0]
            self.notify(sentence(self._reading.key, **self._reading.params))

    # What was held until somebody came

    def hold(self, failure: Failure) -> None:
        """Say it now, or once somebody is signed in."""
        if self._window.closed:
            return
        if self._window.accept_screen is None:
            self._held.append(failure)
        elif failure.about == "data":
            self._damage_found(failure)
        else:
            self._failed(failure)

    def greet(self) -> None:
        """Somebody signed in."""
        self.show()
        self._read_out()
        held, self._held = self._held, []
        for failure in held:
            self.hold(failure)

    # What comes from elsewhere

    def show(self) -> None:
        """What the city changed while nobody looked is said, not done silently."""
        window = self._window
        if self._nobody_here or window.is_locked:
            return
        self._read_out()
        news = self._counter.store.dossiers.news()
        window.count_waiting(self._counter.store.outbox.backlog().dossiers)
        if window.at_the_list:
            window.dossiers_screen.refresh()
        elif news:
            first = news[0]
            self.notify(
                self.tr("Thành phố có tin về {count} hồ sơ, mới nhất: {code} – {state}. Bấm F3 để xem.").format(
                    count=len(news), code=first.code, state=state_words(first.state)
                )
            )

    def _damage_found(self, failure: Failure) -> None:
        """Damaged data: said at once, put right when the clerk says so. The draft is kept."""
        if self._nobody_here or failure.error.key not in ("store_damaged", "store_foreign"):
            return
        assert self._window.frame is not None
        self._window.frame.say_damage(
            self.tr(
                "Tệp dữ liệu có chỗ hỏng. Bấm “Sửa ngay”: máy cất bản hỏng đi, giữ lại phần tốt và lấy phần thiếu từ thành phố. "
                "Việc đang làm dở được giữ."
            )
        )

    def _took_over(self) -> None:
        self.notify(self.tr("Cửa sổ này nay gửi hồ sơ lên thành phố."))

    def _failed(self, failure: Failure) -> None:
        if not self._window.closed:
            self.notify(error_sentence(failure.error))

    def _paper_changed(self, _: object) -> None:
        if not self._nobody_here:
            self._window.outbox_screen.refresh()

    def _paper_delayed(self, paper: PaperDelayed) -> None:
        if not self._nobody_here:
            self._window.outbox_screen.refresh()
            self.notify(f"{paper.code}: " + paper_reason(" ".join(paper.reasons)))

    def _file_printed(self, done: PrintDone) -> None:
        """A day book or cash-up came out, or lies in a file."""
        if done.path:
            self.notify(self.tr("Không có máy in: giấy đã lưu thành tệp {path}").format(path=done.path))
        else:
            self.notify(self.tr("Đã gửi tới máy in {printer}.").format(printer=done.printer))
