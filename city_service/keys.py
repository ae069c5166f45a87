"""The city's own keys, in its database: the Ed25519 keys that vouch for devices, and the secret of its access tokens."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg

from city_service.database import Pool
from city_service.feed import tell
from kiosk.crypto import SigningKey
from kiosk.domain.key_list import KeyList, read_key_list
from kiosk.domain.receipt_qr import key_id
from kiosk.practice.identity import practice_city_key
from kiosk.wire.models import KEYS_CHANGED


@dataclass(frozen=True, slots=True)
class CityKeys:
    """`signing` vouches for devices now; `former` did before, and what they signed stays good."""

    signing: SigningKey
    token_secret: str
    former: tuple[SigningKey, ...] = ()

    @property
    def all(self) -> tuple[SigningKey, ...]:
        """Newest first."""
        return (self.signing, *self.former)

    @property
    def by_id(self) -> Mapping[bytes, bytes]:
        """Public keys by their ids."""
        return {key_id(key.public): key.public for key in self.all}

    @property
    def secrets(self) -> tuple[bytes, ...]:
        return tuple(key.secret() for key in self.all)


def load_keys(pool: Pool, *, practice: bool) -> CityKeys:
    """The keys, made at the first start. A practice city begins with the well-known practice key."""
    signing = practice_city_key().secret().hex() if practice else SigningKey.generate().secret().hex()
    with pool.connection() as connection:
        for key, value in (("signing_key", signing), ("token_secret", secrets.token_hex(32))):
            connection.execute("INSERT INTO setting (key, value) VALUES (%s, %s) ON CONFLICT DO NOTHING", (key, value))
        rows = connection.execute("SELECT key, value FROM setting").fetchall()
    kept = {row["key"]: row["value"] for row in rows}
    former = tuple(SigningKey(bytes.fromhex(secret)) for secret in json.loads(kept.get("former_keys", "[]")))
    return CityKeys(SigningKey(bytes.fromhex(kept["signing_key"])), kept["token_secret"], former)


def rotate(pool: Pool, *, practice: bool) -> CityKeys:
    """Make a new signing key; the present one becomes a former one, whose signatures stay good. Counters hear of it."""
    load_keys(pool, practice=practice)
    with pool.connection() as connection:
        rows = connection.execute(
            "SELECT key, value FROM setting WHERE key IN ('signing_key', 'former_keys') FOR UPDATE"
        ).fetchall()
        kept = {row["key"]: row["value"] for row in rows}
        former = [kept["signing_key"], *json.loads(kept.get("former_keys", "[]"))]
        for key, value in (("signing_key", SigningKey.generate().secret().hex()), ("former_keys", json.dumps(former))):
            connection.execute(
                "INSERT INTO setting (key, value) VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )
        tell_of_keys(connection)
    return load_keys(pool, practice=practice)


def tell_of_keys(connection: psycopg.Connection[Any]) -> None:
    """Every unit with a counter hears that the list of keys changed, inside the caller's transaction."""
    for row in connection.execute("SELECT DISTINCT unit_code FROM device ORDER BY unit_code").fetchall():
        tell(connection, row["unit_code"], KEYS_CHANGED, "", {})


def key_list(pool: Pool, keys: CityKeys) -> KeyList:
    """The list of keys as it stands, signed by all of the city's keys. Its number grows when what it says changes.

    It is a moment's seconds, so that it also grows past what a city said before it was restored from an older backup.
    """
    with pool.connection() as connection:
        # One at a time: two workers must not give one number to two lists.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('key list'))")
        rows = connection.execute("SELECT public_key FROM device WHERE revoked_at IS NOT NULL").fetchall()
        kept = connection.execute("SELECT value FROM setting WHERE key = 'key_list'").fetchone()
        last = read_key_list(json.loads(kept["value"])) if kept else None
        public = tuple(key.public for key in keys.all)
        revoked = frozenset(bytes.fromhex(row["public_key"]) for row in rows)
        if last is not None and last.city_keys == public and last.revoked == revoked:
            return last
        now = datetime.now(UTC)
        made = KeyList(
            number=max(int(now.timestamp()), last.number + 1 if last else 1),
            issued_at=now.isoformat(timespec="seconds"),
            city_keys=public,
            revoked=revoked,
        ).signed({key.public: key.sign for key in keys.all})
        connection.execute(
            """INSERT INTO setting (key, value) VALUES ('key_list', %s)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value""",
            (json.dumps(made.to_json()),),
        )
    return made
