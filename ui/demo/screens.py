"""Every window of the counter as a picture: `python -m ui.demo.screens DIR [LOOK…]` (make screens).

Each is the real window on a real store with practice data, brought into its state by keys. Offline is a city that is not
there. The clock stands still, so that a picture changes only when its window does; tests compare them (tests/ui/test_screens.py).
"""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import FeedItem
from kiosk.domain.receipt_qr import Verdict
from kiosk.entry import Entry
from kiosk.practice.cases import CaseMaker
from kiosk.sync.ports import Line
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.clerk import Journal, PlayedClerk
from ui.demo.hands import wait_until
from ui.demo.pictures import in_each_look, take_picture


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A Wednesday morning that does not pass."""

    moment: datetime = datetime(2026, 11, 25, 9, 41, 30, tzinfo=HANOI)

    def now(self) -> datetime:
        return self.moment


CLOCK = StoppedClock()
NOBODY = "http://127.0.0.1:9"
LOOKS = (("light", "vi", 100), ("dark", "vi", 100), ("light", "en", 100), ("light", "vi", 150))


def look_name(theme: str, language: str, text_size: int) -> str:
    return f"{theme}-{language}" + (f"-{text_size}" if text_size != 100 else "")


class Photographer:
    """One window in one look."""

    def __init__(self, home: Path, folder: Path, theme: str, language: str, text_size: int) -> None:
        with Counter(home, CLOCK) as counter:
            counter.change_settings(
                theme=theme,
                language=language,
                text_size=text_size,
                printer="folder",
                scan_folder=str(home / "flat-bed"),
            )
            settings = counter.settings
        (home / "flat-bed").mkdir(exist_ok=True)
        self._app = application(settings)
        # Letters as they are drawn, not as this machine's font settings would have them: pictures are compared.
        font = self._app.font()
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setFont(font)
        self._look = look_name(theme, language, text_size)
        self._folder = folder
        self.window = CounterWindow(home, NOBODY, CLOCK)
        self.window.show()
        self.window.activateWindow()
        self.clerk = PlayedClerk(self.window, home / "flat-bed", Random(3), self.snap, 0)

    def snap(self, name: str, window: QWidget | None = None) -> None:
        take_picture(window or self.window, self._folder / f"{name}_{self._look}.png")

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        for translator in self._app.findChildren(QTranslator):
            self._app.removeTranslator(translator)
            translator.deleteLater()


def walk(photographer: Photographer) -> None:
    clerk, window, snap = photographer.clerk, photographer.window, photographer.snap
    today = window.counter.clock.now().date()
    make = CaseMaker(Random(5), today)
    snap("sign_in")
    clerk.hands.type("canbo1")
    clerk.hands.enter()
    clerk.hands.type("sai")
    clerk.hands.enter()
    snap("sign_in_failed")
    clerk.hands.type("thuchanh")
    clerk.hands.enter()
    wait_until(lambda: window.accept_screen is not None, "the desk")
    clerk.await_line(Line.DOWN)
    window.hide_notice()
    snap("procedures")
    clerk.hands.type("khong co")
    snap("procedures_empty")
    case = make.birth()
    clerk.screen.picker.search.clear()
    clerk.begin(case)
    clerk.hands.press(Qt.Key.Key_F9)
    snap("accept_missing")
    clerk.fill_rest(case)
    clerk.finish(case, Journal(), picture="accept_filled")
    snap("accepted")
    clerk.hands.press(Qt.Key.Key_F3)
    wait_until(lambda: bool(window.dossiers_screen.table_model.rows), "the list")
    snap("dossiers")
    window.dossiers_screen.detail.show_papers()
    preview = window.dossiers_screen.detail.preview
    wait_until(lambda: bool(preview.pages), "the paper")
    snap("preview", preview)
    preview.close()
    detail = window.dossiers_screen.detail
    for act in ("ask_supplement", "apologise", "withdraw"):
        detail.open_act(act)
        snap(f"act_{act}", detail.dialog)
        detail.dialog.close()
    detail.show_scans()
    wait_until(lambda: not detail.scans_dialog.sheet.pixmap().isNull(), "the scan")
    snap("scans", detail.scans_dialog)
    detail.scans_dialog.close()
    code = window.counter.store.dossiers.newest(1)[0].code
    genuine = window.counter.papers.receipt(window.counter.dossier(code)).qr
    window.verify_receipt()
    verify = window.verify
    snap("verify_empty", verify)
    for name, text in (("verify_genuine", genuine), ("verify_replayed", genuine.replace(code, code[:-1] + "9"))):
        verify.scanned.setText(text)
        wait_until(lambda name=name: (verify.verdict is Verdict.GENUINE) is (name == "verify_genuine"), "the verdict")
        snap(name, verify)
    verify.close()
    clerk.hands.type("zzzz")
    wait_until(lambda: not window.dossiers_screen.table_model.rows, "an empty list")
    snap("dossiers_empty")
    window.dossiers_screen.search.clear()
    clerk.hands.press(Qt.Key.Key_F4)
    wait_until(lambda: bool(window.dossiers_screen.table_model.rows), "what is ready")
    snap("hand_back")
    detail.do_first()
    snap("act_hand_back", detail.dialog)
    detail.dialog.close()
    clerk.hands.press(Qt.Key.Key_F6)
    snap("outbox_offline")
    clerk.hands.press(Qt.Key.Key_F7)
    wait_until(lambda: window.books_screen.report is not None, "the figures")
    snap("books")
    window.find_anything()
    window.finder.search.setText("khai sinh")
    snap("finder", window.finder)
    window.finder.close()
    clerk.hands.press(Qt.Key.Key_F8)
    snap("settings")
    window.settings_screen.show_doctor()
    doctor = window.settings_screen.doctor
    wait_until(lambda: bool(doctor.findings), "the findings")
    snap("doctor", doctor)
    doctor.close()
    page = window.settings_screen.scroll.verticalScrollBar()
    page.setValue(page.maximum())
    snap("settings_more")
    clerk.hands.press(Qt.Key.Key_F2)
    clerk.begin(make.birth())
    clerk.hands.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    snap("put_aside")
    clerk.hands.press(Qt.Key.Key_F1)
    snap("help", window.help)
    window.help.close()
    window.lock()
    snap("locked")


def practice_home(home: Path) -> None:
    """A counter with a few dossiers, one of them done, one in need of papers."""
    counter_app.enrol_practice(home, counter=2, clock=CLOCK)
    with Counter(home, CLOCK) as counter:
        make = CaseMaker(Random(9), counter.clock.now().date())
        accepted = []
        for case in (
            make.extract_copy(),
            make.marital_status(),
            make.certified_copy(),
            make.correction(),
            make.death(),
        ):
            form = counter.catalogue.forms[counter.catalogue.procedures[case.procedure].form]
            entry = Entry(case.procedure, case.applicant.applicant(), case.file_form(form))
            accepted.append(counter.intake.accept(entry, "canbo1"))
        now = counter.clock.now()
        told = {"actor": "vanphong1", "reason": "Giấy báo tử thiếu dấu", "items": ["Giấy báo tử có đóng dấu"]}
        counter.store.outbox.take_feed(
            [
                FeedItem(1, "dossier.done", accepted[0].id, now, {"actor": "vanphong1"}),
                FeedItem(2, "dossier.supplement_requested", accepted[4].id, now, told),
            ]
        )


def main() -> int:
    folder = Path(sys.argv[1])

    def take(home: Path, look: tuple[str, str, int]) -> None:
        practice_home(home)
        photographer = Photographer(home, folder, *look)
        walk(photographer)
        photographer.close()

    in_each_look(folder, [(look_name(*look), look) for look in LOOKS], sys.argv[2:], take)
    return 0


if __name__ == "__main__":
    sys.exit(main())
