"""Accounts of clerks and officials: who may sign in where. Counters keep their unit's, so that signing in works with no line."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import psycopg

from city_service.database import Pool, Row
from city_service.feed import tell
from city_service.problems import Problem
from kiosk.accounts import FAILURES_ALLOWED, LOCKED_FOR, hash_password, verify_password
from kiosk.practice.identity import CLERK_NAME, PASSWORD, UNIT_CODE, USERNAME
from kiosk.wire.models import ACCOUNTS_CHANGED, StaffAccount

OfficeRole = Literal["clerk", "supervisor", "official", "administrator"]
ROLES: tuple[OfficeRole, ...] = ("clerk", "supervisor", "official", "administrator")
ROLE_WORDS: dict[str, str] = {
    "clerk": "Cán bộ tiếp nhận",
    "supervisor": "Phụ trách bộ phận Một cửa",
    "official": "Công chức xử lý",
    "administrator": "Quản trị",
}
AT_THE_COUNTER: tuple[OfficeRole, ...] = ("clerk", "supervisor", "administrator")
"""Roles that sign in at counters. A whole city's administrator (unit '') does not."""
SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class Official:
    """A signed-in account. `unit_code` is '' for the whole city."""

    username: str
    unit_code: str
    name: str
    role: OfficeRole
    must_change: bool = False

    @property
    def is_city_wide(self) -> bool:
        return self.unit_code == ""

    def may_see(self, unit_code: str) -> bool:
        return self.is_city_wide or unit_code == self.unit_code


def official_of(row: Row) -> Official:
    return Official(row["username"], row["unit_code"], row["name"], row["role"], row["must_change"])


class SignInFailed(Exception):
    """Why somebody could not sign in: `wrong`, or `locked` with the moment it ends."""

    def __init__(self, why: Literal["wrong", "locked"], until: datetime | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.until = until


def sign_in(pool: Pool, username: str, password: str) -> Official:
    """The account, when the password is right. Raises SignInFailed; the fifth wrong password in a row locks it everywhere."""
    failed: SignInFailed | None = None
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT * FROM account WHERE username = %s AND active FOR UPDATE", (username.strip().casefold(),)
        ).fetchone()
        if row is None:
            # As long as for a name that exists: the answer's time says nothing either.
            verify_password(_NOBODY, password)
            raise SignInFailed("wrong")
        now = datetime.now(UTC)
        if row["locked_until"] is not None and row["locked_until"] > now:
            failed = SignInFailed("locked", row["locked_until"])
        elif verify_password(row["password_hash"], password):
            connection.execute(
                "UPDATE account SET failures = 0, locked_until = NULL, last_sign_in_at = %s WHERE username = %s",
                (now, row["username"]),
            )
        elif row["failures"] + 1 >= FAILURES_ALLOWED:
            lock(connection, row["username"], now + LOCKED_FOR)
            failed = SignInFailed("locked", now + LOCKED_FOR)
        else:
            connection.execute("UPDATE account SET failures = failures + 1 WHERE username = %s", (row["username"],))
            failed = SignInFailed("wrong")
    if failed is not None:
        raise failed
    return official_of(row)


_NOBODY = hash_password("nobody has this one")


def lock(connection: psycopg.Connection[Any], username: str, until: datetime) -> None:
    """Lock an account here and at its unit's counters."""
    row = connection.execute(
        """UPDATE account SET failures = 0, locked_until = greatest(locked_until, %s) WHERE username = %s
           RETURNING unit_code""",
        (until, username),
    ).fetchone()
    if row is not None:
        tell_of_accounts(connection, row["unit_code"])


def change_password(pool: Pool, username: str, old: str, new: str) -> None:
    """Raises SignInFailed for a wrong old password, Problem 422 for a short new one or the old one again."""
    if len(new) < SHORTEST_PASSWORD or new == old:
        raise Problem(422, "another password of at least 8 characters is needed")
    sign_in(pool, username, old)
    with pool.connection() as connection:
        set_password(connection, username, hash_password(new), datetime.now(UTC))


def set_password(
    connection: psycopg.Connection[Any],
    username: str,
    password_hash: str,
    changed_at: datetime,
    *,
    must_change: bool = False,
) -> bool:
    """Take a new password's hash unless a later one is known; other sessions of that account end. Whether it was taken."""
    row = connection.execute(
        """UPDATE account SET password_hash = %s, password_changed_at = %s, must_change = %s, failures = 0, locked_until = NULL
           WHERE username = %s AND password_changed_at <= %s RETURNING unit_code""",
        (password_hash, changed_at, must_change, username, changed_at),
    ).fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM office_session WHERE username = %s", (username,))
    tell_of_accounts(connection, row["unit_code"])
    return True


def switch(pool: Pool, username: str, *, active: bool) -> None:
    """Let an account in again, or keep it out, here and at its counters. Raises Problem 404."""
    with pool.connection() as connection:
        row = connection.execute(
            "UPDATE account SET active = %s, failures = 0, locked_until = NULL WHERE username = %s RETURNING unit_code",
            (active, username),
        ).fetchone()
        if row is None:
            raise Problem(404, "unknown account")
        connection.execute("DELETE FROM office_session WHERE username = %s", (username,))
        tell_of_accounts(connection, row["unit_code"])


