"""Signing staff in with no line: argon2id hashes the city once confirmed, for a set number of days."""

import dataclasses
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.clock import HANOI, Clock
from kiosk.domain.dossier import Account, Role
from kiosk.errors import SignInRefused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

OFFLINE_DAYS = 30
"""How long an account works after the city last vouched for it."""
FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=5)


@cache
def _hasher() -> "PasswordHasher":
    # Here: hashing loads with the first sign-in, not with the window.
    from argon2 import PasswordHasher

    return PasswordHasher()


class AccountRows(Protocol):
    """Where accounts are kept."""

    def get(self, username: str) -> Account | None: ...

    def put(self, account: Account) -> None: ...


def hash_password(password: str) -> str:
    """argon2id (RFC 9106, low-memory profile of argon2-cffi) in PHC form."""
    return _hasher().hash(password)


def verify_password(hashed: str, password: str) -> bool:
    """Whether the password is the one behind a hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def new_account(username: str, name: str, role: Role, password: str, clock: Clock) -> Account:
    return Account(username, name, role, hash_password(password), clock.now())


def sign_in(rows: AccountRows, username: str, password: str, clock: Clock) -> Account:
    """The account, when the password is right.

    Raises SignInRefused: wrong (five times: locked for five minutes), locked, or not confirmed by the city for 30 days.
    """
    account = rows.get(username.strip().casefold())
    if account is None or not account.active:
        raise SignInRefused("sign_in_wrong")
    now = clock.now()
    if account.locked_until is not None and now < account.locked_until:
        raise SignInRefused("sign_in_locked", until=f"{account.locked_until.astimezone(HANOI):%H:%M}")
    from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

    try:
        _hasher().verify(account.password_hash, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError) as error:
        failures = account.failures + 1
        locked = now + LOCKED_FOR if failures >= FAILURES_ALLOWED else None
        rows.put(dataclasses.replace(account, failures=0 if locked else failures, locked_until=locked))
        raise SignInRefused("sign_in_wrong") from error
    if now - account.confirmed_at > timedelta(days=OFFLINE_DAYS):
        raise SignInRefused("sign_in_expired")
    if account.failures or account.locked_until:
        rows.put(dataclasses.replace(account, failures=0, locked_until=None))
    return account
