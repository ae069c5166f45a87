<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi_VN">
<context>
    <name>AcceptScreen</name>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Accept a dossier</translation>
    </message>
    <message>
        <source>Đã mở lại hồ sơ đang làm dở lúc {time}.</source>
        <translation>The dossier you were working on at {time} is open again.</translation>
    </message>
    <message>
        <source>Bỏ hồ sơ đang làm?</source>
        <translation>Throw this dossier away?</translation>
    </message>
    <message>
        <source>Những gì đã gõ và đã quét sẽ bị xóa.</source>
        <translation>What was typed and scanned will be deleted.</translation>
    </message>
    <message>
        <source>Người dân đã tự nhập. Đối chiếu giấy tờ gốc rồi bấm F9.</source>
        <translation>The citizen entered it. Compare the original papers, then press F9.</translation>
    </message>
    <message>
        <source>Đã nhận thẻ của {name}. Chọn thủ tục.</source>
        <translation>{name}&apos;s card was read. Choose a procedure.</translation>
    </message>
    <message>
        <source>Đang nhận tệp quét; chờ một lát rồi bấm F9.</source>
        <translation>A scan is being taken in; wait a moment and press F9.</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Không thiếu giấy tờ bắt buộc nào.</source>
        <translation>No required paper is missing.</translation>
    </message>
    <message>
        <source>Đang in phiếu yêu cầu bổ sung; hồ sơ được để sang bên.</source>
        <translation>Printing the supplement request; the dossier is put aside.</translation>
    </message>
    <message>
        <source>Đang in lại giấy hẹn…</source>
        <translation>Printing the receipt again…</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>In {paper}</source>
        <translation>Print {paper}</translation>
    </message>
    <message>
        <source>Ghi nhận   Ctrl+Enter</source>
        <translation>Record   Ctrl+Enter</translation>
    </message>
    <message>
        <source>Ghi nhận</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Thôi   Esc</source>
        <translation>Cancel   Esc</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Đã ghi: {act}, hồ sơ {code}.</source>
        <translation>Recorded: {act}, dossier {code}.</translation>
    </message>
</context>
<context>
    <name>ApologiseDialog</name>
    <message>
        <source>Đã hẹn {due}</source>
        <translation>Promised {due}</translation>
    </message>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>Hẹn lại ngày (trả lúc 17 giờ)</source>
        <translation>New day (handed back at 17:00)</translation>
    </message>
    <message>
        <source>Lý do, người dân đọc được</source>
        <translation>Reason, as the citizen reads it</translation>
    </message>
</context>
<context>
    <name>AskSupplementDialog</name>
    <message>
        <source>Còn thiếu hoặc phải làm lại</source>
        <translation>Missing or to be done again</translation>
    </message>
    <message>
        <source>Giấy tờ khác, mỗi dòng một thứ</source>
        <translation>Other papers, one a line</translation>
    </message>
    <message>
        <source>Lý do, người dân đọc được</source>
        <translation>Reason, as the citizen reads it</translation>
    </message>
</context>
<context>
    <name>BooksScreen</name>
    <message>
        <source>Khoảng thời gian</source>
        <translation>Span</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Hôm qua</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>7 ngày qua</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Tháng này</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>Tháng trước</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>Từ ngày… đến ngày…</source>
        <translation>From … to …</translation>
    </message>
    <message>
        <source>Từ ngày</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Đến ngày</source>
        <translation>To</translation>
    </message>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>In sổ   Ctrl+P</source>
        <translation>Print book   Ctrl+P</translation>
    </message>
    <message>
        <source>In sổ theo dõi hồ sơ</source>
        <translation>Print the day book</translation>
    </message>
    <message>
        <source>Xuất bảng tính…   Ctrl+E</source>
        <translation>Spreadsheet…   Ctrl+E</translation>
    </message>
    <message>
        <source>Xuất bảng tính</source>
        <translation>Save a spreadsheet</translation>
    </message>
    <message>
        <source>Đã tiếp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Trả trễ hẹn</source>
        <translation>Handed back late</translation>
    </message>
    <message>
        <source>Đang quá hạn</source>
        <translation>Overdue now</translation>
    </message>
    <message>
        <source>Phí, lệ phí</source>
        <translation>Fees</translation>
    </message>
    <message>
        <source>Phút mất mạng</source>
        <translation>Minutes offline</translation>
    </message>
    <message>
        <source>Theo ngày</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>Hồ sơ theo ngày</source>
        <translation>Dossiers by day</translation>
    </message>
    <message>
        <source>Nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Trả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Trễ</source>
        <translation>Late</translation>
    </message>
    <message>
        <source>Nhiều nhất</source>
        <translation>Most frequent</translation>
    </message>
    <message>
        <source>Phí, lệ phí và chốt ngày</source>
        <translation>Fees and closing the day</translation>
    </message>
    <message>
        <source>số tiền đếm được</source>
        <translation>amount counted</translation>
    </message>
    <message>
        <source>ghi vì sao khác, nếu khác</source>
        <translation>why it differs, if it does</translation>
    </message>
    <message>
        <source>Tiền đếm được (đ)</source>
        <translation>Cash counted (đ)</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Chốt ngày và in bảng kê</source>
        <translation>Close the day and print</translation>
    </message>
    <message>
        <source>Đường truyền trong ngày</source>
        <translation>The line during the day</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ.</source>
        <translation>No dossiers yet.</translation>
    </message>
    <message>
        <source>Phải thu</source>
        <translation>To be taken in</translation>
    </message>
    <message>
        <source>Chọn một ngày để chốt.</source>
        <translation>Choose one day to close it.</translation>
    </message>
    <message>
        <source>Ngày {day} chưa chốt.</source>
        <translation>{day} is not closed.</translation>
    </message>
    <message>
        <source>Đã chốt ngày {day}: đếm được {counted}, chênh lệch {difference}.</source>
        <translation>{day} closed: {counted} counted, difference {difference}.</translation>
    </message>
    <message>
        <source>Ngày {day} mất kết nối: {told}.</source>
        <translation>{day}, offline: {told}.</translation>
    </message>
    <message>
        <source>Ngày {day} không mất kết nối lúc nào máy mở.</source>
        <translation>{day}: never offline while the app was open.</translation>
    </message>
    <message>
        <source>Ngày {day} chưa ghi được đường truyền.</source>
        <translation>{day}: nothing is known of the line.</translation>
    </message>
    <message>
        <source>Đang in sổ theo dõi hồ sơ.</source>
        <translation>Printing the day book.</translation>
    </message>
    <message>
        <source>Đã lưu {path}</source>
        <translation>Saved {path}</translation>
    </message>
    <message>
        <source>Đang tính…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>Đã chốt ngày {day}.</source>
        <translation>{day} closed.</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Hình từ camera</source>
        <translation>Picture from the camera</translation>
    </message>
    <message>
        <source>Đang mở camera…</source>
        <translation>Opening the camera…</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>Đặt thẻ căn cước của ông, bà vào đầu quét</source>
        <translation>Hold your ID card before the scanner</translation>
    </message>
    <message>
        <source>Thẻ căn cước – {who}</source>
        <translation>ID card – {who}</translation>
    </message>
    <message>
        <source>Mặt có mã vuông hướng về đầu quét. Máy không giữ lại thẻ.</source>
        <translation>The side with the square code faces the scanner. The machine does not keep the card.</translation>
    </message>
    <message>
        <source>Người này là tôi: {name}</source>
        <translation>This person is me: {name}</translation>
    </message>
    <message>
        <source>Không có thẻ ở đây, tôi tự nhập</source>
        <translation>No card here, I will type</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Ông, bà xem lại đã đúng chưa?</source>
        <translation>Is everything right?</translation>
    </message>
    <message>
        <source>Sai chỗ nào thì chạm “Sửa” ở dòng đó.</source>
        <translation>Where something is wrong, touch “Change” in that line.</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>đã chụp {n} trang</source>
        <translation>{n} pages taken</translation>
    </message>
    <message>
        <source>đưa cho cán bộ tại quầy</source>
        <translation>to be given at the counter</translation>
    </message>
    <message>
        <source>Đúng rồi, tiếp tục</source>
        <translation>All right, go on</translation>
    </message>
    <message>
        <source>Sửa</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Sửa: {what}</source>
        <translation>Change: {what}</translation>
    </message>
</context>
<context>
    <name>CitizenOffer</name>
    <message>
        <source>CSDL dân cư không có số này: xem lại số trên giấy tờ.</source>
        <translation>The population database has no such number: check it against the paper.</translation>
    </message>
    <message>
        <source>CSDL dân cư: {said}</source>
        <translation>Population database: {said}</translation>
    </message>
</context>
<context>
    <name>ClosedDoor</name>
    <message>
        <source>Một Cửa</source>
        <translation>Một Cửa</translation>
    </message>
    <message>
        <source>Chưa mở được quầy</source>
        <translation>The counter could not be opened</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Thử lại   Enter</source>
        <translation>Try again   Enter</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>Ông, bà đồng ý nộp hồ sơ này?</source>
        <translation>Do you agree to submit this dossier?</translation>
    </message>
    <message>
        <source>Những điều tôi khai là đúng sự thật.</source>
        <translation>What I have declared is true.</translation>
    </message>
    <message>
        <source>Tôi đồng ý để xã lưu và gửi những điều đã khai cho thành phố, chỉ để giải quyết hồ sơ này.</source>
        <translation>I agree that the commune keeps what I declared and sends it to the city, only to handle this dossier.</translation>
    </message>
    <message>
        <source>Hồ sơ được tính là đã nhận khi cán bộ tại quầy tiếp nhận và đưa giấy hẹn.</source>
        <translation>The dossier counts as received once a clerk at the counter accepts it and gives the receipt.</translation>
    </message>
    <message>
        <source>Tôi đồng ý</source>
        <translation>I agree</translation>
    </message>
    <message>
        <source>Ký bằng ngón tay, nếu muốn:</source>
        <translation>Sign with a finger, if you like:</translation>
    </message>
    <message>
        <source>Ký lại</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>Nộp hồ sơ</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>Chạm vào ô “Tôi đồng ý” rồi chạm “Nộp hồ sơ”.</source>
        <translation>Touch “I agree”, then “Submit”.</translation>
    </message>
    <message>
        <source>Đang ghi hồ sơ…</source>
        <translation>Saving the dossier…</translation>
    </message>
</context>
<context>
    <name>CounterWindow</name>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>Hàng chờ gửi</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Sổ và báo cáo</source>
        <translation>Books and reports</translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>tìm theo tên hoặc quét giấy hẹn</source>
        <translation>search by name or scan the receipt</translation>
    </message>
</context>
<context>
    <name>DeskFrame</name>
    <message>
        <source>Đã rõ</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>Sửa ngay</source>
        <translation>Repair now</translation>
    </message>
    <message>
        <source>Quầy {n}</source>
        <translation>Counter {n}</translation>
    </message>
    <message>
        <source>TẬP HUẤN</source>
        <translation>PRACTICE</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>Hàng chờ gửi</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Sổ và báo cáo</source>
        <translation>Books and reports</translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Tìm mọi thứ  Ctrl+K</source>
        <translation>Find anything  Ctrl+K</translation>
    </message>
    <message>
        <source>Khóa màn hình  Ctrl+L</source>
        <translation>Lock the screen  Ctrl+L</translation>
    </message>
    <message>
        <source>Trợ giúp  F1</source>
        <translation>Help  F1</translation>
    </message>
    <message>
        <source>Có kết nối</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>Mất kết nối</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Không phải thành phố</source>
        <translation>Not the city</translation>
    </message>
    <message>
        <source>Bị từ chối</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Đang kiểm tra</source>
        <translation>Checking</translation>
    </message>
