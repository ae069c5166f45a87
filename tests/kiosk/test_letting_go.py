"""Backups, and the acts that would take the last copy of unsent work away: refused, or exported first."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.app import Counter, is_enrolled
from kiosk.backups import DAYS_KEPT, NEWEST_KEPT, BackupRounds, Backups
from kiosk.cli.main import main
from kiosk.errors import DiskError, Refused
from kiosk.keys import database_key
from kiosk.upkeep import restore
from tests.builders import SetClock, a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, sync
from tests.disk import NEEDS_ROOT, fill

ACTS = (["close-day"], ["prepare-update"], ["reset", "--yes"], ["enrol", "--practice", "--counter", "3", "--again"])


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_unsent_work_refuses_the_act_and_is_still_there(
    home: Path, act: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
    assert main(["--data-dir", str(home), *act]) == 1
    assert "1 việc và 1 tệp quét chưa gửi" in capsys.readouterr().err
    with a_counter(home) as counter:
        assert counter.dossier(accepted.code).id == accepted.id


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_unsent_work_may_go_into_a_package_first(city: City, home: Path, tmp_path: Path, act: list[str]) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        device = counter.identity.device_id
    package = tmp_path / "stick.motcua"
    assert main(["--data-dir", str(home), *act, "--export", str(package)]) == 0
    command = [sys.executable, "-m", "city_service.cli", "import", "--data", str(city.folder), str(package)]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    assert city.rows("SELECT code FROM dossier WHERE device_id = %s", device) == [{"code": accepted.code}]
    if act[0] == "reset":
        assert not is_enrolled(home)
        assert not list(home.glob("*counter.db*"))


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_with_everything_at_the_city_the_act_is_done(
    city: City, home: Path, act: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with a_counter(home, clock=SetClock() if act[0] != "close-day" else None) as counter:
        from kiosk.domain.clock import SystemClock

        counter.clock = SystemClock()
        counter.intake._clock = counter.clock
        accept(counter, cases(1, counter.clock.now().date()).birth())
        old = counter.identity.device_id
        sync(counter, city.url)
    assert main(["--data-dir", str(home), *act]) == 0
    said = capsys.readouterr().out
    match act[0]:
        case "close-day":
            assert json.loads(said)["received"] == 1
        case "prepare-update":
            assert Path(said.strip()).exists()
        case "enrol":
            with Counter(home) as counter:
                assert counter.identity.device_id != old
                assert counter.identity.counter == 3
                assert counter.store.dossiers.count() == 0
            assert list(home.glob("before-*-counter.db"))


def test_backups_are_made_after_changes_checked_and_rotated(home: Path, tmp_path: Path) -> None:
    day = SetClock()
    folder = tmp_path / "second disk"
    with a_counter(home, clock=day) as counter:
        backups = Backups(home, str(folder), database_key(home), day)
        rounds = BackupRounds(backups, counter.identity)
        made = []
        for n in range(20):
            accept(counter, cases(n).birth(), [page(n)])
            made.append(rounds.round(counter.store.log.head(), 0))
            assert rounds.round(counter.store.log.head(), 0) is None, "nothing changed, nothing to do"
            day.moment += timedelta(hours=9)
        assert all(made)
        kept = backups.all()
        assert kept[-1] == made[-1]
        assert len(kept) <= NEWEST_KEPT + DAYS_KEPT
        assert len({path.name[8:16] for path in kept}) == DAYS_KEPT
        assert backups.newest_head() == counter.store.log.head()
        assert not list(folder.glob("*.part*"))


def test_a_backup_opens_on_a_new_machine_with_the_key_the_city_unseals(city: City, home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth(), [page(1)])
        made = Backups(home, str(tmp_path / "usb"), database_key(home), counter.clock).make(counter.identity)
    assert b"applicant" not in made.read_bytes()
    command = [sys.executable, "-m", "city_service.cli", "unseal-key", "--data", str(city.folder)]
    done = subprocess.run([*command, str(made.parent / "key.sealed")], capture_output=True, text=True, timeout=60)
    fresh = tmp_path / "new machine"
    restore(fresh, made, bytes.fromhex(done.stdout.strip()))
    with a_counter(fresh) as counter:
        assert counter.dossier(accepted.code).id == accepted.id
        assert counter.store.read_scan(counter.store.dossiers.attachments(accepted.id)[0].attachment.sha256) == page(1)


def test_a_damaged_backup_is_refused_and_an_older_one_never_loses_unsent_work(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1)])
        made = Backups(home, str(tmp_path), database_key(home), counter.clock).make(counter.identity)
        accept(counter, cases(2).birth())
    with pytest.raises(Refused, match="would lose"):
        restore(home, made)
    raw = bytearray(made.read_bytes())
    raw[9000:9100] = bytes(100)
    made.write_bytes(raw)
    with pytest.raises(Refused):
        restore(home, made)
    with a_counter(home) as counter:
        assert counter.store.dossiers.count() == 2


@NEEDS_ROOT
def test_a_full_second_disk_is_said_and_leaves_no_half_backup(home: Path, small_disk: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1)])
        fill(small_disk)
        with pytest.raises(DiskError):
            Backups(home, str(small_disk / "backups"), database_key(home), counter.clock).make(counter.identity)
        accept(counter, cases(2).birth(), [page(2)])
        assert not list(small_disk.glob("backups/counter-*"))
