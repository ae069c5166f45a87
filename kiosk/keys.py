"""Custody of the database key: the operating system's key store, a passphrase, or a file only its owner can read."""

import json
import os
import secrets
from pathlib import Path
from typing import Literal

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.errors import StoreError

Protection = Literal["keyring", "passphrase", "file"]
PASSPHRASE_VARIABLE = "KIOSK_PASSPHRASE"  # noqa: S105 - a name, not a password
_SERVICE = "mot-cua"


def database_key(data_dir: Path, *, practice: bool = False) -> bytes:
    """The raw 256-bit key of the database in `data_dir`, made at the first call.

    A new key is kept by the first of: a passphrase in KIOSK_PASSPHRASE (argon2id), the system's key store, a file readable
    by its owner only. Practice data always uses the file: it protects nobody.

    Raises StoreError when the key is there but cannot be had now.
    """
    path = data_dir / "key.json"
    if path.exists():
        return _unlock(json.loads(path.read_text()), path)
    key = secrets.token_bytes(32)
    keep_key(data_dir, key, practice=practice)
    return key


def keep_key(data_dir: Path, key: bytes, *, practice: bool = False) -> None:
    """Keep a database key for `data_dir`, as `database_key` does with a new one."""
    path = data_dir / "key.json"
    record = _lock(key, practice)
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(record, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    _sync_directory(data_dir)


def protection(data_dir: Path) -> Protection | None:
    """How the key of `data_dir` is kept; None before there is one."""
    path = data_dir / "key.json"
    return json.loads(path.read_text())["protection"] if path.exists() else None


def _lock(key: bytes, practice: bool) -> dict[str, str]:
    passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
    if passphrase:
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        wrapped = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, key, b"mot-cua")
        return {"protection": "passphrase", "salt": salt.hex(), "nonce": nonce.hex(), "wrapped": wrapped.hex()}
    if not practice:
        name = secrets.token_hex(8)
        if _keyring_set(name, key):
            return {"protection": "keyring", "name": name}
    return {"protection": "file", "key": key.hex()}


def _unlock(record: dict[str, str], path: Path) -> bytes:
    match record.get("protection"):
        case "file":
            return bytes.fromhex(record["key"])
        case "keyring":
            found = _keyring_get(record["name"])
            if found is None:
                raise StoreError("key_missing", reason="key store locked")
            return found
        case "passphrase":
            passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
            try:
                stretched = _stretched(passphrase, bytes.fromhex(record["salt"]))
                return AESGCM(stretched).decrypt(
                    bytes.fromhex(record["nonce"]), bytes.fromhex(record["wrapped"]), b"mot-cua"
                )
            except InvalidTag as error:
                raise StoreError("key_missing", reason="wrong passphrase" if passphrase else "no passphrase") from error
        case _:
            raise StoreError("store_foreign", path=str(path))


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, type=Type.ID
    )


def _keyring_set(name: str, key: bytes) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, name, key.hex())
        return keyring.get_password(_SERVICE, name) == key.hex()
    except (KeyringError, RuntimeError):
        return False


def _keyring_get(name: str) -> bytes | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(_SERVICE, name)
    except (KeyringError, RuntimeError):
        return None
    return bytes.fromhex(found) if found else None


def _sync_directory(path: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
