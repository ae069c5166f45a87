"""Reports over units: received, on time, late, by procedure, month and channel, and minutes without the line; XLSX.

On time is judged as in public reporting: the end of processing (the first of done, refused, stopped, withdrawn) not after the due
date; while a supplement is awaited, the moment of the request counts as the end. Source: the national portal's public figures.
Both moments are kept with the dossier (city_service.projection).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from city_service.database import Pool, Row
from kiosk.domain.clock import HANOI

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one unit, procedure, month or channel. `on_time` and `late` are of those that ended, `overdue` still open."""

    name: str
    received: int
    on_time: int
    late: int
    open: int
    overdue: int

    @property
    def on_time_percent(self) -> float | None:
        ended = self.on_time + self.late
        return round(100 * self.on_time / ended, 1) if ended else None


@dataclass(frozen=True, slots=True)
class Report:
    first: date
    last: date
    total: Figures
    by_unit: tuple[Figures, ...]
    by_procedure: tuple[Figures, ...]
    by_month: tuple[Figures, ...]
    by_channel: tuple[Figures, ...]
    outage_minutes: int


_OF_SPAN = """
WITH judged AS (
    SELECT resolving_unit AS unit, procedure_name AS procedure, self_service, due_at,
           date_trunc('month', received_at AT TIME ZONE 'Asia/Ho_Chi_Minh') AS month,
           CASE WHEN state = 5 THEN asked_at WHEN state IN (3, 7, 8, 9, 10) THEN ended_at END AS ended_at
    FROM dossier WHERE received_at >= %(first)s AND received_at < %(end)s AND state <> 1
      AND (%(unit)s = '' OR resolving_unit = %(unit)s)
), counted AS (
    SELECT unit, procedure, to_char(month, 'YYYY-MM') AS month,
           CASE WHEN self_service THEN 'Máy tự phục vụ' ELSE 'Quầy' END AS channel,
           count(*) AS received,
           count(*) FILTER (WHERE ended_at <= due_at) AS on_time,
           count(*) FILTER (WHERE ended_at > due_at) AS late,
           count(*) FILTER (WHERE ended_at IS NULL) AS open,
           count(*) FILTER (WHERE ended_at IS NULL AND due_at < %(now)s) AS overdue
    FROM judged GROUP BY unit, procedure, judged.month, self_service
)
SELECT coalesce(unit, procedure, month, channel) AS name,
       CASE WHEN unit IS NOT NULL THEN 'unit' WHEN procedure IS NOT NULL THEN 'procedure'
            WHEN month IS NOT NULL THEN 'month' ELSE 'channel' END AS kind,
       sum(received)::bigint AS received, sum(on_time)::bigint AS on_time, sum(late)::bigint AS late,
       sum(open)::bigint AS open, sum(overdue)::bigint AS overdue
FROM counted GROUP BY GROUPING SETS (unit, procedure, month, channel) ORDER BY received DESC, name"""


def read_report(pool: Pool, unit_code: str, first: date, last: date, now: datetime) -> Report:
    """Dossiers received from `first` to `last`, of a unit or of all with ''. Raises ValueError for a span over 400 days."""
    if last < first or (last - first).days >= MOST_DAYS:
        raise ValueError("span")
    named = {
        "first": datetime.combine(first, datetime.min.time(), HANOI),
        "end": datetime.combine(last + timedelta(days=1), datetime.min.time(), HANOI),
        "unit": unit_code,
        "now": now,
    }
    with pool.connection() as connection, connection.transaction():
        connection.execute("SET LOCAL work_mem = '32MB'")  # groups are counted in memory, not sorted on the disk
        # Planned anew each time: the plan for one commune's week is the wrong one for a city's year.
        rows = connection.execute(_OF_SPAN, named, prepare=False).fetchall()
        outage = connection.execute(
            """SELECT coalesce(sum(o.minutes), 0) AS minutes FROM device_outage o JOIN device d ON d.id = o.device_id
               WHERE o.day BETWEEN %s AND %s AND (%s = '' OR d.unit_code = %s)""",
            (first, last, unit_code, unit_code),
        ).fetchone()
    assert outage is not None
    units, procedures, months, channels = (_figures(rows, kind) for kind in ("unit", "procedure", "month", "channel"))
    months = tuple(sorted(months, key=lambda figures: figures.name))
    return Report(first, last, _sum(units), units, procedures, months, channels, int(outage["minutes"]))


def _figures(rows: list[Row], kind: str) -> tuple[Figures, ...]:
    return tuple(
        Figures(r["name"], r["received"], r["on_time"], r["late"], r["open"], r["overdue"])
        for r in rows
        if r["kind"] == kind
    )


def _sum(rows: Sequence[Figures]) -> Figures:
    return Figures(
        "Tất cả",
        sum(r.received for r in rows),
        sum(r.on_time for r in rows),
        sum(r.late for r in rows),
        sum(r.open for r in rows),
        sum(r.overdue for r in rows),
    )


def month_words(month: str) -> str:
    """2026-11 as one writes it: 11/2026."""
    year, _, number = month.partition("-")
    return f"{number}/{year}"


def as_xlsx(report: Report, name_of: dict[str, str]) -> bytes:
    """Four sheets: by unit, procedure, month, channel; figures as numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    words = name_of | {month.name: month_words(month.name) for month in report.by_month}
    book = Workbook()
    first = True
    for title, heading, rows in (
        ("Đơn vị", "Đơn vị", report.by_unit),
        ("Thủ tục", "Thủ tục", report.by_procedure),
        ("Tháng", "Tháng", report.by_month),
        ("Kênh", "Kênh tiếp nhận", report.by_channel),
    ):
        sheet = book.active if first else book.create_sheet()
        assert sheet is not None
        first = False
        sheet.title = title
        sheet.append([f"Từ {report.first:%d/%m/%Y} đến {report.last:%d/%m/%Y}"])
        sheet.append([heading, "Tiếp nhận", "Đúng hạn", "Trễ hạn", "Đang xử lý", "Đang quá hạn", "Đúng hạn %"])
        for row in (*rows, report.total):
            sheet.append(
                [
                    words.get(row.name, row.name),
                    row.received,
                    row.on_time,
                    row.late,
                    row.open,
                    row.overdue,
                    row.on_time_percent,
                ]
            )
        for cell in sheet[2]:
            cell.font = Font(bold=True)
        sheet.column_dimensions["A"].width = 60
        if title == "Đơn vị":
            sheet.append([])
            sheet.append(["Phút mất kết nối của các quầy", report.outage_minutes])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
