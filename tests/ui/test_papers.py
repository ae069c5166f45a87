"""The clerk looks at papers before printing them, and tells a genuine receipt from another."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.clock import SystemClock
from kiosk.domain.receipt_qr import Verdict
from printing.reading import page_pictures, qr_texts
from tests.builders import cases
from tests.printing.cupsd import is_possible, running_cups
from tests.printing.papers import told
from tests.ui.conftest import OpenWindow
from ui.counter.preview import PreviewDialog
from ui.counter.verify_dialog import VerifyDialog
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import Hands, wait_until


def a_dossier(clerk: PlayedClerk, seed: int = 21) -> str:
    return clerk.accept(cases(seed, SystemClock().now().date()).signature()).code


def preview_of(clerk: PlayedClerk) -> PreviewDialog:
    """F3, the first dossier, Ctrl+P."""
    clerk.hands.press(Qt.Key.Key_F3)
    screen = clerk.window.dossiers_screen
    wait_until(lambda: bool(screen.table_model.rows), "the list")
    screen.detail.show_papers()
    dialog = screen.detail.preview
    wait_until(lambda: bool(dialog.pages), "the page")
    return dialog


def kinds(dialog: PreviewDialog) -> list[str]:
    return [dialog.kind.itemData(n) for n in range(dialog.kind.count())]


def test_a_paper_is_seen_zoomed_and_printed_as_a_job_of_its_own(open_window: OpenWindow) -> None:
    clerk = open_window()
    code = a_dossier(clerk)
    counter = clerk.window.counter
    dialog = preview_of(clerk)
    assert kinds(dialog) == ["receipt", "control", "fee", "declaration"]
    before = dialog.pages[0].pixmap().width()
    dialog.zoom_by(1)
    wait_until(lambda: bool(dialog.pages) and dialog.pages[0].pixmap().width() > before, "a larger page")
    dialog.choose("declaration")
    assert dialog.chosen_sheet == "a4"
    assert dialog.copies.lineEdit().width() > 30, "the number of copies is to be seen"
    dialog.copies.setValue(2)
    dialog.print_paper()
    wait_until(lambda: not counter.store.print_jobs.open(), "the paper")
    saved = counter.data_dir / "receipts" / f"{code} declaration.pdf"
    assert "TỜ KHAI" in text_of(saved) or "PHIẾU YÊU CẦU" in text_of(saved)
    dialog.close()


def text_of(path: Path) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_what_the_city_asked_for_is_a_paper_to_print(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    a_dossier(clerk)
    counter = clerk.window.counter
    row = counter.store.dossiers.newest(1)[0]
    told(counter, row, 1, "dossier.supplement_requested", reason="Ảnh mờ", items=["Giấy chứng sinh"])
    dialog = preview_of(clerk)
    dialog.choose("supplement")
    wait_until(lambda: dialog.chosen == "supplement" and bool(dialog.pages), "the slip")
    dialog.save_to(str(tmp_path / "phieu.pdf"))
    wait_until(lambda: "Đã lưu" in dialog.said.text(), "the file")
    assert "1. Giấy chứng sinh" in text_of(tmp_path / "phieu.pdf")
    dialog.save_to(str(tmp_path / "khong-co" / "phieu.pdf"))
    wait_until(lambda: "Không ghi được" in dialog.said.text(), "the reason")
    dialog.close()


def test_a_signed_copy_is_saved_judged_and_seen_through_when_changed(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    code = a_dossier(clerk)
    dialog = preview_of(clerk)
    path = tmp_path / "ky-so.pdf"
    dialog.save_to(str(path), sign=True)
    wait_until(lambda: "Đã lưu" in dialog.said.text(), "the file", 20)
    dialog.close()
    verify = verify_dialog(clerk)
    verify.open_file(str(path))
    wait_until(lambda: verify.verdict is Verdict.GENUINE, "the verdict")
    assert code in verify.facts.text()
    assert "Chữ ký số đúng: UBND Xã Đặng Xá, quầy 2" in verify.facts.text()
    path.write_bytes(path.read_bytes().replace(b"/Producer", b"/Prodacer", 1))
    verify.open_file(str(path))
    wait_until(lambda: "không khớp" in verify.facts.text(), "the signature's end")
    verify.close()


def test_each_kind_of_paper_comes_out_on_the_sheet_chosen_for_it(open_window: OpenWindow) -> None:
    clerk = open_window()
    settings = clerk.window.settings_screen
    fee = settings.sheets["fee"]
    fee.setCurrentIndex(fee.findData("thermal80"))
    settings.save.click()
    assert clerk.window.counter.settings.sheets == {"fee": "thermal80"}
    a_dossier(clerk)
    dialog = preview_of(clerk)
    dialog.choose("fee")
    assert dialog.chosen_sheet == "thermal80"
    dialog.choose("control")
    assert dialog.chosen_sheet == "a5"
    dialog.choose("declaration")
    assert dialog.chosen_sheet == "a4"
    dialog.close()


@pytest.mark.skipif(not is_possible(), reason="cupsd runs its backends as root, and must be installed")
def test_a_printer_out_of_paper_is_said_and_goes_on_when_it_has_some(
    open_window: OpenWindow, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_cups(open_folder) as cups:
        monkeypatch.setenv("CUPS_SERVER", cups.address)
        clerk = open_window(printer="")
        cups.mood("media-empty-error")
        code = a_dossier(clerk)
        wait_until(lambda: "hết giấy" in clerk.window.notice_text, "what the printer lacks", 20)
        assert code in clerk.window.notice_text
        clerk.hands.press(Qt.Key.Key_F6)
        cups.mood("ok")
        counter = clerk.window.counter
        wait_until(lambda: not counter.store.print_jobs.open(), "the paper", 20)
        assert len(cups.printed()) == 1
        clerk.window.close()


def verify_dialog(clerk: PlayedClerk) -> VerifyDialog:
    clerk.window.verify_receipt()
    return clerk.window.verify


def test_a_receipt_is_judged_by_scanning_it_and_from_a_picture(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    code = a_dossier(clerk)
    counter = clerk.window.counter
    row = counter.dossier(code)
    (page,) = page_pictures(counter.papers.pdf("receipt", row), 150)
    (address,) = qr_texts(page)
    dialog = verify_dialog(clerk)
    Hands(dialog).scan(address)
    wait_until(lambda: dialog.verdict is Verdict.GENUINE, "the verdict")
    assert "Giấy hẹn thật" in dialog.headline.text()
    assert code in dialog.facts.text()
    dialog.scanned.setText(address.replace(code, code[:-1] + ("1" if code[-1] != "1" else "2")))
    wait_until(lambda: dialog.verdict is Verdict.REPLAYED, "the verdict")
    assert "hồ sơ khác" in dialog.headline.text()
    assert code not in dialog.facts.text()
    page.save(tmp_path / "anh.png")
    dialog.open_file(str(tmp_path / "anh.png"))
    wait_until(lambda: dialog.verdict is Verdict.GENUINE, "the verdict")
    (tmp_path / "chu.pdf").write_bytes(b"%PDF-1.4 nothing")
    dialog.open_file(str(tmp_path / "chu.pdf"))
    wait_until(lambda: dialog.verdict is None, "the verdict")
    assert "Không đọc thấy" in dialog.headline.text()
    dialog.close()
