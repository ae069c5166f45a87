"""What a counter did from one day to another: figures, fees, outages, the day's cash, and all of it as a spreadsheet."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kiosk.domain.clock import HANOI
from kiosk.domain.dates import show_date
from kiosk.domain.event import Json
from kiosk.errors import Refused
from offline_store.lines import LineSpan

if TYPE_CHECKING:
    from kiosk.app import Counter

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`late`: handed back after the promise."""

    day: date
    received: int = 0
    handed_back: int = 0
    late: int = 0
    fees_vnd: int = 0
    outage_minutes: int = 0


@dataclass(frozen=True, slots=True)
class FeeLine:
    label: str
    count: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    name: str
    received: int
    fees_vnd: int


@dataclass(frozen=True, slots=True)
class Report:
    """`today` and `overdue`: promises for today, and broken ones, as it stands now."""

    days: tuple[DayFigures, ...]
    fees: tuple[FeeLine, ...]
    procedures: tuple[ProcedureLine, ...]
    today: int
    overdue: int

    @property
    def total(self) -> DayFigures:
        def add(part: str) -> int:
            return sum(getattr(day, part) for day in self.days)

        return DayFigures(
            self.days[0].day, add("received"), add("handed_back"), add("late"), add("fees_vnd"), add("outage_minutes")
        )


@dataclass(frozen=True, slots=True)
class CashCount:
    day: date
    expected_vnd: int
    counted_vnd: int
    note: str
    actor: str


