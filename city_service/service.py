"""The service itself: routes of the wire, and what every request goes through."""

import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import psycopg
from fastapi import Depends, FastAPI, Form, Header, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, Field

from city_service import bodies, problems
from city_service.accounts import accounts_of_unit, ensure_practice_accounts
from city_service.admission import Admission
from city_service.attachments import Attachments, describe_uploads
from city_service.batches import read_batch
from city_service.condition import take_condition
from city_service.config import Config
from city_service.database import Pool
from city_service.devices import Device, Devices
from city_service.events import read_events, take_events, take_feed_back
from city_service.feed import read_feed
from city_service.keys import CityKeys, key_list
from city_service.look_ups import LookUps
from city_service.metrics import EVENTS, Measured, metrics
from city_service.office import routes as office_pages
from city_service.office.acts import Act, Move, OfficeRow, move_on
from city_service.office.queue import work_queue
from city_service.office.web import problem_page
from city_service.packages import Packages
from city_service.paper_certificates import PaperCertificates
from city_service.population import population_of
from city_service.problems import Problem
from city_service.procedure_page import procedure_page
from city_service.rates import Rates
from city_service.sms.queue import SmsQueue, SmsSettings
from city_service.sms.reports import DeliveryReport, take_report
from city_service.status_page import state_for_holder, state_for_unit, status_page, stop_messages
from city_service.turns import EventTickets, EventTurns, UploadTurns
from kiosk import __version__
from kiosk.accounts import hash_password
from kiosk.catalogue import Catalogue, load_catalogue
from kiosk.practice.identity import CLERK_NAME, PASSWORD, UNIT_CODE, UNIT_NAME, USERNAME
from kiosk.unit_key import unit_key
from kiosk.wire.models import (
    JWT_BEARER,
    MAX_BATCH_EVENTS,
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
    FeedReturn,
    HashList,
    Health,
    KeyListModel,
    Missing,
    PackageTaken,
    PaperCertificateAnswer,
    PaperCertificateRequest,
    StaffAccount,
    StaffAccounts,
    TokenAnswer,
    UnitKeys,
)

logger = logging.getLogger("city_service")
PUBLIC_PAGE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


EVENTS_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    key: value
                    for key, value in EventBatch.model_json_schema(ref_template="#/components/schemas/{model}").items()
                    if key != "$defs"
                }
            }
        },
    }
}
"""What `read_batch` reads, for the OpenAPI description."""


