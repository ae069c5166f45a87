"""How much a clerk types: counted over played journeys, without a mouse."""

from pathlib import Path

from PySide6.QtTest import QTest

from benchmarks.effort import BAR, journeys, telex_keys


def test_a_birth_with_both_cards_takes_less_than_half_the_keys_and_no_fact_twice(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for click in ("mouseClick", "mousePress", "mouseDClick"):
        monkeypatch.setattr(QTest, click, _no_mouse)
    found = journeys(tmp_path)
    assert len(found) == 8
    name, birth = found[0]
    assert name == "Đăng ký khai sinh"
    assert birth.cards == 2
    assert birth.ratio <= BAR, birth
    for name, effort in found:
        assert not effort.twice, (name, effort.twice)
        assert effort.ratio < 0.7, (name, effort)


def _no_mouse(*_: object) -> None:
    raise AssertionError("the mouse was used")


def test_telex_counts_marks_and_tones() -> None:
    assert telex_keys("Nguyễn") == len("Nguyeenx")
    assert telex_keys("Đặng") == len("DDawjng")
    assert telex_keys("Hà Nội") == len("Haf Nooij")
    assert telex_keys("ước") == len("uwowcs")
