"""The `city-service` command: serve, look, enrol devices, move dossiers on."""

import argparse
import dataclasses
import hashlib
import json
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import platformdirs

from city_service import cli_administration
from city_service.attachments import Attachments
from city_service.config import Config, config_of_environment
from city_service.database import Pool, database_url, migrate, open_pool
from city_service.devices import Devices, new_code, revoke
from city_service.keys import load_keys, rotate
from city_service.log import set_up_log
from city_service.office.acts import Act, Move, move_on
from city_service.office.queue import work_queue
from city_service.packages import Packages
from city_service.problems import Problem
from city_service.storage import storage_of
from city_service.support import read_incidents, send_notice
from city_service.tidying import tidy_now
from kiosk.catalogue import load_catalogue
from kiosk.domain.agency import PRACTICE_AGENCY, provisional_agency
from kiosk.domain.dossier_code import AGENCY
from kiosk.practice.identity import UNIT_CODE
from kiosk.sealing import unseal

KEEP_ALIVE_SECONDS = 75
"""Longer than a counter's pauses (eight seconds): a connection closed just when it is used again looks like a line that broke."""


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--database-url", default=os.environ.get("CITY_DATABASE_URL", ""), help="postgresql://…; default embedded"
    )
    common.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("CITY_DATA") or platformdirs.user_data_dir("mot-cua-city")),
        metavar="DIR",
        help="attachments, and the embedded database",
    )
    parser = argparse.ArgumentParser(prog="city-service", description="The city service counters sync to.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", parents=[common], help="serve the wire and the status page")
    serve.add_argument("--host", default=os.environ.get("CITY_HOST") or "127.0.0.1")
    serve.add_argument("--port", type=int, default=int(os.environ.get("CITY_PORT") or 8600))
    serve.add_argument("--practice", action="store_true", help="accept practice devices; the keys are public knowledge")
    serve.add_argument("--public-url", default=os.environ.get("CITY_PUBLIC_URL", ""), help="what receipts' QRs open")
    serve.add_argument("--workers", type=int, default=int(os.environ.get("CITY_WORKERS") or 1), metavar="N")
    serve.add_argument("--tls-certificate", default=None, metavar="PEM")
    serve.add_argument("--tls-key", default=None, metavar="PEM")
    commands.add_parser(
        "tidy", parents=[common], help="clear away old uploads and papers that nothing refers to (daily)"
    )
    commands.add_parser("migrate", parents=[common], help="bring the database to the latest version, and nothing else")
    sms = commands.add_parser(
        "sms-worker", parents=[common], help="send queued messages through the gateway of CITY_SMS"
    )
    sms.add_argument("--once", action="store_true", help="leave when the queue is empty")
    status = commands.add_parser("status", parents=[common], help="devices, dossiers, attachments")
    status.add_argument("--json", action="store_true")
    contents = commands.add_parser(
        "contents", parents=[common], help="every dossier and attachment held, hashes recomputed"
    )
    contents.add_argument("--json", action="store_true", required=True)
    code = commands.add_parser("enrolment-code", parents=[common], help="a one-time code for a new device")
    code.add_argument("--unit", required=True, metavar="CODE")
    code.add_argument("--counter", required=True, type=int, choices=range(1, 10), metavar="N")
    code.add_argument("--agency", default="", help="the unit's agency code (QCVN 102)")
    code.add_argument("--practice", action="store_true")
    code.add_argument(
        "--profile", choices=("counter", "self-service"), default="counter", help="what the device is for"
    )
    revoke = commands.add_parser("revoke", parents=[common], help="stop trusting a device, at once")
    revoke.add_argument("device_id")
    rotation = commands.add_parser(
        "rotate-key", parents=[common], help="sign with a new key; restart the service after it"
    )
    rotation.add_argument("--practice", action="store_true")
    notice = commands.add_parser("notice", parents=[common], help="tell counters something; it shows in their windows")
    notice.add_argument("text")
    notice.add_argument("--unit", default="", metavar="CODE", help="only that unit's counters; without it all")
    incidents = commands.add_parser(
        "incidents", parents=[common], help="what counters reported to support, newest first"
    )
    incidents.add_argument("--unit", default="", metavar="CODE")
    incidents.add_argument("--limit", type=int, default=50)
    package = commands.add_parser("import", parents=[common], help="take in a sealed package that came on a stick")
    package.add_argument("package", type=Path, metavar="PACKAGE")
    unseal = commands.add_parser("unseal-key", parents=[common], help="the database key in a backup's key.sealed")
    unseal.add_argument("file", type=Path, metavar="key.sealed")
    cli_administration.add_commands(commands, common)
    load = commands.add_parser(
        "load", help="load of a whole city on a practice city of its own; takes all of this machine"
    )
    load.add_argument("--counters", type=int, default=1248, metavar="N", help="that return at once; 0: none")
    load.add_argument("--dossiers", type=int, default=30, metavar="N", help="of each counter")
    load.add_argument("--seconds", type=float, default=60.0, help="within which they return")
    load.add_argument("--year", type=int, default=5_000_000, metavar="N", help="dossiers of a year's data; 0: none")
    load.add_argument("--no-kills", action="store_true", help="leave out the killing of service and database")
    queue = commands.add_parser("queue", parents=[common], help="open dossiers by due date")
    queue.add_argument("--unit")
    for act, help in (
        ("take-up", "start work on a dossier"),
        ("supplement", "ask the citizen for more papers, once, in one list"),
        ("done", "finish a dossier"),
        ("refuse", "stop a dossier, with the reason"),
        ("apologise", "name a new date, with the reason"),
    ):
        office = commands.add_parser(act, parents=[common], help=help)
        office.add_argument("dossier", metavar="CODE")
        office.add_argument("--reason", default="")
        office.add_argument("--item", action="append", default=[], help="a paper asked for; may be repeated")
        office.add_argument("--due-at", type=datetime.fromisoformat, default=None)
        office.add_argument("--actor", default="office")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    set_up_log()
    if arguments.command == "load":
        return _load(arguments)
    practice = bool(getattr(arguments, "practice", False))
    environment = os.environ | ({"CITY_PRACTICE": "1"} if practice else {})
    config = dataclasses.replace(
        config_of_environment(environment),
        data_dir=arguments.data,
        database_url=arguments.database_url,
        practice=practice,
        **{name: getattr(arguments, name) for name in ("host", "port", "public_url") if hasattr(arguments, name)},
    )
    config.data_dir.mkdir(parents=True, exist_ok=True)
    url = database_url(config)
    migrate(url)
    try:
        with open_pool(url) as pool:
            return _run(arguments, config, pool, url)
    except Problem as problem:
        print(f"{problem.document.title}: {problem.document.detail}".rstrip(": "), file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace, config: Config, pool: Pool, url: str) -> int:
    match arguments.command:
        case command if command in cli_administration.COMMANDS:
            return cli_administration.run(arguments, pool)
        case "serve":
            return _serve(arguments, config, pool, url)
        case "migrate":
            return 0
        case "tidy":
            done = tidy_now(pool, Attachments(pool, config.data_dir, config.storage))
            print(json.dumps(dataclasses.asdict(done)))
            return 0
        case "sms-worker":
            return _sms_worker(arguments, config, url, pool)
        case "status":
            return _status(pool, as_json=arguments.json)
        case "contents":
            return _contents(pool, config)
        case "enrolment-code":
            return _enrolment_code(arguments, pool)
        case "revoke":
            revoke(pool, arguments.device_id)
            return 0
        case "rotate-key":
            print(rotate(pool, practice=config.practice).signing.public.hex())
            return 0
        case "notice":
            print(json.dumps({"units": send_notice(pool, arguments.text, arguments.unit)}))
            return 0
        case "incidents":
            for incident in read_incidents(pool, arguments.unit, arguments.limit):
                print(json.dumps(incident, ensure_ascii=False, default=str))
            return 0
        case "import":
            return _import(arguments, config, pool)
        case "unseal-key":
            keys = load_keys(pool, practice=config.practice)
            print(json.loads(unseal(arguments.file.read_bytes(), *keys.secrets))["key"])
            return 0
        case "queue":
            for row in work_queue(pool, arguments.unit):
                print(f"{row.code}  {row.state_label}  {row.due_at:%d/%m/%Y %H:%M}  {row.procedure_name}")
            return 0
        case _:
            move = Move(reason=arguments.reason, items=arguments.item, due_at=arguments.due_at, actor=arguments.actor)
            row = move_on(pool, arguments.dossier, cast(Act, arguments.command), move)
            print(row.model_dump_json())
            return 0


