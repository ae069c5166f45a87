"""Pages that ask: a card, one question, another row, where to receive the result."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.forms import Field
from kiosk.domain.id_card import NotAnIdCard, parse_id_card
from kiosk.errors import KioskError
from kiosk.persons import APPLICANT
from kiosk.self_service.session import Session, Step
from ui.camera import CameraView
from ui.self_service.keyboard import Layout
from ui.self_service.look import GAP
from ui.self_service.page import Choice, ChoiceGrid, KioskPage, touch
from ui.widgets.basics import clear, label, set_tone
from ui.widgets.fields import suggest_from, words_for_date
from ui.words import error_sentence, sentence

SUGGESTED = 4
LONG_CHOICE = 8
"""More options than these are found by typing."""


class CardPage(KioskPage):
    """A card's QR by the scanner or the camera; or typed."""

    def __init__(self, counter: Counter, session: Session, step: Step) -> None:
        own = step.path == APPLICANT
        super().__init__(
            self.tr("Đặt thẻ căn cước của ông, bà vào đầu quét")
            if own
            else self.tr("Thẻ căn cước – {who}").format(who=step.section),
            self.tr("Mặt có mã vuông hướng về đầu quét. Máy không giữ lại thẻ."),
        )
        self._session, self.prefix = session, step.path
        """Whose card: the applicant's, or a person's of the form."""
        camera = counter.settings.camera
        self.camera: CameraView | None = None
        if camera:
            self.camera = CameraView()
            self.camera.read.connect(self.take_scan)
            self.camera.failed.connect(self._without_camera)
            self.body.addWidget(self.camera)
            self.camera.start(camera)
        known = session.accepting.value("applicant.name")
        if not own and known:
            same = self.tr("Người này là tôi: {name}").format(name=known.title())
            self.body.addWidget(touch(same, self._same))
        typed = self.tr("Không có thẻ ở đây, tôi tự nhập")
        self.typed = touch(typed, self.forward.emit)
        self.body.addWidget(self.typed)
        self.body.addStretch(1)

    def _without_camera(self, _: object) -> None:
        if self.camera is not None:
            self.camera.hide()

    def _same(self) -> None:
        person = next(p for p in self._session.accepting.persons if p.prefix == self.prefix)
        self._session.accepting.copy_applicant(person)
        self.forward.emit()

    def take_scan(self, text: str) -> bool:
        try:
            card = parse_id_card(text)
        except NotAnIdCard:
            self.say_error(sentence("not_an_id_card"))
            return True
        self._session.take_card(card, self.prefix)
        self.forward.emit()
        return True

    def leave(self) -> None:
        if self.camera is not None:
            self.camera.stop()


def pad_of(field: Field) -> Layout:
    """Which keys a field is answered with."""
    if field.key == "applicant.email":
        return "email"
    if field.type in ("date", "integer", "money") or field.key in ("applicant.phone", "applicant.personal_id"):
        return "numbers"
    if field.type in ("person_name", "ethnicity", "country"):
        return "words"
    return "letters"


