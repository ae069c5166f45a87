"""What an operator sets, by environment or command line."""

from dataclasses import dataclass
from pathlib import Path

LOOKS_A_MINUTE = 60


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
    sms_gateway: str = ""
    """`smpp://system:password@host:port?from=NAME` or `https://…`; empty: no messages are queued or sent."""
    sms_diacritics: bool = False
    sms_report_token: str = ""
    """What an HTTP provider shows when it reports."""
    looks_a_minute: int = LOOKS_A_MINUTE
    """How often one address may ask for a citizens' page or try to sign in; beyond it: 429 with Retry-After."""

    @property
    def status_base(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"
