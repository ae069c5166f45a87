"""A citizen who has never used it finishes alone: by touch, in both orientations, with and without a line."""

import shutil
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint

from kiosk.app import Counter
from kiosk.domain.state import State
from kiosk.practice.cases import CaseMaker
from tests.builders import a_counter, page
from tests.ui.self_service.conftest import SIZES, OpenKiosk
from ui.demo.citizen import PHONE, PlayedCitizen
from ui.demo.fingers import Fingers
from ui.demo.hands import wait_until


def citizen_at(fingers: Fingers, tmp_path: Path, seed: int = 1) -> PlayedCitizen:
    return PlayedCitizen(fingers, tmp_path / "camera", Random(seed))


def a_case(counter: Counter, kind: str = "marital_status"):
    return getattr(CaseMaker(Random(4), counter.clock.now().date()), kind)()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["marital_status", "birth", "certified_copy", "death"])
def test_a_citizen_registers_alone(open_kiosk: OpenKiosk, tmp_path: Path, size: tuple[int, int], kind: str) -> None:
    fingers = open_kiosk(size=size)
    counter = fingers.window.counter
    case = a_case(counter, kind)
    done = citizen_at(fingers, tmp_path).register(case)
    row = counter.store.dossiers.by_id(done.registered.id)
    assert row is not None
    assert row.state is State.NEW
    assert row.applicant_name == case.applicant.name
    assert str(done.registered.number) in {
        label.text() for label in fingers.page.findChildren(type(fingers.page.heading))
    }
    counter.store.check()
    # A clerk goes on with the very ticket.
    with a_counter(tmp_path / "counter") as other:
        draft = other.takeover.by_ticket(done.ticket, "canbo1")
        values = draft.content["values"]
        assert isinstance(values, dict)
        assert values["applicant.name"] == case.applicant.name


