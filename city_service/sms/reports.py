"""What became of messages, as their providers say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of a message the provider took."""

    provider_id: str
    delivered: bool
    status: str


def one_after_the_other(connection: Any, provider_ids: Iterable[str]) -> None:
    """Noting a message as sent and taking its report wait for each other: a report that comes at once finds its message."""
    for provider_id in sorted(provider_ids):
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('sms:' || %s))", (provider_id,))


def take_report(connection: Any, report: DeliveryReport) -> bool:
    """Note what became of a message; of one in parts the worst counts. One not known yet is kept. Whether it was known."""
    one_after_the_other(connection, [report.provider_id])
    row = connection.execute(
        """UPDATE sms_message SET state = CASE WHEN %s AND state <> 'undelivered' THEN 'delivered' ELSE 'undelivered' END,
                  problem = CASE WHEN %s THEN problem ELSE %s END, reported_at = now()
           WHERE provider_ids @> ARRAY[%s] AND state IN ('sent', 'delivered', 'undelivered') RETURNING id""",
        (report.delivered, report.delivered, report.status[:40], report.provider_id),
    ).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO sms_report (provider_id, delivered, status) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (report.provider_id, report.delivered, report.status[:40]),
        )
        connection.execute("DELETE FROM sms_report WHERE came_at < now() - interval '3 days'")
    return row is not None
