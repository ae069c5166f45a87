"""The chain: what is hashed, and that tampering shows."""

import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.event import GENESIS, Json, canonical_json, next_event

names = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_our_json_is_canonical(value: Json) -> None:
    assert canonical_json(value) == rfc8785.dumps(value)
    assert json.loads(canonical_json(value)) == value


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, {"a": {"b": float("nan")}}])
def test_floats_have_no_place_in_the_log(value: Json) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


def test_any_change_breaks_the_hash() -> None:
    event, text = next_event(
        device_id="d",
        seq=1,
        dossier_id="x",
        type="t",
        payload={"a": 1},
        actor="c",
        occurred_at="2026",
        prev_hash=GENESIS,
    )
    assert event.is_intact()
    whole = hashlib.sha256(bytes.fromhex(GENESIS) + rfc8785.dumps(event.content())).hexdigest()
    assert event.hash == whole, "the hash covers the canonical JSON of the whole event"
    assert text == rfc8785.dumps(event.payload)
    event.payload["a"] = 2
    assert not event.is_intact()
