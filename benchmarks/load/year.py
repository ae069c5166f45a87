"""A year of a whole city in the database, and how long its pages take while it grows."""

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
import requests
from psycopg.types.json import Jsonb

from benchmarks.load.counters import acceptances, units
from benchmarks.load.storm import LoadedCity
from benchmarks.measure import percentile
from kiosk.app import Counter
from kiosk.domain.event import Json
from kiosk.practice.identity import PASSWORD, UNIT_CODE
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine

COMMUNES = 416
BYTES_A_DOSSIER = 6_000
"""Its event, rows, indexes and log on the disk, with room for the log that PostgreSQL writes meanwhile (measured: about 4 KB)."""
LOOKS, REPORT_LOOKS = 200, 10
REPORT = "report"
QUEUE_PAGES = {
    "queue, open by due date": "/office?view=open",
    "queue, all": "/office?view=all",
    "queue, a name searched": "/office?view=all&q=nguyen",
    "queue, a code searched": "/office?view=all&q={code}",
}
_INDEXES = """SELECT indexname, indexdef FROM pg_indexes i WHERE tablename = ANY(%s) AND schemaname = 'public'
              AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"""
_TABLES = ["device_event", "dossier", "dossier_attachment", "feed"]
_DEVICES = """
INSERT INTO device (id, unit_code, unit_name, agency, counter, practice, public_key, last_hash)
SELECT 'load-' || u || '-' || c, (%(units)s::text[])[u + 1], (%(names)s::text[])[u + 1],
       (%(agencies)s::text[])[u + 1], c, true, md5('load' || u || c) || md5('key' || u || c), repeat('0', 64)
FROM generate_series(0, %(communes)s - 1) u, generate_series(1, 3) c ON CONFLICT DO NOTHING"""
# A dossier's number g says all of it: commune, counter, day, whose, and how far it has come. Two in a hundred are still open.
_G = """SELECT g, g %% %(communes)s AS u, 1 + (g / %(communes)s) %% 3 AS c, (%(units)s::text[])[g %% %(communes)s + 1] AS unit,
        now() - (random() * 365) * interval '1 day' AS at, md5('dossier' || g) AS id,
        (%(agencies)s::text[])[g %% %(communes)s + 1] || '-26' || lpad((g %% 1200)::text, 4, '0') || '-' || g AS code,
        CASE WHEN g %% 50 = 0 THEN (ARRAY[2, 4, 4, 5, 9])[1 + (g / 50) %% 5] ELSE 10 END AS state,
        (ARRAY['Nguyễn Văn', 'Trần Thị', 'Lê Đức', 'Phạm Thu', 'Đỗ Hữu'])[1 + g %% 5] || ' ' || substr(md5(g::text), 1, 6) AS name,
        g %% %(kinds)s + 1 AS kind
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) g"""
_ROWS = {
    "device_event": f"""INSERT INTO device_event (device_id, seq, dossier_id, type, payload, actor, occurred_at, prev_hash, hash)
        SELECT 'load-' || u || '-' || c, g, id, 'dossier.accepted',
               (%(payloads)s::jsonb[])[kind] || jsonb_build_object('code', code), 'canbo1', at::text,
               md5('p' || g) || md5('q' || g), md5('h' || g) || md5('i' || g) FROM ({_G}) d""",
    "dossier": f"""INSERT INTO dossier (id, code, device_id, receiving_unit, resolving_unit, procedure, procedure_name,
            applicant_name, state, flagged, received_at, due_at, applicant_folded, subject, ended_at)
        SELECT id, code, 'load-' || u || '-' || c, unit, unit, (%(payloads)s::jsonb[])[kind] ->> 'procedure',
               (%(payloads)s::jsonb[])[kind] ->> 'procedure_name', name, state, false, at, at + interval '3 days',
               lower(name), md5('s' || g) || md5('t' || g),
               CASE WHEN state > 8 THEN at + random() * interval '4 days' END FROM ({_G}) d""",
    "dossier_attachment": f"""INSERT INTO dossier_attachment (dossier_id, position, document, file_name, sha256, size, media_type)
        SELECT id, 0, 'Giấy chứng sinh', 'quet.webp', md5('a' || g) || md5('b' || g), 75000, 'image/webp' FROM ({_G}) d""",
    "feed": f"""INSERT INTO feed (unit_code, cursor, type, dossier_id, occurred_at, payload)
        SELECT unit, g, 'dossier.done', id, at, '{{"actor": "vanphong1"}}' FROM ({_G}) d WHERE state > 8""",
}


@dataclass(frozen=True, slots=True)
class Growth:
    """How the pages are at so many dossiers: p95 in seconds by page; the size of the database in bytes."""

    dossiers: int
    p95: dict[str, float]
    size: int
    filled_in: float


