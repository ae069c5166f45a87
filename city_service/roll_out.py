"""The roll-out: which units come in which phase, and how ready each is."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from city_service.account_import import rows_of_table
from city_service.database import Pool
from city_service.problems import Problem
from kiosk.catalogue import Catalogue, Unit
from kiosk.domain.clock import HANOI
from kiosk.domain.text import fold

SYNCED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class UnitReadiness:
    """`accounts` and `trained` count who may sign in at counters; trained is who chose a password of their own or signed in."""

    unit_code: str
    unit_name: str
    phase: int
    due_on: date | None
    devices: int
    accounts: int
    trained: int
    last_sync: datetime | None
    doctor_bad: int | None
    dossiers: int

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is still to do, in words; empty: ready."""
        return tuple(
            words
            for words, missing in (
                ("chưa có máy", self.devices == 0),
                ("chưa có tài khoản", self.accounts == 0),
                ("chưa đăng nhập lần nào", self.accounts > 0 and self.trained == 0),
                ("chưa kết nối gần đây", self.devices > 0 and self.last_sync is None),
                ("chưa kiểm tra máy", self.devices > 0 and self.doctor_bad is None),
                (f"kiểm tra máy còn {self.doctor_bad} điều", bool(self.doctor_bad)),
            )
            if missing
        )

    @property
    def ready(self) -> bool:
        return not self.lacks


def read_roll_out(pool: Pool, names: dict[str, str], now: datetime) -> list[UnitReadiness]:
    """Every unit of a phase, phase by phase; `names` are units' names by code."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT r.unit_code, r.phase, r.due_on,
                      coalesce(d.devices, 0) AS devices, d.last_sync, d.doctor_bad,
                      coalesce(a.accounts, 0) AS accounts, coalesce(a.trained, 0) AS trained,
                      coalesce(o.dossiers, 0) AS dossiers
               FROM roll_out r
               LEFT JOIN (SELECT unit_code, count(*) AS devices, max(last_seen_at) AS last_sync, max(doctor_bad) AS doctor_bad
                          FROM device WHERE revoked_at IS NULL GROUP BY unit_code) d USING (unit_code)
               LEFT JOIN (SELECT unit_code, count(*) AS accounts,
                                 count(*) FILTER (WHERE NOT must_change OR last_sign_in_at IS NOT NULL) AS trained
                          FROM account WHERE active AND role IN ('clerk', 'supervisor') GROUP BY unit_code) a USING (unit_code)
               LEFT JOIN (SELECT receiving_unit AS unit_code, count(*) AS dossiers FROM dossier GROUP BY receiving_unit) o
                      USING (unit_code)
               ORDER BY r.phase, r.unit_code"""
        ).fetchall()
    return [
        UnitReadiness(
            row["unit_code"],
            names.get(str(row["unit_code"]), str(row["unit_code"])),
            row["phase"],
            row["due_on"],
            row["devices"],
            row["accounts"],
            row["trained"],
            row["last_sync"].astimezone(HANOI) if row["last_sync"] and now - row["last_sync"] < SYNCED_WITHIN else None,
            row["doctor_bad"],
            row["dossiers"],
        )
        for row in rows
    ]


def import_phases(pool: Pool, catalogue: Catalogue, content: bytes, file_name: str) -> tuple[int, list[str]]:
    """Units and their phases by CSV or XLSX (columns unit, phase, and due where known). Gives how many, and what was not read.

    Raises Problem 422 for what is no such table.
    """
    table = rows_of_table(content, file_name)
    if not table:
        raise Problem(422, "an empty table")
    heading = [fold(cell) for cell in table[0]]
    places = {
        name: next((n for n, word in enumerate(heading) if word in words), None)
        for name, words in (
            ("unit", ("unit", "don vi", "ma don vi")),
            ("phase", ("phase", "giai doan", "dot")),
            ("due", ("due", "han", "ngay", "hoan thanh")),
        )
    }
    if places["unit"] is None or places["phase"] is None:
        raise Problem(422, "columns are missing", "Dòng đầu phải có tên cột: Đơn vị, Giai đoạn (thêm Hạn nếu có).")
    taken: list[tuple[str, int, date | None]] = []
    bad: list[str] = []
    for number, line in enumerate(table[1:], start=2):
        cells = {name: line[n] if n is not None and n < len(line) else "" for name, n in places.items()}
        if not any(cells.values()):
            continue
        fitting = _units(cells["unit"], catalogue)
        phase = int(cells["phase"]) if cells["phase"].isdigit() and 1 <= int(cells["phase"]) <= 9 else 0
        due = _day(cells["due"])
        if len(fitting) > 1:
            which = "; ".join(f"{unit.code} {unit.name}, {unit.district}" for unit in fitting)
            bad.append(f"dòng {number}: có {len(fitting)} đơn vị cũ tên “{cells['unit'][:60]}”, ghi mã: {which}")
        elif not fitting:
            bad.append(f"dòng {number}: không có đơn vị “{cells['unit'][:60]}”")
        elif not phase:
            bad.append(f"dòng {number}: giai đoạn là số từ 1 đến 9")
        elif cells["due"] and due is None:
            bad.append(f"dòng {number}: hạn ghi như 31/12/2026")
        else:
            taken.append((fitting[0].code, phase, due))
    with pool.connection() as connection, connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO roll_out (unit_code, phase, due_on) VALUES (%s, %s, %s)
               ON CONFLICT (unit_code) DO UPDATE SET phase = excluded.phase, due_on = excluded.due_on""",
            taken,
        )
    return len(taken), bad


def _units(text: str, catalogue: Catalogue) -> list[Unit]:
    """The units that a code or a name may mean: one of today, else those of before July 2025.

    The plan of 2016 names communes that were merged since; several had one name in different districts.
    """
    wanted = text.strip()
    if wanted.isdigit():  # a code goes on with the unit of today that has it, so it means one row of the plan
        return sorted((u for u in catalogue.units if u.code == wanted.zfill(5)), key=lambda u: u.is_old)[:1]
    fitting = [unit for unit in catalogue.units if fold(wanted) in _called(unit)]
    return [unit for unit in fitting if not unit.is_old] or fitting


def _called(unit: Unit) -> set[str]:
    names = {fold(unit.name), fold(unit.line)}
    return names | {fold(f"{unit.name}, {unit.district}")} if unit.is_old else names


def _day(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=HANOI).date()
        except ValueError:
            continue
    return None


def as_csv(units: list[UnitReadiness]) -> str:
    """The table of readiness, for a spreadsheet (UTF-8 with its mark, which Excel wants)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        [
            "Giai đoạn",
            "Mã đơn vị",
            "Đơn vị",
            "Hạn",
            "Máy",
            "Tài khoản",
            "Đã đăng nhập",
            "Kết nối gần đây",
            "Hồ sơ",
            "Còn thiếu",
        ]
    )
    for unit in units:
        writer.writerow(
            [
                unit.phase,
                unit.unit_code,
                unit.unit_name,
                f"{unit.due_on:%d/%m/%Y}" if unit.due_on else "",
                unit.devices,
                unit.accounts,
                unit.trained,
                f"{unit.last_sync:%H:%M %d/%m/%Y}" if unit.last_sync else "",
                unit.dossiers,
                "; ".join(unit.lacks) or "sẵn sàng",
            ]
        )
    return "\ufeff" + written.getvalue()
