"""The engine: events first, then attachments oldest first, the feed in between. Exactly once, resuming where it stopped."""

import time
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.clock import Clock
from kiosk.domain.dossier import Backlog, PendingAttachment
from kiosk.domain.event import Event
from kiosk.errors import CityRefusal, KioskError, LineError
from kiosk.sync.client import CityBusy, CityClient, GapInLog, LineDown, NotTheCity
from kiosk.sync.ports import Line, Listener, Outbox, Progress, SyncReport
from kiosk.sync.uploads import AttachmentUpload
from kiosk.wire.models import MAX_BATCH_EVENTS, EventBatch, EventModel

BATCH_BYTES = 512 * 1024
"""An event batch before compression; small enough that a lost answer costs little on a slow line."""
MISSING_AT_ONCE = 200
FEED_SECONDS = 10.0
REWINDS_ALLOWED = 3


class SyncEngine:
    """Runs passes. Not thread-safe: one engine, one thread, one data directory (kiosk.sync.lock)."""

    def __init__(
        self,
        client: CityClient,
        outbox: Outbox,
        clock: Clock,
        listener: Listener | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._clock = clock
        self._listener = listener
        self._stopped = stopped
        self._line = Line.UNKNOWN
        self._since: datetime = clock.now()
        self._feed_read_at = 0.0
        self._upload_bytes = 0
        self._news = 0
        self._refused: dict[str, str] = {}

    @property
    def line(self) -> Line:
        return self._line

    def probe(self) -> Line:
        """Ask the city whether it is there, and nothing else."""
        try:
            self._client.health()
        except LineError as error:
            self._note_line(error)
        else:
            self._set_line(Line.UP)
        return self._line

    def run_pass(self) -> SyncReport:
        """Send what waits and read the news, until all is done or the line fails. Never raises for the line or the city."""
        sent_before = self._client.sent_bytes + self._upload_bytes
        self._news = 0
        error: KioskError | None = None
        try:
            self._client.health()
            self._set_line(Line.UP)
            self._send_events()
            self._read_feed()
            self._send_attachments()
            self._read_feed()
        except (LineError, CityRefusal) as caught:
            error = caught
            self._note_line(caught)
        backlog = self._outbox.backlog()
        if error is None and self._refused:
            error = CityRefusal("city_refuses_device", reason=next(iter(self._refused.values())))
        self._tell(error.key if error else "")
        return SyncReport(
            online=self._line is Line.UP,
            acknowledged=self._outbox.acknowledged(),
            pending_events=backlog.events,
            pending_attachments=backlog.attachments,
            sent_bytes=self._client.sent_bytes + self._upload_bytes - sent_before,
            error=error.key if error else "",
            retry_after=error.retry_after if isinstance(error, CityBusy) else 0.0,
            news=self._news,
        )

    # Events

    def _send_events(self) -> None:
        """Until the city has them all. An empty batch asks where the city stands, so that a restored city is noticed."""
        rewinds = 0
        asked = False
        while not self._stopped():
            events = self._batch()
            if not events and asked:
                return
            try:
                acknowledged = self._client.send_events(EventBatch(events=[_model(e) for e in events]))
            except GapInLog as gap:
                rewinds += 1
                if rewinds > REWINDS_ALLOWED:
                    raise CityRefusal("city_refuses_device", reason="event log differs from the city's") from gap
                acknowledged = gap.expected - 1
            asked = True
            if acknowledged > self._outbox.last_seq():
                raise CityRefusal("log_behind_city", city=str(acknowledged), here=str(self._outbox.last_seq()))
            if acknowledged != self._outbox.acknowledged():
                self._outbox.acknowledge(acknowledged)
                self._tell()

    def _batch(self) -> list[Event]:
        """The next events, as many as fit a batch; always at least one."""
        events = self._outbox.pending(min(MAX_BATCH_EVENTS, 200))
        size = 0
        for n, event in enumerate(events):
            size += len(str(event.payload)) + 400
            if size > BATCH_BYTES and n:
                return events[:n]
        return events

    # The feed

    def _read_feed(self) -> None:
        more = True
        while more and not self._stopped():
            page = self._client.feed(self._outbox.feed_cursor())
            self._news += self._outbox.take_feed([item.item() for item in page.items])
            more = page.more and bool(page.items)
        self._feed_read_at = time.monotonic()

    # Attachments

    def _send_attachments(self) -> None:
        """All the city lacks, oldest first. One that is refused does not hold the others."""
        waiting = [p for p in self._outbox.pending_attachments() if p.attachment.sha256 not in self._refused]
        for start in range(0, len(waiting), MISSING_AT_ONCE):
            group = waiting[start : start + MISSING_AT_ONCE]
            missing = self._client.missing([p.attachment.sha256 for p in group])
            self._outbox.note_at_city([p.attachment.sha256 for p in group if p.attachment.sha256 not in missing])
            for pending in group:
                if self._stopped():
                    return
                if pending.attachment.sha256 in missing:
                    self._send_attachment(pending)

    def _send_attachment(self, pending: PendingAttachment) -> None:
        attachment = pending.attachment
        content = b"".join(self._outbox.attachment_chunks(attachment.sha256))
        try:
            upload = AttachmentUpload(
                self._client,
                content,
                sha256=attachment.sha256,
                media_type=attachment.media_type,
                upload_url=pending.upload_url,
                note_upload=lambda url: self._outbox.note_upload(attachment.sha256, url),
            )
            while not upload.done and not self._stopped():
                self._upload_bytes += upload.advance()
                self._tell()
                self._keep_up()
        except CityRefusal as refusal:
            self._refused[attachment.sha256] = refusal.params.get("reason", refusal.key)
            return
        if upload.done:
            if attachment.sha256 in self._client.missing([attachment.sha256]):
                # Whole, but not what its hash says: damaged on the way. The city dropped it; send it anew next time.
                self._outbox.note_upload(attachment.sha256, "")
                raise CityBusy
            self._outbox.note_at_city([attachment.sha256])

    def _keep_up(self) -> None:
        """Between chunks: new dossiers go first, and the feed is not left waiting behind a long upload."""
        if self._outbox.last_seq() > self._outbox.acknowledged():
            self._send_events()
        if time.monotonic() - self._feed_read_at > FEED_SECONDS:
            self._read_feed()

    # Telling

    def _note_line(self, error: KioskError) -> None:
        match error:
            case LineDown():
                self._set_line(Line.DOWN)
            case NotTheCity():
                self._set_line(Line.NOT_THE_CITY)
            case CityRefusal():
                self._set_line(Line.REFUSED)
            case _:
                self._set_line(Line.UP if isinstance(error, CityBusy) else Line.DOWN)
        self._tell(error.key)

    def _set_line(self, line: Line) -> None:
        if line is not self._line:
            self._line = line
            self._since = self._clock.now()
            self._tell()

    def _tell(self, error: str = "") -> None:
        if self._listener is not None:
            self._listener(self.progress(error))

    def progress(self, error: str = "") -> Progress:
        backlog: Backlog = self._outbox.backlog()
        return Progress(
            line=self._line,
            since=self._since,
            backlog=backlog,
            sent_bytes=self._client.sent_bytes + self._upload_bytes,
            news=self._news,
            error=error,
            clock_offset=self._client.clock_offset.total_seconds(),
        )


def _model(event: Event) -> EventModel:
    return EventModel(
        device_id=event.device_id,
        seq=event.seq,
        dossier_id=event.dossier_id,
        type=event.type,
        payload=event.payload,
        actor=event.actor,
        occurred_at=event.occurred_at,
        prev_hash=event.prev_hash,
        hash=event.hash,
    )
