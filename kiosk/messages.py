"""Every sentence the core says to a person, in Vietnamese and English. Each says what is wrong and what to do."""

from typing import Final

from kiosk.doctor_words import DOCTOR_MESSAGES

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # what happened by itself, said once
    "file_went_back": (
        "Tệp dữ liệu cũ hơn trước (đến số {here}, trước đó {before}). Phần thiếu được lấy lại từ thành phố khi có mạng; mã hồ sơ"
        " không bị cấp trùng.",
        "The data file is older than it was (up to {here}, before {before}). What is missing comes back from the city when the"
        " line is up; no dossier code is given twice.",
    ),
    "tail_taken_back": (
        "Đã lấy lại {count} việc từ thành phố; {moved} việc làm sau đó được xếp tiếp theo. Không mất gì.",
        "{count} events were taken back from the city; {moved} made since were put after them. Nothing is lost.",
    ),
    "city_healed": (
        "Hệ thống thành phố vừa được phục hồi từ bản cũ. Máy này đã tự gửi lại {count} việc còn thiếu.",
        "The city was restored from an older copy. This counter sent it the missing {count} events again by itself.",
    ),
    "two_histories": (
        "Có hai máy dùng chung danh tính quầy này. Mọi hồ sơ đều được giữ; hãy gọi hỗ trợ để ghi danh lại một máy.",
        "Two machines use this counter's identity. All dossiers are kept; call support to enrol one of them anew.",
    ),
    "dossier_needs_review": (
        "Hồ sơ {code} cần xem lại. Mở hồ sơ để biết lý do.",
        "Dossier {code} needs a look. Open it to see why.",
    ),
    "data_recovered": (
        "Tệp dữ liệu bị hỏng đã được sửa: giữ được {kept} việc, {lost} việc chờ lấy lại từ thành phố. Bản hỏng được cất ở {path}.",
        "The damaged data file was repaired: {kept} events kept, {lost} to come back from the city. The damaged copy is in {path}.",
    ),
    # why a dossier needs a person
    "attachment_waits": (
        "Còn {count} tệp quét chưa đến thành phố; máy tự thử lại, hồ sơ khác không phải chờ.",
        "{count} scans have not reached the city yet; it is tried again by itself, other dossiers do not wait.",
    ),
    "attachment_refused": (
        "Thành phố không nhận tệp quét của hồ sơ này. Quét lại giấy tờ hoặc gọi hỗ trợ; tệp vẫn được giữ.",
        "The city does not take a scan of this dossier. Scan the paper again or call support; the file is kept.",
    ),
    "attachment_stuck": (
        "Tệp quét của hồ sơ này gửi nhiều lần chưa được. Máy vẫn tự thử; nếu còn sau một ngày, gọi hỗ trợ.",
        "A scan of this dossier failed to go several times. It is still tried; call support if it lasts a day.",
    ),
    "attachment_lost": (
        "Tệp quét của hồ sơ này không còn trên máy và chưa có ở thành phố. Cần quét lại giấy tờ.",
        "A scan of this dossier is neither here nor at the city. The paper must be scanned again.",
    ),
    "dossier_not_understood": (
        "Thành phố đã giữ hồ sơ này nhưng không đọc được nội dung. Gọi hỗ trợ.",
        "The city keeps this dossier but cannot read its content. Call support.",
    ),
    "dossier_code_taken": (
        "Mã hồ sơ này trùng với hồ sơ khác ở thành phố. Gọi hỗ trợ trước khi in lại giấy hẹn.",
        "This dossier's code is also another's at the city. Call support before printing the receipt again.",
    ),
    "dossier_duplicate_suspected": (
        "Có hồ sơ khác về cùng người, cùng việc. Đối chiếu hai hồ sơ; không hồ sơ nào bị xóa hay gộp.",
        "Another dossier is about the same persons and matter. Compare the two; neither is deleted or merged.",
    ),
    "change_kept_aside": (
        "Có thay đổi trái thứ tự đã được giữ lại và bỏ qua. Đối chiếu hồ sơ với thành phố.",
        "A change out of order was kept and not applied. Compare the dossier with the city.",
    ),
    "draft_already_accepted": (
        "Hồ sơ này đã được tiếp nhận ở cửa sổ khác, mã {code}. Không tiếp nhận lần nữa.",
        "This dossier was accepted in another window already, code {code}. It is not accepted again.",
    ),
    "unsent_work": (
        "Còn {events} việc và {attachments} tệp quét chưa gửi lên thành phố. Chờ gửi xong, hoặc xuất ra USB: thêm --export TỆP.",
        "{events} events and {attachments} scans have not reached the city. Wait for them, or export them: add --export FILE.",
    ),
    "package_exists": (
        "Đã có tệp {path}. Chọn tên khác.",
        "{path} exists. Choose another name.",
    ),
    "package_refused": (
        "Không nhận gói {path}: {reason}. Sao chép lại từ máy đã xuất.",
        "The package {path} is refused: {reason}. Copy it again from the counter that made it.",
    ),
    "package_nothing": (
        "Không có gì chờ gửi, không cần xuất gói.",
        "Nothing waits to be sent; there is nothing to export.",
    ),
    "data_lost_identity": (
        "Tệp dữ liệu hỏng đến mức không đọc được danh tính của máy, và không có bản sao lưu. Bản hỏng giữ nguyên; gọi hỗ trợ.",
        "The data file is damaged so far that this device's identity cannot be read, and there is no backup. The damaged file is"
        " kept; call support.",
    ),
    # forms
    "field_required": ("Cần điền “{label}”.", "“{label}” is needed."),
    "field_unknown": (
        "Tờ khai không có mục “{field}”; nội dung vẫn được giữ, hãy kiểm tra tên mục.",
        "The form has no field “{field}”; its content is kept, please check the name.",
    ),
    "date_not_readable": (
        "“{text}” không phải là ngày có thật. Gõ ngày/tháng/năm, ví dụ 01/01/1989.",
        "“{text}” is no real date. Type day/month/year, such as 01/01/1989.",
    ),
    "name_not_readable": (
        "Tên “{text}” có ký tự lạ. Hãy gõ lại tên theo giấy tờ.",
        "The name “{text}” has odd characters. Please type it as on the papers.",
    ),
    "number_not_readable": (
        "“{label}” phải là số nguyên, không phải “{text}”.",
        "“{label}” must be a whole number, not “{text}”.",
    ),
    "number_out_of_range": ("“{label}” phải từ {min} đến {max}.", "“{label}” must be from {min} to {max}."),
    "choice_unknown": (
        "“{text}” không có trong danh sách “{label}”. Chọn một trong: {options}.",
        "“{text}” is not one of “{label}”. Choose one of: {options}.",
    ),
    # applicant
    "applicant_name_required": (
        "Cần họ tên người nộp: quét thẻ căn cước hoặc gõ tên.",
        "The applicant's name is needed: scan the ID card or type it.",
    ),
    "personal_id_required": (
        "Cần số định danh người nộp: quét thẻ căn cước hoặc gõ 12 số.",
        "The applicant's ID number is needed: scan the card or type 12 digits.",
    ),
    "personal_id_malformed": (
        "Số định danh “{text}” không đủ 12 chữ số. Hãy đối chiếu với thẻ.",
        "The ID number “{text}” does not have 12 digits. Please compare it with the card.",
    ),
    "id_contradicts_sex": (
        "Số định danh cho biết giới tính {id_sex}, đang ghi {sex}. Hãy đối chiếu với thẻ; vẫn tiếp nhận được.",
        "The ID number says {id_sex}, the form says {sex}. Compare with the card; you can still accept.",
    ),
    "id_contradicts_birth": (
        "Số định danh cho biết năm sinh {id_year}, nhưng đang ghi {year}. Hãy đối chiếu với thẻ; vẫn tiếp nhận được.",
        "The ID number says born in {id_year}, the form says {year}. Compare with the card; you can still accept.",
    ),
    "birth_in_future": (
        "Ngày sinh ở tương lai. Hãy sửa ngày sinh theo thẻ.",
        "The birth date is in the future. Please correct it from the card.",
    ),
    "phone_not_readable": (
        "Số điện thoại “{text}” không đúng. Gõ 10 số bắt đầu bằng 0, hoặc bỏ trống.",
        "The phone number “{text}” is not right. Type 10 digits starting with 0, or leave it empty.",
    ),
    "email_not_readable": (
        "Thư điện tử “{text}” không đúng. Sửa lại hoặc bỏ trống.",
        "The e-mail address “{text}” is not right. Correct it or leave it empty.",
    ),
    # rules of law
    "birth_after_submission": (
        "“{label}” ở sau lúc nộp hồ sơ. Hãy sửa ngày.",
        "“{label}” is after the time of submission. Please correct the date.",
    ),
    "birth_late": (
        "Đã quá {days} ngày kể từ ngày sinh: tính lệ phí quá hạn. Vẫn tiếp nhận.",
        "More than {days} days since birth: the late fee applies. You can accept.",
    ),
    "surname_unlike_parents": (
        "Họ của trẻ không theo họ cha hoặc họ mẹ. Hãy hỏi lại người khai; vẫn tiếp nhận được.",
        "The child's family name is neither parent's. Please ask; you can still accept.",
    ),
    "ethnicity_unlike_parents": (
        "Dân tộc của trẻ không theo cha hoặc mẹ. Hãy hỏi lại người khai; vẫn tiếp nhận được.",
        "The child's ethnicity is neither parent's. Please ask; you can still accept.",
    ),
    "parent_too_young": (
        "Cha hoặc mẹ hơn con chưa đến {years} tuổi. Hãy kiểm tra “{label}”; vẫn tiếp nhận được.",
        "The parent is less than {years} years older than the child. Check “{label}”; you can still accept.",
    ),
    "death_before_birth": ("Ngày chết ở trước ngày sinh. Hãy sửa lại.", "Death comes before birth. Please correct it."),
    "death_in_future": (
        "Thời điểm chết ở tương lai. Hãy sửa lại.",
        "The time of death is in the future. Please correct it.",
    ),
    "death_late": (
        "Đã quá {days} ngày kể từ ngày chết: khai tử quá hạn. Vẫn tiếp nhận.",
        "More than {days} days since death: late registration. You can accept.",
    ),
    "male_under_age": (
        "Bên nam chưa đủ {years} tuổi vào ngày đăng ký (Luật HNGĐ 2014, điều 8): chưa tiếp nhận được.",
        "The man is under {years} on the day of registration (Marriage Law 2014, art. 8): cannot be accepted.",
    ),
    "female_under_age": (
        "Bên nữ chưa đủ {years} tuổi vào ngày đăng ký (Luật HNGĐ 2014, điều 8): chưa tiếp nhận được.",
        "The woman is under {years} on the day of registration (Marriage Law 2014, art. 8): cannot be accepted.",
    ),
    "both_present": ("Nhắc: hai bên cùng có mặt khi ký.", "Reminder: both must be present to sign."),
    "remarriage_needs_paper": (
        "Kết hôn lần thứ hai trở đi: cần bản án ly hôn hoặc giấy chứng tử.",
        "A second or later marriage needs the divorce ruling or the death certificate.",
    ),
    "purpose_names_spouse": (
        "Mục đích kết hôn: ghi rõ kết hôn với ai, tại đâu.",
        "For marriage, say with whom and where.",
    ),
    "minor_consents": (
        "Người từ đủ {years} tuổi thay đổi họ, tên: cần sự đồng ý của người đó.",
        "From {years} years of age a change of name needs that person's consent.",
    ),
    "guardian_under_age": (
        "Người giám hộ chưa đủ {years} tuổi: chưa tiếp nhận được (BLDS 2015, điều 49).",
        "The guardian is under {years}: cannot be accepted (Civil Code 2015, art. 49).",
    ),
    "adopter_required": (
        "Cần ít nhất một người nhận con nuôi: điền phần Ông hoặc phần Bà.",
        "At least one adopter is needed: fill in the man's or the woman's part.",
    ),
    "adopter_too_young": (
        "Người nhận phải hơn con nuôi từ {years} tuổi, trừ trường hợp luật cho phép. Hãy kiểm tra; vẫn tiếp nhận được.",
        "An adopter must be {years} years older, but for the law's exceptions. Please check; you can still accept.",
    ),
    # documents and attachments
    "document_missing": ("Chưa có giấy tờ bắt buộc: {name}.", "A required document is missing: {name}."),
    "document_unknown": (
        "Thủ tục này không có giấy tờ “{name}”. Vẫn giữ trong hồ sơ, hãy kiểm tra tên.",
        "This procedure has no document “{name}”. It is kept; please check the name.",
    ),
    "attachment_unknown_document": (
        "Tệp quét ghi cho giấy tờ “{name}” không có trong hồ sơ. Dùng đúng tên một giấy tờ đã khai.",
        "The scan belongs to document “{name}”, which the dossier does not list. Use a listed document's name.",
    ),
    "attachment_missing_file": (
        "Không mở được tệp quét “{file}”. Kiểm tra đường dẫn rồi thử lại.",
        "The scan “{file}” cannot be opened. Check the path and try again.",
    ),
    "attachment_empty": (
        "Tệp quét “{file}” rỗng (0 byte). Hãy quét lại tờ giấy.",
        "The scan “{file}” is empty (0 bytes). Please scan the paper again.",
    ),
    "attachment_too_large": (
        "Tệp quét “{file}” nặng {size} MB, quá {limit} MB. Hãy quét lại ở 300 dpi hoặc tách trang.",
        "The scan “{file}” is {size} MB, over {limit} MB. Scan again at 300 dpi or split the pages.",
    ),
    "attachment_wrong_kind": (
        "Tệp “{file}” không phải ảnh hoặc PDF. Chỉ nhận JPEG, PNG, TIFF, WebP và PDF; hãy quét lại.",
        "“{file}” is no picture or PDF. Only JPEG, PNG, TIFF, WebP and PDF are taken; please scan again.",
    ),
    "attachment_disguised": (
        "Tệp “{file}” mang đuôi {suffix} nhưng bên trong là {found}. Hãy quét lại để có tệp đúng.",
        "“{file}” is named {suffix} but holds {found}. Please scan again.",
    ),
    "attachment_damaged": (
        "Tệp quét “{file}” bị hỏng hoặc thiếu phần cuối. Hãy quét lại tờ giấy.",
        "The scan “{file}” is damaged or cut short. Please scan the paper again.",
    ),
    "scanner_failed": (
        "Máy quét {scanner} báo lỗi ({reason}). Kiểm tra dây và nắp máy rồi bấm Quét lại, hoặc chọn tệp.",
        "Scanner {scanner} failed ({reason}). Check cable and lid and scan again, or choose a file.",
    ),
    # scanning cards
    "not_an_id_card": (
        "Mã vừa quét không phải mã trên thẻ căn cước. Quét mã QR ở mặt trước thẻ, hoặc gõ tay.",
        "What was scanned is no ID card. Scan the QR on the card's front, or type.",
    ),
    "card_name_damaged": (
        "Tên trên thẻ đến bị lỗi dấu vì bộ gõ tiếng Việt đang bật. Hãy sửa tên theo thẻ; số và ngày sinh đã đúng.",
        "The card's name arrived garbled because the input method is on. Correct the name; number and dates are right.",
    ),
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
    # the line
    "line_down": (
        "Mất kết nối với thành phố. Hồ sơ đã lưu an toàn trên máy và sẽ tự gửi khi có mạng.",
        "No connection to the city. Dossiers are safe on this PC and will be sent when the line returns.",
    ),
    "line_not_the_city": (
        "Có mạng nhưng không phải hệ thống thành phố trả lời (có thể là trang đăng nhập Wi-Fi). Kiểm tra mạng; hồ sơ vẫn an toàn.",
        "There is a network, but it is not the city that answers (maybe a Wi-Fi sign-in page). Check it; dossiers are safe.",
    ),
    "city_busy": (
        "Hệ thống thành phố đang bận hoặc lỗi; sẽ tự thử lại. Hồ sơ vẫn an toàn trên máy.",
        "The city service is busy or failing; we will try again. Dossiers are safe on this PC.",
    ),
    "city_refuses_device": (
        "Thành phố không nhận máy này ({reason}). Gọi quản trị thành phố; hồ sơ vẫn an toàn trên máy.",
        "The city does not accept this device ({reason}). Call the city's administrator; dossiers are safe on this PC.",
    ),
    "city_address_missing": (
        "Chưa có địa chỉ hệ thống thành phố. Đặt --city hoặc KIOSK_CITY_URL.",
        "The city service's address is not set. Use --city or KIOSK_CITY_URL.",
    ),
    "city_address_missing_screen": (
        "Chưa có địa chỉ hệ thống thành phố: hồ sơ được giữ an toàn trên máy. Vào Cài đặt (F8) để điền địa chỉ.",
        "The city service's address is not set: dossiers are kept safe here. Fill it in under Settings (F8).",
    ),
    "city_address_insecure": (
        "Địa chỉ {url} không mã hóa. Dùng https:// (http:// chỉ cho máy này).",
        "{url} is not encrypted. Use https:// (http:// is for this computer only).",
    ),
    # paper
    "no_printer": (
        "Không có máy in; giấy hẹn đã lưu thành tệp {path}. Mở Hàng chờ in để in lại khi có máy.",
        "No printer; the receipt was saved as {path}. Print it again when there is one.",
    ),
    "print_failed": (
        "Máy in {printer} báo lỗi ({reason}). Hồ sơ đã lưu; kiểm tra giấy, mực rồi bấm In lại.",
        "Printer {printer} failed ({reason}). The dossier is saved; check paper and ink, then print again.",
    ),
    "printer_paper_out": (
        "Máy in hết giấy. Cho thêm giấy: bản in tự tiếp tục, không phải in lại.",
        "The printer is out of paper. Add paper: it goes on by itself, nothing has to be printed again.",
    ),
    "printer_jam": (
        "Máy in kẹt giấy. Gỡ giấy kẹt: bản in tự tiếp tục.",
        "Paper jam. Clear it: the print goes on by itself.",
    ),
    "printer_open": ("Nắp máy in đang mở. Đóng nắp lại.", "The printer's cover is open. Close it."),
    "printer_offline": (
        "Máy in không trả lời. Kiểm tra nguồn và dây cáp; bản in đang chờ trong máy.",
        "The printer does not answer. Check power and cable; the paper waits.",
    ),
    "printer_ink_out": ("Máy in hết mực. Thay hộp mực.", "The printer is out of ink. Change the cartridge."),
    "printer_stopped": (
        "Máy in đang tạm dừng trong hệ thống. Bật lại máy in, hoặc chọn máy in khác trong Cài đặt.",
        "The printer is paused by the system. Resume it, or choose another in Settings.",
    ),
    "print_cancelled": (
        "Bản in đã bị hủy ở máy in. Bấm In lại khi cần.",
        "The print was cancelled at the printer. Print again when needed.",
    ),
    "print_aborted": (
        "Máy in bỏ dở bản in. Kiểm tra máy in rồi bấm In lại.",
        "The printer gave up. Check it, then print again.",
    ),
    "interrupted": (
        "Mất điện khi đang in: xem giấy đã ra chưa, chưa thì bấm In lại.",
        "Interrupted while printing: look whether the paper came out; if not, print again.",
    ),
    "paper_at_printer": (
        "Giấy của hồ sơ {code} vẫn nằm ở máy in và chưa lấy lại được, nên không in nơi khác. Tắt bật máy in rồi bấm lại.",
        "The paper of dossier {code} is still at the printer and could not be taken back, so it was not printed elsewhere. "
        "Switch the printer off and on, then try again.",
    ),
    "paper_came_out": (
        "Giấy của hồ sơ {code} đã in xong trong lúc chờ; không in lần nữa. Cần thêm bản thì bấm In lại giấy hẹn.",
        "The paper of dossier {code} came out meanwhile; it was not printed again.",
    ),
    "receipt_not_readable": (
        "Không đọc được mã QR giấy hẹn. Chụp lại rõ và thẳng hơn.",
        "No receipt QR could be read. Take a clearer, straighter picture.",
    ),
}


def is_known(key: str) -> bool:
    """Whether there is a sentence for `key`."""
    return key in _ALL


_ALL: Final = {**MESSAGES, **DOCTOR_MESSAGES}


def say(key: str, language: str = "vi", **params: str) -> str:
    """The sentence for `key` with its blanks filled. Raises KeyError for a key that has no sentence."""
    vietnamese, english = _ALL[key]
    return (english if language == "en" else vietnamese).format(**params)
