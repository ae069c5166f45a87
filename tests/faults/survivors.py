"""What must hold after any crash: every code that was said exists with all its bytes, and nothing half exists."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kiosk.domain.dossier_code import DossierCode, code_number
from tests.builders import SetClock, a_counter


def all_survived(home: Path, said: Iterable[str], contents: set[str] | None) -> set[str]:
    """Check a counter after a crash. `said` are printed codes, `contents` the SHA-256 of every scan handed in
    (None: not known). Gives all codes."""
    said = list(said)
    assert len(said) == len(set(said)), "a code was said twice"
    with a_counter(home, clock=SetClock()) as counter:
        store = counter.store
        assert store.integrity_problem() == ""
        store.check()
        rows = {row.code: row for row in store.dossiers.newest(100_000)}
        assert set(said) <= set(rows), f"said and gone: {set(said) - set(rows)}"
        for row in rows.values():
            papers = store.dossiers.attachments(row.id)
            assert papers, "a dossier without its scan"
            for paper in papers:
                assert hashlib.sha256(store.read_scan(paper.attachment.sha256)).hexdigest() == paper.attachment.sha256
                assert contents is None or paper.attachment.sha256 in contents
        numbers = sorted(DossierCode.parse(code).number for code in rows)
        by_day = Counter(DossierCode.parse(code).day for code in rows)
        due = sorted(code_number(counter.identity.counter, n) for total in by_day.values() for n in range(total))
        assert numbers == due, "a number is missing or used twice"
        jobs = {job.dossier_id for job in store.print_jobs.open(100_000)}
        assert {row.id for row in rows.values()} <= jobs | _printed(store)
        if rows:
            some = next(iter(rows.values()))
            day = DossierCode.parse(some.code).day
            upcoming = str(store.next_code(counter.identity.agency, counter.identity.counter, day))
            assert upcoming not in rows
            assert upcoming not in said
    return set(rows)


def _printed(store) -> set[str]:
    return {row[0] for row in store._db.execute("SELECT dossier_id FROM print_job WHERE state = 'printed'").fetchall()}
