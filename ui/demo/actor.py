"""One life of the app in the played day: a process with the real window and a played clerk in it.

It talks to the director in lines of JSON: what happened goes out on standard output, and it waits for a line on standard
input where the director has something to do (cut the line, kill this process, move dossiers on).
"""

import argparse
import dataclasses
import json
import sys
import threading
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random

from PySide6.QtCore import Qt

from kiosk.domain.dossier import DossierRow
from kiosk.domain.state import State
from kiosk.practice.cases import Case, CaseMaker
from kiosk.settings import read_settings
from kiosk.sync.ports import Line
from ui.app import application
from ui.counter.acts import HandBackDialog
from ui.counter.window import CounterWindow
from ui.demo.clerk import Journal, PlayedClerk
from ui.demo.hands import Hands, wait_until
from ui.demo.pictures import take_picture


def the_day(today: date) -> list[Case]:
    """Thirteen citizens, ten procedures; the same every time for the same date."""
    make = CaseMaker(Random(20261125), today)
    return [
        make.birth(),
        make.extract_copy(),
        make.certified_copy(),
        make.marriage(),
        make.death(),
        make.marital_status(),
        make.birth(days_old=75),
        make.signature(),
        make.correction(),
        make.guardianship(),
        make.certified_copy(),
        make.recognition(),
        make.extract_copy(copies=1),
    ]


ONLINE, OFFLINE, INTERRUPTED = range(4), range(4, 9), 9
AFTER_RESTART = range(10, 12)
LAST = 12


class Director:
    """The other end of standard input and output."""

    def __init__(self) -> None:
        self._lines: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.put(line.strip())

    def tell(self, what: str, **facts: object) -> None:
        print(json.dumps({"what": what, **facts}, ensure_ascii=False), flush=True)

    def await_word(self, word: str) -> None:
        """Live on until the director says `word`."""
        heard: list[str] = []

        def listened() -> bool:
            try:
                heard.append(self._lines.get_nowait())
            except Empty:
                return False
            return heard[-1] == word

        wait_until(listened, f"the director's {word!r}", 180)


