"""A citizen began at self-service; at the counter one scan goes on with it."""

from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.domain.dossier import FeedItem
from tests.builders import SetClock, a_kiosk, cases, page, register
from tests.ui.conftest import OpenWindow
from ui.demo.hands import Hands, wait_until


def test_one_scan_takes_a_registration_over_with_nothing_typed(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    counter = clerk.window.counter
    with a_kiosk(tmp_path / "kiosk", clock=SetClock(counter.clock.now())) as kiosk:
        case = cases().birth()
        registered = register(kiosk, case, [page(1)])
        ticket = kiosk.self_service.ticket(registered)
    clerk.hands.keys = 0
    quick = Hands(clerk.window, scanner_gap=0)
    quick.scan(ticket)
    presenter = clerk.screen.presenter
    assert clerk.screen.presenter.value("applicant.name").casefold() == case.applicant.name.casefold()
    assert clerk.screen.form.fields["child_name"].text() == presenter.value("child_name")
    assert "Đối chiếu giấy tờ gốc" in clerk.window.notice_text
    # Scanned once more by mistake: what was typed since stays.
    clerk.screen.presenter.set("hometown", "Xã Khác")
    quick.scan(ticket)
    assert clerk.screen.presenter.value("hometown") == "Xã Khác"
    for state in clerk.screen.presenter.documents:
        if state.document.required and not state.given:
            clerk.screen.presenter.mark_document(state.document.name, given=True)
    clerk.hands.press(Qt.Key.Key_F9)
    wait_until(lambda: clerk.screen.currentWidget() is clerk.screen.done, "the acceptance")
    assert clerk.hands.keys == 1
    row = counter.store.dossiers.by_id(registered.id)
    assert row is not None
    quick.scan(ticket)
    assert row.code in clerk.window.notice_text, "the ticket was used"


def test_without_the_ticket_the_list_of_those_that_wait_does(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    counter = clerk.window.counter
    with a_kiosk(tmp_path / "kiosk", clock=SetClock(counter.clock.now())) as kiosk:
        case = cases().birth()
        registered = register(kiosk, case)
        payload = kiosk.store.dossiers.acceptance(registered.id).payload
    counter.store.outbox.take_feed([FeedItem(1, "dossier.registered", registered.id, counter.clock.now(), payload)])
    clerk.hands.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = clerk.screen.taking_over.dialog
    assert dialog is not None
    assert dialog.list.count() == 1
    assert case.applicant.name in dialog.list.item(0).text()
    dialog.list.itemActivated.emit(dialog.list.item(0))
    wait_until(lambda: clerk.screen.presenter.taken_over is not None, "the registration")
    assert clerk.screen.presenter.value("applicant.name") == case.applicant.name