def test_the_number_can_be_had_by_message(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    done = citizen_at(fingers, tmp_path).register(a_case(fingers.window.counter))
    assert done.phone == PHONE
    button = fingers.page.message  # type: ignore[attr-defined]
    assert "091****678" in button.text()
    fingers.touch(button)
    wait_until(lambda: not button.isEnabled() and "khi máy có kết nối" in button.text(), "the word for it")
    wanted = fingers.window.counter.store.log.of_dossier(done.registered.id)[-1]
    assert wanted.type == "message.wanted" and PHONE not in str(wanted.payload)


def test_an_answer_that_cannot_be_is_said_beside_it_and_on_top_and_nothing_is_lost(
    open_kiosk: OpenKiosk, tmp_path: Path
) -> None:
    fingers = open_kiosk()
    fingers.press("Nộp hồ sơ mới")
    fingers.press("Cấp Giấy xác nhận tình trạng hôn nhân")
    fingers.press("Tôi có đủ, bắt đầu")
    fingers.press("Không có thẻ ở đây, tôi tự nhập")
    fingers.on("Số định danh")
    fingers.type("12345")
    fingers.press("Tiếp tục")
    assert fingers.page.error
    assert fingers.page.beside_editor.isVisible()  # type: ignore[attr-defined]
    assert fingers.page.editor.text() == "12345"  # type: ignore[attr-defined]
    fingers.press("Xóa hết")
    case = a_case(fingers.window.counter)
    fingers.type(case.applicant.personal_id)
    fingers.press("Tiếp tục")
    fingers.on("Họ, chữ đệm, tên")
    fingers.type("nguyeenx thij hoaf")
    assert fingers.page.editor.text() == "Nguyễn Thị Hòa"  # type: ignore[attr-defined]
    fingers.press("Quay lại")
    fingers.on("Số định danh")
    assert fingers.page.editor.text().replace(" ", "") == case.applicant.personal_id  # type: ignore[attr-defined]


def test_an_answer_is_changed_from_the_page_that_shows_all(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    citizen = citizen_at(fingers, tmp_path)
    case = a_case(fingers.window.counter)
    citizen.fill(case)
    check = fingers.on("xem lại")
    fingers.touch(check.changes["applicant.phone"])  # type: ignore[attr-defined]
    fingers.on("Số điện thoại")
    fingers.press("Xóa hết")
    fingers.type("0987654321")
    fingers.press("Tiếp tục")
    fingers.on("xem lại")
    assert fingers.window.session is not None
    assert fingers.window.session.accepting.value("applicant.phone") == "0987654321"


def test_pages_are_counted_and_taken_again(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    citizen = citizen_at(fingers, tmp_path)
    citizen.until_document(a_case(fingers.window.counter, "birth"))
    name = fingers.page.document  # type: ignore[attr-defined]
    session = fingers.window.session
    assert session is not None
    for n in (1, 2):
        citizen.photograph(page(n))
    assert len(session.pages[name]) == 2
    fingers.press("Bỏ trang 1")
    assert len(session.pages[name]) == 1
    fingers.press("Đủ rồi, tiếp tục")


def test_what_is_put_off_goes_on_at_another_machine(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    citizen = citizen_at(fingers, tmp_path)
    case = a_case(fingers.window.counter)
    citizen.begin(case)
    citizen.scan_own_card(case)
    fingers.on("Số điện thoại")
    session = fingers.window.session
    assert session is not None
    code = session.accepting.procedure.code  # type: ignore[union-attr]
    ticket = fingers.window.counter.self_service.unfinished_ticket(code, session.entered())
    fingers.press("Làm tiếp sau")
    fingers.on("Cầm phiếu này")
    assert fingers.window.session is None
    assert fingers.window.counter.store.drafts.count() == 0
    other = open_kiosk(home=tmp_path / "other")
    other.press("Làm tiếp hồ sơ đang dở")
    other.on("Quét phiếu")
    other.scan(ticket)
    other.on("tình trạng hôn nhân")
    other.press("Tôi có đủ, bắt đầu")
    other.on("Số điện thoại")
    assert other.window.session is not None
    assert other.window.session.accepting.value("applicant.name") == case.applicant.name


def test_back_from_the_consent_is_the_page_that_shows_all(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    citizen_at(fingers, tmp_path).fill(a_case(fingers.window.counter))
    fingers.go_on()
    fingers.on("đồng ý nộp")
    fingers.press("Quay lại")
    fingers.on("xem lại")
    fingers.go_on()
    fingers.on("đồng ý nộp")


def test_what_was_typed_stays_when_text_size_or_language_change(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk()
    citizen = citizen_at(fingers, tmp_path)
    case = a_case(fingers.window.counter)
    citizen.begin(case)
    citizen.scan_own_card(case)
    fingers.type("0912")
    for button in ("size", "language", "contrast"):
        fingers.touch(fingers.window.frame.buttons[button])
        assert fingers.page.editor is not None
        assert fingers.page.editor.text() == "0912"
    fingers.type("3")
    assert fingers.page.editor is not None
    assert fingers.page.editor.text() == "09123"


def test_who_is_used_to_vni_types_vni(open_kiosk: OpenKiosk) -> None:
    fingers = open_kiosk()
    fingers.press("Nộp hồ sơ mới")
    fingers.press("Việc khác")
    fingers.press("Telex")
    fingers.type("ket61 ho6n")
    assert fingers.page.editor is not None
    assert fingers.page.editor.text() == "kết hôn"


@pytest.mark.parametrize("size", SIZES)
def test_a_signature_is_drawn_where_the_page_is_longer_than_the_screen(
    open_kiosk: OpenKiosk, tmp_path: Path, size: tuple[int, int]
) -> None:
    fingers = open_kiosk(size=size)
    citizen_at(fingers, tmp_path).fill(a_case(fingers.window.counter))
    fingers.go_on()
    fingers.on("đồng ý nộp")
    for _ in range(3):
        fingers.touch(fingers.window.frame.buttons["size"])
    page = fingers.page
    pad = page.signature  # type: ignore[attr-defined]
    page.scroll.ensureWidgetVisible(pad)
    wait_until(lambda: not pad.visibleRegion().isEmpty(), "the place to sign")
    middle = pad.mapTo(fingers.window, pad.visibleRegion().boundingRect().center())
    before = page.scroll.verticalScrollBar().value()
    fingers.swipe(middle - QPoint(100, 50), middle + QPoint(100, 50))
    assert not pad.is_empty
    assert page.scroll.verticalScrollBar().value() == before


@pytest.mark.skipif(shutil.which("scanimage") is None, reason="no SANE here")
def test_a_flat_bed_scanner_takes_the_page(open_kiosk: OpenKiosk, tmp_path: Path) -> None:
    fingers = open_kiosk(scan_folder="", scanner="test:0")
    citizen_at(fingers, tmp_path).until_document(a_case(fingers.window.counter, "birth"))
    fingers.press("Chụp trang này")
    session = fingers.window.session
    assert session is not None
    wait_until(lambda: session.page_count == 1 or bool(fingers.page.error), "the page", 60)
    assert fingers.page.error == ""
