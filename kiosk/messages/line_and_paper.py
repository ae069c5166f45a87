"""Sentences about the line and paper: Vietnamese and English."""

from typing import Final

LINE_AND_PAPER: Final[dict[str, tuple[str, str]]] = {
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
