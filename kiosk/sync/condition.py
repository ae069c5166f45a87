"""Telling the city how this device is: version, what waits, its clock, the doctor's last result, the line's minutes down."""

import json
import time
from datetime import datetime, timedelta

from kiosk import __version__
from kiosk.domain.clock import HANOI, Clock
from kiosk.domain.dossier import Backlog
from kiosk.errors import CityRefusal
from kiosk.sync.client import CityClient
from kiosk.wire.models import DeviceCondition, OutageDay
from offline_store import Store

TELL_SECONDS = 60.0
DOCTOR_KEPT_AS = "doctor"


def note_doctor(store: Store, bad: int, now: datetime) -> None:
    """Keep what the doctor's last look found, for the city's list of devices."""
    store.set_meta(DOCTOR_KEPT_AS, json.dumps({"at": now.isoformat(), "bad": bad}))


class ConditionTeller:
    """Called by the engine at the end of a pass; speaks at most once a minute. It carries no citizen's data."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._told_at = -TELL_SECONDS

    def __call__(self, client: CityClient, backlog: Backlog) -> None:
        if time.monotonic() - self._told_at < TELL_SECONDS:
            return
        self._told_at = time.monotonic()
        try:
            client.tell_condition(self.condition(client, backlog))
        except CityRefusal:
            return  # an older city does not ask; the work itself is done

    def condition(self, client: CityClient, backlog: Backlog) -> DeviceCondition:
        doctor = json.loads(self._store.meta.get(DOCTOR_KEPT_AS) or "{}")
        return DeviceCondition(
            version=__version__,
            pending_events=backlog.events,
            pending_attachments=backlog.attachments,
            pending_bytes=backlog.attachment_bytes,
            clock_offset_seconds=round(client.clock_offset.total_seconds()),
            doctor_bad=doctor.get("bad"),
            doctor_at=datetime.fromisoformat(doctor["at"]) if doctor else None,
            outages=[self._outage(days) for days in (0, 1)],
        )

    def _outage(self, days_ago: int) -> OutageDay:
        day = self._clock.now().astimezone(HANOI).date() - timedelta(days=days_ago)
        begins = datetime.combine(day, datetime.min.time(), HANOI)
        spans = self._store.lines.between(begins, min(begins + timedelta(days=1), self._clock.now()))
        down = [span for span in spans if span.line in ("down", "not_the_city")]
        return OutageDay(day=day, minutes=round(sum((s.ends - s.begins).total_seconds() for s in down) / 60))
