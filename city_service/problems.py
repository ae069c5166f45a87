"""Errors as RFC 9457 problem documents."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from kiosk.wire.models import ProblemDocument


class Problem(Exception):
    """An answer other than success."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        expected: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.document = ProblemDocument(title=title, status=status, detail=detail, expected=expected)
        self.headers = headers


def _answer(document: ProblemDocument, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(
        document.model_dump(exclude_none=True),
        status_code=document.status,
        headers=headers,
        media_type="application/problem+json",
    )


logger = logging.getLogger("city_service")
RETRY_SECONDS = 5
MEANINGS: dict[int, str] = {
    400: "Damaged on the way, or not understood",
    401: "Who asks did not prove who they are",
    403: "Not theirs to ask",
    404: "There is no such thing, for this caller",
    409: "Not as it stands now; `expected` names the event wanted next",
    410: "Over",
    413: "Too large",
    415: "Of no kind that is taken",
    422: "Fields are missing or cannot be",
    429: "Too often; Retry-After says when again",
    503: "Not now; Retry-After says when again",
}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status: {
        "description": meaning,
        "content": {"application/problem+json": {"schema": ProblemDocument.model_json_schema()}},
    }
    for status, meaning in MEANINGS.items()
}
"""What every route may answer beside its own, for the OpenAPI description (RFC 9457)."""
OF_UPLOADS: dict[int | str, dict[str, Any]] = {
    412: DOCUMENTED[400] | {"description": "Not tus 1.0.0"},
    400: {
        "description": MEANINGS[400],
        "content": DOCUMENTED[400]["content"] | {"text/plain": {"schema": {"type": "string"}}},
    },
}
"""For uploads (tus); a Content-Length that is no number is refused by the server itself, in plain text."""
AS_PAGES: dict[int | str, dict[str, Any]] = {
    status: {"description": MEANINGS[status], "content": {"text/html": {"schema": {"type": "string"}}}}
    for status in (404, 429)
}
"""For routes that people open."""
Page = Callable[[ProblemDocument], Response]
"""How a problem looks to a person in a browser."""


def install(app: FastAPI, pages: Mapping[str, Page]) -> None:
    """Answer every error as a problem document; below the paths of `pages` as a page."""

    def answer(request: Request, document: ProblemDocument, headers: Mapping[str, str] | None = None) -> Response:
        for path, page in pages.items():
            if request.url.path.startswith(path):
                return page(document)
        return _answer(document, dict(headers) if headers else None)

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer(request, error.document, error.headers)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        document = ProblemDocument(title=str(error.detail), status=error.status_code)
        return answer(request, document, error.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        document = ProblemDocument(title="invalid request", status=422, detail=f"{where}: {first['msg']}")
        return answer(request, document)

    async def busy(request: Request, error: Exception) -> Response:
        """No database, or no connection to it in time: nothing was taken, and the same request is good again later."""
        logger.warning("database: %s", type(error).__name__)
        document = ProblemDocument(title="busy", status=503, detail="the database does not answer in time")
        return answer(request, document, {"Retry-After": str(RETRY_SECONDS)})

    async def unkeepable(request: Request, error: Exception) -> Response:
        """Letters or numbers that PostgreSQL cannot keep, as a NUL within a text."""
        logger.warning("database: %s", type(error).__name__)
        return answer(request, ProblemDocument(title="invalid request", status=422, detail="a value cannot be kept"))

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(psycopg.DataError, unkeepable)

    async def storage_away(request: Request, error: Exception) -> Response:
        """A disk or bucket that does not answer; what a row names and the storage has not is no such thing."""
        logger.warning("storage: %s", type(error).__name__)
        if isinstance(error, FileNotFoundError):
            return answer(request, ProblemDocument(title="not in the storage", status=404))
        document = ProblemDocument(title="busy", status=503, detail="the storage does not answer")
        return answer(request, document, {"Retry-After": str(RETRY_SECONDS)})

    app.add_exception_handler(psycopg.OperationalError, busy)
    app.add_exception_handler(OSError, storage_away)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
