"""The back office by HTTP: who sees what, what an act does at the counter, what a stranger is told."""

import io
from datetime import datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest
import requests

from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.practice.cases import CaseMaker
from kiosk.practice.pages import practice_page
from kiosk.sync.condition import ConditionTeller, note_doctor
from tests.builders import SetClock, a_counter, a_day_of_its_own, a_kiosk, accept, cases
from tests.city import City, engine_of, sync
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sent(counter: Counter, city: City, seed: int = 1) -> str:
    """A dossier the city has; its id."""
    accepted = accept(counter, cases(seed).birth())
    sync(counter, city.url)
    return accepted.id


def test_an_official_finds_a_dossier_and_reads_all_of_it(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        case = cases(11).birth()
        accepted = accept(counter, case)
        sync(counter, city.url)
    office = OfficeVisitor(city)
    found = office.get(f"/office?view=all&q={accepted.code}")
    assert accepted.code in found.text and case.applicant.name in found.text
    page = office.get(f"/office/dossiers/{accepted.id}").text
    for shown in (accepted.code, case.applicant.name, "Người nộp hồ sơ", "Tiếp nhận tại quầy", "Bắt đầu xử lý"):
        assert shown in page
    assert office.get("/office?view=all&q=zzzz").text.count("data-row") == 0


def test_every_act_reaches_the_counter(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city)
        office = OfficeVisitor(city)
        path = f"/office/dossiers/{dossier}"
        assert "Đang xử lý" in office.post(f"{path}/take-up").text
        asked = office.post(f"{path}/supplement", items="Giấy chứng sinh có dấu\nBản sao hộ chiếu", reason="Thiếu dấu")
        assert "Yêu cầu bổ sung giấy tờ" in asked.text
        sync(counter, city.url)
        row = counter.store.dossiers.by_id(dossier)
        assert row is not None and row.state == 5
        asked_for = ["Giấy chứng sinh có dấu", "Bản sao hộ chiếu"]
        assert any(line.payload.get("items") == asked_for for line in counter.store.dossiers.story(dossier))
        counter.handling.take_supplement(row, "canbo1")
        sync(counter, city.url)
        moved = office.post(f"{path}/apologise", due_on="31/12/2030", reason="Chờ xác minh")
        assert "31/12/2030" in moved.text
        done = office.post(f"{path}/done", files={"result": ("ket-qua.pdf", PDF)})
        assert "Đã xử lý xong" in done.text
        sync(counter, city.url)
        row = counter.store.dossiers.by_id(dossier)
        assert row is not None and row.state == 9 and row.due_at.year == 2030
        result = [p for p in counter.store.dossiers.attachments(dossier) if p.document == "Kết quả"]
        assert [counter.store.read_scan(p.attachment.sha256) for p in result] == [PDF], "the counter can print it"


def test_an_act_that_makes_no_sense_is_refused_in_plain_words_and_changes_nothing(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city)
    office = OfficeVisitor(city)
    path = f"/office/dossiers/{dossier}"
    assert "Ghi lý do" in office.post(f"{path}/refuse").text
    assert "mỗi giấy tờ" in office.post(f"{path}/supplement", reason="thiếu").text
    again = office.post(f"{path}/apologise", reason="Đợi xác minh", due_on="mai").text
    assert "30/11/2026" in again
    assert 'value="mai"' in again and ">Đợi xác minh</textarea>" in again, "nothing typed is lost"
    assert "hôm nay trở đi" in office.post(f"{path}/apologise", reason="trễ", due_on="01/01/2020").text
    wrong = office.post(f"{path}/done", files={"result": ("ket-qua.exe", b"MZ" + bytes(64))})
    assert wrong.status_code == 415 and "PDF hoặc ảnh" in wrong.text
    assert office.post(f"{path}/done").ok
    assert "sang bước khác" in office.post(f"{path}/take-up").text
    assert city.rows("SELECT state FROM dossier WHERE id = %s", dossier)[0]["state"] == 9


def test_a_form_of_another_site_does_nothing(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city)
    office = OfficeVisitor(city)
    assert office.post(f"/office/dossiers/{dossier}/take-up", form_token="made up").status_code == 403
    assert office.web.cookies.get_dict() != {}
    cookie = next(iter(office.web.cookies))
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "strict"
    assert city.rows("SELECT state FROM dossier WHERE id = %s", dossier)[0]["state"] == 2


def test_a_paper_is_shown_to_its_unit_alone(city: City, home: Path) -> None:
    city_service(city, "accounts-import", str(_accounts_of(home, "00004", "ba.dinh1")))
    given = _password(home)
    stranger = OfficeVisitor(city, "ba.dinh1", given)
    assert "Chọn mật khẩu của riêng mình" in stranger.answer.text
    assert "Chọn mật khẩu của riêng mình" in stranger.get("/office").text, "nothing else before that"
    assert stranger.get("/office/reports").url.endswith("/office/password")
    stranger.choose_password(given)
    with a_counter(home / "counter", clock=a_day_of_its_own()) as counter:
        maker = CaseMaker(Random(3), counter.clock.now().date())
        accepted = accept(counter, maker.birth(), [practice_page(Random(1), "Giấy chứng sinh", ["Trang tập huấn"])])
        sync(counter, city.url)
    own = OfficeVisitor(city)
    paper = own.get(f"/office/dossiers/{accepted.id}/papers/0")
    assert paper.ok and paper.headers["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(f"/office/dossiers/{accepted.id}").status_code == 404
    assert stranger.get(f"/office/dossiers/{accepted.id}/papers/0").status_code == 404
    assert stranger.post(f"/office/dossiers/{accepted.id}/take-up").status_code == 404
    assert "data-row" not in stranger.get(f"/office?view=all&q={accepted.code}").text
    looked = city.rows("SELECT act FROM office_audit WHERE about = %s ORDER BY id", accepted.id)
    assert {"act": "paper.read"} in looked


def _accounts_of(folder: Path, unit: str, username: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "accounts.csv"
    table.write_text(f"unit,username,name,role,phone\n{unit},{username},Lê Văn Sáu,official,0911222333\n")
    return table


def _password(folder: Path) -> str:
    lines = (folder / "accounts.passwords.csv").read_text("utf-8-sig").splitlines()
    return lines[-1].split(",")[-1]


def test_two_dossiers_of_one_event_are_shown_side_by_side(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    with (
        a_counter(tmp_path / "a", number=1, clock=clock) as one,
        a_counter(tmp_path / "b", number=2, clock=clock) as two,
    ):
        first, second = accept(one, cases(77).birth()), accept(two, cases(77).birth())
        sync(one, city.url)
        sync(two, city.url)
    page = OfficeVisitor(city).get(f"/office/dossiers/{first.id}").text
    assert "Cần người xem lại" in page and second.code in page and second.id in page


def test_accounts_by_spreadsheet_with_a_report_of_every_bad_row(city: City) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Đơn vị", "Họ tên", "Vai trò", "Điện thoại", "Tên đăng nhập"],
        ["Phường Cửa Nam", "Nguyễn Thị Bình", "Cán bộ tiếp nhận", 912345678, None],
        ["00082", "Trần Văn An", "clerk", "", "Tran An"],
        ["Xã Không Có", "Lê Văn Tám", "giám đốc", "12", None],
        ["00082", "", "clerk", "", None],
    ):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    office = OfficeVisitor(city, "quantri")
    told = office.post("/office/accounts/import", files={"table": ("can-bo.xlsx", written.getvalue())}).text
    assert "1 tài khoản mới, 0 cập nhật, 5 chỗ sai" in told
    assert "binh.nt" in told and "không có đơn vị “Xã Không Có”" in told and "thiếu họ tên" in told
    made = city.rows("SELECT unit_code, phone, must_change FROM account WHERE username = 'binh.nt'")
    assert made == [{"unit_code": "00082", "phone": "0912345678", "must_change": True}]
    again = office.post("/office/accounts/import", files={"table": ("can-bo.xlsx", written.getvalue())}).text
    assert "0 tài khoản mới, 1 cập nhật, 5 chỗ sai" in again, "the same file again changes nothing"
    assert "CSV UTF-8" in office.post("/office/accounts/import", files={"table": ("x.csv", b"\xff\xfe\x00")}).text


def test_five_wrong_passwords_lock_and_say_until_when(city: City, tmp_path: Path) -> None:
    city_service(city, "accounts-import", str(_accounts_of(tmp_path, "00008", "ngoc.ha1")))
    for _ in range(4):
        assert "không đúng" in OfficeVisitor(city, "ngoc.ha1", "sai").answer.text
    assert "tạm khóa đến" in OfficeVisitor(city, "ngoc.ha1", "sai").answer.text
    assert "tạm khóa đến" in OfficeVisitor(city, "ngoc.ha1", _password(tmp_path)).answer.text
    assert "không đúng" in OfficeVisitor(city, "nobody", "x").answer.text


@pytest.mark.parametrize(
    ("who", "path", "allowed"),
    [
        ("canbo1", "/office", True),
        ("canbo1", "/office/devices", False),
        ("vanphong1", "/office/accounts", False),
        ("vanphong1", "/office/reports", True),
        ("phutrach1", "/office/devices", True),
        ("phutrach1", "/office/roll-out", False),
        ("quantri", "/office/roll-out", True),
        ("quantri", "/office/devices", True),
    ],
)
def test_pages_open_to_their_roles(city: City, who: str, path: str, allowed: bool) -> None:
    answer = OfficeVisitor(city, who).get(path)
    assert answer.status_code == (200 if allowed else 403)
    if not allowed:
        assert "dành cho" in answer.text


def test_nobody_gets_in_without_signing_in(city: City) -> None:
    for path in ("/office", "/office/devices", "/office/dossiers/x", "/office/roll-out.csv"):
        answer = requests.get(f"{city.url}{path}", timeout=10, allow_redirects=False)
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/office/sign-in")
    to = requests.post(
        f"{city.url}/office/sign-in",
        data={"username": "vanphong1", "password": "thuchanh", "to": "//elsewhere.example"},
        timeout=10,
        allow_redirects=False,
    )
    assert to.headers["Location"] == "/office"


def test_a_clerk_reads_and_does_not_decide(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city)
    clerk = OfficeVisitor(city, "canbo1")
    assert "Việc với hồ sơ" not in clerk.get(f"/office/dossiers/{dossier}").text
    assert clerk.post(f"/office/dossiers/{dossier}/take-up").status_code == 403


def test_reports_count_what_was_on_time_and_give_a_spreadsheet(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        day = counter.clock.now().date()
        for seed in (1, 2, 3):
            sent(counter, city, seed)
        ids = [row.id for row in counter.store.dossiers.newest(3)]
    office = OfficeVisitor(city)
    for dossier in ids[:2]:
        office.post(f"/office/dossiers/{dossier}/done")
    span = f"first={day:%d/%m/%Y}&last={day:%d/%m/%Y}"
    page = office.get(f"/office/reports?{span}")
    assert page.ok and "Đăng ký khai sinh" in page.text
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"/office/reports?{span}&as_file=true").content))
    assert book.sheetnames == ["Đơn vị", "Thủ tục", "Tháng", "Kênh"]
    total = [cell.value for cell in list(book["Kênh"].rows)[-1]]
    assert total[0] == "Tất cả" and total[1] == 3
    assert total[2] + total[3] == 2 and total[4] == 1
    assert "400 ngày" in office.get("/office/reports?first=01/01/2020&last=01/01/2026").text


def test_the_roll_out_says_what_each_unit_lacks(city: City) -> None:
    office = OfficeVisitor(city, "quantri")
    plan = "Đơn vị,Giai đoạn,Hạn\n00565,1,31/12/2026\n00097,2,\nXã Lạ,2,\n00008,hai,\nXã Ba Vì,3,\nXã Kim Chung,3,\n"
    plan += "“Xã Kim Chung, Huyện Hoài Đức”,3,\n".replace("“", '"').replace("”", '"')
    told = office.post("/office/roll-out", files={"table": ("ke-hoach.csv", plan.encode())}).text
    assert "Đã nhận 4 đơn vị" in told and "không có đơn vị “Xã Lạ”" in told and "giai đoạn là số" in told
    assert "có 2 đơn vị cũ tên “Xã Kim Chung”, ghi mã:" in told and "Xã Kim Chung, Huyện Đông Anh" in told
    table = office.get("/office/roll-out.csv").content.decode("utf-8-sig")
    assert "Xã Ba Vì,,0" in table and "Xã Kim Chung, Huyện Hoài Đức" in table, "a unit of today goes before one of old"
    assert any("00097" in line and "chưa có máy; chưa có tài khoản" in line for line in table.splitlines())


def test_devices_that_need_somebody_come_first(city: City, home: Path, tmp_path: Path) -> None:
    clock = SetClock(datetime.now(HANOI).replace(microsecond=0))  # a clock that is off would be a trouble of its own
    with (
        a_counter(home, number=1, clock=clock) as well,
        a_counter(tmp_path / "ill", number=9, clock=clock) as ill,
        a_kiosk(tmp_path / "kiosk", clock=clock) as kiosk,
    ):
        note_doctor(ill.store, 2, clock.now())
        kiosk.self_service.note_health(
            paper="printer_paper_out", disk_free_mb=2_048, last_used=clock.now(), version="1"
        )
        for device in (well, ill, kiosk):
            engine_of(device, city.url, tell_condition=ConditionTeller(device.store, clock)).run_pass()
        names = [device.identity.device_id for device in (well, ill, kiosk)]
    page = OfficeVisitor(city, "phutrach1").get("/office/devices").text
    order = sorted(names, key=lambda device: page.index(f"/office/devices/{device}/revoke"))
    assert order[-1] == names[0], "the one in order is not the last of the three"
    assert "2 điều cần xem" in page and "Máy in hết giấy" in page and "đĩa còn 2,0 GB" in page


def test_what_waits_for_the_citizen_is_not_counted_in_days(city: City, home: Path) -> None:
    long_ago = SetClock(datetime(2026, 9, 9, 9, 41, 30, tzinfo=HANOI))
    with a_counter(home, number=7, clock=long_ago, public_url=city.url) as counter:
        accepted = [accept(counter, cases(seed, long_ago.now().date()).birth()) for seed in (1, 2)]
        sync(counter, city.url)
        city.office(accepted[0].code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
        addresses = [counter.qr_text(counter.store.log.of_dossier(one.id)[0]) for one in accepted]
    queue = OfficeVisitor(city)
    waiting, late = (queue.get(f"/office?view=all&q={one.code}").text for one in accepted)
    assert "Yêu cầu bổ sung" in waiting and "quá hạn" not in waiting.partition("<tbody>")[2] and "còn -" not in waiting
    assert "quá hạn" in late.partition("<tbody>")[2]
    pages = [requests.get(address, timeout=20).text for address in addresses]
    assert "hỏi khi nộp đủ giấy tờ" in pages[0] and "hỏi khi" not in pages[1], "a promise that lapsed is shown as one"


def test_a_revoked_device_is_refused_at_once(city: City, home: Path) -> None:
    with a_counter(home, number=6, clock=a_day_of_its_own()) as counter:
        sent(counter, city)
        device = counter.identity.device_id
        office = OfficeVisitor(city, "phutrach1")
        assert device in office.get("/office/devices").text
        assert "đã thu hồi" in office.post(f"/office/devices/{device}/revoke").text
        accept(counter, cases(2).death())
        report = sync(counter, city.url)
        assert report.pending_events == 1 and report.error
