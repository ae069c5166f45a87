"""The morning at the self-service machine, played by the command that plays it for people, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_six_citizens_are_served_half_of_it_with_no_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "demo", "--headless", "--profile", "self-service", "--out", str(tmp_path)]
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["problems"] == []
    assert all(report["counts"].values())
    assert list((tmp_path / "screens").glob("*.png"))
