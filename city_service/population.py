"""The national population database (CSDL quốc gia về dân cư, Luật Căn cước 26/2023/QH15) as a port: who a personal number is.

Adapters: HTTP, and the practice data set of generated persons, which needs nothing outside.
"""

import threading
import time
from datetime import date
from random import Random
from typing import Protocol

import requests
from pydantic import ValidationError

from kiosk.domain.text import fold
from kiosk.practice.persons import practice_person
from kiosk.wire.models import Citizen

CONNECT_SECONDS, READ_SECONDS = 2.0, 4.0
REST_SECONDS = 30.0
"""After it did not answer it is left alone for so long: counters are told at once, and no request of theirs waits."""
AT_ONCE = 4
"""Look-ups under way in one worker; the others are told to come again. Dossiers keep the rest of the threads."""
PRACTICE = "practice"
PRACTICE_PERSONS = 200


class PopulationAway(Exception):
    """It does not answer now, or not as it should. `retry_after` is in seconds."""

    def __init__(self, why: str, retry_after: float = REST_SECONDS) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Population(Protocol):
    def look_up(self, personal_id: str, purpose: str, unit_code: str, username: str) -> Citizen | None:
        """Who that is; None when there is no such person. Who asks and what for goes along. Raises PopulationAway."""
        ...


def population_of(address: str) -> Population | None:
    """`https://user:password@…` of a service that answers JSON, `practice`, or '' for none. Raises ValueError."""
    if not address:
        return None
    if address == PRACTICE:
        return PracticePopulation()
    if address.startswith(("https://", "http://")):
        return HttpPopulation(address)
    raise ValueError("CITY_POPULATION is an address with https://, or the word practice")


class HttpPopulation:
    """POST {"personal_id", "purpose", "unit_code", "requested_by"}: 200 with a `Citizen` as JSON, or 404.

    The number goes in the body, so that it is in no log of addresses on the way. User and password of the address are sent
    as Basic (RFC 7617).
    """

    def __init__(self, address: str, rest_seconds: float = REST_SECONDS) -> None:
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._rest_seconds = rest_seconds
        self._rests_until = 0.0

    def look_up(self, personal_id: str, purpose: str, unit_code: str, username: str) -> Citizen | None:
        left = self._rests_until - time.monotonic()
        if left > 0:
            raise PopulationAway("it did not answer a moment ago", left)
        if not self._places.acquire(blocking=False):
            raise PopulationAway("as many look-ups as may be are under way", 1)
        try:
            return self._ask(
                {"personal_id": personal_id, "purpose": purpose, "unit_code": unit_code, "requested_by": username}
            )
        except PopulationAway:
            self._rests_until = time.monotonic() + self._rest_seconds
            raise
        finally:
            self._places.release()

    def _ask(self, question: dict[str, str]) -> Citizen | None:
        try:
            answer = self._session.post(
                self._address, json=question, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=False
            )
        except requests.RequestException as error:
            raise PopulationAway(type(error).__name__, self._rest_seconds) from error
        if answer.status_code == 404:
            return None
        if answer.status_code != 200:
            raise PopulationAway(f"HTTP {answer.status_code}", self._rest_seconds)
        try:
            citizen = Citizen.model_validate_json(answer.content)
        except ValidationError as error:
            raise PopulationAway("an answer that is not understood", self._rest_seconds) from error
        if citizen.personal_id != question["personal_id"]:
            raise PopulationAway("an answer about somebody else", self._rest_seconds)
        return citizen


class PracticePopulation:
    """Two hundred generated persons, the same in every practice city. `city-service practice-citizens` lists them."""

    def __init__(self) -> None:
        self._persons = {citizen.personal_id: citizen for citizen in practice_citizens()}

    def look_up(self, personal_id: str, purpose: str, unit_code: str, username: str) -> Citizen | None:
        return self._persons.get(personal_id)


def practice_citizens() -> list[Citizen]:
    """Numbers are valid in form and never issued (kiosk.practice.persons); of every tenth only the birth year is known."""
    random = Random("practice population")
    persons = {}
    for n in range(PRACTICE_PERSONS):
        person = practice_person(random, age=(1, 90), today=date(2026, 11, 1))
        born = person.birth_date.isoformat()
        persons[person.personal_id] = Citizen(
            personal_id=person.personal_id,
            name=person.name,
            birth_date=born[:4] if n % 10 == 9 else born,
            sex="Nam" if person.sex == "Nam" else "Nữ",
            ethnicity=random.choice(("Kinh", "Kinh", "Kinh", "Kinh", "Mường", "Tày", "Dao")),
            nationality="Việt Nam",
            address=person.address,
        )
    return sorted(persons.values(), key=lambda citizen: fold(citizen.name))
