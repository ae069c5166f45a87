"""What a counter does with a dossier after its acceptance: each act is one event, allowed by the dossier's state."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from kiosk.domain.clock import HANOI
from kiosk.domain.dates import show_moment
from kiosk.domain.dossier import DossierRow, FiledAttachment, PaperKind
from kiosk.domain.event import Event, Json
from kiosk.domain.personal_id import PersonalId, PersonalIdMalformed
from kiosk.domain.state import TRANSITIONS, State
from kiosk.domain.text import person_name
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.app import Counter

Act = Literal["hand_back", "take_supplement", "ask_supplement", "reject", "withdraw", "apologise", "note"]
"""In the order screens offer them."""
ACTS: tuple[Act, ...] = get_args(Act)
PAPER_OF: dict[Act, PaperKind] = {
    "hand_back": "control",
    "ask_supplement": "supplement",
    "reject": "rejection",
    "withdraw": "stop",
    "apologise": "apology",
}
"""The paper that says what was done."""
MOST_LETTERS = 2000
_OPEN = frozenset({State.ACCEPTED, State.IN_PROGRESS, State.SUPPLEMENT_REQUESTED, State.PAYMENT_REQUESTED})
_FROM: dict[Act, frozenset[State | None]] = {
    "hand_back": TRANSITIONS["dossier.handed_back"][1],
    "take_supplement": TRANSITIONS["dossier.supplemented"][1],
    "ask_supplement": TRANSITIONS["dossier.supplement_requested"][1],
    "reject": TRANSITIONS["dossier.refused"][1],
    "withdraw": TRANSITIONS["dossier.withdrawn"][1],
    "apologise": _OPEN,
}


class Handling:
    """The acts of one counter. All of them raise Refused when the state does not allow them or something is missing."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def acts(self, row: DossierRow) -> tuple[Act, ...]:
        """What may be done with the dossier now."""
        return tuple(act for act in ACTS if act not in _FROM or row.state in _FROM[act])

    def hand_back(self, row: DossierRow, actor: str, receiver: str = "", receiver_id: str = "") -> Event:
        """The citizen, or who came for them, gets the result. Without a receiver it is the applicant."""
        name = person_name(receiver) or row.applicant_name
        number = receiver_id.replace(" ", "")
        if number and number.isdigit():
            try:
                number = PersonalId.parse(number).digits
            except PersonalIdMalformed as error:
                raise Refused("receiver_number_malformed") from error
        by_applicant = name == row.applicant_name and number in ("", row.applicant_id)
        payload: dict[str, Json] = {"receiver": name, "by_applicant": by_applicant}
        if number:
            payload["receiver_id"] = number
        return self._record(row, "hand_back", "dossier.handed_back", payload, actor)

    def take_supplement(
        self, row: DossierRow, actor: str, papers: Sequence[FiledAttachment] = (), said: str = ""
    ) -> Event:
        """The papers the city or the counter asked for were brought. `papers` are scans already kept in the store."""
        payload: dict[str, Json] = {"reason": _tidy(said)} if said.strip() else {}
        if papers:
            payload["attachments"] = [paper.wire() for paper in papers]
        return self._record(row, "take_supplement", "dossier.supplemented", payload, actor)

    def ask_supplement(self, row: DossierRow, actor: str, items: Sequence[str], reason: str) -> Event:
        """One list, once (Nghị định 61/2018, article 17)."""
        wanted = [item.strip() for item in items if item.strip()]
        if not wanted:
            raise Refused("supplement_needs_items")
        payload: dict[str, Json] = {"items": list(wanted), "reason": _needed(reason)}
        return self._record(row, "ask_supplement", "dossier.supplement_requested", payload, actor)

    def reject(self, row: DossierRow, actor: str, reason: str) -> Event:
        """The counter cannot take it after all: not accepted while nobody worked on it, stopped afterwards."""
        type_ = "dossier.not_accepted" if row.state is State.ACCEPTED else "dossier.refused"
        return self._record(row, "reject", type_, {"reason": _needed(reason)}, actor)

    def withdraw(self, row: DossierRow, actor: str, reason: str) -> Event:
        """The citizen takes it back."""
        return self._record(row, "withdraw", "dossier.withdrawn", {"reason": _needed(reason)}, actor)

    def apologise(self, row: DossierRow, actor: str, reason: str, due_at: datetime) -> Event:
        """A new date, with an apology; it must lie ahead, and after the one promised."""
        if due_at <= self._counter.clock.now() or due_at <= row.due_at:
            raise Refused("new_due_too_early", due=show_moment(row.due_at.astimezone(HANOI)))
        payload: dict[str, Json] = {"due_at": due_at.astimezone(HANOI).isoformat(), "reason": _needed(reason)}
        return self._record(row, "apologise", "dossier.apologised", payload, actor)

    def note(self, row: DossierRow, actor: str, text: str) -> Event:
        """Words for colleagues; the citizen never sees them."""
        return self._record(row, "note", "dossier.noted", {"note": _needed(text)}, actor)

    def _record(self, row: DossierRow, act: Act, type_: str, payload: dict[str, Json], actor: str) -> Event:
        # As it stands now: another window or the city may have been quicker.
        now = self._counter.store.dossiers.by_id(row.id)
        state = now.state if now is not None else row.state
        if act in _FROM and state not in _FROM[act]:
            raise Refused("change_not_allowed", state=state.label)
        moment = self._counter.clock.now().replace(microsecond=0)
        return self._counter.store.record(row.id, type_, payload, actor, moment)


def _needed(text: str) -> str:
    said = _tidy(text)
    if not said:
        raise Refused("reason_needed")
    return said


def _tidy(text: str) -> str:
    return " ".join(text.split())[:MOST_LETTERS]
