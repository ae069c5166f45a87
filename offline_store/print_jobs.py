"""Print jobs: each paper to print once, and whether it came out. A reprint is a new job, marked and counted."""

from datetime import datetime

from sqlite_utils import Database

from kiosk.domain.dossier import PaperKind, PrintJob, PrintState
from offline_store.database import writing

_COLUMNS = "id, dossier_id, kind, copies, state, reprint, error, created_at, printer, system_job"
# The first condition names the index; the second is what is asked.
AT_PRINTER = f"""SELECT {_COLUMNS} FROM print_job WHERE state <> 'printed' AND state = 'printing' AND system_job <> ''
                 ORDER BY id"""


class PrintJobs:
    def __init__(self, db: Database) -> None:
        self._db = db

    def queue(self, dossier_id: str, kind: PaperKind, copies: int, created_at: str, reprint: int = 0) -> int:
        """Inside the caller's transaction. Gives the job's number."""
        cursor = self._db.execute(
            "INSERT INTO print_job (dossier_id, kind, copies, state, reprint, created_at) VALUES (?, ?, ?, 'queued', ?, ?)",
            (dossier_id, kind, copies, reprint, created_at),
        )
        return int(cursor.lastrowid or 0)

    def reprint(self, dossier_id: str, kind: PaperKind, copies: int, now: datetime) -> PrintJob:
        """Ask for the paper again: the new job knows how many came before it."""
        with writing(self._db):
            (before,) = self._db.execute(
                "SELECT count(*) FROM print_job WHERE dossier_id = ? AND kind = ?", (dossier_id, kind)
            ).fetchone()
            job = self.queue(dossier_id, kind, copies, now.isoformat(), reprint=before)
        return self.get(job)

    def get(self, job_id: int) -> PrintJob:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (job_id,)).fetchone()
        return _job(row)

    def open(self, limit: int = 100) -> list[PrintJob]:
        """Jobs not printed yet, oldest first."""
        sql = f"SELECT {_COLUMNS} FROM print_job WHERE state <> 'printed' ORDER BY id LIMIT ?"
        return [_job(row) for row in self._db.execute(sql, (limit,)).fetchall()]

    def at_printer(self) -> list[PrintJob]:
        """Jobs that lie in the system's own queue."""
        return [_job(row) for row in self._db.execute(AT_PRINTER).fetchall()]

    def note(
        self, job_id: int, state: PrintState, error: str = "", *, printer: str | None = None, system_job: str = ""
    ) -> None:
        """What became of a job. `printer` and what the system's queue calls it are noted when it was handed over."""
        with writing(self._db):
            self._db.execute("UPDATE print_job SET state = ?, error = ? WHERE id = ?", (state, error, job_id))
            if printer is not None:
                self._db.execute(
                    "UPDATE print_job SET printer = ?, system_job = ? WHERE id = ?", (printer, system_job, job_id)
                )

    def reconcile(self) -> int:
        """At start: a job that was at the printer when the power went may or may not have come out; a person decides.

        One that the system's own queue had taken can be asked about (`at_printer`).
        """
        with writing(self._db):
            return int(
                self._db.execute(
                    "UPDATE print_job SET state = 'failed', error = 'interrupted' "
                    "WHERE state = 'printing' AND system_job = ''"
                ).rowcount
            )


def _job(row: tuple[int, str, PaperKind, int, PrintState, int, str, str, str, str]) -> PrintJob:
    id_, dossier_id, kind, copies, state, reprint, error, created_at, printer, system_job = row
    moment = datetime.fromisoformat(created_at)
    return PrintJob(id_, dossier_id, kind, copies, state, reprint, error, moment, printer, system_job)
