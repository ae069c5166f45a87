"""The engine: events first, then attachments oldest first, the feed in between. Exactly once, resuming where it stopped."""

import time
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.clock import Clock
from kiosk.domain.dossier import Backlog, PendingAttachment
from kiosk.domain.event import Event
from kiosk.errors import CityRefusal, KioskError, LineError
from kiosk.sync.client import CityBusy, CityClient, GapInLog, LineDown, NotTheCity
from kiosk.sync.healing import join_logs, return_feed
from kiosk.sync.pipeline import EventPipeline
from kiosk.sync.ports import Line, Listener, Outbox, Progress, SyncReport
from kiosk.sync.uploads import FIRST_CHUNK_BYTES, AttachmentUpload
from kiosk.wire.models import ACCOUNTS_CHANGED, KEYS_CHANGED, MAX_BATCH_EVENTS, Acknowledged, EventBatch, EventModel

FIRST_BATCH_BYTES = 256 * 1024
MIN_BATCH_BYTES, MAX_BATCH_BYTES = 64 * 1024, 4 * 1024 * 1024
"""An event batch before compression: as much as the line carries in a few seconds, so that a lost answer costs little."""
QUICK_SECONDS, LONG_SECONDS = 1.5, 6.0
FLOWING_BATCH_BYTES = 512 * 1024
"""A batch when several follow each other (kiosk.sync.pipeline)."""
FLOWING_FROM_EVENTS, FIRST_FLOWING_EVENTS, LAST_FLOWING_EVENTS = 80, 60, 20
MISSING_AT_ONCE = 200
ABSENT_AT_ONCE = 20
FEED_SECONDS = 10.0
KEYS_SECONDS = 3600.0
HEALS_A_PASS = 3
TRIES_BEFORE_REVIEW = 3
CONFIRM_AT_ONCE = 8
"""So many uploads are asked about together: a round trip each would leave a slow line idle."""
FAILURES_IN_A_ROW = 3
"""So many attachments failing one after the other: the cause is not theirs."""


