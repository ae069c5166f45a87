"""Attachments: tus uploads, checked by SHA-256 when whole, kept by content (city_service.storage)."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import filetype
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from tuspyserver import create_tus_router
from tuspyserver.storage.local import LocalFileStorage

from city_service.database import Pool
from city_service.problems import Problem
from city_service.storage import storage_of
from kiosk.domain.package import PACKAGE_TYPE
from kiosk.wire.models import HashList, Missing

MAX_BYTES = 50 * 1024 * 1024
MAX_PACKAGE_BYTES = 2 * 1024**3
UPLOAD_DAYS = 30
"""How long a broken upload may be gone on with."""

logger = logging.getLogger("city_service.attachments")


RESULT_KINDS = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp"})


@dataclass(frozen=True, slots=True)
class ResultFile:
    """What a procedure ended in, as a file that is in the storage."""

    sha256: str
    file_name: str
    size: int
    media_type: str


def kind_of(path: Path) -> str:
    """The media type by the file's own first bytes, whatever its name or sender says; octet-stream when unknown."""
    found = filetype.guess(str(path))
    return str(found.mime) if found is not None else "application/octet-stream"


def describe_uploads(schema: dict[str, Any]) -> None:
    """Put right what the OpenAPI description says of the tus routes: a made upload has no body, and lengths are HTTP's own."""
    for path, operations in schema["paths"].items():
        if not path.startswith("/v1/uploads"):
            continue
        for operation in operations.values():
            operation["responses"].get("201", {}).pop("content", None)
            operation["parameters"] = [p for p in operation.get("parameters", []) if p["name"] != "content-length"]


class Attachments:
    def __init__(self, pool: Pool, folder: Path, storage: str = "") -> None:
        self._pool = pool
        self.storage = storage_of(storage, folder)
        self.incoming = folder / "uploads"
        self.incoming.mkdir(parents=True, exist_ok=True)
        self.on_package: Callable[[Path, str], None] | None = None
        """Takes in a whole sealed package (city_service.packages)."""

    def check_writable(self) -> None:
        """Raises OSError when nothing can be kept here."""
        probe = self.incoming / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink(missing_ok=True)

    def missing(self, wanted: HashList) -> Missing:
        with self._pool.connection() as connection:
            rows = connection.execute(
                "SELECT sha256 FROM attachment WHERE sha256 = ANY(%s)", (wanted.hashes,)
            ).fetchall()
        have = {row["sha256"] for row in rows}
        asked = dict.fromkeys(wanted.hashes)
        return Missing(missing=[h for h in asked if h not in have], have=[h for h in asked if h in have])

    def complete(self, path: Path, metadata: dict[str, Any]) -> None:
        """A whole upload: kept when its SHA-256 is the one announced, dropped otherwise (the counter sends it again)."""
        announced = str(metadata.get("sha256", ""))
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        announced_kind = str(metadata.get("filetype", ""))
        Path(f"{path}.info").unlink(missing_ok=True)
        is_package = announced_kind == PACKAGE_TYPE and self.on_package is not None
        if found != announced or (size > MAX_BYTES and not is_package):
            logger.warning("upload dropped: announced=%s found=%s size=%s", announced[:12], found[:12], size)
            path.unlink()
            return
        if is_package and self.on_package is not None:
            self.on_package(path, found)
            path.unlink(missing_ok=True)
            return
        kind = kind_of(path)
        if kind != announced_kind:
            logger.warning("attachment %s announced as %s is %s", found[:12], announced_kind[:40], kind)
        self.keep(path, found, kind)

    def keep(self, path: Path, sha256: str, media_type: str) -> None:
        """Take a whole file with that hash into the storage."""
        size = path.stat().st_size
        self.storage.take(path, sha256)
        with self._pool.connection() as connection:
            connection.execute(
                "INSERT INTO attachment (sha256, size, media_type) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (sha256, size, media_type),
            )

    def keep_result(self, file: BinaryIO, name: str) -> ResultFile:
        """What an official gave as a procedure's result. Raises Problem: 413 too large, 415 neither PDF nor picture."""
        descriptor, place = tempfile.mkstemp(dir=self.incoming, prefix="result-")
        path = Path(place)
        try:
            size, digest = 0, hashlib.sha256()
            with os.fdopen(descriptor, "wb") as kept:
                while block := file.read(1 << 20):
                    size += len(block)
                    if size > MAX_BYTES:
                        raise Problem(413, "file too large")
                    digest.update(block)
                    kept.write(block)
            kind = kind_of(path)
            if kind not in RESULT_KINDS:
                raise Problem(415, "no result file", "Kết quả là tệp PDF hoặc ảnh (PNG, JPEG, WebP).")
            sha256 = digest.hexdigest()
            self.keep(path, sha256, kind)
        finally:
            path.unlink(missing_ok=True)
        return ResultFile(sha256, name, size, kind)

    def read_for_unit(self, sha256: str, unit_code: str) -> bytes | None:
        """The bytes, when a dossier that this unit received or resolves has them."""
        with self._pool.connection() as connection:
            allowed = connection.execute(
                """SELECT 1 FROM attachment a WHERE a.sha256 = %s AND EXISTS (
                       SELECT 1 FROM dossier_attachment u JOIN dossier d ON d.id = u.dossier_id
                       WHERE u.sha256 = a.sha256 AND %s IN (d.receiving_unit, d.resolving_unit))""",
                (sha256, unit_code),
            ).fetchone()
        return self.storage.read(sha256) if allowed is not None else None

    def router(self, authorise: Callable[..., object]) -> APIRouter:
        """tus 1.0 at /v1/uploads. The bearer token is checked before a byte is taken."""

        async def completed(path: str, metadata: dict[str, Any]) -> None:
            await run_in_threadpool(self.complete, Path(path), metadata)

        return create_tus_router(
            prefix="v1/uploads",
            files_dir=str(self.incoming),
            # Its own file handling waits for locks on the event loop, and with it the whole city; this one does not.
            storage=LocalFileStorage(str(self.incoming)),
            max_size=MAX_PACKAGE_BYTES,
            days_to_keep=UPLOAD_DAYS,
            on_upload_complete=completed,  # pyright: ignore[reportArgumentType]
            strict_offset_validation=True,
            auth=authorise,  # pyright: ignore[reportArgumentType]
        )
