"""The whole of it: a clerk's day with the line cut and the app killed, on the real windows, against a real city."""

import json
from pathlib import Path

from ui.demo.played_day import play_day


def test_a_played_day_ends_with_every_count_right(tmp_path: Path) -> None:
    assert play_day(tmp_path, typing_gap=0.0) == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["problems"] == []
    assert report["dossiers_accepted"] == report["dossiers_in_city"] == 13
    assert report["accepted_offline"] == 8
    assert report["duplicates"] == 0
    assert report["attachments_byte_equal"] == report["attachments"] == 19
    assert report["receipts_verified"] == 13
    assert report["handed_back_in_city"] == 1
    assert report["cash_counted"]
    assert len(list((tmp_path / "screens").glob("*.png"))) >= 12
    assert len([path for path in (tmp_path / "receipts").glob("*.pdf") if " " not in path.name]) == 13
