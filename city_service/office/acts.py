"""Moving a dossier on. Each act reaches every counter of the unit by the feed."""

from datetime import datetime
from typing import Any, Literal

import psycopg
from pydantic import BaseModel

from city_service.attachments import ResultFile
from city_service.database import Pool, Row
from city_service.feed import tell
from city_service.problems import Problem
from city_service.projection import refold
from city_service.sms.queue import SmsQueue
from city_service.sms.texts import Kind, Said
from kiosk.domain.event import AFTER
from kiosk.domain.state import TRANSITIONS, State

Act = Literal["take-up", "supplement", "done", "refuse", "apologise"]
ACTS: tuple[Act, ...] = ("take-up", "supplement", "done", "refuse", "apologise")
EVENT_OF: dict[Act, str] = {
    "take-up": "dossier.taken_up",
    "supplement": "dossier.supplement_requested",
    "done": "dossier.done",
    "refuse": "dossier.refused",
    "apologise": "dossier.apologised",
}
_NEEDS_REASON: set[Act] = {"supplement", "refuse", "apologise"}
_SMS: dict[Act, Kind] = {
    "supplement": "supplement",
    "done": "done",
    "refuse": "refused",
    "apologise": "apologised",
}
_CLOSED = {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.DONE, State.HANDED_BACK}


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


def is_possible(act: Act, state: State) -> bool:
    """Whether a dossier in that state can be moved so. An apology is for what is still owed."""
    event = EVENT_OF[act]
    return state in TRANSITIONS[event][1] if event in TRANSITIONS else state not in _CLOSED


def move_on(pool: Pool, code: str, act: Act, move: Move, sms: SmsQueue | None = None) -> OfficeRow:
    """Do one act on the dossier with that code. 404 unknown, 409 when its state does not allow it, 422 without a reason."""
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT * FROM dossier WHERE code = %s ORDER BY received_at LIMIT 1 FOR UPDATE", (code,)
        ).fetchone()
        if row is None:
            raise Problem(404, "unknown dossier")
        fresh = move_row(connection, row, act, move, sms=sms)
    return office_row(fresh)


def move_row(
    connection: psycopg.Connection[Any],
    row: Row,
    act: Act,
    move: Move,
    result: ResultFile | None = None,
    sms: SmsQueue | None = None,
) -> Row:
    """The act on a dossier whose row is locked, inside the caller's transaction. Gives the row as it is then."""
    if act in _NEEDS_REASON and not move.reason.strip():
        raise Problem(422, "a reason is needed", "say in `reason` what the citizen is to be told")
    if act == "apologise" and (move.due_at is None or move.due_at.tzinfo is None):
        raise Problem(422, "a new date is needed", "give `due_at` with its offset")
    state = State(row["state"])
    if not is_possible(act, state):
        raise Problem(409, "not allowed in this state", f"the dossier is {int(state)} {state.label}")
    device = connection.execute("SELECT acknowledged FROM device WHERE id = %s", (row["device_id"],)).fetchone()
    payload: dict[str, Any] = {"actor": move.actor, "code": row["code"], AFTER: device["acknowledged"] if device else 0}
    if move.reason:
        payload["reason"] = move.reason
    if move.items:
        payload["items"] = list(move.items)
    if move.due_at is not None:
        payload["due_at"] = move.due_at.isoformat()
        connection.execute("UPDATE dossier SET due_at = %s WHERE id = %s", (move.due_at, row["id"]))
    if result is not None:
        payload["attachments"] = [_file_result(connection, row["id"], result)]
    for unit in sorted({row["receiving_unit"], row["resolving_unit"]}):
        tell(connection, unit, EVENT_OF[act], row["id"], payload)
    refold(connection, row["id"])
    fresh = connection.execute("SELECT * FROM dossier WHERE id = %s", (row["id"],)).fetchone()
    assert fresh is not None
    if sms is not None and act in _SMS:
        _tell_citizen(connection, sms, _SMS[act], fresh, len(move.items))
    return fresh


def _tell_citizen(connection: psycopg.Connection[Any], sms: SmsQueue, kind: Kind, row: Row, count: int) -> None:
    known = connection.execute(
        """SELECT e.payload -> 'applicant' ->> 'phone' AS phone, d.unit_name FROM device_event e JOIN device d ON d.id = e.device_id
           WHERE e.dossier_id = %s AND e.type = 'dossier.accepted' LIMIT 1""",
        (row["id"],),
    ).fetchone()
    if known is not None:
        said = Said(known["unit_name"], row["code"], row["due_at"], count)
        sms.tell(connection, kind, known["phone"] or "", row["id"], row["receiving_unit"], said)


def _file_result(connection: psycopg.Connection[Any], dossier_id: str, result: ResultFile) -> dict[str, Any]:
    document = "Kết quả"
    connection.execute(
        """INSERT INTO dossier_attachment (dossier_id, position, document, file_name, sha256, size, media_type)
           SELECT %s, coalesce(max(position) + 1, 0), %s, %s, %s, %s, %s FROM dossier_attachment WHERE dossier_id = %s""",
        (dossier_id, document, result.file_name, result.sha256, result.size, result.media_type, dossier_id),
    )
    return {
        "document": document,
        "file_name": result.file_name,
        "sha256": result.sha256,
        "size": result.size,
        "media_type": result.media_type,
        "original_sha256": result.sha256,
    }


def office_row(row: Row) -> OfficeRow:
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
