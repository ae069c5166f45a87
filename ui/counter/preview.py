"""A paper before it is printed: its pages, zoom, and where, how and how often it is to come out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.dossier import DossierRow, PaperKind
from printing.sheet import SheetName
from ui.paper_worker import Preview, Previewed, PrintOrder
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence, paper_words
from ui.worker import Failure
from ui.workers import Devices, Workers

SCREEN_DPI = 96
ZOOMS = (75, 100, 125, 150, 200)
MOST_COPIES = 20


class PreviewDialog(QDialog):
    """Shows the papers a dossier has; prints the one shown."""

    def __init__(self, counter: Counter, workers: Workers, row: DossierRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Giấy của hồ sơ {code}").format(code=row.code))
        self.resize(1120, 700)
        self._counter = counter
        self._workers = workers
        self._row = row
        self._number = 0
        self.zoom = 100
        self.pages: list[QLabel] = []
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(14)
        outer.addWidget(self._paper_side(), 1)
        outer.addWidget(self._choices())
        workers.paper_look_worker.previewed.connect(self._show)
        workers.paper_look_worker.failed.connect(self._failed)
        workers.paper_look_worker.saved.connect(self._saved)
        workers.device_worker.found.connect(self._show_printers)
        for keys, act in (
            ("Ctrl++", lambda: self.zoom_by(1)),
            ("Ctrl+=", lambda: self.zoom_by(1)),
            ("Ctrl+-", lambda: self.zoom_by(-1)),
            ("Ctrl+P", self.print_paper),
            ("Ctrl+S", self.save_as),
            ("Ctrl+E", self.save_signed_as),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._kind_changed()
        workers.find_devices.emit()

    def _paper_side(self) -> QWidget:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.tr("Trang giấy"))
        inside = QWidget()
        inside.setObjectName("page")
        self._pages = QVBoxLayout(inside)
        self._pages.setContentsMargins(12, 12, 12, 12)
        self._pages.setSpacing(14)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setWidget(inside)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        self.said = label("", wrap=True)
        column.addWidget(self.said)
        column.addWidget(self._scroll, 1)
        return side

    def _choices(self) -> Card:
        card = Card(self.tr("In giấy"))
        card.setMinimumWidth(310)
        card.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.kind = QComboBox()
        for kind in self._counter.papers.kinds(self._row):
            self.kind.addItem(paper_words(kind), kind)
        self.sheet = QComboBox()
        for sheet, words in (("a5", "A5"), ("a4", "A4"), ("thermal80", self.tr("Giấy nhiệt 80 mm"))):
            self.sheet.addItem(words, sheet)
        self.printer = QComboBox()
        self.printer.addItem(self.tr("Theo Cài đặt"), None)
        self.printer.addItem(self.tr("Không in, lưu tệp PDF"), "folder")
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        for words, widget in (
            (self.tr("Giấy"), self.kind),
            (self.tr("Khổ"), self.sheet),
            (self.tr("Máy in"), self.printer),
            (self.tr("Số bản"), self.copies),
        ):
            caption = label(words, "fieldLabel")
            caption.setBuddy(widget)
            widget.setAccessibleName(words)
            if widget is self.copies:
                self.copies.lineEdit().setAccessibleName(words)
            card.body.addWidget(caption)
            if widget is self.copies:
                card.body.addLayout(self._stepped(self.copies))
            else:
                card.body.addWidget(widget)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.sheet.currentIndexChanged.connect(self.refresh)
        zoom = QHBoxLayout()
        self._zoom_words = label("", "quiet")
        smaller = button("−", name=self.tr("Thu nhỏ, Ctrl -"))
        larger = button("+", name=self.tr("Phóng to, Ctrl +"))
        smaller.clicked.connect(lambda: self.zoom_by(-1))
        larger.clicked.connect(lambda: self.zoom_by(1))
        for widget in (smaller, self._zoom_words, larger):
            zoom.addWidget(widget)
        zoom.addStretch(1)
        self._count = label("", "quiet")
        zoom.addWidget(self._count)
        card.body.addLayout(zoom)
        card.body.addStretch(1)
        self.print_button = button(self.tr("In   Ctrl+P"), "primary", name=self.tr("In"))
        self.print_button.clicked.connect(self.print_paper)
        save = button(self.tr("Lưu PDF…   Ctrl+S"), name=self.tr("Lưu PDF"))
        save.clicked.connect(self.save_as)
        sign = button(self.tr("Lưu bản ký số…   Ctrl+E"), name=self.tr("Lưu bản ký số"))
        sign.clicked.connect(self.save_signed_as)
        close = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        close.clicked.connect(self.reject)
        for widget in (self.print_button, save, sign, close):
            card.body.addWidget(widget)
        return card

    def _stepped(self, box: QSpinBox) -> QHBoxLayout:
        """The number with a button at each side, as wide as a finger."""
        row = QHBoxLayout()
        fewer = button("−", name=self.tr("Bớt một bản"))
        more = button("+", name=self.tr("Thêm một bản"))
        fewer.clicked.connect(box.stepDown)
        more.clicked.connect(box.stepUp)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(fewer)
        row.addWidget(box, 1)
        row.addWidget(more)
        return row

    # Showing

    @property
    def chosen(self) -> PaperKind:
        return self.kind.currentData()

    @property
    def chosen_sheet(self) -> SheetName:
        return self.sheet.currentData()

    def choose(self, kind: PaperKind) -> None:
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))

    def _kind_changed(self) -> None:
        """Each paper begins on the sheet the settings give it."""
        self.sheet.blockSignals(True)
        self.sheet.setCurrentIndex(self.sheet.findData(self._counter.print_queue.sheet_of(self.chosen)))
        self.sheet.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        self._number += 1
        self._zoom_words.setText(f"{self.zoom} %")
        self.said.setText(self.tr("Đang dựng tờ giấy…"))
        dpi = SCREEN_DPI * self.zoom // 100
        self._workers.preview.emit(Preview(self._number, self._row.id, self.chosen, self.chosen_sheet, dpi))

    def zoom_by(self, steps: int) -> None:
        place = min(max(ZOOMS.index(self.zoom) + steps, 0), len(ZOOMS) - 1)
        if ZOOMS[place] != self.zoom:
            self.zoom = ZOOMS[place]
            self.refresh()

    def _show(self, done: Previewed) -> None:
        if done.number != self._number:
            return
        self.said.setText("")
        for old in self.pages:
            old.hide()
            old.deleteLater()
        self.pages = []
        for number, image in enumerate(done.pages, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setObjectName("sheet")
            page.setAccessibleName(self.tr("Trang {n}").format(n=number))
            self.pages.append(page)
            self._pages.addWidget(page)
        self._count.setText(self.tr("{n} trang").format(n=len(self.pages)))

    def _show_printers(self, devices: Devices) -> None:
        for name in devices.printers:
            if self.printer.findData(name) < 0:
                self.printer.addItem(name, name)

    def _failed(self, failure: Failure) -> None:
        if failure.about == "preview":
            self.said.setText(error_sentence(failure.error))

    # Printing

    def print_paper(self) -> None:
        """A job of its own: counted, and marked on the receipt when it is not the first."""
        jobs = self._counter.store.print_jobs
        job = jobs.reprint(self._row.id, self.chosen, self.copies.value(), self._counter.clock.now())
        order = PrintOrder(job.id, self._row.code, self.printer.currentData(), self.chosen_sheet)
        self._workers.print_job.emit(order)
        self.said.setText(self.tr("Đang in {paper}.").format(paper=self.kind.currentText()))

    def save_as(self) -> None:
        dialog = QFileDialog(self, self.tr("Lưu PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._row.code}-{self.chosen}.pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_signed_as(self) -> None:
        """An electronic copy for whoever wants a file instead of paper."""
        dialog = QFileDialog(self, self.tr("Lưu bản ký số"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._row.code}-{self.chosen}-ky-so.pdf")
        dialog.fileSelected.connect(lambda path: self.save_to(path, sign=True))
        dialog.open()

    def save_to(self, path: str, *, sign: bool = False) -> None:
        self._workers.preview.emit(Preview(0, self._row.id, self.chosen, self.chosen_sheet, SCREEN_DPI, path, sign))

    def _saved(self, path: str) -> None:
        self.said.setText(self.tr("Đã lưu {path}").format(path=path))
