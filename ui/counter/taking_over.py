"""Going on with what citizens registered at self-service: from the ticket's scan, or from the list of those that wait (Ctrl+T)."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import Account, WaitingRegistration
from kiosk.errors import KioskError
from ui.widgets.basics import label
from ui.words import error_sentence


class RegistrationsDialog(QDialog):
    """The registrations no counter has taken over yet. `chosen` carries one."""

    chosen = Signal(object)

    def __init__(self, waiting: list[WaitingRegistration], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Hồ sơ tự đăng ký chờ tiếp nhận"))
        self.resize(720, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("Hồ sơ tự đăng ký chờ tiếp nhận"), "cardTitle"))
        hint = self.tr("Quét phiếu của người dân là nhanh nhất. Mất phiếu thì chọn ở đây, Enter để làm tiếp.")
        layout.addWidget(label(hint, "quiet", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Hồ sơ tự đăng ký chờ tiếp nhận"))
        for registration in waiting:
            item = QListWidgetItem(_words(registration))
            item.setData(Qt.ItemDataRole.UserRole, registration)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._choose)
        layout.addWidget(self.list, 1)
        if waiting:
            self.list.setCurrentRow(0)
        else:
            nobody = self.tr(
                "Không có hồ sơ nào chờ. Khi mất kết nối, hồ sơ mới chỉ có trên phiếu của người dân: quét phiếu."
            )
            layout.addWidget(label(nobody, "quiet", wrap=True))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
        self.accept()


def _words(registration: WaitingRegistration) -> str:
    payload = registration.payload
    applicant = payload.get("applicant")
    name = str(applicant.get("name") or "") if isinstance(applicant, dict) else ""
    at = registration.told_at.astimezone(HANOI)
    return f"{payload.get('number', '')} · {name} · {payload.get('procedure_name', '')} · {at:%H:%M %d/%m}"


class TakingOver(QObject):
    """`taken` carries the draft the clerk goes on with, `notice` a sentence why there is none."""

    taken = Signal(object)
    notice = Signal(str)

    def __init__(self, counter: Counter, account: Account, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter = counter
        self._account = account
        self._window = parent
        self.dialog: RegistrationsDialog | None = None

    def count(self) -> int:
        return len(self._counter.store.registrations.waiting())

    def scan(self, ticket: str) -> None:
        """A ticket was scanned: nothing is typed again."""
        try:
            draft = self._counter.takeover.by_ticket(ticket, self._account.username)
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self.taken.emit(draft)

    def show_list(self) -> None:
        self.dialog = RegistrationsDialog(self._counter.store.registrations.waiting(), self._window)
        self.dialog.chosen.connect(self._choose)
        self.dialog.open()

    def _choose(self, registration: WaitingRegistration) -> None:
        try:
            draft = self._counter.takeover.of_registration(registration, self._account.username)
        except KioskError as error:
            self.notice.emit(error_sentence(error))
            return
        self.taken.emit(draft)
