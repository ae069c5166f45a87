"""One dossier beside the list: what it is, what can be done with it, its story."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.dossier import Account, DossierRow, StoryLine
from kiosk.domain.text import dong
from kiosk.handling import Act
from ui.paper_worker import PrintOrder
from ui.theme import LARGE_TEXT, scaled, text_scale
from ui.widgets.basics import Card, button, clear, label
from ui.words import act_words, due_in_words, event_words, moment_words, sentence, state_words
from ui.workers import Workers

FIRST_ACTS: tuple[Act, ...] = ("hand_back", "take_supplement")
"""What most people come back for: a button of its own."""


class DossierDetail(Card):
    """`changed` fires when something was recorded, `notice` with a sentence, `seen_news` when news was looked at."""

    changed = Signal()
    notice = Signal(str)
    seen_news = Signal()

    def __init__(self, counter: Counter, workers: Workers, account: Account) -> None:
        super().__init__()
        self._counter = counter
        self._workers = workers
        self._account = account
        self.row: DossierRow | None = None
        self.dialog: QWidget | None = None
        self.setFixedWidth(scaled(316, 360))
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
        self.first = button("", "primary")
        self.first.clicked.connect(self.do_first)
        self.others = button(self.tr("Việc khác…   Ctrl+M"), name=self.tr("Việc khác"))
        self.others.clicked.connect(self.choose_act)
        self.papers = button(self.tr("In giấy…   Ctrl+P"), name=self.tr("Xem, in giấy của hồ sơ"))
        self.papers.clicked.connect(self.show_papers)
        self.scans = button(self.tr("Giấy quét   Ctrl+O"), name=self.tr("Xem giấy đã quét"))
        self.scans.clicked.connect(self.show_scans)
        self.reprint = button(self.tr("In lại giấy hẹn"))
        self.reprint.clicked.connect(self._reprint)
        for widget in (self._code, self._who, self._trouble, self._facts):
            self.body.addWidget(widget)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.first)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.others, 0, 0, 1, 2)
        # A key said in full needs the whole width where text is large.
        span = 1 if text_scale() < LARGE_TEXT else 2
        for number, widget in enumerate((self.papers, self.scans)):
            grid.addWidget(widget, 1 + number * (span - 1), number * (2 - span), 1, span)
        grid.addWidget(self.reprint, 3, 0, 1, 2)
        self.body.addLayout(grid)
        self.hide()

    def add_shortcuts(self, screen: QWidget) -> None:
        """Keys that hold on the whole screen."""
        for keys, act in (("Ctrl+P", self.show_papers), ("Ctrl+O", self.show_scans), ("Ctrl+M", self.choose_act)):
            shortcut = QShortcut(QKeySequence(keys), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Showing

    def show_row(self, row: DossierRow | None, *, looked_at: bool) -> None:
        """`looked_at`: a person sees it, so its news is not news any more."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        store = self._counter.store
        if row.news and looked_at:
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
        first = self.first_act
        self.first.setVisible(first is not None)
        if first is not None:
            self.first.setText(act_words(first))
            self.first.setAccessibleName(act_words(first))
        self.scans.setEnabled(bool(papers))

    def _show_story(self, story: Sequence[StoryLine]) -> None:
        clear(self._story_layout)
        for line in reversed(story):
            who = self.tr("thành phố") if line.source == "city" else line.actor
            self._story_layout.addWidget(label(event_words(line.type), "strong", wrap=True))
            self._story_layout.addWidget(label(f"{moment_words(line.occurred_at)} · {who}", "quiet"))
            for text in self._said(line):
                self._story_layout.addWidget(label(text, wrap=True))

    def _said(self, line: StoryLine) -> list[str]:
        payload = line.payload
        said = [str(payload.get("reason") or payload.get("note") or "")]
        items = payload.get("items")
        said += [f"– {item}" for item in items] if isinstance(items, list) else []
        if line.type == "dossier.handed_back" and payload.get("receiver") and not payload.get("by_applicant"):
            said.append(self.tr("Người nhận: {name}").format(name=payload["receiver"]))
        papers = payload.get("attachments")
        if line.type == "dossier.supplemented" and isinstance(papers, list):
            said.append(self.tr("Thêm {n} tệp quét").format(n=len(papers)))
        return [text for text in said if text]

    # Doing

    @property
    def acts(self) -> tuple[Act, ...]:
        return self._counter.handling.acts(self.row) if self.row is not None else ()

    @property
    def first_act(self) -> Act | None:
        return next((act for act in FIRST_ACTS if act in self.acts), None)

    def do_first(self) -> None:
        """What the citizen most likely came for."""
        if self.first_act is not None:
            self.open_act(self.first_act)

    def choose_act(self) -> None:
        """All that may be done now, by number."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, act in enumerate(self.acts, start=1):
            menu.addAction(f"&{number}  {act_words(act)}").triggered.connect(lambda _=False, a=act: self.open_act(a))
        corner = self.others.mapToGlobal(self.others.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def open_act(self, act: Act) -> None:
        if self.row is None:
            return
        from ui.counter.acts import DIALOGS

        dialog = DIALOGS[act](self._counter, self._workers, self._account, self.row, act, self)
        dialog.done_with.connect(self.notice)
        dialog.done_with.connect(self.changed)
        self.dialog = dialog
        dialog.open()

    def show_papers(self) -> None:
        """The dossier's papers, to look at and to print."""
        if self.row is not None:
            from ui.counter.preview import PreviewDialog

            self.preview = PreviewDialog(self._counter, self._workers, self.row, self)
            self.preview.open()

    def show_scans(self) -> None:
        """The papers that were scanned."""
        if self.row is not None and self.scans.isEnabled():
            from ui.counter.scans_dialog import ScansDialog

            self.scans_dialog = ScansDialog(self._counter, self._workers, self.row, self)
            self.scans_dialog.open()

    def _reprint(self) -> None:
        if self.row is None:
            return
        job = self._counter.store.print_jobs.reprint(self.row.id, "receipt", 1, self._counter.clock.now())
        self._workers.print_job.emit(PrintOrder(job.id, self.row.code))
        self.notice.emit(self.tr("Đang in lại giấy hẹn {code}.").format(code=self.row.code))
