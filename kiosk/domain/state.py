"""What state a dossier is in: a fold over what the counter and the city have said of it.

The numbers are the national portal's. A change the table does not allow is kept and flagged for a person, never dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class State(IntEnum):
    """National status codes (seen alike in several public systems)."""

    NEW = 1
    ACCEPTED = 2
    NOT_ACCEPTED = 3
    IN_PROGRESS = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_REQUESTED = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    HANDED_BACK = 10

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.NEW: "Mới đăng ký",
    State.ACCEPTED: "Được tiếp nhận",
    State.NOT_ACCEPTED: "Không được tiếp nhận",
    State.IN_PROGRESS: "Đang xử lý",
    State.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    State.PAYMENT_REQUESTED: "Yêu cầu thực hiện nghĩa vụ tài chính",
    State.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    State.STOPPED: "Dừng xử lý",
    State.DONE: "Đã xử lý xong",
    State.HANDED_BACK: "Đã trả kết quả",
}

S = State
_OPEN = {S.ACCEPTED, S.IN_PROGRESS, S.SUPPLEMENT_REQUESTED, S.PAYMENT_REQUESTED}

TRANSITIONS: dict[str, tuple[State, frozenset[State | None]]] = {
    "dossier.registered": (S.NEW, frozenset({None})),
    "dossier.accepted": (S.ACCEPTED, frozenset({None, S.NEW})),
    "dossier.taken_over": (S.ACCEPTED, frozenset({S.NEW})),
    "dossier.not_accepted": (S.NOT_ACCEPTED, frozenset({S.NEW, S.ACCEPTED})),
    "dossier.taken_up": (S.IN_PROGRESS, frozenset({S.ACCEPTED, S.SUPPLEMENT_REQUESTED, S.PAYMENT_REQUESTED})),
    "dossier.supplement_requested": (S.SUPPLEMENT_REQUESTED, frozenset({S.ACCEPTED, S.IN_PROGRESS})),
    "dossier.supplemented": (S.IN_PROGRESS, frozenset({S.SUPPLEMENT_REQUESTED})),
    "dossier.payment_requested": (S.PAYMENT_REQUESTED, frozenset({S.ACCEPTED, S.IN_PROGRESS})),
    "dossier.withdrawn": (S.WITHDRAWN, frozenset({S.NEW, *_OPEN})),
    "dossier.refused": (S.STOPPED, frozenset(_OPEN)),
    "dossier.done": (S.DONE, frozenset(_OPEN - {S.SUPPLEMENT_REQUESTED})),
    "dossier.handed_back": (S.HANDED_BACK, frozenset({S.DONE, S.STOPPED, S.WITHDRAWN})),
}
"""Event type → the state it leads to, and the states it may come from (None: the dossier is new).

`dossier.taken_over` is how the city tells the device where a dossier was registered that a counter accepted it.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing said of a dossier. `source` is `counter` or `city`; `position` counts within that source's log.

    `after` is the position in the other log that its speaker had seen: cause and effect do not depend on two clocks.
    """

    type: str
    occurred_at: datetime
    source: str
    position: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Folded:
    """The state, and the changes that were not allowed where they stood."""

    state: State | None
    flagged: tuple[Change, ...]


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Both logs merged: by what each had seen of the other, then by time. Each log keeps its own order; the acceptance is first."""
    counter = sorted((c for c in changes if c.source == "counter"), key=lambda c: c.position)
    city = sorted((c for c in changes if c.source != "counter"), key=lambda c: c.position)
    merged = counter[:1]
    rest = counter[1:]
    while rest and city:
        if city[0].position <= rest[0].after:
            city_first = True
        elif rest[0].position <= city[0].after:
            city_first = False
        else:
            city_first = city[0].occurred_at < rest[0].occurred_at
        merged.append(city.pop(0) if city_first else rest.pop(0))
    return merged + rest + city


def fold(changes: Iterable[Change]) -> Folded:
    state: State | None = None
    flagged: list[Change] = []
    for change in in_order(list(changes)):
        step = TRANSITIONS.get(change.type)
        if step is None:
            continue
        target, allowed_from = step
        if state in allowed_from:
            state = target
        elif state != target:
            flagged.append(change)
    return Folded(state, tuple(flagged))


def has_lapsed(state: State, due_at: datetime, now: datetime) -> bool:
    """A date that passed while the citizen's papers are awaited is promised no more: another is given when they are there."""
    return state is State.SUPPLEMENT_REQUESTED and due_at < now
