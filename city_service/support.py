"""Support: notices to counters, and what counters reported."""

from typing import Any

from city_service.database import Pool
from city_service.feed import tell
from city_service.problems import Problem

MOST_LETTERS = 500


def send_notice(pool: Pool, text: str, unit_code: str = "") -> list[str]:
    """Tell the counters of a unit, or of every unit that has one. Gives the units told. Raises Problem for an empty text."""
    said = " ".join(text.split())
    if not said or len(said) > MOST_LETTERS:
        raise Problem(422, "a notice of 1 to 500 letters is needed")
    with pool.connection() as connection:
        rows = connection.execute("SELECT DISTINCT unit_code FROM device ORDER BY unit_code").fetchall()
        units = [row["unit_code"] for row in rows if unit_code in ("", row["unit_code"])]
        if not units:
            raise Problem(404, "no such unit has a counter")
        for unit in units:
            tell(connection, unit, "unit.notice", "", {"text": said})
    return units


def read_incidents(pool: Pool, unit_code: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Reports of counters with their diagnostics, newest first."""
    with pool.connection() as connection:
        rows = connection.execute(
            """SELECT d.unit_code, d.counter, e.device_id, e.seq, e.occurred_at, e.actor, e.payload
               FROM device_event e JOIN device d ON d.id = e.device_id
               WHERE e.type = 'device.incident' AND (%s = '' OR d.unit_code = %s)
               ORDER BY e.occurred_at DESC, e.seq DESC LIMIT %s""",
            (unit_code, unit_code, limit),
        ).fetchall()
    return [
        {k: row[k] for k in ("unit_code", "counter", "device_id", "seq", "occurred_at", "actor")} | dict(row["payload"])
        for row in rows
    ]
