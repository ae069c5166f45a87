"""Event ingest through HTTP with all checks on, against bare inserts into the same PostgreSQL."""

import json
import time
from pathlib import Path
from random import Random

import psycopg

from benchmarks.measure import Row
from city_service.database import embedded_url
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.event import Event
from kiosk.sync.client import CityClient
from kiosk.wire.models import EventBatch, EventModel
from ui.demo.practice import practice_city

EVENTS = 2_000


def ingest(folder: Path) -> Row:
    random = Random(1)
    words = ["Nguyễn", "khai sinh", "Đặng Xá", "giấy chứng sinh", "Hà Nội", "bản chính", "thường trú", "trích lục"]
    payloads = [
        {"text": " ".join(random.choice(words) + str(random.randrange(1000)) for _ in range(330))}
        for _ in range(EVENTS)
    ]
    folder.chmod(0o755)
    counter_app.enrol_practice(folder / "ingest")
    with practice_city(folder / "city") as url, Counter(folder / "ingest") as counter:
        now = counter.clock.now()
        for n, payload in enumerate(payloads):
            counter.store.record(f"d{n}", "note", dict(payload), "canbo1", now)
        client = CityClient(url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.health()
        client.authorisation()
        events = counter.store.outbox.after(0, EVENTS)
        # As they lie on the line: what the counter does before is the counter's (benchmarks.line).
        models = [EventModel(**{name: getattr(e, name) for name in Event.__slots__}) for e in events]
        batches = [client.pack(EventBatch(events=models[start : start + 100])) for start in range(0, EVENTS, 100)]
        begun = time.perf_counter()
        for batch in batches:
            acknowledged = client.send_packed(batch, lambda: None).acknowledged
        ours = EVENTS / (time.perf_counter() - begun)
        assert acknowledged == EVENTS
        texts = [json.dumps(p, ensure_ascii=False) for p in payloads]
        with psycopg.connect(embedded_url(folder / "city")) as connection:
            connection.execute("CREATE TABLE bench (seq bigint PRIMARY KEY, payload jsonb NOT NULL)")
            connection.commit()
            begun = time.perf_counter()
            for start in range(0, EVENTS, 100):
                with connection.cursor() as cursor:
                    rows = [(start + n, text) for n, text in enumerate(texts[start : start + 100])]
                    cursor.executemany("INSERT INTO bench VALUES (%s, %s)", rows)
                connection.commit()
            peer = EVENTS / (time.perf_counter() - begun)
    ratio = ours / peer
    what = "event ingest through HTTP with all checks, one connection, against bare PostgreSQL inserts, 100 a commit"
    return Row(what, f"{ours:,.0f} /s", f"{peer:,.0f} /s", ratio, "≥ 0.3 ×", ratio >= 0.3)
