"""Bodies on the wire: zstd (RFC 8878) and gzip unpacked with a limit, and digests (RFC 9530) both ways."""

import gzip
import json
import zlib

import zstandard
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.domain.digest import content_digest

MAX_UNPACKED_BYTES = 16 * 1024 * 1024


class BodyRefused(Exception):
    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title


def unpack(encoding: str, body: bytes) -> bytes:
    """The body behind a Content-Encoding. Raises BodyRefused: 415 unknown, 400 damaged, 413 too large unpacked."""
    try:
        match encoding:
            case "zstd":
                with zstandard.ZstdDecompressor().stream_reader(body) as reader:
                    unpacked = reader.read(MAX_UNPACKED_BYTES + 1)
            case "gzip":
                unpacked = zlib.decompressobj(wbits=31).decompress(body, MAX_UNPACKED_BYTES + 1)
            case _:
                raise BodyRefused(415, "unknown content encoding")
    except (zstandard.ZstdError, zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise BodyRefused(400, "body damaged on the way") from error
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise BodyRefused(413, "body too large")
    return unpacked


class Bodies:
    """ASGI middleware for all bodies but uploads.

    Requests: the Content-Digest (RFC 9530) is checked, the Content-Encoding unpacked. Answers get a Content-Digest.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/") or scope["path"].startswith("/v1/uploads"):
            await self._app(scope, receive, send)
            return
        headers = dict(scope.get("headers", []))
        encoding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
        digest = headers.get(b"content-digest", b"").decode("latin-1").strip()
        if encoding in ("", "identity") and not digest:
            await self._app(scope, receive, _Digested(send))
            return
        packed = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            packed += message.get("body", b"")
            more = message.get("more_body", False)
            if len(packed) > MAX_UNPACKED_BYTES:
                await _refuse(send, BodyRefused(413, "body too large"))
                return
        try:
            if digest and digest != content_digest(packed):
                raise BodyRefused(400, "body damaged on the way")
            body = unpack(encoding, packed) if encoding not in ("", "identity") else packed
        except BodyRefused as refusal:
            await _refuse(send, refusal)
            return
        kept = [(k, v) for k, v in scope["headers"] if k not in (b"content-encoding", b"content-length")]
        scope = {**scope, "headers": [*kept, (b"content-length", str(len(body)).encode())]}
        handed_over = False

        async def unpacked() -> Message:
            nonlocal handed_over
            if handed_over:
                return await receive()
            handed_over = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, unpacked, _Digested(send))


class _Digested:
    """Holds an answer back until it is whole, and says its digest."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        digest = (b"content-digest", content_digest(self._body).encode())
        await self._send({**self._start, "headers": [*self._start.get("headers", []), digest]})
        await self._send({"type": "http.response.body", "body": self._body})


async def _refuse(send: Send, refusal: BodyRefused) -> None:
    body = json.dumps({"type": "about:blank", "title": refusal.title, "status": refusal.status}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
