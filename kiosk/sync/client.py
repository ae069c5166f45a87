"""Talking to the city: one kept-alive session, compressed bodies, and answers that count only if they are the city's."""

import dataclasses
import email.utils
import hashlib
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, overload
from urllib.parse import quote

import jwt
import requests
import zstandard
from pydantic import BaseModel, ValidationError
from requests.adapters import HTTPAdapter

from kiosk.crypto import SigningKey
from kiosk.domain.clock import Clock
from kiosk.domain.digest import content_digest
from kiosk.domain.dossier import FeedItem, Identity
from kiosk.errors import CityRefusal, LineError
from kiosk.sync.address import check_address
from kiosk.sync.pace import PacedBody, Pacer
from kiosk.wire.models import (
    JWT_BEARER,
    TOKEN_AUDIENCE,
    Acknowledged,
    CertificateAnswer,
    Citizen,
    DeviceCondition,
    DossierState,
    EnrolmentAnswer,
    EnrolmentRequest,
    EventBatch,
    EventPage,
    Feed,
    FeedItemModel,
    FeedReturn,
    HashList,
    Health,
    KeyListModel,
    Missing,
    PackageTaken,
    PaperCertificateAnswer,
    PaperCertificateRequest,
    ProblemDocument,
    StaffAccount,
    StaffAccounts,
    TokenAnswer,
    UnitKeys,
)

CONNECT_SECONDS, READ_SECONDS = 5.0, 30.0
TIMEOUT = (CONNECT_SECONDS, READ_SECONDS)
COMPRESS_ABOVE_BYTES = 256
GREETING_HOLDS_SECONDS = 2.0
Answer = TypeVar("Answer", bound=BaseModel)


class LineDown(LineError):
    """Nobody answers."""

    def __init__(self) -> None:
        super().__init__("line_down")


class NotTheCity(LineError):
    """Somebody answers who is not the city: a captive portal, a redirect, a wrong certificate."""

    def __init__(self) -> None:
        super().__init__("line_not_the_city")


class CityBusy(LineError):
    """The city answers but cannot serve now. `retry_after` is what it asked for, in seconds."""

    def __init__(self, retry_after: float = 0.0) -> None:
        super().__init__("city_busy")
        self.retry_after = retry_after


class GapInLog(Exception):
    """The city has less of the log than we thought: it wants `expected` next."""

    def __init__(self, expected: int) -> None:
        super().__init__(expected)
        self.expected = expected


