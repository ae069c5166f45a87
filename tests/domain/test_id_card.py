"""The ID card's QR as scanners, input methods and code pages really deliver it."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.id_card import NotAnIdCard, looks_like_scan, parse_id_card
from kiosk.practice.persons import practice_person

CLEAN = "000194012345|012345678|Nguyễn Thị Lan|12031994|Nữ|Thôn Hoàng Long, Đặng Xá, Gia Lâm, Hà Nội|01012022"


def test_a_clean_card_is_read_whole() -> None:
    card = parse_id_card(CLEAN)
    assert card.personal_id.digits == "000194012345"
    assert (card.old_id, card.name, card.sex) == ("012345678", "Nguyễn Thị Lan", "Nữ")
    assert (card.birth_date, card.issued_on) == (date(1994, 3, 12), date(2022, 1, 1))
    assert not card.damaged


@pytest.mark.parametrize("tail", ["", "\r\n", "\x00\r", "\n\n"])
@pytest.mark.parametrize("more", ["", "||", "|Nguyễn Văn A|Trần Thị B||"])
def test_newer_cards_and_line_ends_change_nothing(more: str, tail: str) -> None:
    assert parse_id_card(CLEAN + more + tail).name == "Nguyễn Thị Lan"


def test_six_fields_are_enough() -> None:
    card = parse_id_card(CLEAN.rpartition("|")[0])
    assert card.issued_on is None
    assert card.address.startswith("Thôn")


@pytest.mark.parametrize(
    "name",
    [
        "Nguye64n Thi5 Lan",
        "Nguy?n Th? Lan",
        "Nguyeenx Thij Lan",
        "Nguyá»…n Thá»‹ Lan",
        "NGUYEENX THIJ LAN",
        "Nguy\ufffdn Lan",
    ],
)
def test_a_garbled_name_is_kept_and_marked_while_digits_and_dates_stand(name: str) -> None:
    card = parse_id_card(CLEAN.replace("Nguyễn Thị Lan", name))
    assert card.name == name
    assert "name" in card.damaged
    assert card.birth_date == date(1994, 3, 12)
    assert card.personal_id.birth_year == 1994


@pytest.mark.parametrize("name", ["Lê Văn An", "TRAN VAN NAM", "Y Moan Ênuôl", "Hoàng Kim Oanh"])
def test_a_sound_name_is_not_called_damaged(name: str) -> None:
    assert "name" not in parse_id_card(CLEAN.replace("Nguyễn Thị Lan", name)).damaged


@pytest.mark.parametrize("separator", ["~", "\\", "§", "Ð"])
def test_another_key_may_stand_for_the_bar(separator: str) -> None:
    assert parse_id_card(CLEAN.replace("|", separator)).name == "Nguyễn Thị Lan"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://vneid.gov.vn/x?y=1",
        "000194012345",
        "12345|x|y|12031994|Nam|z",
        "000194012345||Lan|31021994|Nữ|Hà Nội",
        "000194012345 xin chào các bạn đến chơi",
        "8934588063053",
    ],
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(NotAnIdCard):
        parse_id_card(text)


@given(st.integers(0, 2**32))
def test_every_practice_person_reads_back_from_its_card(seed: int) -> None:
    person = practice_person(Random(seed), today=date(2026, 11, 25))
    card = parse_id_card(person.card())
    assert (card.personal_id.digits, card.name, card.birth_date) == (person.personal_id, person.name, person.birth_date)
    assert card.sex == person.sex == card.personal_id.sex
    assert card.personal_id.birth_year == person.birth_date.year
    assert card.personal_id.province_code == "000"
    assert not card.damaged


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_id_card(text)
    except NotAnIdCard:
        pass


def _typed(text: str, gap_seconds: float) -> list[tuple[str, datetime]]:
    start = datetime(2026, 11, 25, tzinfo=UTC)
    return [(c, start + timedelta(seconds=n * gap_seconds)) for n, c in enumerate(text)]


def test_a_scanner_is_told_from_a_person_by_speed_and_shape() -> None:
    assert looks_like_scan(_typed(CLEAN, 0.01))
    assert looks_like_scan(_typed(CLEAN, 0.1))
    assert not looks_like_scan(_typed(CLEAN, 0.15))
    assert not looks_like_scan(_typed("Bệnh viện Phụ sản Hà Nội", 0.01))
    assert not looks_like_scan(_typed("000194012345", 0.01))
