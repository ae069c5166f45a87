"""Damage of the data file, really done to its bytes: found, put aside, the good part gone on with, the rest fetched."""

import os
import shutil
from pathlib import Path

import pytest

from kiosk import recovery
from kiosk.app import Counter
from kiosk.backups import Backups
from kiosk.errors import StoreError
from kiosk.keys import database_key
from tests.builders import SetClock, a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, sync

PAGE = 4096


def wreck(path: Path, first_page: int, pages: int = 1) -> None:
    """Overwrite pages (1 is the first) with noise."""
    with path.open("r+b") as file:
        file.seek((first_page - 1) * PAGE)
        file.write(os.urandom(pages * PAGE))


def everything_is_back(counter: Counter, city: City, ids: set[str]) -> None:
    for _ in range(3):
        report = sync(counter, city.url)
    assert report.drained
    assert {row.id for row in counter.store.dossiers.newest()} == ids == {d["id"] for d in city.dossiers_of(counter)}
    for row in counter.store.dossiers.newest():
        assert row.sync == "complete"
        assert row.trouble == ""
        for paper in counter.store.dossiers.attachments(row.id):
            kept = counter.store.read_scan(paper.attachment.sha256)
            assert kept
            assert kept == city.attachment(paper.attachment.sha256)
    counter.store.check()
    assert counter.store.integrity_problem() == ""


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_damaged_pages_are_found_the_good_part_is_saved_and_the_rest_comes_from_the_city(
    city: City, home: Path, share: float
) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        ids = {accept(counter, cases(n).birth(), [page(n, 500)]).id for n in range(12)}
        sync(counter, city.url)
        codes = {row.code for row in counter.store.dossiers.newest()}
    size = (home / "counter.db").stat().st_size // PAGE
    wreck(home / "counter.db", max(int(size * share), 2), 6)
    with a_counter(home, clock=day) as counter:
        assert counter.store.integrity_problem() != ""
    recovery.recover(home, day)
    with a_counter(home, clock=day) as counter:
        assert "data_recovered" in [n.key for n in counter.store.notices.unread()]
        # The line is still down, and the counter is open.
        while_down = accept(counter, cases(77).birth(), [page(77)])
        assert while_down.code not in codes
        everything_is_back(counter, city, ids | {while_down.id})
    assert list(home.glob("damaged-*/counter.db"))


def test_a_file_whose_first_page_is_gone_is_replaced_from_the_backup_at_the_next_start(city: City, home: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        ids = {accept(counter, cases(n).birth(), [page(n)]).id for n in range(3)}
        Backups(home, "", database_key(home), day).make(counter.identity)
        ids |= {accept(counter, cases(10 + n).birth(), [page(10 + n)]).id for n in range(2)}
        sync(counter, city.url)
    wreck(home / "counter.db", 1)
    with a_counter(home, clock=day) as counter:
        fresh = accept(counter, cases(50).birth(), [page(50)])
        assert len({row.code for row in counter.store.dossiers.newest()}) == 4
        everything_is_back(counter, city, ids | {fresh.id})


def test_with_no_backup_and_no_readable_page_nothing_is_touched_and_it_is_said(home: Path, clock: SetClock) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
    wreck(home / "counter.db", 1)
    before = (home / "counter.db").read_bytes()
    with pytest.raises(StoreError, match="left as it is"):
        a_counter(home)
    with pytest.raises(StoreError, match="no backup"):
        recovery.recover(home, clock)
    assert (home / "counter.db").read_bytes() == before
    assert not list(home.glob("damaged-*"))


def wal_with_work(home: Path, day: SetClock, city: City) -> tuple[set[str], list[str], Path]:
    """A counter whose last acceptances are in the WAL alone, as after a power cut, all of them sent."""
    live = home.with_name("live")
    with a_counter(live, clock=day) as counter:
        accept(counter, cases(1).birth(), [page(1)])
        counter.store.close_wal()
        accepted = [accept(counter, cases(10 + n).birth(), [page(10 + n)]) for n in range(4)]
        sync(counter, city.url)
        shutil.copytree(live, home)
        ids = {row.id for row in counter.store.dossiers.newest()}
    assert (home / "counter.db-wal").stat().st_size > PAGE
    return ids, [a.code for a in accepted], home / "counter.db-wal"


def test_a_deleted_wal_is_noticed_and_what_was_in_it_comes_back(city: City, home: Path) -> None:
    day = a_day_of_its_own()
    ids, codes, wal = wal_with_work(home, day, city)
    wal.unlink()
    (home / "counter.db-shm").unlink(missing_ok=True)
    with a_counter(home, clock=day) as counter:
        assert "file_went_back" in [n.key for n in counter.store.notices.unread()]
        fresh = accept(counter, cases(50).birth(), [page(50)])
        assert fresh.code not in codes
        everything_is_back(counter, city, ids | {fresh.id})


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_damaged_wal_is_cut_where_it_is_damaged_and_what_was_in_it_comes_back(
    city: City, home: Path, share: float
) -> None:
    day = a_day_of_its_own()
    ids, codes, wal = wal_with_work(home, day, city)
    (home / "counter.db-shm").unlink(missing_ok=True)
    wreck(wal, max(int(wal.stat().st_size / PAGE * share), 1))
    with a_counter(home, clock=day) as counter:
        fresh = accept(counter, cases(50).birth(), [page(50)])
        assert fresh.code not in codes
        everything_is_back(counter, city, ids | {fresh.id})


def test_a_recovery_that_was_interrupted_is_gone_on_with(
    city: City, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        ids = {accept(counter, cases(n).birth(), [page(n)]).id for n in range(6)}
        sync(counter, city.url)
    size = (home / "counter.db").stat().st_size // PAGE
    wreck(home / "counter.db", size // 2, 4)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as at_the_worst_moment, pytest.raises(KeyboardInterrupt):
        at_the_worst_moment.setattr(recovery.os, "replace", power_cut)
        recovery.recover(home, day)
    assert recovery.is_under_way(home)
    with a_counter(home, clock=day) as counter:
        assert not recovery.is_under_way(home)
        everything_is_back(counter, city, ids)
