"""The played morning at the self-service machine: six citizens, half of it with no line, one walks away, one is taken over.

`kiosk demo --headless --profile self-service`: real windows by real touches, a city with its own database, a line that is cut.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import requests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import app as counter_app
from kiosk.accounts import hash_password
from kiosk.app import Counter
from kiosk.practice.cases import CaseMaker
from kiosk.practice.line import CuttableLine
from kiosk.practice.pages import practice_page
from printing.reading import page_pictures, qr_texts
from ui.app import application
from ui.counter.window import CounterWindow
from ui.demo.citizen import PlayedCitizen
from ui.demo.clerk import PlayedClerk
from ui.demo.fingers import Fingers
from ui.demo.hands import Hands, NeverHappened, wait_until
from ui.demo.pictures import take_picture
from ui.demo.practice import practice_city
from ui.self_service.end_pages import DonePage
from ui.self_service.start_pages import HomePage
from ui.self_service.window import SelfServiceWindow

PIN = "123456"
SIZE = (1080, 1920)


def play_morning(out: Path) -> int:
    """Play it into `out`: screens/*.png, slips/*.pdf, report.json. Gives 0 when every count is right."""
    # As the played day does: whoever asks for no display has none.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    for old in ("screens", "slips"):
        shutil.rmtree(out / old, ignore_errors=True)
    (out / "screens").mkdir()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mot-cua-morning-") as folder:
        os.chmod(folder, 0o755)
        with practice_city(Path(folder) / "city") as url:
            morning = _Morning(Path(folder), out.resolve(), url)
            try:
                morning.play()
            except NeverHappened as error:
                morning.problems.append(f"never happened: {error}")
            report = morning.report()
    report["seconds_in_all"] = round(time.monotonic() - begun, 1)
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    print(json.dumps(report, ensure_ascii=False, indent=1))
    for problem in report["problems"]:
        print(f"✗ {problem}", file=sys.stderr)
    return 0 if not report["problems"] else 1


class _Morning:
    def __init__(self, folder: Path, out: Path, city: str) -> None:
        self.out = out
        self.city = city
        self.city_home = folder / "city"
        self.camera = folder / "camera"
        self.camera.mkdir()
        self.kiosk_home, self.counter_home = folder / "kiosk", folder / "counter"
        self.problems: list[str] = []
        self.citizens: list[dict[str, Any]] = []
        self.facts: dict[str, Any] = {}
        parts = urlsplit(city)
        self.line = CuttableLine((str(parts.hostname), int(parts.port or 0)))
        counter_app.enrol_practice(self.kiosk_home, 8, public_url=city, profile="self-service")
        counter_app.enrol_practice(self.counter_home, 2, public_url=city)
        with Counter(self.kiosk_home) as counter:
            counter.change_settings(
                printer="folder",
                scan_folder=str(self.camera),
                reconnect_spread_seconds=0.5,
                pin_hash=hash_password(PIN),
                idle_seconds=4,
                public_notices=["Niêm yết: danh sách đăng ký kết hôn tháng 11"],
                opening_hours="8:00–11:30, 13:30–17:00",
            )
            self.app = application(counter.settings)
        with Counter(self.counter_home) as counter:
            counter.change_settings(printer="folder", scan_folder=str(self.camera), reconnect_spread_seconds=0.5)
        self._pictures = 0
        self._seen: set[str] = set()

    def snap(self, name: str, window: QWidget) -> None:
        self._pictures += 1
        take_picture(window, self.out / "screens" / f"{self._pictures:02}_{name}.png")

    def play(self) -> None:
        window = SelfServiceWindow(self.kiosk_home, self.line.url)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        self.window = window
        self.fingers = Fingers(window)
        citizen = PlayedCitizen(self.fingers, self.camera, Random(11))
        self._photograph_each_page(citizen)
        maker = CaseMaker(Random(11), window.counter.clock.now().date())
        wait_until(lambda: window.line.value == "up", "the line", 60)
        tickets = [self._registers(citizen, maker.birth(), "birth", sign=True)]
        self._learns()
        self.line.cut()
        wait_until(lambda: window.line.value == "down", "the line to be seen cut", 60)
        self.snap("offline", window)
        tickets.append(self._registers(citizen, maker.marital_status(), "marital_status"))
        self._walks_away(citizen, maker.death())
        self._puts_off(citizen, maker.certified_copy())
        receipt = self._receipt(maker.extract_copy())
        self._supplements(citizen, receipt)
        self.line.restore()
        wait_until(lambda: window.counter.store.outbox.backlog().events == 0, "everything to be sent", 120)
        wait_until(lambda: window.counter.store.outbox.backlog().attachments == 0, "the pages to be sent", 120)
        self._looks_up(receipt)
        self.facts["sent"] = window.counter.store.log.head()[0]
        self._leaves()
        self._taken_over(tickets[1])

    def _photograph_each_page(self, citizen: PlayedCitizen) -> None:
        """A picture of every page the first time it is seen."""
        answer = citizen._answer

        def answering(case: Any) -> None:
            page = self.fingers.page
            if page.question not in self._seen:
                self._seen.add(page.question)
                self.snap("page", self.window)
            answer(case)

        citizen._answer = answering  # type: ignore[method-assign]

    def _registers(self, citizen: PlayedCitizen, case: Any, what: str, *, sign: bool = False) -> str:
        self.fingers.touches = 0
        begun = time.monotonic()
        citizen.fill(case)
        self.snap("check", self.window)
        done = citizen.agree(sign=sign)
        page = self.fingers.page
        assert isinstance(page, DonePage)
        wait_until(lambda: "Đang in" not in page.paper.text(), "the slip", 30)
        self.snap(f"done_{what}", self.window)
        self.citizens.append(
            {
                "did": f"registered {what}",
                "number": done.registered.number,
                "code": done.registered.code,
                "online": self.line.is_up,
                "touches": self.fingers.touches,
                "seconds": round(time.monotonic() - begun, 1),
            }
        )
        self.fingers.press("Đánh giá phục vụ")
        self.snap("rate", self.window)
        self.fingers.press("Rất hài lòng")
        self.fingers.on("Cảm ơn")
        self.fingers.press("Kết thúc")
        return done.ticket

    def _learns(self) -> None:
        fingers = self.fingers
        self.snap("home", self.window)
        fingers.press("Xem cần giấy tờ gì")
        self.snap("procedures", self.window)
        fingers.press("Việc khác")
        fingers.type("ket hon")
        self.snap("search", self.window)
        fingers.touch(next(iter(self.window.page.choices.values())))  # type: ignore[union-attr]
        self.snap("needs", self.window)
        fingers.press("In ra giấy")
        wait_until(lambda: bool(list(self.kiosk_home.rglob("can*gi*.pdf"))), "the list on paper", 30)
        fingers.press("Kết thúc")
        self.citizens.append({"did": "learned what a marriage needs", "online": self.line.is_up})

    def _walks_away(self, citizen: PlayedCitizen, case: Any) -> None:
        window = self.window
        citizen.begin(case)
        citizen.scan_own_card(case)
        before = window.counter.store.log.head()[0]
        wait_until(lambda: window.still_there is not None, "the question whether somebody is there", 30)
        self.snap("still_there", window)
        wait_until(lambda: isinstance(window.page, HomePage) and window.session is None, "the wipe", 40)
        stays = any(
            case.applicant.name.casefold() in w.accessibleName().casefold() for w in window.findChildren(QWidget)
        )
        if stays or window.counter.store.log.head()[0] != before or window.counter.store.drafts.count():
            self.problems.append("who walked away left something behind")
        self.citizens.append({"did": "walked away; wiped", "online": self.line.is_up})
        wait_until(lambda: "Bộ phận Một cửa" in self.fingers.page.question, "the notices", 30)
        self.snap("notices", window)
        self.fingers.press("Chạm để bắt đầu")

    def _puts_off(self, citizen: PlayedCitizen, case: Any) -> None:
        citizen.begin(case)
        citizen.scan_own_card(case)
        self.fingers.on("Số điện thoại")
        session = self.window.session
        assert session is not None
        ticket = self.window.counter.self_service.unfinished_ticket(case.procedure, session.entered())
        self.fingers.press("Làm tiếp sau")
        self.fingers.on("Cầm phiếu này")
        self.snap("put_off", self.window)
        self.fingers.press("Kết thúc")
        self.fingers.press("Làm tiếp hồ sơ đang dở")
        self.snap("resume", self.window)
        self.fingers.scan(ticket)
        self.fingers.press("Tôi có đủ, bắt đầu")
        self.fingers.on("Số điện thoại")
        self.fingers.press("Kết thúc")
        self.citizens.append({"did": "put off and went on from the slip", "online": self.line.is_up})

    def _receipt(self, case: Any) -> str:
        """A dossier a clerk accepted this morning, straight to the city."""
        from kiosk.entry import Entry
        from kiosk.sync.connect import city_client
        from kiosk.sync.engine import SyncEngine

        with Counter(self.counter_home) as counter:
            form = counter.catalogue.form_of(counter.catalogue.procedures[case.procedure])
            entry = Entry(case.procedure, case.applicant.applicant(), case.file_form(form))
            accepted = counter.intake.accept(entry, "canbo1")
            client = city_client(counter, self.city)
            SyncEngine(client, counter.store.outbox, counter.clock).run_pass()
            client.close()
            self.facts["supplemented"] = accepted.code
            receipt = counter.papers.receipt(counter.dossier(accepted.code)).qr
        self._office(accepted.code, "supplement", reason="Ảnh mờ", items=["Giấy tờ tùy thân, chụp rõ"])
        return receipt

    def _office(self, code: str, act: str, **body: object) -> None:
        token = (self.city_home / "office-token").read_text().strip()
        answer = requests.post(
            f"{self.city}/v1/office/dossiers/{code}/{act}",
            json=body,
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        )
        answer.raise_for_status()

    def _supplements(self, citizen: PlayedCitizen, receipt: str) -> None:
        self.fingers.press("Bổ sung giấy tờ")
        self.fingers.scan(receipt)
        self.fingers.on("Giấy tờ nào")
        self.snap("which_paper", self.window)
        self.fingers.press("Giấy tờ bổ sung")
        citizen.photograph(practice_page(Random(5), "Giấy tờ tùy thân", ["…"]))
        self.snap("photographed", self.window)
        self.fingers.press("Đủ rồi, tiếp tục")
        self.fingers.press("Gửi 1 trang")
        self.fingers.on("Đã nhận giấy tờ")
        self.snap("papers_left", self.window)
        self.fingers.press("Kết thúc")
        self.citizens.append({"did": "left a paper for a dossier by its receipt", "online": self.line.is_up})

    def _looks_up(self, receipt: str) -> None:
        self.fingers.press("Xem hồ sơ đã nộp")
        self.fingers.scan(receipt)
        self.fingers.on("Đang xử lý")
        self.snap("state", self.window)
        self.fingers.press("Kết thúc")
        self.facts["saw_the_state"] = True  # the one who left a paper, once the line is back

    def _leaves(self) -> None:
        """The administrator leaves the machine with the PIN."""
        window = self.window
        window.lock.ask_pin()
        self.snap("pin", window)
        self.fingers.type(PIN)
        self.fingers.press("Thoát máy tự phục vụ")
        wait_until(lambda: not window.isVisible(), "the window to be left", 20)

    def _taken_over(self, ticket: str) -> None:
        """At the counter: one scan, and F9."""
        window = CounterWindow(self.counter_home, self.line.url)
        window.show()
        window.activateWindow()
        from ui.theme import apply_theme

        assert isinstance(self.app, QApplication)
        apply_theme(self.app)
        clerk = PlayedClerk(window, self.camera, Random(1), lambda _: None, 0)
        clerk.sign_in()
        clerk.hands.keys = 0
        Hands(window, scanner_gap=0).scan(ticket)
        wait_until(lambda: clerk.screen.presenter.taken_over is not None, "the registration", 30)
        self.snap("taken_over", window)
        for state in clerk.screen.presenter.documents:
            if state.document.required and not state.given:
                clerk.screen.presenter.mark_document(state.document.name, given=True)
        clerk.hands.press(Qt.Key.Key_F9)
        wait_until(lambda: clerk.screen.currentWidget() is clerk.screen.done, "the acceptance", 30)
        self.facts["taken_over_with_keys"] = clerk.hands.keys
        self.facts["taken_over"] = clerk.screen.done.code.text()
        store = window.counter.store
        wait_until(lambda: store.outbox.backlog().events == 0, "the acceptance to be sent", 60)
        window.close()

    def report(self) -> dict[str, Any]:
        slips = self.out / "slips"
        slips.mkdir(exist_ok=True)
        read = 0
        for pdf in sorted(self.kiosk_home.rglob("phieu*.pdf")):
            shutil.copy(pdf, slips / pdf.name)
            texts = [text for page in page_pictures(pdf.read_bytes(), 203) for text in qr_texts(page)]
            with Counter(self.counter_home) as counter:
                for text in texts:
                    if counter.takeover.read(text).code:
                        read += 1
        office = requests.get(
            f"{self.city}/v1/office/dossiers",
            headers={"Authorization": f"Bearer {(self.city_home / 'office-token').read_text().strip()}"},
            timeout=20,
        ).json()
        in_city = {row["code"]: row["state"] for row in office}
        registered = [c for c in self.citizens if str(c["did"]).startswith("registered")]
        with Counter(self.kiosk_home) as counter:
            counter.store.check()
            waiting = counter.store.outbox.backlog()
            states = {row.code: int(row.state) for row in counter.store.dossiers.newest(20)}
            kinds = [e.type for e in counter.store.log.all()]
        expected = {
            "six citizens": len(self.citizens) == 6,
            "the state of the supplemented one was seen": self.facts.get("saw_the_state") is True,
            "slips whose symbol a counter reads": read == len(registered),
            "nothing waits at the machine": waiting.events == 0 and waiting.attachments == 0,
            "the taken over one is open in the city": self.facts.get("taken_over") in in_city,
            "one scan and one key took it over": self.facts.get("taken_over_with_keys") == 1,
            "the supplemented one is worked on": in_city.get(self.facts.get("supplemented")) == 4,
            "two ratings": kinds.count("service.rated") == 2,
        }
        self.problems += [f"not so: {what}" for what, holds in expected.items() if not holds]
        return {
            "citizens": self.citizens,
            "registered": len(registered),
            "slips_read": read,
            "states_at_the_machine": states,
            "in_city": in_city,
            "counts": expected,
            "pictures": self._pictures,
            **self.facts,
            "problems": self.problems,
        }
