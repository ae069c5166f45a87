"""A played citizen at the self-service window: reads the page, touches, shows the card, lays papers under the camera."""

from pathlib import Path
from random import Random

from kiosk.domain.text import fold
from kiosk.practice.cases import Case
from kiosk.practice.pages import practice_page
from ui.demo.fingers import Fingers
from ui.demo.hands import wait_until
from ui.self_service.answer_pages import CardPage, CheckPage, MorePage, QuestionPage, ReturnPage
from ui.self_service.end_pages import DonePage
from ui.self_service.paper_pages import ConsentPage, DocumentPage
from ui.self_service.start_pages import NeedsPage
from ui.self_service.workers import RegisterDone

PHONE = "0912345678"
MOST_PAGES = 80
SOME_ANSWERS = {
    "person_name": "nguyễn văn an",
    "address": "thôn 1",
    "text": "có",
    "multiline": "có",
    "id_document": "123456789",
}


class PlayedCitizen:
    """`folder` is where the flat camera of the machine drops what was laid under it."""

    def __init__(self, fingers: Fingers, folder: Path, random: Random) -> None:
        self.fingers = fingers
        self._folder = folder
        self._random = random
        self._done: list[RegisterDone] = []
        self.pages_seen: list[str] = []

    def begin(self, case: Case) -> None:
        """From the first page to that of the card."""
        fingers = self.fingers
        window = fingers.window
        procedure = window.counter.catalogue.procedures[case.procedure]
        fingers.press("Nộp hồ sơ mới")
        choices = window.page.choices  # type: ignore[union-attr]
        if case.procedure in choices:
            fingers.touch(choices[case.procedure])
        else:
            fingers.press("Việc khác")
            fingers.type(fold(procedure.name)[:14].strip())
            wait_until(lambda: case.procedure in window.page.choices, "the procedure in the list")  # type: ignore[union-attr]
            fingers.touch(window.page.choices[case.procedure])  # type: ignore[union-attr]
        fingers.go_on()

    def scan_own_card(self, case: Case) -> None:
        page = self.fingers.page
        self.fingers.scan(case.applicant.card())
        wait_until(lambda: self.fingers.page is not page, "the page after the card")

    def fill(self, case: Case, until: type | None = None) -> None:
        """Answer page after page, until all is shown again, or a page of the kind `until`."""
        self.begin(case)
        for _ in range(MOST_PAGES):
            page = self.fingers.page
            self.pages_seen.append(page.question)
            if isinstance(page, CheckPage) or (until is not None and isinstance(page, until)):
                return
            self._answer(case)
            wait_until(lambda page=page: self.fingers.page is not page, f"the page after {self.pages_seen[-1]!r}")
        raise AssertionError(f"no end: {self.pages_seen}")

    def until_document(self, case: Case) -> None:
        self.fill(case, DocumentPage)

    def _answer(self, case: Case) -> None:
        fingers, page = self.fingers, self.fingers.page
        match page:
            case NeedsPage():
                fingers.go_on()
            case CardPage():
                self._card(case, page)
            case QuestionPage():
                self._question(case, page)
            case MorePage():
                fingers.touch(page.choices["no"])
            case DocumentPage():
                if self._random.random() < 0.5:
                    self.photograph(practice_page(self._random, page.document, ["Họ và tên: …"]))
                    fingers.go_on()
                else:
                    fingers.go_on()
            case ReturnPage():
                fingers.touch(page.choices["counter"])
            case _:
                raise AssertionError(page.question)

    def _card(self, case: Case, page: CardPage) -> None:
        prefix = page.prefix
        persons = dict(case.cards)
        if prefix == "applicant":
            self.scan_own_card(case)
        elif prefix in persons:
            self.fingers.scan(persons[prefix].card())
        else:
            self.fingers.touch(page.typed)

    def _question(self, case: Case, page: QuestionPage) -> None:
        wanted = PHONE if page.path == "applicant.phone" else case.values.get(page.path, "")
        if page.choices:
            option = next((o for o in page.choices if o.casefold() == wanted.casefold()), next(iter(page.choices)))
            self.fingers.touch(page.choices[option])
            return
        assert page.editor is not None
        if not wanted:
            today = self.fingers.window.counter.clock.now()
            wanted = {"date": f"{today:%d%m%Y}", "integer": "1", "money": "1000", "partial_date": "1950"}.get(
                page.field.type, SOME_ANSWERS.get(page.field.type, "1")
            )
        if page.editor.text() and page.editor.text() != wanted:
            self.fingers.press_key("clear")
        if not page.editor.text():
            self._type(page, wanted)
        self.fingers.go_on()

    def _type(self, page: QuestionPage, text: str) -> None:
        """What the glass has keys for is struck; a letter with a tone is struck as Telex has it."""
        from ui.demo.telex import telex_keys

        if page.pad == "numbers":
            self.fingers.type("".join(c for c in text if c.isdigit()))
        else:
            self.fingers.type(telex_keys(text))

    def photograph(self, content: bytes) -> None:
        """Lay a sheet under the camera, take it, and wait until it is a page."""
        self.lay_down(content)
        self.await_page()

    def lay_down(self, content: bytes) -> None:
        """Lay a sheet under the camera and touch “take”."""
        page = self.fingers.page
        assert isinstance(page, DocumentPage)
        (self._folder / "trang.jpg").write_bytes(content)
        self.fingers.touch(page.take)

    def await_page(self) -> None:
        page = self.fingers.page
        assert isinstance(page, DocumentPage)
        wait_until(lambda: page.busy == 0 and "Đang" not in page.count.text(), f"the page to be ready: {page.error}")

    def register(self, case: Case, *, sign: bool = False) -> RegisterDone:
        """All the way to the number."""
        self.fill(case)
        return self.agree(sign=sign)

    def agree(self, *, sign: bool = False) -> RegisterDone:
        """From the page that shows all to the number."""
        fingers = self.fingers
        window = fingers.window
        fingers.go_on()
        consent = fingers.on("đồng ý nộp")
        assert isinstance(consent, ConsentPage)
        fingers.touch(consent.agree)
        window.workers.record_worker.registered.connect(self._done.append)
        fingers.go_on()
        wait_until(lambda: isinstance(fingers.page, DonePage), "the number")
        window.workers.record_worker.registered.disconnect(self._done.append)
        return self._done[-1]
