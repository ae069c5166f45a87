"""Taking over: a clerk goes on with what a citizen registered at self-service, from its ticket or from the city's word of it."""

from typing import TYPE_CHECKING, cast

from kiosk.domain.dossier import Draft, FiledAttachment, WaitingRegistration
from kiosk.domain.event import Json
from kiosk.errors import Refused
from kiosk.intake import new_id
from kiosk.self_service.ticket import Ticket, head_of, read_ticket
from kiosk.self_service.unit_keys import kept_unit_keys

if TYPE_CHECKING:
    from kiosk.app import Counter


class Takeover:
    """One counter's side of it. Raises Refused when a ticket cannot be used here, in words."""

    def __init__(self, counter: "Counter") -> None:
        self._counter = counter

    def by_ticket(self, text: str, clerk: str) -> Draft:
        """A draft with all the citizen entered, kept in the store: nothing is typed again.

        A ticket the city told of is known by its id alone; any other is read by itself, with no line.
        """
        unit, kind, dossier_id = head_of(text)
        if unit != self._counter.identity.unit_code:
            raise Refused("ticket_other_unit")
        self._refuse_taken(dossier_id)
        told = self._counter.store.registrations.get(dossier_id)
        if told is not None and kind == "registered" and told.payload.get("entered"):
            return self.of_registration(told, clerk)
        ticket = self.read(text)
        return self._draft(ticket.dossier_id, ticket.code, ticket.content, ticket.papers, clerk)

    def of_registration(self, told: WaitingRegistration, clerk: str) -> Draft:
        """The same from the list of those that wait, where a citizen lost the ticket."""
        self._refuse_taken(told.id)
        content = dict(cast("dict[str, Json]", told.payload.get("entered") or {}))
        content["procedure"] = told.payload.get("procedure")
        papers = tuple(
            FiledAttachment.of_wire(paper)
            for paper in cast("list[dict[str, Json]]", told.payload.get("attachments") or [])
        )
        return self._draft(told.id, told.code, content, papers, clerk)

    def read(self, text: str) -> Ticket:
        """What a ticket says. Raises Refused."""
        counter = self._counter
        keys = kept_unit_keys(counter.store)
        if not keys:
            raise Refused("ticket_no_key")
        return read_ticket(text, counter.catalogue, counter.identity.unit_code, keys)

    def _refuse_taken(self, dossier_id: str) -> None:
        code = self._counter.store.registrations.taken_as(dossier_id)
        if code:
            raise Refused("ticket_taken_over", code=code)

    def _draft(
        self, dossier_id: str, code: str, content: dict[str, Json], papers: tuple[FiledAttachment, ...], clerk: str
    ) -> Draft:
        """An unfinished ticket (no code) is a new dossier; a registered one keeps its id."""
        counter = self._counter
        now = counter.clock.now()
        if code:
            content = {**content, "taken_over": {"code": code, "id": dossier_id}}
        # The same ticket scanned twice is the same draft.
        draft = Draft(dossier_id if code else new_id(counter.clock), clerk, now, content, papers)
        known = next((d for d in counter.store.drafts.all() if d.id == draft.id), None)
        if known is not None:
            return known
        counter.store.expect_scans(papers, now)
        counter.store.drafts.save(draft)
        return draft