class Actor:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.director = Director()
        data_dir: Path = arguments.data_dir
        application(read_settings(data_dir))
        self.window = CounterWindow(data_dir, arguments.city)
        self.screens: Path = arguments.screens
        self.window.show()
        self.window.activateWindow()
        random = Random(arguments.part)
        self.clerk = PlayedClerk(
            self.window, Path(self.window.counter.settings.scan_folder), random, self.snap, arguments.typing_gap
        )
        self.cases = the_day(self.window.counter.clock.now().date())
        self._snapped: set[str] = set()

    def snap(self, name: str) -> None:
        """A picture of the window, popup included; each name once."""
        if name in self._snapped:
            return
        self._snapped.add(name)
        take_picture(self.window, self.screens / f"{name}.png")

    def took(self, journal: Journal) -> None:
        self.director.tell("accepted", **dataclasses.asdict(journal))

    def morning(self) -> None:
        clerk = self.clerk
        self.snap("01_sign_in")
        clerk.sign_in()
        clerk.await_line(Line.UP)
        self.snap("02_procedures")
        for n in ONLINE:
            self.took(clerk.accept(self.cases[n], "03_form_filled" if n == 0 else ""))
            if n == 0:
                self.snap("04_accepted_online")
        self.director.tell("cut the line")
        self.director.await_word("cut")
        clerk.await_line(Line.DOWN)
        for n in OFFLINE:
            self.took(clerk.accept(self.cases[n], "05_form_offline" if n == OFFLINE[0] else ""))
            if n == OFFLINE[0]:
                self.snap("06_accepted_offline")
        clerk.hands.press(Qt.Key.Key_F6)
        self.snap("07_outbox_waiting")
        case = self.cases[INTERRUPTED]
        clerk.begin(case)
        clerk.scan_papers(case)
        saved: list[str] = []
        self.window.workers.desk_worker.draft_saved.connect(saved.append)
        clerk.fill_rest(case)
        wait_until(lambda: bool(saved), "the draft to be saved")
        wait_until(lambda: clerk.screen.draft_at_rest, "the draft to be at rest")
        self.director.tell(
            "draft open", values=dict(clerk.screen.presenter.values), scans=len(clerk.screen.presenter.scans)
        )
        self.director.await_word("nothing: this process is killed here")

    def afternoon(self) -> None:
        clerk = self.clerk
        clerk.sign_in()
        presenter = clerk.screen.presenter
        self.director.tell("draft restored", values=dict(presenter.values), scans=len(presenter.scans))
        self.snap("08_draft_restored")
        clerk.await_line(Line.DOWN)
        case = self.cases[INTERRUPTED]
        journal = Journal(procedure=case.procedure)
        clerk.hands.keys = 0
        clerk.fill_rest(case)
        self.took(clerk.finish(case, journal))
        for n in AFTER_RESTART:
            self.took(clerk.accept(self.cases[n]))
        self.director.tell("restore the line")
        self.director.await_word("restored")
        clerk.await_line(Line.UP)
        self._drain()
        self.took(clerk.accept(self.cases[LAST]))
        self._drain()
        clerk.hands.press(Qt.Key.Key_F6)
        self.snap("10_outbox_empty")
        self.director.tell("drained")
        self.director.await_word("moved on")
        self._news()
        self.director.tell("done")
        self.window.close()

    def _drain(self) -> None:
        def empty() -> bool:
            backlog = self.window.counter.store.outbox.backlog()
            return backlog.events == 0 and backlog.attachments == 0

        wait_until(empty, "everything to be sent", 240)

    def _news(self) -> None:
        """What the back office did reaches the counter and is said."""
        dossiers = self.window.counter.store.dossiers

        def seen(state: State) -> list[DossierRow]:
            return dossiers.newest(50, state=state)

        wait_until(lambda: bool(seen(State.SUPPLEMENT_REQUESTED)) and bool(seen(State.DONE)), "news from the city")
        wait_until(lambda: "Thành phố có tin" in self.window.notice_text, "the news to be said")
        self.snap("11_news")
        self.director.tell(
            "news",
            supplement=[r.code for r in seen(State.SUPPLEMENT_REQUESTED)],
            done=[r.code for r in seen(State.DONE)],
        )
        hands = self.clerk.hands
        hands.press(Qt.Key.Key_F3)
        wait_until(lambda: len(self.window.dossiers_screen.table_model.rows) >= len(self.cases), "the list")
        self.snap("12_dossiers")
        hands.press(Qt.Key.Key_F4)
        wait_until(lambda: len(self.window.dossiers_screen.table_model.rows) == 1, "the finished dossier")
        self.snap("13_hand_back")
        hands.enter()
        handing = self.window.dossiers_screen.detail.dialog
        assert isinstance(handing, HandBackDialog)
        Hands(handing).press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        wait_until(lambda: bool(dossiers.newest(1, state=State.HANDED_BACK)), "the result to be handed back")
        self._close_day()
        hands.press(Qt.Key.Key_F8)
        self.snap("15_settings")
        self._drain()

    def _close_day(self) -> None:
        """The day's figures, and its cash counted to the đồng."""
        self.clerk.hands.press(Qt.Key.Key_F7)
        books = self.window.books_screen
        wait_until(lambda: books.figures["received"].text() == str(len(self.cases)), "the day's figures")
        assert books.report is not None
        books.counted.setText(str(books.report.total.fees_vnd))
        books.close_day.click()
        wait_until(lambda: "chênh lệch 0 đ" in books.cash.text(), "the day to be closed")
        self.snap("14_books")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--city", required=True)
    parser.add_argument("--screens", type=Path, required=True)
    parser.add_argument("--part", choices=("morning", "afternoon"), required=True)
    parser.add_argument("--typing-gap", type=float, default=0.0)
    arguments = parser.parse_args()
    actor = Actor(arguments)
    if arguments.part == "morning":
        actor.morning()
    else:
        actor.afternoon()
    return 0


if __name__ == "__main__":
    sys.exit(main())
