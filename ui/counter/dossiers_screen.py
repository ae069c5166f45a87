"""The dossier list: instant search, filters, saved views; a dossier's detail beside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.dossier import Account, DossierRow, ListView, Order
from kiosk.domain.receipt_qr import PayloadMalformed, split_address
from kiosk.domain.state import State
from kiosk.settings import SavedView
from ui.counter.dossier_detail import DossierDetail
from ui.counter.dossier_table import CODE, DUE, NAME, PROCEDURE, SENT, DossierTable, Index
from ui.theme import LARGE_TEXT, scaled, text_scale
from ui.widgets.basics import button, label
from ui.widgets.slow import SlowNotice
from ui.words import error_sentence
from ui.worker import Failure
from ui.workers import Look, Seen, Workers

WIDTHS = (126, 150, 0, 158, 112, 92)


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
        self._number = 0
        self._state: State | None = None
        self._order: Order = "newest"
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._search_row())
        left.addLayout(self._chips())
        names = {code: p.name for code, p in counter.catalogue.procedures.items()}
        self.table_model = DossierTable(names, counter.clock.now().date())
        self.table_model.more_wanted.connect(self._fetch_more)
        self.table = self._table()
        self.empty = label("", "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        left.addWidget(self._pages, 1)
        outer.addLayout(left, 1)
        self.detail = DossierDetail(counter, workers, account)
        self.detail.changed.connect(self.refresh)
        self.detail.notice.connect(self.notice)
        self.detail.seen_news.connect(self.seen_news)
        self.detail.add_shortcuts(self)
        outer.addWidget(self.detail)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.refresh)
        self._slow = SlowNotice(self, self._say_searching)
        workers.look_worker.seen.connect(self._seen)
        workers.look_worker.failed.connect(self._failed)
        self.setFocusProxy(self.search)

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(
            self.tr("Tìm theo tên, mã hồ sơ, số định danh, điện thoại – gõ không dấu cũng được")
        )
        self.search.setAccessibleName(self.tr("Tìm hồ sơ"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search_soon)
        self.search.returnPressed.connect(lambda: self.detail.do_first())
        self.search.installEventFilter(self)
        self.due = QComboBox()
        self.due.setAccessibleName(self.tr("Ngày hẹn trả"))
        for words, due in (
            (self.tr("Mọi ngày hẹn"), ""),
            (self.tr("Hẹn hôm nay"), "today"),
            (self.tr("Quá hạn"), "late"),
            (self.tr("Trong 3 ngày tới"), "soon"),
        ):
            self.due.addItem(words, due)
        self.due.currentIndexChanged.connect(self.refresh)
        self.views = button(self.tr("Bộ lọc…"), name=self.tr("Bộ lọc đã lưu và cột"))
        self.views.clicked.connect(self.show_views)
        row.addWidget(self.search, 1)
        row.addWidget(self.due)
        row.addWidget(self.views)
        return row

    def _chips(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setSpacing(8)
        a_row = 6 if text_scale() < LARGE_TEXT else 3
        group = QButtonGroup(self)
        self.chips: dict[State | None, QPushButton] = {}
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
            rows.addWidget(chip, len(self.chips) // a_row, len(self.chips) % a_row)
            self.chips[state] = chip
        rows.setColumnStretch(a_row, 1)
        return rows

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
        large = text_scale() >= LARGE_TEXT
        for column, width in enumerate(WIDTHS):
            if width:
                table.setColumnWidth(column, scaled(width, round(width * LARGE_TEXT)))
        header.setSectionResizeMode(NAME if large else PROCEDURE, QHeaderView.ResizeMode.Stretch)
        if large:
            # What does not fit beside larger letters stands in the detail.
            table.hideColumn(PROCEDURE)
            table.hideColumn(SENT)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        for column in self._counter.settings.hidden_columns:
            if 0 < column < len(WIDTHS):
                table.hideColumn(column)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        enter = QShortcut(QKeySequence("Return"), table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(lambda: self.detail.do_first())
        return table

    # Looking

    @property
    def view(self) -> ListView:
        return ListView(searched(self.search.text()), self._state, self.due.currentData(), self._order)

    def filter_state(self, state: State | None) -> None:
        self._state = state
        self.chips[state].setChecked(True)
        self.refresh()

    def show_all(self, state: State | None = None) -> None:
        """The list anew, all days."""
        self.due.blockSignals(True)
        self.due.setCurrentIndex(0)
        self.due.blockSignals(False)
        self.filter_state(state)

    def show_dossier(self, code: str) -> None:
        """That dossier and nothing else."""
        self.search.setText(code)
        self.show_all()

    def _sort_by(self, column: int) -> None:
        """By promise, the nearest first, or newest first."""
        if column in (CODE, DUE):
            self._order = "due" if column == DUE else "newest"
            self._mark_order()
            self.refresh()

    def _mark_order(self) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        column, order = (
            (DUE, Qt.SortOrder.AscendingOrder) if self._order == "due" else (CODE, Qt.SortOrder.DescendingOrder)
        )
        header.setSortIndicator(column, order)

    def _search_soon(self) -> None:
        self._soon.start()

    def refresh(self) -> None:
        self._number += 1
        self._slow.start()
        self._workers.look.emit(Look(self._number, self.view))

    def _say_searching(self) -> None:
        """An answer that takes longer than one notices is said to be on its way."""
        self.empty.setText(self.tr("Đang tìm…"))
        self._pages.setCurrentIndex(1)

    def _failed(self, failure: Failure) -> None:
        if failure.about == "list":
            self._slow.stop()
            self.empty.setText(error_sentence(failure.error))
            self._pages.setCurrentIndex(1)

    def _fetch_more(self, offset: int) -> None:
        self._workers.look.emit(Look(self._number, self.view, offset))

    def _seen(self, seen: Seen) -> None:
        if seen.number != self._number:
            return
        self._slow.stop()
        if seen.offset:
            self.table_model.append(seen.rows, more=seen.more)
            return
        chosen = self.detail.row.id if self.detail.row else ""
        self.table_model.show(seen.rows, more=seen.more)
        self._pages.setCurrentIndex(0 if seen.rows else 1)
        if not seen.rows:
            filtered = self.search.text() or self._state or self.due.currentData()
            self.empty.setText(
                self.tr("Không có hồ sơ nào khớp. Xóa bớt chữ, hoặc chọn “Tất cả” và “Mọi ngày hẹn”.")
                if filtered
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

    def _show(self, row: DossierRow | None) -> None:
        self.detail.show_row(row, looked_at=self.isVisible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.table_model.rows:
                row = min(max(self.table.currentIndex().row() + step, 0), len(self.table_model.rows) - 1)
                self.table.selectRow(row)
                return True
        return super().eventFilter(watched, event)

    # Saved views and columns

    def show_views(self) -> None:
        """The views that were saved, saving this one, and which columns there are."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        saved = self._counter.settings.saved_views
        for number, view in enumerate(saved, start=1):
            menu.addAction(f"&{number}  {view.name}").triggered.connect(lambda _=False, v=view: self.apply_view(v))
        if saved:
            menu.addSeparator()
        menu.addAction(self.tr("&Lưu bộ lọc này…")).triggered.connect(self._ask_name)
        if saved:
            forget = menu.addMenu(self.tr("&Xóa bộ lọc"))
            for view in saved:
                forget.addAction(view.name).triggered.connect(lambda _=False, v=view: self.forget_view(v.name))
        columns = menu.addMenu(self.tr("&Cột"))
        for column in range(1, len(WIDTHS)):
            action = QAction(str(self.table_model.headerData(column, Qt.Orientation.Horizontal)), columns)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(column))
            action.toggled.connect(lambda on, c=column: self.show_column(c, on=on))
            columns.addAction(action)
        menu.popup(self.views.mapToGlobal(QPoint(0, self.views.height())))

    def _ask_name(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Lưu bộ lọc"))
        dialog.setLabelText(self.tr("Tên bộ lọc"))
        dialog.textValueSelected.connect(self.save_view)
        dialog.open()

    def save_view(self, name: str) -> None:
        """Under its name; one of the same name is replaced."""
        name = name.strip()[:40]
        if not name:
            return
        view = self.view
        made = SavedView(name, view.query, int(view.state) if view.state else 0, view.due, view.order)
        others = [v for v in self._counter.settings.saved_views if v.name != name]
        self._counter.change_settings(saved_views=[*others, made])
        self.notice.emit(self.tr("Đã lưu bộ lọc “{name}”.").format(name=name))

    def forget_view(self, name: str) -> None:
        others = [v for v in self._counter.settings.saved_views if v.name != name]
        self._counter.change_settings(saved_views=others)

    def apply_view(self, view: SavedView) -> None:
        for widget in (self.search, self.due):
            widget.blockSignals(True)
        self.search.setText(view.query)
        self.due.setCurrentIndex(max(self.due.findData(view.due), 0))
        for widget in (self.search, self.due):
            widget.blockSignals(False)
        self._order = view.order
        self._mark_order()
        state = State(view.state) if view.state else None
        if state in self.chips:
            self.filter_state(state)
        else:
            self.refresh()

    def show_column(self, column: int, *, on: bool) -> None:
        self.table.setColumnHidden(column, not on)
        hidden = [c for c in range(len(WIDTHS)) if self.table.isColumnHidden(c)]
        self._counter.change_settings(hidden_columns=hidden)