class QuestionPage(KioskPage):
    """One question: a choice to touch, or a line to type with the keyboard that fits."""

    def __init__(self, counter: Counter, session: Session, step: Step) -> None:
        field = session.field(step.path)
        super().__init__(own_words(step.path) or field.label, _hint(field))
        self._counter, self._session, self.path = counter, session, step.path
        self.field = field
        if step.section:
            self.body.insertWidget(self.body.indexOf(self.heading), label(step.section, "hint", wrap=True))
        self.choices: dict[str, Choice] = {}
        options = field.options
        if options and len(options) <= LONG_CHOICE:
            self._offer(options)
        else:
            self._ask(field)
        self.body.addStretch(1)

    def _offer(self, options: tuple[str, ...]) -> None:
        given = self._session.accepting.value(self.path) or self.field.default
        grid = ChoiceGrid()
        self.body.addWidget(grid)
        for option in options:
            choice = Choice(option, arrow=False)
            choice.setCheckable(True)
            choice.setChecked(option == given)
            choice.clicked.connect(partial(self._choose, option))
            self.choices[option] = choice
            grid.add(choice)
        if not self.field.required:
            self.next_words = self.tr("Bỏ qua")

    def _choose(self, option: str, _: bool = False) -> None:
        try:
            self._session.answer(self.path, option)
        except KioskError as error:
            self.say_error(error_sentence(error))
            return
        self.forward.emit()

    def _ask(self, field: Field) -> None:
        self.editor = QLineEdit()
        self.editor.setAccessibleName(field.label)
        self.editor.setMaxLength(200)
        given = self._session.accepting.value(self.path) or field.default
        self.pad = pad_of(field)
        self.editor.setText(given)
        self.body.addWidget(self.editor)
        self.beside_editor = label("", "error", wrap=True)
        self.beside_editor.hide()
        self.body.addWidget(self.beside_editor)
        self._words = label("", "hint", wrap=True)
        self.body.addWidget(self._words)
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(8)
        self.body.addLayout(self._suggestions)
        self.editor.textChanged.connect(self._typed)
        self.next_words = self.tr("Tiếp tục")
        self._typed(given)

    def _typed(self, text: str) -> None:
        assert self.editor is not None
        self.say_error("")
        set_tone(self.editor, "")
        self.beside_editor.hide()
        if self.field.type == "date":
            self._slash(text)
            today = self._counter.clock.now().astimezone(HANOI).date()
            self._words.setText(words_for_date(self.editor.text(), today))
        self._suggest(text)

    def _slash(self, text: str) -> None:
        """Digits of a date part themselves: 25/11/2026."""
        assert self.editor is not None
        digits = "".join(c for c in text if c.isdigit())[:8]
        parted = "/".join(part for part in (digits[:2], digits[2:4], digits[4:]) if part)
        if parted != self.editor.text():
            self.editor.setText(parted)
            self.editor.setCursorPosition(len(parted))

    def _suggest(self, text: str) -> None:
        """From lists of the state (communes, peoples, countries): never from what other citizens wrote."""
        clear(self._suggestions)
        catalogue = self._counter.catalogue
        head, comma, tail = text.rpartition(",")
        found: list[str] = []
        wanted = tail.strip()
        if self.field.type == "address" and len(wanted) >= 2:
            found = [unit.line for unit in catalogue.find_units(wanted, SUGGESTED)]
        elif self.field.type == "ethnicity" and wanted:
            found, head, comma = suggest_from(catalogue.ethnicities, wanted, SUGGESTED), "", ""
        elif self.field.type == "country" and wanted:
            found, head, comma = suggest_from(catalogue.countries, wanted, SUGGESTED), "", ""
        elif self.field.options and wanted:
            found, head, comma = suggest_from(self.field.options, wanted, SUGGESTED), "", ""
        for item in found:
            if item != text:
                full = f"{head}{comma} {item}".strip()
                self._suggestions.addWidget(touch(item, partial(self._take, full)))

    def _take(self, text: str) -> None:
        assert self.editor is not None
        self.editor.setText(text)

    def go_on(self) -> None:
        if self.editor is None:
            # A choice that may be left open.
            self.forward.emit()
            return
        try:
            self._session.answer(self.path, self.editor.text())
        except KioskError as error:
            set_tone(self.editor, "error")
            self.say_error(error_sentence(error))
            self.beside_editor.setText(error_sentence(error))
            self.beside_editor.show()
            return
        self.forward.emit()


def own_words(path: str) -> str:
    """What is asked of the applicant, in the language of the windows; empty for a form's own field, which is Vietnamese."""
    return {
        "applicant.name": QCoreApplication.translate("question", "Họ, chữ đệm, tên của ông, bà"),
        "applicant.personal_id": QCoreApplication.translate("question", "Số định danh cá nhân của ông, bà"),
        "applicant.birth_date": QCoreApplication.translate("question", "Ngày sinh của ông, bà"),
        "applicant.sex": QCoreApplication.translate("question", "Giới tính của ông, bà"),
        "applicant.address": QCoreApplication.translate("question", "Nơi ông, bà cư trú"),
        "applicant.phone": QCoreApplication.translate("question", "Số điện thoại của ông, bà"),
    }.get(path, "")


