"""Waiting for what another process does, without a window."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 30.0
LOOK_SECONDS = 0.05


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look until it is so. Raises TimeoutError saying what was waited for."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds:.0f} s for {what}")
        time.sleep(LOOK_SECONDS)
