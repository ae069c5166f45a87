"""How devices are: what they say of themselves, and the list an administrator looks at."""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from city_service.database import Pool, Row
from city_service.devices import Device
from kiosk.domain.clock import HANOI
from kiosk.messages import say
from kiosk.wire.models import DeviceCondition

QUIET_AFTER = timedelta(hours=1)
PRINTS = ("", "ok")
_PAPER_WORDS = {"ok": "Máy in tốt", "no printer": "Không có máy in"}
CLOCK_TOLERATED_SECONDS = 120


def take_condition(pool: Pool, device: Device, told: DeviceCondition) -> None:
    with pool.connection() as connection:
        connection.execute(
            """UPDATE device SET version = %s, pending_events = %s, pending_attachments = %s, clock_offset_seconds = %s,
                      doctor_bad = %s, doctor_at = %s, condition_at = now(), last_seen_at = now() WHERE id = %s""",
            (
                told.version,
                told.pending_events,
                told.pending_attachments,
                told.clock_offset_seconds,
                told.doctor_bad,
                told.doctor_at,
                device.id,
            ),
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO device_outage (device_id, day, minutes) VALUES (%s, %s, %s)
                   ON CONFLICT (device_id, day) DO UPDATE SET minutes = greatest(device_outage.minutes, excluded.minutes)""",
                [(device.id, outage.day, outage.minutes) for outage in told.outages if outage.minutes],
            )


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device as the list shows it. Moments are Hà Nội's."""

    id: str
    unit_code: str
    unit_name: str
    counter: int
    profile: str
    version: str
    last_seen: datetime | None
    backlog: int
    scans_waiting: int
    clock_offset_seconds: int
    doctor_bad: int | None
    doctor_at: datetime | None
    revoked: bool
    quiet: bool
    health: dict[str, Any]
    """What a self-service device last said of itself: paper, free disk, last use."""

    @property
    def prints(self) -> bool:
        """Nothing is known that keeps it from printing."""
        return self.health.get("paper", "") in PRINTS

    @property
    def paper_words(self) -> str:
        """What is with its printer, in one sentence; '' when it said nothing."""
        said = str(self.health.get("paper", ""))
        with contextlib.suppress(KeyError):  # a sentence nobody has, or one about a printer's name
            return _PAPER_WORDS.get(said) or say(said).partition(". ")[0]
        return said

    @property
    def last_used(self) -> datetime | None:
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(str(self.health.get("last_used", ""))).astimezone(HANOI)
        return None

    @property
    def needs_somebody(self) -> bool:
        """Silent for an hour, its clock off by two minutes, something found by its doctor, or no paper."""
        return self.quiet or self.clock_off or bool(self.doctor_bad) or not self.prints

    @property
    def clock_off(self) -> bool:
        return abs(self.clock_offset_seconds) > CLOCK_TOLERATED_SECONDS


def read_devices(pool: Pool, unit_code: str, now: datetime) -> list[DeviceRow]:
    """The devices of a unit, or of all with '': those that need somebody first, revoked ones last."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT d.*, h.payload AS health FROM device d LEFT JOIN LATERAL (
                   SELECT payload FROM device_event e WHERE e.device_id = d.id AND e.type = 'device.health'
                   ORDER BY seq DESC LIMIT 1) h ON d.profile = 'self-service'
               WHERE %(unit)s = '' OR d.unit_code = %(unit)s
               ORDER BY d.unit_name, d.counter""",
            {"unit": unit_code},
        ).fetchall()
    return sorted((_row(row, now) for row in rows), key=lambda device: (device.revoked, not device.needs_somebody))


def _row(row: Row, now: datetime) -> DeviceRow:
    seen = row["last_seen_at"]
    return DeviceRow(
        id=row["id"],
        unit_code=row["unit_code"],
        unit_name=row["unit_name"],
        counter=row["counter"],
        profile=row["profile"],
        version=row["version"],
        last_seen=seen.astimezone(HANOI) if seen else None,
        backlog=row["pending_events"],
        scans_waiting=row["pending_attachments"],
        clock_offset_seconds=row["clock_offset_seconds"],
        doctor_bad=row["doctor_bad"],
        doctor_at=row["doctor_at"].astimezone(HANOI) if row["doctor_at"] else None,
        revoked=row["revoked_at"] is not None,
        quiet=seen is None or now - seen > QUIET_AFTER,
        health=row["health"] or {},
    )
