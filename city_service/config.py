"""What an operator sets, by environment or command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from city_service.population import PRACTICE

LOOKS_A_MINUTE, PRACTICE_LOOKS_A_MINUTE = 60, 6000


@dataclass(frozen=True, slots=True)
class Config:
    """`database_url` empty means an embedded PostgreSQL in `data_dir`. `public_url` is what receipts' QRs open."""

    data_dir: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8600
    practice: bool = False
    public_url: str = ""
    office_token: str = ""
    storage: str = ""
    """`s3://bucket/prefix?endpoint=…`; empty: the directory `attachments` in `data_dir`."""
    sms_gateway: str = ""
    """`smpp://system:password@host:port?from=NAME` or `https://…`; empty: no messages are queued or sent."""
    sms_diacritics: bool = False
    population: str = ""
    """`https://user:password@…` or `practice` (city_service.population); empty: persons are not looked up."""
    metrics_token: str = ""
    """What Prometheus shows to read `/metrics`; empty: there is no such page."""
    sms_report_token: str = ""
    """What an HTTP provider shows when it reports."""
    looks_a_minute: int = LOOKS_A_MINUTE
    """How often one address may ask for a citizens' page or try to sign in; beyond it: 429 with Retry-After."""

    @property
    def status_base(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"


def config_of_environment(environment: Mapping[str, str]) -> Config:
    """What `CITY_…` variables say (docs/operating-the-city.md). The command line's own options come on top."""
    practice = environment.get("CITY_PRACTICE", "") == "1"
    usual = PRACTICE_LOOKS_A_MINUTE if practice else LOOKS_A_MINUTE
    return Config(
        data_dir=Path(environment.get("CITY_DATA") or platformdirs.user_data_dir("mot-cua-city")),
        database_url=environment.get("CITY_DATABASE_URL", ""),
        host=environment.get("CITY_HOST") or "127.0.0.1",
        port=int(environment.get("CITY_PORT") or 8600),
        practice=practice,
        public_url=environment.get("CITY_PUBLIC_URL", ""),
        office_token=environment.get("CITY_OFFICE_TOKEN", ""),
        storage=environment.get("CITY_STORAGE", ""),
        sms_gateway=environment.get("CITY_SMS", ""),
        sms_diacritics=environment.get("CITY_SMS_DIACRITICS", "") == "1",
        population=environment.get("CITY_POPULATION") or (PRACTICE if practice else ""),
        metrics_token=environment.get("CITY_METRICS_TOKEN", ""),
        sms_report_token=environment.get("CITY_SMS_REPORT_TOKEN", ""),
        looks_a_minute=int(environment.get("CITY_LOOKS_A_MINUTE") or usual),
    )