def _hint(field: Field) -> str:
    said = {
        "date": QCoreApplication.translate("question", "Ngày, tháng, năm. Ví dụ: 05 09 1990"),
        "address": QCoreApplication.translate(
            "question", "Số nhà, đường hoặc thôn, rồi xã, phường. Gõ không dấu cũng được."
        ),
        "person_name": QCoreApplication.translate("question", "Như trong giấy khai sinh hoặc thẻ căn cước."),
        "id_document": QCoreApplication.translate("question", "12 số trên thẻ căn cước."),
        "integer": QCoreApplication.translate("question", "Một con số."),
    }.get(field.type, "")
    if field.key == "applicant.phone":
        said = QCoreApplication.translate("question", "Để cán bộ gọi khi cần. Không có thì để trống.")
    note = field.note[:1].upper() + field.note[1:]
    return f"{note.rstrip('.')}. {said}".strip() if note else said


class MorePage(KioskPage):
    """Another row of a repeated section, or on."""

    def __init__(self, session: Session, step: Step) -> None:
        super().__init__(self.tr("Còn giấy tờ nào nữa không?"), step.section)
        self._session, self._step = session, step
        self.choices = {"yes": Choice(self.tr("Còn, thêm một giấy nữa")), "no": Choice(self.tr("Hết rồi"))}
        self.choices["yes"].clicked.connect(self._more)
        self.choices["no"].clicked.connect(self._enough)
        for choice in self.choices.values():
            self.body.addWidget(choice)
        self.body.addStretch(1)

    def _more(self) -> None:
        self._session.add_row(self._step.path)
        self.wanted.emit("again", None)

    def _enough(self) -> None:
        self._session.end_rows(self._step.path)
        self.forward.emit()


class ReturnPage(KioskPage):
    """Where the result is received."""

    def __init__(self, session: Session) -> None:
        super().__init__(self.tr("Ông, bà nhận kết quả ở đâu?"))
        self._session = session
        self.choices: dict[str, Choice] = {}
        for channel, title, note in (
            ("counter", self.tr("Tại quầy này"), self.tr("Mang giấy hẹn đến nhận")),
            ("post", self.tr("Qua bưu điện, tại nhà"), self.tr("Trả cước cho bưu tá khi nhận")),
            ("online", self.tr("Bản điện tử"), self.tr("Qua tài khoản định danh của ông, bà")),
        ):
            choice = Choice(title, note)
            choice.clicked.connect(partial(self._choose, channel))
            self.choices[channel] = choice
            self.body.addWidget(choice)
        self.body.addStretch(1)

    def _choose(self, channel: str, _: bool = False) -> None:
        self._session.accepting.set_channel(channel)  # type: ignore[arg-type]
        self.forward.emit()


class CheckPage(KioskPage):
    """Everything once more, each answer with its own way back to it; then the consent, and the registration."""

    def __init__(self, session: Session) -> None:
        super().__init__(self.tr("Ông, bà xem lại đã đúng chưa?"), self.tr("Sai chỗ nào thì chạm “Sửa” ở dòng đó."))
        self._session = session
        self.changes: dict[str, QWidget] = {}
        for title, answers in session.answers():
            self.body.addWidget(label(title, "strong", wrap=True))
            for answer in answers:
                self._row(answer.path, own_words(answer.path) or answer.label, answer.text)
        self.body.addWidget(label(self.tr("Giấy tờ"), "strong"))
        for name in session.document_names():
            pages = len(session.pages.get(name, ()))
            said = self.tr("đã chụp {n} trang").format(n=pages) if pages else self.tr("đưa cho cán bộ tại quầy")
            self._row(name, name, said)
        problems = session.problems()
        if problems:
            self.say_error("\n".join(sentence(p.key, **p.params) for p in problems))
        self.body.addStretch(1)
        self.next_words = self.tr("Đúng rồi, tiếp tục")

    def _row(self, path: str, title: str, text: str) -> None:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(GAP)
        grid.addWidget(label(title, "hint", wrap=True), 0, 0)
        grid.addWidget(label(text, wrap=True), 1, 0)
        change = touch(self.tr("Sửa"), partial(self.wanted.emit, "change", path), "link")
        change.setAccessibleName(self.tr("Sửa: {what}").format(what=title))
        self.changes[path] = change
        grid.addWidget(change, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        self.body.addWidget(row)

    def go_on(self) -> None:
        problems = self._session.problems()
        if problems:
            self.say_error("\n".join(sentence(p.key, **p.params) for p in problems))
            return
        self.forward.emit()
