"""Clearing away what nothing refers to: uploads that were never ended, papers of no dossier, files that no row knows."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from city_service.attachments import UPLOAD_DAYS, Attachments
from city_service.database import Pool

UNUSED_DAYS = 90
"""A paper may come long before its dossier (a package on a stick, a counter that was away): it waits so long for one."""
STRAY_AGE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Tidied:
    uploads: int
    papers: int
    strays: int


def tidy(pool: Pool, attachments: Attachments, now: datetime) -> Tidied:
    """One round. Safe beside a serving city: what it takes away is old, and nothing refers to it."""
    uploads = 0
    before = time.time() - UPLOAD_DAYS * 86400
    for path in attachments.incoming.iterdir():
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            uploads += 1
    with pool.connection() as connection:
        unused = connection.execute(
            """DELETE FROM attachment a WHERE completed_at < %s
               AND NOT EXISTS (SELECT 1 FROM dossier_attachment u WHERE u.sha256 = a.sha256)
               AND NOT EXISTS (SELECT 1 FROM device_event e WHERE e.type = 'papers.left'
                               AND e.payload -> 'attachments' @> jsonb_build_array(jsonb_build_object('sha256', a.sha256)))
               RETURNING sha256""",
            (now - timedelta(days=UNUSED_DAYS),),
        ).fetchall()
    for row in unused:
        attachments.storage.drop(row["sha256"])
    strays = 0
    for name, since in attachments.storage.names():
        if now - since < STRAY_AGE:
            continue
        with pool.connection() as connection:
            known = connection.execute("SELECT 1 FROM attachment WHERE sha256 = %s", (name,)).fetchone()
        if known is None:
            attachments.storage.drop(name)
            strays += 1
    return Tidied(uploads, len(unused), strays)


def tidy_now(pool: Pool, attachments: Attachments) -> Tidied:
    return tidy(pool, attachments, datetime.now(UTC))
