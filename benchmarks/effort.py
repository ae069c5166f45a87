"""What accepting a dossier takes of a clerk: keys, against typing every field of the same form; and seconds of machine time.

The keystroke model: Telex (a letter, its mark and its tone are a key each), one Tab a field, and in both the keys that choose the
procedure, tick and scan papers, and accept. A card's scan is one act of the hand and no key.
"""

import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.measure import Row
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.clock import SystemClock
from kiosk.domain.dossier import Accepted
from kiosk.practice.cases import Case, CaseMaker
from kiosk.settings import Settings
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.clerk import PlayedClerk

BAR = 0.45
_MARKS = {"\u0302", "\u0306", "\u031b"}
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def telex_keys(text: str) -> int:
    """Keys that write a text by Telex: `Nguyễn` is `Nguyeenx`, 8."""
    keys = 0
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        keys += 1 + sum(part in _MARKS or part in _TONES for part in parts[1:]) + (character in "đĐ")
    return keys


@dataclass(frozen=True, slots=True)
class Effort:
    """`typed` and `all_typed` are keys; `twice` names fields that were typed although the same text stood in another field."""

    procedure: str
    cards: int
    typed: int
    all_typed: int
    twice: tuple[str, ...]
    seconds: float

    @property
    def ratio(self) -> float:
        return self.typed / self.all_typed


class _CountedClerk(PlayedClerk):
    """Counts what the input method adds, and remembers what was typed where and what the form held before F9."""

    def __init__(self, window: CounterWindow, flat_bed: Path, seed: int) -> None:
        super().__init__(window, flat_bed, Random(seed), lambda _: None, 0)
        self.extra = 0
        self.typed: dict[str, str] = {}
        self.held: dict[str, str] = {}

    def enter_value(self, path: str, text: str) -> None:
        self.typed[path] = text
        before = self.hands.keys
        super().enter_value(path, text)
        if self.hands.keys - before >= len(text):
            self.extra += telex_keys(text) - len(text)

    def press_f9(self) -> Accepted:
        values = ((path, self.screen.presenter.value(path)) for path in self.screen.form.fields)
        self.held = {path: text for path, text in values if text}
        return super().press_f9()


def measure(window: CounterWindow, flat_bed: Path, case: Case, seed: int) -> Effort:
    """Play one case and count."""
    clerk = _CountedClerk(window, flat_bed, seed)
    journal = clerk.accept(case)
    cards = 1 + sum(person != case.applicant for _, person in case.cards)
    # Dates are written as eight digits by whoever types fast: the separators are nobody's keys.
    typing_fields = sum(telex_keys(_as_typed(text)) + 1 for text in clerk.held.values())
    around = journal.keys - sum(len(text) for text in clerk.typed.values()) - len(clerk.typed)
    twice = tuple(
        path
        for path, text in clerk.typed.items()
        if len(text) > 3 and any(known == clerk.held.get(path) for other, known in clerk.held.items() if other != path)
    )
    return Effort(
        case.procedure,
        cards,
        journal.keys + clerk.extra,
        typing_fields + max(around, 0),
        twice,
        sum(journal.seconds.values()),
    )


def _as_typed(text: str) -> str:
    digits = text.replace("/", "")
    return digits if digits.isdigit() and len(digits) == 8 else text


def journeys(folder: Path) -> list[tuple[str, Effort]]:
    """Every kind of practice case, once."""
    home, flat_bed = folder / "effort", folder / "effort-flat-bed"
    flat_bed.mkdir(parents=True)
    counter_app.enrol_practice(home)
    with Counter(home) as counter:
        counter.change_settings(printer="folder", scan_folder=str(flat_bed), lock_minutes=0)
        names = {code: p.name for code, p in counter.catalogue.procedures.items()}
    application(Settings())
    window = CounterWindow(home)
    window.show()
    window.activateWindow()
    make = CaseMaker(Random(3), SystemClock().now().date())
    kinds: list[Callable[[], Case]] = [
        make.birth,
        make.death,
        make.marriage,
        make.marital_status,
        make.extract_copy,
        make.certified_copy,
        make.signature,
        make.correction,
    ]
    PlayedClerk(window, flat_bed, Random(1), lambda _: None, 0).sign_in()
    found: list[tuple[str, Effort]] = []
    for seed, kind in enumerate(kinds):
        effort = measure(window, flat_bed, kind(), seed)
        found.append((names[effort.procedure], effort))
    window.close()
    return found


def effort(folder: Path) -> list[Row]:
    rows: list[Row] = []
    for number, (name, found) in enumerate(journeys(folder)):
        ours = f"{found.typed} keys, {found.cards} card(s), {found.seconds:.1f} s of the machine"
        peer = f"{found.all_typed} keys"
        good = not found.twice and (number > 0 or found.ratio <= BAR)
        bar = f"≤ {BAR}" if number == 0 else "—"
        rows.append(Row(f"accepting: {name}, keys against typing every field", ours, peer, found.ratio, bar, good))
    return rows


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for row in effort(Path(name)):
            print(row.line())
