"""The command line's grammar and exit codes (docs/command-line.md). Commands live beside this file, by what they serve."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from kiosk import __version__
from kiosk.domain.dossier import KINDS
from kiosk.errors import KioskError

DONE, REFUSED, USAGE = 0, 1, 2


class Usage(Exception):
    """The command's words are off; exit 2."""


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        help="where this device keeps its data (KIOSK_DATA_DIR; default: the user's data folder)",
    )
    common.add_argument("--city", default=argparse.SUPPRESS, help="the city service's address (KIOSK_CITY_URL)")
    common.add_argument("--language", choices=("vi", "en"), default=argparse.SUPPRESS, help="language of messages")

    parser = argparse.ArgumentParser(
        prog="kiosk", description="Một Cửa: the counter that never closes.", parents=[common]
    )
    parser.add_argument("--version", action="version", version=f"mot-cua {__version__}")
    parser.add_argument("--profile", choices=("counter", "self-service"), help="which face the app shows")
    parser.add_argument("--quit-when-usable", action="store_true", help="leave once the first window takes input")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help, description=help, parents=[common])

    demo = command("demo", "practice: an embedded city and the app; --headless plays a day through the real windows")
    demo.add_argument("--headless", action="store_true", help="no screen needed")
    demo.add_argument(
        "--out", type=Path, default=Path("out/day"), metavar="DIR", help="where pictures and report.json go"
    )

    demo.add_argument(
        "--profile", choices=("counter", "self-service"), default=argparse.SUPPRESS, help="whose day is played"
    )

    command("training", "the app on practice data of its own, marked on every screen and paper; no city needed")

    enrol = command("enrol", "enrol this device")
    kind = enrol.add_mutually_exclusive_group(required=True)
    kind.add_argument("--code", help="the one-time code the city gave out")
    kind.add_argument("--practice", action="store_true", help="a practice identity; no city needed")
    enrol.add_argument(
        "--counter", type=int, choices=range(1, 10), default=1, metavar="N", help="practice counter, 1 to 9"
    )

    enrol.add_argument(
        "--profile",
        choices=("counter", "self-service"),
        default="counter",
        dest="enrol_profile",
        help="with --practice: what the device is for (a code knows it itself)",
    )
    enrol.add_argument("--again", action="store_true", help="although this device is enrolled; its data is put aside")
    enrol.add_argument("--export", type=Path, metavar="PACKAGE", help="with --again: export unsent work first")

    submit = command("submit", "accept dossiers; one line of JSON for each, only after it is durable")
    submit.add_argument("items", nargs=argparse.REMAINDER, metavar="FILE.json [--attach NAME=PATH]… [--shrink]")

    dossiers = command("dossiers", "list dossiers")
    dossiers.add_argument(
        "--query", default="", help="beginnings of words of name, code, ID or phone, accents optional"
    )
    dossiers.add_argument("--state", type=int, choices=range(1, 11), metavar="S", help="national status code, 1 to 10")
    dossiers.add_argument("--limit", type=int, default=200)
    dossiers.add_argument("--json", action="store_true")

    sync = command("sync", "send what waits and fetch news")
    sync.add_argument("--once", action="store_true", help="one pass, then leave")
    sync.add_argument("--json", action="store_true")

    receipt = command("receipt", "write a dossier's receipt as PDF")
    receipt.add_argument("code")
    receipt.add_argument("--paper", choices=("a5", "a4", "thermal80"), default="a5")
    receipt.add_argument("--sign", action="store_true", help="an electronic copy, signed (PAdES)")
    receipt.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    paper = command("paper", "write another paper of a dossier as PDF")
    paper.add_argument("kind", choices=KINDS)
    paper.add_argument("code")
    paper.add_argument("--paper", choices=("a5", "a4", "thermal80"), help="without it the sheet the settings give it")
    paper.add_argument("--sign", action="store_true", help="an electronic copy, signed (PAdES)")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    print_ = command("print", "print a paper of a dossier; each call is one counted job")
    print_.add_argument("code")
    print_.add_argument("kind", choices=KINDS, nargs="?", default="receipt")
    print_.add_argument("--copies", type=int, choices=range(1, 21), default=1, metavar="N", help="1 to 20")
    print_.add_argument("--printer", default="", help="a printer's name or address; without it the settings'")
    print_.add_argument("--paper", choices=("a5", "a4", "thermal80"), help="without it the sheet the settings give it")
    print_.add_argument(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="until it came out, or so long; then says what it lacks",
    )

    certificate = command("certificate", "show what signs electronic papers, or bring the unit's certificate")
    certificate.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE.p12",
        help="PKCS#12; its passphrase is asked for, or read from the input",
    )
    certificate.add_argument("--remove", action="store_true", help="sign with this device's own certificate again")
    certificate.add_argument("--out", type=Path, metavar="FILE.pem", help="write the certificates in PEM")

    poster = command("poster", "write the poster of a procedure as PDF, to hang in the hall")
    poster.add_argument("procedure", metavar="CODE")
    poster.add_argument("--paper", choices=("a4", "a3"), default="a4")
    poster.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    day_book = command("day-book", "write the day book as PDF")
    day_book.add_argument(
        "--from", dest="first", default="", metavar="DATE", help="ISO or dd/mm/yyyy; without it today"
    )
    day_book.add_argument("--to", dest="last", default="", metavar="DATE")
    day_book.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    ticket = command("ticket", "give the next number for who waits, and its paper as PDF")
    ticket.add_argument("--business", default="", help="what it is for")
    ticket.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    command(
        "self-service-pin", "set the PIN with which an administrator leaves the self-service window; asked for twice"
    )
    command("watch", "keep the self-service window running: started again within seconds of a crash or a hang")

    verify = command("verify", "is this receipt genuine? exit 0 genuine, 4 forged or unknown key")
    verify.add_argument("receipt", metavar="TEXT|IMAGE")
    verify.add_argument("--json", action="store_true")

    log = command("log", "the event log")
    log.add_argument("action", choices=("check", "rebuild"))

    command("doctor", "check disk, clock, key, fonts, printer and line, with a fix for each").add_argument(
        "--json", action="store_true"
    )
    backup = command("backup", "write an encrypted copy of this device's data; without FILE into the backup folder")
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE")
    restore = command("restore", "bring a backup back")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--key", default="", metavar="HEX", help="the database key, for a machine that has none")
    command("repair", "read all of the data file; a damaged one is put aside and its good part gone on with")

    export = command("export", "write all unsent work as a sealed package, for a USB stick")
    export.add_argument("package", type=Path, metavar="PACKAGE")
    import_ = command("import", "bring another counter's package to the city")
    import_.add_argument("package", type=Path, metavar="PACKAGE")
    for name, help in (
        ("close-day", "the day's figures; refused while unsent work is only here"),
        ("prepare-update", "before an update: back up; refused while unsent work is only here"),
        ("reset", "delete all data and keys of this device; refused while unsent work is only here"),
    ):
        letting_go = command(name, help)
        letting_go.add_argument("--export", type=Path, metavar="PACKAGE", help="export unsent work first")
        if name == "reset":
            letting_go.add_argument("--yes", action="store_true", help="really")

    accounts = command("accounts", "staff accounts of this device")
    accounts.add_argument("action", choices=("list", "add", "password", "disable"))
    accounts.add_argument("username", nargs="?", default="")
    accounts.add_argument("--name", default="")
    accounts.add_argument("--role", choices=("clerk", "supervisor", "administrator"), default="clerk")
    return parser


