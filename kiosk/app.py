"""The composition root: one counter with its store, rules, paper and city, ready for a screen or a command."""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from kiosk import accounts
from kiosk.catalogue import Catalogue, load_catalogue
from kiosk.crypto import SigningKey
from kiosk.domain.clock import Clock, SystemClock
from kiosk.domain.dossier import Account, DossierRow, Identity, Profile
from kiosk.domain.event import Event
from kiosk.domain.receipt_qr import DeviceCertificate, ReceiptFacts, encode_payload, key_id, status_address
from kiosk.errors import Refused, SignInRefused, StoreError
from kiosk.intake import Intake, new_id
from kiosk.keys import database_key
from kiosk.practice.identity import CLERK_NAME, PASSWORD, USERNAME, practice_identity
from kiosk.settings import Settings, read_settings, write_settings
from offline_store import Store
from offline_store.database import private_directory

if TYPE_CHECKING:
    from kiosk.handling import Handling
    from kiosk.papers import Papers
    from kiosk.print_queue import PrintQueue
    from kiosk.reports import Reports
    from kiosk.self_service.desk import SelfServiceDesk
    from kiosk.self_service.takeover import Takeover

DATABASE = "counter.db"
RECOVERY_NOTE = "recovery.json"
"""In the data directory while a recovery is under way (kiosk.recovery)."""


@contextmanager
def _permitted(data_dir: Path) -> Iterator[None]:
    """A folder that belongs to another user of this machine is said to be so."""
    try:
        yield
    except PermissionError as error:
        raise StoreError("folder_not_yours", path=str(data_dir)) from error


def is_enrolled(data_dir: Path) -> bool:
    """Whether there is a counter in that directory at all, without opening anything. Raises StoreError when it may not look."""
    with _permitted(data_dir):
        return (data_dir / DATABASE).exists()


def open_store(data_dir: Path) -> Store:
    """One more connection to the counter's store, for another thread or process. Raises StoreError when it cannot be had."""
    with _permitted(data_dir):
        return Store(data_dir / DATABASE, database_key(data_dir))


def enrol(data_dir: Path, identity: Identity, device_key: SigningKey, public_url: str) -> None:
    """Make `data_dir` the home of a newly enrolled device. Raises Refused when it already is one's."""
    private_directory(data_dir)
    with Store(data_dir / DATABASE, database_key(data_dir, practice=identity.practice)) as store:
        store.enrol(identity)
        store.set_meta("device_key", device_key.secret().hex())
        store.set_meta("public_url", public_url)


def enrol_practice(
    data_dir: Path, counter: int = 1, clock: Clock | None = None, public_url: str = "", profile: Profile = "counter"
) -> Identity:
    """Enrol with the practice identity and its practice account. No city is needed."""
    clock = clock or SystemClock()
    if is_enrolled(data_dir):
        with open_store(data_dir) as store:
            known = store.identity()
        if known is not None:
            raise Refused("already_enrolled", unit=known.unit_name, counter=str(known.counter))
    made = practice_identity(new_id(clock), counter, clock.now().date(), profile=profile)
    enrol(data_dir, made.identity, made.device_key, public_url or made.public_url)
    if profile == "self-service":
        write_settings(data_dir, replace(read_settings(data_dir), profile=profile))
        return made.identity
    with open_store(data_dir) as store:
        store.accounts.put(accounts.new_account(USERNAME, CLERK_NAME, "clerk", PASSWORD, clock))
    return made.identity


