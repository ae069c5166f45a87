"""The catalogue as shipped, and what happens when an administrator breaks it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalogue import load_catalogue
from kiosk.catalogue.load import DATA
from kiosk.errors import CatalogueBroken
from tests.builders import the_catalogue

Change = Callable[[dict[str, Any]], None]


def test_it_has_all_it_should() -> None:
    catalogue = the_catalogue()
    assert len(catalogue.procedures) == 30
    assert len(catalogue.forms) == 12
    assert sum(not u.is_old for u in catalogue.units) == 126
    assert sum(u.is_old for u in catalogue.units) == 413
    assert len(catalogue.ethnicities) == 54
    assert catalogue.countries[0] == "Việt Nam"
    assert "Nhật Bản" in catalogue.countries


def test_old_and_new_communes_are_found_without_accents() -> None:
    lines = [u.line for u in the_catalogue().find_units("dang xa")]
    assert "Xã Đặng Xá, Huyện Gia Lâm, Hà Nội" in lines
    assert the_catalogue().find_units("thuan an")[0].line == "Xã Thuận An, Hà Nội"


def test_procedures_are_found_by_a_few_letters() -> None:
    first = {
        q: the_catalogue().find_procedures(q)[0].code for q in ("ks", "khai tu", "1.000894", "trich luc", "chu ky")
    }
    assert first == {
        "ks": "1.001193",
        "khai tu": "1.000656",
        "1.000894": "1.000894",
        "trich luc": "2.000635",
        "chu ky": "2.000884",
    }


def test_a_combined_form_asks_what_is_shared_once() -> None:
    form = the_catalogue().forms["birth_recognition"]
    keys = [f.key for f in form.fields()]
    assert len(keys) == len(set(keys))
    assert {"child_name", "parent_name", "mother_name"} <= set(keys)


def _broken(tmp_path: Path, file: str, change: Change) -> CatalogueBroken:
    folder = tmp_path / "catalogue"
    shutil.copytree(DATA, folder)
    content = json.loads((folder / file).read_text())
    change(content)
    (folder / file).write_text(json.dumps(content))
    with pytest.raises(CatalogueBroken) as caught:
        load_catalogue(folder)
    assert caught.value.params["file"] == file
    return caught.value


def _set(*path: Any) -> Change:
    *way, last, value = path

    def change(content: dict[str, Any]) -> None:
        target: Any = content
        for step in way:
            target = target[step]
        target[last] = value

    return change


@pytest.mark.parametrize(
    ("file", "change", "field"),
    [
        (
            "procedures.json",
            _set("procedures", 3, "fee", {"kind": "per_case", "amount_vnd": "x"}),
            "procedures[3].fee.amount_vnd",
        ),
        (
            "procedures.json",
            _set("procedures", 0, "processing_time", {"rule": "soon"}),
            "procedures[0].processing_time",
        ),
        ("procedures.json", _set("procedures", 5, "form", "none"), "procedures[5] (1.004837).form"),
        ("procedures.json", _set("procedures", 1, "code", "1.001193"), "procedures[1] (1.001193).code"),
        (
            "procedures.json",
            _set("procedures", 0, "fee", "since_field", "x"),
            "procedures[0] (1.001193).fee.since_field",
        ),
        ("forms.json", _set("forms", "birth", "sections", 0, "fields", 0, "type", "nam"), "forms"),
        ("forms.json", _set("forms", "birth", "checks", 0, "field", "nobody"), "forms.birth.checks[0]"),
        ("forms.json", _set("forms", "birth", "checks", 0, "message", "nothing"), "forms.birth.checks[0].message"),
        ("units.json", _set("units_since_2025_07_01", 0, "name", 5), "units_since_2025_07_01[0].name"),
        ("calendar.json", _set("extra_closures", ["2026-13-01"]), "extra_closures[0]"),
    ],
)
def test_a_broken_entry_is_named_with_its_file_and_field(tmp_path: Path, file: str, change: Change, field: str) -> None:
    error = _broken(tmp_path, file, change)
    assert field in error.params["field"]
    assert file in error.sentence()


def test_a_file_that_is_gone_or_no_json_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(DATA, folder)
    (folder / "forms.json").write_text("{")
    with pytest.raises(CatalogueBroken, match=r"forms\.json"):
        load_catalogue(folder)
    (folder / "forms.json").unlink()
    with pytest.raises(CatalogueBroken, match=r"forms\.json"):
        load_catalogue(folder)


def test_versions_hold_for_their_dates_only() -> None:
    assert load_catalogue(on=date(2026, 11, 25)).version == "2026.1"
    with pytest.raises(CatalogueBroken, match="valid"):
        load_catalogue(on=date(2024, 1, 1))
