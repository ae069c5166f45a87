"""The accepting screen as a whole: choose, fill, accept, hand out. Joins the presenter, its pages and the background work."""

import dataclasses
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QStackedWidget

from kiosk.accepting import Accepting
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Accepted, Account, Draft
from kiosk.domain.id_card import IdCard, NotAnIdCard, parse_id_card
from kiosk.domain.ticket_mark import is_ticket
from kiosk.errors import FormRefused, KioskError
from kiosk.intake import new_id
from kiosk.persons import APPLICANT
from ui.counter.done_view import DoneView
from ui.counter.procedure_picker import MOST_DRAFTS, ProcedurePicker, summary
from ui.counter.scanning import ScanDesk
from ui.counter.taking_over import TakingOver
from ui.counter.whose import Whose
from ui.counter.work_page import WorkPage
from ui.paper_worker import MissingPrint, PrintDone, PrintOrder
from ui.words import error_sentence, sentence
from ui.worker import Failure
from ui.workers import AcceptOrder, ScanDone, Workers

DRAFT_MILLISECONDS = 400


class AcceptScreen(QStackedWidget):
    """`titled` carries the top bar's title and summary; `notice` a sentence for the clerk; `accepted` an acceptance;
    `list_wanted` which promises the clerk wants to see."""

    titled = Signal(str, str)
    notice = Signal(str)
    accepted = Signal(object)
    list_wanted = Signal(str)

    def __init__(self, counter: Counter, workers: Workers, account: Account) -> None:
        super().__init__()
        self._counter = counter
        self._workers = workers
        self._account = account
        self.online = False
        self._accepted: Accepted | None = None
        self._accept_pending = False
        self._closed = False
        self.presenter = self._fresh()

        self.scanning = ScanDesk(counter, workers, self)
        self.picker = ProcedurePicker(counter.catalogue)
        self.work = WorkPage(counter, workers, account, self.scanning, lambda: self.presenter)
        self.done = DoneView()
        for page in (self.picker, self.work, self.done):
            self.addWidget(page)
        self.form, self.papers, self.citizen = self.work.form, self.work.papers, self.work.citizen

        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MILLISECONDS)
        self._draft_timer.timeout.connect(self.save_draft)
        self._drafts_on_the_way = 0
        workers.desk_worker.draft_saved.connect(self._draft_saved)
        self.taking_over = TakingOver(counter, account, self)
        self.whose = Whose(self, lambda: self.presenter)
        self._connect()
        self._shortcuts()

    def _fresh(self) -> Accepting:
        return Accepting(
            self._counter.catalogue, self._counter.intake, new_id(self._counter.clock), self._account.username
        )

    def _connect(self) -> None:
        self.picker.chosen.connect(self.choose)
        self.picker.draft_chosen.connect(self.go_on_with)
        self.picker.list_wanted.connect(self.list_wanted)
        self.picker.registrations_wanted.connect(self.taking_over.show_list)
        self.taking_over.taken.connect(self._take_over)
        self.taking_over.notice.connect(self.notice)
        self.work.touched.connect(self._draft_timer.start)
        self.work.notice.connect(self.notice)
        self.form.left.connect(self._ask_who)
        self.papers.scan_wanted.connect(self.scan_document)
        self.papers.dropped.connect(self.add_files)
        self.papers.accept_wanted.connect(self.accept)
        self.papers.missing_wanted.connect(self.print_missing)
        self.done.next_wanted.connect(self.start)
        self.done.same_wanted.connect(self.start_same_citizen)
        self.done.reprint_wanted.connect(self.reprint)
        workers = self._workers
        workers.desk_worker.accepted.connect(self._accepted_now)
        workers.desk_worker.refused.connect(self._refused)
        workers.desk_worker.failed.connect(self._failed)
        self.scanning.changed.connect(self.work.review)
        self.scanning.ordered.connect(self._keep_and_review)
        self.scanning.done.connect(self._scanned)
        self.scanning.failed.connect(self._scan_failed)
        workers.print_worker.printed.connect(self._printed)
        workers.print_worker.failed.connect(self._print_failed)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("F9", self.accept),
            ("F5", self._scan_next),
            ("Ctrl+P", self.change_procedure),
            ("Ctrl+B", self.put_aside),
            ("Ctrl+J", self.copy_to_person),
            ("Ctrl+G", self.citizen.take),
            ("Ctrl+H", self.print_missing),
            ("Ctrl+T", self.taking_over.show_list),
            ("Ctrl+Return", self.work.add_first_row),
            ("Ctrl+D", self.start_same_citizen),
            ("Ctrl+R", self.reprint),
            ("Ctrl+Shift+Del", self.discard),
            *((f"Ctrl+{n}", partial(self._take_draft, n)) for n in range(1, MOST_DRAFTS + 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Starting

    def start(self) -> None:
        """A new acceptance."""
        self.presenter = self._fresh()
        self.work.tried = False
        self._accepted = None
        self.scanning.wait_no_more()
        self.titled.emit(self.tr("Tiếp nhận hồ sơ"), "")
        self.setCurrentWidget(self.picker)
        self.picker.search.clear()
        self.picker.search.setFocus()
        self._show_day()

    def _show_day(self) -> None:
        store = self._counter.store
        promised = store.dossiers.promised(self._counter.clock.now().astimezone(HANOI).date())
        self.picker.show_day(*promised, self.taking_over.count())
        self.picker.show_drafts(store.drafts.all(), self._account.username)

    def put_aside(self) -> None:
        """Ctrl+B: the citizen steps aside to look for something; the next one is served meanwhile."""
        if self.currentWidget() is not self.work or self._accept_pending:
            return
        if self.scanning.busy:
            self.notice.emit(sentence("scans_on_the_way"))
            return
        draft = self.presenter.draft(self._counter.clock.now())
        self._draft_timer.stop()
        try:
            # Here and now: the list of what was put aside is read right after.
            self._counter.store.drafts.save(draft)
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self.start()

    def _take_draft(self, number: int) -> None:
        buttons = self.picker.draft_buttons
        if self.currentWidget() is self.picker and number <= len(buttons):
            buttons[number - 1].click()

    def go_on_with(self, draft: Draft) -> None:
        """Take an acceptance up again that was put aside, by this clerk or a colleague."""
        self.resume(dataclasses.replace(draft, clerk=self._account.username))
        self._draft_timer.start()

    def retitle(self) -> None:
        """Coming back to this screen: its title, and the focus where it was."""
        procedure = self.presenter.procedure
        if self.currentWidget() is self.work and procedure is not None:
            self.titled.emit(procedure.name, summary(procedure))
            self.work.go_to(self.presenter.focus or self.work.first_field())
        else:
            self.titled.emit(self.tr("Tiếp nhận hồ sơ"), "")
            self.picker.search.setFocus()
            self._show_day()

    def start_same_citizen(self) -> None:
        """The second dossier of the same citizen: one key, nothing typed again."""
        if self.currentWidget() is not self.done:
            return
        before = self.presenter
        self.start()
        for part in ("name", "personal_id", "birth_date", "sex", "address", "phone", "email"):
            path = f"{APPLICANT}.{part}"
            self.presenter.set(path, before.value(path))
            if path in before.scanned:
                self.presenter.scanned.add(path)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft, at the field it was left at."""
        self.presenter = self._fresh()
        self.presenter.take_up(draft)
        self.work.tried = False
        if self.presenter.procedure is None:
            self.setCurrentWidget(self.picker)
            self.picker.search.setFocus()
        else:
            self._show_form()
            self.work.go_to(self.presenter.focus or self.work.first_field())
        self.notice.emit(
            self.tr("Đã mở lại hồ sơ đang làm dở lúc {time}.").format(
                time=f"{draft.updated_at.astimezone(HANOI):%H:%M}"
            )
        )

    def choose(self, code: str) -> None:
        self.presenter.choose_procedure(code)
        self._show_form()
        has_applicant = bool(self.presenter.value("applicant.personal_id"))
        self.work.go_to(self.work.first_own_field() if has_applicant else self.work.first_field())
        self._draft_timer.start()

    def change_procedure(self) -> None:
        """Another procedure for the same citizen; what was typed of the applicant stays."""
        if self.currentWidget() is self.work:
            self.setCurrentWidget(self.picker)
            self.picker.search.selectAll()
            self.picker.search.setFocus()

    def discard(self) -> None:
        """Throw the acceptance in the making away, after asking."""
        if self.currentWidget() is not self.work:
            return
        question = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Bỏ hồ sơ đang làm?"),
            self.tr("Những gì đã gõ và đã quét sẽ bị xóa."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._discard_now)
        question.open()

    def _discard_now(self) -> None:
        self._draft_timer.stop()
        self._workers.discard_draft.emit(self.presenter.draft_id)
        self.start()

    def _show_form(self) -> None:
        procedure = self.presenter.procedure
        assert procedure is not None
        self.work.build()
        self.setCurrentWidget(self.work)
        self.titled.emit(procedure.name, summary(procedure))
        self.work.review()

    def _ask_who(self, path: str) -> None:
        """A field was left: where it holds a person's number, the population database may say whose."""
        if self.online and not self._closed:
            self.citizen.ask(path)

    def _take_over(self, draft: Draft) -> None:
        """What a citizen entered at self-service; what the clerk was at is put aside."""
        if self._accept_pending or (self.currentWidget() is self.work and self.scanning.busy):
            self.notice.emit(sentence("scans_on_the_way"))
            return
        if self.currentWidget() is self.work:
            if self.presenter.draft_id == draft.id:
                return  # scanned again: it is open, and what was typed since is newer
            self.put_aside()
        self.go_on_with(draft)
        self.notice.emit(self.tr("Người dân đã tự nhập. Đối chiếu giấy tờ gốc rồi bấm F9."))

    # Cards

    def take_card(self, text: str) -> None:
        """A scan arrived, wherever the focus was: a card, or the ticket of a citizen who began by themselves."""
        if is_ticket(text):
            self.taking_over.scan(text)
            return
        if self.currentWidget() is self.done:
            self.start()
        try:
            card = parse_id_card(text)
        except NotAnIdCard:
            self.notice.emit(sentence("not_an_id_card"))
            return
        prefix = self.presenter.person_for_scan(card)
        if prefix is None:
            self.whose.is_the_card(card, partial(self.fill_card, card))
        else:
            self.fill_card(card, prefix)

    def copy_to_person(self) -> None:
        """Ctrl+J: the applicant is one of the form's persons."""
        if self.currentWidget() is self.work:
            self.whose.the_applicant_is(self.work.copy_applicant)

    def fill_card(self, card: IdCard, prefix: str) -> None:
        filled = self.presenter.fill_card(card, prefix)
        if prefix == APPLICANT:
            self.work.offer_known()
        if self.currentWidget() is self.picker:
            self.notice.emit(self.tr("Đã nhận thẻ của {name}. Chọn thủ tục.").format(name=card.name.title()))
            return
        self.work.show_card(prefix, filled.damaged)

    # Papers

    def _scan_next(self) -> None:
        """F5: scan for the first document that still has no scan."""
        procedure = self.presenter.procedure
        for name in procedure.scanning_order if procedure else ():
            if not self.presenter.scans_of(name) and name not in self.scanning.busy:
                self.scan_document(name)
                return

    def scan_document(self, name: str) -> None:
        self.scanning.scan(self.presenter.draft_id, name)

    def add_files(self, name: str, paths: Sequence[str]) -> None:
        self.scanning.add_files(self.presenter.draft_id, name, paths)

    def _keep_and_review(self) -> None:
        self.save_draft()
        self.work.review()

    def _scanned(self, done: ScanDone) -> None:
        if done.draft_id != self.presenter.draft_id:
            return
        self.presenter.add_scan(done.paper)
        self._keep_and_review()

    def _scan_failed(self, failure: Failure) -> None:
        self.notice.emit(error_sentence(failure.error))
        self.work.review()

    # Drafts, accepting

    @property
    def draft_at_rest(self) -> bool:
        """Nothing typed is waiting to be saved, and what was handed to the worker is on the disk."""
        return not self._draft_timer.isActive() and self._drafts_on_the_way == 0

    def _draft_saved(self, _: str) -> None:
        self._drafts_on_the_way -= 1

    def save_draft(self) -> None:
        self._draft_timer.stop()
        if self.presenter.procedure is not None and not self._accept_pending and self.currentWidget() is self.work:
            self._drafts_on_the_way += 1
            self._workers.save_draft.emit(self.presenter.draft(self._counter.clock.now()))

    def leave(self) -> None:
        """The window closes: save the draft, look at nothing any more."""
        self.save_draft()
        self._closed = True
        self.work.close_for_good()

    def accept(self) -> None:
        """F9. What is missing is listed and the clerk put at the first of it; else the dossier is committed."""
        if self.currentWidget() is not self.work or self._accept_pending:
            return
        self.work.tidy()
        self.work.tried = True
        review = self.work.review()
        if review is None:
            return
        if review.todo:
            self.work.go_to(review.todo[0].field)
            return
        if self.scanning.busy:
            self.notice.emit(self.tr("Đang nhận tệp quét; chờ một lát rồi bấm F9."))
            return
        self._draft_timer.stop()
        self._accept_pending = True
        self.papers.begin_saving()
        presenter = self.presenter
        self._workers.accept.emit(
            AcceptOrder(
                presenter.entry(),
                self._account.username,
                tuple(presenter.scans),
                presenter.draft_id,
                presenter.taken_over,
            )
        )

    def _accepted_now(self, accepted: Accepted) -> None:
        if self._closed:
            return
        self._finish_try()
        self._accepted = accepted
        row = self._counter.store.dossiers.by_id(accepted.id)
        assert row is not None and self.presenter.procedure is not None
        qr = self._counter.qr_text(self._counter.store.dossiers.acceptance(accepted.id))
        self.done.show_accepted(accepted, row.applicant_name, self.presenter.procedure.name, qr, online=self.online)
        self.setCurrentWidget(self.done)
        self.done.next.setFocus()
        self.titled.emit(self.tr("Đã tiếp nhận"), accepted.code)
        self._workers.print_job.emit(PrintOrder(accepted.print_job, accepted.code))
        self._workers.wake_sync()
        self.accepted.emit(accepted)

    def _refused(self, error: FormRefused) -> None:
        self._finish_try()
        self.notice.emit(error_sentence(error))
        self.work.review()

    def _failed(self, failure: Failure) -> None:
        if failure.about == "draft":
            self._drafts_on_the_way = max(self._drafts_on_the_way - 1, 0)
        else:
            self._finish_try()
        self.notice.emit(error_sentence(failure.error))

    def _finish_try(self) -> None:
        self._accept_pending = False
        self.papers.end_saving()

    # Paper

    def print_missing(self) -> None:
        """Ctrl+H: the citizen goes home with the one list of what is still to be brought; the draft is put aside."""
        if self.currentWidget() is not self.work or self.presenter.procedure is None:
            return
        missing = tuple(p.params["name"] for p in self.presenter.review().todo if p.key == "document_missing")
        if not missing:
            self.notice.emit(self.tr("Không thiếu giấy tờ bắt buộc nào."))
            return
        applicant = {
            part: self.presenter.value(f"{APPLICANT}.{part}") for part in ("name", "address", "phone", "email")
        }
        order = MissingPrint(self.presenter.procedure.code, applicant, missing, self._account.username)
        self._workers.print_file.emit(order)
        self.put_aside()
        self.notice.emit(self.tr("Đang in phiếu yêu cầu bổ sung; hồ sơ được để sang bên."))

    def reprint(self) -> None:
        if self._accepted is None or self.currentWidget() is not self.done:
            return
        job = self._counter.store.print_jobs.reprint(self._accepted.id, "receipt", 1, self._counter.clock.now())
        self.done.paper.setText(self.tr("Đang in lại giấy hẹn…"))
        self._workers.print_job.emit(PrintOrder(job.id, self._accepted.code))

    def _printed(self, done: PrintDone) -> None:
        """The paper came out, or lies in a file."""
        if self._accepted is not None and done.code == self._accepted.code:
            self.done.show_printed(done.printer, done.path)

    def _print_failed(self, failure: Failure) -> None:
        if self._accepted is not None and failure.about == self._accepted.code:
            self.done.show_print_failure(error_sentence(failure.error))
        self.notice.emit(error_sentence(failure.error))
