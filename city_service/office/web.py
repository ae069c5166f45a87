"""What every page of the back office goes through: who is signed in, forms that are this site's own, answers in one look."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from city_service.accounts import ROLE_WORDS
from city_service.database import Pool
from city_service.office.sessions import COOKIE, Session, session_of
from city_service.pages import pages
from city_service.problems import Problem
from kiosk.wire.models import ProblemDocument

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; object-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
PLAIN: dict[str, str] = {
    "a reason is needed": "Ghi lý do: người dân được báo đúng những chữ ấy.",
    "a new date is needed": "Chọn ngày hẹn mới.",
    "not allowed in this state": "Hồ sơ đã sang bước khác, việc này không làm được nữa. Xem lại trạng thái ở trên.",
    "unknown dossier": "Không có hồ sơ này trong đơn vị.",
    "file too large": "Tệp quá lớn.",
    "no spreadsheet": "Tệp không phải bảng tính. Lưu thành XLSX hoặc CSV UTF-8 rồi thử lại.",
    "no UTF-8 text": "Tệp CSV không phải UTF-8. Lưu thành “CSV UTF-8” hoặc XLSX rồi thử lại.",
    "columns are missing": "Dòng đầu phải có tên cột: Đơn vị, Họ tên, Vai trò (thêm Tên đăng nhập, Điện thoại nếu có).",
    "an empty table": "Bảng không có dòng nào.",
    "another password of at least 8 characters is needed": "Mật khẩu mới cần ít nhất 8 ký tự và khác mật khẩu cũ.",
    "unknown account": "Không có tài khoản này.",
}


class SignInNeeded(Exception):
    """Nobody is signed in, or no longer; `back_to` is where they wanted to go."""

    def __init__(self, back_to: str) -> None:
        super().__init__(back_to)
        self.back_to = back_to


class PasswordNeeded(Exception):
    """The password was given out: nothing else is shown before its owner has chosen another."""


WITH_A_GIVEN_PASSWORD = frozenset({"/office/password", "/office/sign-out"})


def in_plain_words(problem: Problem) -> str:
    """What an official is told of a problem."""
    return PLAIN.get(problem.document.title, problem.document.detail or problem.document.title)


def show(template: str, session: Session | None, *, status: int = 200, **values: Any) -> HTMLResponse:
    html = pages.get_template(f"office/{template}").render(
        session=session,
        official=session.official if session else None,
        role_words=ROLE_WORDS,
        **values,
    )
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def problem_page(document: ProblemDocument) -> HTMLResponse:
    """What went wrong, as a page: an official is no program."""
    words = PLAIN.get(document.title) or (document.detail if document.status in (403, 415) else "")
    usual = "Không có trang này." if document.status == 404 else "Không làm được. Tải lại trang trước rồi thử lại."
    return show("missing.html", None, status=document.status, problem=words or usual)


def go(to: str) -> Response:
    """After a form: the page anew, by GET, so that reloading does nothing twice."""
    return RedirectResponse(to, status_code=303, headers={"Cache-Control": "no-store"})


def signed_in(pool: Pool) -> Callable[[Request], Session]:
    """A dependency: the session behind the cookie. Raises SignInNeeded, PasswordNeeded."""

    def session(request: Request) -> Session:
        found = session_of(pool, request.cookies.get(COOKIE, ""))
        if found is None:
            raise SignInNeeded(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
        if found.official.must_change and request.url.path not in WITH_A_GIVEN_PASSWORD:
            raise PasswordNeeded
        return found

    return session


def check_form(session: Session, token: str) -> None:
    """Raises Problem 403 for a form that this session did not show."""
    if not session.vouches_for(token):
        raise Problem(403, "form of another session")


def sign_in_address(back_to: str) -> str:
    """Only a page of the office is gone back to."""
    inside = back_to.startswith("/office") and not back_to.startswith("//")
    return "/office/sign-in" + (f"?to={quote(back_to)}" if inside and back_to != "/office" else "")