</context>
<context>
    <name>DeskNews</name>
    <message>
        <source>Thành phố có tin về {count} hồ sơ, mới nhất: {code} – {state}. Bấm F3 để xem.</source>
        <translation>The city has news of {count} dossiers, the latest: {code} – {state}. Press F3 to see.</translation>
    </message>
    <message>
        <source>Tệp dữ liệu có chỗ hỏng. Bấm “Sửa ngay”: máy cất bản hỏng đi, giữ lại phần tốt và lấy phần thiếu từ thành phố. Việc đang làm dở được giữ.</source>
        <translation>The data file is damaged in places. Press “Repair now”: the damaged copy is put aside, the good part is kept and what is missing comes from the city. Work in the making is kept.</translation>
    </message>
    <message>
        <source>Cửa sổ này nay gửi hồ sơ lên thành phố.</source>
        <translation>This window now sends the dossiers to the city.</translation>
    </message>
    <message>
        <source>Không có máy in: giấy đã lưu thành tệp {path}</source>
        <translation>No printer: the paper was saved as {path}</translation>
    </message>
    <message>
        <source>Đã gửi tới máy in {printer}.</source>
        <translation>Sent to the printer {printer}.</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>Kiểm tra máy</source>
        <translation>Check this PC</translation>
    </message>
    <message>
        <source>Đang kiểm tra…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Kiểm tra lại</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>Điều đã xảy ra</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Báo sự cố: viết điều đã xảy ra. Tình trạng máy ở trên được gửi kèm, không có dữ liệu người dân.</source>
        <translation>Report a problem: write what happened. This PC&apos;s state above goes with it, no citizen&apos;s data.</translation>
    </message>
    <message>
        <source>Báo sự cố</source>
        <translation>Report a problem</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>tốt</source>
        <translation>well</translation>
    </message>
    <message>
        <source>cần xem</source>
        <translation>look</translation>
    </message>
    <message>
        <source>{n} điều cần xem</source>
        <translation>{n} thing(s) to look at</translation>
    </message>
    <message>
        <source>Mọi thứ đều tốt.</source>
        <translation>All is well.</translation>
    </message>
    <message>
        <source>Đã ghi báo cáo sự cố; máy tự gửi cho nhóm hỗ trợ khi có mạng.</source>
        <translation>The report is recorded; it goes to support when there is a line.</translation>
    </message>
</context>
<context>
    <name>DocumentPage</name>
    <message>
        <source>Chụp: {paper}</source>
        <translation>Photograph: {paper}</translation>
    </message>
    <message>
        <source>Đặt giấy phẳng dưới máy chụp. Khung xanh ôm đúng tờ giấy thì chạm “Chụp trang này”.</source>
        <translation>Lay the paper flat under the camera. When the green frame fits the sheet, touch “Take this page”.</translation>
    </message>
    <message>
        <source>Chụp trang này</source>
        <translation>Take this page</translation>
    </message>
    <message>
        <source>Trang {n}</source>
        <translation>Page {n}</translation>
    </message>
    <message>
        <source>Bỏ trang {n}</source>
        <translation>Drop page {n}</translation>
    </message>
    <message>
        <source>Đang xử lý trang vừa chụp…</source>
        <translation>Working on the page…</translation>
    </message>
    <message>
        <source>Đã có {n} trang.</source>
        <translation>{n} pages so far.</translation>
    </message>
    <message>
        <source>Đủ rồi, tiếp tục</source>
        <translation>That is all, go on</translation>
    </message>
    <message>
        <source>Không có ở đây, tôi đưa tại quầy</source>
        <translation>Not here, I will give it at the counter</translation>
    </message>
    <message>
        <source>Máy chụp chưa sẵn sàng. Ông, bà đưa giấy này cho cán bộ tại quầy.</source>
        <translation>The camera is not ready. Give this paper at the counter.</translation>
    </message>
    <message>
        <source>Không thấy rõ mép giấy: kiểm tra lại trang vừa chụp.</source>
        <translation>The sheet&apos;s edges were not seen: look at the page again.</translation>
    </message>
    <message>
        <source>Trang vừa chụp đang được xử lý. Chờ một lát.</source>
        <translation>The page is being worked on. Wait a moment.</translation>
    </message>
</context>
<context>
    <name>DocumentRow</name>
    <message>
        <source>Quét</source>
        <translation>Scan</translation>
    </message>
</context>
<context>
    <name>DocumentsView</name>
    <message>
        <source>Giấy tờ</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>Tiếp nhận &amp;&amp; in   F9</source>
        <translation>Accept &amp;&amp; print   F9</translation>
    </message>
    <message>
        <source>Tiếp nhận và in, F9</source>
        <translation>Accept and print, F9</translation>
    </message>
    <message>
        <source>Nhận kết quả tại</source>
        <translation>Result handed back at</translation>
    </message>
    <message>
        <source>Miễn lệ phí</source>
        <translation>Fee waived</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Nhận tại</source>
        <translation>Return by</translation>
    </message>
    <message>
        <source>Đang ghi vào máy…</source>
        <translation>Saving on this PC…</translation>
    </message>
    <message>
        <source>Không miễn</source>
        <translation>Not waived</translation>
    </message>
    <message>
        <source>đang nhận tệp…</source>
        <translation>taking the file…</translation>
    </message>
    <message>
        <source>đang thu gọn trang {done}/{all}…</source>
        <translation>shrinking page {done}/{all}…</translation>
    </message>
    <message>
        <source>đặt giấy vào máy quét…</source>
        <translation>put the paper into the scanner…</translation>
    </message>
    <message>
        <source>Mã dự kiến </source>
        <translation>Next code </translation>
    </message>
    <message>
        <source>Phải thu</source>
        <translation>To pay</translation>
    </message>
    <message>
        <source>Còn {count} việc:</source>
        <translation>{count} left to do:</translation>
    </message>
    <message>
        <source>In phiếu yêu cầu bổ sung   Ctrl+H</source>
        <translation>Print the supplement request   Ctrl+H</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Xong. Số của ông, bà là</source>
        <translation>Done. Your number is</translation>
    </message>
    <message>
        <source>Số {n}</source>
        <translation>Number {n}</translation>
    </message>
    <message>
        <source>1. Cầm phiếu và giấy tờ gốc đến quầy khi nghe gọi số.</source>
        <translation>1. Take the slip and the original papers to the counter when your number is called.</translation>
    </message>
    <message>
        <source>2. Cán bộ quét phiếu: ông, bà không phải khai lại.</source>
        <translation>2. The clerk scans the slip: you need not say anything again.</translation>
    </message>
    <message>
        <source>3. Cán bộ đưa giấy hẹn có ngày trả kết quả.</source>
        <translation>3. The clerk gives you a receipt with the day of the result.</translation>
    </message>
    <message>
        <source>Đang in phiếu…</source>
        <translation>Printing the slip…</translation>
    </message>
    <message>
        <source>Mã QR của phiếu</source>
        <translation>The slip&apos;s QR</translation>
    </message>
    <message>
        <source>Không cần giấy? Chụp mã này bằng điện thoại.</source>
        <translation>No need for paper? Photograph this code.</translation>
    </message>
    <message>
        <source>Máy chưa có khóa của đơn vị: đọc số này cho cán bộ.</source>
        <translation>This machine has no key of the unit yet: tell the clerk this number.</translation>
    </message>
    <message>
        <source>Nhắn số này đến máy {phone}</source>
        <translation>Send this number to {phone}</translation>
    </message>
    <message>
        <source>Đánh giá phục vụ</source>
        <translation>Rate the service</translation>
    </message>
    <message>
        <source>Kết thúc</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Tin nhắn được gửi khi máy có kết nối</source>
        <translation>The message goes when there is a line</translation>
    </message>
    <message>
        <source>Không có máy in: chụp mã bên dưới bằng điện thoại, hoặc nhớ số.</source>
        <translation>No printer: photograph the code below, or remember the number.</translation>
    </message>
    <message>
        <source>Phiếu đã in. Xin cầm lấy ở khe giấy.</source>
        <translation>The slip is printed. Please take it.</translation>
    </message>
    <message>
        <source>Phiếu chưa in được: {why} Chụp mã bên dưới bằng điện thoại, hoặc nhớ số.</source>
        <translation>The slip did not print: {why} Photograph the code below, or remember the number.</translation>
    </message>
</context>
<context>
    <name>DoneView</name>
    <message>
        <source>Hồ sơ tiếp theo   Enter</source>
        <translation>Next dossier   Enter</translation>
    </message>
    <message>
        <source>Hồ sơ tiếp theo</source>
        <translation>Next dossier</translation>
    </message>
    <message>
        <source>Cùng người nộp   Ctrl+D</source>
        <translation>Same applicant   Ctrl+D</translation>
    </message>
    <message>
        <source>Hồ sơ nữa của cùng người nộp</source>
        <translation>Another dossier of the same applicant</translation>
    </message>
    <message>
        <source>In lại   Ctrl+R</source>
        <translation>Print again   Ctrl+R</translation>
    </message>
    <message>
        <source>In lại giấy hẹn</source>
        <translation>Print the receipt again</translation>
    </message>
    <message>
        <source>Mã QR của giấy hẹn</source>
        <translation>The receipt&apos;s QR</translation>
    </message>
    <message>
        <source>Công dân chụp mã này để tra cứu</source>
        <translation>The citizen may photograph this</translation>
    </message>
    <message>
        <source>✓ Đã tiếp nhận, đã lưu an toàn trên máy này</source>
        <translation>✓ Accepted and safe on this PC</translation>
    </message>
    <message>
        <source>Hẹn trả {due} · phải thu {fee}</source>
        <translation>Due {due} · to pay {fee}</translation>
    </message>
    <message>
        <source>Đang gửi lên thành phố.</source>
        <translation>Being sent to the city.</translation>
    </message>
    <message>
        <source>Chưa có mạng: hồ sơ nằm trong hàng chờ và sẽ tự gửi. Giấy hẹn có giá trị ngay.</source>
        <translation>No line: the dossier waits in the outbox and will be sent by itself. The receipt is valid now.</translation>
    </message>
    <message>
        <source>Đang in giấy hẹn…</source>
        <translation>Printing the receipt…</translation>
    </message>
    <message>
        <source>Không có máy in: giấy hẹn đã lưu thành tệp {path}</source>
        <translation>No printer: the receipt was saved as {path}</translation>
    </message>
    <message>
        <source>Đã in ở {printer}</source>
        <translation>Printed on {printer}</translation>
    </message>
