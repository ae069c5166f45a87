"""A dossier's scanned papers, one page at a time, enlarged and turned."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut, QTransform
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QScrollArea, QWidget

from kiosk.app import Counter
from kiosk.domain.dossier import DossierRow
from ui.paper_worker import ScanPictures, ScanWanted
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence
from ui.worker import Failure
from ui.workers import Workers

ZOOMS = (25, 35, 50, 70, 100, 140, 200)
QUARTER = 90


@dataclass(frozen=True, slots=True)
class _Page:
    paper: int
    number: int
    picture: QPixmap


class ScansDialog(QDialog):
    """`page` is the one shown, from 0."""

    def __init__(self, counter: Counter, workers: Workers, row: DossierRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Giấy đã quét của hồ sơ {code}").format(code=row.code))
        self.resize(1120, 700)
        self._workers = workers
        self.papers = counter.store.dossiers.attachments(row.id)
        self._pages: list[_Page] = []
        self.page = 0
        self.zoom = 50
        self.turned = 0
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(14)
        outer.addWidget(self._list_card(row))
        self._scroll = QScrollArea()
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setAccessibleName(self.tr("Trang giấy"))
        self.sheet = QLabel()
        self.sheet.setObjectName("sheet")
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setWidget(self.sheet)
        self.sheet.hide()
        outer.addWidget(self._scroll, 1)
        workers.paper_look_worker.scanned.connect(self._take)
        workers.paper_look_worker.failed.connect(self._failed)
        for keys, act in (
            ("Ctrl++", lambda: self.zoom_by(1)),
            ("Ctrl+=", lambda: self.zoom_by(1)),
            ("Ctrl+-", lambda: self.zoom_by(-1)),
            ("R", self.turn),
            ("PgDown", lambda: self.go(1)),
            ("PgUp", lambda: self.go(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._ask(0)

    def _list_card(self, row: DossierRow) -> Card:
        card = Card(self.tr("Giấy đã quét"))
        card.setFixedWidth(330)
        card.body.addWidget(label(f"{row.code}\n{row.applicant_name}", "quiet", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Giấy đã quét"))
        self.list.setWordWrap(True)
        for paper in self.papers:
            self.list.addItem(f"{paper.document}\n{paper.file_name}")
        self.list.currentRowChanged.connect(self._ask)
        card.body.addWidget(self.list, 1)
        self.said = label("", "quiet", wrap=True)
        card.body.addWidget(self.said)
        row_of = QHBoxLayout()
        for text, name, act in (
            ("−", self.tr("Thu nhỏ, Ctrl -"), lambda: self.zoom_by(-1)),
            ("+", self.tr("Phóng to, Ctrl +"), lambda: self.zoom_by(1)),
            (self.tr("Xoay   R"), self.tr("Xoay"), self.turn),
        ):
            made = button(text, name=name)
            made.clicked.connect(act)
            row_of.addWidget(made)
        row_of.addStretch(1)
        card.body.addLayout(row_of)
        close = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        close.clicked.connect(self.reject)
        card.body.addWidget(close)
        return card

    def _ask(self, paper: int) -> None:
        """Fetch a paper's pages; the window stays usable meanwhile."""
        if not 0 <= paper < len(self.papers):
            self.said.setText(self.tr("Hồ sơ này không có tệp quét."))
            return
        if self.list.currentRow() != paper:
            self.list.setCurrentRow(paper)
            return
        self.said.setText(self.tr("Đang mở…"))
        self._workers.show_scan.emit(ScanWanted(paper, self.papers[paper].attachment))

    def _take(self, pictures: ScanPictures) -> None:
        if pictures.number != self.list.currentRow():
            return
        self._pages = [
            _Page(pictures.number, number, QPixmap.fromImage(image)) for number, image in enumerate(pictures.pages)
        ]
        self.page, self.turned = 0, 0
        self._show()

    def _show(self) -> None:
        if not self._pages:
            return
        shown = self._pages[self.page].picture
        transform = QTransform().rotate(self.turned).scale(self.zoom / 100, self.zoom / 100)
        picture = shown.transformed(transform, Qt.TransformationMode.SmoothTransformation)
        self.sheet.setPixmap(picture)
        self.sheet.show()
        self.sheet.resize(picture.size())
        self.said.setText(
            self.tr("Trang {n}/{count} · {zoom} %").format(n=self.page + 1, count=len(self._pages), zoom=self.zoom)
        )

    def zoom_by(self, steps: int) -> None:
        place = min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)
        self.zoom = ZOOMS[place]
        self._show()

    def turn(self) -> None:
        """A quarter to the right, for the eye only: the paper stays as it was scanned."""
        self.turned = (self.turned + QUARTER) % 360
        self._show()

    def go(self, step: int) -> None:
        """The next page, of the next paper after the last one."""
        if 0 <= self.page + step < len(self._pages):
            self.page += step
            self._show()
        elif 0 <= self.list.currentRow() + step < len(self.papers):
            self.list.setCurrentRow(self.list.currentRow() + step)

    def _failed(self, failure: Failure) -> None:
        if failure.about == "scan":
            self.said.setText(error_sentence(failure.error))
