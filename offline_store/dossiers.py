"""Dossier rows: the projection of both logs, their search text, and the lists screens show."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlite_utils import Database

from kiosk.domain.clock import HANOI
from kiosk.domain.dossier import SOON_DAYS, DossierRow, Due, FiledAttachment, ListView, StoryLine, SyncState
from kiosk.domain.event import AFTER, Event, Json
from kiosk.domain.state import Change, State, fold
from kiosk.domain.text import fold as fold_text
from offline_store.attachments import AttachmentRows
from offline_store.events import EventLog

LIST = """
    SELECT d.id, d.code, d.procedure, d.applicant_name, d.applicant_id, d.phone, d.state, d.received_at, d.due_at,
           d.fee_vnd, d.seq, d.last_seq, d.flagged, d.news,
           EXISTS (SELECT 1 FROM dossier_attachment u JOIN attachment a ON a.sha256 = u.sha256
                   WHERE u.dossier_id = d.id AND a.at_city = 0) AS papers_wait,
           coalesce(nullif(d.trouble, ''), (SELECT max(a.trouble) FROM dossier_attachment u JOIN attachment a
                   ON a.sha256 = u.sha256 WHERE u.dossier_id = d.id), '') AS trouble
    FROM dossier d
"""
NEWEST = LIST + "ORDER BY d.n DESC LIMIT ? OFFSET ?"
NEWEST_IN_STATE = LIST + "WHERE d.state = ? ORDER BY d.n DESC LIMIT ? OFFSET ?"
_OWED = LIST + "INDEXED BY dossier_by_due WHERE d.state IN (2, 4, 5, 6, 9) AND d.due_at >= ? AND d.due_at < ?"
OWED = _OWED + " ORDER BY d.due_at, d.n LIMIT ? OFFSET ?"
OWED_IN_STATE = _OWED + " AND d.state = ? ORDER BY d.due_at, d.n LIMIT ? OFFSET ?"
FOUND = (
    LIST
    + "WHERE d.n IN (SELECT rowid FROM dossier_search WHERE dossier_search MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY d.n DESC"
)
BY_CODE = LIST + "WHERE d.code = ?"
BY_ID = LIST + "WHERE d.id = ?"
UNSENT = LIST + "WHERE d.last_seq > ? ORDER BY d.last_seq LIMIT ?"
PAPERS_WAIT = LIST + (
    "WHERE d.id IN (SELECT u.dossier_id FROM attachment a JOIN dossier_attachment u ON u.sha256 = a.sha256 "
    "WHERE a.at_city = 0 ORDER BY a.stored_at LIMIT ?) AND d.last_seq <= ? ORDER BY d.n"
)
NEWS = LIST + "WHERE d.news = 1 ORDER BY d.n DESC LIMIT ?"
RECEIVED = LIST + "WHERE d.received_at >= ? AND d.received_at < ? ORDER BY d.received_at, d.n"
LEFT_PAPERS = """SELECT occurred_at, payload FROM city_event
                 WHERE dossier_id = ? AND type IN ('dossier.supplemented', 'dossier.papers_left', 'dossier.done') ORDER BY cursor"""
BY_APPLICANT = LIST + "WHERE d.applicant_id = ? ORDER BY d.n DESC LIMIT 1"


class Dossiers:
    """Reads are by index only; a test checks the query plans of the statements above."""

    def __init__(self, db: Database, log: EventLog) -> None:
        self._db = db
        self._log = log
        self._attachments = AttachmentRows(db)

    # Writing: inside the caller's transaction.

    def insert(self, event: Event) -> None:
        """The row, search text and filed attachments that follow from an acceptance, or a registration at self-service."""
        row = _from_acceptance(event)
        self._db.execute(
            """INSERT INTO dossier (id, code, procedure, applicant_name, applicant_id, phone, state, received_at, due_at,
                                    fee_vnd, seq, last_seq)
               VALUES (:id, :code, :procedure, :applicant_name, :applicant_id, :phone, :state, :received_at, :due_at,
                       :fee_vnd, :seq, :last_seq)""",
            row,
        )
        (n,) = self._db.execute("SELECT n FROM dossier WHERE id = ?", (event.dossier_id,)).fetchone()
        self._db.execute("INSERT INTO dossier_search (rowid, text) VALUES (?, ?)", (n, search_text(event)))
        self._file(event, 0)

    def refile(self, dossier_id: str) -> None:
        """File the attachments of all its events anew, in the log's order: later ones bring further papers. Last those that
        citizens left at self-service, of which the city told."""
        self._db.execute("DELETE FROM dossier_attachment WHERE dossier_id = ?", (dossier_id,))
        position = 0
        for event in self._log.of_dossier(dossier_id):
            position = self._file(event, position)
        if self._db.execute("SELECT 1 FROM dossier WHERE id = ?", (dossier_id,)).fetchone() is None:
            return  # told to the unit of another counter's dossier
        for at, text in self._db.execute(LEFT_PAPERS, (dossier_id,)).fetchall():
            for paper in json.loads(text).get("attachments") or []:
                wanted = FiledAttachment.of_wire(paper)
                self._attachments.expect(wanted, at, elsewhere=True)
                self._attachments.file_under("dossier_attachment", "dossier_id", dossier_id, position, wanted)
                position += 1

    def _file(self, event: Event, position: int) -> int:
        """File an event's attachments from that position on. Gives the next free one."""
        for paper in cast("list[dict[str, Json]]", event.payload.get("attachments") or []):
            wanted = FiledAttachment.of_wire(paper)
            self._attachments.expect(wanted, event.occurred_at)
            self._attachments.file_under("dossier_attachment", "dossier_id", event.dossier_id, position, wanted)
            position += 1
        return position

    def refold(self, dossier_id: str, *, news: bool | None = None) -> bool:
        """Recompute what follows from all that was said of a dossier. Says whether it needs a person now and did not before."""
        folded = fold(self._changes(dossier_id))
        if folded.state is None:
            return False
        before = self._db.execute("SELECT flagged, trouble FROM dossier WHERE id = ?", (dossier_id,)).fetchone()
        trouble = self._trouble(dossier_id)
        last = self._db.execute("SELECT max(seq) FROM event WHERE dossier_id = ?", (dossier_id,)).fetchone()[0]
        due = self._due(dossier_id)
        self._db.execute(
            """UPDATE dossier SET state = ?, flagged = ?, trouble = ?, last_seq = ?, due_at = coalesce(?, due_at),
                                  news = coalesce(?, news) WHERE id = ?""",
            (int(folded.state), bool(folded.flagged), trouble, last, due, news, dossier_id),
        )
        return before is not None and not before[0] and not before[1] and bool(folded.flagged or trouble)

    def _trouble(self, dossier_id: str) -> str:
        """What the city said it cannot do with the dossier, as a sentence's key."""
        sql = """SELECT type FROM city_event WHERE dossier_id = ?
                 AND type IN ('dossier.not_understood', 'dossier.code_taken', 'dossier.duplicate_suspected',
                              'dossier.accepted_twice')
                 ORDER BY cursor DESC LIMIT 1"""
        row = self._db.execute(sql, (dossier_id,)).fetchone()
        return "" if row is None else str(row[0]).replace("dossier.", "dossier_")

    def forget(self, dossier_id: str) -> None:
        """Take one dossier's projection out; its events are about to say it anew."""
        row = self._db.execute("SELECT n FROM dossier WHERE id = ?", (dossier_id,)).fetchone()
        if row is None:
            return
        self._db.execute("DELETE FROM dossier_search WHERE rowid = ?", (row[0],))
        self._db.execute("DELETE FROM dossier_attachment WHERE dossier_id = ?", (dossier_id,))
        self._db.execute("DELETE FROM dossier WHERE id = ?", (dossier_id,))

    def mark_seen(self, dossier_id: str) -> None:
        self._db.execute("UPDATE dossier SET news = 0 WHERE id = ?", (dossier_id,))

    def clear(self) -> None:
        """Forget every projection; the events remain."""
        self._db.execute("DELETE FROM dossier")
        self._db.execute("DELETE FROM dossier_attachment")
        self._db.execute("INSERT INTO dossier_search (dossier_search) VALUES ('delete-all')")

    # Reading.

    def newest(self, limit: int = 200, offset: int = 0, state: State | None = None) -> list[DossierRow]:
        if state is None:
            return self._rows(NEWEST, (limit, offset))
        return self._rows(NEWEST_IN_STATE, (int(state), limit, offset))

    def listed(self, view: ListView, today: date, limit: int = 500, offset: int = 0) -> list[DossierRow]:
        """A page of a list. A search looks among the newest of those found."""
        if view.query.strip():
            # A page as one types; all that could matter when it is filtered afterwards.
            plain = view.state is None and not view.due
            found = self.find(view.query, 50 if plain else limit) if offset == 0 else []
            first, last = _due_span(view.due, today)
            found = [
                row
                for row in found
                if (view.state is None or row.state is view.state)
                and (not view.due or (row.state in OWED_STATES and first <= row.due_at.isoformat() < last))
            ]
            return sorted(found, key=lambda row: row.due_at) if view.order == "due" else found
        if view.due or view.order == "due":
            span = _due_span(view.due, today)
            if view.state is None:
                return self._rows(OWED, (*span, limit, offset))
            return self._rows(OWED_IN_STATE, (*span, int(view.state), limit, offset))
        return self.newest(limit, offset, view.state)

    def find(self, query: str, limit: int = 50) -> list[DossierRow]:
        """Newest first, by unaccented beginnings of words of the name, code, personal ID, phone or procedure name.

        Several words that begin a person's name, or name a person by given name first, are looked up as one word first: among a
        million dossiers that is one short list instead of the long ones of each common word. When that fills the page, it is
        the answer.
        """
        words = "".join(c if c.isalnum() else " " for c in fold_text(query)).split()
        if not words:
            return self.newest(limit)
        if len(words) > 1 and all(word.isalpha() for word in words):
            named = self._rows(FOUND, (f'"{"".join(words)}"*', limit))
            if len(named) == limit:
                return named
        match = " ".join(f'"{word}"*' for word in words)
        return self._rows(FOUND, (match, limit))

    def by_code(self, code: str) -> DossierRow | None:
        return next(iter(self._rows(BY_CODE, (code.strip().upper(),))), None)

    def by_id(self, dossier_id: str) -> DossierRow | None:
        return next(iter(self._rows(BY_ID, (dossier_id,))), None)

    def last_of_applicant(self, personal_id: str) -> dict[str, Json] | None:
        """The newest acceptance of the same person, to offer what is already known."""
        row = next(iter(self._rows(BY_APPLICANT, (personal_id,))), None)
        return self.acceptance(row.id).payload if row else None

    def acceptance(self, dossier_id: str) -> Event:
        """The event that accepted the dossier."""
        return self._log.of_dossier(dossier_id)[0]

    def attachments(self, dossier_id: str) -> list[FiledAttachment]:
        return self._attachments.filed_under("dossier_attachment", "dossier_id", dossier_id)

    def story(self, dossier_id: str) -> list[StoryLine]:
        """All that was said of it by counter and city, in the order of time."""
        lines = [
            StoryLine(e.type, datetime.fromisoformat(e.occurred_at), "counter", e.actor, e.payload)
            for e in self._log.of_dossier(dossier_id)
        ]
        sql = "SELECT type, occurred_at, payload FROM city_event WHERE dossier_id = ? ORDER BY cursor"
        for type_, occurred_at, payload in self._db.execute(sql, (dossier_id,)).fetchall():
            content = json.loads(payload)
            lines.append(
                StoryLine(type_, datetime.fromisoformat(occurred_at), "city", str(content.get("actor", "")), content)
            )
        return sorted(lines, key=lambda line: line.occurred_at)

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM dossier").fetchone()[0])

    def accepted_on(self, day: date) -> int:
        row = self._db.execute("SELECT issued FROM code_number WHERE day = ?", (day.isoformat(),)).fetchone()
        return int(row[0]) if row else 0

    def promised(self, today: date) -> tuple[int, int]:
        """How many dossiers are promised for today, and how many promises are broken. Each stops counting at a thousand."""
        counts: list[int] = []
        for due in ("today", "late"):
            sql = """SELECT count(*) FROM (SELECT 1 FROM dossier INDEXED BY dossier_by_due
                     WHERE state IN (2, 4, 5, 6, 9) AND due_at >= ? AND due_at < ? LIMIT 1000)"""
            counts.append(int(self._db.execute(sql, _due_span(due, today)).fetchone()[0]))
        return counts[0], counts[1]

    def figures_of(self, day: date) -> tuple[int, int]:
        """How many dossiers were accepted that day, and their fees in đồng."""
        first = day.isoformat()
        after = (day + timedelta(days=1)).isoformat()
        row = self._db.execute(
            "SELECT count(*), coalesce(sum(fee_vnd), 0) FROM dossier WHERE received_at >= ? AND received_at < ?",
            (first, after),
        ).fetchone()
        return int(row[0]), int(row[1])

    def received_between(self, first: date, last: date) -> list[DossierRow]:
        """Both days included, in the order they came."""
        return self._rows(RECEIVED, (first.isoformat(), (last + timedelta(days=1)).isoformat()))

    def waiting(self, limit: int = 100) -> list[DossierRow]:
        """What the city does not have all of: dossiers not sent first, then those whose scans are on their way."""
        acknowledged = acknowledged_seq(self._db)
        unsent = self._rows(UNSENT, (acknowledged, limit))
        return unsent + self._rows(PAPERS_WAIT, (max(limit - len(unsent), 0), acknowledged))

    def news(self, limit: int = 50) -> list[DossierRow]:
        return self._rows(NEWS, (limit,))

    def _rows(self, sql: str, parameters: tuple[object, ...]) -> list[DossierRow]:
        acknowledged = acknowledged_seq(self._db)
        return [_row(row, acknowledged) for row in self._db.execute(sql, parameters).fetchall()]

    def _changes(self, dossier_id: str) -> Iterator[Change]:
        own = self._log.of_dossier(dossier_id)
        for e in own:
            after = cast(int, e.payload.get(AFTER) or 0)
            yield Change(e.type, datetime.fromisoformat(e.occurred_at), "counter", e.seq, after)
        # Where the dossier itself was accepted or registered, the city's word of it is an echo.
        echoes = (
            {"dossier.registered", "dossier.taken_over"} if any(e.type == "dossier.accepted" for e in own) else set()
        )
        if any(e.type == "dossier.registered" for e in own):
            echoes.add("dossier.registered")
        marks = ", ".join("?" * len(echoes))
        sql = f"""SELECT type, occurred_at, cursor, payload FROM city_event
                  WHERE dossier_id = ? AND type NOT IN ({marks})"""
        for type_, occurred_at, cursor, payload in self._db.execute(sql, (dossier_id, *echoes)).fetchall():
            yield Change(
                type_, datetime.fromisoformat(occurred_at), "city", cursor, json.loads(payload).get(AFTER) or 0
            )

    def _due(self, dossier_id: str) -> str | None:
        """The latest promise: city or counter may have apologised and named a new date; the latest named holds."""
        sql = """SELECT payload FROM city_event WHERE dossier_id = ? AND type = 'dossier.apologised'
                 UNION ALL SELECT payload FROM event WHERE dossier_id = ? AND type = 'dossier.apologised'"""
        named = [
            str(json.loads(payload).get("due_at") or "")
            for (payload,) in self._db.execute(sql, (dossier_id, dossier_id)).fetchall()
        ]
        moments = [datetime.fromisoformat(moment).astimezone(HANOI) for moment in named if moment]
        return max(moments).isoformat() if moments else None


