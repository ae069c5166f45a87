"""`kiosk demo`: the app against an embedded city, with practice data, for a person to try."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from kiosk import app as counter_app
from kiosk.errors import LineError


class CityDidNotStart(LineError):
    def __init__(self) -> None:
        super().__init__("city_busy")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def practice_city(
    data_dir: Path, port: int = 0, tls: tuple[Path, Path] | None = None, practice: bool = True
) -> Iterator[str]:
    """A practice city in its own process; gives its address. `tls` is a certificate and its key, both PEM.

    Without `practice` it is a city like any other, with keys of its own.
    """
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "city_service.cli",
        "serve",
        "--port",
        str(port),
        "--data",
        str(data_dir),
    ]
    if practice:
        command.append("--practice")
    if tls is not None:
        command += ["--tls-certificate", str(tls[0]), "--tls-key", str(tls[1])]
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "city.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603
    url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        _await(url, process, str(tls[0]) if tls else True)
        yield url
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


def _await(url: str, process: "subprocess.Popen[bytes]", verify: bool | str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(requests.RequestException):
            if requests.get(f"{url}/v1/health", timeout=1, verify=verify).ok:
                return
        time.sleep(0.1)
    raise CityDidNotStart


def open_practice(data_dir: Path) -> int:
    """Open the app on practice data beside `data_dir`, against a city of its own."""
    from ui.app import run

    home = data_dir.parent / f"{data_dir.name}-practice"
    if not counter_app.is_enrolled(home):
        counter_app.enrol_practice(home)
    with practice_city(home / "city") as url:
        return run(home, url)


def open_practice_kiosk(data_dir: Path) -> int:
    """The citizens' window on practice data, in a window of its own so that it can be left; the PIN is 123456."""
    from kiosk.accounts import hash_password
    from kiosk.app import Counter
    from ui.app import run_self_service

    home = data_dir.parent / f"{data_dir.name}-practice-kiosk"
    if not counter_app.is_enrolled(home):
        counter_app.enrol_practice(home, 8, profile="self-service")
    with Counter(home) as counter:
        counter.change_settings(pin_hash=hash_password("123456"), printer="folder")
    with practice_city(home / "city") as url:
        return run_self_service(home, url, windowed=True)
