"""Taking in sealed packages: work that came on a stick because the line was down. The same work by line later is a no-op."""

import hashlib
import logging
import tempfile
from pathlib import Path

from pydantic import ValidationError

from city_service.attachments import MAX_BYTES, Attachments
from city_service.batches import arrivals
from city_service.database import Pool
from city_service.devices import Devices
from city_service.events import take_events
from city_service.keys import CityKeys
from city_service.problems import Problem
from kiosk.domain.event import Event
from kiosk.sealing import PackageRefused, PackedAttachment, open_package, read_head
from kiosk.wire.models import MAX_BATCH_EVENTS, EventModel, PackageTaken

logger = logging.getLogger("city_service.packages")


class Packages:
    def __init__(self, pool: Pool, keys: CityKeys, devices: Devices, attachments: Attachments) -> None:
        self._pool = pool
        self._keys = keys
        self._devices = devices
        self._attachments = attachments

    def taken(self, sha256: str) -> PackageTaken | None:
        with self._pool.connection() as connection:
            row = connection.execute("SELECT * FROM package WHERE sha256 = %s", (sha256,)).fetchone()
        if row is None:
            return None
        names = ("device_id", "events", "fresh_events", "attachments", "problem")
        return PackageTaken(**{name: row[name] for name in names})

    def take(self, path: Path, sha256: str) -> None:
        """Take in what a package holds and note what came of it, for whoever asks. Taking it twice changes nothing."""
        taken = self.open(path)
        with self._pool.connection() as connection:
            connection.execute(
                """INSERT INTO package (sha256, device_id, events, fresh_events, attachments, problem)
                   VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (sha256) DO UPDATE
                   SET problem = excluded.problem, taken_at = now()""",
                (sha256, taken.device_id, taken.events, taken.fresh_events, taken.attachments, taken.problem),
            )

    def open(self, path: Path) -> PackageTaken:
        """Check and take in. A package that cannot be is reported in `problem`; what could be read of it is taken."""
        device_id, events, fresh, attachments = "", 0, 0, 0
        try:
            head = read_head(path, *(key.public for key in self._keys.all))
            device = self._devices.vouched(head)
            device_id = device.id
            waiting: list[Event] = []
            for part in open_package(path, *self._keys.secrets):
                if isinstance(part, PackedAttachment):
                    attachments += self._keep(part)
                    continue
                waiting = [EventModel.model_validate(item).event() for item in part]
                events += len(waiting)
                for start in range(0, len(waiting), MAX_BATCH_EVENTS):
                    part_of_it = arrivals(waiting[start : start + MAX_BATCH_EVENTS])
                    fresh += take_events(self._pool, device, part_of_it).fresh
        except (PackageRefused, ValidationError) as error:
            logger.warning("package of %s refused: %s", device_id or "?", error)
            return PackageTaken(
                device_id=device_id,
                events=events,
                fresh_events=fresh,
                attachments=attachments,
                problem=str(error).splitlines()[0],
            )
        except Problem as problem:
            return PackageTaken(
                device_id=device_id,
                events=events,
                fresh_events=fresh,
                attachments=attachments,
                problem=problem.document.title,
            )
        logger.info("package of %s taken: %s events, %s new, %s attachments", device_id, events, fresh, attachments)
        return PackageTaken(device_id=device_id, events=events, fresh_events=fresh, attachments=attachments)

    def _keep(self, packed: PackedAttachment) -> int:
        digest = hashlib.sha256()
        size = 0
        folder = self._attachments.incoming
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            for piece in packed.pieces:
                size += len(piece)
                if size > MAX_BYTES:
                    raise PackageRefused("attachment too large")
                digest.update(piece)
                file.write(piece)
        path = Path(file.name)
        if digest.hexdigest() != packed.sha256:
            path.unlink()
            return 0
        self._attachments.keep(path, packed.sha256, packed.media_type)
        return 1