async def whole_body(request: Request) -> bytes:
    """Raises Problem 413 before more than a batch may have is in memory."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > bodies.MAX_UNPACKED_BYTES:
            raise Problem(413, "body too large")
    return bytes(body)


def create_app(config: Config, pool: Pool, keys: CityKeys, office_token: str) -> FastAPI:
    """The ASGI application. It keeps no state of its own: workers can be many."""
    catalogue = load_catalogue()
    if config.practice:
        ensure_practice_accounts(pool)
    devices = Devices(pool, keys, practice=config.practice, status_base=config.status_base)
    attachments = Attachments(pool, config.data_dir, config.storage)
    sms = SmsQueue(SmsSettings(diacritics=config.sms_diacritics)) if config.sms_gateway else None
    packages = Packages(pool, keys, devices, attachments)
    attachments.on_package = packages.take

    def device(authorization: Annotated[str, Header()] = "") -> Device:
        return devices.authenticate(authorization)

    def office(authorization: Annotated[str, Header()] = "") -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not secrets.compare_digest(token.encode(), office_token.encode()):
            raise Problem(401, "office token needed", headers={"WWW-Authenticate": "Bearer"})

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        logger.info("city service %s ready, practice=%s", __version__, config.practice)
        yield
        close = getattr(app.state, "close", None)
        if close is not None:
            close()

    # FastAPI's own pages of documentation fetch scripts from elsewhere; docs/openapi.json is the wire's description.
    app = FastAPI(
        title="Một Cửa city service",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        responses=problems.DOCUMENTED,
    )
    # The last added is the outermost.
    app.add_middleware(Admission)
    app.add_middleware(EventTurns)
    app.add_middleware(bodies.Bodies)
    app.add_middleware(UploadTurns)
    app.add_middleware(EventTickets)
    app.add_middleware(Rates, a_minute=config.looks_a_minute)
    app.add_middleware(Measured, routes=app.routes)
    problems.install(app, {"/office": problem_page})
    _counter_routes(app, pool, devices, attachments, packages, catalogue, device, sms)
    _office_routes(app, pool, office, sms)
    app.include_router(
        attachments.router(device), dependencies=[Depends(device)], responses=problems.DOCUMENTED | problems.OF_UPLOADS
    )

    app.include_router(office_pages.install(app, pool, attachments, catalogue, sms))

    @app.get("/v1/keys", tags=["keys"])
    def public_keys() -> KeyListModel:
        """Whom to trust, signed: for counters, and for whoever writes a verifier."""
        return KeyListModel(**key_list(pool, keys).to_json())

    @app.get("/v1/unit-keys", tags=["keys"])
    def unit_keys(by: Annotated[Device, Depends(device)]) -> UnitKeys:
        """What the unit's devices share, to read each other's tickets with no line."""
        return UnitKeys(keys=[unit_key(secret, by.unit_code).hex() for secret in keys.secrets])

    @app.get("/v1/accounts", tags=["accounts"])
    def staff_accounts(by: Annotated[Device, Depends(device)]) -> StaffAccounts:
        """Who may sign in at the unit's counters. Self-service hears of nobody."""
        return StaffAccounts(accounts=[] if by.profile == "self-service" else accounts_of_unit(pool, by.unit_code))

    look_ups = LookUps(pool, population_of(config.population), catalogue, practice=config.practice)

    @app.get("/v1/citizens/{personal_id}", tags=["citizens"])
    def citizen(
        personal_id: Annotated[str, Path(pattern="^[0-9]{12}$")],
        purpose: Annotated[str, Query(max_length=40)],
        account: Annotated[str, Query(max_length=64)],
        by: Annotated[Device, Depends(device)],
        answer: Response,
    ) -> Citizen:
        """Who a personal number is, from the population database: for a clerk who is signed in at a counter of the unit, for
        the procedure the person came for. Each asking is on record."""
        answer.headers["Cache-Control"] = "no-store"
        return look_ups.look_up(by, account, personal_id, purpose)

    @app.get("/v1/dossiers/{name}/state", tags=["feed"])
    def dossier_state(
        name: Annotated[str, Path(max_length=64)],
        by: Annotated[Device, Depends(device)],
        t: Annotated[str, Query(max_length=600)] = "",
    ) -> DossierState:
        """Where a dossier stands: by its code with the receipt's signed payload, or by its id at the unit it was registered at."""
        state = state_for_holder(pool, keys, name, t) if t else state_for_unit(pool, name, by.unit_code)
        if state is None:
            raise Problem(404, "unknown dossier")
        return state

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            describe_uploads(FastAPI.openapi(app))
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described

    papers = PaperCertificates(pool, keys, practice=config.practice, public_url=config.status_base)

    @app.post("/v1/paper-certificate", tags=["keys"])
    def paper_certificate(
        request: PaperCertificateRequest, by: Annotated[Device, Depends(device)]
    ) -> PaperCertificateAnswer:
        """An X.509 certificate for signing electronic papers."""
        return papers.issue(by, request.request)

    @app.get("/v1/paper-authorities", tags=["keys"], response_class=Response)
    def paper_authorities() -> Response:
        """The authorities behind signed papers, in PEM: for a reader of PDFs to trust."""
        return Response(papers.authorities(), media_type="application/pem-certificate-chain")

    @app.get("/v1/paper-authorities/{name}.crl", tags=["keys"], response_class=Response)
    def paper_revocations(name: Annotated[str, Path(pattern="^[0-9a-f]{16}$")]) -> Response:
        """The authority's revoked certificates (RFC 5280), in DER."""
        return Response(papers.revocations(name), media_type="application/pkix-crl")

    @app.get("/p/{code}", response_class=HTMLResponse, tags=["citizens"], responses=problems.AS_PAGES)
    def procedure_needs(code: Annotated[str, Path(max_length=40)]) -> HTMLResponse:
        """What a procedure needs, for a phone: what posters and self-service show a QR of."""
        status, html = procedure_page(catalogue, code)
        return HTMLResponse(html, status_code=status, headers=PUBLIC_PAGE)

    @app.get("/r/{code}", response_class=HTMLResponse, tags=["citizens"], responses=problems.AS_PAGES)
    def receipt_status(code: str, t: str = "") -> HTMLResponse:
        page = status_page(pool, keys, code, t, datetime.now(UTC), messages=sms is not None)
        return HTMLResponse(page.html, status_code=page.status, headers=PUBLIC_PAGE | {"Cache-Control": "no-store"})

    @app.post("/r/{code}/no-messages", response_class=HTMLResponse, tags=["citizens"], responses=problems.AS_PAGES)
    def no_messages(code: str, t: Annotated[str, Form(max_length=600)] = "") -> HTMLResponse:
        """No more messages to the phone of that receipt's dossier."""
        page = stop_messages(pool, keys, code, t)
        return HTMLResponse(page.html, status_code=page.status, headers=PUBLIC_PAGE | {"Cache-Control": "no-store"})

    @app.post("/v1/sms/reports", tags=["messages"], status_code=204)
    def sms_report(told: SmsReport, authorization: Annotated[str, Header()] = "") -> None:
        """An HTTP provider says what became of a message it took."""
        expected = f"Bearer {config.sms_report_token}".encode()
        if not config.sms_report_token or not secrets.compare_digest(authorization.encode(), expected):
            raise Problem(401, "report token needed", headers={"WWW-Authenticate": "Bearer"})
        with pool.connection() as connection:
            take_report(connection, DeliveryReport(told.id, told.delivered, told.status))

    if config.metrics_token:

        @app.get("/metrics", include_in_schema=False)
        def figures(authorization: Annotated[str, Header()] = "") -> Response:
            if not secrets.compare_digest(authorization.encode(), f"Bearer {config.metrics_token}".encode()):
                raise Problem(401, "metrics token needed", headers={"WWW-Authenticate": "Bearer"})
            return metrics(pool)

    return app


