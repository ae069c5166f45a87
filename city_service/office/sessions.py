"""Signed in to the back office: a cookie whose hash is in the database, so that every worker knows it and it can be ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from city_service.accounts import Official, official_of
from city_service.database import Pool

COOKIE = "mot-cua-office"
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """`form_token` stands in every form of this session: another site cannot send one (CSRF)."""

    official: Official
    form_token: str

    def vouches_for(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self.form_token.encode())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(pool: Pool, username: str) -> str:
    """The cookie's value; only its hash is kept. Sessions that are over go with it."""
    token = secrets.token_urlsafe(32)
    with pool.connection() as connection:
        connection.execute(
            "DELETE FROM office_session WHERE seen_at < now() - %s OR opened_at < now() - %s", (IDLE, LONGEST)
        )
        connection.execute(
            "INSERT INTO office_session (token_hash, username, form_token) VALUES (%s, %s, %s)",
            (_hash(token), username, secrets.token_urlsafe(16)),
        )
    return token


def session_of(pool: Pool, token: str) -> Session | None:
    """Who is behind a cookie, while the session lasts and the account may sign in."""
    if not token:
        return None
    with pool.connection() as connection:
        row = connection.execute(
            """UPDATE office_session s SET seen_at = now() FROM account a
               WHERE s.token_hash = %s AND a.username = s.username AND a.active
                 AND s.seen_at >= now() - %s AND s.opened_at >= now() - %s
               RETURNING s.form_token, a.*""",
            (_hash(token), IDLE, LONGEST),
        ).fetchone()
    return Session(official_of(row), row["form_token"]) if row is not None else None


def close_session(pool: Pool, token: str) -> None:
    with pool.connection() as connection:
        connection.execute("DELETE FROM office_session WHERE token_hash = %s", (_hash(token),))
