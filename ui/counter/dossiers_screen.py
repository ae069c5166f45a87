"""The dossier list with instant search and filter chips, and a dossier's story beside it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.dates import show_moment
from kiosk.domain.dossier import Account, DossierRow, StoryLine
from kiosk.domain.receipt_qr import PayloadMalformed, split_address
from kiosk.domain.state import TRANSITIONS, State
from kiosk.domain.text import dong
from kiosk.errors import KioskError
from ui.paper_worker import PrintOrder
from ui.theme import scaled, tokens
from ui.widgets.basics import Card, button, label
from ui.words import due_in_words, error_sentence, event_words, is_late, sentence, state_words, sync_words, time_left
from ui.workers import Look, Seen, Workers

Index = QModelIndex | QPersistentModelIndex


class DossierTable(QAbstractTableModel):
    """Rows as the store gives them."""

    def __init__(self, names: dict[str, str], today: date) -> None:
        super().__init__()
        self.rows: Sequence[DossierRow] = ()
        self._names = names
        self._today = today
        self._headers = (
            self.tr("Mã hồ sơ"),
            self.tr("Người nộp"),
            self.tr("Thủ tục"),
            self.tr("Trạng thái"),
            self.tr("Hẹn trả"),
            self.tr("Gửi"),
        )

    def show(self, rows: Sequence[DossierRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.code if index.column() == 0 else self._cell(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, index.column())
        if role == Qt.ItemDataRole.FontRole and row.news:
            font = QApplication.font()
            font.setBold(True)
            return font
        return None

    def _cell(self, row: DossierRow, column: int) -> str:
        match column:
            case 0:
                # The agency's part is the same for the whole list; the detail shows the code in full.
                return row.code.partition("-")[2]
            case 1:
                return row.applicant_name
            case 2:
                return self._names.get(row.procedure, row.procedure)
            case 3:
                return ("● " if row.news else "") + state_words(row.state) + (" ⚠" if row.trouble else "")
            case 4:
                return time_left(row, self._today)
            case _:
                return self.tr("cần xem lại") if row.trouble else sync_words(row.sync)

    def _colour(self, row: DossierRow, column: int) -> QColor | None:
        look = tokens()
        if column == 4 and is_late(row, self._today):
            return QColor(look.danger)
        if column == 3 and row.state in (State.SUPPLEMENT_REQUESTED, State.PAYMENT_REQUESTED):
            return QColor(look.warning)
        if column == 3 and row.state is State.DONE:
            return QColor(look.success)
        if column == 5 and row.trouble:
            return QColor(look.danger)
        if column == 5:
            return QColor(look.quiet if row.sync == "complete" else look.warning)
        return None


def searched(text: str) -> str:
    """What to look for: the code inside a scanned receipt's address, else the text itself."""
    try:
        return split_address(text)[0]
    except PayloadMalformed:
        return text


