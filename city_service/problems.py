"""Errors as RFC 9457 problem documents."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
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


def install(app: FastAPI) -> None:
    async def ours(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)
        return _answer(error.document, error.headers)

    async def http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        document = ProblemDocument(title=str(error.detail), status=error.status_code)
        return _answer(document, dict(error.headers) if error.headers else None)

    async def invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return _answer(ProblemDocument(title="invalid request", status=422, detail=f"{where}: {first['msg']}"))

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
