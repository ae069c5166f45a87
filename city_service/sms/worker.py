"""The worker: takes messages from the queue, sends them, notes reports and replies. As many as wanted may run."""

import asyncio
import logging
from datetime import UTC, datetime

import procrastinate
import psycopg

from city_service.database import Pool
from city_service.sms.gateways import Gateway, Reply, SmsLater, SmsRefused, gateway_of
from city_service.sms.queue import QUEUE, TASK, opt_out
from city_service.sms.reports import DeliveryReport, one_after_the_other, take_report
from kiosk.domain.phones import mobile
from kiosk.domain.text import fold

logger = logging.getLogger("city_service.sms")
MOST_TRIES = 6
FIRST_WAIT_SECONDS = 5
"""Waited before the second try; each wait is that to the power of the try: five seconds, 25, two minutes, ten, …"""
STALLED_SECONDS = 60
STOP_WORDS = frozenset({"huy", "tu choi", "tc", "stop", "khong nhan"})


class SmsWorker:
    def __init__(self, pool: Pool, database_url: str, address: str, *, retry_seconds: int = FIRST_WAIT_SECONDS) -> None:
        self._pool = pool
        self._gateway: Gateway = gateway_of(address, self.heard)
        self.app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=database_url))
        retry = procrastinate.RetryStrategy(
            max_attempts=MOST_TRIES, exponential_wait=retry_seconds, retry_exceptions={SmsLater}
        )
        stalled = self.app.task(name="retry_stalled_sms", queue=QUEUE, queueing_lock="retry_stalled_sms")(
            self.retry_stalled
        )
        self.app.periodic(cron="*/3 * * * *")(stalled)
        self.app.task(name=TASK, queue=QUEUE, retry=retry, pass_context=True)(self._work)

    def run(self, *, wait: bool = True, concurrency: int = 4) -> None:
        """Until told to stop (SIGTERM, SIGINT), or until the queue is empty when `wait` is off."""

        async def work() -> None:
            async with self.app.open_async():
                await self.retry_stalled()
                await self.app.run_worker_async(
                    queues=[QUEUE], wait=wait, concurrency=concurrency, delete_jobs="successful"
                )

        asyncio.run(work())

    async def retry_stalled(self, timestamp: int = 0) -> None:
        """Take up again what a worker held that was killed. Called at the start and every few minutes."""
        for job in await self.app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=STALLED_SECONDS):
            logger.warning("sms job %s was left by a worker that is gone", job.id)
            await self.app.job_manager.retry_job(job)

    def __enter__(self) -> "SmsWorker":
        return self

    def __exit__(self, *_: object) -> None:
        self._gateway.close()

    def _work(self, context: procrastinate.JobContext, message_id: int) -> None:
        """One try. Raises SmsLater for another; the last try leaves the message as failed, for a person to see."""
        with self._pool.connection() as connection:
            row = connection.execute(
                "UPDATE sms_message SET tries = tries + 1 WHERE id = %s AND state = 'waiting' RETURNING phone, body, tries",
                (message_id,),
            ).fetchone()
        if row is None:
            return
        try:
            provider_ids = self._gateway.send(row["phone"], row["body"])
        except SmsRefused as refused:
            self._note(message_id, "refused", str(refused))
        except SmsLater as later:
            logger.warning("sms %s not sent (try %s): %s", message_id, row["tries"], later)
            last = context.job.attempts >= MOST_TRIES
            self._note(message_id, "failed" if last else "waiting", str(later))
            raise
        else:
            with self._pool.connection() as connection:
                one_after_the_other(connection, provider_ids)
                connection.execute(
                    """UPDATE sms_message SET state = 'sent', problem = '', provider_ids = %s, sent_at = %s WHERE id = %s
                       AND state = 'waiting'""",
                    (list(provider_ids), datetime.now(UTC), message_id),
                )
                early = connection.execute(
                    "DELETE FROM sms_report WHERE provider_id = ANY(%s) RETURNING provider_id, delivered, status",
                    (list(provider_ids),),
                ).fetchall()
                for report in early:
                    take_report(connection, DeliveryReport(**report))

    def _note(self, message_id: int, state: str, problem: str) -> None:
        with self._pool.connection() as connection:
            connection.execute(
                "UPDATE sms_message SET state = %s, problem = %s WHERE id = %s AND state = 'waiting'",
                (state, problem[:200], message_id),
            )

    def heard(self, what: DeliveryReport | Reply) -> None:
        """Never raises: the session goes on when the database is away; what was said then is logged without its text."""
        try:
            with self._pool.connection() as connection:
                if isinstance(what, DeliveryReport):
                    take_report(connection, what)
                elif fold(what.text) in STOP_WORDS:
                    opt_out(connection, mobile(what.phone), "reply")
        except psycopg.Error as error:
            logger.warning("sms: %s not noted: %s", type(what).__name__, type(error).__name__)
