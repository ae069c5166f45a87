"""Papers on an 80 mm thermal printer: what it was sent, turned back into a picture."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app import Counter
from kiosk.errors import PrintError
from printing.printers import PrinterFailed
from printing.reading import qr_texts
from printing.thermal import WIDTH_DOTS, ThermalPrinter
from tests.builders import a_counter, accept
from tests.printing.escpos import Roll, thermal_printer
from tests.waiting import wait_for


@pytest.fixture
def roll() -> Iterator[Roll]:
    with thermal_printer() as printer:
        yield printer


@pytest.fixture
def counter(home: Path) -> Iterator[Counter]:
    with a_counter(home, public_url="https://dichvucong.hanoi.example") as opened:
        yield opened


def test_a_receipt_comes_out_as_dots_with_a_qr_that_proves_it_and_is_cut_off(counter: Counter, roll: Roll) -> None:
    counter.change_settings(paper="thermal80", thermal_printer=roll.address, opens_drawer=True)
    accepted = accept(counter)
    job = counter.store.print_jobs.get(accepted.print_job)
    assert job.copies == 2
    counter.print_queue.print(job)
    wait_for(lambda: len(roll.pictures()) == 2, "two pieces of paper")
    for picture in roll.pictures():
        assert picture.width == WIDTH_DOTS
        (text,) = qr_texts(picture)
        assert text == counter.papers.receipt(counter.dossier(accepted.code)).qr
    assert [kind for kind, _ in roll.commands()][-1] == "drawer"
    assert counter.store.print_jobs.get(job.id).state == "printed"


def test_a_printer_without_paper_takes_nothing_and_says_so(counter: Counter, roll: Roll) -> None:
    roll.has_paper = False
    counter.change_settings(paper="thermal80", thermal_printer=roll.address)
    job = counter.store.print_jobs.get(accept(counter).print_job)
    with pytest.raises(PrintError) as failed:
        counter.print_queue.print(job)
    assert "hết giấy" in failed.value.sentence()
    assert roll.pictures() == []
    assert counter.store.print_jobs.get(job.id).state == "failed"
    roll.has_paper = True
    counter.print_queue.print(counter.store.print_jobs.get(job.id))
    wait_for(lambda: len(roll.pictures()) == 2, "the papers")


def test_a_printer_that_never_answers_about_its_paper_prints_all_the_same(
    roll: Roll, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.thermal.TIMEOUT_SECONDS", 0.3)
    roll.has_paper = None
    counter.change_settings(thermal_printer=roll.address)
    counter.print_queue.test_page(sheet="thermal80")
    wait_for(lambda: len(roll.pictures()) == 1, "the test page")


def test_an_address_nobody_is_at_is_said(counter: Counter) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for address in (f"tcp:127.0.0.1:{port}", "tcp:nonsense", "usb:ffff:ffff", "serial:/dev/nichts:9600"):
        with pytest.raises(PrinterFailed):
            ThermalPrinter(address).send(counter.papers.queue_ticket()[1], "x", 1)


def test_a_thermal_sheet_without_a_thermal_printer_is_saved(counter: Counter) -> None:
    counter.change_settings(paper="thermal80")
    printed = counter.print_queue.print(counter.store.print_jobs.get(accept(counter).print_job))
    assert printed.path is not None
    assert printed.path.exists()
