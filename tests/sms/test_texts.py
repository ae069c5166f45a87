"""What messages say, and how many are paid for."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city_service.sms.queue import SmsQueue, SmsSettings
from city_service.sms.texts import Said, body_of, letters_of, parts_of, without_diacritics
from kiosk.domain.clock import HANOI
from kiosk.domain.phones import masked, mobile

SAID = Said("Xã Đặng Xá", "000.19.35.H26-261125-2001", datetime(2026, 11, 30, 17, 0, tzinfo=HANOI), 2)


@pytest.mark.parametrize("kind", ["accepted", "registered", "supplement", "done", "refused", "apologised"])
def test_without_diacritics_one_message_is_enough_even_for_the_longest_name(kind: str) -> None:
    said = Said("Phường Thượng Thanh Xuân Phương Mỹ Đình Đông Bắc Từ Liêm Tây Tựu", SAID.code, SAID.due, 12)
    text = body_of(kind, said, diacritics=False)  # type: ignore[arg-type]
    assert letters_of(text) is not None and len(text) <= 160 and parts_of(text) == 1
    assert SAID.code in text


def test_with_diacritics_the_name_is_whole_and_parts_are_counted() -> None:
    text = body_of("accepted", SAID, diacritics=True)
    assert "Xã Đặng Xá" in text and "17:00 30/11/2026" in text
    assert letters_of(text) is None and parts_of(text) == 2


def test_capitals_stay_capitals_and_d_is_no_question_mark() -> None:
    assert without_diacritics("Đã tiếp nhận Ở ỦY BAN") == "Da tiep nhan O UY BAN"


@given(st.text(max_size=400))
def test_every_text_can_be_said_in_the_small_alphabet(text: str) -> None:
    assert letters_of(without_diacritics(text)) is not None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("02438252525", ""),
        ("0112345678", ""),
        ("", ""),
    ],
)
def test_only_mobile_numbers_are_written_to(typed: str, number: str) -> None:
    assert mobile(typed) == number


def test_a_number_is_shown_in_part() -> None:
    assert masked("0912345678") == "091****678"


@pytest.mark.parametrize(
    ("hour", "waits_until"), [(6, "25 07:00"), (7, ""), (12, ""), (20, ""), (21, "26 07:00"), (23, "26 07:00")]
)
def test_nobody_is_woken(hour: int, waits_until: str) -> None:
    moment = SmsQueue(SmsSettings()).next_moment(datetime(2026, 11, 25, hour, 30, tzinfo=HANOI))
    assert (f"{moment:%d %H:%M}" if moment else "") == waits_until
