"""Self-service and the city: what is registered reaches the unit's counters, whoever is quicker; papers left by code; states."""

import dataclasses
from pathlib import Path

import pytest

from kiosk.accepting import Accepting
from kiosk.app import Counter
from kiosk.domain.dossier import Accepted
from kiosk.domain.state import State
from kiosk.errors import Refused
from kiosk.intake import NewScan, TakenOver, new_id
from kiosk.scans import check_scan
from kiosk.sync.client import CityClient
from tests.builders import SetClock, a_counter, a_day_of_its_own, a_kiosk, accept, cases, entry_of, page, register
from tests.city import City, sync


def client_of(counter: Counter, city: City) -> CityClient:
    return CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)


def take_over(counter: Counter, ticket: str) -> Accepted:
    clerk = Accepting(counter.catalogue, counter.intake, new_id(counter.clock), "canbo1")
    clerk.take_up(counter.takeover.by_ticket(ticket, "canbo1"))
    return counter.intake.accept(
        clerk.entry(), "canbo1", kept=clerk.scans, draft_id=clerk.draft_id, taken_over=clerk.taken_over
    )


def both(tmp_path: Path, clock: SetClock | None = None) -> tuple[Counter, Counter]:
    clock = clock or a_day_of_its_own()
    return a_kiosk(tmp_path / "kiosk", clock=clock), a_counter(tmp_path / "counter", clock=clock)


def state_at(counter: Counter, dossier_id: str) -> State:
    row = counter.store.dossiers.by_id(dossier_id)
    assert row is not None
    return row.state


def test_a_registration_is_told_to_the_counters_and_taken_over_from_the_list(city: City, tmp_path: Path) -> None:
    kiosk, counter = both(tmp_path)
    with kiosk, counter:
        registered = register(kiosk, cases().birth(), [page(1), page(2)])
        sync(kiosk, city.url)
        (row,) = city.rows("SELECT * FROM dossier WHERE id = %s", registered.id)
        assert (row["state"], row["code"]) == (State.NEW, registered.code)
        sync(counter, city.url)
        told = counter.store.registrations.get(registered.id)
        assert told is not None
        assert told.id in [r.id for r in counter.store.registrations.waiting()]
        draft = counter.takeover.of_registration(told, "canbo1")
        # The pages themselves come from the city before the clerk accepts anything.
        sync(counter, city.url)
        assert [counter.store.read_scan(p.attachment.sha256) for p in draft.attachments] == [page(1), page(2)]
        accepted = take_over(counter, kiosk.self_service.ticket(registered))
        sync(counter, city.url)
        (row,) = city.rows("SELECT * FROM dossier WHERE id = %s", registered.id)
        assert (row["state"], row["code"], row["flagged"]) == (State.ACCEPTED, accepted.code, False)
        assert row["device_id"] == counter.identity.device_id
        assert registered.id not in [r.id for r in counter.store.registrations.waiting()]
        # The device it was registered at hears of it, and of what follows.
        sync(kiosk, city.url)
        assert state_at(kiosk, registered.id) is State.ACCEPTED
        city.office(accepted.code, "take-up")
        city.office(accepted.code, "done")
        for device in (kiosk, counter):
            sync(device, city.url)
            assert state_at(device, registered.id) is State.DONE
            found = device.store.dossiers.by_id(registered.id)
            assert found is not None
            assert not found.flagged
            device.store.check()


def test_the_counter_may_be_quicker_than_the_device_it_was_registered_at(city: City, tmp_path: Path) -> None:
    kiosk, counter = both(tmp_path)
    with kiosk, counter:
        registered = register(kiosk, cases().birth(), [page(3)])
        accepted = take_over(counter, kiosk.self_service.ticket(registered))
        report = sync(counter, city.url)
        row = counter.store.dossiers.by_id(registered.id)
        assert row is not None
        assert report.pending_events == 0
        assert row.trouble == "", "the page is not lost: the other device sends it"
        sync(kiosk, city.url)
        sync(counter, city.url)
        (at_city,) = city.rows("SELECT * FROM dossier WHERE id = %s", registered.id)
        assert (at_city["code"], at_city["state"], at_city["flagged"]) == (accepted.code, State.ACCEPTED, False)
        papers = city.rows("SELECT sha256 FROM dossier_attachment WHERE dossier_id = %s", registered.id)
        assert [city.attachment(p["sha256"]) for p in papers] == [page(3)]
        assert counter.store.read_scan(papers[0]["sha256"]) == page(3)
        assert counter.store.outbox.backlog().attachments == 0
        sync(kiosk, city.url)
        assert state_at(kiosk, registered.id) is State.ACCEPTED


