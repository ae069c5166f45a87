"""The dossiers that follow from devices' logs and the city's own word: rows of projection, kept in step event by event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import psycopg

from city_service.accounts import take_account_event
from city_service.database import Row
from city_service.devices import Device
from city_service.feed import tell
from kiosk.domain.event import AFTER, BEGINNINGS, Event
from kiosk.domain.state import TRANSITIONS, Change, State, fold
from kiosk.domain.subject import subject_key
from kiosk.domain.text import fold as fold_text

SELF_SERVICE_MAY = frozenset({"dossier.registered", "papers.left"})
"""The events of a self-service device that change a dossier. It accepts nothing: a clerk does."""
ACCOUNT_EVENTS = frozenset({"account.locked", "account.password_changed"})
LOOKED_AT = frozenset({"dossier.apologised", "papers.left"}) | ACCOUNT_EVENTS
"""What means something to the city beside the changes of a dossier's state."""


ENDS = frozenset({"dossier.done", "dossier.refused", "dossier.withdrawn", "dossier.not_accepted"})
"""What ends a dossier's processing: reports judge by the first of these."""


def project(connection: psycopg.Connection[Any], device: Device, fresh: Sequence[Event]) -> None:
    """What a batch of new events changes. Inside the caller's transaction; raises nothing for what cannot be understood."""
    accepted = [event for event in fresh if event.type == "dossier.accepted"]
    together = len(accepted) > 1 and _project_together(connection, device, accepted)
    for event in fresh:
        if event.type == "dossier.accepted" and together:
            continue
        if event.type in TRANSITIONS or event.type in LOOKED_AT:
            _project(connection, device, event)


