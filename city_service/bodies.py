"""Compressed request bodies: zstd (RFC 8878) and gzip, unpacked with a limit."""

import gzip
import json
import zlib

import zstandard
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class DecompressedBodies:
    """ASGI middleware: hands the application the unpacked body of requests with a Content-Encoding."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        encoding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
        if scope["type"] != "http" or encoding in ("", "identity"):
            await self._app(scope, receive, send)
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
            body = unpack(encoding, packed)
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

        await self._app(scope, unpacked, send)


async def _refuse(send: Send, refusal: BodyRefused) -> None:
    body = json.dumps({"type": "about:blank", "title": refusal.title, "status": refusal.status}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
