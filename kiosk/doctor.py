"""The doctor: looks at everything a counter needs, and says of each whether it is well and what to do."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from pathlib import Path

from kiosk import app
from kiosk.app import Counter
from kiosk.backups import made_at
from kiosk.cameras import cameras
from kiosk.errors import KioskError
from kiosk.keys import protection
from kiosk.messages import is_known, say
from kiosk.scan_sources import sane_devices
from kiosk.upkeep import backups_of

LOW_DISK_BYTES = 1024**3
CLOCK_LIMIT_SECONDS = 120
BACKUP_DAYS = 2
CERTIFICATE_DAYS = 30
PATIENCE_SECONDS = (3.0, 5.0)
"""To connect, and for an answer: who looks at a PC does not wait for a silent line."""
CHECKED_WHOLE = 20_000
"""Events; a longer log is checked by `kiosk log check`, when nobody is served."""
WAITED_TOO_LONG = timedelta(days=1)
_ADDRESSED = ("usb:", "tcp:", "serial:", "file:")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `subject`, `says` and `fix` are keys of sentences, `params` their blanks; `fix` is empty when all is
    well."""

    subject: str
    good: bool
    says: str
    fix: str = ""
    params: dict[str, str] = field(default_factory=dict[str, str])

    def words(self, language: str = "vi") -> dict[str, object]:
        """In words, for a screen or a script."""
        return {
            "subject": say(self.subject, language),
            "good": self.good,
            "says": say(self.says, language, **self.params),
            "fix": say(self.fix, language) if self.fix else "",
        }


def examine(data_dir: Path, city_url: str, language: str = "vi") -> list[Finding]:
    """Look at everything. Never raises for what it finds. Takes seconds: printers, scanners and the city are asked."""
    findings = list(_findings(data_dir, city_url, language))
    # Here: what talks to the city loads with the first look, not with every window.
    from kiosk.sync.condition import note_doctor

    with suppress(KioskError):
        if app.is_enrolled(data_dir):
            with Counter(data_dir) as counter:
                note_doctor(counter.store, sum(not f.good for f in findings), counter.clock.now())
    return findings


def _findings(data_dir: Path, city_url: str, language: str) -> Iterator[Finding]:
    yield _disk(data_dir)
    yield _fonts()
    if not app.is_enrolled(data_dir):
        yield Finding("doctor_enrolled", False, "doctor_enrolled_bad", "doctor_enrolled_fix")
        return
    try:
        with Counter(data_dir) as counter:
            yield _printer(counter, language)
            yield _scanner(counter)
            yield _camera(counter)
            yield _certificate(counter)
            yield Finding("doctor_key", True, f"doctor_key_{protection(data_dir) or 'file'}")
            yield from _store(counter, language)
            yield _backup(counter)
            yield _outbox(counter)
            yield from _city(counter, city_url or counter.settings.city_url, language)
    except KioskError as error:
        said = {"reason": error.sentence(language)}
        yield Finding("doctor_data", False, "doctor_data_bad", "doctor_data_closed_fix", said)


def _disk(data_dir: Path) -> Finding:
    place = next(p for p in (data_dir, *data_dir.parents) if p.exists())
    free = shutil.disk_usage(place).free
    good = free >= LOW_DISK_BYTES
    said = {"free": f"{free / 1024**3:.1f}"}
    return Finding("doctor_disk", good, "doctor_disk_free", "" if good else "doctor_disk_fix", said)


def _fonts() -> Finding:
    from printing.fonts import register_fonts

    try:
        register_fonts()
    except OSError as error:
        return Finding("doctor_fonts", False, "doctor_fonts_bad", "doctor_fonts_fix", {"reason": str(error)})
    return Finding("doctor_fonts", True, "doctor_fonts_good")


def _printer(counter: Counter, language: str) -> Finding:
    """The settings' printer, and what it lacks; a printer that is only an address is named."""
    from printing.cups import cups_printers, printer_lacks

    chosen = counter.settings.printer
    names = cups_printers()
    if chosen == "folder" or (not chosen and not names):
        return Finding("doctor_printer", True, "doctor_printer_none", "doctor_printer_none_fix")
    if chosen.startswith(_ADDRESSED):
        return Finding("doctor_printer", True, "doctor_printer_named", params={"name": chosen})
    if chosen and names and chosen not in names:
        return Finding("doctor_printer", False, "doctor_printer_gone", "doctor_printer_gone_fix", {"name": chosen})
    name = chosen or names[0]
    missing = printer_lacks(name)
    if missing:
        words = ", ".join(say(key, language) if is_known(key) else key for key in missing)
        said = {"name": name, "lacks": words}
        return Finding("doctor_printer", False, "doctor_printer_lacks", "doctor_printer_lacks_fix", said)
    return Finding("doctor_printer", True, "doctor_printer_good", params={"name": name})


