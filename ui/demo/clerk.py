"""A played clerk: works the real windows by keys, as a person would, and keeps count of keys and seconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from kiosk.domain.dossier import Accepted
from kiosk.persons import NEVER_THE_APPLICANT
from kiosk.practice.cases import Case
from kiosk.practice.identity import PASSWORD, USERNAME
from kiosk.practice.pages import practice_page
from kiosk.sync.ports import Line
from ui.counter.accept_screen import AcceptScreen
from ui.counter.window import CounterWindow
from ui.demo.hands import Hands, wait_until


@dataclass(slots=True)
class Journal:
    """What one dossier took."""

    code: str = ""
    procedure: str = ""
    online: bool = True
    keys: int = 0
    seconds: dict[str, float] = field(default_factory=dict[str, float])


class PlayedClerk:
    """`scanner_folder` is where the played flat-bed writes; `snap` takes a picture of the window."""

    def __init__(
        self,
        window: CounterWindow,
        scanner_folder: Path,
        random: Random,
        snap: Callable[[str], None],
        typing_gap: float,
    ) -> None:
        self.window = window
        self.hands = Hands(window, typing_gap=typing_gap)
        self.snap = snap
        self._scanner = scanner_folder
        self._random = random
        self._pages_made = 0

    @property
    def screen(self) -> AcceptScreen:
        assert self.window.accept_screen is not None
        return self.window.accept_screen

    def sign_in(self) -> None:
        hands = self.hands
        hands.type(USERNAME)
        hands.enter()
        hands.type(PASSWORD)
        hands.enter()
        wait_until(lambda: self.window.accept_screen is not None, "the desk after signing in")

    def await_line(self, line: Line) -> None:
        wait_until(
            lambda: self.window.progress is not None and self.window.progress.line is line,
            f"the line to be {line.value}",
        )

    # One dossier

    def accept(self, case: Case, picture: str = "") -> Journal:
        """Take a citizen's dossier from the first key to the receipt."""
        journal = Journal(procedure=case.procedure)
        self._timed(journal, "form", lambda: self.begin(case))
        self._timed(journal, "form", lambda: self.fill_rest(case))
        return self.finish(case, journal, picture)

    def finish(self, case: Case, journal: Journal, picture: str = "") -> Journal:
        """Papers, F9, receipt."""
        self._timed(journal, "scans", lambda: self.scan_papers(case))
        self.tick_documents()
        if picture:
            self.screen.work.scroll.verticalScrollBar().setValue(0)
            self.snap(picture)
        accepted = self._timed(journal, "accept", self.press_f9)
        self._timed(journal, "receipt", self.await_receipt)
        journal.code = accepted.code
        journal.online = self.window.progress is not None and self.window.progress.line is Line.UP
        journal.keys = self.hands.keys
        return journal

    def begin(self, case: Case) -> None:
        """Choose the procedure and scan the applicant's card."""
        self.hands.keys = 0
        self.hands.press(Qt.Key.Key_F2)
        wait_until(lambda: self.screen.currentWidget() is self.screen.picker, "the list of procedures")
        self.hands.type(case.query)
        wait_until(lambda: self.screen.picker.list.currentIndex().isValid(), "a procedure found")
        first = self.screen.picker.list.currentIndex().data()
        wanted = self.window.counter.catalogue.procedures[case.procedure].name
        while self.screen.picker.list.currentIndex().data() != wanted:
            self.hands.press(Qt.Key.Key_Down)
            if self.screen.picker.list.currentIndex().data() == first:
                raise AssertionError(f"{case.query!r} does not find {wanted}")
            first = self.screen.picker.list.currentIndex().data()
        self.hands.enter()
        wait_until(lambda: self.screen.presenter.procedure is not None, "the form")
        self.hands.scan(case.applicant.card())
        wait_until(lambda: bool(self.screen.presenter.value("applicant.name")), "the card's facts")
        for prefix, person in case.cards:
            self._scan_person(prefix, person.card(), same=person == case.applicant)

    def _scan_person(self, prefix: str, card: str, *, same: bool) -> None:
        """Another person's card: the window asks whose it is, a digit answers. The applicant's own is taken over by a key."""
        person = next(p for p in self.screen.presenter.persons if p.prefix == prefix)
        if self.screen.presenter.value(person.fields["name"]):
            return
        if same:
            # Ctrl+J, then the digit of who the applicant is.
            self.hands.press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
            people = [p.prefix for p in self.screen.presenter.persons if p.prefix not in NEVER_THE_APPLICANT]
            if len(people) > 1:
                wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the question who it is")
                self.hands.type(str(people.index(prefix) + 1))
        else:
            self.hands.scan(card)
            wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the question whose card it is")
            self.snap_once("09_whose_card")
            number = [p.prefix for p in self.screen.presenter.persons].index(prefix) + 1
            self.hands.type(str(number))
        wait_until(lambda: bool(self.screen.presenter.value(person.fields["name"])), f"the facts of {prefix}")

    def fill_rest(self, case: Case, stop_before: str = "") -> None:
        """Go through the form by Tab and type what is not there yet."""
        wanted = {path: text for path, text in case.values.items() if not self.screen.presenter.value(path)}
        first = next((p for p in self.screen.form.fields if p in wanted), None)
        if first is None:
            return
        self.screen.work.go_to(first)
        for path in [p for p in self.screen.form.fields if p in wanted]:
            if path == stop_before:
                return
            self._tab_to(path)
            self.enter_value(path, wanted[path])

    def _tab_to(self, path: str) -> None:
        for _ in range(60):
            if self.screen.form.fields[path].editor.hasFocus():
                return
            self.hands.tab()
        raise AssertionError(f"Tab does not reach {path}")

    def enter_value(self, path: str, text: str) -> None:
        editor = self.screen.form.fields[path].editor
        if isinstance(editor, QComboBox):
            for letter in text.split(" ")[0]:
                self.hands.type(letter)
                if editor.currentText() == text:
                    return
            for _ in range(editor.count()):
                if editor.currentText() == text:
                    return
                self.hands.press(Qt.Key.Key_Down)
            raise AssertionError(f"{text!r} cannot be chosen in {path}")
        self.hands.type(text)
        if QApplication.activePopupWidget() is not None:
            self.hands.press(Qt.Key.Key_Escape)

    # Papers

    def scan_papers(self, case: Case) -> None:
        order = self.screen.presenter.procedure.scanning_order if self.screen.presenter.procedure else ()
        for name, pages in zip(order, case.pages, strict=False):
            have = len(self.screen.presenter.scans_of(name))
            if have >= pages:
                continue
            for n in range(pages - have):
                self.flat_bed(name, n + 1)
            self.hands.press(Qt.Key.Key_F5)
            wait_until(lambda n=name, c=pages: len(self.screen.presenter.scans_of(n)) >= c, f"the scans of {name}")
        wait_until(lambda: not self.screen.papers.busy, "scanning to end")

    def flat_bed(self, document: str, page: int) -> None:
        self._pages_made += 1
        lines = [
            f"Trang {page}: {document}",
            f"Số {self._random.randrange(10_000):04}/THUCHANH",
            "Nội dung tập huấn, không có thật.",
        ]
        content = practice_page(self._random, document[:48], lines * 5)
        path = self._scanner / f"quet_{self._pages_made:03}_{self._random.randrange(10**6):06}.jpg"
        temporary = path.with_suffix(".part")
        temporary.write_bytes(content)
        temporary.rename(path)

    def tick_documents(self) -> None:
        """Tick what was handed over or shown and is not ticked yet, by Alt and its number."""
        rows = list(self.screen.papers.rows.items())
        for number, (name, _) in enumerate(rows, start=1):
            state = next(d for d in self.screen.presenter.documents if d.document.name == name)
            if state.document.required and not state.given and number <= 9:
                self.hands.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
                wait_until(lambda s=state: s.given, f"{name} ticked")

    # Accepting

    def press_f9(self) -> Accepted:
        got: list[Accepted] = []
        self.screen.accepted.connect(got.append)
        self.hands.press(Qt.Key.Key_F9)
        try:
            wait_until(
                lambda: bool(got),
                f"acceptance ({[p.key + ':' + p.field for p in self.screen.presenter.review().todo]})",
                20,
            )
        finally:
            self.screen.accepted.disconnect(got.append)
        return got[0]

    def await_receipt(self) -> None:
        said = self.screen.done.paper
        wait_until(lambda: "Đang in" not in said.text(), "the receipt")

    def snap_once(self, name: str) -> None:
        self.snap(name)

    def _timed(self, journal: Journal, act: str, work: Callable[[], object]) -> object:
        begun = time.monotonic()
        result = work()
        journal.seconds[act] = round(journal.seconds.get(act, 0.0) + time.monotonic() - begun, 3)
        return result
