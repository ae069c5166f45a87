"""The city's own keys, in its database: the Ed25519 key that vouches for devices, and the secret of its access tokens."""

import secrets
from dataclasses import dataclass

from city_service.database import Pool
from kiosk.crypto import SigningKey
from kiosk.practice.identity import practice_city_key


@dataclass(frozen=True, slots=True)
class CityKeys:
    signing: SigningKey
    token_secret: str


def load_keys(pool: Pool, *, practice: bool) -> CityKeys:
    """The keys, made at the first start. A practice city uses the well-known practice key."""
    signing = practice_city_key().secret().hex() if practice else SigningKey.generate().secret().hex()
    with pool.connection() as connection:
        for key, value in (("signing_key", signing), ("token_secret", secrets.token_hex(32))):
            connection.execute("INSERT INTO setting (key, value) VALUES (%s, %s) ON CONFLICT DO NOTHING", (key, value))
        rows = connection.execute("SELECT key, value FROM setting").fetchall()
    kept = {row["key"]: row["value"] for row in rows}
    return CityKeys(SigningKey(bytes.fromhex(kept["signing_key"])), kept["token_secret"])
