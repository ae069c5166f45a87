"""Workers of the line and of the data's care: syncing, packages for a stick, the look at the data and its backups."""

import contextlib
import dataclasses
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from kiosk.errors import KioskError, Refused, StoreError
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Line, Progress
from ui.worker import Desk, Failure, Worker

if TYPE_CHECKING:
    from kiosk.packages import Exported
    from kiosk.persons import PersonFacts
    from kiosk.sync.client import CityClient
    from kiosk.sync.watch import LineWatch

CITIZEN_TIMEOUT, CITIZEN_REST_SECONDS = (2.0, 5.0), 20.0
"""An answer that comes later is of no use to who is typing."""
TURN_SECONDS = 2.0
"""How often a second window asks whether it may send now."""
SETTLE_SECONDS = 5.0
"""The window's start comes before the reading of all data."""


class ExportWorker(Worker):
    """Writes packages of unsent work, and carries those of other counters: a stick and a line can be slow."""

    exported = Signal(object)
    carried = Signal(object)

    def __init__(self, desk: Desk, city_url: str) -> None:
        super().__init__(desk)
        self._city_url = city_url

    @Slot(str)
    def carry(self, path: str) -> None:
        """Bring another counter's package to the city."""
        from kiosk.sync.carrying import carry
        from kiosk.sync.connect import city_client

        try:
            client = city_client(self.counter, self._city_url)
            try:
                self.carried.emit(carry(self.counter, client, Path(path)))
            finally:
                client.close()
        except KioskError as error:
            self.failed.emit(Failure("carry", error))

    @Slot(str)
    def export(self, path: str) -> None:
        from kiosk.packages import export_unsent

        try:
            done: Exported = export_unsent(self.counter, Path(path))
        except KioskError as error:
            self.failed.emit(Failure("export", error))
            return
        self.exported.emit(done)


@dataclasses.dataclass(frozen=True, slots=True)
class CitizenQuestion:
    """Who is that? Asked for the person `prefix` of an acceptance whose procedure is the purpose."""

    draft_id: str
    path: str
    prefix: str
    personal_id: str
    procedure: str
    username: str


@dataclasses.dataclass(frozen=True, slots=True)
class CitizenAnswer:
    """`facts` None: the population database knows nobody of that number."""

    question: CitizenQuestion
    facts: "PersonFacts | None"


class CitizenWorker(Worker):
    """Asks the city who a personal number is. Where that cannot be asked nobody is told: the clerk types on."""

    answered = Signal(object)

    def __init__(self, desk: Desk, city_url: str) -> None:
        super().__init__(desk)
        self._city_url = city_url
        self._client: CityClient | None = None
        self._rests_until = 0.0

    @Slot(object)
    def ask(self, question: CitizenQuestion) -> None:
        from kiosk.citizens import facts_of
        from kiosk.sync.client import CityBusy
        from kiosk.sync.connect import city_client

        if self.stopping.is_set() or time.monotonic() < self._rests_until:
            return
        try:
            if self._client is None:
                self._client = city_client(self.counter, self._city_url)
                self._client.timeout = CITIZEN_TIMEOUT
                self._client.health()  # its time, for a counter whose clock is wrong
            facts = facts_of(self._client.citizen(question.personal_id, question.procedure, question.username))
        except CityBusy as busy:
            self._rests_until = time.monotonic() + busy.retry_after
        except KioskError:
            self._rests_until = time.monotonic() + CITIZEN_REST_SECONDS
            if self._client is not None:
                self._client.forget_token()  # a city that began anew knows the old one no more
        else:
            self.answered.emit(CitizenAnswer(question, facts))

    @Slot()
    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
        super().close()


class SyncWorker(Worker):
    """Runs the sync loop for as long as the window lives. When another window or command is sending, it waits its turn."""

    progressed = Signal(object)
    line_seen = Signal(object)
    news = Signal()
    waiting = Signal(object)
    took_over = Signal()

    def __init__(self, desk: Desk, city_url: str, reconnect_spread: float) -> None:
        super().__init__(desk)
        self._city_url = city_url
        self._watch: LineWatch | None = None
        self._noted: Line | None = None
        self.loop = SyncLoop(reconnect_spread=reconnect_spread)

    @Slot()
    def run(self) -> None:
        # Here, not above: the line's libraries load while the clerk signs in, not before the window shows.
        from kiosk.sync.condition import ConditionTeller
        from kiosk.sync.connect import city_client, probe_client
        from kiosk.sync.engine import SyncEngine
        from kiosk.sync.key_keeper import KeyKeeper
        from kiosk.sync.lock import engine_lock
        from kiosk.sync.watch import LineWatch

        try:
            counter = self.counter
            client = city_client(counter, self._city_url)
            self._watch = LineWatch(
                probe_client(counter, self._city_url), lambda: client.last_heard, self.line_seen.emit
            )
            self._watch.start()
            said = False
            while not self.loop.stopped:
                try:
                    with engine_lock(self._desk.data_dir):
                        if said:
                            self.took_over.emit()
                        engine = SyncEngine(
                            client,
                            counter.store.outbox,
                            counter.clock,
                            self._tell,
                            stopped=lambda: self.loop.stopped or self.loop.held,
                            refresh_keys=KeyKeeper(counter.store, counter.clock).refresh,
                            tell_condition=ConditionTeller(counter.store, counter.clock),
                        )
                        self.loop.run(engine, self._watch)
                except Refused as refused:
                    if not said:
                        self.waiting.emit(Failure("sync", refused))
                    said = True
                    self.loop.rest(TURN_SECONDS)
            client.close()
        except KioskError as error:
            self.failed.emit(Failure("sync", error))
        finally:
            if self._watch is not None:
                self._watch.stop()
            with contextlib.suppress(KioskError):
                self.counter.store.note_line("closed", self.counter.clock.now())
            self.close()

    def _tell(self, progress: Progress) -> None:
        """The watch sees the line also while the engine waits for an answer: what it sees is what is shown."""
        seen = self._watch.line if self._watch is not None else Line.UNKNOWN
        if progress.line is Line.UP and seen in (Line.DOWN, Line.NOT_THE_CITY):
            progress = dataclasses.replace(progress, line=seen)
        if progress.line is not self._noted:
            self.counter.store.note_line(progress.line.value, self.counter.clock.now())
            self._noted = progress.line
        self.progressed.emit(progress)
        if progress.news:
            self.news.emit()


class CareWorker(Worker):
    """Looks after the data while others work: reads all of it once, and keeps backups."""

    damaged = Signal(object)
    backed_up = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    @Slot()
    def run(self) -> None:
        try:
            if self._stop.wait(SETTLE_SECONDS):
                return
            # Here: what encrypts backups loads after the window stands, not beside its start.
            from kiosk.backups import BackupRounds
            from kiosk.upkeep import backups_of

            counter = self.counter
            if counter.store.integrity_problem():
                self.damaged.emit(Failure("data", StoreError("store_damaged", path=str(counter.store.path))))
                return
            rounds = BackupRounds(backups_of(counter), counter.identity)
            while not self._stop.is_set():
                begun = time.monotonic()
                try:
                    made = rounds.round(counter.store.log.head(), begun)
                    if made is not None:
                        self.backed_up.emit(str(made))
                except KioskError as error:
                    self.failed.emit(Failure("backup", error))
                self._stop.wait(rounds.wait_seconds)
        except KioskError as error:
            self.failed.emit(Failure("backup", error))
        finally:
            self.close()
