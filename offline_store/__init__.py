"""The durable store and the outbox: SQLite through sqlite-utils, encrypted by SQLCipher. Nothing else opens the file."""

from offline_store.store import Store

__all__ = ["Store"]
