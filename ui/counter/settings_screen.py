"""Settings: the city's address, printer and paper, scanner, theme, text size, language."""

import sys

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.app import Counter
from kiosk.domain.dossier import A4_KINDS, KINDS, Account, PaperKind
from kiosk.errors import CityRefusal
from kiosk.sync.address import check_address
from ui.paper_worker import PrintDone
from ui.widgets.basics import Card, button, label
from ui.widgets.slow import SlowNotice
from ui.words import error_sentence, paper_words
from ui.worker import Failure
from ui.workers import Devices, Workers


class SettingsScreen(QWidget):
    """`changed` fires when settings were saved; `notice` carries a sentence."""

    changed = Signal()
    notice = Signal(str)

    def __init__(self, counter: Counter, workers: Workers, account: Account) -> None:
        super().__init__()
        self.setObjectName("page")
        self._counter = counter
        self._workers = workers
        self._account = account
        workers.device_worker.found.connect(self._show_devices)
        self._slow = SlowNotice(self, self._say_looking)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self.scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        scroll.setWidget(page)
        around.addWidget(scroll)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(20, 14, 20, 16)
        outer.setSpacing(12)
        settings = counter.settings
        identity = counter.identity
        this = Card(self.tr("Máy này"))
        this.body.addWidget(
            label(
                self.tr("{unit} · Quầy {counter} · mã cơ quan {agency}").format(
                    unit=identity.unit_name, counter=identity.counter, agency=identity.agency
                )
            )
        )
        this.body.addWidget(label(self.tr("Mã máy {id}").format(id=identity.device_id), "quiet"))
        self.doctor_button = button(self.tr("Kiểm tra máy, báo sự cố…"))
        self.doctor_button.clicked.connect(self.show_doctor)
        this.beside_title(self.doctor_button, right=True)
        self.password_button = button(self.tr("Đổi mật khẩu…"))
        self.password_button.clicked.connect(self.change_password)
        this.beside_title(self.password_button, right=True)
        self.training_button = button(self.tr("Mở tập huấn…"))
        self.training_button.setToolTip(self.tr("Mở một cửa sổ tập huấn: dữ liệu riêng, không đụng tới hồ sơ thật"))
        self.training_button.clicked.connect(self.open_training)
        self.training_button.setVisible(not identity.practice)
        this.beside_title(self.training_button, right=True)
        outer.addWidget(this)
        card = Card(self.tr("Thiết bị và màn hình"))
        self.looking = label(self.tr("Đang tìm máy in, máy quét, camera…"), "quiet")
        self.looking.hide()
        card.body.addWidget(self.looking)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.city = QLineEdit(settings.city_url)
        self.city.setPlaceholderText("https://…")
        self.scan_folder = QLineEdit(settings.scan_folder)
        self.scan_folder.setPlaceholderText(self.tr("Thư mục máy quét ghi tệp vào; bỏ trống để chọn tệp bằng tay"))
        self.scan_folder.setAccessibleName(self.tr("Thư mục quét"))
        browse = button(self.tr("Chọn…"), name=self.tr("Chọn thư mục máy quét"))
        browse.clicked.connect(self._browse)
        folder = QWidget()
        folder_layout = QHBoxLayout(folder)
        folder_layout.setContentsMargins(0, 0, 0, 0)
        folder_layout.addWidget(self.scan_folder, 1)
        folder_layout.addWidget(browse)
        scanners = [("", self.tr("Không dùng"))]
        printers = [("", self.tr("Máy in mặc định của máy")), ("folder", self.tr("Không in, lưu tệp PDF"))]
        self.printer = self._choice(printers, settings.printer)
        self.a4_printer = self._choice([("", self.tr("Như máy in trên")), *printers[1:]], settings.a4_printer)
        self.thermal_printer = QLineEdit(settings.thermal_printer)
        self.thermal_printer.setPlaceholderText("usb:04b8:0202 · tcp:192.168.1.50:9100 · serial:COM3:9600")
        self.opens_drawer = QCheckBox(self.tr("Mở ngăn kéo tiền sau khi in giấy nhiệt"))
        self.opens_drawer.setChecked(settings.opens_drawer)
        papers = [("a5", "A5"), ("a4", "A4"), ("thermal80", self.tr("Giấy nhiệt 80 mm"))]
        self.paper = self._choice(papers, settings.paper)
        self.paper.setAccessibleName(self.tr("Khổ giấy hẹn"))
        self.try_printer = button(self.tr("In trang thử"))
        self.try_printer.clicked.connect(self._try_printer)
        sheet = QWidget()
        sheet_layout = QHBoxLayout(sheet)
        sheet_layout.setContentsMargins(0, 0, 0, 0)
        sheet_layout.addWidget(self.paper, 1)
        sheet_layout.addWidget(self.try_printer)
        self._workers.print_worker.tested.connect(self._tested)
        self._workers.print_worker.failed.connect(self._test_failed)
        self.scanner = self._choice(scanners, settings.scanner)
        self.camera = self._choice([("", self.tr("Camera đầu tiên của máy"))], settings.camera)
        self.camera.setEditable(True)
        self.camera.lineEdit().setPlaceholderText("rtsp://… · http://…")
        self.camera.lineEdit().setAccessibleName(self.tr("Camera"))
        self.backup_folder = QLineEdit(settings.backup_folder)
        self.backup_folder.setPlaceholderText(self.tr("Thư mục ở ổ đĩa khác hoặc USB; bỏ trống: cạnh dữ liệu của máy"))
        caps = [("0", self.tr("Không giới hạn"))]
        caps += [
            (str(n), self.tr("{n} Mbit/s trong giờ làm việc").format(n=n // 1000)) for n in (1000, 2000, 5000, 10000)
        ]
        self.bandwidth_cap = self._choice(caps, str(settings.bandwidth_cap_kbit))
        self.theme = self._choice([("light", self.tr("Sáng")), ("dark", self.tr("Tối"))], settings.theme)
        sizes = [(str(n), f"{n} %") for n in (100, 110, 125, 150)]
        self.text_size = self._choice(sizes, str(settings.text_size))
        locks = [("0", self.tr("Không tự khóa"))]
        locks += [(str(n), self.tr("sau {n} phút không dùng").format(n=n)) for n in (2, 5, 10, 20, 30)]
        self.lock_minutes = self._choice(locks, str(settings.lock_minutes))
        self.language = self._choice([("vi", "Tiếng Việt"), ("en", "English")], settings.language)
        for words, widget in (
            (self.tr("Địa chỉ hệ thống thành phố"), self.city),
            (self.tr("Máy in"), self.printer),
            (self.tr("Máy in A4"), self.a4_printer),
            (self.tr("Máy in nhiệt"), self.thermal_printer),
            ("", self.opens_drawer),
            (self.tr("Khổ giấy hẹn"), sheet),
            (self.tr("Thư mục quét"), folder),
            (self.tr("Máy quét (SANE)"), self.scanner),
            (self.tr("Camera"), self.camera),
            (self.tr("Thư mục sao lưu"), self.backup_folder),
            (self.tr("Đường truyền dùng để gửi"), self.bandwidth_cap),
            (self.tr("Nền"), self.theme),
            (self.tr("Cỡ chữ"), self.text_size),
            (self.tr("Ngôn ngữ"), self.language),
            (self.tr("Khóa màn hình"), self.lock_minutes),
        ):
            self._row(words, widget)
        card.body.addLayout(self._grid)
        self.save = button(self.tr("Lưu cài đặt"), "primary")
        self.save.clicked.connect(self._save)
        card.body.addWidget(self.save)
        outer.addWidget(card)
        outer.addWidget(self._sheets_card())
        outer.addStretch(1)
        self.setFocusProxy(self.city)

    def show_doctor(self) -> None:
        """Look at everything this PC needs; tell support of a problem."""
        from ui.counter.doctor_dialog import DoctorDialog

        self.doctor = DoctorDialog(self._counter, self._workers, self._account, self)
        self.doctor.reported.connect(self.notice)
        self.doctor.open()

    def change_password(self) -> None:
        """Of who is signed in."""
        from ui.counter.password_dialog import PasswordDialog

        self.password = PasswordDialog(self._counter, self._account, parent=self)
        self.password.changed.connect(self._password_changed)
        self.password.open()

    def _password_changed(self) -> None:
        self._workers.wake_sync()
        self.notice.emit(self.tr("Đã đổi mật khẩu. Quầy khác và văn phòng nhận được khi có mạng."))

    def open_training(self) -> None:
        """A window of its own, in a process of its own, on data of its own."""
        arguments = ["-m", "kiosk", "--data-dir", str(self._counter.data_dir), "training"]
        started = QProcess.startDetached(sys.executable, arguments)
        self.notice.emit(
            self.tr("Đang mở cửa sổ tập huấn.") if started else self.tr("Không mở được cửa sổ tập huấn. Gọi hỗ trợ.")
        )

    def look_for_devices(self) -> None:
        """Ask what printers and scanners there are; the lists grow when the answer comes."""
        self._slow.start()
        self._workers.find_devices.emit()

    def _say_looking(self) -> None:
        self.looking.show()

    def _show_devices(self, devices: Devices) -> None:
        self._slow.stop()
        self.looking.hide()
        for combo, names in (
            (self.printer, devices.printers),
            (self.a4_printer, devices.printers),
            (self.scanner, devices.scanners),
        ):
            for name in names:
                if combo.findData(name) < 0:
                    combo.addItem(name, name)

        for camera in devices.cameras:
            if self.camera.findData(camera.address) < 0:
                self.camera.addItem(camera.name, camera.address)

    def _sheets_card(self) -> Card:
        """Which paper comes out on which sheet, where it is not the receipt's."""
        card = Card(self.tr("Khổ của từng loại giấy"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        self.sheets: dict[PaperKind, QComboBox] = {}
        chosen = self._counter.settings.sheets
        kinds = [kind for kind in KINDS if kind != "receipt"]
        for number, kind in enumerate(kinds):
            usual = "A4" if kind in A4_KINDS else self.tr("Như giấy hẹn")
            options = [("", usual), ("a5", "A5"), ("a4", "A4"), ("thermal80", self.tr("Giấy nhiệt 80 mm"))]
            box = self._choice(options, chosen.get(kind, ""))
            box.setAccessibleName(paper_words(kind))
            caption = label(paper_words(kind), "quiet")
            caption.setBuddy(box)
            row, column = number % -(-len(kinds) // 2), 2 * (number // -(-len(kinds) // 2))
            grid.addWidget(caption, row, column)
            grid.addWidget(box, row, column + 1)
            self.sheets[kind] = box
        card.body.addLayout(grid)
        card.body.addWidget(label(self.tr("Có hiệu lực khi bấm Lưu cài đặt."), "quiet"))
        return card

    def _chosen_camera(self) -> str:
        """What was chosen from the list, or the address that was typed."""
        typed = self.camera.currentText().strip()
        if typed == self.camera.itemText(self.camera.currentIndex()):
            return self.camera.currentData() or ""
        return typed

    def _row(self, words: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        caption = label(words, "quiet")
        caption.setBuddy(widget)
        if words:
            widget.setAccessibleName(words)
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(widget, row, 1)

    def _choice(self, options: list[tuple[str, str]], current: str) -> QComboBox:
        combo = QComboBox()
        for value, words in options:
            combo.addItem(words, value)
        if current and combo.findData(current) < 0:
            combo.addItem(current, current)
        combo.setCurrentIndex(max(combo.findData(current), 0))
        return combo

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Chọn thư mục máy quét"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.scan_folder.setText)
        dialog.open()

    def _try_printer(self) -> None:
        """As the settings stand on the disk; they are saved first."""
        if self._save():
            self._workers.print_test_page.emit("")
            self.notice.emit(self.tr("Đang in trang thử."))

    def _tested(self, done: PrintDone) -> None:
        self.notice.emit(
            self.tr("Không có máy in: trang thử đã lưu thành tệp {path}").format(path=done.path)
            if done.path
            else self.tr("Trang thử đã gửi tới {printer}. Kiểm tra khung chạm hai lề và mã QR quét được.").format(
                printer=done.printer
            )
        )

    def _test_failed(self, failure: Failure) -> None:
        if failure.about == "test page":
            self.notice.emit(error_sentence(failure.error))

    def _save(self) -> bool:
        """Whether they could be saved."""
        city = self.city.text().strip()
        try:
            if city:
                city = check_address(city)
        except CityRefusal as error:
            self.notice.emit(error_sentence(error))
            self.city.setFocus()
            return False
        self._counter.change_settings(
            city_url=city,
            printer=self.printer.currentData(),
            a4_printer=self.a4_printer.currentData(),
            thermal_printer=self.thermal_printer.text().strip(),
            opens_drawer=self.opens_drawer.isChecked(),
            paper=self.paper.currentData(),
            scan_folder=self.scan_folder.text().strip(),
            scanner=self.scanner.currentData(),
            camera=self._chosen_camera(),
            sheets={kind: box.currentData() for kind, box in self.sheets.items() if box.currentData()},
            backup_folder=self.backup_folder.text().strip(),
            bandwidth_cap_kbit=int(self.bandwidth_cap.currentData()),
            theme=self.theme.currentData(),
            text_size=int(self.text_size.currentData()),
            language=self.language.currentData(),
            lock_minutes=int(self.lock_minutes.currentData()),
        )
        self.notice.emit(self.tr("Đã lưu. Địa chỉ thành phố và ngôn ngữ có hiệu lực khi mở lại."))
        self.changed.emit()
        return True
