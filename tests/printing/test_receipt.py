"""The receipt as it comes out of the printer."""

import dataclasses
import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.app import Counter
from kiosk.crypto import verify
from kiosk.domain.receipt import Receipt, ReceiptDocument
from kiosk.domain.receipt_qr import Verdict, check_payload, key_id, split_address
from kiosk.errors import PrintError
from printing.cups import CupsPrinter
from printing.of_dossier import QR_MM
from printing.printers import FolderPrinter, PrinterFailed, choose_printer
from printing.qr import module_millimetres
from printing.reading import page_pictures, qr_texts
from printing.receipt import receipt_pdf
from printing.sheet import SheetName
from tests.builders import a_counter, accept, cases
from tests.printing.commands import a_command


@pytest.fixture
def counter(home: Path) -> Counter:
    return a_counter(home, public_url="https://dichvucong.hanoi.example")


def receipt_of(counter: Counter, **changes: object) -> Receipt:
    accepted = accept(counter, cases(3).birth())
    return dataclasses.replace(counter.papers.receipt(counter.dossier(accepted.code)), **changes)  # type: ignore[arg-type]


def text_of(pdf: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf)
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_its_fields_stand_in_the_legal_order(counter: Counter, tmp_path: Path, paper: SheetName) -> None:
    receipt = receipt_of(counter)
    (text,) = text_of(receipt_pdf(receipt, paper), tmp_path)
    order = [
        "UBND XÃ ĐẶNG XÁ",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        f"Số: {receipt.code}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đặng Xá, ngày 25 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Tiếp nhận hồ sơ của: {receipt.applicant}",
        "Địa chỉ:",
        "Số điện thoại:",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "1. Thành phần hồ sơ nộp gồm:",
        "Giấy chứng sinh Bản chính 01",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định:",
        "4. Thời gian nhận hồ sơ: 09:41 ngày 25/11/2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17:00 ngày 25/11/2026",
        "6. Đăng ký nhận kết quả tại: Quầy, trực tiếp",
        "7. Phí, lệ phí: 16.000 đ",
        "Vào Sổ theo dõi hồ sơ, quyển số: 2026; số thứ tự: 1",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lê Thu Hà",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert "Bản in lại" not in text


def test_fonts_are_embedded_and_subset_and_the_page_is_small(counter: Counter, tmp_path: Path) -> None:
    pdf = receipt_pdf(receipt_of(counter))
    (tmp_path / "r.pdf").write_bytes(pdf)
    page = PdfReader(tmp_path / "r.pdf").pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (420, 595)
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        described = font.get_object()
        assert "+" in described["/BaseFont"]
        assert "/FontFile2" in described["/FontDescriptor"].get_object()
    assert len(pdf) < 60_000


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_its_qr_decodes_from_the_rendered_page_and_proves_it(counter: Counter, paper: SheetName, dpi: int) -> None:
    receipt = receipt_of(counter)
    city = bytes.fromhex(counter.identity.city_key)
    (page,) = page_pictures(receipt_pdf(receipt, paper), dpi)
    (text,) = qr_texts(page.rotate(2, expand=True, fillcolor="white"))
    code, payload = split_address(text)
    verdict, facts = check_payload(code, payload, city_keys={key_id(city): city}, verify=verify)
    assert verdict is Verdict.GENUINE
    assert (facts.code, facts.fee_vnd) == (receipt.code, 16_000)
    assert module_millimetres(receipt.qr, QR_MM) >= 0.4


def test_long_content_flows_to_further_pages_with_their_numbers(counter: Counter, tmp_path: Path) -> None:
    long_name = "Nguyễn Thị Hoàng Phượng Khánh Tường Vy Công Tằng Tôn Nữ Thùy Dương"
    documents = tuple(
        ReceiptDocument(f"Giấy tờ số {n} có tên rất dài để xuống dòng " * 2, "Bản chính", "01") for n in range(25)
    )
    receipt = receipt_of(counter, applicant=long_name, address="Thôn " * 60, documents=documents)
    pages = text_of(receipt_pdf(receipt), tmp_path)
    assert len(pages) >= 2
    for number, text in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in text
        assert f"Mã hồ sơ {receipt.code}" in text
    assert sum("Giấy tờ số 24" in text for text in pages) == 1
    assert sum(text.count("GIẤY TIẾP NHẬN") for text in pages) == 1


def test_markup_in_a_name_is_only_text(counter: Counter, tmp_path: Path) -> None:
    receipt = receipt_of(counter, applicant="<b>Lan</b> & Hùng", address="a < b")
    (text,) = text_of(receipt_pdf(receipt), tmp_path)
    assert "<b>Lan</b> & Hùng" in text


def test_a_reprint_is_marked_and_the_first_print_is_not(counter: Counter, tmp_path: Path) -> None:
    accepted = accept(counter)
    again = counter.store.print_jobs.reprint(accepted.id, "receipt", 1, counter.clock.now())
    printer = FolderPrinter(tmp_path / "out")
    first = counter.print_queue.print(counter.store.print_jobs.get(accepted.print_job), printer)
    second = counter.print_queue.print(again, printer)
    assert first.path is not None
    assert second.path is not None
    assert first.path != second.path
    assert "Bản in lại" not in text_of(first.path.read_bytes(), tmp_path)[0]
    assert "(Bản in lại lần 1)" in text_of(second.path.read_bytes(), tmp_path)[0]
    assert counter.store.print_jobs.open() == []


def test_a_failed_print_loses_nothing_and_can_be_printed_again(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_command(tmp_path / "bin", "lp", "echo 'lp: Error - paper jam' >&2; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    accepted = accept(counter)
    job = counter.store.print_jobs.get(accepted.print_job)
    with pytest.raises(PrintError) as caught:
        counter.print_queue.print(job, CupsPrinter("quay2"))
    assert "paper jam" in caught.value.sentence()
    (waiting,) = counter.store.print_jobs.open()
    assert (waiting.state, waiting.error) == ("failed", "lp: Error - paper jam")
    counter.print_queue.print(waiting, FolderPrinter(tmp_path / "out"))
    assert counter.store.print_jobs.open() == []
    assert counter.store.dossiers.count() == 1


def test_the_system_printer_is_told_the_sheet_the_receipt_wants(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_command(tmp_path / "bin", "lp", f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/sent')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    receipt = receipt_of(counter)
    for paper, sheet in (("a5", "media=A5"), ("a4", "media=A4")):
        pdf = receipt_pdf(receipt, paper)  # type: ignore[arg-type]
        CupsPrinter("quay2").send(pdf, receipt.code, 2)
        asked = (tmp_path / "asked").read_text()
        assert sheet in asked and "-d quay2" in asked and "-n 2" in asked
        assert (tmp_path / "sent").read_bytes() == pdf


def test_no_printer_means_a_folder_and_the_settings_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert isinstance(choose_printer("", tmp_path), FolderPrinter)
    a_command(
        tmp_path / "bin",
        "lpstat",
        'case $1 in -e) echo "quay1\nquay2";; -d) echo "system default destination: quay2";; esac',
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin")
    assert choose_printer("", tmp_path).name == "quay2"
    assert choose_printer("quay1", tmp_path).name == "quay1"
    assert isinstance(choose_printer("folder", tmp_path), FolderPrinter)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PrinterFailed):
        FolderPrinter(tmp_path / "file").send(b"%PDF-", "x", 1)
