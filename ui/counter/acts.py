"""The windows of what is done with a dossier: each asks what it needs, says what is missing, and offers its paper."""

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import DateNotReadable, parse_date, show_date
from kiosk.domain.dossier import Account, DossierRow, FiledAttachment
from kiosk.domain.id_card import NotAnIdCard, parse_id_card
from kiosk.errors import KioskError, Refused
from kiosk.handling import PAPER_OF, Act
from ui.counter.scanning import ScanDesk
from ui.paper_worker import PrintOrder
from ui.widgets.basics import button, label
from ui.words import act_words, due_in_words, error_sentence, paper_words
from ui.worker import Failure
from ui.workers import ScanDone, Workers

USUAL_HOUR = time(17, 0)


class ActDialog(QDialog):
    """One act. `done_with` carries the sentence that says what was done."""

    done_with = Signal(str)

    def __init__(
        self, counter: Counter, workers: Workers, account: Account, row: DossierRow, act: Act, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(act_words(act))
        self.setMinimumWidth(560)
        self._counter = counter
        self._workers = workers
        self._account = account
        self._row = row
        self._act = act
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(8)
        self.body.addWidget(label(act_words(act), "cardTitle"))
        self.body.addWidget(label(f"{row.code} · {row.applicant_name}", "quiet", wrap=True))
        self.build()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.prints = QCheckBox()
        paper = PAPER_OF.get(act)
        if paper is not None:
            self.prints.setText(self.tr("In {paper}").format(paper=paper_words(paper)))
            self.prints.setChecked(True)
            self.body.addWidget(self.prints)
        self.body.addSpacing(6)
        buttons = QHBoxLayout()
        self.accept_button = button(self.tr("Ghi nhận   Ctrl+Enter"), "primary", name=self.tr("Ghi nhận"))
        self.accept_button.clicked.connect(self.do)
        cancel = button(self.tr("Thôi   Esc"), name=self.tr("Thôi"))
        cancel.clicked.connect(self.reject)
        buttons.addWidget(self.accept_button, 1)
        buttons.addWidget(cancel)
        self.body.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.do)

    def build(self) -> None:
        """Put in what this act asks for."""

    def record(self) -> None:
        """Do it, or raise Refused."""
        raise NotImplementedError

    def field(self, words: str, editor: QWidget) -> None:
        caption = label(words, "fieldLabel")
        caption.setBuddy(editor)
        editor.setAccessibleName(words)
        self.body.addWidget(caption)
        self.body.addWidget(editor)

    def say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.adjustSize()

    def do(self) -> None:
        try:
            self.record()
        except KioskError as error:
            self.say(error_sentence(error))
            return
        paper = PAPER_OF.get(self._act)
        if paper is not None and self.prints.isChecked():
            job = self._counter.store.print_jobs.reprint(self._row.id, paper, 1, self._counter.clock.now())
            self._workers.print_job.emit(PrintOrder(job.id, self._row.code))
        self._workers.wake_sync()
        self.done_with.emit(
            self.tr("Đã ghi: {act}, hồ sơ {code}.").format(act=act_words(self._act), code=self._row.code)
        )
        self.accept()


class ReasonDialog(ActDialog):
    """Reject, withdraw, note: one thing to say. Usual reasons are offered; what was said is the clerk's own."""

    def build(self) -> None:
        usual = {
            "reject": (
                self.tr("Không thuộc thẩm quyền của xã"),
                self.tr("Người yêu cầu không đủ điều kiện theo quy định"),
                self.tr("Giấy tờ nộp không hợp lệ"),
            ),
            "withdraw": (self.tr("Người dân đề nghị rút hồ sơ"), self.tr("Người dân nộp nhầm thủ tục")),
        }.get(self._act, ())
        self.usual = QComboBox()
        if usual:
            self.usual.addItem(self.tr("Chọn lý do thường gặp…"), "")
            for reason in usual:
                self.usual.addItem(reason, reason)
            self.usual.activated.connect(self._take_usual)
            self.field(self.tr("Lý do thường gặp"), self.usual)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(96)
        self.field(
            self.tr("Ghi chú cho đồng nghiệp") if self._act == "note" else self.tr("Lý do, người dân đọc được"),
            self.text,
        )
        self.text.setFocus()

    def _take_usual(self) -> None:
        reason = self.usual.currentData()
        if reason:
            self.text.setPlainText(reason)
            self.text.setFocus()

    def record(self) -> None:
        handling, said = self._counter.handling, self.text.toPlainText()
        match self._act:
            case "reject":
                handling.reject(self._row, self._account.username, said)
            case "withdraw":
                handling.withdraw(self._row, self._account.username, said)
            case _:
                handling.note(self._row, self._account.username, said)


class AskSupplementDialog(ActDialog):
    """One list, once: the procedure's documents to tick, and room for others."""

    def build(self) -> None:
        procedure = self._counter.catalogue.procedures.get(self._row.procedure)
        self.items: list[QCheckBox] = []
        self.body.addWidget(label(self.tr("Còn thiếu hoặc phải làm lại"), "fieldLabel"))
        for document in procedure.documents if procedure else ():
            box = QCheckBox(document.name)
            box.setToolTip(document.name)
            self.items.append(box)
            self.body.addWidget(box)
        self.others = QPlainTextEdit()
        self.others.setTabChangesFocus(True)
        self.others.setFixedHeight(58)
        self.field(self.tr("Giấy tờ khác, mỗi dòng một thứ"), self.others)
        self.reason = QLineEdit()
        self.field(self.tr("Lý do, người dân đọc được"), self.reason)
        (self.items[0] if self.items else self.others).setFocus()

    def record(self) -> None:
        items = [box.text() for box in self.items if box.isChecked()]
        items += self.others.toPlainText().splitlines()
        self._counter.handling.ask_supplement(self._row, self._account.username, items, self.reason.text())


