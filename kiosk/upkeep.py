"""Looking after a device: backups that are checked by opening them, restoring, and the doctor."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk import app
from kiosk.app import DATABASE, Counter
from kiosk.errors import KioskError, Refused, StoreError
from kiosk.keys import database_key, protection
from kiosk.settings import city_certificates
from offline_store import Store
from offline_store.database import copy_database

LOW_DISK_BYTES = 1024**3
CLOCK_LIMIT_SECONDS = 120


def back_up(data_dir: Path, target: Path) -> None:
    """An encrypted copy of the device's data, under the same key, checked by opening it. Never over an existing file."""
    if target.exists():
        raise Refused("backup_exists", path=str(target))
    with Counter(data_dir) as counter:
        temporary = target.with_name(target.name + ".part")
        temporary.unlink(missing_ok=True)
        copy_database(counter.store.path, temporary, database_key(data_dir))
        with Store(temporary, database_key(data_dir)) as copy:
            copy.check()
    os.replace(temporary, target)


def restore(data_dir: Path, source: Path) -> None:
    """Put a backup back in place of the device's data.

    Refused when it does not open with this device's key, or when the device holds dossiers the backup does not have.
    """
    try:
        with Store(source, database_key(data_dir)) as backup:
            backup.check()
            backup_seq, backup_hash = backup.log.head()
    except StoreError as error:
        raise Refused("backup_foreign", path=str(source)) from error
    current = data_dir / DATABASE
    if current.exists():
        try:
            with Counter(data_dir) as counter:
                seq, hash_ = counter.store.log.head()
                unsent = counter.store.outbox.acknowledged() < seq
            if unsent and (seq > backup_seq or (seq == backup_seq and hash_ != backup_hash)):
                raise Refused("restore_would_lose")
        except StoreError:
            pass
        stamp = time.strftime("%Y%m%d-%H%M%S")
        for file in data_dir.glob(DATABASE + "*"):
            os.replace(file, data_dir / f"replaced-{stamp}-{file.name}")
    shutil.copyfile(source, current)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at. `fix` says what to do when it is not good."""

    subject: str
    good: bool
    says: str
    fix: str = ""


def examine(data_dir: Path, city_url: str) -> list[Finding]:
    """Look at everything a counter needs. Never raises for what it finds."""
    findings = [_disk(data_dir), _fonts(), _printer()]
    if not app.is_enrolled(data_dir):
        return [*findings, Finding("ghi danh", False, "máy chưa ghi danh", "kiosk enrol --code MÃ")]
    try:
        with Counter(data_dir) as counter:
            findings += [_key(data_dir), _store(counter), *_city(counter, city_url or counter.settings.city_url)]
    except KioskError as error:
        findings.append(Finding("dữ liệu", False, error.sentence(), "gọi hỗ trợ, hoặc kiosk restore BẢN_SAO_LƯU"))
    return findings


def _disk(data_dir: Path) -> Finding:
    place = next(p for p in (data_dir, *data_dir.parents) if p.exists())
    free = shutil.disk_usage(place).free
    says = f"còn {free / 1024**3:.1f} GB"
    return Finding(
        "ổ đĩa", free >= LOW_DISK_BYTES, says, "" if free >= LOW_DISK_BYTES else "xóa bớt tệp, cần ít nhất 1 GB"
    )


def _fonts() -> Finding:
    from printing.fonts import register_fonts

    return _attempt("phông chữ", register_fonts, "Roboto, đủ tiếng Việt", "cài lại Một Cửa")


def _printer() -> Finding:
    from printing.printers import cups_printers

    names = cups_printers()
    if names:
        return Finding("máy in", True, names[0])
    return Finding("máy in", True, "không có; giấy hẹn được lưu thành tệp PDF", "cài máy in trong hệ thống nếu cần in")


def _key(data_dir: Path) -> Finding:
    kept = protection(data_dir)
    words = {
        "keyring": "trong kho khóa của máy",
        "passphrase": "bọc bằng mật khẩu",
        "file": "trong tệp chỉ chủ máy đọc được",
    }
    return Finding("khóa dữ liệu", True, words[kept or "file"])


def _store(counter: Counter) -> Finding:
    if problem := counter.store.integrity_problem():
        return Finding("dữ liệu", False, problem, "kiosk restore BẢN_SAO_LƯU")
    return _attempt("sổ sự kiện", counter.store.check, "nguyên vẹn", "giữ nguyên máy, gọi hỗ trợ")


def _city(counter: Counter, url: str) -> list[Finding]:
    from kiosk.sync.client import CityClient

    if not url:
        return [Finding("thành phố", False, "chưa có địa chỉ", "điền trong Cài đặt (F8) hoặc --city")]
    try:
        client = CityClient(
            url,
            counter.clock,
            identity=counter.identity,
            key=counter.device_key,
            certificates=city_certificates(counter.data_dir),
        )
        client.health()
        client.authorisation()
    except KioskError as error:
        return [Finding("thành phố", False, error.sentence(), "kiểm tra dây mạng và địa chỉ; hồ sơ vẫn an toàn")]
    offset = client.clock_offset.total_seconds()
    client.close()
    good = abs(offset) <= CLOCK_LIMIT_SECONDS
    clock = Finding("đồng hồ", good, f"lệch {offset:+.0f} giây", "" if good else "chỉnh lại giờ của máy")
    return [Finding("thành phố", True, "kết nối tốt, nhận máy này"), clock]


def _attempt(subject: str, look: Callable[[], object], good: str, fix: str) -> Finding:
    try:
        look()
    except (KioskError, OSError) as error:
        return Finding(subject, False, error.sentence() if isinstance(error, KioskError) else str(error), fix)
    return Finding(subject, True, good)
