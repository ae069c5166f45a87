"""Store, engine and city driven at random against a model of twenty lines, with faults between any two steps."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kiosk.app import Counter
from kiosk.domain.dossier import DossierRow
from kiosk.domain.state import State
from tests.builders import SetClock, a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City
from tests.faults.line import Fault, FaultyLine
from tests.faults.test_line import an_engine, drained, target_of

EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "6"))
QUICK = [f for f in Fault if f not in (Fault.STALL_REQUEST, Fault.STALL_ANSWER)]


class Model:
    """What must be true, whatever happened: who was accepted, with how many scans, and where each stands."""

    def __init__(self) -> None:
        self.scans: dict[str, int] = {}
        self.codes: dict[str, str] = {}
        self.state: dict[str, State] = {}
        self.at_city: set[str] = set()

    def accepted(self, id_: str, code: str, scans: int) -> None:
        assert code not in self.codes.values(), "a code was given twice"
        self.scans[id_], self.codes[id_], self.state[id_] = scans, code, State.ACCEPTED

    def synced(self) -> None:
        self.at_city |= set(self.scans)

    def open_at_city(self) -> list[str]:
        return sorted(i for i in self.at_city if self.state[i] in (State.ACCEPTED, State.IN_PROGRESS))


def test_whatever_the_order_everything_arrives_once_and_every_state_is_right(city: City) -> None:
    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.folder = Path(tempfile.mkdtemp(prefix="mot-cua-machine-"))
            self.home = self.folder / "counter"
            self.clock: SetClock = a_day_of_its_own()
            self.counter: Counter = a_counter(self.home, clock=self.clock)
            self.line = FaultyLine(target_of(city), lambda _: None, delay=0.01)
            self.model = Model()
            self.seed = 0
            self.snapshot: Path | None = None

        @rule(scans=st.integers(0, 2))
        def accept(self, scans: int) -> None:
            self.seed += 1
            pages = [page(n) + os.urandom(16) for n in range(scans)]
            self.clock.forward(seconds=30)
            case = cases(self.seed * 1000 + int.from_bytes(os.urandom(2))).birth()
            done = accept(self.counter, case, pages)
            self.model.accepted(done.id, done.code, scans)

        @rule()
        def sync(self) -> None:
            self.line.plan = lambda _: None
            drained(an_engine(self.counter, self.line.url))
            self.model.synced()

        @rule(faults=st.lists(st.sampled_from(QUICK), min_size=1, max_size=6))
        def sync_on_a_bad_line(self, faults: list[Fault]) -> None:
            left = list(faults)
            self.line.plan = lambda _: left.pop() if left else None
            an_engine(self.counter, self.line.url).run_pass()

        @rule()
        def crash(self) -> None:
            """The process is gone; what was committed is there."""
            self.counter.close()
            self.counter = a_counter(self.home, clock=self.clock)

        @rule()
        def keep_a_copy(self) -> None:
            if self.snapshot is not None:
                shutil.rmtree(self.snapshot)
            self.counter.close()
            self.snapshot = self.folder / "copy"
            shutil.copytree(self.home, self.snapshot)
            self.counter = a_counter(self.home, clock=self.clock)

        @precondition(lambda self: self.snapshot is not None and self.model.at_city == set(self.model.scans))
        @rule()
        def put_the_old_copy_back(self) -> None:
            """An administrator's act, after everything was sent: nothing may be lost by it, no number used again."""
            assert self.snapshot is not None
            self.counter.close()
            for file in self.home.glob("counter.db*"):
                if not file.name.endswith(".mark"):
                    file.unlink()
            for file in self.snapshot.glob("counter.db*"):
                if not file.name.endswith(".mark"):
                    shutil.copyfile(file, self.home / file.name)
            self.counter = a_counter(self.home, clock=self.clock)

        @precondition(lambda self: bool(self.model.open_at_city()))
        @rule(choice=st.integers(0, 100), finish=st.booleans())
        def the_office_moves_one_on(self, choice: int, finish: bool) -> None:
            candidates = self.model.open_at_city()
            id_ = candidates[choice % len(candidates)]
            act = "done" if finish or self.model.state[id_] is State.IN_PROGRESS else "take-up"
            assert city.office(self.model.codes[id_], act).ok
            self.model.state[id_] = State.DONE if act == "done" else State.IN_PROGRESS

        @rule()
        def hand_back_what_the_counter_knows_is_done(self) -> None:
            done = [row for row in self.counter.store.dossiers.newest() if row.state is State.DONE]
            for row in done[:1]:
                if row.id in self.model.scans:
                    self.counter.handling.hand_back(row, "canbo1")
                    self.model.state[row.id] = State.HANDED_BACK
                    self.model.at_city = {i for i in self.model.at_city if i != row.id}

        @invariant()
        def the_log_holds(self) -> None:
            assert self.counter.store.log.first_broken() is None

        def teardown(self) -> None:
            try:
                self.line.plan = lambda _: None
                drained(an_engine(self.counter, self.line.url))
                drained(an_engine(self.counter, self.line.url))
                rows: dict[str, DossierRow] = {row.id: row for row in self.counter.store.dossiers.newest(10_000)}
                held = {d["id"]: d for d in city.dossiers_of(self.counter)}
                assert set(rows) == set(held) == set(self.model.scans)
                events = city.events_of(self.counter)
                assert events == list(range(1, len(events) + 1))
                for id_, row in rows.items():
                    assert (row.code, row.state, row.sync) == (self.model.codes[id_], self.model.state[id_], "complete")
                    assert held[id_]["state"] == int(row.state)
                    papers = self.counter.store.dossiers.attachments(id_)
                    assert len(papers) == self.model.scans[id_]
                    for paper in papers:
                        kept = self.counter.store.read_scan(paper.attachment.sha256)
                        assert kept == city.attachment(paper.attachment.sha256)
                self.counter.store.check()
            finally:
                self.counter.close()
                self.line.close()
                shutil.rmtree(self.folder, ignore_errors=True)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
