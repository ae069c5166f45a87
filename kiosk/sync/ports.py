"""What the engine needs of the rest: an outbox, and a place to tell of progress."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from kiosk.domain.dossier import Attachment, Backlog, FeedItem, PendingAttachment
from kiosk.domain.event import Event


class Outbox(Protocol):
    """What waits to be sent and what was received. Every call is one durable step."""

    def acknowledged(self) -> int: ...

    def pending(self, limit: int) -> list[Event]: ...

    def after(self, seq: int, limit: int) -> list[Event]: ...

    def acknowledge(self, seq: int) -> None: ...

    def last_seq(self) -> int: ...

    def pending_attachments(self, limit: int = 1000) -> list[PendingAttachment]: ...

    def attachment_chunks(self, sha256: str) -> Iterator[bytes]: ...

    def note_upload(self, sha256: str, upload_url: str) -> None: ...

    def note_at_city(self, hashes: Sequence[str]) -> None: ...

    def feed_cursor(self) -> int: ...

    def take_feed(self, items: Sequence[FeedItem]) -> int: ...

    def known_feed(self, after: int, limit: int) -> list[FeedItem]: ...

    def backlog(self) -> Backlog: ...

    def hash_at(self, seq: int) -> str | None: ...

    def must_ask(self) -> bool: ...

    def adopt(self, agreed: int, tail: Sequence[Event], now: datetime) -> object: ...

    def note_city_restored(self, now: datetime, events: int) -> None: ...

    def must_return_feed(self) -> bool: ...

    def note_feed_returned(self) -> None: ...

    def absent_attachments(self, limit: int = 100) -> list[Attachment]: ...

    def take_bytes(self, content: bytes, media_type: str, now: datetime) -> None: ...

    def note_trouble(self, sha256: str, key: str) -> None: ...


class Line(Enum):
    """What the line to the city is like."""

    UNKNOWN = "unknown"
    UP = "up"
    DOWN = "down"
    NOT_THE_CITY = "not_the_city"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of syncing, for a screen. `error` is a sentence's key; `clock_offset` is city minus counter, in seconds."""

    line: Line
    since: datetime
    backlog: Backlog
    sent_bytes: int
    news: int
    error: str
    clock_offset: float


class Listener(Protocol):
    def __call__(self, progress: Progress) -> None: ...


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one pass came to."""

    online: bool
    acknowledged: int
    pending_events: int
    pending_attachments: int
    sent_bytes: int
    error: str
    retry_after: float = 0.0
    news: int = 0

    @property
    def drained(self) -> bool:
        return self.pending_events == 0 and self.pending_attachments == 0