</context>
<context>
    <name>DossierDetail</name>
    <message>
        <source>Việc khác…   Ctrl+M</source>
        <translation>Other acts…   Ctrl+M</translation>
    </message>
    <message>
        <source>Việc khác</source>
        <translation>Other acts</translation>
    </message>
    <message>
        <source>In giấy…   Ctrl+P</source>
        <translation>Papers…   Ctrl+P</translation>
    </message>
    <message>
        <source>Xem, in giấy của hồ sơ</source>
        <translation>See, print papers of the dossier</translation>
    </message>
    <message>
        <source>Giấy quét   Ctrl+O</source>
        <translation>Scans   Ctrl+O</translation>
    </message>
    <message>
        <source>Xem giấy đã quét</source>
        <translation>See the scanned papers</translation>
    </message>
    <message>
        <source>In lại giấy hẹn</source>
        <translation>Print the receipt again</translation>
    </message>
    <message>
        <source> · cần xem lại</source>
        <translation> · needs a look</translation>
    </message>
    <message>
        <source>Hẹn trả {due}</source>
        <translation>Due {due}</translation>
    </message>
    <message>
        <source>Phí, lệ phí {fee} · {count} tệp quét</source>
        <translation>Fee {fee} · {count} scan(s)</translation>
    </message>
    <message>
        <source>Chờ gửi lên thành phố</source>
        <translation>Waiting to be sent to the city</translation>
    </message>
    <message>
        <source>Thành phố đã có hồ sơ, tệp quét đang gửi</source>
        <translation>The city has the dossier, scans are being sent</translation>
    </message>
    <message>
        <source>Thành phố đã có đủ</source>
        <translation>The city has all of it</translation>
    </message>
    <message>
        <source>thành phố</source>
        <translation>the city</translation>
    </message>
    <message>
        <source>Người nhận: {name}</source>
        <translation>Receiver: {name}</translation>
    </message>
    <message>
        <source>Thêm {n} tệp quét</source>
        <translation>{n} scan(s) added</translation>
    </message>
    <message>
        <source>Đang in lại giấy hẹn {code}.</source>
        <translation>Printing the receipt {code} again.</translation>
    </message>
</context>
<context>
    <name>DossierTable</name>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Người nộp</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Gửi</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>cần xem lại</source>
        <translation>needs a look</translation>
    </message>
