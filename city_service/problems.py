"""Errors as RFC 9457 problem documents."""

import logging
from collections.abc import Callable, Mapping

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

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(psycopg.OperationalError, busy)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
