"""Builders: dossiers, counters, pages and clocks as tests speak of them."""

import dataclasses
import io
import itertools
import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

from kiosk import app as counter_app
from kiosk.accepting import Accepting
from kiosk.app import Counter
from kiosk.catalogue import Catalogue, load_catalogue
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Accepted, DocumentLine, Registered
from kiosk.domain.id_card import parse_id_card
from kiosk.entry import Entry
from kiosk.intake import NewScan, new_id
from kiosk.practice.cases import Case, CaseMaker
from kiosk.scans import check_scan
from kiosk.self_service.desk import Consent

WEDNESDAY_MORNING = datetime(2026, 11, 25, 9, 41, 30, tzinfo=HANOI)


@dataclasses.dataclass
class SetClock:
    """A clock that shows what it is told."""

    moment: datetime = WEDNESDAY_MORNING

    def now(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


_days = itertools.count(1)


def working_day(number: int) -> SetClock:
    """A clock on the n-th working day after the usual one. The calendar's data end with 2027: about 280 of them."""
    day = WEDNESDAY_MORNING
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return SetClock(day)


def a_day_of_its_own() -> SetClock:
    """A clock on a working day no other test uses: practice counters share an agency, so their codes differ by day."""
    return working_day(next(_days))


@cache
def the_catalogue() -> Catalogue:
    return load_catalogue()


def cases(seed: int = 1, today: date = date(2026, 11, 25)) -> CaseMaker:
    """Citizens of one test: the same for the same seed, others than any other test's (tests share a city)."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
    return CaseMaker(Random(f"{seed} {test}"), today)


@cache
def page(number: int = 1, side: int = 300) -> bytes:
    """A small scanned page as JPEG; each number another picture."""
    noise = Image.effect_noise((side, side), 30 + number)
    output = io.BytesIO()
    noise.convert("RGB").save(output, "JPEG", quality=70)
    return output.getvalue()


def entry_of(case: Case, *, documents: Sequence[str] | None = None) -> Entry:
    """The case as it reaches intake. Documents default to all the procedure requires."""
    procedure = the_catalogue().procedures[case.procedure]
    names = documents if documents is not None else [d.name for d in procedure.documents if d.required]
    actions = {d.name: d.action for d in procedure.documents}
    lines = tuple(DocumentLine(n, int(actions.get(n) == "submit"), 0, actions.get(n, "submit")) for n in names)
    return Entry(case.procedure, case.applicant.applicant(), case.file_form(the_catalogue().form_of(procedure)), lines)


def filled(counter: Counter, case: Case) -> Accepting:
    """The case as a screen holds it before it is accepted or registered."""
    accepting = Accepting(counter.catalogue, counter.intake, new_id(counter.clock), "canbo1")
    accepting.choose_procedure(case.procedure)
    accepting.fill_card(parse_id_card(case.applicant.card()), "applicant")
    for prefix, person in case.cards:
        accepting.fill_card(parse_id_card(person.card()), prefix)
    for path, text in case.values.items():
        accepting.set(path, text)
    accepting.set("applicant.phone", "0912345678")
    return accepting


def register(kiosk: Counter, case: Case, pages: Sequence[bytes] = ()) -> Registered:
    """A citizen registers a case at self-service with pages of its first document."""
    accepting = filled(kiosk, case)
    document = kiosk.catalogue.procedures[case.procedure].scanning_order[0]
    scans = [NewScan(document, check_scan(f"trang{n}.jpg", content)) for n, content in enumerate(pages)]
    if scans:
        accepting.mark_document(document, given=True)
    entered = accepting.draft(kiosk.clock.now()).content
    return kiosk.self_service.register(accepting.entry(), entered, scans, Consent(kiosk.clock.now()))


def a_kiosk(home: Path, *, number: int = 8, clock: SetClock | None = None) -> Counter:
    """A practice self-service device in `home`."""
    clock = clock or SetClock()
    if not counter_app.is_enrolled(home):
        counter_app.enrol_practice(home, number, clock, profile="self-service")
    return Counter(home, clock, the_catalogue())


def a_counter(home: Path, *, number: int = 2, clock: SetClock | None = None, public_url: str = "") -> Counter:
    """An enrolled practice counter in `home`, made when it is not there."""
    clock = clock or SetClock()
    if not counter_app.is_enrolled(home):
        counter_app.enrol_practice(home, number, clock, public_url)
    return Counter(home, clock, the_catalogue())


def accept(counter: Counter, case: Case | None = None, pages: Sequence[bytes] = ()) -> Accepted:
    """Accept a case (a birth by default) with scanned pages under its first document."""
    case = case or cases(Random().randrange(10**9)).birth()
    entry = entry_of(case)
    document = the_catalogue().procedures[case.procedure].scanning_order[0]
    if pages and document not in {d.name for d in entry.documents}:
        entry = dataclasses.replace(entry, documents=(*entry.documents, DocumentLine(document, 1, 0)))
    scans = [NewScan(document, check_scan(f"trang{n}.jpg", content)) for n, content in enumerate(pages)]
    return counter.intake.accept(entry, "canbo1", new_scans=scans)
