"""Looking persons up: the practice data set, a population service over HTTP, who may, what is on record, what its absence does."""

import base64
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from city_service.look_ups import AN_HOUR
from city_service.population import PopulationAway, PracticePopulation, population_of, practice_citizens
from kiosk.app import Counter
from kiosk.citizens import facts_of
from kiosk.errors import CityRefusal
from kiosk.sync.client import CityBusy, CityClient
from kiosk.sync.enrolment import enrol_with_city
from tests.builders import a_counter, a_day_of_its_own, a_kiosk, accept, cases, the_catalogue
from tests.city import City, sync
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service
from tests.city_service.test_operating import operated

BIRTH = "1.001193"
SOMEBODY = practice_citizens()[0]


class PopulationService:
    """A population service on the loopback: it knows whom the practice data set knows. `answer` is what it says instead."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.authorization: list[str] = []
        self.answer: tuple[int, bytes] | None = None
        self.held = threading.Event()
        self.held.set()
        self.address = ""


@contextmanager
def population_service() -> Iterator[PopulationService]:
    service, known = PopulationService(), PracticePopulation()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append(asked)
            service.authorization.append(self.headers.get("Authorization", ""))
            service.held.wait(20)
            citizen = known.look_up(asked["personal_id"], asked["purpose"], asked["unit_code"], asked["requested_by"])
            status, body = service.answer or (
                (200, citizen.model_dump_json().encode()) if citizen is not None else (404, b"{}")
            )
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    service.address = f"http://thanhpho:mat-khau@127.0.0.1:{server.server_port}/tra-cuu"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        service.held.set()
        server.shutdown()
        thread.join()
        server.server_close()


def client_of(counter: Counter, city: City) -> CityClient:
    client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
    client.greet()
    return client


def on_record(city: City, person: str) -> list[dict[str, str]]:
    lines = city_service(city, "look-ups", "--person", person).splitlines()
    return [json.loads(line) for line in lines]


def test_the_practice_data_set_is_the_same_everywhere_and_its_numbers_are_valid_and_unissued(city: City) -> None:
    rows = city_service(city, "practice-citizens").splitlines()
    assert rows[0].startswith("personal_id,name,birth_date,sex") and len(rows) == 1 + len(practice_citizens())
    for citizen in practice_citizens():
        assert citizen.personal_id.startswith("000")
        facts = facts_of(citizen)
        assert facts is not None and facts.birth.year == int(citizen.birth_date[:4])


def test_a_counter_is_told_who_a_number_is_and_the_asking_stays_on_record(city: City, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter") as counter:
        client = client_of(counter, city)
        citizen = client.citizen(SOMEBODY.personal_id, BIRTH, "canbo1")
        assert citizen == SOMEBODY
        assert client.citizen("000000000000", BIRTH, "canbo1") is None
        newest = on_record(city, SOMEBODY.personal_id)[0]
        assert (newest["username"], newest["purpose"], newest["outcome"]) == ("canbo1", BIRTH, "found")
        assert on_record(city, "000000000000")[0]["outcome"] == "unknown"
    page = OfficeVisitor(city, "phutrach1").get(f"/office/look-ups?person={SOMEBODY.personal_id}").text
    assert "canbo1" in page and the_catalogue().procedures[BIRTH].name in page
    assert SOMEBODY.personal_id not in page.replace(f'value="{SOMEBODY.personal_id}"', ""), "shown in part"
    assert SOMEBODY.name not in page


def test_who_does_not_work_at_the_counter_is_refused_and_that_is_on_record(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    with a_counter(tmp_path / "counter", clock=clock) as counter, a_kiosk(tmp_path / "kiosk", clock=clock) as kiosk:
        client = client_of(counter, city)
        person = practice_citizens()[1].personal_id
        for who in ("vanphong1", "quantri", "nobody"):
            with pytest.raises(CityRefusal):
                client.citizen(person, BIRTH, who)
        with pytest.raises(CityRefusal):
            client_of(kiosk, city).citizen(person, BIRTH, "canbo1")
        assert [r["outcome"] for r in on_record(city, person)] == ["refused"] * 4
        for purpose in ("", "curiosity"):
            with pytest.raises(CityRefusal):
                client.citizen(person, purpose, "canbo1")
        code = city_service(city, "enrolment-code", "--unit", "00118", "--counter", "4", "--practice").strip()
        enrol_with_city(tmp_path / "elsewhere", city.url, code)
        with Counter(tmp_path / "elsewhere", catalogue=the_catalogue()) as elsewhere, pytest.raises(CityRefusal):
            client_of(elsewhere, city).citizen(person, BIRTH, "phutrach1")


@pytest.fixture(scope="module")
def connected() -> Iterator[tuple[City, PopulationService]]:
    """A city whose population database is a service of its own."""
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-population-"))
    folder.chmod(0o755)
    try:
        with population_service() as service, operated(folder, workers=1, CITY_POPULATION=service.address) as (city, _):
            yield city, service
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_service_hears_who_asks_and_what_for_once_and_every_asking_is_on_record(
    connected: tuple[City, PopulationService], tmp_path: Path
) -> None:
    city, service = connected
    person = practice_citizens()[2]
    with a_counter(tmp_path / "counter") as counter:
        client = client_of(counter, city)
        assert client.citizen(person.personal_id, BIRTH, "canbo1") == person
        assert client.citizen(person.personal_id, BIRTH, "canbo1") == person
    asked = [a for a in service.asked if a["personal_id"] == person.personal_id]
    assert asked == [
        {"personal_id": person.personal_id, "purpose": BIRTH, "unit_code": "00565", "requested_by": "canbo1"}
    ]
    assert base64.b64decode(service.authorization[-1].removeprefix("Basic ")) == b"thanhpho:mat-khau"
    assert len(on_record(city, person.personal_id)) == 2


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html>sign in to the guest network</html>"),
        (200, SOMEBODY.model_dump_json().encode()),
        (500, b""),
        (302, b""),
    ],
    ids=["a captive portal", "somebody else", "an error", "a redirect"],
)
def test_what_is_no_answer_is_not_now(answer: tuple[int, bytes]) -> None:
    with population_service() as service:
        service.answer = answer
        population = population_of(service.address)
        assert population is not None
        other = practice_citizens()[3].personal_id
        with pytest.raises(PopulationAway) as caught:
            population.look_up(other, BIRTH, "00565", "canbo1")
        service.answer = None
        with pytest.raises(PopulationAway):
            population.look_up(other, BIRTH, "00565", "canbo1")
        assert len(service.asked) == 1, "it is left alone for a while"
        assert caught.value.retry_after > 0


def test_a_population_service_that_hangs_holds_no_dossier_up(
    connected: tuple[City, PopulationService], tmp_path: Path
) -> None:
    city, service = connected
    service.held.clear()
    with a_counter(tmp_path / "counter", number=3) as counter:
        headers = client_of(counter, city).authorisation()
        numbers = [c.personal_id for c in practice_citizens()[10:60]]
        answers: list[requests.Response] = []

        def ask(number: str) -> None:
            address = f"{city.url}/v1/citizens/{number}?purpose={BIRTH}&account=canbo1"
            answers.append(requests.get(address, headers=headers, timeout=30))

        threads = [threading.Thread(target=ask, args=(number,)) for number in numbers]
        for thread in threads:
            thread.start()
        accept(counter, cases(2).birth())
        report = sync(counter, city.url)
        assert report.drained
        assert any(thread.is_alive() for thread in threads), "the dossier did not wait for the look-ups"
        service.held.set()
        for thread in threads:
            thread.join()
    assert {a.status_code for a in answers} <= {200, 503} and any(a.status_code == 503 for a in answers)
    assert all(int(a.headers["Retry-After"]) > 0 for a in answers if a.status_code == 503)


def test_nobody_walks_through_the_numbers(city: City, tmp_path: Path) -> None:
    table = tmp_path / "accounts.csv"
    table.write_text("unit,username,name,role\n00565,to.mo1,Lê Văn Bảy,clerk\n")
    city_service(city, "accounts-import", str(table))
    with a_counter(tmp_path / "counter", number=4) as counter:
        client = client_of(counter, city)
        for n in range(AN_HOUR):
            client.citizen(f"000199{n:06}", BIRTH, "to.mo1")
        with pytest.raises(CityBusy) as caught:
            client.citizen(SOMEBODY.personal_id, BIRTH, "to.mo1")
        assert 3000 < caught.value.retry_after <= 3600
        assert client.citizen(SOMEBODY.personal_id, BIRTH, "canbo1") == SOMEBODY, "others go on"
