"""Signing in with no line, and the key that protects the data."""

import os
from pathlib import Path

import pytest

from kiosk.accounts import FAILURES_ALLOWED, OFFLINE_DAYS, new_account, sign_in
from kiosk.domain.dossier import Account
from kiosk.errors import SignInRefused, StoreError
from kiosk.keys import database_key, protection
from kiosk.messages import MESSAGES
from tests.builders import SetClock


class Rows(dict[str, Account]):
    def put(self, account: Account) -> None:
        self[account.username] = account


def test_the_right_password_opens_and_a_wrong_one_says_so(clock: SetClock) -> None:
    rows = Rows()
    rows.put(new_account("canbo1", "Lê Thu Hà", "clerk", "thuchanh", clock))
    assert rows["canbo1"].password_hash.startswith("$argon2id$")
    assert sign_in(rows, " CanBo1 ", "thuchanh", clock).name == "Lê Thu Hà"
    for username, password in (("canbo1", "thuchanh "), ("canbo2", "thuchanh"), ("canbo1", "")):
        with pytest.raises(SignInRefused, match="wrong"):
            sign_in(rows, username, password, clock)


def test_guessing_is_locked_out_for_a_while(clock: SetClock) -> None:
    rows = Rows()
    rows.put(new_account("canbo1", "x", "clerk", "thuchanh", clock))
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(SignInRefused):
            sign_in(rows, "canbo1", "sai", clock)
    with pytest.raises(SignInRefused, match="locked"):
        sign_in(rows, "canbo1", "thuchanh", clock)
    clock.forward(minutes=6)
    assert sign_in(rows, "canbo1", "thuchanh", clock).failures == 0 or rows["canbo1"].failures == 0


def test_offline_sign_in_runs_out_and_a_disabled_account_is_closed(clock: SetClock) -> None:
    rows = Rows()
    rows.put(new_account("canbo1", "x", "clerk", "thuchanh", clock))
    clock.forward(days=OFFLINE_DAYS)
    assert sign_in(rows, "canbo1", "thuchanh", clock)
    clock.forward(days=1)
    with pytest.raises(SignInRefused, match="run out"):
        sign_in(rows, "canbo1", "thuchanh", clock)


def test_a_practice_key_lies_in_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    key = database_key(tmp_path, practice=True)
    assert database_key(tmp_path) == key
    assert protection(tmp_path) == "file"
    if os.name == "posix":
        assert (tmp_path / "key.json").stat().st_mode & 0o077 == 0


def test_a_passphrase_wraps_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_PASSPHRASE", "một câu thật dài")
    key = database_key(tmp_path)
    assert protection(tmp_path) == "passphrase"
    assert key.hex() not in (tmp_path / "key.json").read_text()
    assert database_key(tmp_path) == key
    for wrong in ("câu khác", ""):
        monkeypatch.setenv("KIOSK_PASSPHRASE", wrong)
        with pytest.raises(StoreError) as caught:
            database_key(tmp_path)
        assert "KIOSK_PASSPHRASE" in caught.value.sentence()


def test_every_sentence_is_there_in_both_languages_with_the_same_blanks() -> None:
    import string

    for key, (vietnamese, english) in MESSAGES.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (vietnamese, english)]
        assert blanks[0] == blanks[1], key
        assert vietnamese.strip()
        assert english.isascii() or "“" in english or "ộ" in english, key