def affordable(wanted: int, folder: Path) -> int:
    """As many dossiers as half of the free disk holds."""
    room = shutil.disk_usage(folder).free // 2
    return min(wanted, room // BYTES_A_DOSSIER)


def grow(city: LoadedCity, folder: Path, steps: list[int]) -> list[Growth]:
    """Fill the city step by step and look at its pages after each. The service runs all the while."""
    payloads = acceptances(folder / "payloads")
    receipts = _receipts(city, folder / "payloads")
    found: list[Growth] = []
    filled = 0
    for step in steps:
        begun = time.perf_counter()
        _fill(city.database_url, payloads, filled, step)
        seconds = time.perf_counter() - begun
        filled = step
        with psycopg.connect(city.database_url) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        found.append(Growth(step, _looks(city, receipts), row[0], seconds))
    return found


def _communes() -> list[tuple[str, str]]:
    others = [unit for unit in units(COMMUNES) if unit[0] != UNIT_CODE]
    return [(UNIT_CODE, "Xã Đặng Xá"), *others][:COMMUNES]


def _fill(url: str, payloads: list[dict[str, Json]], first: int, last: int) -> None:
    """Rows as the service would have written them. Indexes are built after the rows, which is quicker and comes to the same."""
    communes = _communes()
    named: dict[str, object] = {
        "communes": len(communes),
        "units": [code for code, _ in communes],
        "names": [name for _, name in communes],
        "agencies": [f"000.{code[-5:-3]}.{code[-3:-1]}.H{code[-2:]}" for code, _ in communes],
        "payloads": [Jsonb(payload) for payload in payloads],
        "kinds": len(payloads),
    }
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_DEVICES, named)
        indexes = connection.execute(_INDEXES, (_TABLES,)).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
    cut = [first + (last - first) * n // (2 * (os.cpu_count() or 1)) for n in range(2 * (os.cpu_count() or 1) + 1)]

    def fill(part: int) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("SET synchronous_commit = off")
            connection.execute(
                "SET session_replication_role = replica"
            )  # references are right by the way they are made
            for start in range(cut[part], cut[part + 1], 50_000):
                span = {"first": start + 1, "last": min(start + 50_000, cut[part + 1])}
                for statement in _ROWS.values():
                    connection.execute(statement, named | span)
                connection.commit()

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(fill, range(len(cut) - 1)))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            connection.execute(definition)
        for table in _TABLES:
            connection.execute(f"VACUUM (ANALYZE) {table}")


def _receipts(city: LoadedCity, counter_folder: Path) -> list[str]:
    """Addresses in the QRs of receipts that a real counter of the unit printed and synced."""
    with Counter(counter_folder) as counter:
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.health()
        assert SyncEngine(client, counter.store.outbox, counter.clock).run_pass().drained
        client.close()
        addresses = [counter.qr_text(event) for event in counter.store.outbox.after(0, 100)]
    return [city.url + address[address.index("/r/") :] for address in addresses]


def _looks(city: LoadedCity, receipts: list[str]) -> dict[str, float]:
    web = requests.Session()
    web.post(f"{city.url}/office/sign-in", data={"username": "vanphong1", "password": PASSWORD}, timeout=60)
    with psycopg.connect(city.database_url) as connection:
        rows = connection.execute(
            "SELECT id, code FROM dossier WHERE resolving_unit = %s ORDER BY md5(id) LIMIT %s", (UNIT_CODE, LOOKS)
        ).fetchall()
    random = Random(1)

    def look(address: Callable[[int], str], looks: int = LOOKS) -> float:
        seconds: list[float] = []
        for n in range(looks + 5):
            begun = time.perf_counter()
            answer = web.get(address(n), timeout=60)
            seconds.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (answer.status_code, answer.url)
            assert "/office/sign-in" not in answer.url, "signed out"
        # The first five warm the service up.
        return percentile(seconds[5:], 0.95)

    found = {
        name: look(lambda n, path=path: city.url + path.format(code=rows[n % len(rows)][1]))
        for name, path in QUEUE_PAGES.items()
    }
    found["a dossier"] = look(lambda n: f"{city.url}/office/dossiers/{rows[n % len(rows)][0]}")
    found["status page of a receipt"] = look(lambda _: random.choice(receipts))
    year = f"{city.url}/office/reports?first=01/01/2026&last=31/12/2026"
    found[f"{REPORT} of a commune's year"] = look(lambda _: year, REPORT_LOOKS)
    web.post(f"{city.url}/office/sign-in", data={"username": "quantri", "password": PASSWORD}, timeout=60)
    found[f"{REPORT} of the whole city's year"] = look(lambda _: year, REPORT_LOOKS)
    return found
