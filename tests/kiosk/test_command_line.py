"""The command line's contract, as a script meets it: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.practice.cases import Case
from tests.builders import cases, page, the_catalogue
from tests.city import City


class Kiosk:
    """`kiosk` with one data directory."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = os.environ | {"KIOSK_DATA_DIR": str(home), "QT_QPA_PLATFORM": "offscreen"} | environment

    def __call__(self, *words: str | Path, rc: int = 0, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "kiosk", *map(str, words)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.environment, check=False, timeout=120, input=stdin
        )
        assert done.returncode == rc, (done.returncode, done.stdout, done.stderr)
        return done

    def json(self, *words: str | Path, rc: int = 0) -> Any:
        return json.loads(self(*words, rc=rc).stdout)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    made = Kiosk(tmp_path / "data", KIOSK_USER="canbo1", KIOSK_PASSWORD="thuchanh")
    assert made.json("enrol", "--practice", "--counter", "3")["unit"] == "00565"
    return made


def file_of(folder: Path, case: Case, name: str = "d.json", **changes: Any) -> Path:
    procedure = the_catalogue().procedures[case.procedure]
    content: dict[str, Any] = {
        "procedure": case.procedure,
        "applicant": case.applicant.applicant(),
        "form": case.file_form(the_catalogue().form_of(procedure)),
        "documents": [{"name": d.name, "originals": 1, "copies": 0} for d in procedure.documents if d.required],
        "return_channel": "counter",
    }
    path = folder / name
    path.write_text(json.dumps(content | changes, ensure_ascii=False))
    return path


def test_submit_prints_a_line_for_each_and_the_receipt_verifies(kiosk: Kiosk, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(page(1))
    (tmp_path / "b.jpg").write_bytes(page(2))
    birth, copy = file_of(tmp_path, cases(1).birth(), "1.json"), file_of(tmp_path, cases(2).signature(), "2.json")
    done = kiosk(
        "submit",
        birth,
        "--attach",
        f"Giấy chứng sinh={tmp_path}/a.jpg",
        copy,
        "--attach",
        f"Giấy tờ, văn bản sẽ ký={tmp_path}/b.jpg",
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(line) for line in lines] == [{"id", "code", "seq", "received_at", "due_at", "fee_vnd"}] * 2
    assert [line["seq"] for line in lines] == [1, 2]
    assert [line["code"][-4:] for line in lines] == ["3001", "3002"]
    assert [line["fee_vnd"] for line in lines] == [16_000, 10_000]
    listed = kiosk.json("dossiers", "--json")
    assert {d["sync"] for d in listed} == {"pending"}
    found = kiosk.json("dossiers", "--query", "canbo khongco", "--json")
    assert found == []
    kiosk("receipt", lines[0]["code"], "--paper", "a5", "--out", tmp_path / "r.pdf")
    assert kiosk.json("verify", tmp_path / "r.pdf", "--json")["code"] == lines[0]["code"]
    kiosk("log", "check")


def test_verify_tells_genuine_from_forged_with_no_line(kiosk: Kiosk, tmp_path: Path) -> None:
    code = kiosk.json("submit", file_of(tmp_path, cases(1).birth()))["code"]
    kiosk("receipt", code, "--out", tmp_path / "r.pdf")
    from printing.reading import qr_texts_of_file

    (text,) = qr_texts_of_file(tmp_path / "r.pdf")
    assert kiosk.json("verify", text, "--json")["genuine"] is True
    replayed = text.replace(code, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert kiosk.json("verify", replayed, "--json", rc=4)["verdict"] == "replayed"
    altered = text[:-9] + ("A" if text[-9] != "A" else "B") + text[-8:]
    assert kiosk.json("verify", altered, "--json", rc=4)["verdict"] == "altered"
    assert kiosk.json("verify", "https://example.vn/", "--json", rc=4)["verdict"] == "not_a_receipt"
    (tmp_path / "blank.jpg").write_bytes(page(9))
    kiosk("verify", tmp_path / "blank.jpg", rc=4)
    stranger = Kiosk(tmp_path / "nobody")
    assert stranger.json("verify", text, "--json")["practice"] is True


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"procedure": "9.999999"}, "Không có thủ tục mã “9.999999”"),
        ({"form": {}}, "Cần điền"),
        ({"return_channel": "pigeon"}, "pigeon"),
        ({"applicant": {"personal_id": "000194012345", "name": "Lan", "birth_date": "2030-01-01"}}, "tương lai"),
    ],
)
def test_bad_files_are_refused_in_words_and_leave_nothing(kiosk: Kiosk, tmp_path: Path, change: Any, says: str) -> None:
    done = kiosk("submit", file_of(tmp_path, cases(1).birth(), **change), rc=1)
    assert says in done.stderr
    assert done.stdout == ""
    assert kiosk.json("dossiers", "--json") == []


