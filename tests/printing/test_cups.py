"""Papers through a real CUPS: they come out once, and what the printer lacks is said in words."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from kiosk.app import Counter
from kiosk.errors import PrintError, Refused
from kiosk.messages import say
from printing.cups import cups_printers, paper_state
from printing.reading import page_pictures, qr_texts
from tests.builders import a_counter, accept
from tests.printing.commands import a_command
from tests.printing.cupsd import Cups, has_filters, is_possible, running_cups
from tests.waiting import wait_for

pytestmark = pytest.mark.skipif(not is_possible(), reason="cupsd runs its backends as root, and must be installed")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="mot-cua-cups-"))
    folder.chmod(0o755)
    with running_cups(folder) as started:
        yield started
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cups(scheduler: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    monkeypatch.setenv("CUPS_SERVER", scheduler.address)
    yield scheduler
    for queue in ("quay1", "quay2"):
        scheduler.mood("ok", queue)


@pytest.fixture
def counter(home: Path) -> Iterator[Counter]:
    with a_counter(home, public_url="https://dichvucong.hanoi.example") as opened:
        yield opened


def state_of(counter: Counter, job: int) -> str:
    """After one more look at the printer."""
    counter.print_queue.watch()
    return counter.store.print_jobs.get(job).state


def test_the_queues_are_known_the_default_first(cups: Cups) -> None:
    assert cups_printers() == ["quay1", "quay2", "sheets"]


def test_a_receipt_comes_out_once_and_its_qr_is_whole(cups: Cups, counter: Counter) -> None:
    before = len(cups.printed())
    accepted = accept(counter)
    job = counter.store.print_jobs.get(accepted.print_job)
    printed = counter.print_queue.print(job)
    assert printed.printer == "quay1"
    wait_for(lambda: state_of(counter, job.id) == "printed", "the paper to come out")
    papers = cups.printed()[before:]
    assert len(papers) == 1
    (page,) = page_pictures(papers[0], 203)
    assert accepted.code in qr_texts(page)[0]


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("media-empty-error", "printer_paper_out"),
        ("media-jam-error", "printer_jam"),
        ("cover-open-error", "printer_open"),
        ("offline-report", "printer_offline"),
        ("toner-empty-error", "printer_ink_out"),
    ],
)
def test_what_the_printer_lacks_is_said_and_goes_on_by_itself(
    cups: Cups, counter: Counter, reason: str, key: str
) -> None:
    before = len(cups.printed())
    cups.mood(reason)
    job = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(job)
    said: list[str] = []

    def told() -> bool:
        said.extend(key for news in counter.print_queue.watch() for key in news.lacks)
        return bool(said)

    wait_for(told, "what the printer lacks")
    assert said == [key]
    assert say(key)
    # Said once: nothing new the next time.
    assert counter.print_queue.watch() == []
    assert counter.store.print_jobs.get(job.id).state == "printing"
    cups.mood("ok")
    wait_for(lambda: [n.job.state for n in counter.print_queue.watch()] == ["printed"], "the paper to come out")
    assert len(cups.printed()) == before + 1


def test_a_paper_that_waits_at_one_printer_is_taken_back_before_it_goes_to_another(
    cups: Cups, counter: Counter
) -> None:
    before = len(cups.printed()), len(cups.printed("quay2"))
    cups.mood("media-empty-error")
    job = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(job)
    counter.change_settings(printer="quay2")
    counter.print_queue.print(counter.store.print_jobs.get(job.id))
    wait_for(lambda: state_of(counter, job.id) == "printed", "the paper to come out")
    wait_for(lambda: len(cups.printed("quay2")) == before[1] + 1, "the other printer")
    cups.mood("ok")
    wait_for(lambda: "quay1" not in cups.command("lpstat", "-o"), "the first printer's queue to be empty")
    assert len(cups.printed()) == before[0]


def test_a_paper_that_cannot_be_taken_back_is_not_printed_elsewhere(
    cups: Cups, counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(cups.printed()), len(cups.printed("quay2"))
    cups.mood("media-empty-error")
    job = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(job)
    counter.change_settings(printer="quay2")
    # A `cancel` that does nothing: the printer holds the paper already.
    a_command(tmp_path / "bin", "cancel", "exit 0")
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
        with pytest.raises(Refused, match="still at the printer"):
            counter.print_queue.print(counter.store.print_jobs.get(job.id))
    assert counter.store.print_jobs.get(job.id).state == "printing"
    cups.mood("ok")
    wait_for(lambda: state_of(counter, job.id) == "printed", "the paper to come out")
    assert (len(cups.printed()), len(cups.printed("quay2"))) == (before[0] + 1, before[1])


def test_a_paper_that_came_out_meanwhile_is_not_printed_again(cups: Cups, counter: Counter) -> None:
    before = len(cups.printed())
    job = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(job)
    waiting = counter.store.print_jobs.get(job.id)
    wait_for(lambda: paper_state(waiting.system_job).state == "done", "the paper to come out")
    with pytest.raises(Refused, match="came out"):
        counter.print_queue.print(waiting)
    assert counter.store.print_jobs.get(job.id).state == "printed"
    assert len(cups.printed()) == before + 1


def test_a_printer_that_gives_up_and_a_print_cancelled_there_are_told_apart(cups: Cups, counter: Counter) -> None:
    cups.mood("broken")
    given_up = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(given_up)
    wait_for(lambda: state_of(counter, given_up.id) == "failed", "the printer to give up")
    assert counter.store.print_jobs.get(given_up.id).error != "print_cancelled"
    cups.mood("media-empty-error")
    cancelled = counter.store.print_jobs.get(accept(counter).print_job)
    counter.print_queue.print(cancelled)
    cups.command("cancel", counter.store.print_jobs.get(cancelled.id).system_job)
    wait_for(lambda: state_of(counter, cancelled.id) == "failed", "the cancelling to be seen")
    assert counter.store.print_jobs.get(cancelled.id).error == "print_cancelled"


def test_after_a_restart_the_paper_at_the_printer_is_still_watched(cups: Cups, home: Path) -> None:
    cups.mood("media-empty-error")
    with a_counter(home) as counter:
        job = accept(counter).print_job
        counter.print_queue.print(counter.store.print_jobs.get(job))
    with a_counter(home) as counter:
        counter.store.reconcile(counter.clock.now())
        assert counter.store.print_jobs.get(job).state == "printing"
        cups.mood("ok")
        wait_for(lambda: state_of(counter, job) == "printed", "the paper to come out")


def test_a_printer_that_takes_nothing_is_said_and_the_job_stays(cups: Cups, counter: Counter) -> None:
    cups.command("cupsreject", "quay1")
    try:
        job = counter.store.print_jobs.get(accept(counter).print_job)
        with pytest.raises(PrintError) as refused:
            counter.print_queue.print(job)
        assert "not accepting" in refused.value.sentence()
        assert counter.store.print_jobs.get(job.id).state == "failed"
    finally:
        cups.command("cupsaccept", "quay1")


def test_the_test_page_comes_out_of_the_printer_asked_for(cups: Cups, counter: Counter) -> None:
    before = len(cups.printed("quay2"))
    counter.print_queue.test_page("quay2")
    wait_for(lambda: len(cups.printed("quay2")) == before + 1, "the test page")
    (page,) = page_pictures(cups.printed("quay2")[-1], 203)
    assert qr_texts(page) == ["https://example.vn/trang-in-thu"]


@pytest.mark.skipif(not has_filters(), reason="cups-filters is not installed")
@pytest.mark.parametrize(("sheet", "points"), [("a5", (420, 595)), ("a4", (595, 842))])
def test_through_the_real_filters_the_sheet_keeps_its_size_and_the_qr_its_sharpness(
    cups: Cups, counter: Counter, sheet: str, points: tuple[int, int]
) -> None:
    before = len(cups.printed("sheets"))
    counter.change_settings(paper=sheet, printer="sheets", a4_printer="sheets")
    accepted = accept(counter)
    counter.print_queue.print(counter.store.print_jobs.get(accepted.print_job))
    wait_for(lambda: state_of(counter, accepted.print_job) == "printed", "the paper to come out")
    papers = cups.printed("sheets")[before:]
    assert papers
    for content in papers:
        page = PdfReader(io.BytesIO(content)).pages[0]
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == points
        (picture,) = page_pictures(content, 203)
        assert accepted.code in qr_texts(picture)[0]