def _scanner(counter: Counter) -> Finding:
    settings = counter.settings
    if settings.scan_folder:
        there = Path(settings.scan_folder).is_dir()
        says = "doctor_scanner_folder" if there else "doctor_scanner_gone"
        said = {"path": settings.scan_folder, "name": settings.scan_folder}
        return Finding("doctor_scanner", there, says, "" if there else "doctor_scanner_gone_fix", said)
    if settings.scanner:
        there = settings.scanner in sane_devices()
        says = "doctor_scanner_device" if there else "doctor_scanner_gone"
        said = {"name": settings.scanner}
        return Finding("doctor_scanner", there, says, "" if there else "doctor_scanner_gone_fix", said)
    return Finding("doctor_scanner", True, "doctor_scanner_none", "doctor_scanner_none_fix")


def _camera(counter: Counter) -> Finding:
    there = cameras()
    name = counter.settings.camera or (there[0].name if there else "")
    if not name:
        return Finding("doctor_camera", True, "doctor_camera_none")
    return Finding("doctor_camera", True, "doctor_camera_there", params={"name": name})


def _certificate(counter: Counter) -> Finding:
    ends: date = counter.certificate().expires_on
    good = ends - counter.clock.now().date() > timedelta(days=CERTIFICATE_DAYS)
    said = {"day": f"{ends:%d/%m/%Y}"}
    return Finding(
        "doctor_certificate", good, "doctor_certificate_good", "" if good else "doctor_certificate_fix", said
    )


def _store(counter: Counter, language: str) -> Iterator[Finding]:
    if problem := counter.store.integrity_problem():
        yield Finding("doctor_data", False, "doctor_data_bad", "doctor_data_fix", {"reason": problem})
        return
    count = counter.store.log.head()[0]
    if count > CHECKED_WHOLE:
        # The whole check rebuilds every row on trial and keeps others from writing meanwhile.
        yield Finding("doctor_log", True, "doctor_log_long", params={"count": str(count)})
        return
    try:
        counter.store.check()
    except KioskError as error:
        yield Finding("doctor_log", False, "doctor_data_bad", "doctor_log_fix", {"reason": error.sentence(language)})
        return
    yield Finding("doctor_log", True, "doctor_log_good", params={"count": str(count)})


def _backup(counter: Counter) -> Finding:
    newest = backups_of(counter).newest()
    made = made_at(newest) if newest else None
    if made is None:
        return Finding("doctor_backup", True, "doctor_backup_none")
    good = counter.clock.now() - made < timedelta(days=BACKUP_DAYS)
    said = {"moment": f"{made:%H:%M %d/%m/%Y}"}
    return Finding("doctor_backup", good, "doctor_backup_newest", "" if good else "doctor_backup_fix", said)


def _outbox(counter: Counter) -> Finding:
    backlog = counter.store.outbox.backlog()
    waiting = counter.store.dossiers.waiting(1)
    good = not waiting or counter.clock.now().astimezone(UTC) - waiting[0].received_at < WAITED_TOO_LONG
    said = {"dossiers": str(backlog.dossiers), "attachments": str(backlog.attachments)}
    return Finding("doctor_outbox", good, "doctor_outbox_good", "" if good else "doctor_outbox_fix", said)


def _city(counter: Counter, url: str, language: str) -> Iterator[Finding]:
    from kiosk.sync.connect import city_client

    if not url:
        yield Finding("doctor_city", False, "doctor_city_none", "doctor_city_none_fix")
        return
    try:
        client = city_client(counter, url)
        client.timeout = PATIENCE_SECONDS
        client.health()
        client.authorisation()
    except KioskError as error:
        yield Finding("doctor_city", False, "doctor_data_bad", "doctor_city_fix", {"reason": error.sentence(language)})
        return
    offset = client.clock_offset.total_seconds()
    client.close()
    yield Finding("doctor_city", True, "doctor_city_good")
    good = abs(offset) <= CLOCK_LIMIT_SECONDS
    said = {"seconds": f"{offset:+.0f}"}
    yield Finding("doctor_clock", good, "doctor_clock_off", "" if good else "doctor_clock_fix", said)