OWED_STATES = frozenset(
    {State.ACCEPTED, State.IN_PROGRESS, State.SUPPLEMENT_REQUESTED, State.PAYMENT_REQUESTED, State.DONE}
)
"""Something is still to be handed to the citizen. The statements above name their numbers."""


def _due_span(due: Due, today: date) -> tuple[str, str]:
    """From when to before when, as the column has it: ISO in Hà Nội's time."""
    tomorrow = (today + timedelta(days=1)).isoformat()
    return {
        "": ("", "9999"),
        "today": (today.isoformat(), tomorrow),
        "late": ("", today.isoformat()),
        "soon": (tomorrow, (today + timedelta(days=1 + SOON_DAYS)).isoformat()),
    }[due]


def acknowledged_seq(db: Database) -> int:
    row = db.execute("SELECT value FROM meta WHERE key = 'acknowledged_seq'").fetchone()
    return int(row[0]) if row else 0


def search_text(event: Event) -> str:
    """What a dossier is found by, folded."""
    payload = event.payload
    applicant = cast("dict[str, Json]", payload["applicant"])
    parts = [
        payload["code"],
        applicant["name"],
        applicant["personal_id"],
        applicant["phone"],
        payload.get("procedure_name"),
    ]
    form = cast("dict[str, Json]", payload["form"])
    names = [value for key, value in form.items() if key.endswith("_name") and isinstance(value, str)]
    parts += names
    for name in dict.fromkeys(str(name) for name in (applicant["name"], *names)):
        parts += _as_one_word(name)
    return fold_text(" ".join(str(part) for part in parts if part))


