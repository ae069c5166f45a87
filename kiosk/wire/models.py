"""Bodies of the wire as pydantic models: the city's OpenAPI and the counter's checks come from this one place."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from kiosk.domain.dossier import FeedItem, Profile
from kiosk.domain.event import Event

SERVICE: Literal["mot-cua-city"] = "mot-cua-city"
"""What the city's health answer says it is; a captive portal does not."""

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""RFC 7523, section 2.2."""
TOKEN_AUDIENCE = "mot-cua-city"  # noqa: S105 - a public name

Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PersonalNumber = Annotated[str, Field(pattern=r"^[0-9]{12}$")]
Moment = Annotated[datetime, Field(description="ISO 8601 with offset")]

MAX_BATCH_EVENTS = 500


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Health(_Body):
    """What the line indicator asks for."""

    service: Literal["mot-cua-city"]
    version: str
    time: Moment


class EnrolmentRequest(_Body):
    """One-time code and the device's public key. The private key never leaves the device."""

    code: Annotated[str, Field(min_length=8, max_length=64)]
    device_key: Hex64
    version: Annotated[str, Field(max_length=40)] = ""


class StaffAccount(_Body):
    """An account the counter keeps for signing in with no line. `must_change`: the password was given out, not chosen."""

    username: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(max_length=200)]
    role: Literal["clerk", "supervisor", "administrator", "self-service"]
    password_hash: Annotated[str, Field(max_length=300)]
    active: bool = True
    must_change: bool = False
    locked_until: Moment | None = None


class StaffAccounts(_Body):
    """All accounts of a unit that may sign in at its counters, and those that no longer may."""

    accounts: list[StaffAccount]


class Citizen(_Body):
    """What the population database says of a person, no more than declaration forms ask for.

    `birth_date` is ISO 8601, of reduced precision where only the year, or the year and month, is known.
    """

    personal_id: PersonalNumber
    name: Annotated[str, Field(min_length=1, max_length=200)]
    birth_date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    sex: Literal["Nam", "Nữ"]
    ethnicity: Annotated[str, Field(max_length=60)] = ""
    nationality: Annotated[str, Field(max_length=60)] = ""
    address: Annotated[str, Field(max_length=300)] = ""


class EnrolmentAnswer(_Body):
    """The device's place in the city. `certificate` is the city's signature over key and place, until `expires_on`."""

    device_id: str
    unit_code: str
    unit_name: str
    agency: str
    counter: Annotated[int, Field(ge=1, le=9)]
    practice: bool
    city_key: Hex64
    certificate: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
    expires_on: str
    public_url: str
    accounts: list[StaffAccount] = []
    profile: Profile = "counter"


KEYS_CHANGED = "city.keys"
ACCOUNTS_CHANGED = "unit.accounts"
"""What the feed says when the city's list of keys changed."""


class CertificateAnswer(_Body):
    """The city's signature over a known device's key and place, under the city's newest key."""

    city_key: Hex64
    certificate: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
    expires_on: str


class KeyListModel(_Body):
    """The city's public keys, newest first, and the devices it revoked (docs/receipts.md)."""

    number: Annotated[int, Field(ge=1)]
    issued_at: str
    city_keys: list[Hex64]
    revoked: list[Hex64]
    signatures: dict[str, str]


class TokenAnswer(_Body):
    """RFC 6749, section 5.1."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int


class EventModel(_Body):
    """One event of a device's log; the hash covers everything but itself (kiosk.domain.event)."""

    device_id: Annotated[str, Field(max_length=64)]
    seq: Annotated[int, Field(ge=1, le=2**53)]
    dossier_id: Annotated[str, Field(max_length=64)]
    type: Annotated[str, Field(max_length=64)]
    payload: dict[str, Any]
    actor: Annotated[str, Field(max_length=64)]
    occurred_at: Annotated[str, Field(max_length=40)]
    prev_hash: Hex64
    hash: Hex64

    def event(self) -> Event:
        return Event(
            self.device_id,
            self.seq,
            self.dossier_id,
            self.type,
            self.payload,
            self.actor,
            self.occurred_at,
            self.prev_hash,
            self.hash,
        )


class EventBatch(_Body):
    """Events in order, the first at most one above what the city acknowledged."""

    events: Annotated[list[EventModel], Field(max_length=MAX_BATCH_EVENTS)]


class OutageDay(_Body):
    """Minutes of a day (Hà Nội's) a device was in use without the city."""

    day: date
    minutes: Annotated[int, Field(ge=0, le=1440)]


class DeviceCondition(_Body):
    """How a device is. `clock_offset_seconds` is city minus device; `doctor_bad` how many things the doctor's last look minded."""

    version: Annotated[str, Field(max_length=40)]
    pending_events: Annotated[int, Field(ge=0, le=2**31 - 1)]
    pending_attachments: Annotated[int, Field(ge=0, le=2**31 - 1)]
    pending_bytes: Annotated[int, Field(ge=0, le=2**53)]
    clock_offset_seconds: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
    doctor_bad: Annotated[int, Field(ge=0, le=1000)] | None = None
    doctor_at: Moment | None = None
    outages: Annotated[list[OutageDay], Field(max_length=7)] = []


class Acknowledged(_Body):
    """The last seq the city has committed, and that event's hash: the counter sees whether both mean the same log."""

    acknowledged: Annotated[int, Field(ge=0)]
    hash: Hex64


class EventPage(_Body):
    """Part of the device's own log as the city has it, for a counter that lost its tail."""

    events: list[EventModel]
    acknowledged: Annotated[int, Field(ge=0)]


class HashList(_Body):
    hashes: Annotated[list[Hex64], Field(max_length=1000)]


class Missing(_Body):
    """Of the hashes asked for, those the city does not have whole, and those it has.

    Both are named: an answer to an older question (from a cache on the way) is told from the answer to this one.
    """

    missing: list[Hex64]
    have: list[Hex64]


class FeedItemModel(_Body):
    cursor: int
    type: str
    dossier_id: str
    occurred_at: Moment
    payload: dict[str, Any]

    def item(self) -> FeedItem:
        return FeedItem(self.cursor, self.type, self.dossier_id, self.occurred_at, self.payload)


class Feed(_Body):
    """News after a cursor, oldest first; `more` says there is another page."""

    items: list[FeedItemModel]
    more: bool


class FeedReturn(_Body):
    """What the city had told the unit and no longer knows: a counter gives it back."""

    items: Annotated[list[FeedItemModel], Field(max_length=1000)]


class UnitKeys(_Body):
    """The keys the unit's devices share (kiosk.unit_key), under the city's newest key first."""

    keys: Annotated[list[Hex64], Field(min_length=1)]


class DossierState(_Body):
    """Where a dossier stands, for who holds its receipt or ticket. No name and no content."""

    code: str
    state: Annotated[int, Field(ge=1, le=10)]
    procedure: str
    due_at: Moment | None = None
    items: list[str] = []
    """The papers a supplement asks for."""
    said: str = ""


class PaperCertificateRequest(_Body):
    """A certificate request (PKCS#10) in PEM over the device's P-256 key."""

    request: Annotated[str, Field(max_length=4000)]


class PaperCertificateAnswer(_Body):
    """The device's X.509 certificate and its authority's, in PEM."""

    chain: Annotated[str, Field(max_length=16_000)]


class PackageTaken(_Body):
    """What came of a sealed package; `problem` is empty when all of it was taken in."""

    device_id: str
    events: int
    fresh_events: int
    attachments: int
    problem: str = ""


class ProblemDocument(_Body):
    """RFC 9457. `expected` is the seq a gap should have started at."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    expected: int | None = None
