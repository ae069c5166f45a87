"""`kiosk enrol`, `kiosk submit`, `kiosk dossiers`."""

import argparse
import os
import sys
from pathlib import Path

from kiosk import app
from kiosk.cli.main import DONE, Usage
from kiosk.domain.dossier import Account, DossierRow
from kiosk.domain.state import State
from kiosk.entry import read_entry
from kiosk.errors import Refused
from kiosk.intake import NewScan
from kiosk.messages import say
from kiosk.practice.identity import PASSWORD, USERNAME
from kiosk.scans import Scan, read_scan


def enrol(arguments: argparse.Namespace) -> int:
    if arguments.again and app.is_enrolled(arguments.data_dir):
        from kiosk.upkeep import make_room_for_enrolment

        exported = make_room_for_enrolment(arguments.data_dir, arguments.export)
        if exported is not None:
            print(app.as_json(exported), file=sys.stderr)
    if arguments.practice:
        identity = app.enrol_practice(
            arguments.data_dir, arguments.counter, public_url=arguments.city, profile=arguments.enrol_profile
        )
    else:
        from kiosk.sync.enrolment import enrol_with_city

        identity = enrol_with_city(arguments.data_dir, arguments.city, arguments.code)
    print(
        app.as_json(
            {
                "device_id": identity.device_id,
                "unit": identity.unit_code,
                "unit_name": identity.unit_name,
                "counter": identity.counter,
                "practice": identity.practice,
            }
        )
    )
    from kiosk.keys import protection

    if protection(arguments.data_dir) == "file" and not identity.practice:
        print(say("key_in_file", arguments.language), file=sys.stderr)
    with app.open_store(arguments.data_dir) as store:
        if not store.accounts.all():
            print(say("accounts_none", arguments.language), file=sys.stderr)
    return DONE


def script_account(counter: app.Counter) -> Account:
    """Who a script acts as: KIOSK_USER and KIOSK_PASSWORD; a practice device falls back to the practice account."""
    username, password = os.environ.get("KIOSK_USER"), os.environ.get("KIOSK_PASSWORD")
    if username is None and password is None and counter.identity.practice:
        username, password = USERNAME, PASSWORD
    if not username or password is None:
        raise Refused("sign_in_needed")
    return counter.sign_in(username, password)


def submit(arguments: argparse.Namespace) -> int:
    """Accept each file in turn. A file that is refused ends the command; those before it are accepted and printed."""
    batches = _batches(arguments)
    with app.Counter(arguments.data_dir) as counter:
        account = script_account(counter)
        for path, attachments in batches:
            entry = read_entry(path)
            scans = [NewScan(name, _as_kept(read_scan(file), shrink=arguments.shrink)) for name, file in attachments]
            for problem in counter.intake.check(entry).warnings:
                print(f"{path.name}: {say(problem.key, arguments.language, **problem.params)}", file=sys.stderr)
            accepted = counter.intake.accept(entry, account.username, new_scans=scans)
            print(
                app.as_json(
                    {
                        "id": accepted.id,
                        "code": accepted.code,
                        "seq": accepted.seq,
                        "received_at": accepted.received_at.isoformat(),
                        "due_at": accepted.due_at.isoformat(),
                        "fee_vnd": accepted.fee_vnd,
                    }
                ),
                flush=True,
            )
    return DONE


def _as_kept(scan: Scan, *, shrink: bool) -> Scan:
    """A script's files are kept as they are unless it asks; a phone's HEIC, which nobody else can show, never is."""
    if not shrink and scan.media_type != "image/heic":
        return scan
    from kiosk.scan_shrink import shrink as shrunk

    return shrunk(scan)


def _batches(arguments: argparse.Namespace) -> list[tuple[Path, list[tuple[str, Path]]]]:
    """Files in order, each with the attachments named after it. Common options may stand among them."""
    batches: list[tuple[Path, list[tuple[str, Path]]]] = []
    arguments.shrink = False
    words: list[str] = list(arguments.items)
    while words:
        word = words.pop(0)
        option, equals, joined = word.partition("=")
        if option in ("--attach", "--data-dir", "--city", "--language"):
            if not equals and not words:
                raise Usage(f"{option} needs a value")
            value = joined if equals else words.pop(0)
            if option == "--attach":
                name, separator, file = value.partition("=")
                if not separator or not batches:
                    raise Usage("--attach NAME=PATH belongs after its FILE.json")
                batches[-1][1].append((name, Path(file)))
            else:
                setattr(arguments, option[2:].replace("-", "_"), Path(value) if option == "--data-dir" else value)
        elif word == "--shrink":
            arguments.shrink = True
        elif word.startswith("-"):
            raise Usage(f"unknown option {word}")
        else:
            batches.append((Path(word), []))
    if not batches:
        raise Usage("submit needs at least one FILE.json")
    return batches


def dossiers(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        state = State(arguments.state) if arguments.state else None
        rows = counter.store.dossiers
        found = (
            rows.find(arguments.query, arguments.limit)
            if arguments.query
            else rows.newest(arguments.limit, state=state)
        )
        if state is not None:
            found = [row for row in found if row.state is state]
        if arguments.json:
            print(app.as_json([_as_json(row) for row in found]))
        else:
            for row in found:
                print(f"{row.code}  {row.state.label}  {row.sync}  {row.applicant_name}")
    return DONE


def _as_json(row: DossierRow) -> dict[str, object]:
    return {
        "id": row.id,
        "code": row.code,
        "procedure": row.procedure,
        "applicant_name": row.applicant_name,
        "state": int(row.state),
        "sync": row.sync,
        "received_at": row.received_at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "fee_vnd": row.fee_vnd,
        "flagged": row.flagged,
    }