class CityClient:
    """The wire's calls. Raises LineDown, NotTheCity, CityBusy (the line's fault) or CityRefusal (ours)."""

    def __init__(
        self,
        base_url: str,
        clock: Clock,
        *,
        identity: Identity | None = None,
        key: SigningKey | None = None,
        certificates: str = "",
        pacer: Pacer | None = None,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        """`timeout` is how long to wait for a connection and for an answer, in seconds."""
        self.base_url = check_address(base_url)
        self._clock = clock
        self._identity = identity
        self._key = key
        self.session = requests.Session()
        # The environment's proxies and .netrc have no say in where citizens' data goes.
        self.session.trust_env = False
        if certificates:
            self.session.verify = certificates
        self._token = ""
        self._token_until = 0.0
        self._compressor = zstandard.ZstdCompressor(level=9, write_checksum=True)
        self.pacer = pacer
        self.timeout = timeout
        self.sent_bytes = 0
        self.last_heard = -GREETING_HOLDS_SECONDS
        self.clock_offset = timedelta()

    def close(self) -> None:
        self.session.close()

    # Calls

    def greet(self) -> None:
        """Ask whether the city is there, unless it has just answered."""
        if time.monotonic() - self.last_heard > GREETING_HOLDS_SECONDS:
            self.health()

    def health(self, timeout: tuple[float, float] | None = None) -> Health:
        before = self._clock.now()
        health = self._understand(self._send("GET", "/v1/health", {}, data=None, timeout=timeout), Health)
        self.clock_offset = health.time - (before + (self._clock.now() - before) / 2)
        return health

    def enrol(self, request: EnrolmentRequest) -> EnrolmentAnswer:
        return self._call("POST", "/v1/enrolments", request, EnrolmentAnswer, authorised=False)

    def send_events(self, batch: EventBatch) -> Acknowledged:
        """Send events and hear up to where the city has committed, and with which hash. Raises GapInLog."""
        return self._call("POST", "/v1/events", batch, Acknowledged)

    def pack(self, batch: EventBatch) -> bytes:
        """A batch as it travels: JSON, compressed."""
        return self._compressor.compress(batch.model_dump_json().encode())

    def send_packed(self, packed: bytes, on_sent: Callable[[], None]) -> Acknowledged:
        """Send a packed batch; `on_sent` is called when its last byte is on its way. Raises as `send_events` does."""
        headers = self.authorisation() | {
            "Content-Type": "application/json",
            "Content-Encoding": "zstd",
            "Content-Digest": content_digest(packed),
        }
        response = self._send("POST", "/v1/events", headers, data=packed, on_sent=on_sent)
        return self._understand(response, Acknowledged)

    def courier(self, send_buffer: int) -> "CityClient":
        """One more connection with this client's token, its send buffer kept small."""
        courier = CityClient(
            self.base_url, self._clock, identity=self._identity, key=self._key, pacer=self.pacer, timeout=self.timeout
        )
        courier.session.verify = self.session.verify
        for scheme in ("http://", "https://"):
            courier.session.mount(scheme, _SmallBuffers(send_buffer))
        courier._token, courier._token_until = self._token, self._token_until
        courier.clock_offset = self.clock_offset
        return courier

    def own_events(self, after: int, limit: int) -> EventPage:
        """This device's log as the city has it."""
        return self._call("GET", f"/v1/events?after={after}&limit={limit}", None, EventPage)

    def attachment(self, sha256: str) -> bytes | None:
        """The bytes of an attachment, as its hash says; None when the city does not have them or they came damaged."""
        response = self._send("GET", f"/v1/attachments/{sha256}", self.authorisation(), data=None)
        if response.status_code == 404 and _is_problem(response):
            return None
        raise_for_answer(response)
        if not response.headers.get("Content-Type", "").startswith("application/octet-stream"):
            raise NotTheCity
        return response.content if hashlib.sha256(response.content).hexdigest() == sha256 else None

    def return_feed(self, items: list[FeedItem]) -> None:
        """Give back what the city had told and lost."""
        models = [FeedItemModel(**dataclasses.asdict(item)) for item in items]
        self._call("POST", "/v1/feed/returned", FeedReturn(items=models), None)

    def package(self, sha256: str) -> PackageTaken | None:
        """What came of an uploaded package; None while it is not taken in."""
        response = self._send("GET", f"/v1/packages/{sha256}", self.authorisation(), data=None)
        if response.status_code == 404 and _is_problem(response):
            return None
        return self._understand(response, PackageTaken)

    def missing(self, hashes: list[str]) -> set[str]:
        answer = self._call("POST", "/v1/attachments/missing", HashList(hashes=hashes), Missing)
        if {*answer.missing, *answer.have} != set(hashes):
            raise CityBusy  # the answer to another question
        return set(answer.missing)

    def feed(self, after: int) -> Feed:
        return self._call("GET", f"/v1/feed?after={after}", None, Feed)

    def key_list(self) -> dict[str, Any]:
        """The city's signed list of keys, as it came: whoever keeps it checks it (kiosk.trust)."""
        answer = self._understand(self._send("GET", "/v1/keys", {}, data=None), KeyListModel)
        return answer.model_dump()

    def unit_keys(self) -> list[str]:
        """The keys the unit's devices share, in hex, newest first."""
        return self._call("GET", "/v1/unit-keys", None, UnitKeys).keys

    def tell_condition(self, condition: DeviceCondition) -> None:
        self._call("POST", "/v1/condition", condition, None)

    def accounts(self) -> list[StaffAccount]:
        """Who may sign in at the unit's counters."""
        return self._call("GET", "/v1/accounts", None, StaffAccounts).accounts

    def dossier_state(self, name: str, proof: str = "") -> DossierState | None:
        """Where a dossier stands: by its code with the receipt's signed payload, or by its id within the unit. None: unknown."""
        path = f"/v1/dossiers/{quote(name)}/state" + (f"?t={quote(proof)}" if proof else "")
        response = self._send("GET", path, self.authorisation(), data=None)
        if response.status_code == 404 and _is_problem(response):
            return None
        return self._understand(response, DossierState)

    def citizen(self, personal_id: str, purpose: str, account: str) -> Citizen | None:
        """Who that is, from the population database, for a procedure; None: no such person. Raises CityBusy when it cannot be
        asked now."""
        path = f"/v1/citizens/{quote(personal_id)}?purpose={quote(purpose)}&account={quote(account)}"
        response = self._send("GET", path, self.authorisation(), data=None)
        if response.status_code == 404 and _is_problem(response):
            return None
        return self._understand(response, Citizen)

    def renew_certificate(self) -> CertificateAnswer:
        return self._call("POST", "/v1/certificate", None, CertificateAnswer)

    def paper_certificate(self, request: str) -> str:
        """The X.509 chain for a certificate request, both in PEM."""
        body = PaperCertificateRequest(request=request)
        return self._call("POST", "/v1/paper-certificate", body, PaperCertificateAnswer).chain

    def paper_authorities(self) -> str:
        """The certificates of the city's authorities for signed papers, in PEM."""
        response = self._send("GET", "/v1/paper-authorities", {}, data=None)
        raise_for_answer(response)
        if not response.headers.get("Content-Type", "").startswith("application/pem-certificate-chain"):
            raise NotTheCity
        return response.text

    @property
    def device_key(self) -> SigningKey | None:
        return self._key

    # How a call is made

    def authorisation(self) -> dict[str, str]:
        """The header of an authorised request, with a token that lives a while yet."""
        if not self._token or time.monotonic() >= self._token_until:
            self._fetch_token()
        return {"Authorization": f"Bearer {self._token}"}

    def forget_token(self) -> None:
        self._token = ""

    def _fetch_token(self) -> None:
        assert self._identity is not None and self._key is not None
        # In the city's time: a counter whose clock is wrong must still be let in, and is told of it elsewhere.
        now = self._clock.now().astimezone(UTC) + self.clock_offset
        claims: dict[str, Any] = {
            "iss": self._identity.device_id,
            "sub": self._identity.device_id,
            "aud": TOKEN_AUDIENCE,
            "iat": now,
            "exp": now + timedelta(minutes=5),
        }
        expires, _, certificate = self._identity.certificate.partition(":")
        # A city that does not know this device (it was replaced by an empty one) sees that it vouched for it.
        claims["certificate"] = {
            "agency": self._identity.agency,
            "unit_code": self._identity.unit_code,
            "unit_name": self._identity.unit_name,
            "profile": self._identity.profile,
            "counter": self._identity.counter,
            "device_key": self._key.public.hex(),
            "expires_on": expires,
            "signature": certificate,
        }
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": jwt.encode(claims, self._key.private, algorithm="EdDSA"),
        }
        answer = self._understand(self._send("POST", "/v1/token", {}, data=form), TokenAnswer)
        self._token = answer.access_token
        self._token_until = time.monotonic() + answer.expires_in * 0.8

    @overload
    def _call(
        self, method: str, path: str, body: BaseModel | None, answer: type[Answer], *, authorised: bool = True
    ) -> Answer: ...

    @overload
    def _call(
        self, method: str, path: str, body: BaseModel | None, answer: None, *, authorised: bool = True
    ) -> None: ...

    def _call(
        self, method: str, path: str, body: BaseModel | None, answer: type[Answer] | None, *, authorised: bool = True
    ) -> Answer | None:
        headers: dict[str, str] = {}
        content = b""
        if body is not None:
            content = body.model_dump_json().encode()
            headers["Content-Type"] = "application/json"
            if len(content) > COMPRESS_ABOVE_BYTES:
                content = self._compressor.compress(content)
                headers["Content-Encoding"] = "zstd"
            headers["Content-Digest"] = content_digest(content)
        for last_try in (False, True):
            allowed = headers | (self.authorisation() if authorised else {})
            response = self._send(method, path, allowed, data=content or None)
            if response.status_code == 401 and authorised and not last_try and _is_problem(response):
                self.forget_token()
                continue
            if answer is None:
                raise_for_answer(response)
                if response.status_code != 204:
                    raise NotTheCity
                return None
            return self._understand(response, answer)
        raise AssertionError("unreachable")

    def _send(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        *,
        data: Any,
        timeout: tuple[float, float] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> requests.Response:
        paced = self.pacer.body(data) if self.pacer is not None and isinstance(data, bytes) else data
        if on_sent is not None and isinstance(data, bytes):
            paced = PacedBody(data, self.pacer, on_sent)
        try:
            response = self.session.request(
                method,
                self.base_url + path,
                headers=headers,
                data=paced,
                timeout=timeout or self.timeout,
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise NotTheCity from error
        except requests.RequestException as error:
            self.last_heard = -GREETING_HOLDS_SECONDS
            raise LineDown from error
        self.sent_bytes += len(data) if isinstance(data, bytes) else 0
        said = response.headers.get("Content-Digest")
        if said is not None and said != content_digest(response.content):
            raise CityBusy  # damaged on the way: asking again is the cure
        return response

    def _understand(self, response: requests.Response, answer: type[Answer]) -> Answer:
        raise_for_answer(response)
        if not response.headers.get("Content-Type", "").startswith("application/json"):
            raise NotTheCity
        try:
            understood = answer.model_validate_json(response.content)
        except ValidationError as error:
            raise NotTheCity from error
        self.last_heard = time.monotonic()
        return understood


class _SmallBuffers(HTTPAdapter):
    """Connections that hold little in the system's send buffer."""

    def __init__(self, send_buffer: int) -> None:
        self._send_buffer = send_buffer
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        small = (socket.SOL_SOCKET, socket.SO_SNDBUF, self._send_buffer)
        options["socket_options"] = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1), small]
        super().init_poolmanager(*args, **options)


def _is_problem(response: requests.Response) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/problem+json")


def raise_for_answer(response: requests.Response) -> None:
    """Turn an answer that is not success into what it means for the counter."""
    status = response.status_code
    if 200 <= status < 300:
        return
    if status in (429, 503):
        raise CityBusy(_retry_after(response))
    if status >= 500:
        raise CityBusy
    if not _is_problem(response):
        raise NotTheCity
    try:
        problem = ProblemDocument.model_validate_json(response.content)
    except ValidationError as error:
        raise NotTheCity from error
    if status == 409 and problem.expected is not None:
        raise GapInLog(problem.expected)
    if status == 400:
        # Bytes damaged on the way: sending them again is the cure.
        raise CityBusy
    raise CityRefusal("city_refuses_device", reason=problem.title)


def _retry_after(response: requests.Response) -> float:
    """RFC 9110 §10.2.3: seconds, or a date; never more than an hour is believed."""
    value = response.headers.get("Retry-After", "")
    if value.isdigit():
        return min(float(value), 3600.0)
    try:
        parsed = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return min(max((parsed - datetime.now(UTC)).total_seconds(), 0.0), 3600.0)