def test_a_file_that_is_no_json_is_named(kiosk: Kiosk, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    assert "x.json" in kiosk("submit", tmp_path / "x.json", rc=1).stderr
    assert "none.json" in kiosk("submit", tmp_path / "none.json", rc=1).stderr


def test_those_before_a_bad_file_are_accepted(kiosk: Kiosk, tmp_path: Path) -> None:
    good, bad = file_of(tmp_path, cases(1).birth(), "1.json"), file_of(tmp_path, cases(2).birth(), "2.json", form={})
    assert len(kiosk("submit", good, bad, rc=1).stdout.splitlines()) == 1
    assert len(kiosk.json("dossiers", "--json")) == 1


def test_signing_in_is_needed_and_wrong_passwords_are_refused(tmp_path: Path) -> None:
    wrong = Kiosk(tmp_path / "data", KIOSK_USER="canbo1", KIOSK_PASSWORD="sai")
    wrong("enrol", "--practice")
    assert "mật khẩu" in wrong("submit", file_of(tmp_path, cases(1).birth()), rc=1).stderr


def test_usage_errors_are_two_and_not_being_enrolled_is_one(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk("submit", rc=2)
    kiosk("submit", "--attach", "x=y", rc=2)
    kiosk("dance", rc=2)
    assert "ghi danh" in Kiosk(tmp_path / "empty")("dossiers", "--json", rc=1).stderr
    assert "đã ghi danh" in kiosk("enrol", "--practice", rc=1).stderr


def test_sync_says_what_remains_and_ends_three_without_a_line(kiosk: Kiosk, tmp_path: Path, city: City) -> None:
    (tmp_path / "a.jpg").write_bytes(page(11))
    kiosk("submit", file_of(tmp_path, cases(1).birth()), "--attach", f"Giấy chứng sinh={tmp_path}/a.jpg")
    down = kiosk.json("sync", "--once", "--json", "--city", "http://127.0.0.1:9", rc=3)
    assert (down["online"], down["pending_events"], down["pending_attachments"]) == (False, 1, 1)
    assert down["error"] == "line_down"
    up = kiosk.json("sync", "--once", "--json", "--city", city.url)
    assert set(up) >= {"online", "acknowledged", "pending_events", "pending_attachments", "sent_bytes", "error"}
    assert (up["online"], up["acknowledged"], up["pending_events"], up["pending_attachments"]) == (True, 1, 0, 0)
    assert up["error"] is None
    assert kiosk.json("dossiers", "--json")[0]["sync"] == "complete"
    assert "mã hóa" in kiosk("sync", "--once", "--city", "http://example.vn", rc=1).stderr


def test_a_damaged_log_ends_five(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk("submit", file_of(tmp_path, cases(1).birth()))
    from tests.offline_store.test_store import raw

    raw(kiosk.home).execute("UPDATE event SET actor = 'x'")
    assert "Sổ sự kiện" in kiosk("log", "check", rc=5).stderr


def test_backup_and_restore_lose_nothing(kiosk: Kiosk, tmp_path: Path) -> None:
    first = kiosk.json("submit", file_of(tmp_path, cases(1).birth()))
    kiosk("backup", tmp_path / "b.db")
    assert "đã có" in kiosk("backup", tmp_path / "b.db", rc=1).stderr
    kiosk("submit", file_of(tmp_path, cases(2).birth()))
    assert "mới hơn" in kiosk("restore", tmp_path / "b.db", rc=1).stderr
    for file in kiosk.home.glob("counter.db*"):
        file.unlink()
    kiosk("restore", tmp_path / "b.db")
    assert [d["code"] for d in kiosk.json("dossiers", "--json")] == [first["code"]]
    (tmp_path / "junk.db").write_bytes(bytes(8192))
    assert "không mở được" in kiosk("restore", tmp_path / "junk.db", rc=1).stderr


def test_accounts_and_doctor(kiosk: Kiosk, city: City) -> None:
    kiosk.environment["KIOSK_NEW_PASSWORD"] = "matkhau-dai"
    kiosk("accounts", "add", "canbo2", "--name", "Trần Văn Hùng")
    assert "Trần Văn Hùng" in kiosk("accounts", "list").stdout
    kiosk("accounts", "disable", "canbo2")
    kiosk("accounts", "password", "nobody", rc=1)
    findings = {f["subject"]: f for f in kiosk.json("doctor", "--json", "--city", city.url)}
    assert all(f["good"] for f in findings.values()), findings
    assert not {f["subject"]: f["good"] for f in kiosk.json("doctor", "--json", "--city", "http://127.0.0.1:9", rc=1)}[
        "thành phố"
    ]


def test_the_window_opens_and_leaves_once_usable(kiosk: Kiosk) -> None:
    kiosk("--quit-when-usable")


def test_print_is_a_counted_job_and_a_paper_that_is_not_there_is_refused(kiosk: Kiosk, tmp_path: Path) -> None:
    code = json.loads(kiosk("submit", file_of(tmp_path, cases(1).birth())).stdout)["code"]
    first = kiosk.json("print", code, "control", "--printer", "folder", "--copies", "2")
    assert (first["state"], first["reprint"]) == ("printed", 0)
    assert Path(first["path"]).read_bytes().startswith(b"%PDF")
    again = kiosk.json("print", code, "--printer", "folder")
    assert again["reprint"] == 1, "the one of the acceptance was the first"
    refused = kiosk("print", code, "apology", rc=1)
    assert "chưa có giấy này" in refused.stderr
    no_printer = kiosk("print", code, "--printer", "tcp:127.0.0.1:1", "--paper", "thermal80", rc=1)
    assert "127.0.0.1" in no_printer.stderr


def test_a_day_book_of_a_day_that_is_none_is_refused_in_words(kiosk: Kiosk, tmp_path: Path) -> None:
    refused = kiosk("day-book", "--from", "hom qua", "--out", tmp_path / "so.pdf", rc=1)
    assert "“hom qua” không phải là ngày có thật" in refused.stderr
