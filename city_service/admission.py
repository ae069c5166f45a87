"""How many requests of devices one worker has under way: beyond that they are told to come again, so none waits until it breaks.

When hundreds of counters return at the same moment, a queue that takes everybody makes everybody wait longer than their patience,
and all of that work is for nothing. Who is told to come again tries later, at a moment of their own.
"""

import json
from random import Random

from starlette.types import ASGIApp, Receive, Scope, Send

UNDER_WAY = 64
"""More than the threads that serve (40), so that none of them idles; at some 30 ms for a batch the last waits a few seconds."""
COME_AGAIN_SECONDS = (2, 10)
_NEVER_KEPT_OUT = ("/v1/health", "/v1/ready", "/v1/uploads")
"""Uploads are long and cost little; a line indicator and a proxy must hear that the city lives."""


class Admission:
    """ASGI middleware for `/v1/`, within what reads bodies: a slow line's body does not count while it comes."""

    def __init__(self, app: ASGIApp, under_way: int = UNDER_WAY) -> None:
        self._app = app
        self._most = under_way
        self._now = 0
        self._random = Random()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith("/v1/") or path.startswith(_NEVER_KEPT_OUT):
            await self._app(scope, receive, send)
            return
        if self._now >= self._most:
            await self._come_again(send)
            return
        self._now += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._now -= 1

    async def _come_again(self, send: Send) -> None:
        body = json.dumps({"type": "about:blank", "title": "busy", "status": 503}).encode()
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"retry-after", str(self._random.randint(*COME_AGAIN_SECONDS)).encode()),
        ]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body})