class Reports:
    """The reports of one counter."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def of(self, first: date, last: date) -> Report:
        """Both days included. Raises Refused for a span that ends before it begins, or of more than 400 days."""
        if last < first or (last - first).days >= MOST_DAYS:
            raise Refused("span_malformed", most=str(MOST_DAYS))
        store = self._counter.store
        received: Tally[date] = Tally()
        fees_of_day: Tally[date] = Tally()
        fees: dict[str, tuple[int, int]] = {}
        procedures: dict[str, tuple[int, int]] = {}
        for row in store.dossiers.received_between(first, last):
            day = row.received_at.astimezone(HANOI).date()
            received[day] += 1
            fees_of_day[day] += row.fee_vnd
            payload = store.dossiers.acceptance(row.id).payload
            name = str(payload["procedure_name"])
            count, amount = procedures.get(name, (0, 0))
            procedures[name] = (count + 1, amount + row.fee_vnd)
            for line in cast("list[dict[str, Json]]", payload["fee_lines"]):
                vnd = cast(int, line["amount_vnd"])
                if vnd:
                    count, amount = fees.get(str(line["label"]), (0, 0))
                    fees[str(line["label"])] = (count + cast(int, line["quantity"]), amount + vnd)
        back, late = self._handed_back(first, last)
        today = self._counter.clock.now().astimezone(HANOI).date()
        return Report(
            days=tuple(
                DayFigures(day, received[day], back[day], late[day], fees_of_day[day], self.outage_minutes(day))
                for day in _days(first, last)
            ),
            fees=tuple(FeeLine(label, *found) for label, found in sorted(fees.items())),
            procedures=tuple(
                ProcedureLine(name, *found)
                for name, found in sorted(procedures.items(), key=lambda item: (-item[1][0], item[0]))
            ),
            today=store.dossiers.promised(today)[0],
            overdue=store.dossiers.promised(today)[1],
        )

    def _handed_back(self, first: date, last: date) -> "tuple[Tally[date], Tally[date]]":
        back: Tally[date] = Tally()
        late: Tally[date] = Tally()
        store = self._counter.store
        for event in store.log.after_acceptance(first.isoformat(), (last + timedelta(days=1)).isoformat()):
            if event.type != "dossier.handed_back":
                continue
            moment = datetime.fromisoformat(event.occurred_at).astimezone(HANOI)
            back[moment.date()] += 1
            row = store.dossiers.by_id(event.dossier_id)
            if row is not None and moment > row.due_at:
                late[moment.date()] += 1
        return back, late

    def line_of(self, day: date) -> list[LineSpan]:
        """How the line was that day, until now."""
        begins = datetime.combine(day, time(0), HANOI)
        ends = min(begins + timedelta(days=1), self._counter.clock.now().astimezone(HANOI))
        return self._counter.store.lines.between(begins, ends) if ends > begins else []

    def outage_minutes(self, day: date) -> int:
        """Minutes without the city while the app was open."""
        down = [span for span in self.line_of(day) if span.line in ("down", "not_the_city")]
        return round(sum((span.ends - span.begins).total_seconds() for span in down) / 60)

    # Cash

    def count_cash(self, day: date, counted_vnd: int, note: str, actor: str) -> CashCount:
        """Record what lay in the drawer at the day's end. Counting again replaces; both stay in the log."""
        if counted_vnd < 0:
            raise Refused("amount_malformed")
        expected = self.of(day, day).total.fees_vnd
        if counted_vnd != expected and not note.strip():
            raise Refused("cash_difference_unexplained")
        payload: dict[str, Json] = {
            "counted_vnd": counted_vnd,
            "day": day.isoformat(),
            "expected_vnd": expected,
            "note": " ".join(note.split()),
        }
        now = self._counter.clock.now().replace(microsecond=0)
        self._counter.store.record("", "desk.cash_counted", payload, actor, now)
        return CashCount(day, expected, counted_vnd, str(payload["note"]), actor)

    def cash_count(self, day: date) -> CashCount | None:
        """The last count of that day's cash; it may have been made the day after."""
        until = (day + timedelta(days=8)).isoformat()
        for event in reversed(self._counter.store.log.after_acceptance(day.isoformat(), until)):
            payload = event.payload
            if event.type == "desk.cash_counted" and payload["day"] == day.isoformat():
                return CashCount(
                    day,
                    cast(int, payload["expected_vnd"]),
                    cast(int, payload["counted_vnd"]),
                    str(payload["note"]),
                    event.actor,
                )
        return None

    # Spreadsheet

    def write_xlsx(self, path: Path, first: date, last: date) -> None:
        """The day book and the figures as an Office Open XML workbook (ECMA-376). Raises Refused when it cannot be written."""
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        report, book = self.of(first, last), self._counter.papers.day_book_of(first, last)
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, head, rows, widths in (
            (
                "Sổ theo dõi",
                (
                    "STT",
                    "Mã hồ sơ",
                    "Thủ tục",
                    "Người nộp",
                    "Địa chỉ, điện thoại",
                    "Nhận",
                    "Hẹn trả",
                    "Trả",
                    "Nhận kết quả",
                ),
                [
                    (
                        int(r.number),
                        r.code,
                        r.procedure,
                        r.applicant,
                        r.contact,
                        r.received,
                        r.due,
                        r.handed_back,
                        r.channel,
                    )
                    for r in book.rows
                ],
                (7, 27, 34, 24, 40, 17, 17, 17, 18),
            ),
            (
                "Theo ngày",
                ("Ngày", "Nhận", "Trả", "Trả trễ", "Phí, lệ phí (đ)", "Mất mạng (phút)"),
                [
                    (show_date(d.day), d.received, d.handed_back, d.late, d.fees_vnd, d.outage_minutes)
                    for d in report.days
                ],
                (12, 9, 9, 9, 16, 16),
            ),
            (
                "Theo thủ tục",
                ("Thủ tục", "Nhận", "Phí, lệ phí (đ)"),
                [(p.name, p.received, p.fees_vnd) for p in report.procedures],
                (60, 9, 16),
            ),
            (
                "Phí, lệ phí",
                ("Khoản thu", "Số lần", "Số tiền (đ)"),
                [(f.label, f.count, f.amount_vnd) for f in report.fees],
                (60, 9, 16),
            ),
        ):
            sheet = workbook.create_sheet(title)
            sheet.append(head)
            for row in rows:
                sheet.append([_plain(cell) for cell in row])
            for column, width in enumerate(widths, start=1):
                sheet.column_dimensions[get_column_letter(column)].width = width
                sheet.cell(1, column).font = Font(bold=True)
                sheet.cell(1, column).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.freeze_panes = "A2"
        try:
            workbook.save(path)
        except OSError as error:
            raise Refused("file_not_writable", file=str(path), reason=error.strerror or str(error)) from error


def _plain(cell: object) -> object:
    """Text that a spreadsheet would take for a formula stays text."""
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell:
        return "'" + cell
    return cell


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
