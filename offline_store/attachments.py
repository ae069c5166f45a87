"""Attachments: bytes by content in chunk rows, and what they are filed under."""

import hashlib
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from kiosk.domain.dossier import CHUNK_BYTES, Attachment, FiledAttachment, PendingAttachment

WAITING = """
    SELECT a.sha256, a.size, a.media_type, a.upload_url, a.here, a.elsewhere FROM attachment a
    WHERE a.at_city = 0 AND EXISTS (SELECT 1 FROM dossier_attachment u WHERE u.sha256 = a.sha256)
    ORDER BY a.stored_at LIMIT ?
"""

_UNUSED = """NOT EXISTS (SELECT 1 FROM dossier_attachment u WHERE u.sha256 = attachment.sha256)
             AND NOT EXISTS (SELECT 1 FROM draft_attachment u WHERE u.sha256 = attachment.sha256)"""


class AttachmentRows:
    """Writing happens inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, content: bytes, media_type: str, stored_at: str) -> Attachment:
        """Store the bytes once, whoever uses them."""
        sha256 = hashlib.sha256(content).hexdigest()
        attachment = Attachment(sha256, len(content), media_type)
        known = self._db.execute("SELECT here FROM attachment WHERE sha256 = ?", (sha256,)).fetchone()
        if known is None or not known[0]:
            self._db.execute(
                """INSERT INTO attachment (sha256, size, media_type, stored_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (sha256) DO UPDATE SET here = 1, trouble = ''""",
                (sha256, len(content), media_type, stored_at),
            )
            self._db.execute("DELETE FROM attachment_chunk WHERE sha256 = ?", (sha256,))
            view = memoryview(content)
            for n, start in enumerate(range(0, len(content), CHUNK_BYTES)):
                self._db.execute(
                    "INSERT INTO attachment_chunk (sha256, n, bytes) VALUES (?, ?, ?)",
                    (sha256, n, view[start : start + CHUNK_BYTES]),
                )
        return attachment

    def chunks(self, sha256: str) -> Iterator[bytes]:
        for (content,) in self._db.execute("SELECT bytes FROM attachment_chunk WHERE sha256 = ? ORDER BY n", (sha256,)):
            yield content

    def read(self, sha256: str) -> bytes:
        return b"".join(self.chunks(sha256))

    def file_under(self, table: str, owner: str, owner_id: str, position: int, paper: FiledAttachment) -> None:
        """`table` is dossier_attachment or draft_attachment, `owner` its owning column."""
        self._db.execute(
            f"INSERT INTO {table} ({owner}, position, document, file_name, original_sha256, sha256) VALUES (?, ?, ?, ?, ?, ?)",
            (
                owner_id,
                position,
                paper.document,
                paper.file_name,
                paper.original_sha256 or paper.attachment.sha256,
                paper.attachment.sha256,
            ),
        )

    def filed_under(self, table: str, owner: str, owner_id: str) -> list[FiledAttachment]:
        sql = f"""SELECT u.document, u.file_name, u.original_sha256, a.sha256, a.size, a.media_type
                  FROM {table} u JOIN attachment a ON a.sha256 = u.sha256 WHERE u.{owner} = ? ORDER BY u.position"""
        return [
            FiledAttachment(document, file_name, Attachment(sha256, size, media_type), original)
            for document, file_name, original, sha256, size, media_type in self._db.execute(sql, (owner_id,)).fetchall()
        ]

    def waiting(self, limit: int = 1000) -> list[PendingAttachment]:
        """What the city does not have yet of accepted dossiers, oldest first."""
        return [
            PendingAttachment(Attachment(sha256, size, media_type), upload_url, bool(here), bool(elsewhere))
            for sha256, size, media_type, upload_url, here, elsewhere in self._db.execute(WAITING, (limit,)).fetchall()
        ]

    def note_upload(self, sha256: str, upload_url: str) -> None:
        self._db.execute("UPDATE attachment SET upload_url = ? WHERE sha256 = ?", (upload_url, sha256))

    def note_at_city(self, hashes: Iterable[str]) -> None:
        for sha256 in hashes:
            self._db.execute(
                "UPDATE attachment SET at_city = 1, upload_url = '', trouble = '' WHERE sha256 = ?", (sha256,)
            )

    def expect(self, paper: FiledAttachment, stored_at: str, *, elsewhere: bool = False) -> None:
        """Know of an attachment whose bytes are not here: they are at the city, at another device, or must be scanned again."""
        attachment = paper.attachment
        self._db.execute(
            """INSERT OR IGNORE INTO attachment (sha256, size, media_type, stored_at, here, elsewhere)
               VALUES (?, ?, ?, ?, 0, ?)""",
            (attachment.sha256, attachment.size, attachment.media_type, stored_at, elsewhere),
        )

    def absent(self, limit: int = 100) -> list[Attachment]:
        """Attachments whose bytes are at the city, or may be by now, and not here."""
        sql = """SELECT sha256, size, media_type FROM attachment WHERE here = 0 AND (at_city = 1 OR elsewhere = 1)
                 ORDER BY stored_at LIMIT ?"""
        return [Attachment(*row) for row in self._db.execute(sql, (limit,)).fetchall()]

    def note_trouble(self, sha256: str, key: str) -> None:
        """What is at another device is not lost: it sends it."""
        kept = " AND elsewhere = 0" if key == "attachment_lost" else ""
        self._db.execute(f"UPDATE attachment SET trouble = ? WHERE sha256 = ?{kept}", (key, sha256))

    def forget_at_city(self) -> None:
        """The city was replaced or restored: ask it again which attachments it has."""
        self._db.execute("UPDATE attachment SET at_city = 0, upload_url = '' WHERE at_city = 1")

    def forget_unused(self, before: str) -> int:
        """Drop bytes stored before a moment that neither a dossier nor a draft uses."""
        return int(self._db.execute(f"DELETE FROM attachment WHERE {_UNUSED} AND stored_at < ?", (before,)).rowcount)

    def forget_if_unused(self, hashes: Iterable[str]) -> None:
        """Drop these bytes, unless something uses them still."""
        for sha256 in hashes:
            self._db.execute(f"DELETE FROM attachment WHERE {_UNUSED} AND sha256 = ?", (sha256,))
