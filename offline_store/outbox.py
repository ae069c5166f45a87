"""The outbox: what the city has not acknowledged, and what the city has told us. The sync engine's side of the store."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database

from kiosk.domain.dossier import Attachment, Backlog, FeedItem, PendingAttachment
from kiosk.domain.event import Event, canonical_json
from offline_store.attachments import AttachmentRows
from offline_store.database import writing
from offline_store.dossiers import Dossiers, acknowledged_seq
from offline_store.events import EventLog
from offline_store.meta import Meta
from offline_store.notices import Notices
from offline_store.tail import Adopted, adopt_tail


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
        self._notices = Notices(db)

    def acknowledged(self) -> int:
        return acknowledged_seq(self._db)

    def pending(self, limit: int) -> list[Event]:
        """The next events to send, in order."""
        return self._log.after(self.acknowledged(), limit)

    def after(self, seq: int, limit: int) -> list[Event]:
        """Events above a seq, in order."""
        return self._log.after(seq, limit)

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
        """Keep what the city told us, once, and refold the dossiers it concerns. Gives how many items were new.

        Items that come again, late or out of order do no harm: each is kept once, by its cursor, and the state is a fold.
        """
        fresh = 0
        with writing(self._db):
            cursor = self.feed_cursor()
            for item in sorted(items, key=lambda i: i.cursor):
                cursor = max(cursor, item.cursor)
                inserted = self._db.execute(
                    "INSERT OR IGNORE INTO city_event (cursor, type, dossier_id, occurred_at, payload) VALUES (?, ?, ?, ?, ?)",
                    (
                        item.cursor,
                        item.type,
                        item.dossier_id,
                        item.occurred_at.isoformat(),
                        canonical_json(item.payload).decode(),
                    ),
                ).rowcount
                if not inserted:
                    continue
                fresh += 1
                if item.type == "device.two_histories" and str(item.payload.get("counter")) == self._counter():
                    self._notices.add("two_histories", item.occurred_at)
                if item.type == "unit.notice":
                    self._notices.add("city_notice", item.occurred_at, text=str(item.payload.get("text") or "")[:500])
                if item.payload.get("attachments") and self._dossiers.by_id(item.dossier_id) is not None:
                    self._dossiers.refile(item.dossier_id)
                if item.dossier_id and self._dossiers.refold(item.dossier_id, news=True):
                    self._notices.add("dossier_needs_review", item.occurred_at, code=self._code(item.dossier_id))
            self._meta.set("feed_cursor", str(cursor))
        return fresh

    def _counter(self) -> str:
        return str(json.loads(self._meta.get("identity") or "{}").get("counter"))

    def _code(self, dossier_id: str) -> str:
        row = self._db.execute("SELECT code FROM dossier WHERE id = ?", (dossier_id,)).fetchone()
        return row[0] if row else dossier_id

    def known_feed(self, after: int, limit: int) -> list[FeedItem]:
        """What the city has told this unit above a cursor, as we keep it."""
        sql = "SELECT cursor, type, dossier_id, occurred_at, payload FROM city_event WHERE cursor > ? ORDER BY cursor LIMIT ?"
        return [
            FeedItem(cursor, type_, dossier_id, datetime.fromisoformat(at), json.loads(payload))
            for cursor, type_, dossier_id, at, payload in self._db.execute(sql, (after, limit)).fetchall()
        ]

    # A log that differs from the city's

    def hash_at(self, seq: int) -> str | None:
        return self._log.hash_at(seq)

    def must_ask(self) -> bool:
        """Whether this log may be shorter than the city's (a file was copied back, or saved from damage)."""
        return self._meta.get("ask_city") == "1"

    def adopt(self, agreed: int, tail: Sequence[Event], now: datetime) -> Adopted:
        """Take the city's log above `agreed` and put our own unsent events after it, in one transaction."""
        with writing(self._db):
            adopted = adopt_tail(self._db, self._log, self._dossiers, agreed, tail)
            self._meta.set("acknowledged_seq", str(agreed + len(tail)))
            self._meta.set("ask_city", "0")
            if tail:
                self._notices.add("tail_taken_back", now, count=str(adopted.taken), moved=str(adopted.moved))
        return adopted

    def note_city_restored(self, now: datetime, events: int) -> None:
        """The city has less than it had: it was restored. What it may have lost is asked for and sent again."""
        with writing(self._db):
            self._attachments.forget_at_city()
            self._meta.set("return_feed", "1")
            self._notices.add("city_healed", now, count=str(events))

    def must_return_feed(self) -> bool:
        return self._meta.get("return_feed") == "1"

    def note_feed_returned(self) -> None:
        with writing(self._db):
            self._meta.set("return_feed", "0")

    # Bytes that are not here

    def absent_attachments(self, limit: int = 100) -> list[Attachment]:
        return self._attachments.absent(limit)

    def take_bytes(self, content: bytes, media_type: str, now: datetime) -> None:
        """Bytes that came back from the city."""
        with writing(self._db):
            kept = self._attachments.put(content, media_type, now.isoformat())
            self._attachments.note_at_city([kept.sha256])

    def note_trouble(self, sha256: str, key: str) -> None:
        """Why an attachment does not arrive; its dossiers show as needing a person."""
        with writing(self._db):
            self._attachments.note_trouble(sha256, key)

    def backlog(self) -> Backlog:
        acknowledged = self.acknowledged()
        events = self.last_seq() - acknowledged
        dossiers = self._db.execute("SELECT count(*) FROM dossier WHERE last_seq > ?", (acknowledged,)).fetchone()[0]
        count, size = self._db.execute(
            """SELECT count(*), coalesce(sum(a.size), 0) FROM attachment a
               WHERE a.at_city = 0 AND EXISTS (SELECT 1 FROM dossier_attachment u WHERE u.sha256 = a.sha256)"""
        ).fetchone()
        return Backlog(events, dossiers, count, size)
