"""Where everybody begins: what to do here, which business, what it needs."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.catalogue import Procedure
from kiosk.domain.work_calendar import describe_limit
from kiosk.paper_words import fee_in_words, poster_documents
from ui.self_service.look import GAP
from ui.self_service.page import Choice, ChoiceGrid, KioskPage, line, panel, touch
from ui.widgets.basics import clear, label
from ui.widgets.symbol import qr_pixmap
from ui.words import language

COMMON = ("1.001193", "2.000635", "1.004873", "2.000815", "1.000656")
"""Births, extracts, marital status, certified copies, deaths: most of what comes to a commune's counter."""
FOUND_SHOWN = 6


def name_of(procedure: Procedure) -> str:
    return procedure.name_en if language() == "en" and procedure.name_en else procedure.name


def brief(procedure: Procedure) -> str:
    """Time and fee in a line."""
    limit = describe_limit(procedure.processing_time).split(" (")[0]
    return f"{limit} · {fee_in_words(procedure)[0]}"


class HomePage(KioskPage):
    """One decision: what the citizen came for."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Ông, bà cần làm việc gì?"), self.tr("Chạm vào một việc. Không chắc? Chạm “Trợ giúp”.")
        )
        self.choices: dict[str, Choice] = {}
        grid = ChoiceGrid()
        self.body.addWidget(grid)
        for word, title, note in (
            ("procedures", self.tr("Nộp hồ sơ mới"), self.tr("Khai sinh, kết hôn, chứng thực, trích lục…")),
            ("learn", self.tr("Xem cần giấy tờ gì"), self.tr("Giấy tờ, thời gian, lệ phí của từng việc")),
            ("resume", self.tr("Làm tiếp hồ sơ đang dở"), self.tr("Quét phiếu “Hồ sơ làm dở”")),
            ("papers", self.tr("Bổ sung giấy tờ"), self.tr("Quét giấy hẹn, rồi chụp giấy tờ còn thiếu")),
            ("state", self.tr("Xem hồ sơ đã nộp"), self.tr("Quét giấy hẹn hoặc phiếu đăng ký")),
            ("rate", self.tr("Đánh giá phục vụ"), self.tr("Không cần tên, chỉ một lần chạm")),
        ):
            choice = Choice(title, note)
            choice.clicked.connect(lambda _=False, w=word: self.wanted.emit(w, None))
            self.choices[word] = choice
            grid.add(choice)
        self.body.addStretch(1)


class ProceduresPage(KioskPage):
    """The common ones first; the rest by name."""

    def __init__(self, counter: Counter, *, learn: bool) -> None:
        super().__init__(
            self.tr("Việc nào?") if learn else self.tr("Ông, bà cần nộp hồ sơ gì?"),
            self.tr("Chạm vào một việc. Không chắc? Chạm “Trợ giúp”, cán bộ sẽ đến."),
        )
        self.choices: dict[str, Choice] = {}
        procedures = counter.catalogue.procedures
        grid = ChoiceGrid()
        self.body.addWidget(grid)
        for code in COMMON:
            if code in procedures:
                choice = Choice(name_of(procedures[code]), brief(procedures[code]))
                choice.clicked.connect(lambda _=False, c=code: self.wanted.emit("procedure", c))
                self.choices[code] = choice
                grid.add(choice)
        others = self.tr("{n} việc, tìm theo tên").format(n=len(procedures) - len(self.choices))
        other = Choice(self.tr("Việc khác"), others)
        other.clicked.connect(lambda: self.wanted.emit("search", None))
        self.choices["other"] = other
        grid.add(other)
        self.body.addStretch(1)


class SearchPage(KioskPage):
    """A procedure by a few letters of its name, with or without accents."""

    def __init__(self, counter: Counter, *, across: bool) -> None:
        """`across`: what is found stands beside the line, for the keyboard takes the lower half."""
        super().__init__(self.tr("Việc của ông, bà tên là gì?"), self.tr("Gõ vài chữ, không cần dấu. Ví dụ: ket hon"))
        self._counter = counter
        self.editor = QLineEdit()
        self.editor.setAccessibleName(self.question)
        self.editor.setMaxLength(60)
        self.editor.setProperty("plain", True)
        self.pad = "words"
        self._found = QVBoxLayout()
        self._found.setSpacing(GAP)
        if across:
            self.beside(self._found)
            self.body.addWidget(self.editor)
        else:
            self.body.addWidget(self.editor)
            self.body.addLayout(self._found)
        self.body.addStretch(1)
        self.choices: dict[str, Choice] = {}
        self.editor.textChanged.connect(self._search)
        self._search("")

    def _search(self, query: str) -> None:
        clear(self._found)
        self.choices = {}
        found = self._counter.catalogue.find_procedures(query)
        for procedure in found[:FOUND_SHOWN] if query.strip() else []:
            choice = Choice(name_of(procedure), brief(procedure))
            choice.clicked.connect(lambda _=False, c=procedure.code: self.wanted.emit("procedure", c))
            self.choices[procedure.code] = choice
            self._found.addWidget(choice)
        if query.strip() and not found:
            self._found.addWidget(
                label(self.tr("Không thấy việc nào như vậy. Xóa bớt chữ, hoặc hỏi cán bộ."), "hint", wrap=True)
            )
        elif len(found) > FOUND_SHOWN and query.strip():
            more = self.tr("… và {n} việc nữa. Gõ thêm chữ để thấy.").format(n=len(found) - FOUND_SHOWN)
            self._found.addWidget(label(more, "hint", wrap=True))


class NeedsPage(KioskPage):
    """What a procedure needs: papers, time, fee; to print, to take away, and to begin."""

    def __init__(self, counter: Counter, procedure: Procedure, *, learn: bool) -> None:
        super().__init__(name_of(procedure))
        frame, inside = panel()
        inside.addWidget(label(self.tr("Giấy tờ cần có"), "strong"))
        for document in poster_documents(procedure):
            when = f" – {document.when}" if document.when else ""
            inside.addWidget(label(f"•  {document.name} ({document.quantity}){when}", wrap=True))
        self.body.addWidget(frame)
        frame, inside = panel()
        inside.addWidget(line(self.tr("Thời gian"), describe_limit(procedure.processing_time)))
        inside.addWidget(line(self.tr("Lệ phí"), "; ".join(fee_in_words(procedure))))
        self.body.addWidget(frame)
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        self.print = touch(self.tr("In ra giấy"), lambda: self.wanted.emit("print needs", procedure.code))
        grid.addWidget(self.print, 0, 0)
        address = f"{counter.public_url.rstrip('/')}/p/{procedure.code}"
        if counter.public_url:
            symbol = label()
            symbol.setPixmap(qr_pixmap(address, 190))
            symbol.setAccessibleName(self.tr("Mã QR: danh sách này trên điện thoại"))
            grid.addWidget(symbol, 0, 1)
            grid.addWidget(label(self.tr("Hoặc quét bằng điện thoại để mang về"), "hint", wrap=True), 0, 2)
            grid.setColumnStretch(2, 1)
        self.body.addWidget(row)
        self.body.addStretch(1)
        self.next_words = self.tr("Bắt đầu nộp hồ sơ") if learn else self.tr("Tôi có đủ, bắt đầu")
