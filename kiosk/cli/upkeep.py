"""`kiosk log`, `kiosk accounts`, `kiosk backup`, `kiosk restore`, `kiosk doctor`."""

import argparse
import dataclasses
import getpass
import os
import sys

from kiosk import app, upkeep
from kiosk.accounts import hash_password, new_account
from kiosk.cli.main import DONE, Usage
from kiosk.domain.clock import SystemClock
from kiosk.errors import LogDamaged, Refused
from kiosk.packages import Exported, export_unsent, let_go


def log(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        if arguments.action == "rebuild":
            counter.store.rebuild()
        if problem := counter.store.integrity_problem():
            print(problem, file=sys.stderr)
            raise LogDamaged("store_damaged", path=str(counter.store.path))
        counter.store.check()
        seq, hash_ = counter.store.log.head()
    print(app.as_json({"events": seq, "hash": hash_, "intact": True}))
    return DONE


def accounts(arguments: argparse.Namespace) -> int:
    clock = SystemClock()
    username = arguments.username.casefold()
    if arguments.action != "list" and not username:
        raise Usage(f"accounts {arguments.action} needs a user name")
    with app.Counter(arguments.data_dir) as counter:
        rows = counter.store.accounts
        known = rows.get(username)
        match arguments.action:
            case "list":
                for account in rows.all():
                    print(f"{account.username}\t{account.role}\t{account.name}\t{'' if account.active else 'disabled'}")
            case "add":
                rows.put(new_account(username, arguments.name or username, arguments.role, _new_password(), clock))
            case "password" if known:
                fresh = dataclasses.replace(
                    known, password_hash=hash_password(_new_password()), confirmed_at=clock.now()
                )
                rows.put(dataclasses.replace(fresh, failures=0, locked_until=None))
            case "disable" if known:
                rows.put(dataclasses.replace(known, active=False))
            case _:
                raise Refused("account_unknown", username=username)
    return DONE


def _new_password() -> str:
    password = os.environ.get("KIOSK_NEW_PASSWORD") or getpass.getpass("New password: ")
    if len(password) < 8:
        raise Refused("password_short")
    return password


def backup(arguments: argparse.Namespace) -> int:
    print(upkeep.back_up(arguments.data_dir, arguments.file))
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    upkeep.restore(arguments.data_dir, arguments.file, bytes.fromhex(arguments.key) if arguments.key else None)
    return DONE


def repair(arguments: argparse.Namespace) -> int:
    saved = upkeep.repair(arguments.data_dir)
    print(app.as_json({"damaged": saved is not None} | (dataclasses.asdict(saved) if saved else {})))
    return DONE


def export(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        print(app.as_json(export_unsent(counter, arguments.package)))
    return DONE


def reset(arguments: argparse.Namespace) -> int:
    if not arguments.yes:
        raise Usage("reset deletes everything of this device; add --yes")
    _show(upkeep.forget(arguments.data_dir, arguments.export))
    return DONE


def close_day(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        print(app.as_json(upkeep.close_day(counter, arguments.export)))
    return DONE


def prepare_update(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        _show(let_go(counter, arguments.export))
    print(upkeep.back_up(arguments.data_dir, None))
    return DONE


def _show(exported: Exported | None) -> None:
    if exported is not None:
        print(app.as_json(exported))


def doctor(arguments: argparse.Namespace) -> int:
    from kiosk.doctor import examine

    findings = examine(arguments.data_dir, arguments.city, arguments.language)
    shown = [finding.words(arguments.language) for finding in findings]
    if arguments.json:
        print(app.as_json(shown))
    else:
        good, bad = ("ok  ", "LỖI ") if arguments.language == "vi" else ("ok  ", "BAD ")
        for finding in shown:
            print(f"{good if finding['good'] else bad} {finding['subject']}: {finding['says']}")
            if finding["fix"]:
                print(f"     → {finding['fix']}")
    return DONE if all(f.good for f in findings) else 1
