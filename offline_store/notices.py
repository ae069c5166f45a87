"""Notices: what happened by itself and a person should hear of, once (the tail was taken back, the city was healed …)."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence's key with its blanks (kiosk.messages), and when it came up."""

    id: int
    key: str
    params: dict[str, str]
    at: datetime


class Notices:
    """Adding happens inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, key: str, at: datetime, **params: str) -> None:
        """Say it, unless the same is still unread."""
        content = json.dumps(params, ensure_ascii=False, sort_keys=True)
        sql = "SELECT 1 FROM notice WHERE key = ? AND params = ? AND seen = 0"
        if self._db.execute(sql, (key, content)).fetchone() is None:
            self._db.execute("INSERT INTO notice (key, params, at) VALUES (?, ?, ?)", (key, content, at.isoformat()))

    def unread(self) -> list[Notice]:
        rows = self._db.execute("SELECT id, key, params, at FROM notice WHERE seen = 0 ORDER BY id").fetchall()
        return [Notice(id_, key, json.loads(params), datetime.fromisoformat(at)) for id_, key, params, at in rows]

    def mark_seen(self, notice_id: int) -> None:
        self._db.execute("UPDATE notice SET seen = 1 WHERE id = ?", (notice_id,))