class SmsReport(BaseModel):
    """`id` is the provider's."""

    id: Annotated[str, Field(max_length=100)]
    delivered: bool
    status: Annotated[str, Field(max_length=40)] = ""


def practice_accounts() -> list[StaffAccount]:
    """The published practice account, for devices that a practice city enrols."""
    return [StaffAccount(username=USERNAME, name=CLERK_NAME, role="clerk", password_hash=hash_password(PASSWORD))]


def _counter_routes(
    app: FastAPI,
    pool: Pool,
    devices: Devices,
    attachments: Attachments,
    packages: Packages,
    catalogue: Catalogue,
    device: Callable[..., Device],
    sms: SmsQueue | None,
) -> None:

    @app.get("/v1/health", tags=["line"])
    def health() -> Health:
        return Health(service="mot-cua-city", version=__version__, time=datetime.now(UTC))

    @app.get("/v1/ready", tags=["line"])
    def ready() -> Health:
        """Whether this worker can do its work now: for a proxy or an orchestrator. 503 while it cannot."""
        try:
            with pool.connection(timeout=3) as connection:
                connection.execute("SELECT 1 FROM device LIMIT 1")
            attachments.check_writable()
        except (psycopg.Error, PoolTimeout, OSError) as error:
            logger.warning("not ready: %s", type(error).__name__)
            raise Problem(503, "not ready", headers={"Retry-After": "5"}) from error
        return health()

    @app.post("/v1/enrolments", tags=["devices"])
    def enrol(request: EnrolmentRequest) -> EnrolmentAnswer:
        code = devices.unit_of_code(request.code)
        unit = catalogue.unit(code)
        name = UNIT_NAME if code == UNIT_CODE and devices.is_practice else unit.name if unit else code
        staff = accounts_of_unit(pool, code)
        return devices.enrol(request, name, staff or (practice_accounts() if devices.is_practice else []))

    @app.post("/v1/token", tags=["devices"])
    def token(
        grant_type: Annotated[str, Form()],
        client_assertion_type: Annotated[str, Form()],
        client_assertion: Annotated[str, Form()],
    ) -> TokenAnswer:
        if grant_type != "client_credentials" or client_assertion_type != JWT_BEARER:
            raise Problem(400, "unsupported grant")
        return devices.token(client_assertion)

    @app.post("/v1/certificate", tags=["devices"])
    def certificate(by: Annotated[Device, Depends(device)]) -> CertificateAnswer:
        return devices.renew(by)

    @app.post("/v1/events", tags=["events"], openapi_extra=EVENTS_BODY)
    def events(by: Annotated[Device, Depends(device)], body: Annotated[bytes, Depends(whole_body)]) -> Acknowledged:
        taken = take_events(pool, by, read_batch(body), sms)
        EVENTS.inc(taken.fresh)
        return Acknowledged(acknowledged=taken.acknowledged, hash=taken.hash)

    @app.post("/v1/condition", tags=["devices"], status_code=204)
    def condition(told: DeviceCondition, by: Annotated[Device, Depends(device)]) -> None:
        """How the device is, for the list of devices and the readiness of its unit."""
        take_condition(pool, by, told)

    @app.get("/v1/events", tags=["events"])
    def own_events(
        by: Annotated[Device, Depends(device)],
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_BATCH_EVENTS)] = MAX_BATCH_EVENTS,
    ) -> EventPage:
        return read_events(pool, by, after, limit)

    @app.post("/v1/attachments/missing", tags=["attachments"], dependencies=[Depends(device)])
    def missing(wanted: HashList) -> Missing:
        return attachments.missing(wanted)

    @app.get("/v1/attachments/{sha256}", tags=["attachments"], response_class=Response)
    def attachment(
        sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], by: Annotated[Device, Depends(device)]
    ) -> Response:
        """The bytes again, for a counter that lost them. Only of dossiers of the device's own unit."""
        kept = attachments.read_for_unit(sha256, by.unit_code)
        if kept is None:
            raise Problem(404, "unknown attachment")
        return Response(kept, media_type="application/octet-stream", headers={"X-Content-Type-Options": "nosniff"})

    @app.get("/v1/feed", tags=["feed"])
    def feed(by: Annotated[Device, Depends(device)], after: Annotated[int, Query(ge=0, le=2**53)] = 0) -> Feed:
        return read_feed(pool, by.unit_code, after, brief=by.profile == "self-service")

    @app.post("/v1/feed/returned", tags=["feed"], status_code=204)
    def returned(given: FeedReturn, by: Annotated[Device, Depends(device)]) -> None:
        """What this city had told the unit before it was restored from an older backup."""
        take_feed_back(pool, by, given.items)

    @app.get("/v1/packages/{sha256}", tags=["packages"], dependencies=[Depends(device)])
    def package(sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> PackageTaken:
        """What came of a sealed package that was uploaded: 404 while it is not taken in."""
        taken = packages.taken(sha256)
        if taken is None:
            raise Problem(404, "package not taken in")
        return taken


def _office_routes(app: FastAPI, pool: Pool, office: Callable[..., None], sms: SmsQueue | None) -> None:
    @app.get("/v1/office/dossiers", tags=["office"], dependencies=[Depends(office)])
    def queue(unit: str | None = None) -> list[OfficeRow]:
        return work_queue(pool, unit)

    @app.post("/v1/office/dossiers/{code}/{act}", tags=["office"], dependencies=[Depends(office)])
    def act_on(code: str, act: Act, move: Move) -> OfficeRow:
        return move_on(pool, code, act, move, sms)
