"""Who may do what: every route against every kind of caller. docs/security.md shows this table; `make docs` writes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from kiosk.app import Counter
from kiosk.sync.client import CityClient
from kiosk.sync.enrolment import enrol_with_city
from tests.builders import a_counter, a_day_of_its_own, a_kiosk, accept, cases, page, the_catalogue
from tests.city import City, sync
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service
from tools.authorization import CALLERS, MATRIX, Rule, routes_of_the_service


@dataclass
class Callers:
    """Headers or a browser for each kind of caller, and what they ask for."""

    headers: dict[str, dict[str, str]]
    visitors: dict[str, requests.Session]
    blanks: dict[str, str]


def bearer(counter: Counter, city: City) -> dict[str, str]:
    client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
    client.greet()
    return client.authorisation()


@pytest.fixture(scope="module")
def callers(city: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callers]:
    folder = tmp_path_factory.mktemp("matrix")
    clock = a_day_of_its_own()
    with a_counter(folder / "own", clock=clock) as own, a_kiosk(folder / "kiosk", clock=clock) as kiosk:
        accepted = accept(own, cases(1).birth(), [page(1)])
        sync(own, city.url)
        sync(kiosk, city.url)
        code = city_service(city, "enrolment-code", "--unit", "00118", "--counter", "1", "--practice").strip()
        enrol_with_city(folder / "other", city.url, code)
        with (
            Counter(folder / "other", catalogue=the_catalogue()) as other,
            a_counter(folder / "gone", number=9) as gone,
        ):
            sync(gone, city.url)
            headers = {
                "nobody": {},
                "counter": bearer(own, city),
                "counter elsewhere": bearer(other, city),
                "self-service": bearer(kiosk, city),
                "revoked": bearer(gone, city),
                "office token": {"Authorization": f"Bearer {(city.folder / 'office-token').read_text().strip()}"},
            }
            city_service(city, "revoke", gone.identity.device_id)
        table = folder / "accounts.csv"
        table.write_text("unit,username,name,role\n00118,o.khac1,Lê Văn Sáu,official\n")
        city_service(city, "accounts-import", str(table))
        password = (folder / "accounts.passwords.csv").read_text("utf-8-sig").splitlines()[-1].split(",")[-1]
        visitors = {
            "clerk": OfficeVisitor(city, "canbo1").web,
            "official": OfficeVisitor(city, "vanphong1").web,
            "official elsewhere": OfficeVisitor(city, "o.khac1", password).choose_password(password).web,
            "supervisor": OfficeVisitor(city, "phutrach1").web,
            "administrator": OfficeVisitor(city, "quantri").web,
        }
        (scan,) = own.store.dossiers.attachments(accepted.id)
        blanks = {
            "dossier_id": accepted.id,
            "code": accepted.code,
            "name": accepted.id,
            "sha256": scan.attachment.sha256,
            "position": "0",
            "act": "take-up",
            "device_id": "none",
            "username": "none",
            "uuid": "0" * 32,
            "personal_id": "000190000001",
        }
        yield Callers(headers, visitors, blanks)


TABLE = {"table": ("x.csv", b"unit,name,role\n")}
WHOLE: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "/v1/citizens/{personal_id}"): {"params": {"purpose": "1.001193", "account": "canbo1"}},
    ("POST", "/v1/sms/reports"): {"json": {"id": "x", "delivered": True}},
    ("POST", "/office/password"): {"data": {"old": "x", "new": "y" * 9, "again": "y" * 9}},
    ("POST", "/office/accounts/import"): {"files": TABLE},
    ("POST", "/office/roll-out"): {"files": TABLE},
    ("POST", "/office/devices/codes"): {"data": {"counter": "1"}},
}
"""Requests that are whole, so that only the door can refuse them: a form of no session, a report without its token."""


def test_every_route_stands_in_the_table() -> None:
    assert {(rule.method, rule.path) for rule in MATRIX} == routes_of_the_service()


@pytest.mark.parametrize("rule", MATRIX, ids=lambda rule: f"{rule.method} {rule.path}")
def test_who_may(city: City, callers: Callers, rule: Rule) -> None:
    """A caller who may gets past the door, whatever becomes of the empty request; who may not is told 401, 403, 404 or sent to
    sign in."""
    path = rule.path.replace("{name}", "office.css") if rule.path.startswith("/office/static") else rule.path
    if rule.path.startswith("/office/accounts/{"):
        path = path.replace("{act}", "open")
    for name, blank in callers.blanks.items():
        path = path.replace("{" + name + "}", blank)
    for caller in CALLERS:
        web = callers.visitors.get(caller) or requests.Session()
        headers = callers.headers.get(caller, {}) | ({"Tus-Resumable": "1.0.0"} if "uploads" in path else {})
        whole = WHOLE.get((rule.method, rule.path), {})
        answer = web.request(rule.method, city.url + path, headers=headers, timeout=20, allow_redirects=False, **whole)
        door = answer.status_code in (401, 403) or answer.headers.get("Location", "").startswith("/office/sign-in")
        if caller in rule.may:
            assert not door, f"{caller} was kept out: {answer.status_code} {answer.text[:200]}"
        elif caller in rule.nothing:
            assert answer.status_code == 404, f"{caller} was told of it: {answer.status_code} {answer.text[:200]}"
        else:
            assert door, f"{caller} got in: {answer.status_code} {answer.text[:200]}"
