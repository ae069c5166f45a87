"""Messages end to end: an act in the office, the queue in PostgreSQL, the worker, a real SMPP peer or an HTTP provider."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import requests
import smpp34
from psycopg.rows import dict_row

from city_service.database import open_pool
from city_service.sms.queue import SmsQueue, SmsSettings
from city_service.sms.texts import Said
from city_service.sms.worker import SmsWorker
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from tests.builders import SetClock, a_kiosk, accept, cases, register
from tests.builders import a_counter as a_counter_of
from tests.city import City, running_city, sync
from tests.city_service.office import OfficeVisitor
from tests.sms.smsc import Smsc, running_smsc
from tests.waiting import wait_for

ALWAYS = SmsSettings(quiet_from=time(0, 0), quiet_until=time(0, 0))


def a_counter(home: Path, **options: Any) -> Counter:
    """A counter of today: acceptances that reach the city a day late are told nobody."""
    return a_counter_of(home, clock=SetClock(datetime.now(HANOI).replace(microsecond=0)), **options)


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """A city that queues messages. Tests send them by workers of their own."""
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-sms-"))
    folder.chmod(0o755)
    os.environ["CITY_SMS"] = "smpp://nobody@127.0.0.1:1"
    os.environ["CITY_SMS_REPORT_TOKEN"] = "report-me"
    try:
        with running_city(folder) as started:
            yield started
    finally:
        del os.environ["CITY_SMS"], os.environ["CITY_SMS_REPORT_TOKEN"]
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def smsc() -> Iterator[Smsc]:
    with running_smsc() as peer:
        yield peer


@pytest.fixture(autouse=True)
def empty_queue(city: City) -> None:
    city.rows("DELETE FROM sms_message")
    city.rows("DELETE FROM procrastinate_jobs")
    city.rows("DELETE FROM sms_opt_out")
    city.rows("DELETE FROM sms_report")


def work_off(city: City, address: str, until: Callable[[], bool] = lambda: True) -> None:
    """A worker sends what is due, waits after a failure left out, and stays until it has heard what `until` wants."""
    city.rows("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    with open_pool(city.database_url) as pool, SmsWorker(pool, city.database_url, address, retry_seconds=1) as worker:
        worker.run(wait=False, concurrency=1)
        wait_for(until, "the reports")


def messages(city: City) -> list[dict[str, object]]:
    return city.rows("SELECT kind, phone, body, state, tries, problem FROM sms_message ORDER BY id")


def queued(city: City, phone: str, code: str = "000.19.35.H26-261125-2001", dossier: str = "d1") -> None:
    with psycopg.connect(city.database_url, row_factory=dict_row) as connection:
        SmsQueue(ALWAYS).tell(connection, "done", phone, dossier, "00565", Said("Xã Đặng Xá", code))


def phone_of(counter: Counter, dossier: str) -> str:
    applicant = counter.store.dossiers.acceptance(dossier).payload["applicant"]
    assert isinstance(applicant, dict)
    return str(applicant["phone"])


def test_what_happens_to_a_dossier_is_told_once_each(city: City, home: Path, smsc: Smsc) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases(1).birth())
        sync(counter, city.url)
        phone = phone_of(counter, accepted.id)
        office = OfficeVisitor(city)
        path = f"/office/dossiers/{accepted.id}"
        office.post(f"{path}/supplement", items="Giấy chứng sinh", reason="thiếu")
        sync(counter, city.url)
        counter.handling.take_supplement(counter.dossier(accepted.code), "canbo1")
        sync(counter, city.url)
        office.post(f"{path}/apologise", due_on="31/12/2030", reason="trễ")
        office.post(f"{path}/done")
    work_off(city, smsc.address, lambda: {m["state"] for m in messages(city)} == {"delivered"})
    work_off(city, smsc.address)
    assert [m["kind"] for m in messages(city)] == ["accepted", "supplement", "apologised", "done"]
    assert [to for to, _, _ in smsc.taken] == [f"84{phone[1:]}"] * 4
    assert smsc.texts[0].startswith("Mot Cua Xa Dang Xa: da tiep nhan ho so " + accepted.code)
    assert "31/12/2030" in smsc.texts[2]
    name = cases(1).birth().applicant.name
    assert not any(name in text for text in smsc.texts), "no name leaves by SMS"


def test_papers_asked_for_a_second_time_are_told_again(city: City, home: Path, smsc: Smsc) -> None:
    with a_counter(home, number=5) as counter:
        accepted = accept(counter, cases(4).birth())
        for paper in ("Giấy chứng sinh", "Bản sao hộ chiếu"):
            sync(counter, city.url)
            city.office(accepted.code, "supplement", items=[paper], reason="thiếu")
            sync(counter, city.url)
            counter.handling.take_supplement(counter.dossier(accepted.code), "canbo1")
    work_off(city, smsc.address)
    assert [m["kind"] for m in messages(city)] == ["accepted", "supplement", "supplement"]
    assert len(smsc.taken) == 3


def test_a_gateway_that_is_away_is_tried_again_and_nothing_is_sent_twice(city: City, smsc: Smsc) -> None:
    queued(city, "0912345678")
    work_off(city, "smpp://motcua@127.0.0.1:1")
    assert [(m["state"], m["tries"]) for m in messages(city)] == [("waiting", 1)]
    smsc.refuse.append(smpp34.ESME_RTHROTTLED)
    work_off(city, smsc.address)
    assert [(m["state"], m["tries"]) for m in messages(city)] == [("waiting", 2)]
    work_off(city, smsc.address)
    work_off(city, smsc.address)
    assert len(smsc.taken) == 1 and messages(city)[0]["tries"] == 3


def test_a_number_the_network_does_not_know_is_not_tried_again(city: City, smsc: Smsc) -> None:
    smsc.refuse.append(smpp34.ESME_RINVDSTADR)
    queued(city, "0912345678")
    work_off(city, smsc.address)
    assert [(m["state"], m["tries"]) for m in messages(city)] == [("refused", 1)]
    assert city.rows("SELECT count(*) AS n FROM procrastinate_jobs WHERE status = 'todo'")[0]["n"] == 0


def test_a_message_that_never_arrived_is_said_so(city: City, smsc: Smsc) -> None:
    smsc.receipt = "UNDELIV"
    queued(city, "0912345678")
    work_off(city, smsc.address, lambda: messages(city)[0]["state"] == "undelivered")
    assert messages(city)[0]["problem"] == "UNDELIV"


def test_who_writes_huy_gets_no_more(city: City, smsc: Smsc) -> None:
    smsc.receipt = ""
    queued(city, "0912345678")
    with open_pool(city.database_url) as pool:
        worker = SmsWorker(pool, city.database_url, smsc.address)
        worker._gateway.send("0987654321", "xin chao")
        smsc.reply("84912345678", "HUY")
        wait_for(lambda: bool(city.rows("SELECT 1 FROM sms_opt_out")), "the opt-out")
        worker._gateway.close()
    queued(city, "0912345678", dossier="d2")
    work_off(city, smsc.address)
    assert [m["state"] for m in messages(city)] == ["opted_out"]
    assert smsc.texts == ["xin chao"]


def test_a_long_text_with_diacritics_comes_whole(city: City, smsc: Smsc) -> None:
    smsc.receipt = ""
    text = "Một Cửa Xã Đặng Xá: đã tiếp nhận hồ sơ 000.19.35.H26-261125-2001. Hẹn trả 17:00 30/11/2026. " * 2
    with open_pool(city.database_url) as pool:
        worker = SmsWorker(pool, city.database_url, smsc.address)
        provider_ids = worker._gateway.send("0912345678", text)
        worker._gateway.close()
    assert len(provider_ids) == len(smsc.taken) > 1
    assert "".join(smsc.texts) == text


def test_a_worker_killed_between_two_messages_loses_none(city: City, smsc: Smsc) -> None:
    for number in range(6):
        queued(city, f"09123456{number:02}", dossier=f"d{number}")
    command = [sys.executable, "-m", "city_service.cli", "sms-worker", "--data", str(city.folder)]
    env = os.environ | {"CITY_SMS": smsc.address}
    first = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    city.rows("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    wait_for(lambda: len(smsc.taken) >= 2, "two messages", 60)
    first.kill()
    first.wait()
    # A worker is given up for lost once its heartbeat is old: here it is made old instead of waited for.
    city.rows("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    city.rows("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    subprocess.run([*command, "--once"], env=env, check=True, timeout=120, stderr=subprocess.DEVNULL)
    told = {to for to, _, _ in smsc.taken}
    assert told == {f"849123456{number:02}" for number in range(6)}
    assert not city.rows("SELECT 1 FROM sms_message WHERE state = 'waiting'")


def test_messages_of_the_night_wait_for_the_morning(city: City) -> None:
    night = SmsSettings(quiet_from=time(0, 0), quiet_until=time(23, 59, 59))
    with psycopg.connect(city.database_url, row_factory=dict_row) as connection:
        SmsQueue(night).tell(connection, "done", "0912345678", "d9", "00565", Said("Xã Đặng Xá", "x"))
    jobs = city.rows("SELECT scheduled_at FROM procrastinate_jobs")
    assert jobs[0]["scheduled_at"].astimezone(HANOI).time() == time(23, 59, 59)


class Provider(BaseHTTPRequestHandler):
    """An HTTP provider: says 503 as often as wanted, then an id."""

    taken: ClassVar[list[dict[str, str]]] = []
    failures = 0

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if Provider.failures:
            Provider.failures -= 1
            self.send_error(503)
            return
        Provider.taken.append(body)
        answer = json.dumps({"id": f"h{len(Provider.taken)}"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        return


def test_an_http_provider_is_as_good(city: City) -> None:
    Provider.taken, Provider.failures = [], 1
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/send"
        queued(city, "0912345678")
        work_off(city, address)
        assert messages(city)[0]["state"] == "waiting"
        work_off(city, address)
    finally:
        server.shutdown()
    assert [sent["to"] for sent in Provider.taken] == ["84912345678"]
    assert messages(city)[0]["state"] == "sent"


def test_a_citizen_at_self_service_has_the_number_on_the_phone(city: City, tmp_path: Path, smsc: Smsc) -> None:
    with a_kiosk(tmp_path / "kiosk", number=6) as kiosk:
        registered = register(kiosk, cases(8).birth())
        phone = kiosk.self_service.phone_of(registered)
        kiosk.self_service.want_message(registered.id)
        kiosk.self_service.want_message(registered.id)
        sync(kiosk, city.url)
    work_off(city, smsc.address)
    assert [to for to, _, _ in smsc.taken] == [f"84{phone[1:]}"]
    assert f"so {registered.number} ({registered.code})" in smsc.texts[0]


def test_a_citizen_stops_messages_by_the_receipt(city: City, home: Path, smsc: Smsc) -> None:
    with a_counter(home, number=7, public_url=city.url) as counter:
        accepted = accept(counter, cases(6).birth())
        sync(counter, city.url)
        address = counter.qr_text(counter.store.log.of_dossier(accepted.id)[0])
    page = requests.get(address, timeout=10).text
    assert "Không nhận tin nhắn nữa" in page
    proof = parse_qs(urlsplit(address).query)["t"][0]
    forged = requests.post(f"{city.url}/r/{accepted.code}/no-messages", data={"t": proof[:-6] + "AAAAAA"}, timeout=10)
    assert forged.status_code == 404 and not city.rows("SELECT 1 FROM sms_opt_out")
    done = requests.post(f"{city.url}/r/{accepted.code}/no-messages", data={"t": proof}, timeout=10)
    assert "Sẽ không nhắn tin nữa" in done.text
    work_off(city, smsc.address)
    assert [m["state"] for m in messages(city)] == ["opted_out"] and smsc.taken == []
    page = OfficeVisitor(city, "phutrach1").get("/office/messages").text
    assert "người dân không nhận" in page and "****" in page


def test_a_report_of_a_stranger_is_not_taken(city: City) -> None:
    told = {"id": "h1", "delivered": True}
    assert requests.post(f"{city.url}/v1/sms/reports", json=told, timeout=10).status_code == 401
    token = {"Authorization": "Bearer report-me"}
    assert requests.post(f"{city.url}/v1/sms/reports", json=told, headers=token, timeout=10).status_code == 204
    assert city.rows("SELECT provider_id FROM sms_report") == [{"provider_id": "h1"}]


def test_old_acceptances_and_landlines_are_not_written_to(city: City, home: Path) -> None:
    days_ago = SetClock(datetime.now(HANOI).replace(microsecond=0) - timedelta(days=3))
    with a_counter_of(home, clock=days_ago) as counter:
        accept(counter, cases(2, days_ago.now().date()).birth())
        sync(counter, city.url)
        old = len(messages(city))
        days_ago.forward(days=3)
        accept(counter, cases(2, days_ago.now().date()).birth())
        sync(counter, city.url)
    fresh = len(messages(city))
    city.rows("DELETE FROM sms_message")
    with psycopg.connect(city.database_url, row_factory=dict_row) as connection:
        queue = SmsQueue(ALWAYS)
        queue.tell(connection, "done", "02438252525", "d1", "00565", Said("Xã Đặng Xá", "x"))
    assert (old, fresh) == (0, 1) and messages(city) == []
