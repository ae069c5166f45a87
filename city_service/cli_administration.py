"""Administration for scripts: `city-service administrator, accounts-import, devices, roll-out, report, look-ups …`."""

import argparse
import csv
import dataclasses
import getpass
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from city_service.account_import import import_accounts
from city_service.accounts import SHORTEST_PASSWORD, put_account, set_password
from city_service.condition import read_devices
from city_service.database import Pool
from city_service.look_ups import read_look_ups
from city_service.population import practice_citizens
from city_service.problems import Problem
from city_service.reports import as_xlsx, read_report
from city_service.roll_out import as_csv, import_phases, read_roll_out
from city_service.units import UnitNames
from kiosk.accounts import hash_password
from kiosk.catalogue import load_catalogue
from kiosk.wire.models import Citizen

COMMANDS = frozenset(
    {"administrator", "accounts-import", "devices", "roll-out", "report", "look-ups", "practice-citizens"}
)


class Commands(Protocol):
    """What argparse's `add_subparsers` gives."""

    def add_parser(
        self, name: str, *, parents: Sequence[argparse.ArgumentParser], help: str
    ) -> argparse.ArgumentParser: ...


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    first = commands.add_parser(
        "administrator",
        parents=[common],
        help="make or reset an administrator of the whole city (the first one begins here)",
    )
    first.add_argument("username")
    first.add_argument("--name", default="")
    accounts = commands.add_parser(
        "accounts-import",
        parents=[common],
        help="accounts by CSV or XLSX; first passwords go to FILE.passwords.csv, bad rows to standard output",
    )
    accounts.add_argument("table", type=Path, metavar="FILE")
    devices = commands.add_parser(
        "devices", parents=[common], help="every device: version, last seen, backlog, clock, health"
    )
    devices.add_argument("--unit", default="", metavar="CODE")
    roll_out = commands.add_parser(
        "roll-out", parents=[common], help="readiness of each unit as CSV; with FILE: take the plan"
    )
    roll_out.add_argument("table", type=Path, nargs="?", metavar="FILE")
    report = commands.add_parser(
        "report", parents=[common], help="figures by unit, procedure, month and channel as XLSX"
    )
    report.add_argument("--unit", default="", metavar="CODE")
    report.add_argument("--first", type=date.fromisoformat, required=True, metavar="DATE")
    report.add_argument("--last", type=date.fromisoformat, required=True, metavar="DATE")
    report.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")

    look_ups = commands.add_parser(
        "look-ups", parents=[common], help="who looked whom up in the population database, newest first"
    )
    look_ups.add_argument("--unit", default="", metavar="CODE")
    look_ups.add_argument("--person", default="", metavar="NUMBER")
    look_ups.add_argument("--limit", type=int, default=100)
    commands.add_parser(
        "practice-citizens", parents=[common], help="the persons a practice city's population database knows, as CSV"
    )


def run(arguments: argparse.Namespace, pool: Pool) -> int:
    match arguments.command:
        case "administrator":
            return _administrator(arguments, pool)
        case "accounts-import":
            return _accounts_import(arguments.table, pool)
        case "devices":
            for device in read_devices(pool, arguments.unit, datetime.now(UTC)):
                print(json.dumps(dataclasses.asdict(device), ensure_ascii=False, default=str))
            return 0
        case "roll-out":
            return _roll_out(arguments.table, pool)
        case "look-ups":
            for look_up in read_look_ups(pool, arguments.unit, arguments.person, arguments.limit):
                print(json.dumps(dataclasses.asdict(look_up), ensure_ascii=False, default=str))
            return 0
        case "practice-citizens":
            writer = csv.DictWriter(sys.stdout, list(Citizen.model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(citizen.model_dump() for citizen in practice_citizens())
            return 0
        case _:
            return _report(arguments, pool)


def _administrator(arguments: argparse.Namespace, pool: Pool) -> int:
    password = os.environ.get("CITY_NEW_PASSWORD") or getpass.getpass("New password: ")
    if len(password) < SHORTEST_PASSWORD:
        raise Problem(422, f"a password needs at least {SHORTEST_PASSWORD} characters")
    username, hashed = arguments.username.casefold(), hash_password(password)
    with pool.connection() as connection:
        name = arguments.name or username
        if not put_account(connection, username, "", name, "administrator", "", hashed, must_change=False):
            set_password(connection, username, hashed, datetime.now(UTC))
    return 0


def _accounts_import(table: Path, pool: Pool) -> int:
    report = import_accounts(pool, load_catalogue(), table.read_bytes(), table.name, "command line")
    if report.passwords:
        path = table.with_name(f"{table.stem}.passwords.csv")
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["username", "name", "unit", "password"])
            writer.writerows(dataclasses.astuple(password) for password in report.passwords)
        print(f"first passwords: {path}", file=sys.stderr)
    told: dict[str, Any] = {
        "made": report.made,
        "updated": report.updated,
        "bad": [dataclasses.asdict(row) for row in report.bad],
    }
    print(json.dumps(told, ensure_ascii=False))
    return 1 if report.bad else 0


def _roll_out(table: Path | None, pool: Pool) -> int:
    catalogue = load_catalogue()
    if table is not None:
        taken, bad = import_phases(pool, catalogue, table.read_bytes(), table.name)
        print(json.dumps({"taken": taken, "bad": bad}, ensure_ascii=False))
        return 1 if bad else 0
    names = {unit.code: unit.name for unit in catalogue.units} | dict(UnitNames(pool, catalogue).with_devices)
    print(as_csv(read_roll_out(pool, names, datetime.now(UTC))), end="")
    return 0


def _report(arguments: argparse.Namespace, pool: Pool) -> int:
    try:
        report = read_report(pool, arguments.unit, arguments.first, arguments.last, datetime.now(UTC))
    except ValueError:
        raise Problem(422, "a span of 1 to 400 days is needed") from None
    names = UnitNames(pool, load_catalogue())
    arguments.out.write_bytes(as_xlsx(report, {figures.name: names[figures.name] for figures in report.by_unit}))
    print(json.dumps(dataclasses.asdict(report.total), ensure_ascii=False))
    return 0
