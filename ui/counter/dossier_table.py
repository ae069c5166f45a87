"""The list of dossiers as a table's model."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk.domain.dossier import DossierRow
from kiosk.domain.state import State
from ui.theme import tokens
from ui.words import is_late, state_words, sync_words, time_left

Index = QModelIndex | QPersistentModelIndex
CODE, NAME, PROCEDURE, STATE, DUE, SENT = range(6)


class DossierTable(QAbstractTableModel):
    """Rows as the store gives them, a page at a time: `more_wanted` fires when somebody scrolls to the last one."""

    more_wanted = Signal(int)

    def __init__(self, names: dict[str, str], today: date) -> None:
        super().__init__()
        self.rows: list[DossierRow] = []
        self._more = False
        self._asked = False
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

    def show(self, rows: Sequence[DossierRow], *, more: bool = False) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self._more, self._asked = more, False
        self.endResetModel()

    def append(self, rows: Sequence[DossierRow], *, more: bool) -> None:
        """The next page."""
        self._more, self._asked = more, False
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        self._asked = True
        self.more_wanted.emit(len(self.rows))

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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {self._cell(row, index.column())}"
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
