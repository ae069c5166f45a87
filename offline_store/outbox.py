"""The outbox: what the city has not acknowledged, and what the city has told us. The sync engine's side of the store."""

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from kiosk.domain.dossier import Backlog, FeedItem, PendingAttachment
from kiosk.domain.event import Event, canonical_json
from offline_store.attachments import AttachmentRows
from offline_store.database import writing
from offline_store.dossiers import Dossiers, acknowledged_seq
from offline_store.events import EventLog
from offline_store.meta import Meta


class Outbox:
    """Implements `kiosk.sync.ports.Outbox`. Each call is one short transaction."""

    def __init__(
        self, db: Database, meta: Meta, log: EventLog, attachments: AttachmentRows, dossiers: Dossiers
    ) -> None:
        self._db = db
        self._meta = meta
        self._log = log
        self._attachments = attachments
        self._dossiers = dossiers

    def acknowledged(self) -> int:
        return acknowledged_seq(self._db)

    def pending(self, limit: int) -> list[Event]:
        """The next events to send, in order."""
        return self._log.after(self.acknowledged(), limit)

    def acknowledge(self, seq: int) -> None:
        """What the city says it has. It may be lower than before: the city was restored, the tail is sent again."""
        with writing(self._db):
            self._meta.set("acknowledged_seq", str(seq))

    def last_seq(self) -> int:
        return self._log.head()[0]

    def pending_attachments(self, limit: int = 1000) -> list[PendingAttachment]:
        return self._attachments.waiting(limit)

    def attachment_chunks(self, sha256: str) -> Iterator[bytes]:
        return self._attachments.chunks(sha256)

    def note_upload(self, sha256: str, upload_url: str) -> None:
        with writing(self._db):
            self._attachments.note_upload(sha256, upload_url)

    def note_at_city(self, hashes: Sequence[str]) -> None:
        with writing(self._db):
            self._attachments.note_at_city(hashes)

    def feed_cursor(self) -> int:
        return int(self._meta.get("feed_cursor") or 0)

    def take_feed(self, items: Sequence[FeedItem]) -> int:
        """Keep what the city told us, once, and refold the dossiers it concerns. Gives how many items were new."""
        fresh = 0
        with writing(self._db):
            cursor = self.feed_cursor()
            for item in items:
                if item.cursor <= cursor:
                    continue
                cursor = item.cursor
                fresh += 1
                self._db.execute(
                    "INSERT OR IGNORE INTO city_event (cursor, type, dossier_id, occurred_at, payload) VALUES (?, ?, ?, ?, ?)",
                    (
                        item.cursor,
                        item.type,
                        item.dossier_id,
                        item.occurred_at.isoformat(),
                        canonical_json(item.payload).decode(),
                    ),
                )
                if item.dossier_id:
                    self._dossiers.refold(item.dossier_id, news=True)
            self._meta.set("feed_cursor", str(cursor))
        return fresh

    def backlog(self) -> Backlog:
        acknowledged = self.acknowledged()
        events = self.last_seq() - acknowledged
        dossiers = self._db.execute("SELECT count(*) FROM dossier WHERE last_seq > ?", (acknowledged,)).fetchone()[0]
        count, size = self._db.execute(
            """SELECT count(*), coalesce(sum(a.size), 0) FROM attachment a
               WHERE a.at_city = 0 AND EXISTS (SELECT 1 FROM dossier_attachment u WHERE u.sha256 = a.sha256)"""
        ).fetchone()
        return Backlog(events, dossiers, count, size)
