"""Printers of CUPS: a paper goes in through `lp`, and what became of it is asked of CUPS itself (IPP, RFC 8011)."""

import os
import shutil
import subprocess
from typing import Any

from printing.printers import JobState, PaperState, Printed, PrinterFailed

A5_WIDTH_LIMIT = 450.0
"""Points: A5 is 420 wide, A4 595."""
ASK_SECONDS = 5
DEFAULT_SERVER = "localhost:631"

LACKS = {
    "media-empty": "printer_paper_out",
    "media-needed": "printer_paper_out",
    "media-jam": "printer_jam",
    "cover-open": "printer_open",
    "door-open": "printer_open",
    "offline": "printer_offline",
    "connecting-to-device": "printer_offline",
    "timed-out": "printer_offline",
    "toner-empty": "printer_ink_out",
    "marker-supply-empty": "printer_ink_out",
    "paused": "printer_stopped",
    "stopped": "printer_stopped",
}
"""What IPP says of a printer (PWG 5100.9, printer-state-reasons) → a sentence's key."""
_STATES: dict[int, JobState] = {
    3: "waiting",
    4: "waiting",
    5: "waiting",
    6: "waiting",
    7: "cancelled",
    8: "failed",
    9: "done",
}
"""IPP's job-state (RFC 8011, 5.3.7)."""


class CupsPrinter:
    """A CUPS queue."""

    def __init__(self, name: str, timeout_seconds: float = 30) -> None:
        self.name = name
        self._timeout = timeout_seconds

    def send(self, pdf: bytes, name: str, copies: int) -> Printed:
        command = ["lp", "-d", self.name, "-n", str(copies), "-t", name, "-o", f"media={page_size(pdf)}", "-"]
        try:
            done = subprocess.run(  # noqa: S603
                command, input=pdf, capture_output=True, timeout=self._timeout, check=False, env=_plain_language()
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrinterFailed(self.name, str(error)) from error
        if done.returncode != 0:
            raise PrinterFailed(self.name, done.stderr.decode(errors="replace").strip() or f"lp: {done.returncode}")
        return Printed(self.name, system_job=_job_named(done.stdout.decode(errors="replace")))


def paper_state(system_job: str) -> PaperState:
    """What became of a job, and what the printer lacks. `gone` when CUPS cannot say: it forgot, or nobody answers."""
    queue, _, number = system_job.rpartition("-")
    try:
        job = _ask(f"/jobs/{number}", "GET_JOB_ATTRIBUTES", {"job-id": int(number)}, "jobs")
        state = _STATES.get(int(job.get("job-state", 0)), "gone")
        if state != "waiting":
            return PaperState(state, detail=str(job.get("job-printer-state-message") or ""))
        printer = _ask(f"/printers/{queue}", "GET_PRINTER_ATTRIBUTES", {}, "printers")
    except (CupsSilent, ValueError):
        return PaperState("gone")
    return PaperState("waiting", lacks_of(printer), str(printer.get("printer-state-message") or ""))


def take_back(system_job: str) -> bool:
    """Take a waiting job out of the queue. False when it could not be: it came out, is coming out, or nobody answers."""
    try:
        subprocess.run(  # noqa: S603
            ["cancel", system_job],  # noqa: S607
            capture_output=True,
            timeout=ASK_SECONDS,
            check=False,
            env=_plain_language(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return paper_state(system_job).state == "cancelled"


def printer_lacks(name: str) -> tuple[str, ...]:
    """What a queue's printer lacks now, as sentences' keys; nothing when CUPS cannot say."""
    try:
        return lacks_of(_ask(f"/printers/{name}", "GET_PRINTER_ATTRIBUTES", {}, "printers"))
    except (CupsSilent, ValueError):
        return ()


def lacks_of(printer: dict[str, Any]) -> tuple[str, ...]:
    """Sentence keys for the reasons a printer gives, without doubles."""
    reasons = printer.get("printer-state-reasons") or []
    found: list[str] = []
    for reason in [reasons] if isinstance(reasons, str) else reasons:
        bare = str(reason).removesuffix("-error").removesuffix("-warning").removesuffix("-report")
        key = LACKS.get(bare)
        if key is not None and key not in found:
            found.append(key)
    return tuple(found)


def cups_printers() -> list[str]:
    """The CUPS queues of this machine, the default first; empty when there is no CUPS."""
    if shutil.which("lpstat") is None:
        return []
    try:
        names = _lpstat("-e")
        default = _lpstat("-d")
    except (OSError, subprocess.TimeoutExpired):
        return []
    if names.returncode != 0:
        return []
    preferred = default.stdout.rpartition(":")[2].strip()
    return sorted(names.stdout.split(), key=lambda n: (n != preferred, n))


def page_size(pdf: bytes) -> str:
    """The sheet a PDF's first page wants, as CUPS names it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        width, _ = document[0].get_size()
    finally:
        document.close()
    return "A5" if width < A5_WIDTH_LIMIT else "A4"


class CupsSilent(Exception):
    """CUPS does not answer, or does not know the job."""


def _ask(path: str, operation: str, attributes: dict[str, Any], part: str) -> dict[str, Any]:
    # Here: the client and its HTTP library take a fifth of a second to load, and no window waits for that to open.
    import asyncio

    from pyipp import IPP, IPPError
    from pyipp.enums import IppOperation

    host, _, port = os.environ.get("CUPS_SERVER", DEFAULT_SERVER).rpartition(":")

    async def call() -> dict[str, Any]:
        async with IPP(host=host or "localhost", port=int(port), base_path=path, request_timeout=ASK_SECONDS) as ipp:
            return await ipp.execute(IppOperation[operation], {"operation-attributes-tag": attributes})

    try:
        answer = asyncio.run(call())
    except (IPPError, OSError, ValueError) as error:
        raise CupsSilent(str(error)) from error
    found = answer.get(part) or []
    if not found:
        raise CupsSilent(f"nothing about {path}")
    return found[0]


def _job_named(said: str) -> str:
    """`quay1-12` out of “request id is quay1-12 (1 file(s))”; empty when it says something else."""
    words = said.split()
    if words[:3] != ["request", "id", "is"] or len(words) < 4:
        return ""
    return words[3]


def _lpstat(option: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603
        ["lpstat", option],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=ASK_SECONDS,
        check=False,
        env=_plain_language(),
    )


def _plain_language() -> dict[str, str]:
    """The commands' words are read: they must not be translated."""
    return os.environ | {"LC_ALL": "C"}