def default_data_dir() -> Path:
    return Path(os.environ.get("KIOSK_DATA_DIR") or platformdirs.user_data_dir("mot-cua"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    parser = _parser()
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = parser.parse_args(words)
    arguments.data_dir = getattr(arguments, "data_dir", default_data_dir())
    arguments.city = getattr(arguments, "city", os.environ.get("KIOSK_CITY_URL", ""))
    arguments.language = getattr(arguments, "language", os.environ.get("KIOSK_LANGUAGE", "vi"))
    try:
        return _run(arguments)
    except Usage as error:
        parser.print_usage(sys.stderr)
        print(f"kiosk: {error}", file=sys.stderr)
        return USAGE
    except KioskError as error:
        print(error.sentence(arguments.language), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return REFUSED


def _run(arguments: argparse.Namespace) -> int:
    """Commands are imported when they are called: `kiosk submit` need not load a window."""
    match arguments.command:
        case None | "demo":
            from kiosk.cli import window

            return window.app(arguments) if arguments.command is None else window.demo(arguments)
        case "self-service-pin" | "watch":
            from kiosk.cli import self_service

            return getattr(self_service, arguments.command.replace("-", "_"))(arguments)
        case "training":
            from kiosk.cli import window

            return window.training(arguments)
        case "enrol" | "submit" | "dossiers":
            from kiosk.cli import intake

            return getattr(intake, arguments.command)(arguments)
        case "print":
            from kiosk.cli import paper

            return paper.print_(arguments)
        case "receipt" | "paper" | "poster" | "day-book" | "ticket" | "certificate":
            from kiosk.cli import paper

            return getattr(paper, arguments.command.replace("-", "_"))(arguments)
        case "verify":
            from kiosk.cli import verify

            return verify.verify(arguments)
        case "sync" | "import":
            from kiosk.cli import line

            return line.sync(arguments) if arguments.command == "sync" else line.import_(arguments)
        case _:
            from kiosk.cli import upkeep

            return getattr(upkeep, arguments.command.replace("-", "_"))(arguments)
