"""Pages for who looks after devices, accounts, the roll-out and reports."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Path, Query, UploadFile
from fastapi.responses import Response

from city_service.account_import import MOST_BYTES, import_accounts, new_password
from city_service.accounts import set_password, switch
from city_service.audit import audit
from city_service.condition import read_devices
from city_service.database import Pool
from city_service.devices import new_code, revoke
from city_service.look_ups import read_look_ups
from city_service.office.sessions import Session
from city_service.office.web import check_form, go, in_plain_words, show, signed_in
from city_service.problems import Problem
from city_service.reports import as_xlsx, month_words, read_report
from city_service.roll_out import as_csv, import_phases, read_roll_out
from city_service.units import UnitNames
from kiosk.accounts import hash_password
from kiosk.catalogue import Catalogue
from kiosk.domain.agency import provisional_agency
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import DateNotReadable, parse_date

LOOKS_AFTER = frozenset({"supervisor", "administrator"})
MOST_LOOK_UPS = 200
MOST_DEVICES, MOST_ACCOUNTS = 200, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class LookUpRow:
    """A line of the record as the page shows it."""

    at: datetime
    username: str
    unit: str
    number: str
    procedure: str
    outcome: str


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A CSV or XLSX file that the city's administrator sent with a form of their session."""

    by: Session
    name: str
    content: bytes


