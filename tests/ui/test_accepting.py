"""Accepting at the real window, by keys, as the clerk does it."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from kiosk.app import Counter
from kiosk.domain.clock import SystemClock
from kiosk.domain.state import State
from tests.builders import cases, page
from tests.ui.conftest import OpenWindow
from ui.demo.clerk import Journal, PlayedClerk
from ui.demo.hands import wait_until


def the_cases(seed: int = 1):  # type: ignore[no-untyped-def]
    return cases(seed, SystemClock().now().date())


def choose(clerk: PlayedClerk, query: str) -> None:
    clerk.hands.press(Qt.Key.Key_F2)
    clerk.hands.type(query)
    clerk.hands.enter()
    wait_until(lambda: clerk.screen.presenter.procedure is not None, "the form")


def value(clerk: PlayedClerk, path: str) -> str:
    return clerk.screen.presenter.value(path)


def test_a_birth_is_accepted_by_keys_alone_and_is_durable_and_printed(open_window: OpenWindow) -> None:
    clerk = open_window()
    journal = clerk.accept(the_cases().birth())
    home = clerk.window.counter.data_dir
    assert clerk.screen.done.code.text() == journal.code
    assert (home / "receipts" / f"{journal.code}.pdf").exists()
    with Counter(home) as counter:
        row = counter.dossier(journal.code)
        assert row.state is State.ACCEPTED
        assert counter.store.drafts.count() == 0
        payload = counter.store.dossiers.acceptance(row.id).payload
        assert payload["form"]["child_name"].istitle()  # type: ignore[index, union-attr, call-overload]
        assert counter.store.print_jobs.open() == []
    clerk.hands.enter()
    assert clerk.screen.currentWidget() is clerk.screen.picker


@pytest.mark.parametrize("path", ["applicant.email", "child_name", "birth_place", "hometown", "relation"])
def test_a_card_scanned_anywhere_fills_the_applicant_and_leaves_the_field_as_it_was(
    open_window: OpenWindow, path: str
) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    clerk.screen.work.go_to(path)
    editor = clerk.screen.form.fields[path].editor
    if not isinstance(editor, QComboBox):
        clerk.hands.type("abc")
    before = clerk.screen.form.fields[path].text()
    person = the_cases(3).person()
    clerk.hands.scan(person.card())
    wait_until(lambda: value(clerk, "applicant.name") == person.name, "the card")
    assert value(clerk, "applicant.personal_id").replace(" ", "") == person.personal_id
    assert clerk.screen.form.fields[path].text().lower() == before.lower()


def test_the_second_card_is_asked_for_its_person(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    make = the_cases(4)
    mother, father = make.person("Nữ"), make.person("Nam")
    clerk.hands.scan(mother.card())
    wait_until(lambda: bool(value(clerk, "applicant.name")), "the first card")
    clerk.hands.scan(father.card())
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the question")
    # The likeliest is chosen already: a man, and the father's part is empty.
    clerk.hands.enter()
    wait_until(lambda: value(clerk, "father_name") == father.name, "the father")
    assert value(clerk, "applicant.name") == mother.name


def test_saying_mother_takes_the_applicants_facts_over(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    mother = the_cases(5).person("Nữ")
    clerk.hands.scan(mother.card())
    wait_until(lambda: bool(value(clerk, "applicant.name")), "the card")
    _choose(clerk, "relation", "Mẹ")
    assert value(clerk, "mother_name") == mother.name
    assert value(clerk, "mother_residence") == mother.address


def _choose(clerk: PlayedClerk, path: str, text: str) -> None:
    clerk.screen.work.go_to(path)
    clerk.enter_value(path, text)


def test_a_garbled_name_is_marked_and_the_clerk_put_there(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    person = the_cases(6).person()
    clerk.hands.scan(person.card().replace(person.name, "Nguye64n Thi5 Lan"))
    wait_until(lambda: bool(value(clerk, "applicant.personal_id")), "the card")
    field = clerk.screen.form.fields["applicant.name"]
    assert field.editor.hasFocus()
    assert "bộ gõ" in field.message
    assert "bộ gõ" in clerk.window.notice_text


def test_a_qr_that_is_no_card_says_so_and_keeps_what_was_typed(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    clerk.screen.work.go_to("child_name")
    clerk.hands.type("dang minh khoi")
    clerk.hands.scan("000194012345|x")
    clerk.screen.take_card("https://vneid.gov.vn/abc")
    assert "không phải mã trên thẻ căn cước" in clerk.window.notice_text
    assert value(clerk, "child_name").lower().startswith("dang minh khoi")


def test_f9_lists_what_is_missing_and_goes_to_the_first(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    clerk.hands.press(Qt.Key.Key_F9)
    fields = clerk.screen.form.fields
    assert fields["applicant.name"].editor.hasFocus()
    assert "Cần họ tên" in fields["applicant.name"].message
    assert "Cần điền" in fields["hometown"].message
    with Counter(clerk.window.counter.data_dir) as counter:
        assert counter.store.dossiers.count() == 0


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("child_birth_date", "01012099", "sau lúc nộp"),
        ("child_birth_date", "31/02/2020", "không phải là ngày có thật"),
        ("applicant.personal_id", "12345", "không đủ 12 chữ số"),
        ("applicant.phone", "77", "không đúng"),
        ("copies_requested", "99", "từ 0 đến 50"),
    ],
)
def test_bad_input_gets_one_sentence_beside_its_field_and_stays(
    open_window: OpenWindow, path: str, typed: str, says: str
) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    clerk.screen.work.go_to(path)
    clerk.hands.type(typed)
    clerk.hands.tab()
    field = clerk.screen.form.fields[path]
    wait_until(lambda: says in field.message, f"{says!r} beside the field, not {field.message!r}")
    assert field.text().replace("/", "") == typed.replace("/", "") or field.text() == typed


def test_a_contradiction_with_the_number_warns_and_does_not_block(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    person = the_cases(7).person("Nữ")
    clerk.hands.scan(person.card().replace("|Nữ|", "|Nam|"))
    wait_until(lambda: bool(value(clerk, "applicant.name")), "the card")
    clerk.screen.work.review()
    assert "giới tính Nữ" in clerk.screen.form.fields["applicant.sex"].message


def test_dates_and_names_are_tidied_when_the_clerk_moves_on(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    for path, typed, shown in (
        ("child_name", "đặng minh KHÔI", "Đặng Minh Khôi"),
        ("child_birth_date", "181124", "18/11/2024"),
    ):
        clerk.screen.work.go_to(path)
        clerk.hands.type(typed)
        clerk.hands.tab()
        assert clerk.screen.form.fields[path].text() == shown


def test_files_are_dropped_on_a_document_and_bad_ones_are_refused_in_words(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    good, empty, disguised = tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "c.pdf"
    good.write_bytes(page(5))
    empty.write_bytes(b"")
    disguised.write_bytes(page(5))
    row = clerk.screen.papers.rows["Giấy chứng sinh"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(good))])
    row.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    wait_until(lambda: len(clerk.screen.presenter.scans) == 1, "the scan")
    assert row.box.isChecked()
    for path, says in ((empty, "rỗng"), (disguised, "mang đuôi .pdf")):
        clerk.screen.add_files("Giấy chứng sinh", [str(path)])
        wait_until(lambda s=says: s in clerk.window.notice_text, says)
    assert len(clerk.screen.presenter.scans) == 1


def test_a_scan_that_is_waited_for_arrives_by_itself(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    clerk.hands.press(Qt.Key.Key_F5)
    assert "máy quét" in clerk.screen.papers.rows["Giấy chứng sinh"].under.text()
    clerk.flat_bed("Giấy chứng sinh", 1)
    wait_until(lambda: len(clerk.screen.presenter.scans_of("Giấy chứng sinh")) == 1, "the scan")


def test_a_draft_is_back_after_closing_at_the_same_field(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "khai tu")
    clerk.hands.scan(the_cases(8).person().card())
    wait_until(lambda: bool(value(clerk, "applicant.name")), "the card")
    clerk.screen.work.go_to("death_cause")
    clerk.hands.type("Tuổi cao")
    values = dict(clerk.screen.presenter.values)
    clerk.window.close()
    again = open_window()
    assert again.screen.presenter.values == values
    assert again.screen.form.fields["death_cause"].editor.hasFocus()
    assert "làm dở" in again.window.notice_text


def test_the_same_citizens_second_dossier_takes_one_key(open_window: OpenWindow) -> None:
    clerk = open_window()
    case = the_cases(9).signature()
    clerk.accept(case)
    clerk.hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    clerk.hands.type("trich luc")
    clerk.hands.enter()
    assert value(clerk, "applicant.name") == case.applicant.name
    assert value(clerk, "applicant.personal_id").replace(" ", "") == case.applicant.personal_id


def test_a_citizen_seen_before_brings_their_phone(open_window: OpenWindow) -> None:
    clerk = open_window()
    case = the_cases(10).signature()
    choose(clerk, "chu ky")
    clerk.hands.scan(case.applicant.card())
    wait_until(lambda: bool(value(clerk, "applicant.name")), "the card")
    clerk.screen.work.go_to("applicant.phone")
    clerk.hands.type("0912345678")
    clerk.fill_rest(case)
    clerk.finish(case, Journal())
    choose(clerk, "ks")
    clerk.hands.scan(case.applicant.card())
    wait_until(lambda: value(clerk, "applicant.phone") == "0912345678", "the known phone")


def test_rows_are_added_and_each_is_charged(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "ban sao tu ban chinh")
    clerk.screen.work.go_to("certified_documents.0.document_name")
    clerk.hands.type("Bằng")
    clerk.hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for path, text in (
        ("certified_documents.0.pages", "2"),
        ("certified_documents.0.copies", "1"),
        ("certified_documents.1.document_name", "Hộ khẩu"),
        ("certified_documents.1.pages", "3"),
        ("certified_documents.1.copies", "2"),
    ):
        clerk.screen.work.go_to(path)
        clerk.hands.type(text)
    assert clerk.screen.presenter.review().bill.total_vnd == 4000 + 2 * 5000


def test_an_exemption_waives_the_fee(open_window: OpenWindow) -> None:
    clerk = open_window()
    choose(clerk, "tinh trang hon nhan")
    assert clerk.screen.presenter.review().bill.total_vnd == 10_000
    box = clerk.screen.papers.exemption
    box.setFocus()
    clerk.hands.press(Qt.Key.Key_Down)
    clerk.screen.papers.choose_exemption(box.currentIndex())
    assert clerk.screen.presenter.review().bill.total_vnd == 0


def test_scans_from_a_phone_in_other_formats_are_taken(open_window: OpenWindow, tmp_path: Path) -> None:
    clerk = open_window()
    choose(clerk, "ks")
    output = io.BytesIO()
    Image.effect_noise((120, 120), 40).save(output, "WEBP")
    path = tmp_path / "phone.webp"
    path.write_bytes(output.getvalue())
    clerk.screen.add_files("Giấy chứng sinh", [str(path)])
    wait_until(lambda: len(clerk.screen.presenter.scans) == 1, "the scan")
