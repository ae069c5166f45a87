"""Ctrl+K: anything by a few letters without accents: a dossier, a citizen, a procedure, a place, something to do."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.text import fold
from ui.counter.dossiers_screen import searched
from ui.widgets.basics import label
from ui.words import state_words

MOST_OF_A_KIND = 6


@dataclass(frozen=True, slots=True)
class Found:
    """`value` is a place's key, a dossier's or procedure's code, or an act's name."""

    kind: Literal["place", "dossier", "procedure", "act"]
    value: str
    words: str


class Finder(QDialog):
    """`found` carries what was chosen."""

    found = Signal(object)

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Tìm mọi thứ"))
        self.setFixedWidth(640)
        self.setMinimumHeight(420)
        self._counter = counter
        self._places = [
            Found("place", "F2", self.tr("Đi đến: Tiếp nhận (F2)")),
            Found("place", "F3", self.tr("Đi đến: Hồ sơ (F3)")),
            Found("place", "F4", self.tr("Đi đến: Trả kết quả (F4)")),
            Found("place", "F6", self.tr("Đi đến: Hàng chờ gửi (F6)")),
            Found("place", "F7", self.tr("Đi đến: Sổ và báo cáo (F7)")),
            Found("place", "F8", self.tr("Đi đến: Cài đặt (F8)")),
            Found("act", "verify", self.tr("Kiểm tra giấy hẹn (F10)")),
            Found("act", "lock", self.tr("Khóa màn hình (Ctrl+L)")),
            Found("act", "help", self.tr("Trợ giúp (F1)")),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Tên người, mã hồ sơ, thủ tục, hoặc nơi cần đến"))
        self.search.setAccessibleName(self.tr("Tìm mọi thứ"))
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self.choose)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tìm thấy"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self.choose)
        layout.addWidget(self.search)
        self.nothing = label(self.tr("Không thấy gì. Gõ ít chữ hơn, không cần dấu."), "quiet", wrap=True)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self._look("")
        self.search.setFocus()

    def _look(self, typed: str) -> None:
        self.list.clear()
        query = searched(typed.strip())
        found = [f for f in self._places if not query or fold(query) in fold(f.words)]
        if len(query) > 1:
            procedures = self._counter.catalogue.find_procedures(query)[:MOST_OF_A_KIND]
            found += [Found("procedure", p.code, self.tr("Tiếp nhận: {name}").format(name=p.name)) for p in procedures]
            for row in self._counter.store.dossiers.find(query, MOST_OF_A_KIND):
                words = f"{row.code} · {row.applicant_name} · {state_words(row.state)}"
                found.append(Found("dossier", row.code, words))
        for one in found:
            item = QListWidgetItem(one.words)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(not found)

    @property
    def rows(self) -> list[Found]:
        return [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]

    def choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.found.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
