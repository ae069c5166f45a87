"""The work queue of a unit: what is open by due date, what is late, what waits for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from city_service.database import Pool, Row
from city_service.office.acts import OfficeRow, office_row
from kiosk.domain.clock import HANOI
from kiosk.domain.state import State
from kiosk.domain.text import fold

View = Literal["open", "late", "today", "supplement", "done", "flagged", "all"]
VIEWS: tuple[View, ...] = get_args(View)
VIEW_WORDS: dict[View, str] = {
    "open": "Đang xử lý",
    "late": "Quá hạn",
    "today": "Hẹn hôm nay",
    "supplement": "Chờ bổ sung",
    "done": "Chờ trả kết quả",
    "flagged": "Cần xem lại",
    "all": "Tất cả",
}
OPEN = "state IN (2, 4, 5, 6)"
PAGE = 100
_WHERE: dict[View, str] = {
    "open": OPEN,
    "late": f"{OPEN} AND state <> 5 AND due_at < %(now)s",
    "today": f"{OPEN} AND due_at >= %(day)s AND due_at < %(next_day)s",
    "supplement": "state = 5",
    "done": "state IN (8, 9)",
    "flagged": f"flagged AND ({OPEN} OR state = 1)",
    "all": "true",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A dossier in the list. `days` is how many days are left, negative when past; `owed`: the office is the one to act."""

    id: str
    code: str
    applicant: str
    procedure: str
    state: State
    due_at: datetime
    received_at: datetime
    days: int
    owed: bool
    late: bool
    flagged: bool
    unit_code: str

    @property
    def due_words(self) -> str:
        """How near the promise is; nothing where it is kept, or waits for the citizen."""
        if not self.owed:
            return ""
        if self.late:
            return f"quá hạn {-self.days} ngày" if self.days < 0 else "quá giờ hẹn"
        return "hôm nay" if self.days == 0 else f"còn {self.days} ngày"


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[QueueRow, ...]
    counts: dict[View, int]
    more: bool


def read_queue(pool: Pool, unit_code: str, view: View, query: str, page: int, now: datetime) -> Queue:
    """A page of a unit's dossiers, and how many each view has. `query` is a code or parts of a name without accents."""
    local = now.astimezone(HANOI)
    day = datetime.combine(local.date(), datetime.min.time(), HANOI)
    named: dict[str, Any] = {
        "unit": unit_code,
        "now": now,
        "day": day,
        "next_day": day.replace(hour=23, minute=59, second=59),
        "limit": PAGE + 1,
        "offset": page * PAGE,
    }
    where = f"resolving_unit = %(unit)s AND {_WHERE[view]}"
    for number, part in enumerate(query.split()):
        named[f"part{number}"] = f"%{part.upper() if any(c.isdigit() for c in part) else fold(part)}%"
        where += f" AND (applicant_folded LIKE %(part{number})s OR code LIKE %(part{number})s)"
    order = "received_at DESC" if view == "all" else "due_at, code"
    with pool.connection() as connection:
        rows = connection.execute(
            f"SELECT * FROM dossier WHERE {where} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s",  # pyright: ignore[reportArgumentType]
            named,
        ).fetchall()
        counted = connection.execute(
            f"""SELECT count(*) FILTER (WHERE {_WHERE["open"]}) AS open,
                       count(*) FILTER (WHERE {_WHERE["late"]}) AS late,
                       count(*) FILTER (WHERE {_WHERE["today"]}) AS today,
                       count(*) FILTER (WHERE {_WHERE["supplement"]}) AS supplement,
                       count(*) FILTER (WHERE {_WHERE["done"]}) AS done,
                       count(*) FILTER (WHERE {_WHERE["flagged"]}) AS flagged
                FROM dossier WHERE resolving_unit = %(unit)s AND state IN (1, 2, 4, 5, 6, 8, 9)""",  # pyright: ignore[reportArgumentType]
            named,
        ).fetchone()
    assert counted is not None
    counts: dict[View, int] = {view: counted[view] for view in VIEWS if view != "all"}
    return Queue(tuple(_row(row, now) for row in rows[:PAGE]), counts, len(rows) > PAGE)


def _row(row: Row, now: datetime) -> QueueRow:
    state = State(row["state"])
    due = row["due_at"].astimezone(HANOI)
    owed = state in (State.ACCEPTED, State.IN_PROGRESS, State.PAYMENT_REQUESTED)
    return QueueRow(
        id=row["id"],
        code=row["code"],
        applicant=row["applicant_name"],
        procedure=row["procedure_name"],
        state=state,
        due_at=due,
        received_at=row["received_at"].astimezone(HANOI),
        days=(due.date() - now.astimezone(HANOI).date()).days,
        owed=owed,
        late=owed and row["due_at"] < now,
        flagged=row["flagged"],
        unit_code=row["resolving_unit"],
    )


def work_queue(pool: Pool, unit_code: str | None = None, due_by: date | None = None) -> list[OfficeRow]:
    """Open dossiers by due date, for the command line and for programs."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT * FROM dossier WHERE state IN (2, 4, 5, 6) AND (%s::text IS NULL OR resolving_unit = %s)
               AND (%s::date IS NULL OR due_at::date <= %s) ORDER BY due_at, code LIMIT 500""",
            (unit_code, unit_code, due_by, due_by),
        ).fetchall()
    return [office_row(row) for row in rows]