class DossiersScreen(QWidget):
    """`notice` carries a sentence for the clerk; `seen_news` that news was looked at."""

    notice = Signal(str)
    seen_news = Signal()

    def __init__(self, counter: Counter, workers: Workers, account: Account) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._workers = workers
        self._account = account
        self._number = 0
        self._state: State | None = None
        self._shown: DossierRow | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(10)
        self.search = QLineEdit()
        self.search.setPlaceholderText(
            self.tr("Tìm theo tên, mã hồ sơ, số định danh, điện thoại – gõ không dấu cũng được")
        )
        self.search.setAccessibleName(self.tr("Tìm hồ sơ"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search_soon)
        self.search.installEventFilter(self)
        left.addWidget(self.search)
        left.addLayout(self._chips())
        names = {code: p.name for code, p in counter.catalogue.procedures.items()}
        self.table_model = DossierTable(names, counter.clock.now().date())
        self.table = self._table()
        self.empty = label("", "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        left.addWidget(self._pages, 1)
        outer.addLayout(left, 1)
        self._detail = self._detail_panel()
        outer.addWidget(self._detail)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.refresh)
        workers.look_worker.seen.connect(self._seen)
        self.setFocusProxy(self.search)

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        group = QButtonGroup(self)
        for text, state in (
            (self.tr("Tất cả"), None),
            (self.tr("Được tiếp nhận"), State.ACCEPTED),
            (self.tr("Đang xử lý"), State.IN_PROGRESS),
            (self.tr("Cần bổ sung"), State.SUPPLEMENT_REQUESTED),
            (self.tr("Chờ trả kết quả"), State.DONE),
            (self.tr("Đã trả"), State.HANDED_BACK),
        ):
            chip = button(text, "chipButton")
            chip.setCheckable(True)
            chip.setChecked(state is None)
            chip.clicked.connect(lambda _=False, s=state: self.filter_state(s))
            group.addButton(chip)
            row.addWidget(chip)
            setattr(self, f"_chip_{state.name if state else 'ALL'}", chip)
        row.addStretch(1)
        return row

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.table_model)
        table.setAccessibleName(self.tr("Hồ sơ"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(38))
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate((126, 150, 0, 158, 100, 96)):
            if width:
                table.setColumnWidth(column, scaled(width))
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        return table

    def _detail_panel(self) -> QFrame:
        card = Card()
        card.setFixedWidth(scaled(316, 360))
        self._code = label("", "strong")
        self._who = label("", wrap=True)
        self._facts = label("", "quiet", wrap=True)
        self._trouble = label("", "warning", wrap=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._story = QWidget()
        self._story.setObjectName("plain")
        self._story_layout = QVBoxLayout(self._story)
        self._story_layout.setContentsMargins(0, 0, 4, 0)
        self._story_layout.setSpacing(8)
        self._story_layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(self._story)
        self.hand_back = button(self.tr("Trả kết quả"), "primary")
        self.hand_back.clicked.connect(self._hand_back)
        self.supplemented = button(self.tr("Đã nhận bổ sung"), "primary")
        self.supplemented.clicked.connect(self._supplemented)
        self.reprint = button(self.tr("In lại giấy hẹn"))
        self.reprint.clicked.connect(self._reprint)
        self.papers = button(self.tr("Xem, in giấy của hồ sơ…   Ctrl+P"), name=self.tr("Xem, in giấy của hồ sơ"))
        self.papers.clicked.connect(self.show_papers)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.show_papers)
        for widget in (self._code, self._who, self._trouble, self._facts):
            card.body.addWidget(widget)
        card.body.addWidget(scroll, 1)
        for widget in (self.hand_back, self.supplemented, self.papers, self.reprint):
            card.body.addWidget(widget)
        card.hide()
        return card

    # Looking

    def filter_state(self, state: State | None) -> None:
        self._state = state
        getattr(self, f"_chip_{state.name if state else 'ALL'}").setChecked(True)
        self.refresh()

    def _search_soon(self) -> None:
        self._soon.start()

    def refresh(self) -> None:
        self._number += 1
        self._workers.look.emit(Look(self._number, searched(self.search.text()), self._state))

    def _seen(self, seen: Seen) -> None:
        if seen.number != self._number:
            return
        chosen = self._shown.id if self._shown else ""
        self.table_model.show(seen.rows)
        self._pages.setCurrentIndex(0 if seen.rows else 1)
        if not seen.rows:
            self.empty.setText(
                self.tr("Không có hồ sơ nào khớp. Xóa bớt chữ, hoặc chọn “Tất cả”.")
                if self.search.text() or self._state
                else self.tr("Chưa có hồ sơ nào. Bấm F2 để tiếp nhận hồ sơ đầu tiên.")
            )
            self._show(None)
            return
        row = next((n for n, r in enumerate(seen.rows) if r.id == chosen), 0)
        self.table.selectRow(row)
        self._show(seen.rows[row])

    def _row_changed(self, current: Index, _: Index) -> None:
        if current.isValid():
            self._show(self.table_model.rows[current.row()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.table_model.rows:
                row = min(max(self.table.currentIndex().row() + step, 0), len(self.table_model.rows) - 1)
                self.table.selectRow(row)
                return True
        return super().eventFilter(watched, event)

    # One dossier

    def _show(self, row: DossierRow | None) -> None:
        self._shown = row
        self._detail.setVisible(row is not None)
        if row is None:
            return
        store = self._counter.store
        if row.news and self.isVisible():
            store.mark_seen(row.id)
            self.seen_news.emit()
        procedure = self._counter.catalogue.procedures.get(row.procedure)
        self._code.setText(row.code)
        self._who.setText(f"{row.applicant_name} · {procedure.name if procedure else row.procedure}")
        papers = store.dossiers.attachments(row.id)
        lines = [
            state_words(row.state) + (self.tr(" · cần xem lại") if row.trouble else ""),
            self.tr("Hẹn trả {due}").format(due=due_in_words(row.due_at, self._counter.clock.now().date())),
            self.tr("Phí, lệ phí {fee} · {count} tệp quét").format(fee=dong(row.fee_vnd), count=len(papers)),
            {
                "pending": self.tr("Chờ gửi lên thành phố"),
                "partial": self.tr("Thành phố đã có hồ sơ, tệp quét đang gửi"),
                "complete": self.tr("Thành phố đã có đủ"),
            }[row.sync],
        ]
        self._facts.setText("\n".join(lines))
        self._trouble.setText(sentence(row.trouble) if row.trouble else "")
        self._trouble.setVisible(bool(row.trouble))
        self._show_story(store.dossiers.story(row.id))
        self.hand_back.setVisible(row.state in TRANSITIONS["dossier.handed_back"][1])
        self.supplemented.setVisible(row.state in TRANSITIONS["dossier.supplemented"][1])

    def _show_story(self, story: Sequence[StoryLine]) -> None:
        while (item := self._story_layout.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for line in reversed(story):
            who = self.tr("thành phố") if line.source == "city" else line.actor
            self._story_layout.addWidget(label(event_words(line.type), "strong", wrap=True))
            self._story_layout.addWidget(label(f"{show_moment(line.occurred_at)} · {who}", "quiet"))
            said = [str(line.payload.get("reason") or "")]
            items = line.payload.get("items")
            said += [f"– {item}" for item in items] if isinstance(items, list) else []
            for text in said:
                if text:
                    self._story_layout.addWidget(label(text, wrap=True))

    def _record(self, type: str, done: str) -> None:
        row = self._shown
        if row is None:
            return
        try:
            self._counter.record(row, type, {}, self._account.username)
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self.notice.emit(done)
        self._workers.wake_sync()
        self.refresh()

    def _hand_back(self) -> None:
        self._record("dossier.handed_back", self.tr("Đã ghi trả kết quả."))

    def _supplemented(self) -> None:
        self._record("dossier.supplemented", self.tr("Đã ghi nhận giấy tờ bổ sung."))

    def show_papers(self) -> None:
        """The dossier's papers, to look at and to print."""
        if self._shown is not None:
            from ui.counter.preview import PreviewDialog

            self.preview = PreviewDialog(self._counter, self._workers, self._shown, self)
            self.preview.open()

    def _reprint(self) -> None:
        if self._shown is None:
            return
        job = self._counter.store.print_jobs.reprint(self._shown.id, "receipt", 1, self._counter.clock.now())
        self._workers.print_job.emit(PrintOrder(job.id, self._shown.code))
        self.notice.emit(self.tr("Đang in lại giấy hẹn {code}.").format(code=self._shown.code))
