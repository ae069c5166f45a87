"""Accounts reach counters by the feed; locks and new passwords travel back; all of it works with no line in between."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.account_changes import change_password, take_accounts
from kiosk.accounts import new_account
from kiosk.app import Counter
from kiosk.errors import Refused, SignInRefused
from kiosk.sync.enrolment import enrol_with_city
from tests.builders import a_counter, the_catalogue
from tests.city import City, engine_of, running_city, sync
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service

UNIT = "00103"


@pytest.fixture(scope="module")
def own_city() -> Iterator[City]:
    """A city that is not practice: its accounts are its own."""
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-accounts-"))
    folder.chmod(0o755)
    try:
        with running_city(folder, practice=False) as city:
            yield city
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_passwords(city: City, folder: Path, *usernames: str) -> dict[str, str]:
    """Import clerks of the unit; their first passwords by user name."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "accounts.csv"
    rows = [f"{UNIT},{username},Nguyễn Văn An,clerk,\n" for username in usernames]
    table.write_text("unit,username,name,role,phone\n" + "".join(rows))
    city_service(city, "accounts-import", str(table))
    lines = (folder / "accounts.passwords.csv").read_text("utf-8-sig").splitlines()[1:]
    return {line.split(",")[0]: line.split(",")[-1] for line in lines}


def enrolled(city: City, folder: Path, number: int) -> Counter:
    code = city_service(city, "enrolment-code", "--unit", UNIT, "--counter", str(number)).strip()
    enrol_with_city(folder, city.url, code)
    return Counter(folder, catalogue=the_catalogue())


def test_an_account_made_in_the_city_signs_in_at_the_counter_with_no_line(own_city: City, tmp_path: Path) -> None:
    with enrolled(own_city, tmp_path / "counter", 1) as counter:
        given = first_passwords(own_city, tmp_path, "an.nv")["an.nv"]
        with pytest.raises(SignInRefused):
            counter.sign_in("an.nv", given)
        sync(counter, own_city.url)
        account = counter.sign_in("an.nv", given)
        assert account.must_change and account.role == "clerk"


def test_a_password_changed_offline_counts_everywhere_once_the_line_is_back(own_city: City, tmp_path: Path) -> None:
    given = first_passwords(own_city, tmp_path, "binh.nv")["binh.nv"]
    with enrolled(own_city, tmp_path / "a", 2) as one, enrolled(own_city, tmp_path / "b", 3) as other:
        assert not change_password(one, "binh.nv", given, "mat-khau-moi").must_change
        one.sign_in("binh.nv", "mat-khau-moi")
        other.sign_in("binh.nv", given)
        sync(one, own_city.url)
        assert "Tìm theo tên" in OfficeVisitor(own_city, "binh.nv", "mat-khau-moi").get("/office").text
        sync(other, own_city.url)
        other.sign_in("binh.nv", "mat-khau-moi")
        with pytest.raises(SignInRefused):
            other.sign_in("binh.nv", given)
        assert given not in str(own_city.rows("SELECT payload FROM device_event WHERE type LIKE 'account.%%'"))


def test_what_the_city_still_says_of_the_old_password_does_not_undo_a_new_one(own_city: City, tmp_path: Path) -> None:
    given = first_passwords(own_city, tmp_path, "chi.nt")["chi.nt"]
    with enrolled(own_city, tmp_path / "a", 4) as counter:
        before = engine_of(counter, own_city.url)._client.accounts()
        change_password(counter, "chi.nt", given, "cua-rieng-toi")
        take_accounts(counter.store, before, counter.clock.now())
        counter.sign_in("chi.nt", "cua-rieng-toi")
        sync(counter, own_city.url)
        counter.sign_in("chi.nt", "cua-rieng-toi")


