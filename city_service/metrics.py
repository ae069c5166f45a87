"""Figures for Prometheus: requests, events, waiting messages, the pool. With several workers each adds to the same figures."""

import os
import time
from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from city_service.database import Pool

REQUESTS = Histogram(
    "city_request_seconds",
    "Seconds to the end of the answer, by route",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
EVENTS = Counter("city_events", "Events taken in that were new")


class Measured:
    """ASGI middleware: how long each answer took. The route's pattern is the label, never an address with a code in it."""

    def __init__(self, app: ASGIApp, routes: list[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    def _pattern(self, scope: Scope) -> str:
        known = scope.get("route")
        if known is None:
            known = next((route for route in self._routes if route.matches(scope)[0] is Match.FULL), None)
        return getattr(known, "path", "other")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            REQUESTS.labels(scope["method"], self._pattern(scope), str(status)).observe(time.perf_counter() - begun)


class _Now(Collector):
    """What is so at the moment of asking."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def collect(self) -> Iterable[Metric]:
        with self._pool.connection() as connection:
            row = connection.execute(
                """SELECT (SELECT count(*) FROM sms_message WHERE state = 'waiting') AS sms_waiting,
                          (SELECT count(*) FROM sms_message WHERE state IN ('failed', 'refused')) AS sms_failed,
                          (SELECT count(*) FROM device WHERE revoked_at IS NULL) AS devices,
                          (SELECT count(*) FROM device WHERE revoked_at IS NULL AND last_seen_at > now() - interval '1 hour')
                              AS devices_seen,
                          (SELECT coalesce(sum(pending_events), 0) FROM device WHERE revoked_at IS NULL) AS backlog,
                          pg_database_size(current_database()) AS database_bytes"""
            ).fetchone()
        assert row is not None
        for name, words in (
            ("sms_waiting", "Messages to citizens not sent yet"),
            ("sms_failed", "Messages to citizens that were given up"),
            ("devices", "Devices that may send"),
            ("devices_seen", "Devices heard of within the hour"),
            ("backlog", "Events devices last said they still had to send"),
            ("database_bytes", "Size of the database"),
        ):
            yield GaugeMetricFamily(f"city_{name}", words, value=float(row[name]))
        stats = self._pool.get_stats()
        waiting = float(stats.get("requests_waiting", 0))
        yield GaugeMetricFamily(
            "city_pool_waiting", "Requests that wait for a connection, in this worker", value=waiting
        )


def metrics(pool: Pool) -> Response:
    """The page Prometheus reads. PROMETHEUS_MULTIPROC_DIR joins the figures of all workers."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # pyright: ignore[reportUnknownMemberType]
    else:
        registry.register(_Plain())
    registry.register(_Now(pool))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Plain(Collector):
    """This process's own figures."""

    def collect(self) -> Iterable[Metric]:
        for metric in (REQUESTS, EVENTS):
            yield from metric.collect()