def add(router: APIRouter, pool: Pool, catalogue: Catalogue) -> None:
    session = Depends(signed_in(pool))

    def administrator(by: Annotated[Session, session]) -> Session:
        if by.official.role not in LOOKS_AFTER:
            raise Problem(403, "not allowed", "Trang này dành cho phụ trách bộ phận Một cửa và quản trị.")
        return by

    def city_administrator(by: Annotated[Session, session]) -> Session:
        if by.official.role != "administrator" or not by.official.is_city_wide:
            raise Problem(403, "not allowed", "Trang này dành cho quản trị của thành phố.")
        return by

    looks_after, whole_city = Depends(administrator), Depends(city_administrator)

    def table_of_form(
        by: Annotated[Session, whole_city],
        table: Annotated[UploadFile, File()],
        form_token: Annotated[str, Form()] = "",
    ) -> GivenTable:
        check_form(by, form_token)
        return GivenTable(by, table.filename or "", table.file.read(MOST_BYTES + 1))

    given_table = Depends(table_of_form)

    # Devices

    def devices_page(by: Session, unit: str, *, code: str = "", problem: str = "", status: int = 200) -> Response:
        names = UnitNames(pool, catalogue)
        shown = unit if by.official.is_city_wide else by.official.unit_code
        found = read_devices(pool, shown, datetime.now(UTC))
        return show(
            "devices.html",
            by,
            status=status,
            devices=found[:MOST_DEVICES],
            more=len(found) > MOST_DEVICES,
            unit=shown,
            units=names.with_devices if by.official.is_city_wide else [],
            code=code,
            problem=problem,
        )

    @router.get("/devices")
    def devices(by: Annotated[Session, looks_after], unit: Annotated[str, Query(max_length=10)] = "") -> Response:
        return devices_page(by, unit)

    @router.post("/devices/codes")
    def enrolment_code(
        by: Annotated[Session, looks_after],
        counter: Annotated[int, Form(ge=1, le=9)],
        profile: Annotated[str, Form(pattern="^(counter|self-service)$")] = "counter",
        unit: Annotated[str, Form(max_length=80)] = "",
        form_token: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(by, form_token)
        chosen = unit.strip() if by.official.is_city_wide else by.official.unit_code
        known = catalogue.unit(chosen.zfill(5)) or next(
            (u for u in catalogue.find_units(chosen, 1) if not u.is_old), None
        )
        if known is None or not chosen:
            return devices_page(by, "", status=422, problem="Không có đơn vị này. Ghi mã hoặc tên xã, phường hiện nay.")
        agency = _agency(pool, known.code) or provisional_agency(known.code, catalogue.province_agency)
        code = new_code(
            pool, known.code, counter, agency, profile="self-service" if profile != "counter" else "counter"
        )
        with pool.connection() as connection:
            audit(connection, by.official.username, "device.code", known.code, counter=counter)
        return devices_page(by, known.code, code=f"{code} ({known.name}, quầy {counter})")

    @router.post("/devices/{device_id}/revoke")
    def revoke_device(
        by: Annotated[Session, looks_after],
        device_id: Annotated[str, Path(max_length=64)],
        form_token: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(by, form_token)
        with pool.connection() as connection:
            row = connection.execute("SELECT unit_code FROM device WHERE id = %s", (device_id,)).fetchone()
            if row is None or not by.official.may_see(row["unit_code"]):
                raise Problem(404, "unknown device")
            audit(connection, by.official.username, "device.revoke", device_id)
        revoke(pool, device_id)
        return go("/office/devices" + (f"?unit={row['unit_code']}" if by.official.is_city_wide else ""))

    # Accounts

    def accounts_page(by: Session, unit: str, *, status: int = 200, **values: object) -> Response:
        shown = unit if by.official.is_city_wide else by.official.unit_code
        with pool.connection() as connection:
            rows = connection.execute(
                """SELECT *, locked_until > now() AS is_locked FROM account WHERE %s = '' OR unit_code = %s
                   ORDER BY unit_code, username LIMIT %s""",
                (shown, shown, MOST_ACCOUNTS + 1),
            ).fetchall()
            units = connection.execute("SELECT DISTINCT unit_code FROM account WHERE unit_code <> ''").fetchall()
        names = UnitNames(pool, catalogue)
        return show(
            "accounts.html",
            by,
            status=status,
            rows=[
                row | {"unit_name": names[row["unit_code"]] if row["unit_code"] else "Cả thành phố"}
                for row in rows[:MOST_ACCOUNTS]
            ],
            more=len(rows) > MOST_ACCOUNTS,
            unit=shown,
            units=sorted(((r["unit_code"], names[r["unit_code"]]) for r in units), key=lambda pair: pair[1])
            if by.official.is_city_wide
            else [],
            **values,
        )

    @router.get("/accounts")
    def accounts(by: Annotated[Session, looks_after], unit: Annotated[str, Query(max_length=10)] = "") -> Response:
        return accounts_page(by, unit)

    @router.post("/accounts/import")
    def accounts_import(given: Annotated[GivenTable, given_table]) -> Response:
        by = given.by
        try:
            report = import_accounts(pool, catalogue, given.content, given.name, by.official.username)
        except Problem as problem:
            return accounts_page(by, "", status=problem.document.status, problem=in_plain_words(problem))
        return accounts_page(by, "", report=report)

    @router.post("/accounts/{username}/{act}")
    def account_act(
        by: Annotated[Session, looks_after],
        username: Annotated[str, Path(max_length=64)],
        act: Annotated[str, Path(pattern="^(open|close|password)$")],
        form_token: Annotated[str, Form()] = "",
    ) -> Response:
        check_form(by, form_token)
        with pool.connection() as connection:
            row = connection.execute("SELECT unit_code, role FROM account WHERE username = %s", (username,)).fetchone()
        if row is None or not by.official.may_see(row["unit_code"]):
            raise Problem(404, "unknown account")
        given = ""
        if act == "password":
            given = new_password()
            with pool.connection() as connection:
                set_password(connection, username, hash_password(given), datetime.now(UTC), must_change=True)
        else:
            switch(pool, username, active=act == "open")
        with pool.connection() as connection:
            audit(connection, by.official.username, f"account.{act}", username)
        return accounts_page(by, row["unit_code"], given=(username, given) if given else None)

    # Messages to citizens

    @router.get("/messages")
    def messages(by: Annotated[Session, looks_after]) -> Response:
        shown = by.official.unit_code
        with pool.connection() as connection:
            rows = connection.execute(
                """SELECT id, regexp_replace(phone, '^(...)....(...)$', '\\1****\\2') AS phone, kind, body, state, tries, problem,
                          queued_at, dossier_id FROM sms_message WHERE %s = '' OR unit_code = %s ORDER BY id DESC LIMIT 200""",
                (shown, shown),
            ).fetchall()
        return show("messages.html", by, rows=[row | {"queued_at": row["queued_at"].astimezone(HANOI)} for row in rows])

    # Look-ups in the population database

    @router.get("/look-ups")
    def look_ups(
        by: Annotated[Session, looks_after], person: Annotated[str, Query(pattern="^([0-9]{12})?$")] = ""
    ) -> Response:
        """Numbers are shown in part; who asks about a person knows the whole number."""
        names = UnitNames(pool, catalogue)
        rows = [
            LookUpRow(
                row.at.astimezone(HANOI),
                row.username,
                names[row.unit_code],
                f"{row.personal_id[:3]}******{row.personal_id[-3:]}",
                catalogue.procedures[row.purpose].name if row.purpose in catalogue.procedures else row.purpose,
                row.outcome,
            )
            for row in read_look_ups(pool, by.official.unit_code, person, MOST_LOOK_UPS)
        ]
        return show("look_ups.html", by, rows=rows, person=person)

    # Reports

    @router.get("/reports")
    def reports(
        by: Annotated[Session, session],
        first: Annotated[str, Query(max_length=20)] = "",
        last: Annotated[str, Query(max_length=20)] = "",
        unit: Annotated[str, Query(max_length=10)] = "",
        as_file: bool = False,
    ) -> Response:
        shown = unit if by.official.is_city_wide else by.official.unit_code
        today = datetime.now(HANOI).date()
        names = UnitNames(pool, catalogue)
        try:
            begin = _day(first, today) or today.replace(day=1)
            end = _day(last, today) or today
            report = read_report(pool, shown, begin, end, datetime.now(UTC))
        except (DateNotReadable, ValueError):
            words = (
                "Khoảng ngày không đọc được: ghi như 01/11/2026, ngày cuối không trước ngày đầu, nhiều nhất 400 ngày."
            )
            return show(
                "reports.html", by, status=422, problem=words, report=None, unit=shown, units=[], first=first, last=last
            )
        by_name = {figures.name: names[figures.name] for figures in report.by_unit}
        months = {figures.name: month_words(figures.name) for figures in report.by_month}
        if as_file:
            file_name = f"bao-cao-{begin:%Y%m%d}-{end:%Y%m%d}.xlsx"
            headers = {"Content-Disposition": f"attachment; filename={file_name}", "Cache-Control": "no-store"}
            return Response(as_xlsx(report, by_name), media_type=XLSX, headers=headers)
        return show(
            "reports.html",
            by,
            report=report,
            names=by_name,
            months=months,
            unit=shown,
            units=names.with_devices if by.official.is_city_wide else [],
            first=f"{begin:%d/%m/%Y}",
            last=f"{end:%d/%m/%Y}",
        )

    # The roll-out

    def roll_out_page(by: Session, *, status: int = 200, **values: object) -> Response:
        units = read_roll_out(pool, _every_name(pool, catalogue), datetime.now(UTC))
        phases = [
            (phase, [unit for unit in units if unit.phase == phase]) for phase in sorted({unit.phase for unit in units})
        ]
        return show("roll_out.html", by, status=status, units=units, phases=phases, **values)

    @router.get("/roll-out")
    def roll_out(by: Annotated[Session, whole_city]) -> Response:
        return roll_out_page(by)

    @router.get("/roll-out.csv", dependencies=[whole_city])
    def roll_out_csv() -> Response:
        text = as_csv(read_roll_out(pool, _every_name(pool, catalogue), datetime.now(UTC)))
        headers = {"Content-Disposition": "attachment; filename=trien-khai.csv", "Cache-Control": "no-store"}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    @router.post("/roll-out")
    def roll_out_import(given: Annotated[GivenTable, given_table]) -> Response:
        try:
            taken, bad = import_phases(pool, catalogue, given.content, given.name)
        except Problem as problem:
            return roll_out_page(given.by, status=problem.document.status, problem=in_plain_words(problem))
        return roll_out_page(given.by, taken=taken, bad=bad)


def _agency(pool: Pool, unit_code: str) -> str:
    """The agency code a unit's devices have already."""
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT agency FROM device WHERE unit_code = %s ORDER BY enrolled_at DESC LIMIT 1", (unit_code,)
        ).fetchone()
    return str(row["agency"]) if row is not None else ""


def _every_name(pool: Pool, catalogue: Catalogue) -> dict[str, str]:
    enrolled = dict(UnitNames(pool, catalogue).with_devices)
    old = {unit.code: f"{unit.name}, {unit.district}" for unit in catalogue.units if unit.is_old}
    return old | {unit.code: unit.name for unit in catalogue.units if not unit.is_old} | enrolled


def _day(text: str, today: date) -> date | None:
    return parse_date(text, today=today + timedelta(days=MOST_FUTURE_DAYS)) if text.strip() else None


MOST_FUTURE_DAYS = 400
