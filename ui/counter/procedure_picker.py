"""Choosing a procedure: type a few letters without accents, Enter."""

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.catalogue import Catalogue, Procedure
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Draft
from kiosk.domain.fees import FreeIf, PerCase, PerCopy, PerPageTiered
from kiosk.domain.text import dong
from kiosk.domain.work_calendar import describe_limit
from ui.theme import tokens
from ui.widgets.basics import button, clear, label

Index = QModelIndex | QPersistentModelIndex


COUNTED_FROM = " kể"
"""In a fee's condition: from which day its term counts, which a list need not say."""


def fee_in_words(procedure: Procedure) -> str:
    match procedure.fee:
        case FreeIf():
            condition = procedure.fee.condition.partition(COUNTED_FROM)[0]
            return QCoreApplication.translate("procedures", "miễn lệ phí {condition}").format(condition=condition)
        case PerCase():
            return dong(procedure.fee.amount_vnd)
        case PerCopy():
            return QCoreApplication.translate("procedures", "{fee} mỗi bản").format(fee=dong(procedure.fee.amount_vnd))
        case PerPageTiered():
            fee = dong(procedure.fee.first_two_pages_vnd)
            return QCoreApplication.translate("procedures", "{fee} mỗi trang").format(fee=fee)
        case _:
            return QCoreApplication.translate("procedures", "không thu phí")


def summary(procedure: Procedure) -> str:
    return f"{procedure.code} · {describe_limit(procedure.processing_time).split(' (')[0].lower()} · {fee_in_words(procedure)}"


class _Procedures(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Procedure] = []

    def show(self, rows: list[Procedure]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        procedure = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return procedure.name
        return summary(procedure) if role == Qt.ItemDataRole.UserRole else None


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, int(option.fontMetrics.height() * 2.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.primary_soft))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 6, 6)
        rect = option.rect.adjusted(16, 6, -16, -6)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(look.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(look.quiet))
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, str(index.data(Qt.ItemDataRole.UserRole))
        )
        painter.restore()


MOST_DRAFTS = 5


class ProcedurePicker(QWidget):
    """`chosen` carries the procedure's code, `draft_chosen` a draft to go on with, `list_wanted` which promises to look at."""

    chosen = Signal(str)
    draft_chosen = Signal(object)
    list_wanted = Signal(str)
    registrations_wanted = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.setObjectName("page")
        self._catalogue = catalogue
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("Công dân cần làm thủ tục gì?"), "screenTitle"))
        layout.addWidget(
            label(
                self.tr("Gõ vài chữ không dấu, ví dụ “ks” là khai sinh, rồi Enter. Quét thẻ căn cước trước cũng được."),
                "quiet",
            )
        )
        self._today = QHBoxLayout()
        self._today.setSpacing(8)
        layout.addLayout(self._today)
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(6)
        layout.addLayout(self._drafts)
        self.draft_buttons: list[QPushButton] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Tên hoặc mã thủ tục"))
        self.search.setAccessibleName(self.tr("Tìm thủ tục"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose)
        self.search.installEventFilter(self)
        self._model = _Procedures()
        self.list = QListView()
        self.list.setObjectName("card")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setAccessibleName(self.tr("Thủ tục"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._choose)
        self._none = label(self.tr("Không có thủ tục nào như vậy. Xóa bớt chữ để tìm rộng hơn."), "quiet")
        self._none.hide()
        layout.addWidget(self.search)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.search)
        self._filter("")

    def show_day(self, today: int, late: int, registered: int = 0) -> None:
        """What is promised for today, what is late, what citizens registered by themselves: one press shows them."""
        clear(self._today)
        for count, words, due in (
            (today, self.tr("Hẹn trả hôm nay: {n}"), "today"),
            (late, self.tr("Quá hạn: {n}"), "late"),
        ):
            if count:
                chip = button(words.format(n=count), "chipButton")
                chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                chip.clicked.connect(lambda _=False, d=due: self.list_wanted.emit(d))
                self._today.addWidget(chip)
        if registered:
            chip = button(self.tr("Tự đăng ký chờ tiếp nhận: {n} (Ctrl+T)").format(n=registered), "chipButton")
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(self.registrations_wanted)
            self._today.addWidget(chip)
        self._today.addStretch(1)

    def show_drafts(self, drafts: list[Draft], clerk: str) -> None:
        """Acceptances somebody put aside; Ctrl and the number goes on with one."""
        clear(self._drafts)
        self.draft_buttons = []
        if drafts:
            self._drafts.addWidget(label(self.tr("Đang để sang bên"), "quiet"))
        for number, draft in enumerate(drafts[:MOST_DRAFTS], start=1):
            made = button(f"{self._draft_words(draft, clerk)}   Ctrl+{number}", "draft")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, d=draft: self.draft_chosen.emit(d))
            self._drafts.addWidget(made)
            self.draft_buttons.append(made)
        if len(drafts) > MOST_DRAFTS:
            self._drafts.addWidget(label(self.tr("… và {n} hồ sơ nữa").format(n=len(drafts) - MOST_DRAFTS), "quiet"))

    def _draft_words(self, draft: Draft, clerk: str) -> str:
        values = draft.content.get("values")
        name = str(values.get("applicant.name") or "") if isinstance(values, dict) else ""
        procedure = self._catalogue.procedures.get(str(draft.content.get("procedure")))
        whose = "" if draft.clerk == clerk else f" · {draft.clerk}"
        moment = f"{draft.updated_at.astimezone(HANOI):%H:%M}"
        return f"{name or self.tr('chưa có tên')} · {procedure.name if procedure else ''} · {moment}{whose}"

    def _filter(self, query: str) -> None:
        found = self._catalogue.find_procedures(query)
        self._model.show(found)
        self._none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._model.index(0))

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(self._model.rows[index.row()].code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the typing goes on."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None and self._model.rows:
                row = min(max(self.list.currentIndex().row() + step, 0), len(self._model.rows) - 1)
                self.list.setCurrentIndex(self._model.index(row))
                return True
        return super().eventFilter(watched, event)