def _project(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    """Keep the dossier row in step. What cannot be understood leaves the event alone and tells the unit."""
    try:
        with connection.transaction():
            if device.profile == "self-service" and event.type not in SELF_SERVICE_MAY:
                raise ValueError(event.type)
            if event.type in ACCOUNT_EVENTS:
                take_account_event(connection, device.unit_code, event.type, cast("dict[str, Any]", event.payload))
                return
            if event.type in BEGINNINGS:
                _insert_dossier(connection, device, event)
                return
            if event.type == "papers.left":
                row = connection.execute(
                    "SELECT * FROM dossier WHERE code = %s AND receiving_unit = %s ORDER BY received_at LIMIT 1",
                    (str(event.payload["code"]), device.unit_code),
                ).fetchone()
                if row is not None:
                    _take_papers_left(connection, row, event.device_id, event.seq, event.payload)
                return
            _file_attachments(connection, event)
            if event.type == "dossier.apologised":
                due_at = datetime.fromisoformat(str(event.payload["due_at"]))
                connection.execute(
                    "UPDATE dossier SET due_at = greatest(due_at, %s) WHERE id = %s", (due_at, event.dossier_id)
                )
            refold(connection, event.dossier_id)
    except (KeyError, TypeError, ValueError, psycopg.Error) as error:
        tell(
            connection,
            device.unit_code,
            "dossier.not_understood",
            event.dossier_id,
            {"reason": type(error).__name__, "seq": event.seq},
        )


_DOSSIER_COLUMNS = """id, code, device_id, receiving_unit, resolving_unit, procedure, procedure_name, applicant_name, state,
                       flagged, received_at, due_at, applicant_folded, subject"""
_DOSSIER = f"""INSERT INTO dossier ({_DOSSIER_COLUMNS})
               VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
_ATTACHMENT_COLUMNS = "dossier_id, position, document, file_name, sha256, size, media_type"
_ATTACHMENT = f"INSERT INTO dossier_attachment ({_ATTACHMENT_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)"


def _dossier_row(device: Device, event: Event, subject: str, *, flagged: bool) -> tuple[Any, ...]:
    payload = cast("dict[str, Any]", event.payload)
    return (
        event.dossier_id,
        str(payload["code"]),
        device.id,
        device.unit_code,
        payload.get("resolving_unit") or device.unit_code,
        payload["procedure"],
        payload["procedure_name"],
        payload["applicant"]["name"],
        int(State.NEW if event.type == "dossier.registered" else State.ACCEPTED),
        flagged,
        datetime.fromisoformat(event.occurred_at),
        datetime.fromisoformat(payload["due_at"]),
        fold_text(payload["applicant"]["name"]),
        subject,
    )


def _attachment_rows(event: Event, first: int) -> list[tuple[Any, ...]]:
    papers = cast("list[dict[str, Any]]", event.payload.get("attachments") or [])
    return [
        (
            event.dossier_id,
            position,
            paper["document"],
            paper["file_name"],
            paper["sha256"],
            paper["size"],
            paper["media_type"],
        )
        for position, paper in enumerate(papers, start=first)
    ]


def _project_together(connection: psycopg.Connection[Any], device: Device, accepted: list[Event]) -> bool:
    """The rows of many acceptances at once, when nothing is special about any of them. False: then each is looked at alone.

    Special is what cannot be understood, a code or dossier the city has, and a subject that it has or that comes twice.
    """
    try:
        subjects = [subject_key(cast("dict[str, Any]", event.payload)) for event in accepted]
        rows = [
            _dossier_row(device, event, subject, flagged=False)
            for event, subject in zip(accepted, subjects, strict=True)
        ]
        attachments = [row for event in accepted for row in _attachment_rows(event, 0)]
        codes = [row[1] for row in rows]
        told = [subject for subject in subjects if subject]
        if len(set(codes)) < len(codes) or len(set(told)) < len(told):
            return False
        known = connection.execute(
            """SELECT 1 FROM dossier WHERE code = ANY(%s) UNION ALL SELECT 1 FROM dossier WHERE id = ANY(%s)
               UNION ALL SELECT 1 FROM dossier WHERE subject <> '' AND subject = ANY(%s)
               UNION ALL SELECT 1 FROM device_event WHERE type = 'papers.left' AND payload ->> 'code' = ANY(%s)
               UNION ALL SELECT 1 FROM device_event WHERE type = 'dossier.registered' AND dossier_id = ANY(%s) LIMIT 1""",
            (codes, [row[0] for row in rows], told, codes, [row[0] for row in rows]),
        ).fetchone()
        if known is not None:
            return False
        # Another device's batch may bring one of these codes at this very moment: then the savepoint is undone.
        with connection.transaction(), connection.cursor() as cursor:
            for table, columns, lines in (
                ("dossier", _DOSSIER_COLUMNS, rows),
                ("dossier_attachment", _ATTACHMENT_COLUMNS, attachments),
            ):
                if lines:
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:  # pyright: ignore[reportArgumentType]
                        for line in lines:
                            copy.write_row(line)
    except (AttributeError, KeyError, TypeError, ValueError, psycopg.Error):
        return False
    return True


def _insert_dossier(connection: psycopg.Connection[Any], device: Device, event: Event) -> None:
    payload = cast("dict[str, Any]", event.payload)
    code = str(payload["code"])
    twin = connection.execute(
        "SELECT id FROM dossier WHERE code = %s AND id <> %s", (code, event.dossier_id)
    ).fetchone()
    subject = subject_key(payload)
    row = _dossier_row(device, event, subject, flagged=twin is not None)
    inserted = connection.execute(_DOSSIER + " RETURNING id", row).fetchone()
    if inserted is None:
        known = connection.execute("SELECT * FROM dossier WHERE id = %s FOR UPDATE", (event.dossier_id,)).fetchone()
        assert known is not None
        if known["receiving_unit"] != device.unit_code:
            raise ValueError("a dossier of another unit")
        if event.type == "dossier.accepted" and known["state"] == int(State.NEW):
            _take_over(connection, device, event, row)
        elif event.type == "dossier.accepted" and known["device_id"] != device.id and known["code"] != code:
            # Two counters took over one registration, each with no line: both codes are on paper now.
            connection.execute("UPDATE dossier SET flagged = true WHERE id = %s", (event.dossier_id,))
            both = {"code": known["code"], "other": code}
            tell(connection, device.unit_code, "dossier.accepted_twice", event.dossier_id, both)
        elif event.type == "dossier.registered":
            # The counter that took it over was quicker than the device it was registered at.
            _tell_taken_over(connection, device.unit_code, event.dossier_id, known["code"], code)
        refold(connection, event.dossier_id)
        return
    if event.type == "dossier.registered":
        for paper in _attachment_rows(event, 0):
            connection.execute(_ATTACHMENT, paper)
        tell(connection, device.unit_code, event.type, event.dossier_id, _registration(event))
        return
    if twin is not None:
        tell(connection, device.unit_code, "dossier.code_taken", event.dossier_id, {"code": code})
    if subject:
        _flag_duplicates(connection, device, event, subject, code)
    for paper in _attachment_rows(event, 0):
        connection.execute(_ATTACHMENT, paper)
    _take_earlier_papers(connection, event.dossier_id, code)


def _take_over(connection: psycopg.Connection[Any], device: Device, event: Event, row: tuple[Any, ...]) -> None:
    """A counter accepted what was registered at self-service: from now on the dossier is what the counter says."""
    names = ("code", "device_id", "receiving_unit", "resolving_unit", "procedure", "procedure_name", "applicant_name")
    columns = (*names, "state", "flagged", "received_at", "due_at", "applicant_folded", "subject")
    registered = connection.execute("SELECT code FROM dossier WHERE id = %s", (event.dossier_id,)).fetchone()
    connection.execute(
        f"UPDATE dossier SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = %s",  # pyright: ignore[reportArgumentType]
        (*row[1:], event.dossier_id),
    )
    connection.execute("DELETE FROM dossier_attachment WHERE dossier_id = %s", (event.dossier_id,))
    for paper in _attachment_rows(event, 0):
        connection.execute(_ATTACHMENT, paper)
    code, subject = str(row[1]), str(row[-1])
    if row[8]:
        tell(connection, device.unit_code, "dossier.code_taken", event.dossier_id, {"code": code})
    if subject:
        _flag_duplicates(connection, device, event, subject, code)
    _tell_taken_over(connection, device.unit_code, event.dossier_id, code, registered["code"] if registered else "")
    _take_earlier_papers(connection, event.dossier_id, code)


def _tell_taken_over(
    connection: psycopg.Connection[Any], unit_code: str, dossier_id: str, code: str, registration: str
) -> None:
    tell(connection, unit_code, "dossier.taken_over", dossier_id, {"code": code, "registration": registration})


def _registration(event: Event) -> dict[str, Any]:
    """What the unit's counters are told of a registration: enough to take it over with nothing typed again."""
    wanted = ("applicant", "attachments", "code", "entered", "number", "procedure", "procedure_name")
    return {key: event.payload[key] for key in wanted if key in event.payload} | {"registered_at": event.occurred_at}


def _take_earlier_papers(connection: psycopg.Connection[Any], dossier_id: str, code: str) -> None:
    """Papers left at self-service before the counter's own word of the dossier came."""
    rows = connection.execute(
        """SELECT e.device_id, e.seq, e.payload FROM device_event e JOIN device d ON d.id = e.device_id
           JOIN dossier o ON o.id = %s AND o.receiving_unit = d.unit_code
           WHERE e.type = 'papers.left' AND e.payload ->> 'code' = %s ORDER BY e.occurred_at""",
        (dossier_id, code),
    ).fetchall()
    for left in rows:
        row = connection.execute("SELECT * FROM dossier WHERE id = %s", (dossier_id,)).fetchone()
        assert row is not None
        _take_papers_left(connection, row, left["device_id"], left["seq"], left["payload"])


def _take_papers_left(
    connection: psycopg.Connection[Any], dossier: Row, device_id: str, seq: int, payload: dict[str, Any]
) -> None:
    """File papers a citizen left at self-service, and tell the unit. Where they were asked for, the request is met."""
    papers = cast("list[dict[str, Any]]", payload.get("attachments") or [])
    row = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) AS next FROM dossier_attachment WHERE dossier_id = %s", (dossier["id"],)
    ).fetchone()
    assert row is not None
    for position, paper in enumerate(papers, start=row["next"]):
        values = (paper["document"], paper["file_name"], paper["sha256"], paper["size"], paper["media_type"])
        connection.execute(_ATTACHMENT, (dossier["id"], position, *values))
    asked = dossier["state"] == int(State.SUPPLEMENT_REQUESTED)
    device = connection.execute("SELECT acknowledged FROM device WHERE id = %s", (dossier["device_id"],)).fetchone()
    said: dict[str, Any] = {
        "actor": "self-service",
        AFTER: device["acknowledged"] if device else 0,
        "attachments": papers,
        "code": dossier["code"],
        "from": f"{device_id}:{seq}",
    }
    tell(
        connection,
        dossier["receiving_unit"],
        "dossier.supplemented" if asked else "dossier.papers_left",
        dossier["id"],
        said,
    )
    refold(connection, dossier["id"])


