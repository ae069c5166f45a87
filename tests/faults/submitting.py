"""`kiosk submit`, and the same with one safeguard taken away: what the power-cut tests run on the losing disk.

python -m tests.faults.submitting [--without-sync] WORDS OF kiosk…
"""

import sys

from kiosk.cli.main import main
from offline_store import database


def half_durable(connection: database.Any, path: object) -> None:
    """WAL with synchronous=NORMAL: fast, and the last commits are gone after a power cut."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[0] == "--without-sync":
        database.make_durable = half_durable
        words = words[1:]
    sys.exit(main(words))