class ApologiseDialog(ActDialog):
    """Why it is late, and the new date."""

    def build(self) -> None:
        today = self._counter.clock.now().date()
        self.body.addWidget(label(self.tr("Đã hẹn {due}").format(due=due_in_words(self._row.due_at, today)), wrap=True))
        self.due = QLineEdit()
        self.due.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.field(self.tr("Hẹn lại ngày (trả lúc 17 giờ)"), self.due)
        self.reason = QLineEdit()
        self.field(self.tr("Lý do, người dân đọc được"), self.reason)
        self.due.editingFinished.connect(self._tidy)
        self.due.setFocus()

    def _new_day(self) -> date:
        """A year of two digits means one to come: `5/1/27` is not 1927."""
        today = self._counter.clock.now().date()
        return parse_date(self.due.text(), today=date(today.year + 2, 1, 1))

    def _tidy(self) -> None:
        try:
            self.due.setText(show_date(self._new_day()))
        except DateNotReadable:
            return

    def record(self) -> None:
        try:
            day = self._new_day()
        except DateNotReadable as error:
            self.due.setFocus()
            raise Refused("date_not_readable", text=self.due.text()) from error
        due_at = datetime.combine(day, USUAL_HOUR, HANOI)
        self._counter.handling.apologise(self._row, self._account.username, self.reason.text(), due_at)


class HandBackDialog(ActDialog):
    """Who takes the result: the applicant, or somebody whose card is scanned or name written."""

    def build(self) -> None:
        self.receiver = QLineEdit(self._row.applicant_name)
        self.field(self.tr("Người nhận (quét thẻ căn cước, hoặc gõ)"), self.receiver)
        self.number = QLineEdit(self._row.applicant_id)
        self.field(self.tr("Số định danh hoặc giấy tờ"), self.number)
        self.receiver.setFocus()
        self.receiver.selectAll()

    def take_card(self, text: str) -> None:
        """A card was scanned while this window is open."""
        try:
            card = parse_id_card(text)
        except NotAnIdCard:
            return
        self.receiver.setText(card.name.title())
        self.number.setText(str(card.personal_id))

    def record(self) -> None:
        self._counter.handling.hand_back(self._row, self._account.username, self.receiver.text(), self.number.text())


class TakeSupplementDialog(ActDialog):
    """The papers that were brought, scanned one by one under what they are."""

    def build(self) -> None:
        self.papers: list[FiledAttachment] = []
        self._scans = ScanDesk(self._counter, self._workers, self)
        self._scans.done.connect(self._scanned)
        self._scans.failed.connect(self._scan_failed)
        self._scans.changed.connect(self._show_counts)
        self._scans.ordered.connect(self._show_counts)
        self._counts: dict[str, QLabel] = {}
        self.scan_buttons: dict[str, QWidget] = {}
        self.body.addWidget(label(self.tr("Giấy tờ được yêu cầu"), "fieldLabel"))
        for name in self._asked():
            line = QHBoxLayout()
            line.addWidget(label(name, wrap=True), 1)
            count = label("", "quiet")
            scan = button(self.tr("Quét"), name=self.tr("Quét") + f" {name}")
            scan.clicked.connect(lambda _=False, n=name: self._scans.scan(self._draft_id, n))
            line.addWidget(count)
            line.addWidget(scan)
            self.body.addLayout(line)
            self._counts[name] = count
            self.scan_buttons[name] = scan
        self.said = QLineEdit()
        self.field(self.tr("Ghi thêm (có thể bỏ trống)"), self.said)

    @property
    def _draft_id(self) -> str:
        return f"supplement {self._row.id}"

    def _asked(self) -> Sequence[str]:
        """What the last request listed; without a list, the procedure's documents."""
        for line in reversed(self._counter.store.dossiers.story(self._row.id)):
            items = line.payload.get("items")
            if line.type == "dossier.supplement_requested" and isinstance(items, list) and items:
                return [str(item) for item in items]
        procedure = self._counter.catalogue.procedures.get(self._row.procedure)
        return [document.name for document in procedure.documents] if procedure else []

    def _scanned(self, done: ScanDone) -> None:
        if done.draft_id == self._draft_id:
            self.papers.append(done.paper)
            self._show_counts()

    def _scan_failed(self, failure: Failure) -> None:
        if failure.about in self._counts:
            self.say(error_sentence(failure.error))
            self._show_counts()

    def _show_counts(self) -> None:
        for name, count in self._counts.items():
            there = sum(paper.document == name for paper in self.papers)
            words = self.tr("{n} tệp").format(n=there) if there else ""
            if name in self._scans.busy:
                words = self.tr("đang nhận…")
            elif name == self._scans.awaited:
                words = self.tr("đợi máy quét…")
            count.setText(words)

    def record(self) -> None:
        if self._scans.busy:
            raise Refused("scans_on_the_way")
        self._counter.handling.take_supplement(self._row, self._account.username, tuple(self.papers), self.said.text())


DIALOGS: dict[Act, type[ActDialog]] = {
    "hand_back": HandBackDialog,
    "take_supplement": TakeSupplementDialog,
    "ask_supplement": AskSupplementDialog,
    "apologise": ApologiseDialog,
    "reject": ReasonDialog,
    "withdraw": ReasonDialog,
    "note": ReasonDialog,
}
