"""What a counter does with a dossier after its acceptance, from the counter to the city's rows."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.app import Counter
from kiosk.domain.dossier import DossierRow, FiledAttachment
from kiosk.domain.event import Json
from kiosk.domain.state import State
from kiosk.errors import Refused
from kiosk.handling import Act
from tests.builders import SetClock, a_counter, accept, page
from tests.city import City, sync
from tests.printing.papers import told

CLERK = "canbo1"


def a_dossier(counter: Counter) -> DossierRow:
    return counter.dossier(accept(counter).code)


def fresh(counter: Counter, row: DossierRow) -> DossierRow:
    return counter.dossier(row.code)


def kept_scan(counter: Counter, number: int, document: str = "Giấy chứng sinh") -> FiledAttachment:
    attachment = counter.store.keep_scan(page(number), "image/jpeg", counter.clock.now())
    return FiledAttachment(document, f"bo-sung-{number}.jpg", attachment)


def test_each_state_offers_what_it_allows(home: Path) -> None:
    with a_counter(home) as counter:
        handling = counter.handling
        row = a_dossier(counter)
        assert handling.acts(row) == ("ask_supplement", "reject", "withdraw", "apologise", "note")
        handling.ask_supplement(row, CLERK, ["Giấy chứng sinh"], "Bản nộp bị mờ")
        row = fresh(counter, row)
        assert row.state is State.SUPPLEMENT_REQUESTED
        assert handling.acts(row) == ("take_supplement", "reject", "withdraw", "apologise", "note")
        handling.take_supplement(row, CLERK)
        told(counter, row, 1, "dossier.done")
        row = fresh(counter, row)
        assert handling.acts(row) == ("hand_back", "note")
        handling.hand_back(row, CLERK, "nguyễn văn an", "")
        row = fresh(counter, row)
        assert row.state is State.HANDED_BACK
        assert handling.acts(row) == ("note",)
        with pytest.raises(Refused) as refused:
            handling.hand_back(row, CLERK)
        assert refused.value.key == "change_not_allowed"
        (last,) = (s for s in counter.store.dossiers.story(row.id) if s.type == "dossier.handed_back")
        assert (last.payload["receiver"], last.payload["by_applicant"]) == ("Nguyễn Văn An", False)
        counter.store.check()


@pytest.mark.parametrize(
    ("act", "state", "paper"),
    [
        ("reject", State.NOT_ACCEPTED, "rejection"),
        ("withdraw", State.WITHDRAWN, "stop"),
        ("ask_supplement", State.SUPPLEMENT_REQUESTED, "supplement"),
    ],
)
def test_an_act_says_its_reason_on_its_paper(home: Path, act: Act, state: State, paper: str) -> None:
    with a_counter(home) as counter:
        row = a_dossier(counter)
        if act == "ask_supplement":
            counter.handling.ask_supplement(row, CLERK, ["Giấy chứng sinh"], "Bản nộp bị mờ")
        else:
            getattr(counter.handling, act)(row, CLERK, "Bản nộp bị mờ")
        row = fresh(counter, row)
        assert row.state is state
        assert paper in counter.papers.kinds(row)
        assert counter.papers.pdf(paper, row).startswith(b"%PDF")  # pyright: ignore[reportArgumentType]


def test_a_dossier_somebody_works_on_is_stopped_not_turned_away(home: Path) -> None:
    with a_counter(home) as counter:
        row = a_dossier(counter)
        told(counter, row, 1, "dossier.taken_up")
        counter.handling.reject(fresh(counter, row), CLERK, "Không thuộc thẩm quyền")
        assert fresh(counter, row).state is State.STOPPED


def test_what_is_missing_is_said_and_nothing_recorded(home: Path) -> None:
    with a_counter(home) as counter:
        row, handling = a_dossier(counter), counter.handling
        before = counter.store.log.head()
        for attempt, key in (
            (lambda: handling.withdraw(row, CLERK, "  "), "reason_needed"),
            (lambda: handling.ask_supplement(row, CLERK, ["", " "], "x"), "supplement_needs_items"),
            (lambda: handling.ask_supplement(row, CLERK, ["a"], ""), "reason_needed"),
            (lambda: handling.apologise(row, CLERK, "x", row.due_at), "new_due_too_early"),
            (lambda: handling.note(row, CLERK, ""), "reason_needed"),
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refused.value.key == key
        told(counter, row, 1, "dossier.done")
        with pytest.raises(Refused) as refused:
            handling.hand_back(fresh(counter, row), CLERK, "Lê Thị Bé", "12345")
        assert refused.value.key == "receiver_number_malformed"
        assert counter.store.log.head() == before


def test_an_apology_names_the_new_date_here_and_at_the_city(city: City, home: Path, clock: SetClock) -> None:
    with a_counter(home, clock=clock) as counter:
        row = a_dossier(counter)
        new = row.due_at + timedelta(days=7)
        counter.handling.apologise(row, CLERK, "Chờ xác minh nơi cư trú", new)
        assert fresh(counter, row).due_at == new
        assert "apology" in counter.papers.kinds(fresh(counter, row))
        sync(counter, city.url)
        assert city.rows("SELECT due_at FROM dossier WHERE id = %s", row.id)[0]["due_at"] == new
        counter.store.rebuild()
        assert fresh(counter, row).due_at == new
        counter.store.check()


def test_papers_brought_later_are_filed_after_the_first_and_reach_the_city_whole(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, pages=[page(1)])
        row = counter.dossier(accepted.code)
        counter.handling.ask_supplement(row, CLERK, ["Giấy chứng sinh"], "Mờ")
        sync(counter, city.url)
        late = [kept_scan(counter, 7), kept_scan(counter, 8)]
        counter.handling.take_supplement(fresh(counter, row), CLERK, late, "Đã nộp bản rõ")
        here = counter.store.dossiers.attachments(row.id)
        assert [paper.file_name for paper in here][1:] == ["bo-sung-7.jpg", "bo-sung-8.jpg"]
        assert fresh(counter, row).sync == "pending"
        while sync(counter, city.url).pending_attachments:
            pass
        rows = city.rows("SELECT sha256 FROM dossier_attachment WHERE dossier_id = %s ORDER BY position", row.id)
        assert [r["sha256"] for r in rows] == [paper.attachment.sha256 for paper in here]
        assert city.attachment(late[0].attachment.sha256) == page(7)
        assert fresh(counter, row).sync == "complete"
        counter.store.rebuild()
        assert counter.store.dossiers.attachments(row.id) == here
        counter.store.check()


def test_a_note_is_for_colleagues_and_changes_no_state(city: City, home: Path) -> None:
    with a_counter(home) as counter:
        row = a_dossier(counter)
        counter.handling.note(row, CLERK, "Người dân hẹn quay lại\nsau 15 giờ")
        after = fresh(counter, row)
        assert after.state is row.state
        said: Json = counter.store.dossiers.story(row.id)[-1].payload["note"]
        assert said == "Người dân hẹn quay lại sau 15 giờ"
        assert sync(counter, city.url).pending_events == 0
        assert fresh(counter, row).sync == "complete"
        counter.store.check()
