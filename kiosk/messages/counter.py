"""Sentences about acceptance, acts, accounts, devices and the data: Vietnamese and English."""

from typing import Final

COUNTER: Final[dict[str, tuple[str, str]]] = {
    # acceptance, devices
    "city_notice": (
        "Thông báo của thành phố: {text}",
        "Notice of the city: {text}",
    ),
    "incident_needs_words": (
        "Chưa ghi điều gì xảy ra. Viết vài chữ, ví dụ “máy in kẹt giấy từ sáng”.",
        "Nothing is said yet. Write a few words, such as “the printer jams since morning”.",
    ),
    "cash_not_counted": (
        "Tiền ngày {day} chưa đếm. Mở Sổ và báo cáo (F7), gõ số tiền đếm được rồi bấm Chốt ngày.",
        "The cash of {day} was not counted. Open Books and reports (F7), type what was counted and close the day.",
    ),
    "cash_difference_unexplained": (
        "Số đếm được khác số phải thu. Đếm lại, hoặc ghi vì sao khác.",
        "What was counted differs from what was to be taken in. Count again, or say why.",
    ),
    "amount_malformed": (
        "Số tiền phải là số nguyên, không âm, ví dụ 128000.",
        "The amount must be a whole number, not negative, such as 128000.",
    ),
    "span_malformed": (
        "Khoảng ngày không đúng: ngày đầu trước ngày cuối, nhiều nhất {most} ngày.",
        "The span is not right: the first day before the last, at most {most} days.",
    ),
    "scan_not_here": (
        "Tệp quét này không còn trên máy: thành phố đã có và máy đang lấy lại.",
        "This scan is not on this PC any more: the city has it and it is being fetched back.",
    ),
    "scan_not_shown": (
        "Không mở được tệp quét này để xem. Tệp vẫn được gửi nguyên vẹn.",
        "This scan cannot be opened for looking. The file itself is sent as it is.",
    ),
    "scans_on_the_way": (
        "Tệp quét đang được nhận. Chờ một lát rồi bấm lại.",
        "Scans are being taken in. Wait a moment, then press again.",
    ),
    "reason_needed": (
        "Chưa ghi lý do. Ghi rõ điều cần nói với người dân rồi làm lại.",
        "No reason is given. Say what the citizen is to be told, then try again.",
    ),
    "supplement_needs_items": (
        "Chưa chọn giấy tờ nào. Đánh dấu hoặc ghi những gì còn thiếu: chỉ được yêu cầu một lần.",
        "Nothing is on the list. Tick or write what is missing: it may be asked for once.",
    ),
    "new_due_too_early": (
        "Ngày hẹn lại phải sau lúc này và sau ngày đã hẹn ({due}). Chọn ngày khác.",
        "The new date must lie ahead and after the one promised ({due}). Choose another.",
    ),
    "receiver_number_malformed": (
        "Số định danh của người nhận không đúng: phải đủ 12 số hợp lệ. Quét thẻ, hoặc bỏ trống và ghi tên.",
        "The receiver's personal ID is not right: 12 valid digits. Scan the card, or leave it empty and write the name.",
    ),
    "paper_not_yet": (
        "Hồ sơ {code} chưa có giấy này ({paper}): việc mà giấy ghi chưa xảy ra.",
        "Dossier {code} has no such paper ({paper}): what it would say has not happened.",
    ),
    "camera_not_installed": (
        "Máy này chưa cài phần camera. Dùng máy quét mã hoặc mở ảnh chụp; người phụ trách máy cài thêm gói mot-cua[camera].",
        "The camera part is not installed here. Use the scanner or open a picture; whoever keeps this PC installs mot-cua[camera].",
    ),
    "camera_missing": (
        "Không thấy camera nào. Cắm camera rồi thử lại, hoặc dùng máy quét mã, mở ảnh chụp.",
        "No camera is found. Plug one in and try again, or use the scanner, or open a picture.",
    ),
    "camera_not_opening": (
        "Không mở được camera {camera}: chương trình khác đang dùng, hoặc địa chỉ sai. Đóng chương trình kia rồi thử lại.",
        "The camera {camera} does not open: another program uses it, or its address is wrong. Close that program and try again.",
    ),
    "camera_gone": (
        "Camera {camera} không gửi hình nữa. Kiểm tra dây cắm rồi bật lại.",
        "The camera {camera} sends no pictures any more. Check its cable and turn it on again.",
    ),
    "signing_not_yet": (
        "Máy này chưa có chứng thư để ký số: thành phố cấp khi có mạng. Kết nối mạng rồi làm lại; bản giấy vẫn in được.",
        "This device has no certificate to sign with yet: the city gives it when there is a line. Connect and try again.",
    ),
    "signing_certificate_ended": (
        "Chứng thư của {signer} đã hết hạn ngày {day}. Nạp chứng thư mới, hoặc kết nối mạng để được cấp lại.",
        "The certificate of {signer} ended on {day}. Bring a new one, or connect to be given one.",
    ),
    "signing_file_not_readable": (
        "Không mở được tệp chứng thư: sai mật khẩu hoặc không phải tệp PKCS#12 (.p12, .pfx) có khóa riêng.",
        "The certificate file does not open: wrong passphrase, or no PKCS#12 file (.p12, .pfx) with its private key.",
    ),
    "file_not_writable": (
        "Không ghi được tệp {file}: {reason}. Chọn thư mục khác rồi làm lại.",
        "Cannot write {file}: {reason}. Choose another folder and try again.",
    ),
    "procedure_unknown": (
        "Không có thủ tục mã “{code}” trong danh mục. Kiểm tra mã, hoặc tìm theo tên.",
        "No procedure “{code}” in the catalogue. Check the code, or search by name.",
    ),
    "file_not_json": (
        "Tệp “{file}” không phải JSON đúng mẫu ({reason}). Sửa tệp rồi nộp lại.",
        "“{file}” is not the right JSON ({reason}). Correct the file and submit again.",
    ),
    "return_channel_unknown": (
        "Cách nhận kết quả “{text}” không có. Chọn counter, post hoặc online.",
        "No such return channel “{text}”. Choose counter, post or online.",
    ),
    "not_enrolled": (
        "Máy này chưa ghi danh. Chạy `kiosk enrol --code MÃ` với mã do thành phố cấp, hoặc `kiosk enrol --practice`.",
        "This device is not enrolled. Run `kiosk enrol --code CODE` with the city's code, or `kiosk enrol --practice`.",
    ),
    "already_enrolled": (
        "Máy này đã ghi danh là {unit}, quầy {counter}. Muốn ghi danh lại, dùng thư mục dữ liệu khác.",
        "This device is already enrolled as {unit}, counter {counter}. Use another data directory to enrol again.",
    ),
    "enrolment_refused": (
        "Thành phố không nhận mã ghi danh này ({reason}). Xin mã mới từ quản trị thành phố.",
        "The city refused this enrolment code ({reason}). Ask the city's administrator for a new one.",
    ),
    "sign_in_needed": (
        "Cần đăng nhập: đặt KIOSK_USER và KIOSK_PASSWORD.",
        "Sign in first: set KIOSK_USER and KIOSK_PASSWORD.",
    ),
    "sign_in_wrong": (
        "Tên hoặc mật khẩu không đúng. Gõ lại, chú ý phím Caps Lock và bộ gõ tiếng Việt.",
        "Name or password is wrong. Type again; mind Caps Lock and the input method.",
    ),
    "sign_in_expired": (
        "Đã quá hạn đăng nhập ngoại tuyến. Nối mạng một lần, hoặc nhờ quản trị đơn vị.",
        "Offline sign-in has run out. Connect once, or ask your administrator.",
    ),
    "sign_in_locked": (
        "Sai mật khẩu nhiều lần, tạm khóa đến {until}. Chờ, hoặc nhờ quản trị đơn vị.",
        "Too many wrong passwords, locked until {until}. Wait, or ask your administrator.",
    ),
    "store_damaged": (
        "Tệp dữ liệu {path} bị hỏng nên không mở; tệp được giữ nguyên. Gọi hỗ trợ, hoặc khôi phục bản sao lưu.",
        "The data file {path} is damaged and was not opened; it is left as it is. Call support or restore a backup.",
    ),
    "store_foreign": (
        "Tệp {path} không phải dữ liệu của Một Cửa trên máy này (sai khóa hoặc chương trình khác). Tệp được giữ nguyên.",
        "{path} is not Một Cửa's data for this device (wrong key or another program). The file is left as it is.",
    ),
    "store_newer": (
        "Dữ liệu do bản Một Cửa mới hơn ghi. Hãy cài bản mới nhất rồi mở lại.",
        "The data was written by a newer Một Cửa. Install the latest version and open again.",
    ),
    "disk_full": (
        "Ổ đĩa đã đầy nên chưa lưu được; nội dung đang gõ vẫn còn. Xóa bớt tệp, rồi bấm lại.",
        "The disk is full, so nothing was saved; what you typed is still here. Free some space and try again.",
    ),
    "disk_unwritable": (
        "Không ghi được vào {path}; nội dung đang gõ vẫn còn. Kiểm tra quyền và ổ đĩa rồi thử lại.",
        "Cannot write to {path}; what you typed is still here. Check permissions and the disk, then try again.",
    ),
    "folder_not_yours": (
        "Dữ liệu ở {path} thuộc về người dùng khác của máy này nên không mở được; không có gì bị mất. Đăng nhập máy bằng "
        "người dùng đó, hoặc nhờ quản trị máy cho phép dùng chung thư mục.",
        "The data in {path} belongs to another user of this machine and was not opened; nothing is lost. Sign in to the "
        "machine as that user, or ask its administrator to share the folder.",
    ),
    "key_missing": (
        "Không lấy được khóa dữ liệu của máy này ({reason}). Mở khóa kho khóa của máy, hoặc đặt KIOSK_PASSPHRASE.",
        "This device's data key is not available ({reason}). Unlock the system's key store or set KIOSK_PASSPHRASE.",
    ),
    "key_in_file": (
        "Lưu ý: máy này không có kho khóa, nên khóa dữ liệu nằm trong một tệp chỉ chủ máy đọc được. "
        "Đặt KIOSK_PASSPHRASE trước khi ghi danh để bảo vệ tốt hơn.",
        "Note: this computer has no key store, so the data key lies in a file only its owner can read. "
        "Set KIOSK_PASSPHRASE before enrolling for better protection.",
    ),
    "accounts_none": (
        'Máy này chưa có tài khoản cán bộ. Quản trị máy chạy `kiosk accounts add TÊN --name "HỌ TÊN"` một lần.',
        'This device has no staff account yet. Its administrator runs `kiosk accounts add NAME --name "FULL NAME"` once.',
    ),
    "account_unknown": ("Không có tài khoản “{username}” trên máy này.", "No account “{username}” on this device."),
    "password_same": ("Mật khẩu mới phải khác mật khẩu cũ.", "The new password must differ from the old one."),
    "practice_password_fixed": (
        "Tài khoản tập huấn dùng chung nên không đổi mật khẩu.",
        "The practice account is everybody's: its password stays.",
    ),
    "password_short": ("Mật khẩu cần ít nhất 8 ký tự.", "A password needs at least 8 characters."),
    "backup_foreign": (
        "Tệp sao lưu {path} không mở được bằng khóa của máy này. Dùng đúng tệp sao lưu của máy này.",
        "The backup {path} does not open with this device's key. Use a backup of this device.",
    ),
    "backup_exists": ("Tệp {path} đã có; chọn tên khác.", "{path} exists already; choose another name."),
    "restore_would_lose": (
        "Trên máy còn hồ sơ mới hơn bản sao lưu; khôi phục sẽ làm mất. Gửi hết hồ sơ trước, hoặc dùng thư mục dữ liệu khác.",
        "This device holds dossiers newer than the backup; restoring would lose them. Send them first, or use another directory.",
    ),
    "numbers_exhausted": (
        "Quầy đã dùng hết số hồ sơ của hôm nay. Dùng quầy khác đến hết ngày.",
        "This counter has used all its numbers for today. Use another counter until tomorrow.",
    ),
    "calendar_exhausted": (
        "Lịch làm việc chưa có ngày {day}. Cập nhật lịch trong Cài đặt, hoặc nối mạng để nhận lịch mới.",
        "The work calendar does not reach {day}. Update it in settings, or connect to receive it.",
    ),
    "dossier_unknown": ("Không có hồ sơ mã “{code}” trên máy này.", "No dossier “{code}” on this device."),
    "change_not_allowed": (
        "Hồ sơ đang ở trạng thái “{state}” nên không làm được việc này.",
        "The dossier is “{state}”, so this cannot be done.",
    ),
    "catalogue_broken": (
        "Danh mục hỏng: tệp {file}, mục {field}: {reason}. Khôi phục tệp danh mục.",
        "Broken catalogue: file {file}, field {field}: {reason}. Restore the catalogue file.",
    ),
    "engine_running": (
        "Một chương trình khác đang gửi hồ sơ từ thư mục dữ liệu này. Chờ nó xong rồi thử lại.",
        "Another program is already sending from this data directory. Wait for it and try again.",
    ),
    "log_broken": (
        "Sổ sự kiện bị sửa hoặc hỏng từ mục {seq}. Không xóa gì; gọi hỗ trợ.",
        "The event log was changed or damaged from entry {seq}. Delete nothing; call support.",
    ),
    "projection_differs": (
        "Bảng hồ sơ khác với sổ sự kiện, tại {code}. Chạy `kiosk log rebuild`.",
        "The dossier table differs from the event log, at {code}. Run `kiosk log rebuild`.",
    ),
}
