"""Reports to support and notices from the city: queued, exactly once, and without citizens' data."""

import json
from pathlib import Path

import pytest

from kiosk.doctor import Finding, examine
from kiosk.errors import Refused
from kiosk.incident import report_incident
from tests.builders import a_counter, accept, cases
from tests.city import running_city, sync
from tests.sync.test_keys import city_service


def test_a_report_reaches_support_once_and_carries_nobodys_data(open_folder: Path, home: Path, tmp_path: Path) -> None:
    scans = tmp_path / "nguyen-van-an"
    with running_city(open_folder) as city, a_counter(home) as counter:
        counter.change_settings(scan_folder=str(scans))
        row = counter.dossier(accept(counter, cases(3).birth()).code)
        with pytest.raises(Refused) as refused:
            report_incident(counter, "  ", [], "canbo1")
        assert refused.value.key == "incident_needs_words"
        findings = examine(home, city.url)
        event = report_incident(counter, "Máy in kẹt giấy từ sáng", findings, "canbo1")
        sent = json.dumps(event.payload, ensure_ascii=False)
        acceptance = json.dumps(counter.store.dossiers.acceptance(row.id).payload["applicant"], ensure_ascii=False)
        for private in (*json.loads(acceptance).values(), "nguyen-van-an", str(home)):
            assert not private or private not in sent
        assert "doctor_scanner_gone" in sent, "what is wrong is said all the same"
        for _ in range(2):
            sync(counter, city.url)
        lines = city_service(city, "incidents").splitlines()
        assert len(lines) == 1
        told = json.loads(lines[0])
        assert (told["text"], told["counter"]) == ("Máy in kẹt giấy từ sáng", 2)
        assert told["diagnostics"]["dossiers"] == 1
        assert city_service(city, "incidents", "--unit", "99999") == ""
        counter.store.check()


def test_a_notice_of_the_city_is_read_out_once_at_each_counter(open_folder: Path, tmp_path: Path) -> None:
    one, two = a_counter(tmp_path / "one", number=1), a_counter(tmp_path / "two", number=2)
    with running_city(open_folder) as city, one, two:
        for counter in (one, two):
            accept(counter)
            sync(counter, city.url)
        assert json.loads(city_service(city, "notice", "Chiều nay nghỉ từ 16 giờ")) == {"units": ["00565"]}
        for counter in (one, two):
            for _ in range(2):
                sync(counter, city.url)
            (notice,) = counter.store.notices.unread()
            assert notice.params["text"] == "Chiều nay nghỉ từ 16 giờ"
            counter.store.read_notice(notice.id)
            assert counter.store.notices.unread() == []


def test_the_doctor_speaks_both_languages_and_says_a_cure_for_all_that_is_not_well(home: Path) -> None:
    with a_counter(home) as counter:
        counter.change_settings(scan_folder="/khong/co", printer="may-in-cu")
    findings = examine(home, "http://127.0.0.1:9")
    for finding in findings:
        for language in ("vi", "en"):
            words = finding.words(language)
            assert words["subject"] and words["says"]
            assert finding.good or words["fix"], finding
    bad = {finding.subject for finding in findings if not finding.good}
    assert {"doctor_scanner", "doctor_city"} <= bad


def test_a_device_that_is_nobodys_is_told_how_to_become_one(tmp_path: Path) -> None:
    found = {finding.subject: finding for finding in examine(tmp_path / "none", "")}
    assert found["doctor_enrolled"] == Finding("doctor_enrolled", False, "doctor_enrolled_bad", "doctor_enrolled_fix")


def test_the_doctor_does_not_keep_others_from_writing_over_a_long_log(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_counter(home) as counter:
        accept(counter)
    monkeypatch.setattr("kiosk.doctor.CHECKED_WHOLE", 0)
    monkeypatch.setattr("offline_store.store.Store.check", _never)
    found = {finding.subject: finding for finding in examine(home, "")}
    assert "kiosk log check" in str(found["doctor_log"].words()["says"])


def _never(_: object) -> None:
    raise AssertionError("the whole check rebuilds every row")
