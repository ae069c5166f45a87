"""Personal IDs, codes, dates, text: the small values everything else trusts."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.agency import PRACTICE_AGENCY, provisional_agency
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import (
    DateNotReadable,
    in_words,
    parse_date,
    parse_datetime,
    parse_partial_date,
    years_between,
)
from kiosk.domain.dossier_code import AGENCY, DossierCode, DossierCodeMalformed, NumbersExhausted, code_number
from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.domain.text import dong, fold, matches_fragments, number_in_words, person_name
from tests.builders import the_catalogue

TODAY = date(2026, 11, 25)


def test_a_personal_id_says_sex_and_year() -> None:
    assert (PersonalId("001089012345").sex, PersonalId("001089012345").birth_year) == ("Nam", 1989)
    assert (PersonalId.parse("001 305 012 345").sex, PersonalId("001305012345").birth_year) == ("Nữ", 2005)
    assert PersonalId("001205012345").sex == "Nam"


@pytest.mark.parametrize("text", ["", "12345678901", "1234567890123", "00108901234x", "٠٠١٠٨٩٠١٢٣٤٥"])
def test_what_is_no_personal_id_is_refused(text: str) -> None:
    with pytest.raises(PersonalIdMalformed):
        PersonalId(text)


def test_a_code_reads_back_as_it_was_written() -> None:
    code = DossierCode(PRACTICE_AGENCY, TODAY, 2013)
    assert str(code) == "000.19.35.H26-261125-2013"
    assert DossierCode.parse(str(code)) == code
    assert DossierCode.parse("000.A0.01.H26-210212-0001").number == 1


@pytest.mark.parametrize("text", ["", "000.19.35.H26-261325-2013", "000.19.35.H26-261125-13", "19.35.H26-261125-2013"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(DossierCodeMalformed):
        DossierCode.parse(text)


def test_nine_counters_never_issue_the_same_number() -> None:
    numbers = [code_number(counter, n) for counter in range(1, 10) for n in range(0, 10_998, 1)]
    assert len(set(numbers)) == len(numbers)
    assert code_number(2, 0) == 2001
    assert (code_number(2, 998), code_number(2, 999)) == (2999, 20001)
    with pytest.raises(NumbersExhausted):
        code_number(9, 10_998)


def test_every_unit_has_an_agency_code_of_its_own() -> None:
    codes = [provisional_agency(u.code, "H26") for u in the_catalogue().units if not u.is_old]
    assert all(AGENCY.fullmatch(code) for code in codes)
    assert len(set(codes)) == 126


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010189", date(1989, 1, 1)),
        ("01011989", date(1989, 1, 1)),
        ("1/1/89", date(1989, 1, 1)),
        ("1-1-2024", date(2024, 1, 1)),
        ("29.2.2024", date(2024, 2, 29)),
        ("1989-01-31", date(1989, 1, 31)),
        ("1/1/26", date(2026, 1, 1)),
        ("1/1/27", date(1927, 1, 1)),
    ],
)
def test_dates_are_read_as_clerks_type_them(text: str, expected: date) -> None:
    assert parse_date(text, today=TODAY) == expected


@pytest.mark.parametrize("text", ["", "31/02/2024", "29/2/2023", "0/1/2020", "hôm qua", "1989", "99999999", "1/1/1700"])
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(DateNotReadable):
        parse_date(text, today=TODAY)


@pytest.mark.parametrize(("text", "shown"), [("1989", "1989"), ("1/1989", "01/1989"), ("1/2/89", "01/02/1989")])
def test_only_the_year_may_be_known(text: str, shown: str) -> None:
    assert str(parse_partial_date(text, today=TODAY)) == shown


@pytest.mark.parametrize(
    "text",
    ["2026-11-18T14:05:00+07:00", "14:05 18/11/2026", "14h05 18/11/2026", "14 giờ 05 phút, ngày 18 tháng 11 năm 2026"],
)
def test_moments_are_read_in_the_offices_time(text: str) -> None:
    assert parse_datetime(text, today=TODAY) == datetime(2026, 11, 18, 14, 5, tzinfo=HANOI)


def test_a_date_in_words_reads_like_a_register() -> None:
    assert in_words(date(2026, 11, 18)) == "Ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu"
    assert in_words(date(2004, 4, 5)) == "Ngày mồng năm tháng tư năm hai nghìn không trăm lẻ bốn"
    assert number_in_words(1995) == "một nghìn chín trăm chín mươi lăm"
    assert number_in_words(21) == "hai mươi mốt"


def test_a_leap_day_child_grows_older_on_the_first_of_march() -> None:
    assert years_between(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert years_between(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_text_is_found_without_accents() -> None:
    assert fold("Đặng  Thị   HƯỜNG") == "dang thi huong"
    assert matches_fragments("ks", "Đăng ký khai sinh")
    assert matches_fragments("dk khai s", "Đăng ký khai sinh")
    assert not matches_fragments("kt", "Đăng ký khai sinh")
    assert person_name("nguyễn  thị LAN") == "Nguyễn Thị Lan"
    assert dong(1_234_000) == "1.234.000 đ"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
