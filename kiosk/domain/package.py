"""A sealed package: all unsent work of a counter in one file for a USB stick. What it is called and what its frames mean."""

from dataclasses import dataclass
from datetime import date

PACKAGE_TYPE = "application/vnd.mot-cua.package"
"""The media type a package travels under."""

MAGIC = b"MOTCUA-PACKAGE-1\n"

EVENTS, ATTACHMENT, PIECE, END = b"E", b"A", b"C", b"F"
"""First byte of a frame's content: events (zstd JSON), an attachment begins, a piece of it, the end with the counts."""


@dataclass(frozen=True, slots=True)
class PackageHead:
    """What a package says openly: who made it, vouched for by the city, and when."""

    device_id: str
    agency: str
    unit_code: str
    unit_name: str
    counter: int
    practice: bool
    device_key: bytes
    expires_on: date
    certificate: bytes
    created_at: str
