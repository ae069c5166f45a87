"""Where whole attachments lie, by their SHA-256: a directory, or a bucket of S3-compatible storage."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit


class Storage(Protocol):
    """Keeps bytes by content: what is there under a name is that content, whole."""

    def take(self, source: Path, sha256: str) -> None:
        """Keep the file; `source` is gone afterwards. Durable when it returns. Raises OSError."""
        ...

    def read(self, sha256: str) -> bytes:
        """Raises FileNotFoundError."""
        ...

    def drop(self, sha256: str) -> None: ...

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Everything kept, and since when."""
        ...


class DirectoryStorage:
    """Files under `root/ab/abcdef…`; one is there only when its content is."""

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

    def drop(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        for path in self._root.glob("??/*"):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)


class S3Storage:
    """A bucket. Credentials come as boto3 finds them (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile)."""

    def __init__(self, bucket: str, prefix: str = "", endpoint: str = "", region: str = "") -> None:
        # Here: only a city with such storage needs it (extra `s3`).
        import boto3
        from botocore.config import Config

        self._bucket, self._prefix = bucket, prefix
        config = Config(retries={"max_attempts": 4, "mode": "standard"}, connect_timeout=5, read_timeout=30)
        self._client: Any = boto3.client(  # pyright: ignore[reportUnknownMemberType]
            "s3", endpoint_url=endpoint or None, region_name=region or "us-east-1", config=config
        )

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}{sha256[:2]}/{sha256}"

    def take(self, source: Path, sha256: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            # The storage checks the content against the digest it is sent with.
            with source.open("rb") as file:
                self._client.put_object(
                    Bucket=self._bucket, Key=self._key(sha256), Body=file, ChecksumSHA256=_base64_of(sha256)
                )
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"storage: {type(error).__name__}") from error
        source.unlink()

    def read(self, sha256: str) -> bytes:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return self._client.get_object(Bucket=self._bucket, Key=self._key(sha256))["Body"].read()
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
                raise FileNotFoundError(sha256) from error
            raise OSError(f"storage: {type(error).__name__}") from error
        except BotoCoreError as error:
            raise OSError(f"storage: {type(error).__name__}") from error

    def drop(self, sha256: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def names(self) -> Iterator[tuple[str, datetime]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        for page in pages:
            for found in page.get("Contents", ()):
                yield str(found["Key"]).rsplit("/", 1)[-1], found["LastModified"].astimezone(UTC)


def _base64_of(sha256: str) -> str:
    import base64

    return base64.b64encode(bytes.fromhex(sha256)).decode()


def storage_of(address: str, folder: Path) -> Storage:
    """`s3://bucket/prefix?endpoint=https://…&region=…`, or with nothing `attachments` in `folder`. Raises ValueError."""
    if not address:
        return DirectoryStorage(folder / "attachments")
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"no storage at {address}")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    prefix = parts.path.strip("/")
    return S3Storage(parts.netloc, f"{prefix}/" if prefix else "", asked.get("endpoint", ""), asked.get("region", ""))
