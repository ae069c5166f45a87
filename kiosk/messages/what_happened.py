"""Sentences about what happened by itself, and why a dossier needs a person: Vietnamese and English."""

from typing import Final

WHAT_HAPPENED: Final[dict[str, tuple[str, str]]] = {
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
}
