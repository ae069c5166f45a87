"""The morning at the self-service machine, played by the command that plays it for people."""

import json
from pathlib import Path

from ui.demo.played_morning import play_morning


def test_six_citizens_are_served_half_of_it_with_no_line(tmp_path: Path, qapp: object) -> None:
    assert play_morning(tmp_path / "out") == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["problems"] == []
    assert all(report["counts"].values())
    assert list((tmp_path / "out" / "screens").glob("*.png"))
