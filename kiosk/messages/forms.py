"""Sentences about forms, persons, rules of law, documents and cards: Vietnamese and English."""

from typing import Final

FORMS: Final[dict[str, tuple[str, str]]] = {
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
}
