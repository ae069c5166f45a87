"""Every window of the counter as a picture: `python -m ui.demo.screens DIR [LOOK…]` (make screens).

Each is the real window on a real store with practice data, brought into its state by keys. Offline is a city that is not
there. The clock stands still, so that a picture changes only when its window does; tests compare them (tests/ui/test_screens.py).
"""

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.doctor import Finding
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import PartialDate
from kiosk.domain.dossier import FeedItem
from kiosk.domain.receipt_qr import Verdict
from kiosk.entry import Entry
from kiosk.errors import StoreError
from kiosk.intake import Intake
from kiosk.papers import Papers
from kiosk.persons import APPLICANT, PersonFacts
from kiosk.practice.cases import CaseMaker
from kiosk.reports import Reports
from kiosk.sync.ports import Line
from offline_store.dossiers import Dossiers
from offline_store.store import Store
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.clerk import PlayedClerk
from ui.demo.faults import failing, held_up
from ui.demo.hands import wait_until
from ui.demo.pictures import in_each_look, take_picture
from ui.line_workers import CitizenAnswer, CitizenQuestion


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A Wednesday morning that does not pass."""

    moment: datetime = datetime(2026, 11, 25, 9, 41, 30, tzinfo=HANOI)

    def now(self) -> datetime:
        return self.moment


CLOCK = StoppedClock()
DAMAGED = StoreError("store_damaged", path="kiosk.db")
FOUND = [
    Finding("doctor_disk", True, "doctor_disk_free", params={"free": "86"}),
    Finding("doctor_fonts", True, "doctor_fonts_good"),
    Finding("doctor_printer", True, "doctor_printer_none", "doctor_printer_none_fix"),
    Finding("doctor_scanner", True, "doctor_scanner_none", "doctor_scanner_none_fix"),
    Finding("doctor_backup", True, "doctor_backup_none"),
    Finding("doctor_outbox", True, "doctor_outbox_good", params={"dossiers": "6", "attachments": "2"}),
    Finding("doctor_city", False, "doctor_city_none", "doctor_city_none_fix"),
]
"""What a doctor may find: its picture is of the window, not of the machine it was taken on."""
NOBODY = "http://127.0.0.1:9"
LOOKS = (("light", "vi", 100), ("dark", "vi", 100), ("light", "en", 100), ("dark", "en", 100), ("light", "vi", 150))


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
    clerk.scan_papers(case)
    clerk.tick_documents()
    clerk.screen.work.scroll.verticalScrollBar().setValue(0)
    snap("accept_filled")
    button = clerk.screen.papers.accept
    with failing(Intake, "accept", StoreError("disk_full")):
        clerk.hands.press(Qt.Key.Key_F9)
        wait_until(lambda: bool(window.frame.notice_text) and button.isEnabled(), "the refusal")
        snap("accept_failed")
    window.hide_notice()
    with held_up(window.workers.desk_worker):
        clerk.hands.press(Qt.Key.Key_F9)
        wait_until(lambda: "F9" not in button.text(), "the word for saving")
        snap("accept_saving")
    wait_until(lambda: clerk.screen.currentWidget() is clerk.screen.done, "the acceptance")
    clerk.await_receipt()
    snap("accepted")
    clerk.hands.press(Qt.Key.Key_F3)
    screen = window.dossiers_screen
    wait_until(lambda: bool(screen.table_model.rows), "the list")
    snap("dossiers")
    look_worker, paper_worker = window.workers.look_worker, window.workers.paper_look_worker
    with held_up(look_worker):
        screen.refresh()
        wait_until(screen.empty.isVisible, "the word for looking")
        snap("dossiers_loading")
    wait_until(screen.table.isVisible, "the list again")
    with failing(Dossiers, "listed", DAMAGED):
        screen.refresh()
        wait_until(screen.empty.isVisible, "the reason")
        snap("dossiers_failed")
    screen.refresh()
    wait_until(screen.table.isVisible, "the list once more")
    with held_up(paper_worker):
        screen.detail.show_papers()
        preview = screen.detail.preview
        snap("preview_loading", preview)
    wait_until(lambda: bool(preview.pages), "the paper")
    snap("preview", preview)
    with failing(Papers, "pdf", DAMAGED):
        preview.refresh()
        waiting = preview.said.text()
        wait_until(lambda: preview.said.text() != waiting, "the reason")
        snap("preview_failed", preview)
    preview.close()
    detail = window.dossiers_screen.detail
    for act in ("ask_supplement", "apologise", "withdraw"):
        detail.open_act(act)
        snap(f"act_{act}", detail.dialog)
        detail.dialog.close()
    with held_up(paper_worker):
        detail.show_scans()
        snap("scans_loading", detail.scans_dialog)
    wait_until(lambda: not detail.scans_dialog.sheet.pixmap().isNull(), "the scan")
    snap("scans", detail.scans_dialog)
    detail.scans_dialog.close()
    with failing(Store, "read_scan", DAMAGED):
        detail.show_scans()
        said, waiting = detail.scans_dialog.said, detail.scans_dialog.said.text()
        wait_until(lambda: said.text() != waiting, "the reason")
        snap("scans_failed", detail.scans_dialog)
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
    with held_up(paper_worker):
        verify.scanned.setText(genuine)
        wait_until(verify.advice.isVisible, "the word for judging")
        wait_until(lambda: verify.headline.isHidden(), "the former verdict gone")
        snap("verify_loading", verify)
    wait_until(verify.headline.isVisible, "the verdict again")
    verify.scanned.setText("không phải mã của giấy hẹn")
    wait_until(lambda: verify.verdict is None, "no receipt")
    snap("verify_failed", verify)
    verify.close()
    clerk.hands.type("zzzz")
    wait_until(lambda: not window.dossiers_screen.table_model.rows, "an empty list")
    snap("dossiers_empty")
    window.dossiers_screen.search.clear()
    clerk.hands.press(Qt.Key.Key_F4)
    wait_until(lambda: bool(window.dossiers_screen.table_model.rows), "what is ready")
    snap("hand_back")
    clerk.hands.type("zzzz")
    wait_until(lambda: not window.dossiers_screen.table_model.rows, "nothing ready")
    snap("hand_back_empty")
    window.dossiers_screen.search.clear()
    wait_until(lambda: bool(window.dossiers_screen.table_model.rows), "what is ready once more")
    detail.do_first()
    snap("act_hand_back", detail.dialog)
    detail.dialog.close()
    clerk.hands.press(Qt.Key.Key_F6)
    snap("outbox_offline")
    outbox = window.outbox_screen
    with failing(Dossiers, "waiting", DAMAGED):
        outbox.refresh()
        wait_until(lambda: outbox.waiting.count() == 1, "the reason")
        snap("outbox_failed")
    window.hide_notice()
    clerk.hands.press(Qt.Key.Key_F7)
    wait_until(lambda: window.books_screen.report is not None, "the figures")
    snap("books")
    books = window.books_screen
    with held_up(window.workers.books_worker):
        books.refresh()
        wait_until(books.said.isVisible, "the word for counting")
        snap("books_loading")
    wait_until(books.said.isHidden, "the figures again")
    with failing(Reports, "of", DAMAGED):
        books.refresh()
        wait_until(books.said.isVisible, "the reason")
        snap("books_failed")
    books.span.setCurrentIndex(books.span.findData("yesterday"))
    wait_until(books.said.isHidden, "a day without dossiers")
    snap("books_empty")
    window.find_anything()
    window.finder.search.setText("khai sinh")
    snap("finder", window.finder)
    window.finder.search.setText("zzzz")
    snap("finder_empty", window.finder)
    window.finder.close()
    clerk.hands.press(Qt.Key.Key_F8)
    settings = window.settings_screen
    wait_until(settings.looking.isHidden, "the devices")
    snap("settings")
    with held_up(window.workers.device_worker):
        settings.look_for_devices()
        wait_until(settings.looking.isVisible, "the word for looking")
        snap("settings_loading")
        settings.show_doctor()
        doctor = settings.doctor
        snap("doctor_loading", doctor)
    wait_until(lambda: bool(doctor.findings), "the findings")
    window.workers.device_worker.examined.emit(FOUND)
    snap("doctor", doctor)
    doctor.close()
    kept = settings.city.text()
    settings.city.setText("http://mot-cua.example")
    settings.save.click()
    wait_until(lambda: bool(window.frame.notice_text), "the refusal")
    snap("settings_failed")
    settings.city.setText(kept)
    window.hide_notice()
    page = window.settings_screen.scroll.verticalScrollBar()
    page.setValue(page.maximum())
    snap("settings_more")
    outbox = window.counter.store.outbox
    outbox.acknowledge(outbox.last_seq())
    outbox.note_at_city([scan.attachment.sha256 for scan in outbox.pending_attachments()])
    clerk.hands.press(Qt.Key.Key_F6)
    window.show_progress(replace(window.progress, backlog=outbox.backlog()))
    wait_until(lambda: window.outbox_screen.waiting.count() == 1, "nothing waiting")
    snap("outbox_empty")
    clerk.hands.press(Qt.Key.Key_F2)
    clerk.begin(make.birth())
    clerk.hands.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    snap("put_aside")
    clerk.hands.press(Qt.Key.Key_F1)
    snap("help", window.help)
    window.help.close()
    clerk.hands.type("ks")
    clerk.hands.enter()
    number = "000190004417"
    clerk.screen.work.go_to("applicant.personal_id")
    clerk.hands.type(number)
    clerk.hands.tab()
    question = CitizenQuestion(
        clerk.screen.presenter.draft_id, "applicant.personal_id", APPLICANT, number, case.procedure, "canbo1"
    )
    born, address = PartialDate(1990, 6, 2), case.applicant.address
    facts = PersonFacts(number, "Đỗ Quang Trường", born, "Nam", "Kinh", "Việt Nam", address)
    for name, answer in (("citizen_offered", facts), ("citizen_unknown", None)):
        window.workers.citizen_worker.answered.emit(CitizenAnswer(question, answer))
        wait_until(lambda: bool(clerk.screen.citizen.text), "the offer")
        snap(name)
        clerk.screen.form.hide_offer()
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
