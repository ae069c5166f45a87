"""Figures of days, the line's history, the day's cash, the spreadsheet."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kiosk.app import Counter
from kiosk.errors import Refused
from tests.builders import WEDNESDAY_MORNING, SetClock, a_counter, accept, cases
from tests.city import City, sync
from tests.printing.papers import told

DAY = WEDNESDAY_MORNING.date()


def test_a_span_counts_what_came_what_went_and_what_was_late(home: Path, clock: SetClock) -> None:
    with a_counter(home, clock=clock) as counter:
        rows = [counter.dossier(accept(counter, case).code) for case in (cases(1).signature(), cases(2).birth())]
        for number, row in enumerate(rows, start=1):
            told(counter, row, number, "dossier.done")
        counter.handling.hand_back(counter.dossier(rows[0].code), "canbo1")
        clock.forward(days=9)
        counter.handling.hand_back(counter.dossier(rows[1].code), "canbo1")
        report = counter.reports.of(DAY, DAY + timedelta(days=9))
        by_day = {d.day: (d.received, d.handed_back, d.late) for d in report.days if d.received or d.handed_back}
        assert by_day == {DAY: (2, 1, 0), DAY + timedelta(days=9): (0, 1, 1)}
        assert report.total.fees_vnd == sum(row.fee_vnd for row in rows)
        assert sum(line.amount_vnd for line in report.fees) == report.total.fees_vnd
        assert sum(p.received for p in report.procedures) == 2


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 400)])
def test_a_span_that_is_none_is_refused(home: Path, first: int, last: int) -> None:
    with a_counter(home) as counter, pytest.raises(Refused) as refused:
        counter.reports.of(DAY + timedelta(days=first), DAY + timedelta(days=last))
    assert refused.value.key == "span_malformed"


def test_outage_minutes_are_those_without_the_city_while_somebody_watched(home: Path, clock: SetClock) -> None:
    with a_counter(home, clock=clock) as counter:
        assert counter.reports.outage_minutes(DAY) == 0
        for line, minutes in (("up", 10), ("down", 25), ("down", 5), ("up", 60), ("not_the_city", 3), ("closed", 30)):
            counter.store.note_line(line, clock.now())
            clock.forward(minutes=minutes)
        assert counter.reports.outage_minutes(DAY) == 33
        # Still down now: it counts until now, and the next day begins with what the line was.
        counter.store.note_line("down", clock.now())
        clock.forward(minutes=7)
        assert counter.reports.outage_minutes(DAY) == 40
        clock.forward(days=1)
        spans = counter.reports.line_of(DAY + timedelta(days=1))
        assert [span.line for span in spans] == ["down"]
        assert spans[0].begins.hour == 0


def test_the_days_cash_is_counted_explained_printed_and_reaches_the_city(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        row = counter.dossier(accept(counter, cases(3).signature()).code)
        assert row.fee_vnd > 0
        with pytest.raises(Refused) as refused:
            counter.papers.cash_up(DAY, "canbo1")
        assert refused.value.key == "cash_not_counted"
        for counted, key in ((row.fee_vnd - 1000, "cash_difference_unexplained"), (-1, "amount_malformed")):
            with pytest.raises(Refused) as refused:
                counter.reports.count_cash(DAY, counted, " ", "canbo1")
            assert refused.value.key == key
        counter.reports.count_cash(DAY, row.fee_vnd - 1000, "trả lại tiền thừa", "canbo1")
        counter.reports.count_cash(DAY, row.fee_vnd, "", "canbo1")
        counted = counter.reports.cash_count(DAY)
        assert counted is not None
        assert (counted.counted_vnd, counted.note) == (row.fee_vnd, ""), "the last count holds"
        path = home / "quy.pdf"
        path.write_bytes(counter.papers.cash_up(DAY, "canbo1"))
        text = " ".join(page.extract_text() for page in PdfReader(path).pages)
        assert "BẢNG KÊ THU PHÍ, LỆ PHÍ" in text
        assert "Chênh lệch: 0 đ" in text
        assert sync(counter, city.url).pending_events == 0
        counter.store.check()
        counter.store.rebuild()
        counter.store.check()


def sheet_rows(path: Path, title: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[title].iter_rows(values_only=True))


def test_the_spreadsheet_has_the_book_and_the_figures_and_no_formula_from_outside(home: Path, tmp_path: Path) -> None:
    with a_counter(home) as counter:
        row = counter.dossier(accept(counter, cases(4).signature()).code)
        counter.reports.write_xlsx(tmp_path / "so.xlsx", DAY, DAY)
        book = sheet_rows(tmp_path / "so.xlsx", "Sổ theo dõi")
        assert book[1][1] == row.code
        assert sheet_rows(tmp_path / "so.xlsx", "Theo ngày")[1][:2] == (f"{DAY:%d/%m/%Y}", 1)
        with pytest.raises(Refused) as refused:
            counter.reports.write_xlsx(tmp_path / "khong" / "so.xlsx", DAY, DAY)
        assert refused.value.key == "file_not_writable"


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    from kiosk.reports import _plain

    assert _plain("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert _plain("Nguyễn Văn An") == "Nguyễn Văn An"
    assert _plain(8000) == 8000


def test_promises_are_counted_for_today_and_broken_ones(home: Path, clock: SetClock) -> None:
    with a_counter(home, clock=clock) as counter:
        accept(counter, cases(5).signature())
        due = due_day(counter)
        assert counter.store.dossiers.promised(due) == (1, 0)
        assert counter.store.dossiers.promised(due + timedelta(days=1)) == (0, 1)
        counter.handling.withdraw(counter.store.dossiers.newest(1)[0], "canbo1", "nhầm")
        assert counter.store.dossiers.promised(due) == (0, 0)


def due_day(counter: Counter) -> date:
    return counter.store.dossiers.newest(1)[0].due_at.date()
