"""The pages of the back office: sign-in, work queue, dossier, and the forms that move a dossier on."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, File, Form, Path, Query, Request, UploadFile
from fastapi.responses import FileResponse, Response
from starlette.concurrency import run_in_threadpool

from city_service.accounts import SignInFailed, change_password, sign_in
from city_service.attachments import Attachments, ResultFile
from city_service.audit import audit
from city_service.database import Pool, Row
from city_service.office import administration
from city_service.office.acts import Act, Move, move_row
from city_service.office.dossier_view import read_dossier
from city_service.office.queue import VIEW_WORDS, VIEWS, View, read_queue
from city_service.office.sessions import COOKIE, Session, close_session, open_session
from city_service.office.web import (
    PasswordNeeded,
    SignInNeeded,
    check_form,
    go,
    in_plain_words,
    show,
    sign_in_address,
    signed_in,
)
from city_service.problems import Problem
from city_service.sms.queue import SmsQueue
from city_service.units import UnitNames
from kiosk.catalogue import Catalogue
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import DateNotReadable, parse_date

STATIC = FilePath(__file__).parent.parent / "static"
SHOWN_INLINE = frozenset({"image/webp", "image/png", "image/jpeg", "application/pdf"})
MAY_MOVE = frozenset({"official", "supervisor", "administrator"})
END_OF_DAY = time(17, 0)
FARTHEST = timedelta(days=5 * 365)
NOTHING_TYPED: Mapping[str, str] = {}
MOST_ITEMS, MOST_LETTERS = 20, 2000


def install(
    app: FastAPI, pool: Pool, attachments: Attachments, catalogue: Catalogue, sms: SmsQueue | None
) -> APIRouter:
    """Add the pages to the service. Gives the router, for the rooms that add theirs."""
    router = APIRouter(prefix="/office", include_in_schema=False)
    session = Depends(signed_in(pool))

    async def to_sign_in(_: Request, error: Exception) -> Response:
        assert isinstance(error, SignInNeeded)
        return go(sign_in_address(error.back_to))

    async def to_password(_: Request, __: Exception) -> Response:
        return go("/office/password")

    app.add_exception_handler(SignInNeeded, to_sign_in)
    app.add_exception_handler(PasswordNeeded, to_password)

    @router.get("/static/{name}")
    def static(name: Annotated[str, Path(pattern=r"^[a-z]+\.(css|js)$")]) -> Response:
        path = STATIC / name
        if not path.is_file():
            raise Problem(404, "no such file")
        return FileResponse(path, headers={"Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"})

    @router.get("/sign-in")
    def sign_in_page(to: str = "", changed: bool = False) -> Response:
        return show("sign_in.html", None, to=to, changed=changed)

    @router.post("/sign-in")
    def sign_in_now(
        request: Request,
        username: Annotated[str, Form(max_length=64)],
        password: Annotated[str, Form(max_length=200)],
        to: Annotated[str, Form(max_length=600)] = "",
    ) -> Response:
        try:
            official = sign_in(pool, username, password)
        except SignInFailed as failure:
            until = failure.until.astimezone(HANOI).strftime("%H:%M") if failure.until else ""
            return show("sign_in.html", None, status=403, to=to, username=username, why=failure.why, until=until)
        answer = go(to if to.startswith("/office") else "/office")
        answer.set_cookie(
            COOKIE,
            open_session(pool, official.username),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            path="/office",
        )
        return answer

    @router.post("/sign-out")
    def sign_out(
        request: Request, by: Annotated[Session, session], form_token: Annotated[str, Form()] = ""
    ) -> Response:
        check_form(by, form_token)
        close_session(pool, request.cookies.get(COOKIE, ""))
        answer = go("/office/sign-in")
        answer.delete_cookie(COOKIE, path="/office")
        return answer

    @router.get("/password")
    def password_page(by: Annotated[Session, session]) -> Response:
        return show("password.html", by)

    @router.post("/password")
    def password_now(
        by: Annotated[Session, session],
        old: Annotated[str, Form(max_length=200)],
        new: Annotated[str, Form(max_length=200)],
        again: Annotated[str, Form(max_length=200)],
        form_token: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(by, form_token)
        try:
            if new != again:
                raise Problem(422, "not the same", "Hai lần gõ mật khẩu mới không giống nhau.")
            change_password(pool, by.official.username, old, new)
        except Problem as problem:
            return show("password.html", by, status=422, problem=in_plain_words(problem))
        except SignInFailed:
            return show("password.html", by, status=403, problem="Mật khẩu hiện nay không đúng.")
        return go("/office/sign-in?changed=1")

    def unit_of(by: Session, wanted: str) -> str:
        """The unit whose dossiers are shown: one's own, or any for who is the whole city's."""
        if not by.official.is_city_wide:
            return by.official.unit_code
        return wanted

    @router.get("")
    def queue(
        by: Annotated[Session, session],
        view: View = "open",
        q: Annotated[str, Query(max_length=100)] = "",
        page: Annotated[int, Query(ge=0, le=10_000)] = 0,
        unit: Annotated[str, Query(max_length=10)] = "",
    ) -> Response:
        shown = unit_of(by, unit)
        found = read_queue(pool, shown, view, q, page, datetime.now(UTC)) if shown else None
        names = UnitNames(pool, catalogue)
        return show(
            "queue.html",
            by,
            view=view,
            views=[(name, VIEW_WORDS[name], found.counts.get(name) if found else None) for name in VIEWS],
            q=q,
            page=page,
            unit=shown,
            unit_name=names[shown] if shown else "",
            units=names.with_devices if by.official.is_city_wide else [],
            found=found,
        )

    def row_for(by: Session, dossier_id: str) -> Row:
        """The dossier's row, when this official may see it. The same answer for one that is not there."""
        with pool.connection() as connection:
            row = connection.execute("SELECT * FROM dossier WHERE id = %s", (dossier_id,)).fetchone()
        if row is None or not (
            by.official.may_see(row["receiving_unit"]) or by.official.may_see(row["resolving_unit"])
        ):
            raise Problem(404, "unknown dossier")
        return row

    def dossier_page(
        by: Session,
        dossier_id: str,
        paper: int = -1,
        *,
        status: int = 200,
        problem: str = "",
        typed: Mapping[str, str] = NOTHING_TYPED,
    ) -> Response:
        row = row_for(by, dossier_id)
        view = read_dossier(pool, catalogue, UnitNames(pool, catalogue), dossier_id, datetime.now(UTC))
        assert view is not None
        with pool.connection() as connection:
            audit(connection, by.official.username, "dossier.read", dossier_id)
        papers = view.papers
        chosen = next((p for p in papers if p.position == paper), papers[0] if papers else None)
        may_move = by.official.role in MAY_MOVE and by.official.may_see(row["resolving_unit"])
        return show(
            "dossier.html",
            by,
            status=status,
            dossier=view,
            chosen=chosen,
            problem=problem,
            may_move=may_move,
            typed=typed,
        )

    @router.get("/dossiers/{dossier_id}")
    def dossier(
        by: Annotated[Session, session],
        dossier_id: Annotated[str, Path(max_length=64)],
        paper: Annotated[int, Query(ge=-1, le=1000)] = -1,
    ) -> Response:
        try:
            return dossier_page(by, dossier_id, paper)
        except Problem as problem:
            return show("missing.html", by, status=problem.document.status, problem=in_plain_words(problem))

    @router.get("/dossiers/{dossier_id}/papers/{position}")
    def paper_bytes(
        by: Annotated[Session, session],
        dossier_id: Annotated[str, Path(max_length=64)],
        position: Annotated[int, Path(ge=0, le=1000)],
    ) -> Response:
        row_for(by, dossier_id)
        with pool.connection() as connection:
            paper = connection.execute(
                """SELECT u.*, a.sha256 IS NOT NULL AS here FROM dossier_attachment u LEFT JOIN attachment a USING (sha256)
                   WHERE u.dossier_id = %s AND u.position = %s""",
                (dossier_id, position),
            ).fetchone()
            if paper is None or not paper["here"]:
                raise Problem(404, "paper not here")
            audit(connection, by.official.username, "paper.read", dossier_id, position=position)
        kind = paper["media_type"]
        inline = kind in SHOWN_INLINE
        headers = {
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "frame-ancestors 'self'" + ("" if kind == "application/pdf" else "; sandbox"),
            "Content-Disposition": "inline" if inline else "attachment",
        }
        content = attachments.storage.read(paper["sha256"])
        return Response(content, media_type=kind if inline else "application/octet-stream", headers=headers)

    @router.post("/dossiers/{dossier_id}/{act}")
    async def act_on(
        by: Annotated[Session, session],
        dossier_id: Annotated[str, Path(max_length=64)],
        act: Act,
        form_token: Annotated[str, Form()] = "",
        reason: Annotated[str, Form(max_length=MOST_LETTERS)] = "",
        items: Annotated[str, Form(max_length=MOST_LETTERS)] = "",
        due_on: Annotated[str, Form(max_length=20)] = "",
        result: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        check_form(by, form_token)

        def work() -> Response:
            row = row_for(by, dossier_id)
            if by.official.role not in MAY_MOVE or not by.official.may_see(row["resolving_unit"]):
                raise Problem(403, "not allowed", "Việc này dành cho công chức xử lý của đơn vị giải quyết.")
            move = Move(
                reason=reason.strip(),
                items=[line.strip() for line in items.splitlines() if line.strip()][:MOST_ITEMS],
                due_at=_end_of(due_on) if act == "apologise" else None,
                actor=by.official.username,
            )
            if act == "supplement" and not move.items:
                raise Problem(422, "no papers named", "Ghi mỗi giấy tờ cần bổ sung trên một dòng.")
            file = _kept(attachments, result) if act == "done" else None
            with pool.connection() as connection:
                locked = connection.execute("SELECT * FROM dossier WHERE id = %s FOR UPDATE", (dossier_id,)).fetchone()
                assert locked is not None
                move_row(connection, locked, act, move, file, sms)
                audit(connection, by.official.username, f"dossier.{act}", dossier_id)
            return go(f"/office/dossiers/{dossier_id}")

        def tried() -> Response:
            try:
                return work()
            except Problem as problem:
                if problem.document.status == 404:
                    return show("missing.html", by, status=404, problem=in_plain_words(problem))
                typed = {"act": act, "reason": reason, "items": items, "due_on": due_on}
                words = in_plain_words(problem)
                return dossier_page(by, dossier_id, status=problem.document.status, problem=words, typed=typed)

        return await run_in_threadpool(tried)

    administration.add(router, pool, catalogue)
    return router


def _end_of(text: str) -> datetime | None:
    """17:00 of a day, in Hà Nội's time. Raises Problem 422 for what is no day to come."""
    if not text.strip():
        return None
    today = datetime.now(HANOI).date()
    try:
        day = parse_date(text, today=today + FARTHEST)
    except DateNotReadable as error:
        raise Problem(422, "date not readable", "Ngày hẹn mới ghi như 30/11/2026.") from error
    if day < today:
        raise Problem(422, "date is past", "Ngày hẹn mới phải từ hôm nay trở đi.")
    return datetime.combine(day, END_OF_DAY, HANOI)


def _kept(attachments: Attachments, given: UploadFile | None) -> ResultFile | None:
    """The result's file, in the storage. Raises Problem for one that is too large or no PDF or picture."""
    if given is None or not given.filename:
        return None
    return attachments.keep_result(given.file, FilePath(given.filename).name[:200])
