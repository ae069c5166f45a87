"""Look-ups in the population database: only for a purpose, only by who works at the unit's counters, each on record.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: data is asked for a stated purpose, no more than it needs, and who asked stays known.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import TTLCache

from city_service.accounts import AT_THE_COUNTER
from city_service.audit import audit
from city_service.database import Pool
from city_service.devices import Device
from city_service.population import Population, PopulationAway
from city_service.problems import Problem
from kiosk.catalogue import Catalogue
from kiosk.practice.identity import USERNAME
from kiosk.wire.models import Citizen

LOOKED_UP = "citizen.looked_up"
AN_HOUR = 120
"""Look-ups of one account: a busy counter needs about a third of that, and nobody can walk through the numbers."""
CACHED_SECONDS, CACHED_PERSONS = 300.0, 500
NO_DATABASE_RETRY_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class LookUp:
    """One line of the record."""

    at: datetime
    username: str
    unit_code: str
    personal_id: str
    purpose: str
    outcome: str


class LookUps:
    """Answers are kept for five minutes, in memory only, for a clerk who goes back to the field."""

    def __init__(self, pool: Pool, population: Population | None, catalogue: Catalogue, *, practice: bool) -> None:
        self._pool = pool
        self._population = population
        self._catalogue = catalogue
        self._practice = practice
        self._kept = TTLCache[str, Citizen | None, float](CACHED_PERSONS, CACHED_SECONDS)
        self._lock = threading.Lock()

    def look_up(self, device: Device, username: str, personal_id: str, purpose: str) -> Citizen:
        """Raises Problem: 403 who may not, 404 no such person, 422 no purpose, 429 too many, 503 it cannot be asked now."""
        if purpose not in self._catalogue.procedures:
            raise Problem(422, "a purpose is needed", "the code of the procedure the person came for")
        if device.profile != "counter" or not self._works_there(device, username):
            self._record(device, username, personal_id, purpose, "refused")
            raise Problem(403, "not allowed", "only who signs in at the unit's counters looks persons up")
        if self._population is None:
            raise Problem(503, "no population database", headers={"Retry-After": str(NO_DATABASE_RETRY_SECONDS)})
        self._count(username)
        away: PopulationAway | None = None
        citizen: Citizen | None = None
        try:
            citizen = self._ask(self._population, personal_id, purpose, device.unit_code, username)
            outcome = "found" if citizen is not None else "unknown"
        except PopulationAway as caught:
            away, outcome = caught, "away"
        # Before the answer: what is not on record was not told.
        self._record(device, username, personal_id, purpose, outcome)
        if away is not None:
            wait = str(max(round(away.retry_after), 1))
            raise Problem(503, "the population database does not answer", headers={"Retry-After": wait}) from away
        if citizen is None:
            raise Problem(404, "unknown person")
        return citizen

    def _record(self, device: Device, username: str, personal_id: str, purpose: str, outcome: str) -> None:
        about = {"purpose": purpose, "outcome": outcome, "unit": device.unit_code, "device": device.id}
        with self._pool.connection() as connection:
            audit(connection, username, LOOKED_UP, personal_id, **about)

    def _works_there(self, device: Device, username: str) -> bool:
        with self._pool.connection() as connection:
            row = connection.execute(
                "SELECT unit_code, role, active FROM account WHERE username = %s", (username,)
            ).fetchone()
        if row is None:
            return False
        if self._practice and username == USERNAME:
            return True  # the published account is everybody's
        return row["active"] and row["unit_code"] == device.unit_code and row["role"] in AT_THE_COUNTER

    def _count(self, username: str) -> None:
        """In the database, so that it holds over all workers."""
        with self._pool.connection() as connection:
            row = connection.execute(
                """SELECT count(*) AS so_many, min(at) + interval '1 hour' - now() AS wait FROM office_audit
                   WHERE username = %s AND act = %s AND at > now() - interval '1 hour'""",
                (username, LOOKED_UP),
            ).fetchone()
        assert row is not None
        if row["so_many"] >= AN_HOUR:
            wait: timedelta = row["wait"]
            raise Problem(
                429,
                "too many look-ups within the hour",
                headers={"Retry-After": str(max(int(wait.total_seconds()), 1))},
            )

    def _ask(
        self, population: Population, personal_id: str, purpose: str, unit_code: str, username: str
    ) -> Citizen | None:
        with self._lock:
            if personal_id in self._kept:
                return self._kept[personal_id]
        citizen = population.look_up(personal_id, purpose, unit_code, username)
        with self._lock:
            self._kept[personal_id] = citizen
        return citizen


def read_look_ups(pool: Pool, unit_code: str, personal_id: str, limit: int) -> list[LookUp]:
    """The record, newest first: of a unit ('' for all), about a person ('' for all)."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT at, username, about, more FROM office_audit WHERE act = %(act)s
               AND (%(unit)s = '' OR more->>'unit' = %(unit)s) AND (%(person)s = '' OR about = %(person)s)
               ORDER BY id DESC LIMIT %(limit)s""",
            {"act": LOOKED_UP, "unit": unit_code, "person": personal_id, "limit": limit},
        ).fetchall()
    return [
        LookUp(r["at"], r["username"], r["more"]["unit"], r["about"], r["more"]["purpose"], r["more"]["outcome"])
        for r in rows
    ]
