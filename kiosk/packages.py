"""Exporting all unsent work as a sealed package for a USB stick, and letting go of a device only when nothing would be lost."""

import dataclasses
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.app import Counter
from kiosk.domain.event import Event
from kiosk.domain.package import PackageHead
from kiosk.errors import Refused
from kiosk.sealing import PackedAttachment, seal
from offline_store.database import disk_errors


@dataclass(frozen=True, slots=True)
class Exported:
    """What a package holds."""

    path: str
    events: int
    attachments: int
    bytes: int


def export_unsent(counter: Counter, target: Path) -> Exported:
    """Write a package of everything the city has not confirmed. Nothing is marked as sent: it also goes by line later.

    Raises Refused (nothing waits, or the file exists) and DiskError (the stick is full or cannot be written).
    """
    if target.exists():
        raise Refused("package_exists", path=str(target))
    outbox = counter.store.outbox
    backlog = outbox.backlog()
    if not backlog.events and not backlog.attachments:
        raise Refused("package_nothing")
    events = list(_unsent(counter))
    pending = [p.attachment for p in outbox.pending_attachments(limit=1_000_000) if p.here]
    expires, _, certificate = counter.identity.certificate.partition(":")
    head = PackageHead(
        device_id=counter.identity.device_id,
        agency=counter.identity.agency,
        unit_code=counter.identity.unit_code,
        unit_name=counter.identity.unit_name,
        counter=counter.identity.counter,
        practice=counter.identity.practice,
        device_key=counter.device_key.public,
        expires_on=date.fromisoformat(expires),
        certificate=bytes.fromhex(certificate),
        created_at=counter.clock.now().isoformat(timespec="seconds"),
    )
    part = target.with_name(target.name + ".part")
    try:
        with disk_errors(target), part.open("wb") as out:
            seal(
                out,
                head,
                city_key=bytes.fromhex(counter.identity.city_key),
                sign=counter.device_key.sign,
                events=(dataclasses.asdict(event) for event in events),
                attachments=(
                    PackedAttachment(a.sha256, a.media_type, outbox.attachment_chunks(a.sha256)) for a in pending
                ),
            )
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    return Exported(str(target), len(events), len(pending), target.stat().st_size)


def _unsent(counter: Counter) -> Iterator[Event]:
    seq = counter.store.outbox.acknowledged()
    while events := counter.store.log.after(seq, 500):
        yield from events
        seq = events[-1].seq


def let_go(counter: Counter, export: Path | None) -> Exported | None:
    """Before an update, a reset, a new enrolment or the day's end: all work is at the city, or in a package.

    Raises Refused (`unsent_work`) when it is in neither.
    """
    backlog = counter.store.outbox.backlog()
    if not backlog.events and not backlog.attachments:
        return None
    if export is None:
        raise Refused("unsent_work", events=str(backlog.events), attachments=str(backlog.attachments))
    return export_unsent(counter, export)