def tell_of_accounts(connection: psycopg.Connection[Any], unit_code: str) -> None:
    """The unit's counters hear that their accounts changed and fetch them; the feed itself carries no password's hash."""
    if unit_code:
        tell(connection, unit_code, ACCOUNTS_CHANGED, "", {})


def accounts_of_unit(pool: Pool, unit_code: str) -> list[StaffAccount]:
    """What a counter of the unit keeps, those that may not sign in any more too: closed ones, and ones that went elsewhere."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT a.*, a.unit_code = %(unit)s AND a.role = ANY(%(roles)s) AS here FROM account a
               WHERE a.unit_code = %(unit)s AND a.role = ANY(%(roles)s)
                  OR a.username IN (SELECT username FROM account_gone WHERE unit_code = %(unit)s) ORDER BY a.username""",
            {"unit": unit_code, "roles": list(AT_THE_COUNTER)},
        ).fetchall()
    return [
        StaffAccount(
            username=row["username"],
            name=row["name"],
            role=row["role"] if row["here"] else "clerk",
            password_hash=row["password_hash"] if row["here"] else GONE,
            active=row["active"] and row["here"],
            must_change=row["must_change"],
            locked_until=row["locked_until"],
        )
        for row in rows
    ]


GONE = "-"
"""In place of the password's hash of an account that went elsewhere: no password is right."""


def put_account(
    connection: psycopg.Connection[Any],
    username: str,
    unit_code: str,
    name: str,
    role: OfficeRole,
    phone: str,
    password_hash: str,
    *,
    must_change: bool = True,
) -> bool:
    """Make an account, or bring its unit, role, name and phone up to date; password and closure stay. Whether it is new.

    The counters of a unit that it leaves, or where its new role does not sign in, are told to keep it out.
    """
    before = connection.execute("SELECT unit_code, role FROM account WHERE username = %s", (username,)).fetchone()
    connection.execute(
        """INSERT INTO account (username, unit_code, name, role, phone, password_hash, must_change)
           VALUES (%s, %s, %s, %s, %s, %s, %s)
           ON CONFLICT (username) DO UPDATE SET unit_code = excluded.unit_code, name = excluded.name, role = excluded.role,
               phone = excluded.phone""",
        (username, unit_code, name, role, phone, password_hash, must_change),
    )
    if before is None:
        return True
    was, role_was = str(before["unit_code"]), str(before["role"])
    if was and role_was in AT_THE_COUNTER and (was != unit_code or role not in AT_THE_COUNTER):
        connection.execute(
            "INSERT INTO account_gone (username, unit_code) VALUES (%s, %s) ON CONFLICT DO NOTHING", (username, was)
        )
        tell_of_accounts(connection, was)
    return False


def take_account_event(
    connection: psycopg.Connection[Any], unit_code: str, type_: str, payload: dict[str, Any]
) -> None:
    """What a counter says of an account of its unit: locked after wrong passwords, or a new password.

    Raises KeyError, TypeError, ValueError for what cannot be understood; another unit's accounts are left alone.
    """
    username = str(payload["username"])
    if username in {account[0] for account in PRACTICE}:
        return  # everybody's: what one learner does to it stays at that learner's counter
    row = connection.execute("SELECT unit_code FROM account WHERE username = %s", (username,)).fetchone()
    if row is None:
        return  # the counter's own, which the city does not know
    if row["unit_code"] != unit_code:
        raise ValueError("an account of another unit")
    if type_ == "account.locked":
        # A counter's clock may be wrong: nobody is locked out for longer than the rule says.
        until = min(datetime.fromisoformat(str(payload["until"])), datetime.now(UTC) + LOCKED_FOR)
        lock(connection, username, until)
        return
    password_hash = str(payload["password_hash"])
    if not password_hash.startswith("$argon2id$"):
        raise ValueError("no argon2id hash")
    changed_at = min(datetime.fromisoformat(str(payload["changed_at"])), datetime.now(UTC) + timedelta(minutes=5))
    set_password(connection, username, password_hash, changed_at)


PRACTICE: tuple[tuple[str, str, str, OfficeRole], ...] = (
    (USERNAME, UNIT_CODE, CLERK_NAME, "clerk"),
    ("vanphong1", UNIT_CODE, "Trần Minh Quân", "official"),
    ("phutrach1", UNIT_CODE, "Nguyễn Thị Bình", "supervisor"),
    ("quantri", "", "Quản trị tập huấn", "administrator"),
)
"""The published practice accounts: user name, unit, name, role. All have the practice password."""


def ensure_practice_accounts(pool: Pool) -> None:
    """A practice city has them from its start; a password changed in practice stays changed."""
    with pool.connection() as connection:
        known = {row["username"] for row in connection.execute("SELECT username FROM account").fetchall()}
        missing = [account for account in PRACTICE if account[0] not in known]
        password_hash = hash_password(PASSWORD) if missing else ""
        for username, unit, name, role in missing:
            put_account(connection, username, unit, name, role, "", password_hash, must_change=False)
