"""Staff accounts as this device knows them, so that sign-in works with no line."""

from datetime import datetime

from sqlite_utils import Database

from kiosk.domain.dossier import Account, Role
from offline_store.database import writing

_COLUMNS = "username, name, role, password_hash, confirmed_at, failures, locked_until, active, must_change"


class Accounts:
    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, account: Account) -> None:
        """Add or replace."""
        with writing(self._db):
            self._db.execute(
                f"INSERT OR REPLACE INTO account ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    account.username,
                    account.name,
                    account.role,
                    account.password_hash,
                    account.confirmed_at.isoformat(),
                    account.failures,
                    account.locked_until.isoformat() if account.locked_until else None,
                    account.active,
                    account.must_change,
                ),
            )

    def get(self, username: str) -> Account | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM account WHERE username = ?", (username,)).fetchone()
        return _account(row) if row else None

    def all(self) -> list[Account]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM account ORDER BY username").fetchall()
        return [_account(row) for row in rows]

    def with_unsent_password(self) -> set[str]:
        """Whose new password the city has not acknowledged: what it still says of the old one is not taken."""
        sql = """SELECT json_extract(payload, '$.username') FROM event WHERE type = 'account.password_changed'
                 AND seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'acknowledged_seq'), 0)"""
        return {row[0] for row in self._db.execute(sql).fetchall()}


def _account(row: tuple[str, str, Role, str, str, int, str | None, int, int]) -> Account:
    username, name, role, password_hash, confirmed_at, failures, locked_until, active, must_change = row
    locked = datetime.fromisoformat(locked_until) if locked_until else None
    confirmed = datetime.fromisoformat(confirmed_at)
    return Account(username, name, role, password_hash, confirmed, failures, locked, bool(active), bool(must_change))
