"""Sentences about self-service: tickets, taking over, what citizens do by themselves: Vietnamese and English."""

from typing import Final

SELF_SERVICE: Final[dict[str, tuple[str, str]]] = {
    "ticket_not_whole": (
        "Mã trên phiếu chưa đọc hết. Đưa phiếu thẳng trước đầu quét rồi quét lại.",
        "The ticket's code was not read to its end. Hold the ticket straight and scan it again.",
    ),
    "ticket_other_unit": (
        "Phiếu này của bộ phận Một cửa khác. Mời người dân đến nơi đã ghi trên phiếu, hoặc làm hồ sơ mới ở đây.",
        "This ticket is another one-stop shop's. Go to the place named on it, or begin a new dossier here.",
    ),
    "ticket_not_ours": (
        "Phiếu không do máy của bộ phận này làm ra, hoặc đã bị sửa. Làm hồ sơ mới từ giấy tờ gốc.",
        "No device of this office made this ticket, or it was changed. Begin a new dossier from the original papers.",
    ),
    "ticket_other_version": (
        "Phiếu được in bằng phiên bản khác của phần mềm. Cập nhật máy này, hoặc tìm hồ sơ tự đăng ký trong danh sách.",
        "The ticket was printed by another version of the software. Update this device, or find the registration in the list.",
    ),
    "ticket_other_catalogue": (
        "Phiếu theo danh mục thủ tục khác với máy này nên không đọc được. Tìm hồ sơ tự đăng ký trong danh sách.",
        "The ticket follows another catalogue of procedures and cannot be read here. Find the registration in the list.",
    ),
    "ticket_no_key": (
        "Máy này chưa có khóa của đơn vị. Kết nối mạng một lần để máy nhận khóa, rồi quét lại phiếu.",
        "This device has no key of the unit yet. Connect once so that it gets it, then scan the ticket again.",
    ),
    "ticket_taken_over": (
        "Phiếu này đã được tiếp nhận thành hồ sơ {code}. Tìm hồ sơ đó trong danh sách (F3).",
        "This ticket was already taken over as dossier {code}. Find it in the list (F3).",
    ),
    "ticket_already_registered": (
        "Phiếu số {number} đã nộp xong. Mời ông, bà cầm phiếu đến quầy.",
        "Ticket {number} is already registered. Please take it to a counter.",
    ),
    "ticket_unfinished": (
        "Phiếu này là hồ sơ làm dở, chưa nộp. Có thể làm tiếp ngay ở quầy.",
        "This ticket is of an unfinished dossier. It can be gone on with at the counter.",
    ),
    "dossier_accepted_twice": (
        "Hai quầy cùng tiếp nhận một hồ sơ tự đăng ký. Giữ một mã, báo người dân, và ghi chú vào hồ sơ kia.",
        "Two counters took over the same registration. Keep one code, tell the citizen, and note it on the other.",
    ),
    "papers_missing": (
        "Chưa chụp giấy tờ nào. Chụp ít nhất một trang.",
        "No paper was photographed yet. Take at least one page.",
    ),
    "receipt_not_genuine": (
        "Mã này không phải giấy hẹn thật của thành phố. Mời ông, bà hỏi cán bộ tại quầy.",
        "This code is not a genuine receipt of the city. Please ask a clerk at the counter.",
    ),
    "receipt_other_unit": (
        "Giấy hẹn này của bộ phận Một cửa khác. Mời ông, bà mang giấy tờ bổ sung đến nơi ghi trên giấy hẹn.",
        "This receipt is another one-stop shop's. Please take the papers to the place named on it.",
    ),
    "receipt_not_read": (
        "Chưa đọc được mã trên giấy. Đưa giấy thẳng, cách đầu quét một gang tay.",
        "The code was not read. Hold the paper straight, a hand's width from the scanner.",
    ),
    "pin_malformed": (
        "Mã PIN phải có 6 đến 12 chữ số.",
        "The PIN must have 6 to 12 digits.",
    ),
    "pin_missing": (
        "Máy chưa đặt mã PIN nên chưa thể mở cho người dân. Chạy: kiosk self-service-pin",
        "This device has no PIN yet, so it cannot be opened to citizens. Run: kiosk self-service-pin",
    ),
    "profile_not_self_service": (
        "Máy này được ghi danh làm quầy của cán bộ. Ghi danh lại làm máy tự phục vụ trước khi mở cho người dân.",
        "This device is enrolled as a clerk's counter. Enrol it as self-service before opening it to citizens.",
    ),
}
