"""Settings of this device: a small JSON file in the data directory, checked when read, replaced whole when written."""

import os
from pathlib import Path
from typing import Literal

import msgspec

FILE_NAME = "settings.json"


class SavedView(msgspec.Struct, frozen=True):
    """A list's filters under a name; `state` 0 is every state."""

    name: str
    query: str = ""
    state: int = 0
    due: Literal["", "today", "late", "soon"] = ""
    order: Literal["newest", "due"] = "newest"


class Settings(msgspec.Struct, frozen=True):
    """`city_certificates` is a PEM file with the authority to trust for the city's TLS; empty means the well-known
    ones. `printer` empty means the system's default, `a4_printer` empty the same one; `thermal_printer` is an address
    (printing.thermal) whose drawer `opens_drawer` may kick; `paper` is the receipt's sheet, `sheets` says others by kind.
    `scan_folder` is where a scanner drops its files, `scanner` a SANE device; without either the clerk picks files.
    `camera` is a number or an address (kiosk.cameras), empty the first there is.
    `backup_folder` empty means a folder beside the data. `bandwidth_cap_kbit` keeps sending below so many kilobits a second
    in office hours, or always; 0 is no cap. `lock_minutes` of nobody touching anything lock the screen; 0 never.
    `guided` shows the first day's steps, in training. Of self-service: `pin_hash` (argon2id) lets an administrator leave,
    `idle_seconds` without a touch ask whether somebody is there, `low_reach` keeps everything in the lower half,
    `public_notices` and `opening_hours` stand on the screen nobody uses."""

    city_url: str = ""
    city_certificates: str = ""
    profile: Literal["counter", "self-service"] = "counter"
    printer: str = ""
    a4_printer: str = ""
    thermal_printer: str = ""
    opens_drawer: bool = False
    paper: Literal["a5", "a4", "thermal80"] = "a5"
    sheets: dict[str, Literal["a5", "a4", "thermal80"]] = {}
    scan_folder: str = ""
    scanner: str = ""
    camera: str = ""
    theme: Literal["light", "dark"] = "light"
    text_size: int = 100
    language: Literal["vi", "en"] = "vi"
    reconnect_spread_seconds: float = 30.0
    backup_folder: str = ""
    bandwidth_cap_kbit: int = 0
    bandwidth_cap_always: bool = False
    lock_minutes: int = 10
    guided: bool = False
    saved_views: list[SavedView] = []
    hidden_columns: list[int] = []
    pin_hash: str = ""
    idle_seconds: int = 60
    low_reach: bool = False
    public_notices: list[str] = []
    opening_hours: str = ""


def read_settings(data_dir: Path) -> Settings:
    """The settings; defaults when there are none or the file does not hold."""
    try:
        return msgspec.json.decode((data_dir / FILE_NAME).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def city_certificates(data_dir: Path) -> str:
    """The PEM file to trust for the city's TLS: KIOSK_CITY_CERTIFICATES, else the settings'; empty for the well-known ones."""
    return os.environ.get("KIOSK_CITY_CERTIFICATES") or read_settings(data_dir).city_certificates


def write_settings(data_dir: Path, settings: Settings) -> None:
    temporary = data_dir / (FILE_NAME + ".new")
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1))
    os.replace(temporary, data_dir / FILE_NAME)
