"""Keeping a window running: started again after a crash, and after a hang, until somebody leaves it on purpose.

Linux has systemd for the same (deploy/mot-cua-self-service.service); this serves Windows, and any machine without it.
"""

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

LEFT = 0
"""The window was left with the PIN: it is not started again."""
WILL_NOT_START = 1
"""Refused with a reason (not enrolled, no PIN): starting it again would not help."""
BEATS_FILE = "alive"
HANG_SECONDS = 20.0
"""Without a sign of life for so long the window hangs."""
LOOK_SECONDS = 0.2
CALM_SECONDS = 60.0
FIRST_REST, LONGEST_REST = 0.2, 2.0
"""Seconds between a crash and the next start; the second is under the three that are promised."""


def beat(data_dir: Path) -> None:
    """The window's sign of life: the file's time. Where it cannot be written at all, nobody is taken for hanging."""
    with suppress(OSError):  # a full disk is no hang
        (data_dir / BEATS_FILE).touch()


class Relauncher:
    """Runs one command and watches over it."""

    def __init__(self, command: Sequence[str], data_dir: Path) -> None:
        self._command = list(command)
        self._beats = data_dir / BEATS_FILE
        self.starts = 0
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Until the window is left on purpose, or will not start. Gives its exit code."""
        rest = FIRST_REST
        while True:
            begun = time.monotonic()
            self._beats.unlink(missing_ok=True)
            process = subprocess.Popen(self._command)  # noqa: S603 - this very program
            self.process = process
            self.starts += 1
            try:
                code = self._wait(process)
            except KeyboardInterrupt:
                process.terminate()
                process.wait(10)
                return 130
            if code in (LEFT, WILL_NOT_START):
                return code
            calm = time.monotonic() - begun > CALM_SECONDS
            rest = FIRST_REST if calm else min(rest * 2, LONGEST_REST)
            time.sleep(rest)

    def _wait(self, process: "subprocess.Popen[bytes]") -> int:
        while True:
            try:
                return process.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                if self._hangs():
                    process.kill()
                    return process.wait()

    def _hangs(self) -> bool:
        """It gave signs of life once, and none any more."""
        try:
            return time.time() - self._beats.stat().st_mtime > HANG_SECONDS
        except OSError:
            return False
