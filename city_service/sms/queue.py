"""The queue of messages: written in the same transaction as what they tell of, sent by the worker (procrastinate)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

import procrastinate
import psycopg

from city_service.devices import Device
from city_service.sms.texts import Kind, Said, body_of
from kiosk.domain.clock import HANOI
from kiosk.domain.event import MESSAGE_WANTED, Event
from kiosk.domain.phones import mobile

TASK = "send_sms"
QUEUE = "sms"
QUIET_FROM, QUIET_UNTIL = time(21, 0), time(7, 0)
TOO_OLD = timedelta(hours=24)
"""An acceptance that comes so late is not told: the citizen has the receipt, and the message would only startle."""


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """`diacritics` off: messages of 160 letters instead of 70."""

    diacritics: bool = False
    quiet_from: time = QUIET_FROM
    quiet_until: time = QUIET_UNTIL


class SmsQueue:
    """Puts messages into the queue. It sends nothing and waits for nobody."""

    def __init__(self, settings: SmsSettings) -> None:
        self._settings = settings
        # It only writes jobs, on the caller's connection: its own is never opened.
        self._app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())

    def tell(
        self, connection: psycopg.Connection[Any], kind: Kind, phone: str, dossier_id: str, unit_code: str, said: Said
    ) -> None:
        """Queue one message inside the caller's transaction, unless the phone is no mobile's or opted out. An acceptance and a
        registration are told once."""
        self._queue(connection, [_Telling(kind, phone, dossier_id, unit_code, said)])

    def tell_of(self, connection: psycopg.Connection[Any], device: Device, events: Iterable[Event]) -> None:
        """What a batch of new events means for phones: acceptances, and numbers that were wanted."""
        tellings: list[_Telling | None] = []
        for event in events:
            if event.type == "dossier.accepted" and device.profile == "counter":
                tellings.append(_of_acceptance(device, event))
            elif event.type == MESSAGE_WANTED:
                tellings.append(_of_registration(connection, device, event))
        self._queue(connection, [telling for telling in tellings if telling is not None])

    def _queue(self, connection: psycopg.Connection[Any], tellings: Sequence["_Telling"]) -> None:
        """All of a batch at once: a counter that comes back after a night brings dozens."""
        diacritics = self._settings.diacritics
        rows = [
            (mobile(t.phone), body_of(t.kind, t.said, diacritics=diacritics), t.kind, t.dossier_id, t.unit_code)
            for t in tellings
        ]
        # What PostgreSQL cannot keep as text (a NUL in a code) is told to nobody; the event itself was taken in.
        rows = [row for row in rows if row[0] and "\0" not in "".join(row)]
        if not rows:
            return
        queued = connection.execute(
            """INSERT INTO sms_message (phone, body, kind, dossier_id, unit_code)
               SELECT m.* FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                   AS m (phone, body, kind, dossier_id, unit_code)
               WHERE NOT EXISTS (SELECT 1 FROM sms_opt_out o WHERE o.phone = m.phone)
               ON CONFLICT DO NOTHING RETURNING id""",
            [list(column) for column in zip(*rows, strict=True)],
        ).fetchall()
        if queued:
            when = self.next_moment(datetime.now(UTC))
            options: dict[str, Any] = {"schedule_at": when} if when is not None else {}
            task = self._app.configure_task(TASK, queue=QUEUE, connection=connection, **options)
            task.batch_defer(*({"message_id": row["id"]} for row in queued))

    def next_moment(self, now: datetime) -> datetime | None:
        """The end of the quiet hours, when it is night in Hà Nội; None: at once."""
        local = now.astimezone(HANOI)
        begin, end = self._settings.quiet_from, self._settings.quiet_until
        night = local.time() >= begin or local.time() < end if begin > end else begin <= local.time() < end
        if not night:
            return None
        day = local.date() + timedelta(days=1 if local.time() >= end else 0)
        return datetime.combine(day, end, HANOI)


@dataclass(frozen=True, slots=True)
class _Telling:
    """One thing to say to one phone."""

    kind: Kind
    phone: str
    dossier_id: str
    unit_code: str
    said: Said


def _of_acceptance(device: Device, event: Event) -> _Telling | None:
    """One that is fresh and whose applicant left a mobile number."""
    payload = cast("dict[str, Any]", event.payload)
    try:
        phone = str((payload.get("applicant") or {}).get("phone") or "")
        if not mobile(phone) or datetime.now(UTC) - datetime.fromisoformat(event.occurred_at) > TOO_OLD:
            return None
        said = Said(device.unit_name, str(payload["code"]), datetime.fromisoformat(str(payload["due_at"])))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return _Telling("accepted", phone, event.dossier_id, device.unit_code, said)


def _of_registration(connection: psycopg.Connection[Any], device: Device, wanted: Event) -> _Telling | None:
    """The number of what a citizen registered at self-service, to the phone they entered there, because they asked for it."""
    row = connection.execute(
        """SELECT payload FROM device_event
           WHERE dossier_id = %s AND type = 'dossier.registered' AND device_id = %s LIMIT 1""",
        (wanted.dossier_id, device.id),
    ).fetchone()
    if row is None:
        return None
    payload = cast("dict[str, Any]", row["payload"])
    phone = str(cast("dict[str, Any]", payload.get("applicant") or {}).get("phone") or "")
    said = Said(device.unit_name, f"{payload.get('number')} ({payload.get('code')})")
    return _Telling("registered", phone, wanted.dossier_id, device.unit_code, said)


def opt_out(connection: psycopg.Connection[Any], phone: str, how: str) -> bool:
    """No message to this phone any more, those waiting too. Whether it is a mobile number."""
    number = mobile(phone)
    if not number:
        return False
    connection.execute("INSERT INTO sms_opt_out (phone, how) VALUES (%s, %s) ON CONFLICT DO NOTHING", (number, how))
    connection.execute("UPDATE sms_message SET state = 'opted_out' WHERE phone = %s AND state = 'waiting'", (number,))
    return True
