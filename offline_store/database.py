"""Opening the encrypted file, and refusing one that is damaged, foreign or newer without touching it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlite_utils import Database

from kiosk.errors import DiskError, StoreError
from offline_store.migrations import APPLICATION_ID, migrations

# The module's names come from C at run time, where no checker sees them.
sqlcipher: Any = sqlcipher3.dbapi2

BUSY_MILLISECONDS = 10_000


def open_database(path: Path, key: bytes) -> Database:
    """The database at `path` with a raw 256-bit key; made when it is not there, brought to the latest schema.

    The connection is in WAL mode with synchronous=FULL, checked, not assumed. The raw key costs no derivation.

    Raises StoreError (damaged, foreign or newer file; left as it is) and DiskError (full or not writable).
    """
    if len(key) != 32:
        raise ValueError("the database key has 32 bytes")
    is_new = not path.exists() or path.stat().st_size == 0
    with disk_errors(path):
        connection = sqlcipher.connect(str(path), isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            _refuse_unreadable(connection, path, is_new)
            make_durable(connection, path)
            database = Database(connection)
            _migrate(database, path, is_new)
        except BaseException:
            connection.close()
            raise
    return database


def make_durable(connection: Any, path: Path) -> None:
    """Every connection: a commit is on the disk when it returns. Asked back, not assumed."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    if synchronous != 2:
        raise StoreError("store_damaged", path=str(path))


def _refuse_unreadable(connection: Any, path: Path, is_new: bool) -> None:
    """The first read decrypts page 1: it fails for a wrong key or a file that is not ours."""
    if is_new:
        return
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        if isinstance(error, sqlcipher.OperationalError):
            raise  # the disk's fault, or another process's turn; not the file's
        raise StoreError("store_foreign", path=str(path)) from error
    if application_id != APPLICATION_ID:
        raise StoreError("store_foreign", path=str(path))


def _migrate(database: Database, path: Path, is_new: bool) -> None:
    known = {migration.name for migration in migrations.pending(database)} | {
        migration.name for migration in migrations.applied(database)
    }
    declared = {migration.name for migration in migrations._migrations}  # pyright: ignore[reportPrivateUsage]
    if known - declared:
        raise StoreError("store_newer", path=str(path))
    if is_new or migrations.pending(database):
        with writing(database, first=False):
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(database)


@contextmanager
def writing(database: Database, *, first: bool = True) -> Iterator[None]:
    """One transaction through `db.atomic()`. Its first statement is a write, so that it waits its turn instead of failing.

    A deferred transaction that reads first and writes later fails at once when another process wrote in between. The write
    concerns no row: it takes the lock and dirties no page.
    """
    with disk_errors(None), database.atomic():
        if first:
            database.execute("UPDATE turn SET taken = taken WHERE only = 0")
        yield


@contextmanager
def disk_errors(path: Path | None) -> Iterator[None]:
    """SQLite's disk errors as sentences a clerk can act on."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        name = str(getattr(error, "sqlite_errorname", "")) + " " + str(error).lower()
        where = str(path or "")
        if "SQLITE_FULL" in name or "disk is full" in name:
            raise DiskError("disk_full") from error
        if "readonly" in name or "unable to open" in name or "disk i/o" in name:
            raise DiskError("disk_unwritable", path=where) from error
        if "malformed" in name or "not a database" in name or "hmac" in name:
            raise StoreError("store_damaged", path=where) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskError("disk_full") from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise DiskError("disk_unwritable", path=str(path or error.filename or "")) from error
        raise


def integrity_problem(database: Database) -> str:
    """What is wrong with the file's pages and their structure; empty when nothing. Reads the whole file.

    Every page that is read is authenticated by SQLCipher. The pages are read as SQLite sees them, through the WAL: a page torn
    in the file while the WAL still holds it (power lost while the WAL was being written back) is no damage, and SQLCipher's own
    check of the bare file would say that it is.
    """
    try:
        rows = [row[0] for row in database.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    except sqlcipher.DatabaseError as error:
        return str(error)
    return "; ".join(str(row) for row in rows[:3])


def private_directory(path: Path) -> Path:
    """`path` as a directory only its owner can read."""
    with disk_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            path.chmod(0o700)
    return path


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """A consistent encrypted copy by SQLite's online backup, while others go on writing."""
    with disk_errors(target):
        connections = [sqlcipher.connect(str(path), isolation_level=None) for path in (source, target)]
        try:
            for connection in connections:
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connections[0].backup(connections[1])
        finally:
            for connection in connections:
                connection.close()
