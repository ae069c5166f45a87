"""Signing in, line or no line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.app import Counter
from kiosk.domain.dossier import Account
from kiosk.errors import SignInRefused
from ui.theme import scaled
from ui.widgets.basics import Card, button, label
from ui.words import error_sentence, sentence


class SignIn(QWidget):
    """`signed_in` carries the account."""

    signed_in = Signal(object)

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        outer = QVBoxLayout(self)
        outer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = Card()
        card.setFixedWidth(scaled(400))
        card.body.setSpacing(10)
        card.body.addWidget(label("Một Cửa", "screenTitle"))
        place = self.tr("{unit} · Quầy {counter}").format(
            unit=counter.identity.unit_name, counter=counter.identity.counter
        )
        card.body.addWidget(label(place, "quiet"))
        self.locked = label("", "warning", wrap=True)
        self.locked.hide()
        card.body.addWidget(self.locked)
        self.username = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for words, editor in ((self.tr("Tên đăng nhập"), self.username), (self.tr("Mật khẩu"), self.password)):
            caption = label(words, "fieldLabel")
            caption.setBuddy(editor)
            editor.setAccessibleName(words)
            card.body.addWidget(caption)
            card.body.addWidget(editor)
        self.message = label("", "fieldError", wrap=True)
        self.message.hide()
        card.body.addWidget(self.message)
        if not counter.store.accounts.all():
            self.message.setText(sentence("accounts_none"))
            self.message.show()
        enter = button(self.tr("Đăng nhập   Enter"), "primary", name=self.tr("Đăng nhập"))
        enter.clicked.connect(self._try)
        card.body.addWidget(enter)
        card.body.addWidget(label(self.tr("Đăng nhập được cả khi mất mạng."), "quiet"))
        if counter.identity.practice:
            card.body.addWidget(
                label(self.tr("Tập huấn: canbo1 / thuchanh. Không dùng dữ liệu người thật."), "warning", wrap=True)
            )
        outer.addWidget(card)
        self.username.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._try)
        self.setFocusProxy(self.username)

    def lock(self, account: Account) -> None:
        """The desk behind this page is somebody's; another may sign in all the same."""
        self.locked.setText(
            self.tr("Màn hình của {name} đang khóa; việc đang làm được giữ. Người khác đăng nhập được tại đây.").format(
                name=account.name
            )
        )
        self.locked.show()
        self.message.hide()
        self.username.setText(account.username)
        self.password.clear()
        self.password.setFocus()

    def _try(self) -> None:
        try:
            account = self._counter.sign_in(self.username.text(), self.password.text())
        except SignInRefused as error:
            self.message.setText(error_sentence(error))
            self.message.show()
            self.password.selectAll()
            self.password.setFocus()
            return
        typed = self.password.text()
        self.password.clear()
        self.message.hide()
        if account.must_change:
            self._ask_for_another(account, typed)
        else:
            self._let_in(account)

    def _ask_for_another(self, account: Account, typed: str) -> None:
        # Here: most sign-ins ask for nothing.
        from ui.counter.password_dialog import PasswordDialog

        self.changing = PasswordDialog(self._counter, account, typed, self)
        self.changing.changed.connect(self._let_in)
        self.changing.open()

    def _let_in(self, account: Account) -> None:
        self.locked.hide()
        self.signed_in.emit(account)
