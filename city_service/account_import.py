"""Accounts by CSV or XLSX: one row an account, a report of every row that could not be taken, first passwords for the new ones."""

import csv
import io
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from city_service.accounts import ROLE_WORDS, ROLES, OfficeRole, put_account, tell_of_accounts
from city_service.audit import audit
from city_service.database import Pool
from city_service.problems import Problem
from kiosk.accounts import hash_password
from kiosk.catalogue import Catalogue
from kiosk.domain.text import fold, tidy

MOST_ROWS = 5000
MOST_BYTES = 5 * 1024 * 1024
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - letters nobody mistakes for another
COLUMNS: dict[str, tuple[str, ...]] = {
    "unit": ("unit", "don vi", "ma don vi", "xa", "phuong"),
    "username": ("username", "ten dang nhap", "tai khoan"),
    "name": ("name", "ho ten", "ho va ten"),
    "role": ("role", "vai tro", "chuc vu"),
    "phone": ("phone", "dien thoai", "so dien thoai"),
}
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
_PHONE = re.compile(r"0\d{9,10}")


@dataclass(frozen=True, slots=True)
class BadRow:
    """`row` counts as the spreadsheet does: the heading is 1."""

    row: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Shown once; its owner is asked for another at the first sign-in."""

    username: str
    name: str
    unit: str
    password: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    made: int = 0
    updated: int = 0
    bad: tuple[BadRow, ...] = ()
    passwords: tuple[FirstPassword, ...] = ()


@dataclass(slots=True)
class _Row:
    number: int
    unit: str = ""
    username: str = ""
    name: str = ""
    role: OfficeRole = "clerk"
    phone: str = ""
    problems: list[BadRow] = field(default_factory=list[BadRow])


def import_accounts(pool: Pool, catalogue: Catalogue, content: bytes, file_name: str, by: str) -> ImportReport:
    """Take what is good and report the rest. The same file again changes nothing.

    Raises Problem 422 when the file is no table, or has no heading that names unit, name and role.
    """
    table = rows_of_table(content, file_name)
    if not table:
        raise Problem(422, "an empty table", "the first row names the columns: unit, username, name, role, phone")
    places = _places(table[0])
    rows = [_read(n, dict(_cells(line, places)), catalogue) for n, line in enumerate(table[1:], start=2) if any(line)]
    with pool.connection() as connection:
        known = connection.execute("SELECT username, unit_code, name FROM account ORDER BY username").fetchall()
        taken = {row["username"] for row in known}
        # A row without a user name means the account of that name in that unit, if there is one.
        named = {(row["unit_code"], fold(row["name"])): row["username"] for row in reversed(known)}
        seen: dict[str, int] = {}
        for row in rows:
            if not row.username and row.name:
                same = named.get((row.unit, fold(row.name)), "")
                row.username = same if same and same not in seen else _username_of(row.name, taken | seen.keys())
            if row.username in seen:
                row.problems.append(BadRow(row.number, "username", f"trùng với dòng {seen[row.username]}"))
            elif row.username:
                seen[row.username] = row.number
        good = [row for row in rows if not row.problems]
        passwords: list[FirstPassword] = []
        made = 0
        for row in good:
            password = new_password() if row.username not in taken else ""
            hashed = hash_password(password) if password else ""
            if put_account(connection, row.username, row.unit, row.name, row.role, row.phone, hashed):
                made += 1
                unit = catalogue.unit(row.unit)
                passwords.append(FirstPassword(row.username, row.name, unit.name if unit else "", password))
        for unit in sorted({row.unit for row in good}):
            tell_of_accounts(connection, unit)
        audit(connection, by, "accounts.import", file_name[:200], made=made, rows=len(rows))
    bad = tuple(problem for row in rows for problem in row.problems)
    return ImportReport(made, len(good) - made, bad, tuple(passwords))


def new_password() -> str:
    """Eleven letters and digits that nobody mistakes for another: 54 bits, for one sign-in."""
    return "".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(11))


def rows_of_table(content: bytes, file_name: str) -> list[list[str]]:
    """The cells of a CSV or XLSX file as text. Raises Problem 413 or 422."""
    return list(_table(content, file_name))


def _table(content: bytes, file_name: str) -> Iterator[list[str]]:
    if len(content) > MOST_BYTES:
        raise Problem(413, "file too large", "at most 5 MB")
    if file_name.casefold().endswith(".xlsx") or content[:2] == b"PK":
        yield from _xlsx(content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(422, "no UTF-8 text", "save the table as CSV UTF-8, or as XLSX") from error
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
        if number > MOST_ROWS:
            raise Problem(422, "too many rows", f"at most {MOST_ROWS} at once")
        yield [cell.strip() for cell in line]


def _xlsx(content: bytes) -> Iterator[list[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise Problem(422, "no spreadsheet", "save the table as XLSX or as CSV UTF-8") from error
    sheet = book.worksheets[0]
    for number, line in enumerate(sheet.iter_rows(values_only=True)):
        if number > MOST_ROWS:
            raise Problem(422, "too many rows", f"at most {MOST_ROWS} at once")
        yield ["" if cell is None else str(cell).strip() for cell in line]


def _places(heading: list[str]) -> dict[str, int]:
    words = [fold(cell) for cell in heading]
    places = {
        column: next(n for n, word in enumerate(words) if word in names)
        for column, names in COLUMNS.items()
        if any(word in names for word in words)
    }
    lacking = {"unit", "name", "role"} - places.keys()
    if lacking:
        raise Problem(422, "columns are missing", f"the first row must name: {', '.join(sorted(lacking))}")
    return places


def _cells(line: list[str], places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for column, place in places.items():
        yield column, line[place] if place < len(line) else ""


def _read(number: int, cells: dict[str, str], catalogue: Catalogue) -> _Row:
    row = _Row(number)

    def bad(column: str, why: str) -> None:
        row.problems.append(BadRow(number, column, why))

    row.name = tidy(cells.get("name", ""))
    if not row.name or any(c.isdigit() for c in row.name):
        bad("name", "thiếu họ tên" if not row.name else "họ tên không có chữ số")
    row.role = _role(cells.get("role", ""), bad)
    wanted = cells.get("unit", "")
    row.unit = _unit(wanted, catalogue)
    if not row.unit and not (row.role == "administrator" and wanted in ("", "*")):
        bad("unit", "thiếu đơn vị" if not wanted else f"không có đơn vị “{wanted[:60]}” từ 01/07/2025")
    row.username = cells.get("username", "").casefold()
    if row.username and not _USERNAME.fullmatch(row.username):
        bad("username", "3–40 chữ không dấu, số, dấu chấm; bắt đầu bằng chữ")
    phone = re.sub(r"[ .\-]", "", cells.get("phone", ""))
    # A spreadsheet drops the zero of a number typed as a number.
    row.phone = f"0{phone}" if phone and not phone.startswith("0") and len(phone) == 9 else phone
    if row.phone and not _PHONE.fullmatch(row.phone):
        bad("phone", "số điện thoại có 10 chữ số, bắt đầu bằng 0")
    return row


def _role(text: str, bad: Callable[[str, str], None]) -> OfficeRole:
    wanted = fold(text)
    for role in ROLES:
        if wanted in (role, fold(ROLE_WORDS[role])):
            return role
    bad("role", "vai trò là một trong: " + ", ".join(ROLE_WORDS[role] for role in ROLES))
    return "clerk"


def _unit(text: str, catalogue: Catalogue) -> str:
    """The code of a unit of today, by its code or its whole name."""
    known = catalogue.unit(text.zfill(5)) if text.isdigit() else None
    if known is not None:
        return known.code
    wanted = fold(text)
    found = [unit for unit in catalogue.find_units(text, 40) if not unit.is_old and fold(unit.name) == wanted]
    return found[0].code if len(found) == 1 else ""


def _username_of(name: str, taken: set[str]) -> str:
    """`Nguyễn Thị Bình` → `binh.nt`, then `binh.nt2`."""
    words = fold(name).split()
    base = "".join(c for c in f"{words[-1]}.{''.join(word[0] for word in words[:-1])}".rstrip(".") if c.isascii())
    base = base if len(base) >= 3 else f"{base}.cb"
    number = 1
    candidate = base
    while candidate in taken:
        number += 1
        candidate = f"{base}{number}"
    return candidate