def _file_attachments(connection: psycopg.Connection[Any], event: Event) -> None:
    """File what a later event brought, after what the dossier has."""
    if not event.payload.get("attachments"):
        return
    row = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) AS next FROM dossier_attachment WHERE dossier_id = %s",
        (event.dossier_id,),
    ).fetchone()
    assert row is not None
    for paper in _attachment_rows(event, row["next"]):
        connection.execute(_ATTACHMENT, paper)


def _flag_duplicates(
    connection: psycopg.Connection[Any], device: Device, event: Event, subject: str, code: str
) -> None:
    """Open dossiers about the same persons and procedure are kept, flagged on both sides, and left to a person."""
    twins = connection.execute(
        """UPDATE dossier SET flagged = true WHERE subject = %s AND id <> %s AND state IN (1, 2, 4, 5, 6)
           AND received_at > now() - interval '400 days' RETURNING id, code, receiving_unit""",
        (subject, event.dossier_id),
    ).fetchall()
    if not twins:
        return
    connection.execute("UPDATE dossier SET flagged = true WHERE id = %s", (event.dossier_id,))
    tell(connection, device.unit_code, "dossier.duplicate_suspected", event.dossier_id, {"code": twins[0]["code"]})
    for twin in twins:
        tell(connection, twin["receiving_unit"], "dossier.duplicate_suspected", twin["id"], {"code": code})