def _load(arguments: argparse.Namespace) -> int:
    # The load is not part of what is installed at a city: it comes with the source.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    try:
        from benchmarks.load import Load, run
    except ModuleNotFoundError as error:
        print(f"run it where the source is: {error}", file=sys.stderr)
        return 2
    load = Load(
        counters=arguments.counters,
        dossiers=arguments.dossiers,
        within=arguments.seconds,
        year=arguments.year,
        kills=not arguments.no_kills,
    )
    return run(load)


def office_token(data_dir: Path) -> str:
    """The back office's token: CITY_OFFICE_TOKEN, or one made at the first start and kept in the data directory."""
    if given := os.environ.get("CITY_OFFICE_TOKEN"):
        return given
    path = data_dir / "office-token"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text().strip()


def _serve(arguments: argparse.Namespace, config: Config, pool: Pool, url: str) -> int:
    import uvicorn

    from city_service.service import create_app

    token = office_token(config.data_dir)
    common: dict[str, Any] = {
        "host": config.host,
        "port": config.port,
        "log_level": "warning",
        "log_config": None,
        "server_header": False,
        "timeout_graceful_shutdown": 10,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "forwarded_allow_ips": os.environ.get("CITY_PROXIES", "127.0.0.1"),
        "ssl_certfile": arguments.tls_certificate,
        "ssl_keyfile": arguments.tls_key,
    }
    if arguments.workers == 1:
        app = create_app(config, pool, load_keys(pool, practice=config.practice), token)
        uvicorn.run(app, **common)
        return 0
    # Workers are processes of their own: what they need to know goes by the environment.
    os.environ |= {
        "CITY_DATABASE_URL": url,
        "CITY_DATA": str(config.data_dir),
        "CITY_HOST": config.host,
        "CITY_PORT": str(config.port),
        "CITY_PRACTICE": "1" if config.practice else "0",
        "CITY_PUBLIC_URL": config.public_url,
        "CITY_OFFICE_TOKEN": token,
    }
    with tempfile.TemporaryDirectory(prefix="mot-cua-metrics-") as figures:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", figures)
        load_keys(pool, practice=config.practice)
        _serve_with_workers(arguments.workers, common)
    return 0


