"""Commands that write, print and sign papers: `kiosk receipt`, `paper`, `print`, `poster`, `day-book`, `ticket`, `certificate`."""

import argparse
import getpass
import sys
from datetime import timedelta
from pathlib import Path

from kiosk import app
from kiosk.cli.main import DONE, REFUSED
from kiosk.domain.clock import HANOI
from kiosk.domain.dates import DateNotReadable, parse_date
from kiosk.domain.dossier import PaperKind
from kiosk.errors import Refused


def receipt(arguments: argparse.Namespace) -> int:
    return _of_dossier("receipt", arguments)


def paper(arguments: argparse.Namespace) -> int:
    return _of_dossier(arguments.kind, arguments)


def _of_dossier(kind: PaperKind, arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        row = counter.dossier(arguments.code)
        sheet = arguments.paper or counter.print_queue.sheet_of(kind)
        if arguments.sign:
            return _write(arguments.out, counter.papers.signed_pdf(kind, row, sheet))
        return _write(arguments.out, counter.papers.pdf(kind, row, sheet))


def print_(arguments: argparse.Namespace) -> int:
    """Print a paper as a job of its own: counted, and marked when it is not the first."""
    with app.Counter(arguments.data_dir) as counter:
        row = counter.dossier(arguments.code)
        kind: PaperKind = arguments.kind
        if kind not in counter.papers.kinds(row):
            raise Refused("paper_not_yet", paper=kind, code=row.code)
        queue = counter.print_queue
        sheet = arguments.paper or queue.sheet_of(kind)
        printer = queue.printer_for(sheet, arguments.printer) if arguments.printer else None
        job = counter.store.print_jobs.reprint(row.id, kind, arguments.copies, counter.clock.now())
        done = queue.print(job, printer, sheet)
        news = queue.wait_for(job.id, timedelta(seconds=arguments.wait)) if arguments.wait else None
        job = counter.store.print_jobs.get(job.id)
        lacks = news.lacks if news is not None else ()
    shown = {
        "job": job.id,
        "state": job.state,
        "printer": done.printer,
        "path": str(done.path or ""),
        "reprint": job.reprint,
    }
    print(app.as_json(shown | {"lacks": lacks}))
    return DONE if job.state != "failed" else REFUSED


def certificate(arguments: argparse.Namespace) -> int:
    """Show what signs this counter's electronic papers; with a file, bring the unit's certificate."""
    from kiosk.paper_signing import PaperSigning

    with app.Counter(arguments.data_dir) as counter:
        signing = PaperSigning(counter)
        if arguments.remove:
            signing.put_away()
        elif arguments.file is not None:
            try:
                content = arguments.file.read_bytes()
            except OSError as error:
                raise Refused("signing_file_not_readable") from error
            signing.bring(content, _passphrase())
        by = signing.identity()
        print(app.as_json({"signer": by.signer, "ends_on": by.ends.date().isoformat()}))
        if arguments.out is not None:
            return _write(arguments.out, by.pem().encode())
    return DONE


def _passphrase() -> str:
    """Asked for where a person sits; else the first line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass("Mật khẩu của tệp chứng thư: ")
    return sys.stdin.readline().rstrip("\n")


def poster(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        return _write(arguments.out, counter.papers.poster(arguments.procedure, arguments.paper))


def day_book(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        today = counter.clock.now().astimezone(HANOI).date()
        try:
            first = parse_date(arguments.first, today=today) if arguments.first else today
            last = parse_date(arguments.last, today=today) if arguments.last else max(first, today)
        except DateNotReadable as error:
            raise Refused("date_not_readable", text=str(error)) from error
        return _write(arguments.out, counter.papers.day_book(first, last))


def ticket(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        number, pdf = counter.papers.queue_ticket(arguments.business)
        _write(arguments.out, pdf)
    print(app.as_json({"number": number}))
    return DONE


def _write(path: Path, pdf: bytes) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
    except OSError as error:
        raise Refused("file_not_writable", file=str(path), reason=error.strerror or str(error)) from error
    return DONE
