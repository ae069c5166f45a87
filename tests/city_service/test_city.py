"""The city by itself: enrolment, tokens, the back office, the status page, its command line."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import requests

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.clock import SystemClock
from kiosk.errors import Refused
from kiosk.practice.identity import PASSWORD
from kiosk.sync.enrolment import enrol_with_city
from tests.builders import a_counter, a_day_of_its_own, accept, cases, the_catalogue
from tests.city import City, engine_of, sync
from tests.kiosk.test_command_line import file_of
from ui.demo.practice import practice_city


def city_service(city: City, *words: str, env: Mapping[str, str] | None = None) -> str:
    command = [sys.executable, "-m", "city_service.cli", words[0], "--data", str(city.folder), *words[1:]]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, env=os.environ | dict(env or {})
    ).stdout


def test_a_real_enrolment_by_one_time_code(city: City, tmp_path: Path) -> None:
    code = city_service(city, "enrolment-code", "--unit", "00562", "--counter", "7", "--practice").strip()
    identity = enrol_with_city(tmp_path / "a", city.url, code)
    assert (identity.unit_name, identity.counter) == ("Xã Thuận An", 7)
    with pytest.raises(Refused, match="already used"):
        enrol_with_city(tmp_path / "b", city.url, code)
    with pytest.raises(Refused, match="unknown"):
        enrol_with_city(tmp_path / "c", city.url, "AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(Refused, match="already enrolled"):
        enrol_with_city(tmp_path / "a", city.url, code)
    with Counter(tmp_path / "a", catalogue=the_catalogue()) as counter:
        assert counter.sign_in("canbo1", PASSWORD).role == "clerk"
        accepted = accept(counter, cases(1).birth())
        assert accepted.code.startswith("000.0")
        assert sync(counter, city.url).drained
        assert city.dossiers_of(counter)[0]["receiving_unit"] == "00562"
        page = requests.get(counter.qr_text(counter.store.log.of_dossier(accepted.id)[0]), timeout=10)
        assert "Giấy hẹn thật" in page.text


def test_status_is_json_as_agreed(city: City, home: Path) -> None:
    with a_counter(home, number=8) as counter:
        accept(counter, cases(1).birth())
        sync(counter, city.url)
        status = json.loads(city_service(city, "status", "--json"))
        assert {"device_id": counter.identity.device_id, "acknowledged": 1} in status["devices"]
        assert set(status) == {"devices", "dossiers", "attachments_complete", "attachments_partial"}


def test_the_back_office_moves_dossiers_on_from_the_command_line(city: City, home: Path) -> None:
    with a_counter(home, number=9, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth())
        sync(counter, city.url)
        moved = json.loads(city_service(city, "take-up", accepted.code))
        assert moved["state"] == 4
        moved = json.loads(city_service(city, "refuse", accepted.code, "--reason", "không đúng thẩm quyền"))
        assert moved["state_label"] == "Dừng xử lý"
        sync(counter, city.url)
        assert counter.dossier(accepted.code).state == 8


def test_the_back_office_refuses_what_makes_no_sense(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).birth())
        sync(counter, city.url)
    assert city.office("000.19.35.H26-200101-9999", "done").status_code == 404
    assert city.office(accepted.code, "supplement").status_code == 422
    assert city.office(accepted.code, "dance").status_code == 422
    assert city.office(accepted.code, "done").ok
    refused = city.office(accepted.code, "take-up")
    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    bare = requests.post(f"{city.url}/v1/office/dossiers/{accepted.code}/done", json={}, timeout=10)
    assert bare.status_code == 401


def test_the_status_page_tells_plainly_and_nobody_else_anything(city: City, home: Path) -> None:
    with a_counter(home, public_url=city.url, clock=a_day_of_its_own()) as counter:
        case = cases(3).birth()
        accepted = accept(counter, case)
        address = counter.qr_text(counter.store.log.of_dossier(accepted.id)[0])
        before = requests.get(address, timeout=10)
        assert before.status_code == 200
        assert "chưa" not in before.headers.get("Set-Cookie", "")
        assert "Giấy hẹn thật" in before.text
        sync(counter, city.url)
        city.office(accepted.code, "done")
        after = requests.get(address, timeout=10)
        assert "Đã có kết quả" in after.text
        assert case.applicant.name not in after.text
        assert case.applicant.personal_id not in after.text
        assert len(after.content) < 100_000
        assert "http" not in after.text.replace("http-equiv", "")
        # Without the signed part an existing code and a made-up one get the same answer.
        known, made_up = (
            requests.get(f"{city.url}/r/{c}", timeout=10) for c in (accepted.code, "000.19.35.H26-261125-2999")
        )
        assert known.status_code == made_up.status_code == 404
        assert known.text == made_up.text
        forged = requests.get(address[:-6] + "AAAAAA", timeout=10)
        assert forged.status_code == 404
        assert "Đã có kết quả" not in forged.text


def test_of_two_dossiers_with_one_code_a_receipt_opens_its_own(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    with (
        a_counter(tmp_path / "one", number=6, public_url=city.url, clock=clock) as one,
        a_counter(tmp_path / "copy", number=6, public_url=city.url, clock=clock) as copy,
    ):
        first = accept(one, cases(3).birth())
        clock.forward(minutes=3)
        second = accept(copy, cases(4).death())
        assert first.code == second.code, "two machines of one counter number"
        sync(one, city.url)
        opened = requests.get(copy.qr_text(copy.store.log.of_dossier(second.id)[0]), timeout=10).text
        assert "Đăng ký khai sinh" not in opened, "its own has not arrived"
        sync(copy, city.url)
        for counter, accepted, procedure in ((one, first, "Đăng ký khai sinh"), (copy, second, "Đăng ký khai tử")):
            opened = requests.get(counter.qr_text(counter.store.log.of_dossier(accepted.id)[0]), timeout=10).text
            assert "Giấy hẹn thật" in opened and procedure in opened


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/events"),
        ("POST", "/v1/attachments/missing"),
        ("GET", "/v1/feed"),
        ("POST", "/v1/uploads"),
        ("PATCH", "/v1/uploads/00000000000000000000000000000000"),
        ("GET", "/v1/office/dossiers"),
    ],
)
def test_nothing_is_open_without_a_token(city: City, method: str, path: str) -> None:
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Upload-Length": "3",
        "Content-Type": "application/offset+octet-stream",
    }
    for authorization in ("", "Bearer x", "Basic eDp5"):
        answer = requests.request(
            method, city.url + path, headers=headers | {"Authorization": authorization}, data=b"{}", timeout=10
        )
        assert answer.status_code == 401, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_bodies_that_lie_about_themselves_are_refused(city: City) -> None:
    import zstandard

    bomb = zstandard.ZstdCompressor().compress(bytes(64 * 1024 * 1024))
    for encoding, body, status in (
        ("zstd", bomb, 413),
        ("zstd", b"junk", 400),
        ("br", b"x", 415),
        ("gzip", b"junk", 400),
    ):
        answer = requests.post(
            f"{city.url}/v1/events",
            data=body,
            headers={"Content-Encoding": encoding, "Content-Type": "application/json"},
            timeout=10,
        )
        assert answer.status_code == status


def test_openapi_is_served_and_names_the_wire(city: City) -> None:
    paths = requests.get(f"{city.url}/openapi.json", timeout=10).json()["paths"]
    assert {
        "/v1/enrolments",
        "/v1/token",
        "/v1/events",
        "/v1/attachments/missing",
        "/v1/feed",
        "/v1/health",
        "/r/{code}",
    } <= set(paths)


def test_practice_and_real_devices_do_not_mix(tmp_path: Path) -> None:
    home = tmp_path / "x"
    counter_app.enrol_practice(home)
    with pytest.raises(Refused):
        counter_app.enrol_practice(home)


def test_a_city_of_its_own_enrols_devices_that_are_not_practice(tmp_path: Path) -> None:
    """No practice anywhere: keys of its own, no published account, receipts that the practice key does not prove."""
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-real-"))
    folder.chmod(0o755)
    try:
        with practice_city(folder, practice=False) as url:
            command = [sys.executable, "-m", "city_service.cli", "enrolment-code", "--data", str(folder)]
            command += ["--unit", "00004", "--counter", "1", "--agency", "000.01.01.H26"]
            code = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
            environment = os.environ | {
                "KIOSK_DATA_DIR": str(tmp_path / "k"),
                "KIOSK_PASSPHRASE": "một câu dài của quầy",
            }
            kiosk = [sys.executable, "-m", "kiosk"]
            enrolled = subprocess.run(
                [*kiosk, "enrol", "--code", code, "--city", url],
                capture_output=True,
                text=True,
                check=True,
                env=environment,
            )
            assert json.loads(enrolled.stdout)["practice"] is False
            assert "kiosk accounts add" in enrolled.stderr
            environment |= {"KIOSK_NEW_PASSWORD": "mat-khau-1", "KIOSK_USER": "lan", "KIOSK_PASSWORD": "mat-khau-1"}
            subprocess.run([*kiosk, "accounts", "add", "lan"], check=True, env=environment)
            entry = file_of(tmp_path, cases(1, SystemClock().now().date()).birth())
            done = subprocess.run(
                [*kiosk, "submit", str(entry)], capture_output=True, text=True, check=True, env=environment
            )
            dossier = json.loads(done.stdout)
            assert dossier["code"].startswith("000.01.01.H26-")
            subprocess.run([*kiosk, "sync", "--once", "--city", url], check=True, env=environment)
            receipt = tmp_path / "r.pdf"
            subprocess.run([*kiosk, "receipt", dossier["code"], "--out", str(receipt)], check=True, env=environment)
            assert subprocess.run([*kiosk, "verify", str(receipt)], check=False, env=environment).returncode == 0
            stranger = environment | {"KIOSK_DATA_DIR": str(tmp_path / "nobody")}
            assert subprocess.run([*kiosk, "verify", str(receipt)], check=False, env=stranger).returncode == 4
            # A practice device is nobody here.
            home = tmp_path / "practice"
            with a_counter(home) as counter:
                accept(counter, cases(1).birth())
                assert sync(counter, url).error == "city_refuses_device"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_phone_reads_what_a_procedure_needs(city: City) -> None:
    page = requests.get(f"{city.url}/p/1.001193", timeout=10)
    assert page.status_code == 200
    assert "Giấy chứng sinh" in page.text
    assert "<script" not in page.text
    assert requests.get(f"{city.url}/p/9.999999", timeout=10).status_code == 404


def test_an_event_with_a_nul_in_it_is_kept_as_it_came_and_said_to_be_not_understood(city: City, home: Path) -> None:
    with a_counter(home, number=4, clock=a_day_of_its_own()) as counter:
        accepted = accept(counter, cases(1).death())
        counter.store.record(accepted.id, "dossier.noted", {"note": "trước\x00sau"}, "canbo1", counter.clock.now())
        accept(counter, cases(2).death())
        assert sync(counter, city.url).drained
        assert city.events_of(counter) == [1, 2, 3]
        client = engine_of(counter, city.url)._client
        client.greet()
        page = client.own_events(1, 1)
        assert page.events[0].event().is_intact() and page.events[0].payload["note"] == "trước\x00sau"
