"""Drafts: acceptances in the making, saved while the clerk types, back after a crash."""

import json
from datetime import datetime

from sqlite_utils import Database

from kiosk.domain.dossier import Draft
from kiosk.domain.event import Json, canonical_json
from offline_store.attachments import AttachmentRows
from offline_store.database import writing


class Drafts:
    """Each call is one durable transaction."""

    def __init__(self, db: Database, attachments: AttachmentRows) -> None:
        self._db = db
        self._attachments = attachments

    def save(self, draft: Draft) -> None:
        """Write the draft and what is filed under it; the attachments' bytes are there already (`Store.keep_scan`)."""
        with writing(self._db):
            if self.became(draft.id) is not None:
                return  # accepted in another window meanwhile
            self._db.execute(
                """INSERT INTO draft (id, clerk, updated_at, content) VALUES (?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET clerk = excluded.clerk, updated_at = excluded.updated_at,
                   content = excluded.content""",
                (draft.id, draft.clerk, draft.updated_at.isoformat(), canonical_json(draft.content).decode()),
            )
            self._db.execute("DELETE FROM draft_attachment WHERE draft_id = ?", (draft.id,))
            for position, paper in enumerate(draft.attachments):
                self._attachments.file_under("draft_attachment", "draft_id", draft.id, position, paper)

    def of_clerk(self, clerk: str) -> list[Draft]:
        """The clerk's drafts, latest first."""
        sql = "SELECT id, clerk, updated_at, content FROM draft WHERE clerk = ? ORDER BY updated_at DESC"
        return [self._draft(*row) for row in self._db.execute(sql, (clerk,)).fetchall()]

    def all(self) -> list[Draft]:
        """Every clerk's drafts, latest first."""
        sql = "SELECT id, clerk, updated_at, content FROM draft ORDER BY updated_at DESC"
        return [self._draft(*row) for row in self._db.execute(sql).fetchall()]

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM draft").fetchone()[0])

    def discard(self, draft_id: str) -> None:
        with writing(self._db):
            papers = self._attachments.filed_under("draft_attachment", "draft_id", draft_id)
            self.forget(draft_id)
            self._attachments.forget_if_unused(paper.attachment.sha256 for paper in papers)

    def forget(self, draft_id: str) -> None:
        """Inside the caller's transaction: the draft became a dossier."""
        self._db.execute("DELETE FROM draft_attachment WHERE draft_id = ?", (draft_id,))
        self._db.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def forget_accepted(self) -> None:
        """Inside the caller's transaction: no draft stands beside the dossier it became."""
        self._db.execute("DELETE FROM draft WHERE id IN (SELECT draft_id FROM accepted_draft)")

    def became(self, draft_id: str) -> str | None:
        """The dossier a draft became; None while it is one."""
        row = self._db.execute("SELECT dossier_id FROM accepted_draft WHERE draft_id = ?", (draft_id,)).fetchone()
        return row[0] if row else None

    def note_accepted(self, draft_id: str, dossier_id: str) -> None:
        """Inside the caller's transaction: the draft became a dossier, and no other window can accept it again."""
        self.forget(draft_id)
        self._db.execute("INSERT INTO accepted_draft (draft_id, dossier_id) VALUES (?, ?)", (draft_id, dossier_id))

    def _draft(self, id_: str, clerk: str, updated_at: str, content: str) -> Draft:
        parsed: dict[str, Json] = json.loads(content)
        papers = self._attachments.filed_under("draft_attachment", "draft_id", id_)
        return Draft(id_, clerk, datetime.fromisoformat(updated_at), parsed, tuple(papers))
