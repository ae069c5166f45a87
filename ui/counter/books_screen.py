"""Books and reports: the figures of a day or a span, the day book, the spreadsheet, and the cash at the day's end."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import DateNotReadable, parse_date, show_date
from kiosk.domain.dossier import Account
from kiosk.domain.text import dong
from kiosk.errors import KioskError, Refused
from kiosk.reports import Report
from ui.books_worker import SpanSeen, SpanWanted
from ui.counter.line_story import stretches_of
from ui.paper_worker import FilePrint
from ui.widgets.basics import Card, button, clear, label
from ui.widgets.charts import Bar, BarChart, DayStrip
from ui.widgets.slow import SlowNotice
from ui.words import error_sentence
from ui.worker import Failure
from ui.workers import Workers


class BooksScreen(QWidget):
    """`notice` carries a sentence for the clerk."""

    notice = Signal(str)

    def __init__(self, counter: Counter, workers: Workers, account: Account) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._workers = workers
        self._account = account
        self._number = 0
        self.report: Report | None = None
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        scroll.setWidget(page)
        around.addWidget(scroll)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        outer.addLayout(self._span_row())
        self.said = label("", "warning", wrap=True)
        self.said.hide()
        outer.addWidget(self.said)
        outer.addLayout(self._figures())
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._chart_card(), 3)
        middle.addWidget(self._fee_card(), 2)
        outer.addLayout(middle, 1)
        outer.addWidget(self._line_card())
        workers.books_worker.seen.connect(self._show)
        workers.books_worker.written.connect(self._written)
        workers.books_worker.failed.connect(self._failed)
        self._slow = SlowNotice(self, self._say_counting)
        for keys, act in (("Ctrl+P", self.print_day_book), ("Ctrl+E", self.save_as)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.setFocusProxy(self.span)

    def _span_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.span = QComboBox()
        self.span.setAccessibleName(self.tr("Khoảng thời gian"))
        for words, value in (
            (self.tr("Hôm nay"), "today"),
            (self.tr("Hôm qua"), "yesterday"),
            (self.tr("7 ngày qua"), "week"),
            (self.tr("Tháng này"), "month"),
            (self.tr("Tháng trước"), "last_month"),
            (self.tr("Từ ngày… đến ngày…"), "own"),
        ):
            self.span.addItem(words, value)
        self.span.currentIndexChanged.connect(self._span_changed)
        self.first, self.last = QLineEdit(), QLineEdit()
        for editor, words in ((self.first, self.tr("Từ ngày")), (self.last, self.tr("Đến ngày"))):
            editor.setAccessibleName(words)
            editor.setPlaceholderText(self.tr("ngày/tháng/năm"))
            editor.setFixedWidth(130)
            editor.editingFinished.connect(self.refresh)
            editor.hide()
        self.print = button(self.tr("In sổ   Ctrl+P"), name=self.tr("In sổ theo dõi hồ sơ"))
        self.print.clicked.connect(self.print_day_book)
        self.export = button(self.tr("Xuất bảng tính…   Ctrl+E"), name=self.tr("Xuất bảng tính"))
        self.export.clicked.connect(self.save_as)
        row.addWidget(self.span)
        row.addWidget(self.first)
        row.addWidget(self.last)
        row.addStretch(1)
        row.addWidget(self.print)
        row.addWidget(self.export)
        return row

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.figures: dict[str, QLabel] = {}
        for key, words in (
            ("received", self.tr("Đã tiếp nhận")),
            ("handed_back", self.tr("Đã trả kết quả")),
            ("late", self.tr("Trả trễ hẹn")),
            ("overdue", self.tr("Đang quá hạn")),
            ("fees", self.tr("Phí, lệ phí")),
            ("outage", self.tr("Phút mất mạng")),
        ):
            card = Card()
            number = label("–", "total")
            number.setAccessibleName(words)
            card.body.addWidget(label(words, "quiet"))
            card.body.addWidget(number)
            self.figures[key] = number
            row.addWidget(card, 1)
        return row

    def _chart_card(self) -> Card:
        card = Card(self.tr("Theo ngày"))
        self.chart = BarChart(self.tr("Hồ sơ theo ngày"), (self.tr("Nhận"), self.tr("Trả"), self.tr("Trễ")))
        card.body.addWidget(self.chart)
        self._by_procedure = QGridLayout()
        self._by_procedure.setColumnStretch(0, 1)
        card.body.addWidget(label(self.tr("Nhiều nhất"), "quiet"))
        card.body.addLayout(self._by_procedure)
        card.body.addStretch(1)
        return card

    def _fee_card(self) -> Card:
        card = Card(self.tr("Phí, lệ phí và chốt ngày"))
        self._fees = QGridLayout()
        self._fees.setColumnStretch(0, 1)
        card.body.addLayout(self._fees)
        card.body.addStretch(1)
        self.counted = QLineEdit()
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.counted.setPlaceholderText(self.tr("số tiền đếm được"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("ghi vì sao khác, nếu khác"))
        typed = QGridLayout()
        typed.setHorizontalSpacing(10)
        for column, (words, editor) in enumerate(
            ((self.tr("Tiền đếm được (đ)"), self.counted), (self.tr("Ghi chú"), self.note))
        ):
            caption = label(words, "fieldLabel")
            caption.setBuddy(editor)
            editor.setAccessibleName(words)
            typed.addWidget(caption, 0, column)
            typed.addWidget(editor, 1, column)
        card.body.addLayout(typed)
        self.close_day = button(self.tr("Chốt ngày và in bảng kê"))
        self.close_day.clicked.connect(self.count_cash)
        card.body.addWidget(self.close_day)
        self.cash = label("", "quiet", wrap=True)
        card.body.addWidget(self.cash)
        return card

    def _line_card(self) -> Card:
        card = Card(self.tr("Đường truyền trong ngày"))
        self.strip = DayStrip(self.tr("Đường truyền trong ngày"))
        card.body.addWidget(self.strip)
        self.line_words = label("", "quiet", wrap=True)
        card.body.addWidget(self.line_words)
        return card

    # Which days

    def _today(self) -> date:
        return self._counter.clock.now().astimezone(HANOI).date()

    def days(self) -> tuple[date, date]:
        """The span chosen. Raises Refused for dates that cannot be read."""
        today = self._today()
        match self.span.currentData():
            case "yesterday":
                return today - timedelta(days=1), today - timedelta(days=1)
            case "week":
                return today - timedelta(days=6), today
            case "month":
                return today.replace(day=1), today
            case "last_month":
                end = today.replace(day=1) - timedelta(days=1)
                return end.replace(day=1), end
            case "own":
                try:
                    first = parse_date(self.first.text(), today=today)
                    last = parse_date(self.last.text() or self.first.text(), today=today)
                except DateNotReadable as error:
                    raise Refused("date_not_readable", text=str(error)) from error
                return first, last
            case _:
                return today, today

    def _span_changed(self) -> None:
        own = self.span.currentData() == "own"
        for editor in (self.first, self.last):
            editor.setVisible(own)
        if own:
            self.first.setFocus()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the figures; the window does not wait."""
        try:
            first, last = self.days()
        except KioskError as error:
            if self.first.text():
                self.notice.emit(error_sentence(error))
            return
        self._number += 1
        self._slow.start()
        self._workers.look_at_books.emit(SpanWanted(self._number, first, last))

    # What was found

    def _show(self, seen: SpanSeen) -> None:
        if seen.number != self._number:
            return
        self._slow.stop()
        self._say("")
        self.report = seen.report
        total = seen.report.total
        for key, text in (
            ("received", str(total.received)),
            ("handed_back", str(total.handed_back)),
            ("late", str(total.late)),
            ("overdue", str(seen.report.overdue)),
            ("fees", dong(total.fees_vnd)),
            ("outage", str(total.outage_minutes)),
        ):
            self.figures[key].setText(text)
        self.chart.show_bars([Bar(f"{d.day:%d/%m}", (d.received, d.handed_back, d.late)) for d in seen.report.days])
        _fill(
            self._by_procedure,
            [(p.name, str(p.received)) for p in seen.report.procedures[:4]] or [(self.tr("Chưa có hồ sơ."), "")],
        )
        fees = [(f"{f.label} × {f.count}", dong(f.amount_vnd)) for f in seen.report.fees]
        _fill(self._fees, [*fees, (self.tr("Phải thu"), dong(total.fees_vnd))])
        self._show_cash(seen.last if seen.first == seen.last else None)
        self._show_line(seen)

    def _show_cash(self, day: date | None) -> None:
        """A day is counted, a span is not."""
        for widget in (self.counted, self.note, self.close_day):
            widget.setEnabled(day is not None)
        if day is None:
            self.cash.setText(self.tr("Chọn một ngày để chốt."))
            return
        counted = self._counter.reports.cash_count(day)
        if counted is None:
            self.cash.setText(self.tr("Ngày {day} chưa chốt.").format(day=show_date(day)))
            return
        difference = counted.counted_vnd - counted.expected_vnd
        self.cash.setText(
            self.tr("Đã chốt ngày {day}: đếm được {counted}, chênh lệch {difference}.").format(
                day=show_date(day), counted=dong(counted.counted_vnd), difference=dong(difference)
            )
        )

    def _show_line(self, seen: SpanSeen) -> None:
        stretches = stretches_of(seen.line)
        outages = [s for s in stretches if s.tone == "bad"]
        if outages:
            told = ", ".join(f"{s.begins:%H:%M}–{s.ends:%H:%M}" for s in outages[-6:])
            words = self.tr("Ngày {day} mất kết nối: {told}.").format(day=show_date(seen.last), told=told)
        elif stretches:
            words = self.tr("Ngày {day} không mất kết nối lúc nào máy mở.").format(day=show_date(seen.last))
        else:
            words = self.tr("Ngày {day} chưa ghi được đường truyền.").format(day=show_date(seen.last))
        self.strip.show_day(stretches, words)
        self.line_words.setText(words)

    # Paper and files

    def print_day_book(self) -> None:
        try:
            first, last = self.days()
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self._workers.print_file.emit(FilePrint("day_book", first, last))
        self.notice.emit(self.tr("Đang in sổ theo dõi hồ sơ."))

    def save_as(self) -> None:
        dialog = QFileDialog(self, self.tr("Xuất bảng tính"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"so-ho-so-{self._today():%Y%m%d}.xlsx")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        try:
            first, last = self.days()
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self._workers.look_at_books.emit(SpanWanted(0, first, last, "xlsx", path))

    def _written(self, path: str) -> None:
        self.notice.emit(self.tr("Đã lưu {path}").format(path=path))

    def _failed(self, failure: Failure) -> None:
        """The figures shown before stay no longer: they may be another span's."""
        if failure.about == "books":
            self._slow.stop()
            for figure in self.figures.values():
                figure.setText("–")
            self.chart.show_bars([])
            _fill(self._by_procedure, [])
            _fill(self._fees, [])
            self._say(error_sentence(failure.error))
        else:
            self.notice.emit(error_sentence(failure.error))

    def _say_counting(self) -> None:
        self._say(self.tr("Đang tính…"))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def count_cash(self) -> None:
        """The day's end: what was counted is recorded and its paper printed."""
        typed = self.counted.text().replace(".", "").replace("đ", "").replace(" ", "")
        try:
            if not typed.isdigit():
                raise Refused("amount_malformed")
            day, _ = self.days()
            self._counter.reports.count_cash(day, int(typed), self.note.text(), self._account.username)
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            self.counted.setFocus()
            return
        self.counted.clear()
        self.note.clear()
        self._workers.print_file.emit(FilePrint("cash_up", day, day, self._account.username))
        self._workers.wake_sync()
        self.notice.emit(self.tr("Đã chốt ngày {day}.").format(day=show_date(day)))
        self.refresh()


def _fill(grid: QGridLayout, rows: list[tuple[str, str]]) -> None:
    clear(grid)
    for number, (words, figure) in enumerate(rows):
        grid.addWidget(label(words, wrap=True), number, 0)
        amount = label(figure, "strong")
        grid.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
