"""A disk that is really full, at each step: scanning, accepting, printing, syncing. Nothing half done, nothing lost, all said."""

import os
from pathlib import Path

import pytest

from kiosk.errors import DiskError, KioskError, PrintError
from printing.printers import FolderPrinter
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, engine_of, sync
from tests.disk import NEEDS_ROOT, fill

pytestmark = NEEDS_ROOT


@pytest.fixture
def crowded(small_disk: Path) -> Path:
    return small_disk / "counter"


def test_while_scanning_the_page_is_refused_and_the_dossier_goes_on(crowded: Path, small_disk: Path) -> None:
    with a_counter(crowded) as counter:
        filler = fill(small_disk)
        with pytest.raises(DiskError, match="full"):
            counter.store.keep_scan(page(1, 900), "image/jpeg", counter.clock.now())
        filler.unlink()
        kept = counter.store.keep_scan(page(1, 900), "image/jpeg", counter.clock.now())
        assert counter.store.read_scan(kept.sha256) == page(1, 900)
        counter.store.check()


def test_while_printing_the_dossier_stands_and_the_paper_waits(crowded: Path, small_disk: Path) -> None:
    with a_counter(crowded) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        (job,) = counter.store.print_jobs.open()
        filler = fill(small_disk, 16384)
        with pytest.raises((PrintError, DiskError)):
            for _ in range(50):
                counter.print_queue.print(job, FolderPrinter(small_disk / "receipts"))
                counter.store.print_jobs.note(job.id, "queued")
        filler.unlink()
        assert counter.dossier(accepted.code).id == accepted.id
        counter.store.reconcile(counter.clock.now())
        (again,) = counter.store.print_jobs.open()
        assert counter.print_queue.print(again, FolderPrinter(small_disk / "receipts")).printer
        assert not list((small_disk / "receipts").glob("*.part"))


def test_while_syncing_what_arrived_is_known_once_there_is_room(city: City, crowded: Path, small_disk: Path) -> None:
    with a_counter(crowded, clock=a_day_of_its_own()) as counter:
        for n in range(4):
            accept(counter, cases(n).birth(), [page(n) + os.urandom(16)])
        filler = fill(small_disk)
        # The city takes them; the acknowledgement cannot be written down.
        with pytest.raises(KioskError):
            engine_of(counter, city.url).run_pass()
        filler.unlink()
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3, 4]
        assert len(city.dossiers_of(counter)) == 4
        counter.store.check()
