"""A real city for tests: the service in its own process, its database looked into directly."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import requests
from psycopg.rows import dict_row

from city_service.database import embedded_url
from city_service.storage import DirectoryStorage
from kiosk.app import Counter
from kiosk.practice.line import CuttableLine
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.key_keeper import KeyKeeper
from kiosk.sync.ports import SyncReport
from ui.demo.practice import practice_city


@dataclass
class City:
    url: str
    folder: Path
    database_url: str

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        with psycopg.connect(self.database_url, row_factory=dict_row) as connection:
            cursor = connection.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

    def dossiers_of(self, counter: Counter) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM dossier WHERE device_id = %s ORDER BY code", counter.identity.device_id)

    def events_of(self, counter: Counter) -> list[int]:
        sql = "SELECT seq FROM device_event WHERE device_id = %s ORDER BY seq"
        return [row["seq"] for row in self.rows(sql, counter.identity.device_id)]

    def attachment(self, sha256: str) -> bytes | None:
        path = DirectoryStorage(self.folder / "attachments").path(sha256)
        return path.read_bytes() if path.exists() else None

    def office(self, code: str, act: str, **body: object) -> requests.Response:
        token = (self.folder / "office-token").read_text().strip()
        return requests.post(
            f"{self.url}/v1/office/dossiers/{code}/{act}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        )

    def line(self) -> CuttableLine:
        parts = urlsplit(self.url)
        return CuttableLine((str(parts.hostname), int(parts.port or 0)))


@contextmanager
def running_city(folder: Path, *, practice: bool = True) -> Iterator[City]:
    with practice_city(folder, practice=practice) as url:
        yield City(url, folder, embedded_url(folder))


def engine_of(counter: Counter, url: str, **options: Any) -> SyncEngine:
    client = CityClient(url, counter.clock, identity=counter.identity, key=counter.device_key)
    options.setdefault("refresh_keys", KeyKeeper(counter.store, counter.clock).refresh)
    return SyncEngine(client, counter.store.outbox, counter.clock, **options)


def sync(counter: Counter, url: str) -> SyncReport:
    """One pass."""
    return engine_of(counter, url).run_pass()