def test_a_lock_at_one_counter_locks_at_the_others_and_in_the_office(own_city: City, tmp_path: Path) -> None:
    given = first_passwords(own_city, tmp_path, "dung.tv")["dung.tv"]
    with enrolled(own_city, tmp_path / "a", 5) as one, enrolled(own_city, tmp_path / "b", 6) as other:
        for _ in range(5):
            with pytest.raises(SignInRefused):
                one.sign_in("dung.tv", "sai")
        sync(one, own_city.url)
        sync(other, own_city.url)
        with pytest.raises(SignInRefused, match="locked"):
            other.sign_in("dung.tv", given)
        assert "tạm khóa" in OfficeVisitor(own_city, "dung.tv", given).answer.text


def test_a_closed_account_is_kept_out_at_the_counter_after_the_next_line(own_city: City, tmp_path: Path) -> None:
    given = first_passwords(own_city, tmp_path, "em.lt")["em.lt"]
    city_service(own_city, "administrator", "sep", env={"CITY_NEW_PASSWORD": "quan-tri-thanh-pho"})
    with enrolled(own_city, tmp_path / "a", 7) as counter:
        counter.sign_in("em.lt", given)
        OfficeVisitor(own_city, "sep", "quan-tri-thanh-pho").post("/office/accounts/em.lt/close")
        counter.sign_in("em.lt", given)
        sync(counter, own_city.url)
        with pytest.raises(SignInRefused):
            counter.sign_in("em.lt", given)


def test_who_moves_to_another_unit_is_kept_out_where_they_were_and_a_closed_account_stays_closed(
    own_city: City, tmp_path: Path
) -> None:
    given = first_passwords(own_city, tmp_path, "hai.nv", "khanh.nv", "lan.tt")
    with enrolled(own_city, tmp_path / "a", 8) as counter:
        counter.sign_in("hai.nv", given["hai.nv"])
        table = tmp_path / "moved.csv"
        table.write_text(
            "unit,username,name,role\n00118,hai.nv,Nguyễn Văn Hải,clerk\n"
            f"{UNIT},khanh.nv,Nguyễn Văn Khánh,official\n{UNIT},lan.tt,Trần Thị Lan,clerk\n"
        )
        own_city.rows("UPDATE account SET active = false WHERE username = 'lan.tt'")
        city_service(own_city, "accounts-import", str(table))
        sync(counter, own_city.url)
        for username, password in given.items():
            with pytest.raises(SignInRefused):
                counter.sign_in(username, password)
    assert own_city.rows("SELECT active FROM account WHERE username = 'lan.tt'") == [{"active": False}]


def test_a_counters_own_account_troubles_nobody(own_city: City, tmp_path: Path) -> None:
    with enrolled(own_city, tmp_path / "a", 9) as counter:
        counter.store.accounts.put(new_account("rieng", "Trần Thị Riêng", "clerk", "mat-khau-cu", counter.clock))
        change_password(counter, "rieng", "mat-khau-cu", "mat-khau-moi")
        assert sync(counter, own_city.url).drained
        sync(counter, own_city.url)
        counter.sign_in("rieng", "mat-khau-moi")
        told = own_city.rows("SELECT 1 FROM feed WHERE type = 'dossier.not_understood' AND payload ->> 'seq' = '1'")
        assert told == []


def test_a_device_says_nothing_of_another_units_accounts(own_city: City, tmp_path: Path) -> None:
    given = first_passwords(own_city, tmp_path, "giang.pv")["giang.pv"]
    code = city_service(own_city, "enrolment-code", "--unit", "00118", "--counter", "1").strip()
    enrol_with_city(tmp_path / "far", own_city.url, code)
    with Counter(tmp_path / "far", catalogue=the_catalogue()) as far:
        said = {"username": "giang.pv", "password_hash": "$argon2id$stolen", "changed_at": far.clock.now().isoformat()}
        far.store.record("", "account.password_changed", {**said}, "x", far.clock.now())
        assert sync(far, own_city.url).drained
    assert OfficeVisitor(own_city, "giang.pv", given).get("/office/password").ok


def test_the_practice_password_stays(tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter") as counter, pytest.raises(Refused, match="everybody"):
        change_password(counter, "canbo1", "thuchanh", "khac-han-roi")
