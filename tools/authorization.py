"""Who may ask the city for what: the table of docs/security.md, which tests/city_service/test_authorization.py checks."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from fastapi.routing import APIRoute

from city_service.config import Config
from city_service.keys import CityKeys
from city_service.service import create_app
from kiosk.practice.identity import practice_city_key

DEVICES = ("counter", "counter elsewhere", "self-service")
OFFICIALS = ("clerk", "official", "official elsewhere", "supervisor", "administrator")
CALLERS = ("nobody", *DEVICES, "revoked", "office token", *OFFICIALS)
OWN = ("clerk", "official", "supervisor", "administrator")
"""Officials who see dossiers of the practice unit; administrators here are the whole city's."""


@dataclass(frozen=True)
class Rule:
    """`may`: gets past the door. `nothing`: is told that there is no such thing. Everybody else is kept out."""

    method: str
    path: str
    may: tuple[str, ...]
    nothing: tuple[str, ...] = ()
    why: str = ""


MATRIX: tuple[Rule, ...] = (
    Rule("GET", "/v1/health", CALLERS),
    Rule("GET", "/v1/ready", CALLERS),
    Rule("GET", "/v1/keys", CALLERS, why="public keys"),
    Rule("GET", "/v1/paper-authorities", CALLERS, why="public certificates"),
    Rule("GET", "/v1/paper-authorities/{name}.crl", CALLERS, why="public list of revocations"),
    Rule("POST", "/v1/enrolments", CALLERS, why="the one-time code is the proof"),
    Rule("POST", "/v1/token", CALLERS, why="the signed assertion is the proof"),
    Rule("POST", "/v1/certificate", DEVICES),
    Rule("POST", "/v1/condition", DEVICES),
    Rule("POST", "/v1/events", DEVICES, why="a device's own log; another unit's dossiers are left alone"),
    Rule("GET", "/v1/events", DEVICES, why="a device's own log"),
    Rule("POST", "/v1/attachments/missing", DEVICES, why="a hash cannot be guessed"),
    Rule(
        "GET", "/v1/attachments/{sha256}", ("counter", "self-service"), ("counter elsewhere",), "the unit's own papers"
    ),
    Rule("GET", "/v1/feed", DEVICES, why="the unit's own; self-service without names"),
    Rule("POST", "/v1/feed/returned", DEVICES, why="the unit's own"),
    Rule("GET", "/v1/accounts", DEVICES, why="the unit's own; self-service hears of nobody"),
    Rule(
        "GET",
        "/v1/citizens/{personal_id}",
        ("counter", "counter elsewhere"),
        why="for a clerk of the unit, with a purpose, on record; not more than 120 an hour",
    ),
    Rule("GET", "/v1/packages/{sha256}", DEVICES),
    Rule("GET", "/v1/unit-keys", DEVICES, why="the unit's own"),
    Rule(
        "GET",
        "/v1/dossiers/{name}/state",
        ("counter", "self-service"),
        ("counter elsewhere",),
        "by its id, or by a receipt",
    ),
    Rule("POST", "/v1/paper-certificate", DEVICES),
    Rule("POST", "/v1/uploads", DEVICES),
    Rule("POST", "/v1/uploads/", DEVICES),
    Rule("OPTIONS", "/v1/uploads/", DEVICES),
    Rule("PATCH", "/v1/uploads/{uuid}", (), DEVICES, "an upload's name cannot be guessed"),
    Rule("DELETE", "/v1/uploads/{uuid}", (), DEVICES, "an upload's name cannot be guessed"),
    Rule("GET", "/v1/office/dossiers", ("office token",)),
    Rule("POST", "/v1/office/dossiers/{code}/{act}", ("office token",)),
    Rule("POST", "/v1/sms/reports", (), why="the provider's own token"),
    Rule("GET", "/metrics", (), why="a token of its own"),
    Rule("GET", "/p/{code}", CALLERS, why="what a procedure needs"),
    Rule("GET", "/r/{code}", CALLERS, why="nothing without the receipt's signed payload"),
    Rule("POST", "/r/{code}/no-messages", CALLERS, why="nothing without the receipt's signed payload"),
    Rule("GET", "/office/static/{name}", CALLERS, why="style and keys"),
    Rule("GET", "/office/sign-in", CALLERS),
    Rule("POST", "/office/sign-in", CALLERS, why="the password is the proof; five wrong ones lock"),
    Rule("POST", "/office/sign-out", (), why="only with a form of the session"),
    Rule("GET", "/office/password", OFFICIALS),
    Rule("GET", "/office", OFFICIALS, why="the unit's own"),
    Rule("GET", "/office/dossiers/{dossier_id}", OWN, ("official elsewhere",)),
    Rule("GET", "/office/dossiers/{dossier_id}/papers/{position}", OWN, ("official elsewhere",)),
    Rule(
        "POST",
        "/office/dossiers/{dossier_id}/{act}",
        (),
        why="only with a form of the session; officials of the resolving unit",
    ),
    Rule("POST", "/office/password", (), why="only with a form of the session"),
    Rule("POST", "/office/accounts/import", (), why="only with a form of the session; the city's administrators"),
    Rule(
        "POST", "/office/accounts/{username}/{act}", (), why="only with a form of the session; the unit's own accounts"
    ),
    Rule("POST", "/office/devices/codes", (), why="only with a form of the session; the unit's own"),
    Rule("POST", "/office/devices/{device_id}/revoke", (), why="only with a form of the session; the unit's own"),
    Rule("POST", "/office/roll-out", (), why="only with a form of the session; the city's administrators"),
    Rule("GET", "/office/devices", ("supervisor", "administrator")),
    Rule("GET", "/office/accounts", ("supervisor", "administrator")),
    Rule("GET", "/office/messages", ("supervisor", "administrator")),
    Rule("GET", "/office/look-ups", ("supervisor", "administrator"), why="the unit's own"),
    Rule("GET", "/office/reports", OFFICIALS, why="the unit's own"),
    Rule("GET", "/office/roll-out", ("administrator",)),
    Rule("GET", "/office/roll-out.csv", ("administrator",)),
)


def routes_of_the_service() -> set[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data_dir=Path(folder), metrics_token="-", sms_gateway="smpp://-")  # noqa: S106
        app = create_app(config, MagicMock(), CityKeys(practice_city_key(), "-"), "-")
    return {(method, route.path) for route in _every(app.routes) for method in route.methods if method != "HEAD"}


def _every(routes: Iterable[Any]) -> Iterator[APIRoute]:
    """Those of included routers too."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _every(route.original_router.routes)


def as_table() -> str:
    """The matrix in Markdown: ● may, ○ is told there is nothing, blank is kept out."""
    lines = [
        "| route | " + " | ".join(CALLERS) + " | why |",
        "|---|" + "---|" * (len(CALLERS) + 1),
    ]
    for rule in MATRIX:
        cells = ["●" if c in rule.may else "○" if c in rule.nothing else "" for c in CALLERS]
        lines.append(f"| `{rule.method} {rule.path}` | " + " | ".join(cells) + f" | {rule.why} |")
    return "\n".join(lines) + "\n"
