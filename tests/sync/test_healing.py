"""When one side goes back in time: a file copied from last week, a city restored from a backup or replaced by an empty one."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.dossier import FeedItem
from kiosk.domain.state import State
from tests.builders import SetClock, a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, engine_of, running_city, sync


def notices(counter) -> list[str]:
    return [notice.key for notice in counter.store.notices.unread()]


def copy_of(home: Path, place: Path) -> Path:
    shutil.copytree(home, place)
    return place


def put_back(copy: Path, home: Path, *, with_mark: bool) -> None:
    """The data file from the copy, as an administrator would; the mark beside it comes along only with the whole folder."""
    for file in home.glob("counter.db*"):
        if with_mark or not file.name.endswith(".mark"):
            file.unlink()
    for file in copy.glob("counter.db*"):
        if with_mark or not file.name.endswith(".mark"):
            shutil.copyfile(file, home / file.name)


def test_a_file_copied_back_takes_the_tail_back_from_the_city(city: City, home: Path, tmp_path: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        early = [accept(counter, cases(n).birth(), [page(n)]) for n in range(2)]
        sync(counter, city.url)
    last_week = copy_of(home, tmp_path / "copy")
    with a_counter(home, clock=day) as counter:
        late = [accept(counter, cases(n).birth(), [page(n)]) for n in range(2, 5)]
        sync(counter, city.url)
    put_back(last_week, home, with_mark=False)

    with a_counter(home, clock=day) as counter:
        assert notices(counter) == ["file_went_back"]
        # Work goes on before the line is up: no code is given twice.
        offline = accept(counter, cases(50).birth(), [page(60)])
        assert offline.code not in {a.code for a in early + late}
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3, 4, 5, 6]
        rows = {row.code: row for row in counter.store.dossiers.newest()}
        assert set(rows) == {a.code for a in [*early, *late, offline]} == {d["code"] for d in city.dossiers_of(counter)}
        for row in rows.values():
            (paper,) = counter.store.dossiers.attachments(row.id)
            assert counter.store.read_scan(paper.attachment.sha256) == city.attachment(paper.attachment.sha256)
            assert row.sync == "complete"
        counter.store.check()
        assert "tail_taken_back" in notices(counter)
        assert not city.rows("SELECT 1 FROM forked_event WHERE device_id = %s", counter.identity.device_id)
    with a_counter(home, clock=day) as counter:
        assert notices(counter).count("file_went_back") == 1
        assert accept(counter).code not in rows


def test_a_whole_folder_copied_back_keeps_what_was_accepted_since_even_at_the_same_length(
    city: City, home: Path, tmp_path: Path
) -> None:
    """The worst case: nothing tells the counter, and its new events have the same seqs as those the city has."""
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        accept(counter, cases(1).birth())
        sync(counter, city.url)
    last_week = copy_of(home, tmp_path / "copy")
    with a_counter(home, clock=day) as counter:
        for n in range(2):
            accept(counter, cases(10 + n).birth())
        sync(counter, city.url)
        before = {d["id"] for d in city.dossiers_of(counter)}
    shutil.rmtree(home)
    shutil.copytree(last_week, home)
    day.forward(days=1)
    with a_counter(home, clock=day) as counter:
        fresh = [accept(counter, cases(20 + n).birth()) for n in range(2)]
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3, 4, 5]
        assert {d["id"] for d in city.dossiers_of(counter)} == before | {a.id for a in fresh}
        assert {row.id for row in counter.store.dossiers.newest()} == before | {a.id for a in fresh}
        assert counter.dossier(fresh[0].code).id == fresh[0].id
        counter.store.check()
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3, 4, 5]


def test_a_city_restored_from_an_older_backup_is_healed_also_of_its_own_acts(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = [accept(counter, cases(n).birth(), [page(n + 70)]) for n in range(4)]
        sync(counter, city.url)
        assert city.office(accepted[0].code, "take-up").ok
        assert city.office(accepted[0].code, "done").ok
        sync(counter, city.url)
        device = counter.identity.device_id
        last = city.rows("SELECT hash FROM device_event WHERE device_id = %s AND seq = 2", device)[0]["hash"]
        gone = "SELECT dossier_id FROM device_event WHERE device_id = %s AND seq > 2"
        city.rows(f"DELETE FROM dossier_attachment WHERE dossier_id IN ({gone})", device)
        city.rows(f"DELETE FROM dossier WHERE id IN ({gone})", device)
        city.rows("DELETE FROM device_event WHERE device_id = %s AND seq > 2", device)
        city.rows("DELETE FROM feed WHERE dossier_id = %s", accepted[0].id)
        city.rows("UPDATE dossier SET state = 2 WHERE id = %s", accepted[0].id)
        city.rows("UPDATE device SET acknowledged = 2, last_hash = %s WHERE id = %s", last, device)

        assert sync(counter, city.url).acknowledged == 4
        assert city.events_of(counter) == [1, 2, 3, 4]
        states = {d["code"]: d["state"] for d in city.dossiers_of(counter)}
        assert len(states) == 4
        assert states[accepted[0].code] == int(State.DONE)
        assert counter.dossier(accepted[0].code).state is State.DONE
        assert notices(counter).count("city_healed") == 1
        sync(counter, city.url)
        assert notices(counter).count("city_healed") == 1


@contextmanager
def another_city() -> Iterator[City]:
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-city-"))
    folder.chmod(0o755)
    try:
        with running_city(folder) as started:
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_an_empty_city_with_the_same_keys_is_filled_by_its_counters(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = [accept(counter, cases(n).birth(), [page(n + 80)]) for n in range(3)]
        sync(counter, city.url)
        assert city.office(accepted[1].code, "take-up").ok
        sync(counter, city.url)
        with another_city() as empty:
            assert sync(counter, empty.url).drained
            assert sync(counter, empty.url).drained
            assert {d["code"] for d in empty.dossiers_of(counter)} == {a.code for a in accepted}
            for row in counter.store.dossiers.newest():
                for paper in counter.store.dossiers.attachments(row.id):
                    assert empty.attachment(paper.attachment.sha256) is not None
            states = {d["code"]: d["state"] for d in empty.dossiers_of(counter)}
            assert states[accepted[1].code] == int(State.IN_PROGRESS)
            # What the new city says afterwards is heard: its cursors are above all that was heard before.
            assert empty.office(accepted[2].code, "take-up").ok
            sync(counter, empty.url)
            assert counter.dossier(accepted[2].code).state is State.IN_PROGRESS


def test_a_feed_that_repeats_reorders_or_replays_old_states_does_no_harm(home: Path, clock: SetClock) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth())
        now = clock.now()
        taken = FeedItem(5, "dossier.taken_up", accepted.id, now, {})
        done = FeedItem(9, "dossier.done", accepted.id, now, {})
        outbox = counter.store.outbox
        assert outbox.take_feed([done]) == 1
        # The older item arrives late, then both again.
        assert outbox.take_feed([taken]) == 1
        assert outbox.take_feed([done, taken, done]) == 0
        row = counter.dossier(accepted.code)
        assert (row.state, row.flagged) == (State.DONE, False)
        assert outbox.feed_cursor() == 9
        # A stale copy speaks with a new cursor: kept, not applied, said once.
        outbox.take_feed([FeedItem(12, "dossier.taken_up", accepted.id, now, {})])
        outbox.take_feed([FeedItem(13, "dossier.taken_up", accepted.id, now, {})])
        row = counter.dossier(accepted.code)
        assert (row.state, row.trouble) == (State.DONE, "change_kept_aside")
        assert notices(counter) == ["dossier_needs_review"]
        counter.store.check()


def test_two_machines_with_one_identity_lose_nothing_and_are_told(city: City, home: Path, tmp_path: Path) -> None:
    day = a_day_of_its_own()
    with a_counter(home, clock=day) as counter:
        accept(counter, cases(1).birth())
    twin_home = copy_of(home, tmp_path / "twin")
    with a_counter(home, clock=day) as counter, a_counter(twin_home, clock=day) as twin:
        ids = {accept(counter, cases(2).birth()).id, accept(twin, cases(3).birth()).id}
        for machine in (counter, twin, counter, twin):
            assert engine_of(machine, city.url).run_pass().drained
        held = {d["id"] for d in city.dossiers_of(counter)}
        assert ids <= held
        assert len(city.events_of(counter)) == 3
        assert {row.id for row in counter.store.dossiers.newest()} >= {next(iter(held & ids))}
        assert "two_histories" in notices(counter) + notices(twin)
        for machine in (counter, twin):
            machine.store.check()
