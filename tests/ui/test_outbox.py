"""The outbox centre: what waits and why, holding, the line's day, what went wrong."""

from PySide6.QtCore import Qt

from kiosk.domain.clock import SystemClock
from kiosk.sync.ports import Line
from tests.builders import cases
from tests.city import City
from tests.ui.conftest import OpenWindow
from ui.demo.hands import wait_until


def waiting(clerk) -> str:  # type: ignore[no-untyped-def]
    shown = clerk.window.outbox_screen.waiting
    return "\n".join(shown.item(n).text() for n in range(shown.count()))


def test_what_waits_is_listed_held_and_let_go(open_window: OpenWindow, city: City) -> None:
    clerk = open_window(city.url)
    clerk.await_line(Line.UP)
    outbox = clerk.window.outbox_screen
    clerk.hands.press(Qt.Key.Key_F6)
    outbox.hold.click()
    assert "tạm dừng" in clerk.window.notice_text
    clerk.window.hide_notice()
    clerk.hands.press(Qt.Key.Key_F2)
    code = clerk.accept(cases(41, SystemClock().now().date()).signature()).code
    clerk.hands.press(Qt.Key.Key_F6)
    wait_until(lambda: code in waiting(clerk) and "chưa gửi" in waiting(clerk), "what waits")
    assert "Đang tạm dừng gửi" in outbox._state.text()
    counter = clerk.window.counter
    before = counter.store.outbox.acknowledged()
    wait_until(lambda: outbox.plot.latest == 0 and len(outbox._speeds) > 2, "some seconds", 20)
    assert counter.store.outbox.acknowledged() == before, "nothing went while it was held"
    outbox.hold.click()
    wait_until(lambda: counter.dossier(code).sync == "complete", "the dossier in the city", 40)
    wait_until(lambda: "Không có gì chờ" in waiting(clerk), "an empty list", 20)
    assert outbox.hold.text() == "Tạm dừng gửi"


def test_the_lines_day_and_its_troubles_are_told(open_window: OpenWindow, city: City) -> None:
    line = city.line()
    clerk = open_window(line.url)
    clerk.await_line(Line.UP)
    line.cut()
    clerk.await_line(Line.DOWN)
    clerk.hands.press(Qt.Key.Key_F6)
    outbox = clerk.window.outbox_screen
    wait_until(lambda: "mất kết nối 1 lần" in outbox.history.text(), "the outage", 20)
    assert "mất kết nối 1 lần" in outbox.strip.accessibleDescription()
    line.restore()
    clerk.await_line(Line.UP)
    clerk.window.close()
    spans = [span.line for span in reopened_lines(clerk)]
    assert spans[-1] == "closed", "nobody watches a closed window's line"
    assert {"up", "down"} <= set(spans)
    line.cut()


def reopened_lines(clerk):  # type: ignore[no-untyped-def]
    from kiosk.app import Counter

    with Counter(clerk.window.counter.data_dir) as counter:
        return counter.reports.line_of(counter.clock.now().date())
