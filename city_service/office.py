"""The back office: moving a dossier on. Each act reaches every counter of the unit by the feed."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from city_service.database import Pool, Row
from city_service.events import refold
from city_service.feed import tell
from city_service.problems import Problem
from kiosk.domain.event import AFTER
from kiosk.domain.state import TRANSITIONS, State

Act = Literal["take-up", "supplement", "done", "refuse", "apologise"]
_EVENT: dict[Act, str] = {
    "take-up": "dossier.taken_up",
    "supplement": "dossier.supplement_requested",
    "done": "dossier.done",
    "refuse": "dossier.refused",
    "apologise": "dossier.apologised",
}
_NEEDS_REASON: set[Act] = {"supplement", "refuse", "apologise"}


class Move(BaseModel):
    """`reason` is what the citizen is told; `items` the papers a supplement asks for; `due_at` the new date of an apology."""

    reason: str = ""
    items: list[str] = []
    due_at: datetime | None = None
    actor: str = "office"


class OfficeRow(BaseModel):
    """A dossier in the work queue."""

    code: str
    procedure: str
    procedure_name: str
    state: int
    state_label: str
    flagged: bool
    received_at: datetime
    due_at: datetime


def move_on(pool: Pool, code: str, act: Act, move: Move) -> OfficeRow:
    """Do one act on the dossier with that code. 404 unknown, 409 when its state does not allow it, 422 without a reason."""
    if act in _NEEDS_REASON and not move.reason.strip():
        raise Problem(422, "a reason is needed", "say in `reason` what the citizen is to be told")
    if act == "apologise" and (move.due_at is None or move.due_at.tzinfo is None):
        raise Problem(422, "a new date is needed", "give `due_at` with its offset")
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT * FROM dossier WHERE code = %s ORDER BY received_at LIMIT 1 FOR UPDATE", (code,)
        ).fetchone()
        if row is None:
            raise Problem(404, "unknown dossier")
        state = State(row["state"])
        event = _EVENT[act]
        if event in TRANSITIONS and state not in TRANSITIONS[event][1]:
            raise Problem(409, "not allowed in this state", f"the dossier is {int(state)} {state.label}")
        device = connection.execute("SELECT acknowledged FROM device WHERE id = %s", (row["device_id"],)).fetchone()
        payload: dict[str, Any] = {"actor": move.actor, "code": code, AFTER: device["acknowledged"] if device else 0}
        if move.reason:
            payload["reason"] = move.reason
        if move.items:
            payload["items"] = list(move.items)
        if move.due_at is not None:
            payload["due_at"] = move.due_at.isoformat()
            connection.execute("UPDATE dossier SET due_at = %s WHERE id = %s", (move.due_at, row["id"]))
        for unit in {row["receiving_unit"], row["resolving_unit"]}:
            tell(connection, unit, event, row["id"], payload)
        refold(connection, row["id"])
        fresh = connection.execute("SELECT * FROM dossier WHERE id = %s", (row["id"],)).fetchone()
    assert fresh is not None
    return _row(fresh)


def work_queue(pool: Pool, unit_code: str | None = None, due_by: date | None = None) -> list[OfficeRow]:
    """Open dossiers by due date."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT * FROM dossier WHERE state IN (2, 4, 5, 6) AND (%s::text IS NULL OR resolving_unit = %s)
               AND (%s::date IS NULL OR due_at::date <= %s) ORDER BY due_at, code LIMIT 500""",
            (unit_code, unit_code, due_by, due_by),
        ).fetchall()
    return [_row(row) for row in rows]


def _row(row: Row) -> OfficeRow:
    state = State(row["state"])
    return OfficeRow(
        code=row["code"],
        procedure=row["procedure"],
        procedure_name=row["procedure_name"],
        state=int(state),
        state_label=state.label,
        flagged=row["flagged"],
        received_at=row["received_at"],
        due_at=row["due_at"],
    )