class SyncEngine:
    """Runs passes. Not thread-safe: one engine, one thread, one data directory (kiosk.sync.lock)."""

    def __init__(
        self,
        client: CityClient,
        outbox: Outbox,
        clock: Clock,
        listener: Listener | None = None,
        stopped: Callable[[], bool] = lambda: False,
        refresh_keys: Callable[[CityClient], None] | None = None,
        tell_condition: Callable[[CityClient, Backlog], None] | None = None,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._clock = clock
        self._listener = listener
        self._stopped = stopped
        self._refresh_keys = refresh_keys
        self._tell_condition = tell_condition
        self._keys_from = -KEYS_SECONDS
        self._line = Line.UNKNOWN
        self._since: datetime = clock.now()
        self._feed_read_at = 0.0
        self._upload_bytes = 0
        self._news = 0
        self._heals = 0
        self._uploaded: list[str] = []
        self._chunk_bytes = FIRST_CHUNK_BYTES
        self._failures: dict[str, int] = {}
        self._batch_bytes = FIRST_BATCH_BYTES

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
        self._heals = 0
        self._uploaded.clear()
        error: KioskError | None = None
        try:
            self._client.greet()
            self._set_line(Line.UP)
            if self._outbox.must_ask():
                self._join_logs()
            self._send_events()
            self._read_feed()
            if self._outbox.must_return_feed():
                return_feed(self._client, self._outbox)
            sent = self._send_attachments()
            self._fetch_absent()
            if sent:
                self._read_feed()
            self._keep_keys()
            if self._tell_condition is not None:
                self._tell_condition(self._client, self._outbox.backlog())
        except (LineError, CityRefusal) as caught:
            error = caught
            self._note_line(caught)
        backlog = self._outbox.backlog()
        if error is None and backlog.attachments and not self._stopped():
            error = CityRefusal("attachment_waits", count=str(backlog.attachments))
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
        asked = self._flow()
        while not self._stopped():
            events = self._batch()
            if not events and asked:
                return
            begun = time.monotonic()
            try:
                answer = self._client.send_events(EventBatch(events=[_model(e) for e in events]))
                acknowledged, hash_ = answer.acknowledged, answer.hash
            except GapInLog as gap:
                rewinds += 1
                if rewinds > HEALS_A_PASS:
                    raise CityRefusal("city_refuses_device", reason="event log differs from the city's") from gap
                acknowledged, hash_ = gap.expected - 1, self._outbox.hash_at(gap.expected - 1)
            asked = True
            self._adapt_batch(time.monotonic() - begun)
            if hash_ is None or self._outbox.hash_at(acknowledged) != hash_:
                acknowledged = self._join_logs()
            self._note_acknowledged(acknowledged)

    def _flow(self) -> bool:
        """Send several batches without a pause between them. False when there are not several, or something stopped it."""
        if self._outbox.last_seq() - self._outbox.acknowledged() < FLOWING_FROM_EVENTS:
            return False

        def as_hoped(answer: Acknowledged) -> bool:
            if self._outbox.hash_at(answer.acknowledged) != answer.hash:
                return False
            self._note_acknowledged(answer.acknowledged)
            return True

        pipeline = EventPipeline(
            self._client,
            lambda events: EventBatch(events=[_model(e) for e in events]),
            self._next_flowing,
            as_hoped,
            self._stopped,
        )
        return pipeline.run(self._outbox.acknowledged())

    def _next_flowing(self, seq: int) -> list[Event]:
        """A small batch first, so that the line has something to carry at once."""
        if seq == self._outbox.acknowledged():
            return self._fitting(self._outbox.after(seq, FIRST_FLOWING_EVENTS), FIRST_BATCH_BYTES)
        events = self._outbox.after(seq, MAX_BATCH_EVENTS)
        fitting = self._fitting(events, FLOWING_BATCH_BYTES)
        if len(fitting) == len(events) < MAX_BATCH_EVENTS and len(events) > 2 * LAST_FLOWING_EVENTS:
            # The last batch is short: only the city's work on it is waited for.
            return fitting[:-LAST_FLOWING_EVENTS]
        return fitting

    def _note_acknowledged(self, acknowledged: int) -> None:
        before = self._outbox.acknowledged()
        if acknowledged == before:
            return
        self._outbox.acknowledge(acknowledged)
        if acknowledged < before:
            self._outbox.note_city_restored(self._clock.now(), before - acknowledged)
        self._tell()

    def _join_logs(self) -> int:
        self._heals += 1
        if self._heals > HEALS_A_PASS:
            raise CityRefusal("city_refuses_device", reason="event log differs from the city's")
        before = self._outbox.acknowledged()
        acknowledged = join_logs(self._client, self._outbox, self._clock)
        if acknowledged < before:
            self._outbox.note_city_restored(self._clock.now(), before - acknowledged)
        return acknowledged

    def _batch(self) -> list[Event]:
        """The next events, as many as fit a batch; always at least one."""
        return self._fitting(self._outbox.pending(MAX_BATCH_EVENTS), self._batch_bytes)

    @staticmethod
    def _fitting(events: list[Event], limit: int) -> list[Event]:
        size = 0
        for n, event in enumerate(events):
            size += len(str(event.payload)) + 400
            if size > limit and n:
                return events[:n]
        return events

    def _adapt_batch(self, seconds: float) -> None:
        """Larger batches on a line that carries them quickly, smaller ones on a slow line."""
        if seconds < QUICK_SECONDS:
            self._batch_bytes = min(self._batch_bytes * 2, MAX_BATCH_BYTES)
        elif seconds > LONG_SECONDS:
            self._batch_bytes = max(self._batch_bytes // 2, MIN_BATCH_BYTES)

    # The feed

    def _read_feed(self) -> None:
        more = True
        while more and not self._stopped():
            page = self._client.feed(self._outbox.feed_cursor())
            self._news += self._outbox.take_feed([item.item() for item in page.items])
            if any(item.type in (KEYS_CHANGED, ACCOUNTS_CHANGED) for item in page.items):
                self._keys_from = -KEYS_SECONDS
            more = page.more and bool(page.items)
        self._feed_read_at = time.monotonic()

    def _keep_keys(self) -> None:
        """Once an hour, and when the feed says so."""
        if self._refresh_keys is not None and time.monotonic() - self._keys_from >= KEYS_SECONDS:
            self._refresh_keys(self._client)
            self._keys_from = time.monotonic()

    # Attachments

    def _send_attachments(self) -> bool:
        """All the city lacks, oldest first. One that fails does not hold the others; only a cause that hits all stops a pass."""
        tried: set[str] = set()
        in_a_row = 0
        while not self._stopped():
            waiting = [p for p in self._outbox.pending_attachments() if p.attachment.sha256 not in tried]
            # Those that failed before go last.
            waiting.sort(key=lambda p: self._failures.get(p.attachment.sha256, 0))
            group = waiting[:MISSING_AT_ONCE]
            if not group:
                break
            tried |= {p.attachment.sha256 for p in group}
            missing = self._client.missing([p.attachment.sha256 for p in group])
            self._outbox.note_at_city([p.attachment.sha256 for p in group if p.attachment.sha256 not in missing])
            for pending in group:
                if self._stopped():
                    break
                if pending.attachment.sha256 not in missing:
                    continue
                if not pending.here:
                    self._outbox.note_trouble(pending.attachment.sha256, "attachment_lost")
                    continue
                in_a_row = 0 if self._try_attachment(pending) else in_a_row + 1
                if in_a_row >= FAILURES_IN_A_ROW:
                    raise CityBusy
                if len(self._uploaded) >= CONFIRM_AT_ONCE:
                    self._confirm()
            self._confirm()
        return bool(tried)

    def _confirm(self) -> None:
        """Ask whether what was uploaded is whole and what its hash says: only then it counts as being at the city."""
        if not self._uploaded:
            return
        missing = self._client.missing(self._uploaded)
        for sha256 in missing:
            # Damaged on the way; the city dropped it. It goes anew next time.
            self._outbox.note_upload(sha256, "")
            self._note_failure(sha256)
        arrived = [sha256 for sha256 in self._uploaded if sha256 not in missing]
        self._uploaded.clear()
        self._outbox.note_at_city(arrived)
        for sha256 in arrived:
            self._failures.pop(sha256, None)
        self._tell()

    def _note_failure(self, sha256: str) -> None:
        self._failures[sha256] = self._failures.get(sha256, 0) + 1
        if self._failures[sha256] >= TRIES_BEFORE_REVIEW:
            self._outbox.note_trouble(sha256, "attachment_stuck")

    def _try_attachment(self, pending: PendingAttachment) -> bool:
        """Send one. A failure that is not the line's is noted and shown; the next one has its turn."""
        sha256 = pending.attachment.sha256
        try:
            self._send_attachment(pending)
        except CityRefusal:
            self._failures[sha256] = self._failures.get(sha256, 0) + 1
            self._outbox.note_trouble(sha256, "attachment_refused")
            return False
        except LineError:
            self._note_failure(sha256)
            self._client.health()  # the line's own fault stops the pass here
            return False
        return True

    def _send_attachment(self, pending: PendingAttachment) -> None:
        attachment = pending.attachment
        content = b"".join(self._outbox.attachment_chunks(attachment.sha256))
        upload = AttachmentUpload(
            self._client,
            content,
            sha256=attachment.sha256,
            media_type=attachment.media_type,
            upload_url=pending.upload_url,
            note_upload=lambda url: self._outbox.note_upload(attachment.sha256, url),
            chunk_bytes=self._chunk_bytes,
        )
        while not upload.done and not self._stopped():
            self._upload_bytes += upload.advance()
            self._tell()
            self._keep_up()
        if not upload.done:
            return
        self._chunk_bytes = upload.chunk_bytes
        self._uploaded.append(attachment.sha256)

    def _fetch_absent(self) -> None:
        """Bytes this counter lost and the city has."""
        for attachment in self._outbox.absent_attachments(ABSENT_AT_ONCE):
            if self._stopped():
                return
            content = self._client.attachment(attachment.sha256)
            if content is None:
                self._outbox.note_trouble(attachment.sha256, "attachment_lost")
            else:
                self._outbox.take_bytes(content, attachment.media_type, self._clock.now())

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
