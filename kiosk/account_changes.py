"""Accounts between counter and city: taking what the city vouches for, and telling it of locks and new passwords."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.accounts import hash_password, verify_password
from kiosk.domain.dossier import Account
from kiosk.errors import Refused, SignInRefused
from kiosk.wire.models import StaffAccount
from offline_store import Store

if TYPE_CHECKING:
    from kiosk.app import Counter

SHORTEST_PASSWORD = 8


def take_accounts(store: Store, told: Sequence[StaffAccount], now: datetime) -> None:
    """Keep what the city says of its accounts, as confirmed `now`. Accounts it does not name stay as they are.

    A lock made here is not undone, and a password changed here counts until the city has heard of it.
    """
    ours = store.accounts.with_unsent_password()
    for one in told:
        known = store.accounts.get(one.username)
        locks = [at for at in (known.locked_until if known else None, one.locked_until) if at is not None]
        account = Account(
            one.username,
            one.name,
            one.role,
            one.password_hash,
            now,
            failures=known.failures if known else 0,
            locked_until=max(locks, default=None),
            active=one.active,
            must_change=one.must_change,
        )
        if known is not None and one.username in ours:
            account = dataclasses.replace(account, password_hash=known.password_hash, must_change=known.must_change)
        store.accounts.put(account)


def tell_of_lock(counter: "Counter", account: Account) -> None:
    """The account is locked at the unit's other counters and the back office too, as soon as the line allows."""
    if account.locked_until is not None:
        payload = {"username": account.username, "until": account.locked_until.isoformat()}
        counter.store.record("", "account.locked", {**payload}, account.username, counter.clock.now())


def change_password(counter: "Counter", username: str, old: str, new: str) -> Account:
    """With or without a line; the city and the unit's other counters hear of it. Only the argon2id hash leaves this function.

    Raises Refused: the practice password is everybody's, the new one is short or the old one. SignInRefused: the old is wrong.
    """
    if counter.identity.practice:
        raise Refused("practice_password_fixed")
    if len(new) < SHORTEST_PASSWORD:
        raise Refused("password_short")
    if new == old:
        raise Refused("password_same")
    account = counter.store.accounts.get(username)
    if account is None or not verify_password(account.password_hash, old):
        raise SignInRefused("sign_in_wrong")
    changed = dataclasses.replace(
        account, password_hash=hash_password(new), must_change=False, failures=0, locked_until=None
    )
    now = counter.clock.now()
    counter.store.change_account(
        changed,
        {"username": username, "password_hash": changed.password_hash, "changed_at": now.isoformat()},
        now,
    )
    return changed
