"""`make bench`: measure everything in one run and write docs/benchmarks.md."""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import city, effort, line, load, million, paper, queue, scans, self_service, start, store
from benchmarks.measure import Row

TABLE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> int:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="mot-cua-bench-") as name:
        folder = Path(name)
        rows.append(store.append(folder))
        rows.append(queue.put_and_acknowledge(folder))
        rows += line.dossiers(folder)
        rows += line.attachments(folder)
        rows += million.rows(folder)
        rows += scans.scans(folder)
        rows += paper.receipt(folder)
        rows.append(start.start(folder))
        rows += self_service.rows(folder)
        rows.append(city.ingest(folder))
        rows += load.rows(folder)
        rows += effort.effort(folder)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Each row compares ours with a peer or a limit in the same run; the ratio is what counts.",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores,",
        f"Python {platform.python_version()}.",
        "",
        "| what | ours | peer or limit | ratio | bar | holds |",
        "|---|---|---|---|---|---|",
        *(row.line() for row in rows),
        "",
        "How: `benchmarks/`, one module a subject. Peers (persist-queue, PouchDB, tuspy with tuspyserver, bare reportlab, an empty",
        "window) are run in the same run on the same machine; the slow line is `benchmarks/slow_line.py`, a process of its own.",
    ]
    TABLE.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
