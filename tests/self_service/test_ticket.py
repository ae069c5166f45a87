"""The ticket: everything a citizen entered, carried on paper, read by any counter of the unit with no line."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.accepting import Accepting
from kiosk.app import Counter
from kiosk.domain.ticket_mark import is_ticket
from kiosk.errors import Refused
from kiosk.intake import new_id
from kiosk.unit_key import unit_key
from printing.qr import qr_matrix
from tests.builders import a_counter, a_kiosk, cases, filled, page, register


def taken_over(counter: Counter, ticket: str) -> Accepting:
    """The clerk's screen after the scan."""
    accepting = Accepting(counter.catalogue, counter.intake, new_id(counter.clock), "canbo1")
    accepting.take_up(counter.takeover.by_ticket(ticket, "canbo1"))
    return accepting


def test_a_counter_with_no_line_reads_all_that_was_entered_from_the_ticket(home: Path, tmp_path: Path) -> None:
    with a_kiosk(tmp_path / "kiosk") as kiosk, a_counter(home) as counter:
        case = cases().birth()
        registered = register(kiosk, case, [page(1), page(2)])
        ticket = kiosk.self_service.ticket(registered)
        assert is_ticket(ticket)
        clerk = taken_over(counter, ticket)
        assert clerk.values == filled(kiosk, case).values | {"applicant.phone": "0912345678"}
        assert clerk.procedure is not None
        assert clerk.procedure.code == case.procedure
        assert len(clerk.scans) == 2
        assert clerk.scanned == filled(kiosk, case).scanned
        # Accepted under the id the citizen registered, with the official code.
        accepted = counter.intake.accept(
            clerk.entry(), "canbo1", kept=clerk.scans, draft_id=clerk.draft_id, taken_over=clerk.taken_over
        )
        assert accepted.id == registered.id
        assert counter.store.dossiers.acceptance(accepted.id).payload["registration"] == registered.code
        counter.store.check()
        with pytest.raises(Refused, match=accepted.code):
            counter.takeover.by_ticket(ticket, "canbo1")


def test_the_same_ticket_scanned_twice_is_one_draft(home: Path, tmp_path: Path) -> None:
    with a_kiosk(tmp_path / "kiosk") as kiosk, a_counter(home) as counter:
        ticket = kiosk.self_service.ticket(register(kiosk, cases().birth()))
        first = counter.takeover.by_ticket(ticket, "canbo1")
        assert counter.takeover.by_ticket(ticket, "canbo1").id == first.id
        assert counter.store.drafts.count() == 1


@pytest.mark.parametrize("make", ["birth", "death", "marital_status", "certified_copy", "extract_copy", "correction"])
def test_the_symbol_of_every_business_fits_the_paper(tmp_path: Path, make: str) -> None:
    """72 mm of thermal paper at 203 dpi have 576 dots; a hand scanner wants three dots a module."""
    with a_kiosk(tmp_path / "kiosk") as kiosk:
        ticket = kiosk.self_service.ticket(register(kiosk, getattr(cases(), make)(), [page(n) for n in range(4)]))
        assert (len(qr_matrix(ticket)) + 8) * 3 <= 576


def test_a_changed_cut_or_foreign_ticket_says_what_to_do(home: Path, tmp_path: Path) -> None:
    with a_kiosk(tmp_path / "kiosk") as kiosk, a_counter(home) as counter:
        ticket = kiosk.self_service.ticket(register(kiosk, cases().birth()))
        flipped = ticket[:60] + str(9 - int(ticket[60])) + ticket[61:]
        for changed, sentence in (
            (ticket[:-9], "quét lại"),
            (ticket[:13], "quét lại"),
            (flipped, "đã bị sửa"),
            (ticket[:4] + "00001" + ticket[9:], "bộ phận Một cửa khác"),
        ):
            with pytest.raises(Refused) as refused:
                counter.takeover.by_ticket(changed, "canbo1")
            assert sentence in refused.value.sentence()
        assert counter.store.drafts.count() == 0


def test_a_lost_ticket_tells_a_finder_nothing(tmp_path: Path) -> None:
    with a_kiosk(tmp_path / "kiosk") as kiosk:
        case = cases().birth()
        ticket = kiosk.self_service.ticket(register(kiosk, case))
        assert case.applicant.personal_id not in ticket
        other = unit_key(b"x" * 32, "00565")
        kiosk.store.set_meta("unit_keys", f'["{other.hex()}"]')
        with pytest.raises(Refused):
            kiosk.takeover.read(ticket)


def test_an_unfinished_dossier_travels_on_paper_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with a_kiosk(tmp_path / "one", number=8) as one, a_kiosk(tmp_path / "two", number=9) as two:
        case = cases().birth()
        accepting = filled(one, replace(case, values={"child_name": "nguyễn an"}))
        ticket = one.self_service.unfinished_ticket(case.procedure, accepting.draft(one.clock.now()).content)
        assert one.store.log.head()[0] == 0
        assert one.store.drafts.count() == 0
        found = two.self_service.read_unfinished(ticket)
        assert found.content["values"]["child_name"] == "nguyễn an"  # type: ignore[index, call-overload]
