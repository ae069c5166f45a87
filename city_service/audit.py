"""Who looked at or did what in the back office: the access log that Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 asks for."""

from typing import Any

import psycopg
from psycopg.types.json import Jsonb


def audit(connection: psycopg.Connection[Any], username: str, act: str, about: str, **more: object) -> None:
    """Add a line, inside the caller's transaction. `about` is a dossier's, device's, account's or unit's id."""
    connection.execute(
        "INSERT INTO office_audit (username, act, about, more) VALUES (%s, %s, %s, %s)",
        (username, act, about, Jsonb(more)),
    )
