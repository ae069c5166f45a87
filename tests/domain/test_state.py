"""A dossier's state is a fold over what counter and city said of it."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import HANOI
from kiosk.domain.state import TRANSITIONS, Change, State, fold

NINE = datetime(2026, 11, 25, 9, 0, tzinfo=HANOI)


def said(*words: str) -> list[Change]:
    """`counter:accepted` or `city:done`, a minute apart."""
    changes: list[Change] = []
    for n, word in enumerate(words):
        source, _, type_ = word.partition(":")
        position = sum(c.source == source for c in changes) + 1
        changes.append(Change(f"dossier.{type_}", NINE + timedelta(minutes=n), source, position))
    return changes


def test_an_ordinary_life() -> None:
    folded = fold(said("counter:accepted", "city:taken_up", "city:done", "counter:handed_back"))
    assert folded.state is State.HANDED_BACK
    assert not folded.flagged


def test_a_supplement_comes_and_work_goes_on() -> None:
    assert fold(said("counter:accepted", "city:supplement_requested")).state is State.SUPPLEMENT_REQUESTED
    life = said("counter:accepted", "city:supplement_requested", "counter:supplemented", "city:done")
    assert fold(life).state is State.DONE


def test_a_change_that_is_not_allowed_is_flagged_and_changes_nothing() -> None:
    folded = fold(said("counter:accepted", "counter:withdrawn", "city:done"))
    assert folded.state is State.WITHDRAWN
    assert [c.type for c in folded.flagged] == ["dossier.done"]


def test_a_stale_copy_from_the_city_cannot_undo_what_came_later() -> None:
    changes = said("counter:accepted", "city:taken_up", "city:done", "counter:handed_back")
    late_repeat = Change("dossier.taken_up", NINE + timedelta(hours=5), "city", 3)
    folded = fold([*changes, late_repeat])
    assert folded.state is State.HANDED_BACK
    assert folded.flagged == (late_repeat,)


def test_a_city_clock_that_is_behind_does_not_put_its_words_before_acceptance() -> None:
    accepted, taken_up = said("counter:accepted", "city:taken_up")
    early = Change(taken_up.type, NINE - timedelta(days=1), "city", 1)
    assert fold([early, accepted]).state is State.IN_PROGRESS


@given(st.lists(st.tuples(st.sampled_from(sorted(TRANSITIONS)), st.booleans()), max_size=12))
def test_any_history_folds_to_a_state_and_loses_nothing(history: list[tuple[str, bool]]) -> None:
    words = [f"{'city' if city else 'counter'}:{type_.removeprefix('dossier.')}" for type_, city in history]
    changes = said(*words)
    folded = fold(changes)
    assert set(folded.flagged) <= set(changes)
    assert fold(list(reversed(changes))) == folded
