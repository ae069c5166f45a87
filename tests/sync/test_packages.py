"""The line is down for days: the work goes to the city on a stick, once, whoever carries it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.crypto import SigningKey
from kiosk.errors import DiskError, LineError, Refused
from kiosk.packages import export_unsent
from kiosk.sealing import PackageRefused, open_package, read_head
from kiosk.sync.carrying import carry
from kiosk.sync.client import CityClient
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City, sync
from tests.disk import NEEDS_ROOT, fill


def test_a_package_carried_by_another_counter_arrives_once_and_the_line_has_nothing_left(
    city: City, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = a_day_of_its_own()
    stick = tmp_path / "stick" / "quay4.motcua"
    stick.parent.mkdir()
    with a_counter(home, number=4, clock=day) as counter:
        sent = accept(counter, cases(1).birth(), [page(1)])
        sync(counter, city.url)
        waiting = [accept(counter, cases(n).birth(), [page(n), page(n + 30)]) for n in range(2, 6)]
        exported = export_unsent(counter, stick)
        assert (exported.events, exported.attachments) == (4, 8)
        # Nothing of a citizen can be read on the stick.
        raw = stick.read_bytes()
        assert b"applicant" not in raw
        assert page(2)[:200] not in raw
    with a_counter(tmp_path / "other", number=5, clock=day):
        pass
    command = ["--data-dir", str(tmp_path / "other"), "--city", city.url, "import", str(stick)]
    for fresh in (4, 4):  # carried twice: the second time changes nothing
        assert main(command) == 0
        said = json.loads(capsys.readouterr().out)
        assert (said["events"], said["fresh_events"], said["problem"]) == (4, fresh, "")
    with a_counter(home, number=4, clock=day) as counter:
        assert {d["code"] for d in city.dossiers_of(counter)} == {sent.code, *(a.code for a in waiting)}
        for row in counter.store.dossiers.newest():
            for paper in counter.store.dossiers.attachments(row.id):
                assert city.attachment(paper.attachment.sha256) == counter.store.read_scan(paper.attachment.sha256)
        report = sync(counter, city.url)
        assert report.drained
        assert city.events_of(counter) == [1, 2, 3, 4, 5]
        assert all(row.sync == "complete" for row in counter.store.dossiers.newest())
        assert report.sent_bytes < 8000, "the scans did not go a second time"
        with pytest.raises(Refused, match="nothing"):
            export_unsent(counter, stick.with_name("more"))


def test_the_city_itself_takes_a_package_in(city: City, home: Path, tmp_path: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        for n in range(3):
            accept(counter, cases(n).birth(), [page(n + 40)])
        export_unsent(counter, tmp_path / "package")
        command = [sys.executable, "-m", "city_service.cli", "import", "--data", str(city.folder)]
        done = subprocess.run([*command, str(tmp_path / "package")], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["fresh_events"] == 3
        assert len(city.dossiers_of(counter)) == 3
        assert sync(counter, city.url).drained


def test_a_package_that_was_changed_cut_short_or_made_elsewhere_is_refused(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1)])
        package = tmp_path / "package"
        export_unsent(counter, package)
        city_key = bytes.fromhex(counter.identity.city_key)
        good = package.read_bytes()
        assert read_head(package, city_key).device_id == counter.identity.device_id
        for n in range(0, len(good), max(len(good) // 60, 1)):
            package.write_bytes(good[:n] + bytes([good[n] ^ 1]) + good[n + 1 :])
            with pytest.raises(PackageRefused):
                read_head(package, city_key)
        for n in (0, 10, 400, len(good) // 2, len(good) - 1):
            package.write_bytes(good[:n])
            with pytest.raises(PackageRefused):
                read_head(package, city_key)
        package.write_bytes(good)
        with pytest.raises(PackageRefused):
            read_head(package, SigningKey.generate().public)
        with pytest.raises(PackageRefused):
            list(open_package(package, SigningKey.generate().secret()))


def test_carrying_goes_on_where_the_line_broke(city: City, home: Path, tmp_path: Path) -> None:
    day = a_day_of_its_own()
    package = tmp_path / "package"
    with a_counter(home, number=4, clock=day) as counter:
        for n in range(3):
            accept(counter, cases(n).birth(), [page(n + 1, 1400)])
        export_unsent(counter, package)
    assert package.stat().st_size > 600_000
    line = city.line()
    with a_counter(tmp_path / "other", number=5, clock=day) as other:
        client = CityClient(line.url, day, identity=other.identity, key=other.device_key)
        line.cut_after(500_000)
        with pytest.raises(LineError):
            carry(other, client, package)
        line.restore()
        before = line.relayed_bytes
        assert carry(other, client, package).fresh_events == 3
        assert line.relayed_bytes - before < package.stat().st_size
    line.cut()


@NEEDS_ROOT
def test_a_full_stick_is_said_and_leaves_no_half_package(home: Path, small_disk: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1, 900)])
        fill(small_disk, 8192)
        with pytest.raises(DiskError, match="full"):
            export_unsent(counter, small_disk / "package")
        assert [p.name for p in small_disk.iterdir()] == ["filler"]
        assert counter.store.outbox.backlog().events == 1