</context>
<context>
    <name>DossiersScreen</name>
    <message>
        <source>Tìm theo tên, mã hồ sơ, số định danh, điện thoại – gõ không dấu cũng được</source>
        <translation>Search by name, code, ID or phone – accents optional</translation>
    </message>
    <message>
        <source>Tìm hồ sơ</source>
        <translation>Search dossiers</translation>
    </message>
    <message>
        <source>Ngày hẹn trả</source>
        <translation>Due date</translation>
    </message>
    <message>
        <source>Mọi ngày hẹn</source>
        <translation>Any due date</translation>
    </message>
    <message>
        <source>Hẹn hôm nay</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Trong 3 ngày tới</source>
        <translation>In the next 3 days</translation>
    </message>
    <message>
        <source>Bộ lọc…</source>
        <translation>Views…</translation>
    </message>
    <message>
        <source>Bộ lọc đã lưu và cột</source>
        <translation>Saved views and columns</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Được tiếp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Đang xử lý</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Cần bổ sung</source>
        <translation>Supplement needed</translation>
    </message>
    <message>
        <source>Chờ trả kết quả</source>
        <translation>Result ready</translation>
    </message>
    <message>
        <source>Đã trả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Đang tìm…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào khớp. Xóa bớt chữ, hoặc chọn “Tất cả” và “Mọi ngày hẹn”.</source>
        <translation>No dossier matches. Delete some letters, or choose “All” and “Any due date”.</translation>
    </message>
    <message>
        <source>&amp;Lưu bộ lọc này…</source>
        <translation>&amp;Save this view…</translation>
    </message>
    <message>
        <source>&amp;Xóa bộ lọc</source>
        <translation>&amp;Delete a view</translation>
    </message>
    <message>
        <source>&amp;Cột</source>
        <translation>&amp;Columns</translation>
    </message>
    <message>
        <source>Lưu bộ lọc</source>
        <translation>Save the view</translation>
    </message>
    <message>
        <source>Tên bộ lọc</source>
        <translation>Name of the view</translation>
    </message>
    <message>
        <source>Đã lưu bộ lọc “{name}”.</source>
        <translation>Saved the view “{name}”.</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào. Bấm F2 để tiếp nhận hồ sơ đầu tiên.</source>
        <translation>No dossiers yet. Press F2 to accept the first.</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Tìm mọi thứ</source>
        <translation>Find anything</translation>
    </message>
    <message>
        <source>Đi đến: Tiếp nhận (F2)</source>
        <translation>Go to: Accept (F2)</translation>
    </message>
    <message>
        <source>Đi đến: Hồ sơ (F3)</source>
        <translation>Go to: Dossiers (F3)</translation>
    </message>
    <message>
        <source>Đi đến: Trả kết quả (F4)</source>
        <translation>Go to: Hand back (F4)</translation>
    </message>
    <message>
        <source>Đi đến: Hàng chờ gửi (F6)</source>
        <translation>Go to: Outbox (F6)</translation>
    </message>
    <message>
        <source>Đi đến: Sổ và báo cáo (F7)</source>
        <translation>Go to: Books and reports (F7)</translation>
    </message>
    <message>
        <source>Đi đến: Cài đặt (F8)</source>
        <translation>Go to: Settings (F8)</translation>
    </message>
    <message>
        <source>Kiểm tra giấy hẹn (F10)</source>
        <translation>Check a receipt (F10)</translation>
    </message>
    <message>
        <source>Khóa màn hình (Ctrl+L)</source>
        <translation>Lock the screen (Ctrl+L)</translation>
    </message>
    <message>
        <source>Trợ giúp (F1)</source>
        <translation>Help (F1)</translation>
    </message>
    <message>
        <source>Tên người, mã hồ sơ, thủ tục, hoặc nơi cần đến</source>
        <translation>A name, a code, a procedure, or a place</translation>
    </message>
    <message>
        <source>Tìm thấy</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>Không thấy gì. Gõ ít chữ hơn, không cần dấu.</source>
        <translation>Nothing found. Type fewer letters; accents are not needed.</translation>
    </message>
    <message>
        <source>Tiếp nhận: {name}</source>
        <translation>Accept: {name}</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Người yêu cầu</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước bất cứ lúc nào, hoặc gõ</source>
        <translation>Scan the ID card any time, or type</translation>
    </message>
    <message>
        <source>Lấy từ người yêu cầu</source>
        <translation>Same as applicant</translation>
    </message>
    <message>
        <source>Thêm dòng (Ctrl+Enter)</source>
        <translation>Add a row (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Đã quét thẻ</source>
        <translation>Card scanned</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Ẩn</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Ẩn hướng dẫn ngày đầu</source>
        <translation>Hide the first day&apos;s guide</translation>
    </message>
    <message>
        <source>Ngày đầu tiên: {n}/{all} việc</source>
        <translation>First day: {n} of {all}</translation>
    </message>
    <message>
        <source>Xong ngày đầu tiên. Sẵn sàng đón người dân.</source>
        <translation>The first day is done. Ready for citizens.</translation>
    </message>
</context>
<context>
    <name>HandBackDialog</name>
    <message>
        <source>Người nhận (quét thẻ căn cước, hoặc gõ)</source>
        <translation>Receiver (scan the ID card, or type)</translation>
    </message>
    <message>
        <source>Số định danh hoặc giấy tờ</source>
        <translation>Personal ID or paper number</translation>
    </message>
</context>
<context>
    <name>HelpCard</name>
    <message>
        <source>Trợ giúp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>•  Chạm một ô để chọn. Chạm “Quay lại” để sửa bước trước.</source>
        <translation>•  Touch a box to choose. Touch “Back” to change the step before.</translation>
    </message>
    <message>
        <source>•  Chữ nhỏ quá: chạm “Cỡ chữ”. Khó nhìn: chạm “Tương phản”. Ngồi xe lăn: chạm “Tầm thấp”.</source>
        <translation>•  Letters too small: touch “Text”. Hard to see: touch “Contrast”. In a wheelchair: touch “Low reach”.</translation>
    </message>
    <message>
        <source>•  Chưa xong mà phải đi: chạm “Làm tiếp sau”, máy in phiếu để lần sau làm tiếp.</source>
        <translation>•  Must leave before the end: touch “Go on later”, and a slip prints for next time.</translation>
    </message>
    <message>
        <source>•  Không làm được? Cứ để đó và gọi cán bộ ở quầy gần nhất. Không mất gì cả.</source>
        <translation>•  Stuck? Leave it and call the clerk at the nearest counter. Nothing is lost.</translation>
    </message>
    <message>
        <source>Đã hiểu</source>
        <translation>Understood</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Trợ giúp: {title}</source>
        <translation>Help: {title}</translation>
    </message>
    <message>
        <source>Phím của màn hình này</source>
        <translation>Keys of this screen</translation>
    </message>
    <message>
        <source>Phím ở mọi màn hình</source>
        <translation>Keys everywhere</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Ông, bà cần làm việc gì?</source>
        <translation>What would you like to do?</translation>
    </message>
    <message>
        <source>Chạm vào một việc. Không chắc? Chạm “Trợ giúp”.</source>
        <translation>Touch one. Not sure? Touch “Help”.</translation>
    </message>
    <message>
        <source>Nộp hồ sơ mới</source>
        <translation>Submit a new dossier</translation>
    </message>
    <message>
        <source>Khai sinh, kết hôn, chứng thực, trích lục…</source>
        <translation>Births, marriages, certified copies, extracts…</translation>
    </message>
    <message>
        <source>Xem cần giấy tờ gì</source>
        <translation>See which papers are needed</translation>
    </message>
    <message>
        <source>Giấy tờ, thời gian, lệ phí của từng việc</source>
        <translation>Papers, time and fee of each procedure</translation>
    </message>
    <message>
        <source>Làm tiếp hồ sơ đang dở</source>
        <translation>Go on with an unfinished dossier</translation>
    </message>
    <message>
        <source>Quét phiếu “Hồ sơ làm dở”</source>
        <translation>Scan the slip “Hồ sơ làm dở”</translation>
    </message>
    <message>
        <source>Bổ sung giấy tờ</source>
        <translation>Add papers</translation>
    </message>
    <message>
        <source>Quét giấy hẹn, rồi chụp giấy tờ còn thiếu</source>
        <translation>Scan the receipt, then photograph what is missing</translation>
    </message>
    <message>
        <source>Xem hồ sơ đã nộp</source>
        <translation>See a dossier you submitted</translation>
    </message>
    <message>
        <source>Quét giấy hẹn hoặc phiếu đăng ký</source>
        <translation>Scan the receipt or the slip</translation>
    </message>
    <message>
        <source>Đánh giá phục vụ</source>
        <translation>Rate the service</translation>
    </message>
    <message>
        <source>Không cần tên, chỉ một lần chạm</source>
        <translation>No name, a single touch</translation>
    </message>
</context>
<context>
    <name>InHand</name>
    <message>
        <source>Quét phiếu “Hồ sơ làm dở”</source>
        <translation>Scan the slip “Hồ sơ làm dở”</translation>
    </message>
    <message>
        <source>Đưa mã trên phiếu trước đầu quét.</source>
        <translation>Hold the slip&apos;s code before the scanner.</translation>
    </message>
    <message>
        <source>Quét giấy hẹn của hồ sơ</source>
        <translation>Scan the dossier&apos;s receipt</translation>
    </message>
    <message>
        <source>Đưa mã vuông trên giấy hẹn trước đầu quét.</source>
        <translation>Hold the receipt&apos;s square code before the scanner.</translation>
    </message>
    <message>
        <source>Quét giấy hẹn hoặc phiếu đăng ký</source>
        <translation>Scan the receipt or the slip</translation>
    </message>
    <message>
        <source>Đưa mã vuông trước đầu quét. Mất giấy thì hỏi cán bộ tại quầy.</source>
        <translation>Hold the square code before the scanner. Lost it? Ask a clerk.</translation>
    </message>
    <message>
        <source>Đang hỏi thành phố…</source>
        <translation>Asking the city…</translation>
    </message>
    <message>
        <source>Đang tìm…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>Giấy tờ bổ sung</source>
        <translation>Further papers</translation>
    </message>
    <message>
        <source>Giấy tờ đã được giữ cho hồ sơ {code}. Cán bộ sẽ xem; giữ giấy gốc để đối chiếu.</source>
        <translation>The papers are kept for dossier {code}. A clerk will look; keep the originals.</translation>
    </message>
    <message>
        <source>Đã nhận giấy tờ</source>
        <translation>Papers received</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Xóa hết</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>dấu cách</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Chữ hoa</source>
        <translation>Capitals</translation>
    </message>
    <message>
        <source>Xóa một chữ</source>
        <translation>Delete a letter</translation>
    </message>
    <message>
        <source>Dấu cách</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Kiểu gõ: Telex hoặc VNI</source>
        <translation>Typing: Telex or VNI</translation>
    </message>
    <message>
        <source>dấu {tone}</source>
        <translation>tone {tone}</translation>
    </message>
</context>
<context>
    <name>KioskFrame</name>
    <message>
        <source>Cỡ chữ</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Tương phản</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Tầm thấp</source>
        <translation>Low reach</translation>
    </message>
    <message>
        <source>Đọc</source>
        <translation>Read out</translation>
    </message>
    <message>
        <source>Trợ giúp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Làm tiếp sau</source>
        <translation>Go on later</translation>
    </message>
    <message>
        <source>Kết thúc</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>TẬP HUẤN – không phải hồ sơ thật</source>
        <translation>TRAINING (TẬP HUẤN) – no real dossiers</translation>
    </message>
</context>
<context>
    <name>LeavePage</name>
    <message>
        <source>Giấy tờ nào?</source>
        <translation>Which paper?</translation>
    </message>
    <message>
        <source>Cán bộ yêu cầu những giấy này:</source>
        <translation>The clerk asked for these papers:</translation>
    </message>
    <message>
        <source>Chụp giấy tờ muốn gửi thêm.</source>
        <translation>Photograph what you want to add.</translation>
    </message>
    <message>
        <source>đã chụp {n} trang</source>
        <translation>{n} pages taken</translation>
    </message>
    <message>
        <source>Gửi {n} trang</source>
        <translation>Send {n} pages</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Sai quá nhiều lần. Chờ một phút rồi thử lại.</source>
        <translation>Wrong too often. Wait a minute, then try again.</translation>
    </message>
    <message>
        <source>Mã PIN không đúng.</source>
        <translation>The PIN is wrong.</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>Còn giấy tờ nào nữa không?</source>
        <translation>Is there another paper?</translation>
    </message>
    <message>
        <source>Còn, thêm một giấy nữa</source>
        <translation>Yes, one more</translation>
    </message>
    <message>
        <source>Hết rồi</source>
        <translation>No, that is all</translation>
    </message>
</context>
<context>
    <name>NeedsPage</name>
    <message>
        <source>Giấy tờ cần có</source>
        <translation>Papers needed</translation>
    </message>
    <message>
        <source>Thời gian</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
    <message>
        <source>In ra giấy</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Mã QR: danh sách này trên điện thoại</source>
        <translation>QR: this list on a phone</translation>
    </message>
    <message>
        <source>Hoặc quét bằng điện thoại để mang về</source>
        <translation>Or scan with a phone to take it home</translation>
    </message>
    <message>
        <source>Bắt đầu nộp hồ sơ</source>
        <translation>Begin to submit</translation>
    </message>
    <message>
        <source>Tôi có đủ, bắt đầu</source>
        <translation>I have them, begin</translation>
    </message>
</context>
<context>
    <name>NoticePage</name>
    <message>
        <source>Bộ phận Một cửa – {unit}</source>
        <translation>One-stop shop – {unit}</translation>
    </message>
    <message>
        <source>Giờ tiếp nhận tại quầy: {hours}</source>
        <translation>Counter hours: {hours}</translation>
    </message>
    <message>
        <source>Quầy đang nghỉ. Vẫn nộp được hồ sơ ở máy này; cán bộ tiếp nhận khi quầy mở.</source>
        <translation>The counters are closed. You can still submit here; clerks take it over when they open.</translation>
    </message>
    <message>
        <source>Chạm để bắt đầu</source>
        <translation>Touch to begin</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Lấy   Ctrl+G</source>
        <translation>Take   Ctrl+G</translation>
    </message>
    <message>
        <source>Lấy từ CSDL dân cư</source>
        <translation>Take from the population database</translation>
    </message>
</context>
<context>
    <name>OutboxScreen</name>
    <message>
        <source>Hàng chờ gửi</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Tạm dừng gửi</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>Xuất ra USB…</source>
        <translation>Export to USB…</translation>
    </message>
    <message>
        <source>Nhập gói từ USB…</source>
        <translation>Import from USB…</translation>
    </message>
    <message>
        <source>Đã gửi</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Tốc độ gửi</source>
        <translation>Speed of sending</translation>
    </message>
    <message>
        <source>Những gì đang chờ</source>
        <translation>What waits</translation>
    </message>
    <message>
        <source>Hồ sơ chờ gửi</source>
        <translation>Dossiers waiting to be sent</translation>
    </message>
    <message>
        <source>Đường truyền hôm nay</source>
        <translation>The line today</translation>
    </message>
    <message>
        <source>Trục trặc gần đây</source>
        <translation>Recent trouble</translation>
    </message>
    <message>
        <source>Giấy chưa in được</source>
        <translation>Papers not printed</translation>
    </message>
    <message>
        <source>Gửi tiếp</source>
        <translation>Go on sending</translation>
    </message>
    <message>
        <source>Đã tạm dừng gửi. Hồ sơ vẫn an toàn trên máy; bấm “Gửi tiếp” khi muốn.</source>
        <translation>Sending is held. Dossiers are safe on this PC; press “Go on sending” when you like.</translation>
    </message>
    <message>
        <source>đang gửi {speed} KB/s</source>
        <translation>sending {speed} KB/s</translation>
    </message>
    <message>
        <source>còn chừng {n} phút</source>
        <translation>about {n} min left</translation>
    </message>
    <message>
        <source>còn dưới 1 phút</source>
        <translation>less than a minute left</translation>
    </message>
    <message>
        <source>chưa gửi</source>
        <translation>not sent</translation>
    </message>
    <message>
        <source>thành phố đã có hồ sơ, tệp quét đang chờ</source>
        <translation>the city has the dossier, scans are waiting</translation>
    </message>
    <message>
        <source>Không có gì chờ: thành phố đã có mọi hồ sơ.</source>
        <translation>Nothing waits: the city has every dossier.</translation>
    </message>
    <message>
        <source>Hôm nay mất kết nối {times} lần, {minutes} phút.</source>
        <translation>Offline today {times} time(s), {minutes} min.</translation>
    </message>
    <message>
        <source>Hôm nay không mất kết nối lúc nào máy mở.</source>
        <translation>Never offline today while the app was open.</translation>
    </message>
    <message>
        <source>Không có gì.</source>
        <translation>Nothing.</translation>
    </message>
    <message>
        <source>Xuất việc chưa gửi ra USB</source>
        <translation>Export unsent work to USB</translation>
    </message>
    <message>
        <source>Gói Một Cửa (*.motcua)</source>
        <translation>Một Cửa package (*.motcua)</translation>
    </message>
    <message>
        <source>Gói việc chưa gửi của quầy khác</source>
        <translation>Another counter&apos;s unsent work</translation>
    </message>
    <message>
        <source>Thành phố đã nhận gói: {events} việc ({fresh} việc mới), {attachments} tệp quét.</source>
        <translation>The city took the package: {events} events ({fresh} new), {attachments} scans.</translation>
    </message>
    <message>
        <source>Đã xuất {events} việc và {attachments} tệp quét ra {path}. Mang đến quầy có mạng, bấm F6 rồi “Nhập gói từ USB”. Việc vẫn nằm trong hàng chờ cho đến khi thành phố nhận.</source>
        <translation>{events} events and {attachments} scans were exported to {path}. Bring it to a counter with a line, press F6 and “Import from USB”. The work stays in the outbox until the city has it.</translation>
    </message>
    <message>
        <source>Đang kết nối với thành phố từ {since}.</source>
        <translation>Connected to the city since {since}.</translation>
    </message>
    <message>
        <source>Mất kết nối từ {since}. Vẫn tiếp nhận bình thường, hồ sơ tự gửi khi có mạng.</source>
        <translation>No line since {since}. Work goes on; dossiers are sent when the line returns.</translation>
    </message>
    <message>
        <source>Có mạng nhưng không phải hệ thống thành phố, từ {since}.</source>
        <translation>A network, but not the city&apos;s, since {since}.</translation>
    </message>
    <message>
        <source>Thành phố không nhận máy này, từ {since}.</source>
        <translation>The city does not accept this device, since {since}.</translation>
    </message>
    <message>
        <source>Đang kiểm tra đường truyền…</source>
        <translation>Checking the line…</translation>
    </message>
    <message>
        <source>Đang tạm dừng gửi. Vẫn tiếp nhận bình thường, mọi hồ sơ an toàn trên máy này.</source>
        <translation>Sending is held. Accepting goes on, every dossier is safe on this PC.</translation>
    </message>
    <message>
        <source>{dossiers} hồ sơ, {attachments} tệp quét ({size} MB) chờ gửi.</source>
        <translation>{dossiers} dossiers and {attachments} scans ({size} MB) wait to be sent.</translation>
    </message>
    <message>
        <source>✓ Không còn gì chờ gửi: thành phố đã có mọi hồ sơ.</source>
        <translation>✓ Nothing waits: the city has every dossier.</translation>
    </message>
    <message>
        <source>Đã gửi từ lúc mở máy: {size} KB</source>
        <translation>Sent since start: {size} KB</translation>
    </message>
    <message>
        <source>Đang xem…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>Mọi giấy hẹn đã in.</source>
        <translation>Every receipt was printed.</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Đang in lại giấy hẹn {code}.</source>
        <translation>Printing receipt {code} again.</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Đổi mật khẩu</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Mật khẩu hiện nay do người khác cấp. Chọn mật khẩu của riêng mình, ít nhất 8 ký tự.</source>
        <translation>This password was given out by somebody else. Choose one of your own, at least 8 characters.</translation>
    </message>
    <message>
        <source>Chọn mật khẩu mới, ít nhất 8 ký tự. Các quầy khác của đơn vị nhận được khi có mạng.</source>
        <translation>Choose a new password, at least 8 characters. The unit&apos;s other counters get it when there is a line.</translation>
    </message>
    <message>
        <source>Mật khẩu hiện nay</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>Mật khẩu mới</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Mật khẩu mới, gõ lại</source>
        <translation>New password, again</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Đổi mật khẩu   Enter</source>
        <translation>Change password   Enter</translation>
    </message>
    <message>
        <source>Hai lần gõ mật khẩu mới không giống nhau. Gõ lại lần hai.</source>
        <translation>The two new passwords differ. Type the second again.</translation>
    </message>
</context>
<context>
    <name>PinCard</name>
    <message>
        <source>Mã PIN của người quản trị</source>
        <translation>The administrator&apos;s PIN</translation>
    </message>
    <message>
        <source>Thoát máy tự phục vụ</source>
        <translation>Leave self-service</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Trang giấy</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Giấy của hồ sơ {code}</source>
        <translation>Papers of dossier {code}</translation>
    </message>
    <message>
        <source>In giấy</source>
        <translation>Print a paper</translation>
    </message>
    <message>
        <source>Giấy nhiệt 80 mm</source>
        <translation>80 mm thermal paper</translation>
    </message>
    <message>
        <source>Theo Cài đặt</source>
        <translation>As in Settings</translation>
    </message>
    <message>
        <source>Không in, lưu tệp PDF</source>
        <translation>Do not print, save a PDF</translation>
    </message>
    <message>
        <source>Giấy</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Khổ</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Số bản</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Thu nhỏ, Ctrl -</source>
        <translation>Zoom out, Ctrl -</translation>
    </message>
    <message>
        <source>Phóng to, Ctrl +</source>
        <translation>Zoom in, Ctrl +</translation>
    </message>
    <message>
        <source>In   Ctrl+P</source>
        <translation>Print   Ctrl+P</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Lưu PDF…   Ctrl+S</source>
        <translation>Save PDF…   Ctrl+S</translation>
    </message>
    <message>
        <source>Lưu PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Lưu bản ký số</source>
        <translation>Save signed copy</translation>
    </message>
    <message>
        <source>Lưu bản ký số…   Ctrl+E</source>
        <translation>Save signed copy…   Ctrl+E</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Bớt một bản</source>
        <translation>One copy fewer</translation>
    </message>
    <message>
        <source>Thêm một bản</source>
        <translation>One copy more</translation>
    </message>
    <message>
        <source>Đang dựng tờ giấy…</source>
        <translation>Drawing the paper…</translation>
    </message>
    <message>
        <source>Trang {n}</source>
        <translation>Page {n}</translation>
    </message>
    <message>
        <source>{n} trang</source>
        <translation>{n} page(s)</translation>
    </message>
    <message>
        <source>Đang in {paper}.</source>
        <translation>Printing {paper}.</translation>
    </message>
    <message>
        <source>Đã lưu {path}</source>
        <translation>Saved {path}</translation>
    </message>
</context>
<context>
    <name>ProcedurePicker</name>
    <message>
        <source>Công dân cần làm thủ tục gì?</source>
        <translation>What does the citizen need?</translation>
    </message>
    <message>
        <source>Gõ vài chữ không dấu, ví dụ “ks” là khai sinh, rồi Enter. Quét thẻ căn cước trước cũng được.</source>
        <translation>Type a few letters without accents, such as “ks” for khai sinh, then Enter. You may scan the ID card first.</translation>
    </message>
    <message>
        <source>Tên hoặc mã thủ tục</source>
        <translation>Name or code of the procedure</translation>
    </message>
    <message>
        <source>Tìm thủ tục</source>
        <translation>Search procedures</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Không có thủ tục nào như vậy. Xóa bớt chữ để tìm rộng hơn.</source>
        <translation>No such procedure. Delete some letters to find more.</translation>
    </message>
    <message>
        <source>Hẹn trả hôm nay: {n}</source>
        <translation>Due today: {n}</translation>
    </message>
    <message>
        <source>Quá hạn: {n}</source>
        <translation>Overdue: {n}</translation>
    </message>
    <message>
        <source>Tự đăng ký chờ tiếp nhận: {n} (Ctrl+T)</source>
        <translation>Registered at self-service: {n} (Ctrl+T)</translation>
    </message>
    <message>
        <source>Đang để sang bên</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>… và {n} hồ sơ nữa</source>
        <translation>… and {n} more</translation>
    </message>
</context>
<context>
    <name>ProceduresPage</name>
    <message>
        <source>Việc nào?</source>
        <translation>Which procedure?</translation>
    </message>
    <message>
        <source>Ông, bà cần nộp hồ sơ gì?</source>
        <translation>What do you want to submit?</translation>
    </message>
    <message>
        <source>Chạm vào một việc. Không chắc? Chạm “Trợ giúp”, cán bộ sẽ đến.</source>
        <translation>Touch one. Not sure? Touch “Help”; a clerk will come.</translation>
    </message>
    <message>
        <source>{n} việc, tìm theo tên</source>
        <translation>{n} procedures, by name</translation>
    </message>
    <message>
        <source>Việc khác</source>
        <translation>Something else</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>Bỏ qua</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>Ông, bà thấy phục vụ thế nào?</source>
        <translation>How was the service?</translation>
    </message>
    <message>
        <source>Không ghi tên. Chạm một ô là xong.</source>
        <translation>No name is kept. One touch is all.</translation>
    </message>
    <message>
        <source>Rất hài lòng</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>Bình thường</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Chưa hài lòng</source>
        <translation>Not satisfied</translation>
    </message>
    <message>
        <source>Rất không hài lòng</source>
        <translation>Very dissatisfied</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Không thuộc thẩm quyền của xã</source>
        <translation>Not within the commune&apos;s competence</translation>
    </message>
    <message>
        <source>Người yêu cầu không đủ điều kiện theo quy định</source>
        <translation>The requester does not meet the conditions</translation>
    </message>
    <message>
        <source>Giấy tờ nộp không hợp lệ</source>
        <translation>The papers handed in are not valid</translation>
    </message>
    <message>
        <source>Người dân đề nghị rút hồ sơ</source>
        <translation>The citizen asks to withdraw</translation>
    </message>
    <message>
        <source>Người dân nộp nhầm thủ tục</source>
        <translation>The citizen chose the wrong procedure</translation>
    </message>
    <message>
        <source>Chọn lý do thường gặp…</source>
        <translation>Choose a usual reason…</translation>
    </message>
    <message>
        <source>Lý do thường gặp</source>
        <translation>Usual reason</translation>
    </message>
    <message>
        <source>Ghi chú cho đồng nghiệp</source>
        <translation>Note to colleagues</translation>
    </message>
    <message>
        <source>Lý do, người dân đọc được</source>
        <translation>Reason, as the citizen reads it</translation>
    </message>
</context>
<context>
    <name>Registering</name>
    <message>
        <source>Bước {n} trên {of}</source>
        <translation>Step {n} of {of}</translation>
    </message>
    <message>
        <source>Cầm phiếu này để làm tiếp</source>
        <translation>Take this slip to go on later</translation>
    </message>
    <message>
        <source>Máy không giữ lại gì. Lần sau chạm “Làm tiếp hồ sơ đang dở” rồi quét phiếu. Trang đã chụp phải chụp lại.</source>
        <translation>The machine keeps nothing. Next time touch “Go on with an unfinished dossier” and scan the slip. Pages must be photographed again.</translation>
    </message>
    <message>
        <source>Mã QR của phiếu</source>
        <translation>The slip&apos;s QR</translation>
    </message>
</context>
<context>
    <name>RegistrationsDialog</name>
    <message>
        <source>Hồ sơ tự đăng ký chờ tiếp nhận</source>
        <translation>Self-service registrations waiting</translation>
    </message>
    <message>
        <source>Quét phiếu của người dân là nhanh nhất. Mất phiếu thì chọn ở đây, Enter để làm tiếp.</source>
        <translation>Scanning the citizen&apos;s slip is quickest. Where it is lost choose here; Enter goes on.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào chờ. Khi mất kết nối, hồ sơ mới chỉ có trên phiếu của người dân: quét phiếu.</source>
        <translation>Nothing waits. With no line new ones are only on the citizen&apos;s slip: scan it.</translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Ông, bà nhận kết quả ở đâu?</source>
        <translation>Where will you receive the result?</translation>
    </message>
    <message>
        <source>Tại quầy này</source>
        <translation>At this counter</translation>
    </message>
    <message>
        <source>Mang giấy hẹn đến nhận</source>
        <translation>Bring the receipt</translation>
    </message>
    <message>
        <source>Qua bưu điện, tại nhà</source>
        <translation>By post, at home</translation>
    </message>
    <message>
        <source>Trả cước cho bưu tá khi nhận</source>
        <translation>Pay the postage on delivery</translation>
    </message>
    <message>
        <source>Bản điện tử</source>
        <translation>Electronic copy</translation>
    </message>
    <message>
        <source>Qua tài khoản định danh của ông, bà</source>
        <translation>Through your identity account</translation>
    </message>
</context>
<context>
    <name>SaidPage</name>
    <message>
        <source>Kết thúc</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>ScanDesk</name>
    <message>
        <source>Chọn tệp quét của {name}</source>
        <translation>Choose scans of {name}</translation>
    </message>
    <message>
        <source>Tệp quét</source>
        <translation>Scans</translation>
    </message>
</context>
<context>
    <name>ScansDialog</name>
    <message>
        <source>Giấy đã quét của hồ sơ {code}</source>
        <translation>Scanned papers of dossier {code}</translation>
    </message>
    <message>
        <source>Trang giấy</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Giấy đã quét</source>
        <translation>Scanned papers</translation>
    </message>
    <message>
        <source>Thu nhỏ, Ctrl -</source>
        <translation>Zoom out, Ctrl -</translation>
    </message>
    <message>
        <source>Phóng to, Ctrl +</source>
        <translation>Zoom in, Ctrl +</translation>
    </message>
    <message>
        <source>Xoay   R</source>
        <translation>Turn   R</translation>
    </message>
    <message>
        <source>Xoay</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Hồ sơ này không có tệp quét.</source>
        <translation>This dossier has no scans.</translation>
    </message>
    <message>
        <source>Đang mở…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Trang {n}/{count} · {zoom} %</source>
        <translation>Page {n}/{count} · {zoom} %</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Việc của ông, bà tên là gì?</source>
        <translation>What is your procedure called?</translation>
    </message>
    <message>
        <source>Gõ vài chữ, không cần dấu. Ví dụ: ket hon</source>
        <translation>Type a few letters, accents not needed, such as: ket hon</translation>
    </message>
    <message>
        <source>Không thấy việc nào như vậy. Xóa bớt chữ, hoặc hỏi cán bộ.</source>
        <translation>None like that. Delete some letters, or ask a clerk.</translation>
    </message>
    <message>
        <source>… và {n} việc nữa. Gõ thêm chữ để thấy.</source>
        <translation>… and {n} more. Type more letters to see them.</translation>
    </message>
</context>
<context>
    <name>SelfServiceWindow</name>
    <message>
        <source>Cảm ơn ông, bà</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>Ý kiến đã được ghi lại, không kèm tên.</source>
        <translation>Your opinion is noted, without a name.</translation>
    </message>
    <message>
        <source>Máy chưa ghi được. Chạm lần nữa; nếu vẫn chưa được, mang giấy tờ đến quầy.</source>
        <translation>The machine could not save. Touch once more; if it still fails, bring your papers to the counter.</translation>
    </message>
    <message>
        <source>Trang này chụp chưa được. Để giấy ngay ngắn rồi chụp lại.</source>
        <translation>This page did not come out. Lay the paper straight and take it again.</translation>
    </message>
    <message>
        <source>Đang mất kết nối. Ông, bà vẫn nộp hồ sơ bình thường; phiếu in ra có giá trị ngay.</source>
        <translation>No line just now. You can submit as usual; the slip is good at once.</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Máy này</source>
        <translation>This device</translation>
    </message>
    <message>
        <source>{unit} · Quầy {counter} · mã cơ quan {agency}</source>
        <translation>{unit} · Counter {counter} · agency code {agency}</translation>
    </message>
    <message>
        <source>Mã máy {id}</source>
        <translation>Device {id}</translation>
    </message>
    <message>
        <source>Kiểm tra máy, báo sự cố…</source>
        <translation>Check this PC, report…</translation>
    </message>
    <message>
        <source>Đổi mật khẩu…</source>
        <translation>Change password…</translation>
    </message>
    <message>
        <source>Mở tập huấn…</source>
        <translation>Open training…</translation>
    </message>
    <message>
        <source>Mở một cửa sổ tập huấn: dữ liệu riêng, không đụng tới hồ sơ thật</source>
        <translation>A window for training: data of its own, never the real dossiers</translation>
    </message>
    <message>
        <source>Thiết bị và màn hình</source>
        <translation>Devices and display</translation>
    </message>
    <message>
        <source>Đang tìm máy in, máy quét, camera…</source>
        <translation>Looking for printers, scanners, cameras…</translation>
    </message>
    <message>
        <source>Thư mục máy quét ghi tệp vào; bỏ trống để chọn tệp bằng tay</source>
        <translation>The folder the scanner writes to; leave empty to choose files by hand</translation>
    </message>
    <message>
        <source>Chọn…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Chọn thư mục máy quét</source>
        <translation>Choose the scanner&apos;s folder</translation>
    </message>
    <message>
        <source>Không dùng</source>
        <translation>Not used</translation>
    </message>
    <message>
        <source>Máy in mặc định của máy</source>
        <translation>The system&apos;s default printer</translation>
    </message>
    <message>
        <source>Không in, lưu tệp PDF</source>
        <translation>Do not print, save PDF files</translation>
    </message>
    <message>
        <source>Như máy in trên</source>
        <translation>The printer above</translation>
    </message>
    <message>
        <source>Mở ngăn kéo tiền sau khi in giấy nhiệt</source>
        <translation>Open the cash drawer after printing on thermal paper</translation>
    </message>
    <message>
        <source>Giấy nhiệt 80 mm</source>
        <translation>80 mm thermal paper</translation>
    </message>
    <message>
        <source>In trang thử</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Camera đầu tiên của máy</source>
        <translation>This PC&apos;s first camera</translation>
    </message>
    <message>
        <source>Thư mục ở ổ đĩa khác hoặc USB; bỏ trống: cạnh dữ liệu của máy</source>
        <translation>A folder on another disk or USB; empty: beside this device&apos;s data</translation>
    </message>
    <message>
        <source>Không giới hạn</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>{n} Mbit/s trong giờ làm việc</source>
        <translation>{n} Mbit/s in office hours</translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Tối</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Không tự khóa</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>sau {n} phút không dùng</source>
        <translation>after {n} minutes unused</translation>
    </message>
    <message>
        <source>Địa chỉ hệ thống thành phố</source>
        <translation>City service address</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Khổ giấy hẹn</source>
        <translation>Receipt paper</translation>
    </message>
    <message>
        <source>Thư mục quét</source>
        <translation>Scan folder</translation>
    </message>
    <message>
        <source>Máy in A4</source>
        <translation>A4 printer</translation>
    </message>
    <message>
        <source>Máy in nhiệt</source>
        <translation>Thermal printer</translation>
    </message>
    <message>
        <source>Máy quét (SANE)</source>
        <translation>Scanner (SANE)</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Thư mục sao lưu</source>
        <translation>Backup folder</translation>
    </message>
    <message>
        <source>Đường truyền dùng để gửi</source>
        <translation>Bandwidth for sending</translation>
    </message>
    <message>
        <source>Nền</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Cỡ chữ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Khóa màn hình</source>
        <translation>Lock the screen</translation>
    </message>
    <message>
        <source>Lưu cài đặt</source>
        <translation>Save settings</translation>
    </message>
    <message>
        <source>Đã đổi mật khẩu. Quầy khác và văn phòng nhận được khi có mạng.</source>
        <translation>Password changed. Other counters and the office get it when there is a line.</translation>
    </message>
    <message>
        <source>Đang mở cửa sổ tập huấn.</source>
        <translation>Opening the training window.</translation>
    </message>
    <message>
        <source>Không mở được cửa sổ tập huấn. Gọi hỗ trợ.</source>
        <translation>The training window does not open. Call support.</translation>
    </message>
    <message>
        <source>Khổ của từng loại giấy</source>
        <translation>Sheet of each kind of paper</translation>
    </message>
    <message>
        <source>Như giấy hẹn</source>
        <translation>As the receipt</translation>
    </message>
    <message>
        <source>Có hiệu lực khi bấm Lưu cài đặt.</source>
        <translation>Counts once the settings are saved.</translation>
    </message>
    <message>
        <source>Đang in trang thử.</source>
        <translation>Printing a test page.</translation>
    </message>
    <message>
        <source>Không có máy in: trang thử đã lưu thành tệp {path}</source>
        <translation>No printer: the test page was saved as {path}</translation>
    </message>
    <message>
        <source>Trang thử đã gửi tới {printer}. Kiểm tra khung chạm hai lề và mã QR quét được.</source>
        <translation>The test page went to {printer}. See that the frame reaches both margins and the QR scans.</translation>
    </message>
    <message>
        <source>Đã lưu. Địa chỉ thành phố và ngôn ngữ có hiệu lực khi mở lại.</source>
        <translation>Saved. The city&apos;s address and the language take effect at the next start.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>{unit} · Quầy {counter}</source>
        <translation>{unit} · Counter {counter}</translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Đăng nhập   Enter</source>
        <translation>Sign in   Enter</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Đăng nhập được cả khi mất mạng.</source>
        <translation>You can sign in without a line.</translation>
    </message>
    <message>
        <source>Tập huấn: canbo1 / thuchanh. Không dùng dữ liệu người thật.</source>
        <translation>Practice: canbo1 / thuchanh. Do not use real people&apos;s data.</translation>
    </message>
    <message>
        <source>Màn hình của {name} đang khóa; việc đang làm được giữ. Người khác đăng nhập được tại đây.</source>
        <translation>The screen of {name} is locked; the work is kept. Somebody else may sign in here.</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Chỗ ký bằng ngón tay</source>
        <translation>Place to sign with a finger</translation>
    </message>
</context>
<context>
    <name>StandingPage</name>
    <message>
        <source>Giấy này là thật</source>
        <translation>This paper is genuine</translation>
    </message>
    <message>
        <source>Mã hồ sơ</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Hẹn trả kết quả</source>
        <translation>Result promised for</translation>
    </message>
    <message>
        <source>Cần bổ sung:</source>
        <translation>Still needed:</translation>
    </message>
    <message>
        <source>Chụp giấy tờ bổ sung ngay</source>
        <translation>Photograph the papers now</translation>
    </message>
    <message>
        <source>Kết thúc</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Máy này chưa nhận được tin gì về hồ sơ. Hỏi cán bộ tại quầy nếu đã quá ngày hẹn.</source>
        <translation>This machine has heard nothing of the dossier. Ask a clerk if the day has passed.</translation>
    </message>
    <message>
        <source>Chưa có cán bộ tiếp nhận. Cầm phiếu và giấy tờ gốc đến quầy.</source>
        <translation>No clerk has taken it over. Take the slip and the original papers to a counter.</translation>
    </message>
    <message>
        <source>Không cần làm gì thêm. Đến nhận kết quả theo ngày hẹn.</source>
        <translation>Nothing more to do. Come for the result on the day promised.</translation>
    </message>
    <message>
        <source>Hỏi cán bộ tại quầy để biết lý do.</source>
        <translation>Ask a clerk for the reason.</translation>
    </message>
    <message>
        <source>Chụp giấy tờ còn thiếu ở đây, hoặc mang đến quầy.</source>
        <translation>Photograph what is missing here, or bring it to a counter.</translation>
    </message>
    <message>
        <source>Mang giấy hẹn đến quầy để nộp phí, lệ phí.</source>
        <translation>Bring the receipt to a counter to pay the fee.</translation>
    </message>
    <message>
        <source>Mang giấy hẹn đến nhận lại giấy tờ.</source>
        <translation>Bring the receipt to get your papers back.</translation>
    </message>
    <message>
        <source>Mang giấy hẹn đến nhận lại giấy tờ và văn bản nêu lý do.</source>
        <translation>Bring the receipt to get your papers and the written reason.</translation>
    </message>
    <message>
        <source>Mang giấy hẹn và thẻ căn cước đến quầy nhận kết quả.</source>
        <translation>Bring the receipt and your ID card to receive the result.</translation>
    </message>
    <message>
        <source>Hồ sơ đã kết thúc.</source>
        <translation>The dossier is closed.</translation>
    </message>
</context>
<context>
    <name>StillThere</name>
    <message>
        <source>Bạn còn ở đó không?</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>Không chạm gì thì sau {n} giây máy xóa hết những gì đã nhập.</source>
        <translation>Without a touch everything entered is wiped in {n} seconds.</translation>
    </message>
    <message>
        <source>Tôi còn ở đây</source>
        <translation>I am here</translation>
    </message>
</context>
<context>
    <name>TakeSupplementDialog</name>
    <message>
        <source>Giấy tờ được yêu cầu</source>
        <translation>Papers asked for</translation>
    </message>
    <message>
        <source>Quét</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Ghi thêm (có thể bỏ trống)</source>
        <translation>Remark (optional)</translation>
    </message>
    <message>
        <source>{n} tệp</source>
        <translation>{n} file(s)</translation>
    </message>
    <message>
        <source>đang nhận…</source>
        <translation>taking in…</translation>
    </message>
    <message>
        <source>đợi máy quét…</source>
        <translation>waiting for the scanner…</translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Kiểm tra giấy hẹn</source>
        <translation>Check a receipt</translation>
    </message>
    <message>
        <source>Quét mã QR trên giấy hẹn, đưa giấy trước camera, hoặc mở tệp. Không cần có mạng.</source>
        <translation>Scan the QR on the receipt, hold it before the camera, or open a file. No line is needed.</translation>
    </message>
    <message>
        <source>Mã QR của giấy hẹn</source>
        <translation>The receipt&apos;s QR code</translation>
    </message>
    <message>
        <source>Đưa giấy vào máy quét mã…</source>
        <translation>Hold the paper to the scanner…</translation>
    </message>
    <message>
        <source>Mở ảnh, PDF…</source>
        <translation>Open picture, PDF…</translation>
    </message>
    <message>
        <source>Camera   F8</source>
        <translation>Camera   F8</translation>
    </message>
    <message>
        <source>Camera, F8</source>
        <translation>Camera, F8</translation>
    </message>
    <message>
        <source>Đóng   Esc</source>
        <translation>Close   Esc</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Tắt camera   F8</source>
        <translation>Camera off   F8</translation>
    </message>
    <message>
        <source>Đang kiểm tra…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Ảnh hoặc PDF của giấy hẹn</source>
        <translation>Picture or PDF of the receipt</translation>
    </message>
    <message>
        <source>Ảnh, PDF</source>
        <translation>Pictures, PDF</translation>
    </message>
    <message>
        <source>Mã hồ sơ {code}</source>
        <translation>Dossier {code}</translation>
    </message>
    <message>
        <source>Nhận {received}, hẹn trả {due}</source>
        <translation>Received {received}, due {due}</translation>
    </message>
    <message>
        <source>Phí, lệ phí {fee}</source>
        <translation>Fee {fee}</translation>
    </message>
    <message>
        <source>Giấy tập huấn, không có giá trị pháp lý</source>
        <translation>A practice paper, not legally valid</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>Người yêu cầu</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Thẻ của {name} là của ai?</source>
        <translation>Whose card is {name}&apos;s?</translation>
    </message>
    <message>
        <source>Người yêu cầu là ai trong tờ khai?</source>
        <translation>Who in the form is the applicant?</translation>
    </message>
</context>
<context>
    <name>applicant</name>
    <message>
        <source>Họ, chữ đệm, tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Birth date</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Thư điện tử</source>
        <translation>E-mail</translation>
    </message>
</context>
<context>
    <name>documents</name>
    <message>
        <source>tự in, chờ chữ ký</source>
        <translation>printed here, to be signed</translation>
    </message>
    <message>
        <source>xuất trình</source>
        <translation>shown</translation>
    </message>
    <message>
        <source>{n} bản chính</source>
        <translation>{n} originals</translation>
    </message>
    <message>
        <source>{n} bản sao</source>
        <translation>{n} copies</translation>
    </message>
    <message>
        <source>{n} tệp, {size} KB</source>
        <translation>{n} files, {size} KB</translation>
    </message>
    <message>
        <source>cần có</source>
        <translation>needed</translation>
    </message>
    <message>
        <source>nếu {when}</source>
        <translation>if: {when}</translation>
    </message>
    <message>
        <source>nếu có</source>
        <translation>if any</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>năm, hoặc ngày/tháng/năm</source>
        <translation>year, or day/month/year</translation>
    </message>
    <message>
        <source>giờ:phút ngày/tháng/năm</source>
        <translation>hour:minute day/month/year</translation>
    </message>
    <message>
        <source>12 số, hoặc loại và số giấy tờ</source>
        <translation>12 digits, or kind and number</translation>
    </message>
</context>
<context>
    <name>guide</name>
    <message>
        <source>Quét một thẻ căn cước tập huấn</source>
        <translation>Scan a practice ID card</translation>
    </message>
    <message>
        <source>Tiếp nhận một hồ sơ (F9)</source>
        <translation>Accept a dossier (F9)</translation>
    </message>
    <message>
        <source>Để một hồ sơ sang bên (Ctrl+B) rồi làm tiếp</source>
        <translation>Put a dossier aside (Ctrl+B), then go on</translation>
    </message>
    <message>
        <source>Tìm một hồ sơ bằng tên không dấu (F3)</source>
        <translation>Find a dossier by name, no accents (F3)</translation>
    </message>
    <message>
        <source>Ghi chú hoặc yêu cầu bổ sung (Ctrl+M)</source>
        <translation>Write a note or ask for a supplement (Ctrl+M)</translation>
    </message>
    <message>
        <source>Kiểm tra một giấy hẹn (F10)</source>
        <translation>Check a receipt (F10)</translation>
    </message>
    <message>
        <source>Khóa màn hình (Ctrl+L)</source>
        <translation>Lock the screen (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Accept a dossier</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước của người đang đứng trước quầy: lúc nào cũng được.</source>
        <translation>Scan the ID card of who stands before you: at any moment.</translation>
    </message>
    <message>
        <source>Gõ vài chữ của thủ tục, ví dụ “ks”, rồi Enter.</source>
        <translation>Type a few letters of the procedure, such as “ks”, then Enter.</translation>
    </message>
    <message>
        <source>Điền ô còn trống. Quét thẻ thứ hai thì máy hỏi là của cha, mẹ hay ai.</source>
        <translation>Fill what is empty. With a second card you are asked whose it is.</translation>
    </message>
    <message>
        <source>Quét từng giấy bằng F5, hoặc đánh dấu giấy đã nộp bằng Alt và số.</source>
        <translation>Scan each paper with F5, or tick it with Alt and its number.</translation>
    </message>
    <message>
        <source>F9: tiếp nhận và in. Thiếu gì, máy liệt kê và đưa con trỏ đến chỗ đó.</source>
        <translation>F9: accept and print. What is missing is listed, and you are put there.</translation>
    </message>
    <message>
        <source>Người dân cần lấy thêm giấy: Ctrl+B để sang bên, tiếp người sau.</source>
        <translation>The citizen must fetch a paper: Ctrl+B puts it aside, serve the next.</translation>
    </message>
    <message>
        <source>tiếp nhận và in</source>
        <translation>accept and print</translation>
    </message>
    <message>
        <source>quét giấy tiếp theo</source>
        <translation>scan the next paper</translation>
    </message>
    <message>
        <source>đánh dấu giấy đã nộp</source>
        <translation>tick a paper handed in</translation>
    </message>
    <message>
        <source>người yêu cầu chính là người trong tờ khai</source>
        <translation>the applicant is a person of the form</translation>
    </message>
    <message>
        <source>lấy thông tin từ CSDL dân cư khi đã gõ số định danh</source>
        <translation>take what the population database says of a typed personal number</translation>
    </message>
    <message>
        <source>hồ sơ người dân tự đăng ký ở máy; quét phiếu thì nhanh hơn</source>
        <translation>what citizens registered at self-service; scanning the slip is quicker</translation>
    </message>
    <message>
        <source>thiếu giấy: in phiếu yêu cầu bổ sung</source>
        <translation>papers missing: print the supplement request</translation>
    </message>
    <message>
        <source>để hồ sơ sang bên</source>
        <translation>put the dossier aside</translation>
    </message>
    <message>
        <source>làm tiếp hồ sơ đã để sang bên</source>
        <translation>go on with one put aside</translation>
    </message>
    <message>
        <source>đổi thủ tục, giữ người nộp</source>
        <translation>change the procedure, keep the applicant</translation>
    </message>
    <message>
        <source>thêm một dòng trong bảng</source>
        <translation>one more row in a table</translation>
    </message>
    <message>
        <source>hồ sơ nữa của cùng người nộp</source>
        <translation>another dossier of the same applicant</translation>
    </message>
    <message>
        <source>in lại giấy hẹn</source>
        <translation>print the receipt again</translation>
    </message>
    <message>
        <source>bỏ hồ sơ đang làm</source>
        <translation>discard the dossier</translation>
    </message>
    <message>
        <source>Hồ sơ và trả kết quả</source>
        <translation>Dossiers and handing back</translation>
    </message>
    <message>
        <source>Gõ tên không dấu, mã, số định danh, điện thoại; hoặc quét giấy hẹn.</source>
        <translation>Type a name without accents, a code, a number; or scan the receipt.</translation>
    </message>
    <message>
        <source>Enter làm việc chính của hồ sơ: trả kết quả, hay nhận giấy tờ bổ sung.</source>
        <translation>Enter does what the dossier waits for: hand back, or take papers.</translation>
    </message>
    <message>
        <source>Việc khác (yêu cầu bổ sung, hẹn lại, rút, từ chối, ghi chú): Ctrl+M rồi số.</source>
        <translation>Other acts (supplement, new date, withdraw, reject, note): Ctrl+M, a number.</translation>
    </message>
    <message>
        <source>Bấm “Hẹn trả” ở đầu bảng để xem theo ngày hẹn; lọc hay dùng thì lưu lại.</source>
        <translation>Click “Due” at the table&apos;s head to sort by promise; save useful views.</translation>
    </message>
    <message>
        <source>việc chính của hồ sơ</source>
        <translation>what the dossier waits for</translation>
    </message>
    <message>
        <source>việc khác</source>
        <translation>other acts</translation>
    </message>
    <message>
        <source>xem, in, ký số giấy của hồ sơ</source>
        <translation>see, print, sign papers</translation>
    </message>
    <message>
        <source>xem giấy đã quét</source>
        <translation>see the scans</translation>
    </message>
    <message>
        <source>chọn hồ sơ, khi vẫn gõ</source>
        <translation>choose while typing</translation>
    </message>
    <message>
        <source>Hàng chờ gửi</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>Mọi thứ ở đây đã an toàn trên máy và tự gửi khi có mạng: không phải làm gì.</source>
        <translation>All of this is safe here and goes by itself: nothing to do.</translation>
    </message>
    <message>
        <source>Mất mạng lâu: xuất ra USB, mang đến quầy có mạng và nhập ở đó.</source>
        <translation>Long without a line: export to a stick, import it at a counter that has one.</translation>
    </message>
    <message>
        <source>Giấy chưa in được: xem máy in, rồi bấm “In lại”.</source>
        <translation>Papers that did not come out: look at the printer, then “Print again”.</translation>
    </message>
    <message>
        <source>Sổ và báo cáo</source>
        <translation>Books and reports</translation>
    </message>
    <message>
        <source>Chọn ngày hoặc khoảng ngày; in sổ theo dõi hoặc xuất bảng tính.</source>
        <translation>Choose a day or a span; print the book or save a spreadsheet.</translation>
    </message>
    <message>
        <source>Cuối ngày: đếm tiền, gõ số đếm được và bấm “Chốt ngày”.</source>
        <translation>At the day&apos;s end: count, type the amount and close the day.</translation>
    </message>
    <message>
        <source>in sổ theo dõi hồ sơ</source>
        <translation>print the day book</translation>
    </message>
    <message>
        <source>xuất bảng tính</source>
        <translation>save a spreadsheet</translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>“Kiểm tra máy” xem máy in, máy quét, đường truyền, sao lưu… và nói cách sửa.</source>
        <translation>“Check this PC” looks at printer, scanner, line, backup … and says the cure.</translation>
    </message>
    <message>
        <source>“In trang thử” sau khi đổi máy in.</source>
        <translation>“Print a test page” after changing the printer.</translation>
    </message>
    <message>
        <source>“Báo sự cố” gửi tình trạng máy cho nhóm hỗ trợ, không kèm dữ liệu người dân.</source>
        <translation>“Report a problem” sends this PC&apos;s state to support, no citizen&apos;s data.</translation>
    </message>
    <message>
        <source>tiếp nhận, hồ sơ, trả kết quả</source>
        <translation>accept, dossiers, hand back</translation>
    </message>
    <message>
        <source>hàng chờ, sổ và báo cáo, cài đặt</source>
        <translation>outbox, books, settings</translation>
    </message>
    <message>
        <source>kiểm tra giấy hẹn thật hay giả</source>
        <translation>check a receipt</translation>
    </message>
    <message>
        <source>tìm mọi thứ</source>
        <translation>find anything</translation>
    </message>
    <message>
        <source>khóa màn hình, đổi người</source>
        <translation>lock the screen, change clerks</translation>
    </message>
    <message>
        <source>đã đọc thông báo, đóng cửa sổ nhỏ</source>
        <translation>notice read, close a small window</translation>
    </message>
</context>
<context>
    <name>line</name>
    <message>
        <source>Mất kết nối từ {since}. Vẫn tiếp nhận bình thường: {count} hồ sơ đã lưu an toàn trên máy này, sẽ tự gửi khi có mạng.</source>
        <translation>No line since {since}. Work goes on as usual: {count} dossiers are safe on this PC and will be sent when the line returns.</translation>
    </message>
    <message>
        <source>Mất kết nối từ {since}. Vẫn tiếp nhận bình thường, hồ sơ được lưu an toàn trên máy này.</source>
        <translation>No line since {since}. Work goes on as usual; dossiers are kept safe on this PC.</translation>
    </message>
    <message>
        <source>Đồng hồ máy này lệch {minutes} phút so với thành phố. Chỉnh lại giờ trong Windows hoặc Linux.</source>
        <translation>This PC&apos;s clock is {minutes} minutes off the city&apos;s. Set it in Windows or Linux.</translation>
    </message>
    <message>
        <source>Đồng hồ máy này chậm hơn lần tiếp nhận trước {minutes} phút. Kiểm tra lại ngày giờ.</source>
        <translation>This PC&apos;s clock is {minutes} minutes before the last acceptance. Check date and time.</translation>
    </message>
</context>
<context>
    <name>printer</name>
    <message>
        <source>máy in không nhận lệnh</source>
        <translation>the printer takes no job</translation>
    </message>
    <message>
        <source>máy in không nhận trang tiếp theo</source>
        <translation>the printer does not take the next page</translation>
    </message>
</context>
<context>
    <name>procedures</name>
    <message>
        <source>miễn lệ phí {condition}</source>
        <translation>free {condition}</translation>
    </message>
    <message>
        <source>{fee} mỗi bản</source>
        <translation>{fee} a copy</translation>
    </message>
    <message>
        <source>{fee} mỗi trang</source>
        <translation>{fee} a page</translation>
    </message>
    <message>
        <source>không thu phí</source>
        <translation>no fee</translation>
    </message>
</context>
<context>
    <name>question</name>
    <message>
        <source>Họ, chữ đệm, tên của ông, bà</source>
        <translation>Your full name</translation>
    </message>
    <message>
        <source>Số định danh cá nhân của ông, bà</source>
        <translation>Your personal ID number</translation>
    </message>
    <message>
        <source>Ngày sinh của ông, bà</source>
        <translation>Your date of birth</translation>
    </message>
    <message>
        <source>Giới tính của ông, bà</source>
        <translation>Your sex</translation>
    </message>
    <message>
        <source>Nơi ông, bà cư trú</source>
        <translation>Where you live</translation>
    </message>
    <message>
        <source>Số điện thoại của ông, bà</source>
        <translation>Your phone number</translation>
    </message>
    <message>
        <source>Ngày, tháng, năm. Ví dụ: 05 09 1990</source>
        <translation>Day, month, year, such as 05 09 1990</translation>
    </message>
    <message>
        <source>Số nhà, đường hoặc thôn, rồi xã, phường. Gõ không dấu cũng được.</source>
        <translation>House, street or hamlet, then the commune. Accents are not needed.</translation>
    </message>
    <message>
        <source>Như trong giấy khai sinh hoặc thẻ căn cước.</source>
        <translation>As on the birth certificate or ID card.</translation>
    </message>
    <message>
        <source>12 số trên thẻ căn cước.</source>
        <translation>The 12 digits on the ID card.</translation>
    </message>
    <message>
        <source>Một con số.</source>
        <translation>A number.</translation>
    </message>
    <message>
        <source>Để cán bộ gọi khi cần. Không có thì để trống.</source>
        <translation>So that a clerk can call. Leave it empty if you have none.</translation>
    </message>
</context>
<context>
    <name>standing</name>
    <message>
        <source>Đang mất kết nối: theo tin lúc {moment}, có thể đã khác.</source>
        <translation>No line just now: as heard at {moment}; it may have changed.</translation>
    </message>
    <message>
        <source>Đang mất kết nối: có kết nối thì xem lại sẽ rõ.</source>
        <translation>No line just now: look again once there is one.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Giấy tiếp nhận và hẹn trả (mẫu 01)</source>
        <translation>Receipt (form 01)</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung (mẫu 02)</source>
        <translation>Supplement request (form 02)</translation>
    </message>
    <message>
        <source>Phiếu từ chối (mẫu 03)</source>
        <translation>Refusal (form 03)</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại (mẫu 04)</source>
        <translation>Apology and new date (form 04)</translation>
    </message>
    <message>
        <source>Thông báo dừng giải quyết (mẫu 05)</source>
        <translation>Notice of stopping (form 05)</translation>
    </message>
    <message>
        <source>Phiếu kiểm soát (mẫu 06)</source>
        <translation>Control sheet (form 06)</translation>
    </message>
    <message>
        <source>Biên lai thu phí, lệ phí</source>
        <translation>Fee receipt</translation>
    </message>
    <message>
        <source>Tờ khai đã điền</source>
        <translation>Filled declaration form</translation>
    </message>
    <message>
        <source>Chữ ký số không khớp: tệp đã bị sửa sau khi ký</source>
        <translation>The signature does not match: the file was changed after it was signed</translation>
    </message>
    <message>
        <source>Chữ ký số của {signer} nguyên vẹn, nhưng máy này không tin chứng thư đó</source>
        <translation>The signature of {signer} is intact, but this PC does not trust its certificate</translation>
    </message>
    <message>
        <source>Chữ ký số đúng: {signer}</source>
        <translation>The signature is good: {signer}</translation>
    </message>
    <message>
        <source>Giữ lại giấy và báo người phụ trách.</source>
        <translation>Keep the paper and tell the supervisor.</translation>
    </message>
    <message>
        <source>Giấy hẹn thật</source>
        <translation>A genuine receipt</translation>
    </message>
    <message>
        <source>Đúng như quầy đã ký.</source>
        <translation>Exactly as the counter signed it.</translation>
    </message>
    <message>
        <source>Giấy đã bị sửa: không còn như quầy đã ký</source>
        <translation>Altered: no longer what the counter signed</translation>
    </message>
    <message>
        <source>Mã QR này là của một hồ sơ khác</source>
        <translation>This QR belongs to another dossier</translation>
    </message>
    <message>
        <source>Giấy giả: thành phố không chứng nhận người đã ký</source>
        <translation>Forged: the city never vouched for who signed it</translation>
    </message>
    <message>
        <source>Chưa rõ: khóa ký không phải của thành phố này</source>
        <translation>Not known: signed under a key that is not this city&apos;s</translation>
    </message>
    <message>
        <source>Kết nối mạng một lần để máy nhận khóa mới, rồi kiểm tra lại.</source>
        <translation>Connect once so that new keys arrive, then check again.</translation>
    </message>
    <message>
        <source>Khóa của quầy đã bị thu hồi</source>
        <translation>The counter&apos;s key was revoked</translation>
    </message>
    <message>
        <source>Tìm hồ sơ trong danh sách và cấp lại giấy hẹn nếu hồ sơ có thật.</source>
        <translation>Look for the dossier in the list and issue the receipt again if it is there.</translation>
    </message>
    <message>
        <source>Không đọc thấy mã giấy hẹn</source>
        <translation>No receipt&apos;s code could be read</translation>
    </message>
    <message>
        <source>Đưa giấy thẳng và đủ sáng rồi quét lại, hoặc tìm theo mã hồ sơ.</source>
        <translation>Hold the paper straight in good light and scan again, or search by the code.</translation>
    </message>
    <message>
        <source>Mới đăng ký</source>
        <translation>Newly registered</translation>
    </message>
    <message>
        <source>Được tiếp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Không được tiếp nhận</source>
        <translation>Not accepted</translation>
    </message>
    <message>
        <source>Đang xử lý</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung giấy tờ</source>
        <translation>Supplement requested</translation>
    </message>
    <message>
        <source>Yêu cầu thực hiện nghĩa vụ tài chính</source>
        <translation>Payment requested</translation>
    </message>
    <message>
        <source>Công dân yêu cầu rút hồ sơ</source>
        <translation>Withdrawn by the citizen</translation>
    </message>
    <message>
        <source>Dừng xử lý</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Đã xử lý xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Handed back</translation>
    </message>
    <message>
        <source>Tiếp nhận tại quầy</source>
        <translation>Accepted at the counter</translation>
    </message>
    <message>
        <source>Đã nhận giấy tờ bổ sung</source>
        <translation>Supplement received</translation>
    </message>
    <message>
        <source>Không tiếp nhận</source>
        <translation>Not accepted</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Công dân rút hồ sơ</source>
        <translation>Withdrawn by the citizen</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand back</translation>
    </message>
    <message>
        <source>Bắt đầu xử lý</source>
        <translation>Work began</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Supplement requested</translation>
    </message>
    <message>
        <source>Dừng giải quyết</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại</source>
        <translation>Apology and new date</translation>
    </message>
    <message>
        <source>Nhận giấy tờ bổ sung</source>
        <translation>Take the supplement</translation>
    </message>
    <message>
        <source>Từ chối hồ sơ</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Người dân rút hồ sơ</source>
        <translation>Withdrawn by the citizen</translation>
    </message>
    <message>
        <source>Ghi chú cho đồng nghiệp</source>
        <translation>Note to colleagues</translation>
    </message>
    <message>
        <source>Người dân tự đăng ký</source>
        <translation>Registered by the citizen</translation>
    </message>
    <message>
        <source>Quầy tiếp nhận hồ sơ tự đăng ký</source>
        <translation>Taken over by a counter</translation>
    </message>
    <message>
        <source>Người dân gửi giấy tờ ở máy tự phục vụ</source>
        <translation>Papers left at self-service</translation>
    </message>
    <message>
        <source>Hai quầy cùng tiếp nhận, cần người xem lại</source>
        <translation>Taken over by two counters, needs a person</translation>
    </message>
    <message>
        <source>Trùng mã hồ sơ, cần người xem lại</source>
        <translation>Code used twice, needs a look</translation>
    </message>
    <message>
        <source>Nghi trùng với hồ sơ khác, cần người xem lại</source>
        <translation>Perhaps the same as another dossier, needs a look</translation>
    </message>
    <message>
        <source>Thành phố chưa hiểu, cần người xem lại</source>
        <translation>Not understood by the city, needs a look</translation>
    </message>
    <message>
        <source>chờ gửi</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>đang gửi tệp</source>
        <translation>sending scans</translation>
    </message>
    <message>
        <source>đã gửi</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>Hôm nay {day}</source>
        <translation>Today {day}</translation>
    </message>
    <message>
        <source>Ngày mai {day}</source>
        <translation>Tomorrow {day}</translation>
    </message>
    <message>
        <source>quá hạn {days} ngày</source>
        <translation>{days} days late</translation>
    </message>
    <message>
        <source>hôm nay</source>
        <translation>today</translation>
    </message>
    <message>
        <source>còn {days} ngày</source>
        <translation>{days} days left</translation>
    </message>
</context>
</TS>
