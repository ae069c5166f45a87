"""Attachments: tus uploads, checked by SHA-256 when whole, kept by content in a directory."""

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from tuspyserver import create_tus_router

from city_service.database import Pool
from kiosk.wire.models import HashList, Missing

MAX_BYTES = 50 * 1024 * 1024
UPLOAD_DAYS = 30
"""How long a broken upload may be gone on with."""

logger = logging.getLogger("city_service.attachments")


class DirectoryStorage:
    """Whole attachments under `root/ab/abcdef…`; a file is there only when its content is."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    def take(self, source: Path, sha256: str) -> None:
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(source, target)

    def read(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()


class Attachments:
    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool = pool
        self.storage = DirectoryStorage(folder / "attachments")
        self.incoming = folder / "uploads"
        self.incoming.mkdir(parents=True, exist_ok=True)

    def missing(self, wanted: HashList) -> Missing:
        with self._pool.connection() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM attachment WHERE sha256 = ANY(%s)", (wanted.hashes,)
            ).fetchall()
        have = {row["sha256"] for row in rows}
        return Missing(missing=[h for h in dict.fromkeys(wanted.hashes) if h not in have])

    def complete(self, path: Path, metadata: dict[str, Any]) -> None:
        """A whole upload: kept when its SHA-256 is the one announced, dropped otherwise (the counter sends it again)."""
        announced = str(metadata.get("sha256", ""))
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        Path(f"{path}.info").unlink(missing_ok=True)
        if found != announced:
            logger.warning("upload does not match its hash, dropped: announced=%s found=%s", announced[:12], found[:12])
            path.unlink()
            return
        self.storage.take(path, found)
        with self._pool.connection() as connection:
            connection.execute(
                "INSERT INTO attachment (sha256, size, media_type) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (found, size, str(metadata.get("filetype", ""))),
            )

    def router(self, authorise: Callable[..., object]) -> APIRouter:
        """tus 1.0 at /v1/uploads. The bearer token is checked before a byte is taken."""

        async def completed(path: str, metadata: dict[str, Any]) -> None:
            await run_in_threadpool(self.complete, Path(path), metadata)

        return create_tus_router(
            prefix="v1/uploads",
            files_dir=str(self.incoming),
            max_size=MAX_BYTES,
            days_to_keep=UPLOAD_DAYS,
            on_upload_complete=completed,  # pyright: ignore[reportArgumentType]
            strict_offset_validation=True,
            auth=authorise,  # pyright: ignore[reportArgumentType]
        )