def test_one_ticket_taken_over_at_two_counters_with_no_line_is_kept_twice_and_flagged(
    city: City, tmp_path: Path
) -> None:
    clock = a_day_of_its_own()
    kiosk, one = both(tmp_path, clock)
    with kiosk, one, a_counter(tmp_path / "other", number=3, clock=clock) as other:
        registered = register(kiosk, cases().birth())
        ticket = kiosk.self_service.ticket(registered)
        first, second = take_over(one, ticket), take_over(other, ticket)
        for device in (one, other, kiosk, one, other):
            sync(device, city.url)
        (row,) = city.rows("SELECT * FROM dossier WHERE id = %s", registered.id)
        assert row["flagged"]
        assert row["code"] == first.code
        assert len(city.events_of(other)) == 1
        for counter, accepted in ((one, first), (other, second)):
            found = counter.dossier(accepted.code)
            assert found.trouble == "dossier_accepted_twice"


def test_papers_left_by_a_receipt_meet_the_request_and_reach_the_counter(city: City, tmp_path: Path) -> None:
    kiosk, counter = both(tmp_path)
    with kiosk, counter:
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        sync(counter, city.url)
        city.office(accepted.code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
        sync(kiosk, city.url)
        offline = kiosk.self_service.standing(receipt)
        assert (offline.state, offline.items) == (State.SUPPLEMENT_REQUESTED, ("Giấy chứng sinh có dấu",))
        live = kiosk.self_service.standing(receipt, client_of(kiosk, city))
        assert (live.state, live.items) == (State.SUPPLEMENT_REQUESTED, ("Giấy chứng sinh có dấu",))
        assert (offline.as_of is None, live.procedure) == (True, "Đăng ký khai sinh")
        scan = NewScan("Giấy chứng sinh có dấu", check_scan("trang1.jpg", page(4)))
        assert kiosk.self_service.leave_papers(receipt, [scan]) == accepted.code
        sync(kiosk, city.url)
        (row,) = city.rows("SELECT * FROM dossier WHERE id = %s", accepted.id)
        assert (row["state"], row["flagged"]) == (State.IN_PROGRESS, False)
        sync(counter, city.url)
        sync(counter, city.url)
        assert state_at(counter, accepted.id) is State.IN_PROGRESS
        (paper,) = [p for p in counter.store.dossiers.attachments(accepted.id) if p.document == scan.document]
        assert counter.store.read_scan(paper.attachment.sha256) == page(4)
        counter.store.check()
        kiosk.store.check()


def test_a_date_that_passed_while_papers_are_awaited_is_not_shown_as_promised(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    kiosk, counter = both(tmp_path, clock)
    with kiosk, counter:
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        sync(counter, city.url)
        city.office(accepted.code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
        sync(kiosk, city.url)
        for client in (None, client_of(kiosk, city)):
            assert kiosk.self_service.standing(receipt, client).due_at == accepted.due_at
        clock.forward(days=30)
        for client in (None, client_of(kiosk, city)):
            assert kiosk.self_service.standing(receipt, client).due_at is None


def test_papers_left_before_the_counter_sent_the_dossier_are_filed_once_it_does(city: City, tmp_path: Path) -> None:
    kiosk, counter = both(tmp_path)
    with kiosk, counter:
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        standing = kiosk.self_service.standing(receipt, client_of(kiosk, city))
        assert not standing.known, "genuine, but neither the city nor this device has heard of it"
        kiosk.self_service.leave_papers(receipt, [NewScan("Giấy khác", check_scan("trang1.jpg", page(5)))])
        sync(kiosk, city.url)
        accept(counter)  # a batch of several goes another way
        sync(counter, city.url)
        papers = city.rows("SELECT document FROM dossier_attachment WHERE dossier_id = %s", accepted.id)
        assert [p["document"] for p in papers] == ["Giấy khác"]
        sync(counter, city.url)
        assert "dossier.papers_left" in [line.type for line in counter.store.dossiers.story(accepted.id)]


def test_a_self_service_device_hears_no_names_and_accepts_nothing(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    kiosk, counter = both(tmp_path, clock)
    with kiosk, counter, a_kiosk(tmp_path / "second", number=9, clock=clock) as second:
        case = cases().birth()
        register(kiosk, case)
        sync(kiosk, city.url)
        sync(second, city.url)
        told = str([item.payload for item in second.store.outbox.known_feed(0, 1000)])
        assert case.applicant.name not in told
        assert case.applicant.personal_id not in told
        # What a changed device might send is kept, and not believed.
        accepted = accept(second, cases(2).birth())
        sync(second, city.url)
        assert city.rows("SELECT 1 FROM dossier WHERE id = %s", accepted.id) == []


def test_a_ticket_says_where_the_dossier_stands_at_any_device_of_the_unit(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    kiosk, counter = both(tmp_path, clock)
    with kiosk, counter, a_kiosk(tmp_path / "second", number=9, clock=clock) as second:
        registered = register(kiosk, cases().birth())
        ticket = kiosk.self_service.ticket(registered)
        assert kiosk.self_service.standing(ticket).state is State.NEW
        assert not second.self_service.standing(ticket).known
        sync(kiosk, city.url)
        assert second.self_service.standing(ticket, client_of(second, city)).known
        accepted = take_over(counter, ticket)
        sync(counter, city.url)
        live = second.self_service.standing(ticket, client_of(second, city))
        assert (live.state, live.code) == (State.ACCEPTED, accepted.code)
        sync(second, city.url)
        offline = second.self_service.standing(ticket)
        assert (offline.state, offline.code, offline.known) == (State.ACCEPTED, accepted.code, True)


def test_a_device_of_another_unit_changes_nothing_of_this_one(city: City, tmp_path: Path) -> None:
    """As a device that was tampered with would try: papers by a code, and an acceptance under a known id."""
    clock = a_day_of_its_own()
    kiosk, counter = both(tmp_path, clock)
    with kiosk, counter, a_kiosk(tmp_path / "stranger", number=9, clock=clock) as stranger:
        registered = register(kiosk, cases().birth())
        accepted = accept(counter)
        receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        sync(kiosk, city.url)
        sync(counter, city.url)
        sync(stranger, city.url)
        city.rows("UPDATE device SET unit_code = '00001' WHERE id = %s", stranger.identity.device_id)
        scan = NewScan("Giấy khác", check_scan("trang1.jpg", page(6)))
        stranger.self_service.leave_papers(receipt, [scan])
        sync(stranger, city.url)
        assert city.rows("SELECT 1 FROM dossier_attachment WHERE dossier_id = %s", accepted.id) == []
        city.rows("UPDATE device SET profile = 'counter' WHERE id = %s", stranger.identity.device_id)
        # It got the keys of its own unit with its last line: the ticket tells it nothing.
        with pytest.raises(Refused):
            stranger.takeover.by_ticket(kiosk.self_service.ticket(registered), "canbo1")
        known = TakenOver(registered.id, registered.code)
        stranger.intake.accept(entry_of(cases(2).birth()), "canbo1", taken_over=known)
        sync(stranger, city.url)
        (row,) = city.rows("SELECT state, receiving_unit FROM dossier WHERE id = %s", registered.id)
        assert (row["state"], row["receiving_unit"]) == (State.NEW, "00565")
        # At the machine a receipt of elsewhere is told so, and nothing is kept that nobody would file.
        elsewhere = dataclasses.replace(kiosk.identity, unit_code="00001")
        kiosk.identity = elsewhere
        with pytest.raises(Refused, match="another one-stop shop"):
            kiosk.self_service.leave_papers(receipt, [scan])
