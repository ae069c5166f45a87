"""Every page of self-service as a picture: `python -m ui.demo.kiosk_screens DIR [LOOK…]` (make screens).

The real window on a real store, brought there by touches, its clock stopped. Pages are shown in their states: empty, wrong,
offline, failed, done.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PySide6.QtCore import QSize

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.dossier import FeedItem
from kiosk.domain.state import State
from kiosk.errors import StoreError
from kiosk.messages import say
from kiosk.practice.cases import CaseMaker
from kiosk.practice.pages import practice_page
from kiosk.self_service.desk import SelfServiceDesk, Standing
from ui.app import application
from ui.demo.citizen import PlayedCitizen
from ui.demo.faults import failing, held_up
from ui.demo.fingers import Fingers
from ui.demo.hands import wait_until
from ui.demo.pictures import in_each_look, take_picture
from ui.demo.screens import CLOCK, NOBODY
from ui.self_service.answer_pages import CheckPage
from ui.self_service.end_pages import DonePage
from ui.self_service.paper_pages import DocumentPage
from ui.self_service.window import SelfServiceWindow
from ui.self_service.workers import RegisterDone


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    size: tuple[int, int] = (1080, 1920)
    language: str = "vi"
    text_size: int = 100
    high_contrast: bool = False


LOOKS = (
    Look("upright-vi"),
    Look("across-vi", (1920, 1080)),
    Look("upright-en", language="en"),
    Look("upright-vi-200", text_size=200),
    Look("upright-vi-contrast", high_contrast=True),
)


class KioskPhotographer:
    """One window in one look."""

    def __init__(self, home: Path, folder: Path, look: Look) -> None:
        camera = home / "camera"
        counter_app.enrol_practice(home, 8, clock=CLOCK, profile="self-service")
        camera.mkdir()
        with Counter(home, CLOCK) as counter:
            counter.change_settings(
                printer="folder",
                scan_folder=str(camera),
                public_notices=[
                    "Niêm yết: danh sách đăng ký kết hôn tháng 11",
                    "Tiêm phòng dại cho chó mèo: sáng thứ Bảy",
                ],
                opening_hours="8:00–11:30, 13:30–17:00",
            )
            settings = counter.settings
        application(settings)
        self._look, self._folder = look, folder
        self.language = look.language
        self.window = SelfServiceWindow(home, NOBODY, CLOCK)
        self.window.resize(QSize(*look.size))
        self.window.show()
        self.window.activateWindow()
        self.fingers = Fingers(self.window)
        self.citizen = PlayedCitizen(self.fingers, camera, Random(3))
        self.dress()
        wait_until(lambda: self.window.line.value == "down", "the line to be seen down", 60)

    def dress(self) -> None:
        """The look again: each end of a session takes it off."""
        self.window.appearance.choose(
            self._look.text_size, high_contrast=self._look.high_contrast, language=self._look.language
        )

    def snap(self, name: str) -> None:
        take_picture(self.window, self._folder / f"{name}_{self._look.name}.png")

    def close(self) -> None:
        self.window.lock.open()
        self.window.close()
        self.window.deleteLater()


def walk(photographer: KioskPhotographer) -> None:
    fingers, window, snap, citizen = (
        photographer.fingers,
        photographer.window,
        photographer.snap,
        photographer.citizen,
    )
    case = CaseMaker(Random(5), CLOCK.now().date()).birth()
    snap("home")
    window.show_help()
    snap("help")
    window.take_overlay_away()
    window.registering.choose(learn=False)
    snap("procedures")
    window.registering.search()
    snap("search_empty")
    fingers.type("ket hon")
    snap("search")
    fingers.press_key("clear")
    fingers.type("zzzz")
    snap("search_nothing")
    window.registering.begin(case.procedure)
    snap("needs")
    fingers.go_on()
    snap("card")
    fingers.scan("khong phai the can cuoc")
    snap("card_wrong")
    fingers.touch(window.page.typed)  # type: ignore[union-attr]
    fingers.type("12345")
    fingers.go_on()
    snap("number_wrong")
    window.end_session()
    photographer.dress()
    _begin(photographer, case.procedure)
    citizen.scan_own_card(case)
    seen: set[str] = set()
    for _ in range(60):
        page = fingers.page
        if isinstance(page, CheckPage):
            break
        kind = type(page).__name__ + ("_choice" if getattr(page, "choices", None) else "")
        if isinstance(page, DocumentPage) and kind not in seen:
            snap("document_empty")
            citizen.lay_down(b"\xff\xd8 not a whole picture")
            wait_until(lambda page=page: bool(page.error), "why not")
            snap("document_failed")
            with held_up(window.workers.page_worker):
                citizen.lay_down(practice_page(Random(2), page.document, ["Họ và tên: …"]))
                snap("document_loading")
            citizen.await_page()
            snap("document")
            seen.add(kind)
            fingers.go_on()
        else:
            if kind not in seen:
                seen.add(kind)
                snap(f"ask_{kind.lower()}")
            citizen._answer(case)
        wait_until(lambda page=page: fingers.page is not page, "the next page")
    snap("check")
    fingers.go_on()
    fingers.go_on()
    snap("consent_not_given")
    fingers.touch(window.page.agree)  # type: ignore[union-attr]
    consent = fingers.page
    registered: list[RegisterDone] = []
    window.workers.record_worker.registered.connect(registered.append)
    with failing(SelfServiceDesk, "register", StoreError("disk_full")):
        fingers.go_on()
        wait_until(lambda: bool(consent.error), "why not")
        snap("consent_failed")
    with held_up(window.workers.record_worker):
        fingers.go_on()
        snap("consent_loading")
    wait_until(lambda: isinstance(fingers.page, DonePage), "the number")
    done = fingers.page
    assert isinstance(done, DonePage)
    wait_until(lambda: done.printed_words != "", "the slip")
    snap("done")
    done.failed("print", say("printer_jam", photographer.language))
    snap("done_failed")
    ticket = registered[-1].ticket
    window.end_session()
    photographer.dress()
    window.in_hand.scan("papers")
    snap("scan")
    fingers.scan("http://example.vn/khong-phai-giay-hen")
    snap("scan_failed")
    window.end_session()
    photographer.dress()
    window.in_hand.scan("state")
    with held_up(window.workers.ask_worker):
        fingers.scan(ticket)
        snap("scan_loading")
    window.end_session()
    photographer.dress()
    window.in_hand.scan("papers")
    items = ("Giấy chứng sinh có dấu",)
    asked = Standing("000.19.35.H26-261124-2001", State.SUPPLEMENT_REQUESTED, True, CLOCK.now(), items)
    window.in_hand.standing = asked
    window.in_hand.choose_paper()
    snap("which_paper")
    window.in_hand.show_standing(asked)
    snap("standing")
    window.in_hand.show_standing(Standing("000.19.35.H26-261124-2001", State.ACCEPTED, False, CLOCK.now()))
    snap("standing_unknown")
    window._wish("rate", None)
    snap("rate")
    window.ask_still_there()
    snap("still_there")
    window.end_session()
    photographer.dress()
    window.counter.store.outbox.take_feed(
        [FeedItem(1, "unit.notice", "", CLOCK.now(), {"text": "Chiều nay hệ thống bảo trì từ 17 giờ."})]
    )
    window.show_notices()
    snap("notices")
    window.lock.ask_pin()
    snap("pin")
    window.lock.put_pin_away()


def _begin(photographer: KioskPhotographer, procedure: str) -> None:
    photographer.window.registering.choose(learn=False)
    photographer.window.registering.begin(procedure)
    photographer.fingers.go_on()


def main() -> int:
    folder = Path(sys.argv[1])

    def take(home: Path, look: Look) -> None:
        photographer = KioskPhotographer(home / "kiosk", folder, look)
        walk(photographer)
        photographer.close()

    in_each_look(folder, [(look.name, look) for look in LOOKS], sys.argv[2:], take)
    return 0


if __name__ == "__main__":
    sys.exit(main())
