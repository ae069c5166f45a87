"""Whose turn it is: one request an upload at a time, the newest wins; batches of events in the order they began.

When a line breaks without a word, the server still waits for the rest of the old request while the counter is back and asks where
its upload stands. The old request is then told that its client is gone: it keeps what arrived and lets go at once.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE_SECONDS = 10.0


@dataclass(slots=True)
class _Turn:
    superseded: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)


class UploadTurns:
    """ASGI middleware for `PATCH` and `HEAD` of uploads."""

    def __init__(self, app: ASGIApp, prefix: str = "/v1/uploads/") -> None:
        self._app = app
        self._prefix = prefix
        self._turns: dict[str, _Turn] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and scope["path"].startswith(self._prefix)
        if not is_upload or scope["method"] not in ("PATCH", "HEAD"):
            await self._app(scope, receive, send)
            return
        upload = scope["path"]
        before = self._turns.get(upload)
        mine = _Turn()
        self._turns[upload] = mine
        if before is not None:
            before.superseded.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(before.over.wait(), PATIENCE_SECONDS)
        try:
            await self._app(scope, _until_superseded(receive, mine.superseded), send)
        finally:
            mine.over.set()
            if self._turns.get(upload) is mine:
                del self._turns[upload]


def _until_superseded(receive: Receive, superseded: asyncio.Event) -> Receive:
    async def receive_or_leave() -> Message:
        if superseded.is_set():
            return {"type": "http.disconnect"}
        message = asyncio.ensure_future(receive())
        gone = asyncio.ensure_future(superseded.wait())
        done, _ = await asyncio.wait({message, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if message in done:
            return message.result()
        message.cancel()
        return {"type": "http.disconnect"}

    return receive_or_leave


_TICKET = "mot_cua.ticket"


@dataclass(slots=True)
class _Ticket:
    before: asyncio.Event | None
    over: asyncio.Event = field(default_factory=asyncio.Event)


class EventTickets:
    """ASGI middleware, outermost: `POST /v1/events` of one device are numbered as they begin to arrive.

    A counter on a slow line lets the next batch follow while this one is on its way. A short batch may be whole before a long one
    that began earlier; with its ticket it waits (`EventTurns`) instead of finding a gap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._last: dict[bytes, _Ticket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/v1/events" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        token = dict(scope["headers"]).get(b"authorization", b"")
        before = self._last.get(token)
        ticket = _Ticket(before.over if before else None)
        self._last[token] = ticket
        try:
            await self._app({**scope, _TICKET: ticket}, receive, send)
        finally:
            ticket.over.set()
            if self._last.get(token) is ticket:
                del self._last[token]


class EventTurns:
    """ASGI middleware, innermost: the body is whole; now wait for the batch that began before this one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ticket: _Ticket | None = scope.get(_TICKET)
        if ticket is not None and ticket.before is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ticket.before.wait(), PATIENCE_SECONDS)
        await self._app(scope, receive, send)
