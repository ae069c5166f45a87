"""Looking after a device: backups that are checked by opening them, restoring, and the doctor."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kiosk import app
from kiosk.app import DATABASE, Counter
from kiosk.backups import Backups, made_at
from kiosk.domain.clock import HANOI
from kiosk.errors import KioskError, Refused, StoreError
from kiosk.keys import database_key, keep_key, protection
from kiosk.packages import Exported, let_go
from kiosk.recovery import recover
from offline_store import Store
from offline_store.database import copy_database, private_directory
from offline_store.salvage import Salvaged

LOW_DISK_BYTES = 1024**3
CLOCK_LIMIT_SECONDS = 120


def backups_of(counter: Counter) -> Backups:
    return Backups(counter.data_dir, counter.settings.backup_folder, database_key(counter.data_dir), counter.clock)


def back_up(data_dir: Path, target: Path | None) -> Path:
    """An encrypted copy of the device's data, under the same key, checked by opening it. Never over an existing file.

    Without a `target` it goes into the backup folder, where old ones are rotated away.
    """
    with Counter(data_dir) as counter:
        if target is None:
            return backups_of(counter).make(counter.identity)
        if target.exists():
            raise Refused("backup_exists", path=str(target))
        temporary = target.with_name(target.name + ".part")
        temporary.unlink(missing_ok=True)
        copy_database(counter.store.path, temporary, database_key(data_dir))
    with Store(temporary, database_key(data_dir)) as copy:
        copy.check()
        copy.close_wal()
    os.replace(temporary, target)
    return target


def restore(data_dir: Path, source: Path, key: bytes | None = None) -> None:
    """Put a backup back in place of the device's data.

    `key` is the database key for a machine that has none yet (the old one is gone): the city's support reads it from the
    backup's `key.sealed`. Refused when the backup does not open, or when the device holds dossiers the backup does not have.
    """
    private_directory(data_dir)
    if key is not None and not app.is_enrolled(data_dir):
        keep_key(data_dir, key)
    key = key or database_key(data_dir)
    try:
        with Store(source, key) as backup:
            backup.check()
            backup_seq, backup_hash = backup.log.head()
            backup.close_wal()
    except StoreError as error:
        raise Refused("backup_foreign", path=str(source)) from error
    current = data_dir / DATABASE
    if current.exists():
        try:
            with app.open_store(data_dir) as store:
                seq, hash_ = store.log.head()
                unsent = store.outbox.acknowledged() < seq
            if unsent and (seq > backup_seq or (seq == backup_seq and hash_ != backup_hash)):
                raise Refused("restore_would_lose")
        except StoreError:
            pass
        _put_aside(data_dir, "replaced")
    fresh = data_dir / (DATABASE + ".new")
    shutil.copyfile(source, fresh)
    os.replace(fresh, current)


def _put_aside(data_dir: Path, why: str) -> None:
    """Move the data away. The mark stays: it tells a restored file how far the log had come."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for file in data_dir.glob(DATABASE + "*"):
        if not file.name.endswith(".mark"):
            os.replace(file, data_dir / f"{why}-{stamp}-{file.name}")


def repair(data_dir: Path) -> Salvaged | None:
    """Read all of the data file, and put it right when it is damaged. None when it is whole."""
    with Counter(data_dir) as counter:
        clock = counter.clock
        if not counter.store.integrity_problem():
            return None
    return recover(data_dir, clock)


def forget(data_dir: Path, export: Path | None) -> Exported | None:
    """Make this a device that is nobody's: all data and keys are deleted. Refused while unsent work is only here."""
    with Counter(data_dir) as counter:
        exported = let_go(counter, export)
    for folder in [data_dir / "backups", *data_dir.glob("damaged-*")]:
        shutil.rmtree(folder, ignore_errors=True)
    for file in [*data_dir.glob(f"*{DATABASE}*"), data_dir / "key.json", data_dir / "settings.json"]:
        file.unlink(missing_ok=True)
    return exported


def make_room_for_enrolment(data_dir: Path, export: Path | None) -> Exported | None:
    """Put the data of the former enrolment aside, readable with the same key. Refused while unsent work is only here."""
    with Counter(data_dir) as counter:
        exported = let_go(counter, export)
        counter.store.close_wal()
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for file in data_dir.glob(DATABASE + "*"):
        os.replace(file, data_dir / f"before-{stamp}-{file.name}")
    return exported


def close_day(counter: Counter, export: Path | None) -> dict[str, object]:
    """The day's figures, once all its work is at the city or in a package."""
    exported = let_go(counter, export)
    day = counter.clock.now().astimezone(HANOI).date()
    received, fees = counter.store.dossiers.figures_of(day)
    return {
        "day": day.isoformat(),
        "received": received,
        "fees_vnd": fees,
        "exported": exported.path if exported else None,
    }


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
            findings += [
                _key(data_dir),
                _store(counter),
                _backup(counter),
                *_city(counter, city_url or counter.settings.city_url),
            ]
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
    from printing.cups import cups_printers

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
        return Finding("dữ liệu", False, problem, "kiosk repair")
    return _attempt("sổ sự kiện", counter.store.check, "nguyên vẹn", "giữ nguyên máy, gọi hỗ trợ")


def _backup(counter: Counter) -> Finding:
    newest = backups_of(counter).newest()
    made = made_at(newest) if newest else None
    if made is None:
        return Finding("sao lưu", True, "chưa có bản nào; cửa sổ tự sao lưu mỗi 15 phút khi có thay đổi")
    good = counter.clock.now() - made < timedelta(days=2)
    says = f"bản mới nhất {made:%H:%M %d/%m/%Y}"
    return Finding("sao lưu", good, says, "" if good else "mở Một Cửa, hoặc kiosk backup")


def _city(counter: Counter, url: str) -> list[Finding]:
    from kiosk.sync.connect import city_client

    if not url:
        return [Finding("thành phố", False, "chưa có địa chỉ", "điền trong Cài đặt (F8) hoặc --city")]
    try:
        client = city_client(counter, url)
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
