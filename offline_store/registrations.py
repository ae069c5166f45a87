"""Dossiers citizens registered at self-service, as the city told this unit: those a clerk can take over, and one's state."""

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from kiosk.domain.dossier import StoryLine, WaitingRegistration
from kiosk.domain.event import Json

_FREE = """
    NOT EXISTS (SELECT 1 FROM event e WHERE e.dossier_id = c.dossier_id AND e.type = 'dossier.accepted')
    AND NOT EXISTS (SELECT 1 FROM city_event o WHERE o.dossier_id = c.dossier_id
                    AND o.type IN ('dossier.taken_over', 'dossier.withdrawn'))
"""
WAITING = f"""
    SELECT c.dossier_id, c.occurred_at, c.payload FROM city_event c
    WHERE c.type = 'dossier.registered' AND {_FREE} ORDER BY c.cursor DESC LIMIT ?
"""
OF_DOSSIER = """
    SELECT c.dossier_id, c.occurred_at, c.payload FROM city_event c
    WHERE c.dossier_id = ? AND c.type = 'dossier.registered' ORDER BY c.cursor LIMIT 1
"""
SAID_OF_CODE = """
    SELECT type, dossier_id, occurred_at, payload FROM city_event WHERE json_extract(payload, '$.code') = ? ORDER BY cursor
"""


class Registrations:
    """Reads only; what the city told is written by the outbox."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def waiting(self, limit: int = 50) -> list[WaitingRegistration]:
        """Those no counter has taken over, as far as this one knows; newest first."""
        return [_registration(row) for row in self._db.execute(WAITING, (limit,)).fetchall()]

    def get(self, dossier_id: str) -> WaitingRegistration | None:
        """What the city told of one, whoever took it over since."""
        row = self._db.execute(OF_DOSSIER, (dossier_id,)).fetchone()
        return _registration(row) if row else None

    def taken_as(self, dossier_id: str) -> str:
        """The official code it was taken over with, by this counter or another; empty while nobody has."""
        own = self._db.execute(
            "SELECT payload FROM event WHERE dossier_id = ? AND type = 'dossier.accepted'", (dossier_id,)
        ).fetchone()
        told = self._db.execute(
            "SELECT payload FROM city_event WHERE dossier_id = ? AND type = 'dossier.taken_over' ORDER BY cursor LIMIT 1",
            (dossier_id,),
        ).fetchone()
        return next((str(json.loads(row[0]).get("code") or "") for row in (own, told) if row), "")

    def said_of_code(self, code: str) -> list[StoryLine]:
        """What the city told of the dossier with that official code, in its order."""
        return [
            StoryLine(type_, datetime.fromisoformat(at), "city", "", json.loads(payload))
            for type_, _, at, payload in self._db.execute(SAID_OF_CODE, (code,)).fetchall()
        ]


def _registration(row: tuple[Any, ...]) -> WaitingRegistration:
    dossier_id, at, text = row
    payload: dict[str, Json] = json.loads(text)
    return WaitingRegistration(dossier_id, str(payload.get("code") or ""), datetime.fromisoformat(at), payload)