def _serve_with_workers(workers: int, common: dict[str, Any]) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config("city_service.asgi:app", factory=True, workers=workers, **common)
    listening = config.bind_socket()
    # Workers inherit it. asyncio sets this by itself only where it opened the socket: without it an answer's second packet waits
    # for the client's delayed acknowledgement of the first, 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    Multiprocess(config, sockets=[listening]).run()


def _sms_worker(arguments: argparse.Namespace, config: Config, url: str, pool: Pool) -> int:
    from city_service.sms.worker import SmsWorker

    if not config.sms_gateway:
        raise Problem(422, "no gateway", "set CITY_SMS to smpp://system:password@host:port?from=NAME or to https://…")
    with SmsWorker(pool, url, config.sms_gateway) as worker:
        worker.run(wait=not arguments.once)
    return 0


def _import(arguments: argparse.Namespace, config: Config, pool: Pool) -> int:
    keys = load_keys(pool, practice=config.practice)
    devices = Devices(pool, keys, practice=config.practice, status_base=config.status_base)
    taken = Packages(pool, keys, devices, Attachments(pool, config.data_dir, config.storage)).open(arguments.package)
    print(taken.model_dump_json())
    return 1 if taken.problem else 0


def _enrolment_code(arguments: argparse.Namespace, pool: Pool) -> int:
    catalogue = load_catalogue()
    practice_unit = arguments.unit == UNIT_CODE and arguments.practice
    if catalogue.unit(arguments.unit) is None and not practice_unit:
        print(f"no unit {arguments.unit} since 2025-07-01", file=sys.stderr)
        return 1
    agency = arguments.agency or (
        PRACTICE_AGENCY if practice_unit else provisional_agency(arguments.unit, catalogue.province_agency)
    )
    if not AGENCY.fullmatch(agency):
        print(f"{agency} is no agency code such as {PRACTICE_AGENCY}", file=sys.stderr)
        return 2
    print(new_code(pool, arguments.unit, arguments.counter, agency, profile=arguments.profile))
    return 0


def _status(pool: Pool, *, as_json: bool) -> int:
    with pool.connection() as connection:
        devices = connection.execute("SELECT id AS device_id, acknowledged FROM device ORDER BY id").fetchall()
        counts = connection.execute(
            """SELECT (SELECT count(*) FROM dossier) AS dossiers,
                      (SELECT count(DISTINCT u.sha256) FROM dossier_attachment u JOIN attachment a USING (sha256)) AS complete,
                      (SELECT count(DISTINCT u.sha256) FROM dossier_attachment u
                        WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = u.sha256)) AS partial"""
        ).fetchone()
    assert counts is not None
    shown: dict[str, Any] = {
        "devices": devices,
        "dossiers": counts["dossiers"],
        "attachments_complete": counts["complete"],
        "attachments_partial": counts["partial"],
    }
    if as_json:
        print(json.dumps(shown))
    else:
        for device in devices:
            print(f"{device['device_id']}  acknowledged {device['acknowledged']}")
        print(f"dossiers {shown['dossiers']}, attachments {counts['complete']} whole, {counts['partial']} waiting")
    return 0


def _contents(pool: Pool, config: Config) -> int:
    """What the city really holds: attachments are read and hashed anew, not believed."""
    storage = storage_of(config.storage, config.data_dir)
    with pool.connection() as connection:
        dossiers = connection.execute("SELECT id, code, state FROM dossier ORDER BY code, id").fetchall()
        hashes = [
            row["sha256"] for row in connection.execute("SELECT sha256 FROM attachment ORDER BY sha256").fetchall()
        ]
    found = [hashlib.sha256(storage.read(sha256)).hexdigest() for sha256 in hashes]
    print(json.dumps({"dossiers": dossiers, "attachments": found}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