def _as_one_word(name: str) -> list[str]:
    """The name without its spaces, as written and with the given name first, as people are called and looked for: see `find`."""
    words = name.split()
    return list(dict.fromkeys(("".join(words), "".join(words[-1:] + words[:-1]))))


def _from_acceptance(event: Event) -> dict[str, Any]:
    payload = event.payload
    applicant = cast("dict[str, Json]", payload["applicant"])
    return {
        "id": event.dossier_id,
        "code": payload["code"],
        "procedure": payload["procedure"],
        "applicant_name": applicant["name"],
        "applicant_id": applicant["personal_id"],
        "phone": applicant["phone"],
        "state": int(
            fold([Change(event.type, datetime.fromisoformat(event.occurred_at), "counter", event.seq)]).state or 0
        ),
        "received_at": event.occurred_at,
        "due_at": payload["due_at"],
        "fee_vnd": payload["fee_vnd"],
        "seq": event.seq,
        "last_seq": event.seq,
    }


def _row(row: tuple[Any, ...], acknowledged: int) -> DossierRow:
    *head, last_seq, flagged, news, papers_wait, trouble = row
    id_, code, procedure, name, number, phone, state, received_at, due_at, fee_vnd, seq = head
    sync: SyncState = "pending" if last_seq > acknowledged else "partial" if papers_wait else "complete"
    return DossierRow(
        id=id_,
        code=code,
        procedure=procedure,
        applicant_name=name,
        applicant_id=number,
        phone=phone,
        state=State(state),
        received_at=datetime.fromisoformat(received_at),
        due_at=datetime.fromisoformat(due_at),
        fee_vnd=fee_vnd,
        seq=seq,
        sync=sync,
        flagged=bool(flagged),
        news=bool(news),
        trouble=trouble or ("change_kept_aside" if flagged else ""),
    )
