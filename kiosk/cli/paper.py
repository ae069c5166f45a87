"""Commands that write papers: `kiosk receipt`, `paper`, `poster`, `day-book`, `ticket`."""

import argparse
from pathlib import Path

from kiosk import app
from kiosk.cli.main import DONE
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
        return _write(arguments.out, counter.papers.pdf(kind, row, sheet))


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
            raise Refused("date_not_readable") from error
        return _write(arguments.out, counter.papers.day_book(first, last))


def ticket(arguments: argparse.Namespace) -> int:
    with app.Counter(arguments.data_dir) as counter:
        number, pdf = counter.papers.ticket(arguments.business)
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
