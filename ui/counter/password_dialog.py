"""A new password: chosen by who signs in, with or without a line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.account_changes import change_password
from kiosk.app import Counter
from kiosk.domain.dossier import Account
from kiosk.errors import KioskError
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence


class PasswordDialog(QDialog):
    """`changed` carries the account with its new password. `old` is the password just typed, where it is known."""

    changed = Signal(object)

    def __init__(self, counter: Counter, account: Account, old: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Đổi mật khẩu"))
        self.setMinimumWidth(440)
        self._counter = counter
        self._account = account
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 20)
        card = Card(self.tr("Đổi mật khẩu"))
        card.body.addWidget(
            label(
                self.tr("Mật khẩu hiện nay do người khác cấp. Chọn mật khẩu của riêng mình, ít nhất 8 ký tự.")
                if old
                else self.tr("Chọn mật khẩu mới, ít nhất 8 ký tự. Các quầy khác của đơn vị nhận được khi có mạng."),
                wrap=True,
            )
        )
        self.old, self.new, self.again = QLineEdit(old), QLineEdit(), QLineEdit()
        for words, editor in (
            (self.tr("Mật khẩu hiện nay"), self.old),
            (self.tr("Mật khẩu mới"), self.new),
            (self.tr("Mật khẩu mới, gõ lại"), self.again),
        ):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.setAccessibleName(words)
            caption = label(words, "fieldLabel")
            caption.setBuddy(editor)
            if editor is self.old and old:
                continue
            card.body.addWidget(caption)
            card.body.addWidget(editor)
        self.message = label("", "fieldError", wrap=True)
        self.message.hide()
        card.body.addWidget(self.message)
        row = QHBoxLayout()
        leave = button(self.tr("Đóng   Esc"), name=self.tr("Đóng"))
        leave.clicked.connect(self.reject)
        self.save = button(self.tr("Đổi mật khẩu   Enter"), "primary", name=self.tr("Đổi mật khẩu"))
        self.save.setDefault(True)
        self.save.clicked.connect(self.change)
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(self.save)
        card.body.addLayout(row)
        outer.addWidget(card)
        (self.new if old else self.old).setFocus()

    def change(self) -> None:
        """What is wrong is said beside the fields, and nothing is lost."""
        if self.new.text() != self.again.text():
            self._say(self.tr("Hai lần gõ mật khẩu mới không giống nhau. Gõ lại lần hai."))
            self.again.selectAll()
            self.again.setFocus()
            return
        try:
            account = change_password(self._counter, self._account.username, self.old.text(), self.new.text())
        except KioskError as error:
            self._say(error_sentence(error))
            self.new.setFocus()
            return
        self.accept()
        self.changed.emit(account)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.show()
