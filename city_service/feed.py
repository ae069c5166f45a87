"""What the city tells a unit, in the order it was committed."""

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from city_service.database import Pool
from kiosk.wire.models import Feed, FeedItemModel

PAGE = 200


def tell(
    connection: psycopg.Connection[Any], unit_code: str, type: str, dossier_id: str, payload: dict[str, Any]
) -> None:
    """Add to a unit's feed, inside the caller's transaction.

    The advisory lock is held to the end of the transaction: cursors of one unit become visible in their own order.
    """
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('feed:' || %s))", (unit_code,))
    connection.execute(
        """INSERT INTO feed (unit_code, cursor, type, dossier_id, occurred_at, payload)
           SELECT %s, greatest(coalesce(max(cursor), 0) + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint),
                  %s, %s, %s, %s FROM feed WHERE unit_code = %s""",
        (unit_code, type, dossier_id, datetime.now(UTC), Jsonb(payload), unit_code),
    )


def take_back(connection: psycopg.Connection[Any], unit_code: str, items: list[FeedItemModel]) -> list[str]:
    """Put back what the city told a unit and has lost since (it was restored from a backup). Gives the dossiers concerned."""
    back: list[str] = []
    for item in items:
        found = connection.execute(
            """INSERT INTO feed (unit_code, cursor, type, dossier_id, occurred_at, payload) VALUES (%s, %s, %s, %s, %s, %s)
               ON CONFLICT DO NOTHING RETURNING dossier_id""",
            (unit_code, item.cursor, item.type, item.dossier_id, item.occurred_at, Jsonb(item.payload)),
        ).fetchone()
        if found is not None:
            back.append(item.dossier_id)
    return back


BRIEF = frozenset({"code", "registration", "due_at", "items", "counter", "after", "text", "seq"})
"""What a self-service device hears of a dossier: nothing that names a person."""


def read_feed(pool: Pool, unit_code: str, after: int, *, brief: bool = False) -> Feed:
    """A page of a unit's feed. `brief` leaves out all that self-service has no use for."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT cursor, type, dossier_id, occurred_at, payload FROM feed
               WHERE unit_code = %s AND cursor > %s ORDER BY cursor LIMIT %s""",
            (unit_code, after, PAGE + 1),
        ).fetchall()
    if brief:
        for row in rows:
            row["payload"] = {key: value for key, value in row["payload"].items() if key in BRIEF}
    return Feed(items=[FeedItemModel(**row) for row in rows[:PAGE]], more=len(rows) > PAGE)
