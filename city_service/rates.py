"""How often one address may ask: citizens' pages and sign-ins cannot be tried by the thousand.

Each worker counts for itself: with n workers an address gets up to n times as much, which is still far from what guessing needs.
"""

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

WATCHED = ("/r/", "/p/", "/office/sign-in")


class Rates:
    """ASGI middleware. The address is the client's as the server knows it: behind a proxy, `--forwarded-allow-ips` sets it."""

    def __init__(self, app: ASGIApp, a_minute: int) -> None:
        self._app = app
        self._item = RateLimitItemPerMinute(a_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not str(scope["path"]).startswith(WATCHED):
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        address = str(client[0]) if client else ""
        if await self._limiter.hit(self._item, address):
            await self._app(scope, receive, send)
            return
        window = await self._limiter.get_window_stats(self._item, address)
        wait = max(math.ceil(window.reset_time - time.time()), 1)
        answer = HTMLResponse(
            f"<!doctype html><meta charset=utf-8><title>Một Cửa</title><p>Hỏi quá nhiều lần. Chờ {wait} giây rồi thử lại.",
            status_code=429,
            headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
        )
        await answer(scope, receive, send)
