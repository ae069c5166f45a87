"""The right side of the accepting screen: documents, fee, due date, what is left to do, and the one big button."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.accepting import Accepting, DocumentState, Review
from kiosk.domain.fees import Bill
from kiosk.domain.problem import Problem
from kiosk.domain.text import dong
from kiosk.entry import RETURN_CHANNELS
from ui.theme import LARGE_TEXT, scaled, text_scale
from ui.widgets.basics import button, clear, label, rule
from ui.widgets.slow import SlowNotice
from ui.words import due_in_words, problem_sentence

ROOM_AROUND = 52
"""What the panel's margins and a link's own take of its width."""


class DocumentRow(QWidget):
    """One document: ticked when handed over, scanned by its button or by dropping files on it."""

    ticked = Signal(str, bool)
    scan_wanted = Signal(str)
    dropped = Signal(str, list)

    def __init__(self, number: int, state: DocumentState) -> None:
        super().__init__()
        self.name = state.document.name
        self.setAcceptDrops(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        self.box = QCheckBox()
        self.box.setAccessibleName(self.name)
        self.box.setChecked(state.given)
        if number <= 9:
            self.box.setShortcut(f"Alt+{number}")
        self.box.setToolTip(f"Alt+{number}")
        self.box.toggled.connect(self._tick)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = label(self.name, wrap=True)
        self.under = label("", "quiet", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self.under)
        self.scan = button(self.tr("Quét"), name=self.tr("Quét") + f" {self.name}")
        self.scan.setVisible(state.document.action == "submit")
        self.scan.clicked.connect(self._ask_scan)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.scan, 0, Qt.AlignmentFlag.AlignTop)

    def _tick(self, on: bool) -> None:
        self.ticked.emit(self.name, on)

    def _ask_scan(self) -> None:
        self.scan_wanted.emit(self.name)

    def show_state(self, state: DocumentState, pages: int, size: int, doing: str) -> None:
        self.box.blockSignals(True)
        self.box.setChecked(state.given)
        self.box.blockSignals(False)
        self.under.setText(_under(state, pages, size, doing))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(self.name, paths)


def _under(state: DocumentState, pages: int, size: int, doing: str) -> str:
    document = state.document
    parts: list[str] = []
    if document.is_declaration:
        parts.append(QCoreApplication.translate("documents", "tự in, chờ chữ ký"))
    elif document.action == "present":
        parts.append(QCoreApplication.translate("documents", "xuất trình"))
    elif state.given and state.originals:
        parts.append(QCoreApplication.translate("documents", "{n} bản chính").format(n=state.originals))
    if state.given and state.copies:
        parts.append(QCoreApplication.translate("documents", "{n} bản sao").format(n=state.copies))
    if pages:
        kilobytes = f"{size / 1024:,.0f}".replace(",", ".")
        parts.append(QCoreApplication.translate("documents", "{n} tệp, {size} KB").format(n=pages, size=kilobytes))
    if doing:
        parts.append(doing)
    if not state.given:
        when = document.when.split(";")[0]
        if document.required:
            parts.append(QCoreApplication.translate("documents", "cần có"))
        else:
            parts.append(
                QCoreApplication.translate("documents", "nếu {when}").format(when=when)
                if when
                else QCoreApplication.translate("documents", "nếu có")
            )
    return " · ".join(parts)


class DocumentsView(QFrame):
    """Shows an `Accepting`'s papers and what it comes to."""

    ticked = Signal(str, bool)
    scan_wanted = Signal(str)
    dropped = Signal(str, list)
    channel_chosen = Signal(str)
    exemption_chosen = Signal(str)
    todo_clicked = Signal(str)
    accept_wanted = Signal()
    missing_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(scaled(326, 410))
        self.rows: dict[str, DocumentRow] = {}
        self.busy: set[str] = set()
        self.pages: dict[str, tuple[int, int]] = {}
        self.awaited = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(8)
        outer.addWidget(label(self.tr("Giấy tờ"), "cardTitle"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list = QWidget()
        self._list.setObjectName("plain")
        self._list_layout = QVBoxLayout(self._list)
        self._list_layout.setContentsMargins(0, 0, 6, 0)
        self._list_layout.setSpacing(4)
        self._list_layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(self._list)
        outer.addWidget(scroll, 1)
        outer.addWidget(rule())
        self._bill = QGridLayout()
        self._bill.setHorizontalSpacing(8)
        self._bill.setVerticalSpacing(6)
        self._bill.setColumnStretch(0, 1)
        outer.addLayout(self._bill)
        outer.addWidget(rule())
        outer.addLayout(self._promise())
        self._todo = QVBoxLayout()
        self._todo.setSpacing(0)
        outer.addLayout(self._todo)
        self.accept = button(self.tr("Tiếp nhận && in   F9"), "primary", name=self.tr("Tiếp nhận và in, F9"))
        self._slow = SlowNotice(self, self._say_saving)
        self.accept.clicked.connect(self.accept_wanted)
        outer.addWidget(self.accept)
        self._code = label("", "quiet")
        self._code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(self._code)

    def _promise(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._due = label("", "strong")
        self._channel = QComboBox()
        self._channel.setAccessibleName(self.tr("Nhận kết quả tại"))
        for channel, words in RETURN_CHANNELS.items():
            self._channel.addItem(words, channel)
        self._channel.activated.connect(self._choose_channel)
        self.exemption = QComboBox()
        self.exemption.setAccessibleName(self.tr("Miễn lệ phí"))
        self.exemption.activated.connect(self.choose_exemption)
        self.exemption.setMinimumContentsLength(12)
        self.exemption.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._exemption_label = label(self.tr("Miễn lệ phí"), "quiet")
        grid.addWidget(self._exemption_label, 0, 0)
        grid.addWidget(self.exemption, 0, 1)
        grid.addWidget(label(self.tr("Hẹn trả"), "quiet"), 1, 0)
        grid.addWidget(self._due, 1, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(self.tr("Nhận tại"), "quiet"), 2, 0)
        grid.addWidget(self._channel, 2, 1)
        return grid

    def begin_saving(self) -> None:
        """F9 was pressed: nothing can be pressed twice, and a disk that takes its time is told of."""
        self.accept.setEnabled(False)
        self._slow.start()

    def end_saving(self) -> None:
        self._slow.stop()
        self.accept.setText(self.tr("Tiếp nhận && in   F9"))
        self.accept.setEnabled(True)

    def _say_saving(self) -> None:
        self.accept.setText(self.tr("Đang ghi vào máy…"))

    def _choose_channel(self, index: int) -> None:
        self.channel_chosen.emit(self._channel.itemData(index))

    def choose_exemption(self, index: int) -> None:
        self.exemption_chosen.emit(self.exemption.itemData(index))

    def build(self, accepting: Accepting) -> None:
        clear(self._list_layout)
        self.rows.clear()
        for number, state in enumerate(_by_need(accepting.documents), start=1):
            row = DocumentRow(number, state)
            row.ticked.connect(self.ticked)
            row.scan_wanted.connect(self.scan_wanted)
            row.dropped.connect(self.dropped)
            self.rows[state.document.name] = row
            self._list_layout.addWidget(row)
        self.exemption.clear()
        self.exemption.addItem(self.tr("Không miễn"), "")
        exemptions = accepting.procedure.exemptions if accepting.procedure else ()
        for reason in exemptions:
            self.exemption.addItem(reason, reason)
        self.exemption.setVisible(bool(exemptions))
        self._exemption_label.setVisible(bool(exemptions))
        self.exemption.setCurrentIndex(max(self.exemption.findData(accepting.exemption), 0))
        self._channel.setCurrentIndex(max(self._channel.findData(accepting.channel), 0))

    def show(self, accepting: Accepting, review: Review, next_code: str, now: datetime, *, complete: bool) -> None:  # type: ignore[override]
        for state in accepting.documents:
            scans = accepting.scans_of(state.document.name)
            size = sum(s.attachment.size for s in scans)
            name = state.document.name
            doing = self.tr("đang nhận tệp…") if name in self.busy else ""
            if name in self.pages:
                done, all_ = self.pages[name]
                doing = self.tr("đang thu gọn trang {done}/{all}…").format(done=min(done + 1, all_), all=all_)
            if name == self.awaited:
                doing = self.tr("đặt giấy vào máy quét…")
            self.rows[name].show_state(state, len(scans), size, doing)
        self._show_bill(review.bill)
        self._due.setText(due_in_words(review.due_at, now.date()))
        self._show_todo(review.todo, complete)
        self._code.setText(self.tr("Mã dự kiến ") + next_code)

    def _show_bill(self, bill: Bill) -> None:
        clear(self._bill)
        row = 0
        for line in bill.lines:
            self._bill.addWidget(label(line.label, "quiet", wrap=True), row, 0)
            amount = line.why if line.why and not line.amount_vnd else f"{line.quantity} × {dong(line.unit_vnd)}"
            self._bill.addWidget(label(amount), row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        self._bill.addWidget(label(self.tr("Phải thu")), row, 0)
        self._bill.addWidget(label(dong(bill.total_vnd), "total"), row, 1, Qt.AlignmentFlag.AlignRight)

    def _show_todo(self, todo: tuple[Problem, ...], complete: bool) -> None:
        clear(self._todo)
        if not todo:
            return
        self._todo.addWidget(label(self.tr("Còn {count} việc:").format(count=len(todo)), "danger"))
        # Larger letters leave room for the first thing alone; it leads to the next.
        most = 3 if complete and text_scale() < LARGE_TEXT else 1
        for problem in todo[:most]:
            words = short_todo(problem)
            room = self.width() - ROOM_AROUND
            link = button(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room), "todo", name=words)
            link.setToolTip(problem_sentence(problem))
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            path = problem.field
            link.clicked.connect(lambda _=False, p=path: self.todo_clicked.emit(p))
            self._todo.addWidget(link)
        if complete and any(problem.key == "document_missing" for problem in todo):
            slip = button(self.tr("In phiếu yêu cầu bổ sung   Ctrl+H"), "link")
            slip.clicked.connect(self.missing_wanted)
            self._todo.addWidget(slip)


def short_todo(problem: Problem) -> str:
    """A thing left to do, in one line that fits the panel."""
    text = problem_sentence(problem)
    if problem.key.startswith(("applicant", "personal_id_required")):
        text = text.split(":", 1)[0]
    return "→ " + text


def _by_need(documents: list[DocumentState]) -> list[DocumentState]:
    """What everybody brings first, then what depends."""
    return sorted(documents, key=lambda d: not d.document.required)