class Counter:
    """An enrolled counter. Use one a thread: its store is one connection.

    Raises Refused when the device is not enrolled, StoreError when its data cannot be opened.
    """

    def __init__(self, data_dir: Path, clock: Clock | None = None, catalogue: Catalogue | None = None) -> None:
        if not is_enrolled(data_dir):
            raise Refused("not_enrolled")
        self.data_dir = data_dir
        self.clock: Clock = clock or SystemClock()
        self.store = self._open_or_recover()
        identity = self.store.identity()
        if identity is None:
            self.store.close()
            raise Refused("not_enrolled")
        self.identity: Identity = identity
        self.store.check_mark(self.clock.now())
        self.catalogue = catalogue or load_catalogue()
        self.intake = Intake(self.catalogue, identity, self.store, self.clock, self._last_moment)

    def _open_or_recover(self) -> Store:
        """The store; a file that cannot be opened any more is put aside and its good part gone on with."""
        if (self.data_dir / RECOVERY_NOTE).exists():
            self._recover()
        try:
            return open_store(self.data_dir)
        except StoreError as error:
            if error.key not in ("store_damaged", "store_foreign"):
                raise
            try:
                self._recover()
            except StoreError:
                raise error from None
            return open_store(self.data_dir)

    def _recover(self) -> None:
        # Here: backups and sealing load with the first recovery, not with every window.
        from kiosk.recovery import recover

        recover(self.data_dir, self.clock)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> "Counter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def settings(self) -> Settings:
        return read_settings(self.data_dir)

    def change_settings(self, **changes: object) -> Settings:
        settings = replace(self.settings, **changes)
        write_settings(self.data_dir, settings)
        return settings

    @property
    def device_key(self) -> SigningKey:
        return SigningKey(bytes.fromhex(self.store.meta.get("device_key") or ""))

    @property
    def public_url(self) -> str:
        """The address citizens' phones reach the city at."""
        return self.store.meta.get("public_url") or ""

    def sign_in(self, username: str, password: str) -> Account:
        """Raises SignInRefused. A lock after wrong passwords is told to the city, and by it to the unit's other counters."""
        before = self.store.accounts.get(username.strip().casefold())
        try:
            return accounts.sign_in(self.store.accounts, username, password, self.clock)
        except SignInRefused:
            after = self.store.accounts.get(before.username) if before is not None else None
            if before is not None and after is not None and after.locked_until != before.locked_until:
                self._tell_of_lock(after)
            raise

    def _tell_of_lock(self, account: Account) -> None:
        if not self.identity.practice:
            from kiosk.account_changes import tell_of_lock

            tell_of_lock(self, account)

    def clock_behind(self) -> timedelta:
        """By how much the clock stands before the last thing that happened here: it was set back, or was wrong then."""
        last = self._last_moment()
        return max(last - self.clock.now(), timedelta()) if last is not None else timedelta()

    def _last_moment(self) -> datetime | None:
        last = self.store.log.last_moment()
        return datetime.fromisoformat(last) if last is not None else None

    # Dossiers

    def dossier(self, code: str) -> DossierRow:
        """Raises Refused when this device has no such dossier."""
        row = self.store.dossiers.by_code(code)
        if row is None:
            raise Refused("dossier_unknown", code=code)
        return row

    @cached_property
    def handling(self) -> "Handling":
        from kiosk.handling import Handling

        return Handling(self)

    @cached_property
    def takeover(self) -> "Takeover":
        from kiosk.self_service.takeover import Takeover

        return Takeover(self)

    @cached_property
    def self_service(self) -> "SelfServiceDesk":
        from kiosk.self_service.desk import SelfServiceDesk

        return SelfServiceDesk(self)

    # Paper

    def certificate(self) -> DeviceCertificate:
        expires, _, signature = self.identity.certificate.partition(":")
        return DeviceCertificate(
            agency=self.identity.agency,
            unit_code=self.identity.unit_code,
            counter=self.identity.counter,
            practice=self.identity.practice,
            device_key=self.device_key.public,
            expires_on=date.fromisoformat(expires),
            city_key_id=key_id(bytes.fromhex(self.identity.city_key)),
            signature=bytes.fromhex(signature),
        )

    def qr_text(self, event: Event) -> str:
        """The address and signed payload of an accepted dossier's receipt."""
        payload = event.payload
        facts = ReceiptFacts(
            code=str(payload["code"]),
            unit_code=self.identity.unit_code,
            procedure=str(payload["procedure"]),
            received_at=datetime.fromisoformat(event.occurred_at),
            due_at=datetime.fromisoformat(str(payload["due_at"])),
            fee_vnd=cast(int, payload["fee_vnd"]),
            practice=self.identity.practice,
        )
        signed = encode_payload(facts, self.certificate(), self.device_key.sign)
        return status_address(self.public_url, facts.code, signed)

    @cached_property
    def reports(self) -> "Reports":
        from kiosk.reports import Reports

        return Reports(self)

    @cached_property
    def papers(self) -> "Papers":
        from kiosk.papers import Papers

        return Papers(self)

    @cached_property
    def print_queue(self) -> "PrintQueue":
        from kiosk.print_queue import PrintQueue

        return PrintQueue(self)


def as_json(value: object) -> str:
    """One line of JSON for the command line."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    return json.dumps(value, ensure_ascii=False, default=str)