def refold(connection: psycopg.Connection[Any], dossier_id: str) -> None:
    """Recompute a dossier's state from its device's events and the city's own, and what reports judge it by."""
    changes = [
        Change(
            row["type"],
            datetime.fromisoformat(row["occurred_at"]),
            "counter",
            row["seq"],
            row["payload"].get(AFTER) or 0,
        )
        for row in connection.execute(
            """SELECT type, occurred_at, CASE type WHEN 'dossier.registered' THEN 0 ELSE seq END AS seq, payload
               FROM device_event WHERE dossier_id = %s ORDER BY seq""",
            (dossier_id,),
        ).fetchall()
    ]
    changes += [
        Change(row["type"], row["occurred_at"], "city", row["cursor"], row["payload"].get(AFTER) or 0)
        for row in connection.execute(
            """SELECT type, occurred_at, cursor, payload FROM feed WHERE dossier_id = %s
               AND type NOT IN ('dossier.registered', 'dossier.taken_over') ORDER BY cursor""",
            (dossier_id,),
        ).fetchall()
    ]
    folded = fold(changes)
    if folded.state is not None:
        connection.execute(
            """UPDATE dossier SET state = %s, flagged = flagged OR %s, ended_at = %s, asked_at = %s, self_service = %s
               WHERE id = %s""",
            (
                int(folded.state),
                bool(folded.flagged),
                min((change.occurred_at for change in changes if change.type in ENDS), default=None),
                max(
                    (change.occurred_at for change in changes if change.type == "dossier.supplement_requested"),
                    default=None,
                ),
                any(change.type == "dossier.registered" for change in changes),
                dossier_id,
            ),
        )
