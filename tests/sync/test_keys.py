"""The key chain: rotation and revocation reach counters by the feed, and hold afterwards with no line."""

import dataclasses
import sys
from pathlib import Path
from subprocess import run

import pytest
import requests

from kiosk.crypto import SigningKey, verify
from kiosk.domain.key_list import KeyList, is_trusted, read_key_list
from kiosk.domain.receipt_qr import Verdict, key_id
from kiosk.packages import export_unsent
from kiosk.practice.identity import practice_city_key
from kiosk.sync.carrying import carry
from kiosk.sync.client import CityClient, LineDown
from kiosk.trust import kept_trust, newest_city_key, take_key_list
from tests.builders import a_counter, accept
from tests.city import City, engine_of, running_city, sync


def city_service(city: City, *words: str) -> str:
    done = run(
        [sys.executable, "-m", "city_service.cli", *words, "--data", str(city.folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_rotated_key_reaches_a_counter_and_old_receipts_stay_genuine(open_folder: Path, home: Path) -> None:
    with a_counter(home) as counter:
        old = counter.papers.receipt(counter.dossier(accept(counter).code)).qr
        with running_city(open_folder) as city:
            sync(counter, city.url)
            before = kept_trust(counter.store)
            fresh = city_service(city, "rotate-key", "--practice")
        with running_city(open_folder) as city:
            sync(counter, city.url)
            # The certificate was renewed by itself; nobody enrolled anything.
    with a_counter(home) as counter:
        assert counter.identity.city_key == fresh
        new = counter.papers.receipt(counter.dossier(accept(counter).code)).qr
        trust = kept_trust(counter.store)
        assert trust.check(old)[0] is Verdict.GENUINE
        assert trust.check(new)[0] is Verdict.GENUINE
        # Who has not heard of the new key says that he does not know it, not that the paper is forged.
        assert before.check(new)[0] is Verdict.UNKNOWN_KEY


def test_a_certificate_that_was_not_renewed_for_a_cut_line_is_renewed_at_the_next_look(
    open_folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_counter(home) as counter:
        with running_city(open_folder) as city:
            sync(counter, city.url)
            fresh = city_service(city, "rotate-key", "--practice")
        with running_city(open_folder) as city:
            with monkeypatch.context() as patched:
                # The double cuts the line between the list and the certificate, which no line can be told to do.
                patched.setattr(CityClient, "renew_certificate", _cut)
                sync(counter, city.url)
            identity = counter.store.identity()
            assert identity is not None
            assert identity.city_key != fresh
            assert newest_city_key(counter.store) == bytes.fromhex(fresh)
            sync(counter, city.url)
        identity = counter.store.identity()
        assert identity is not None
        assert identity.city_key == fresh


def _cut(_: CityClient) -> None:
    raise LineDown


def test_a_package_made_under_the_former_key_is_carried_by_a_counter_that_has_the_new_one(
    open_folder: Path, tmp_path: Path
) -> None:
    with a_counter(tmp_path / "old", number=1) as old, a_counter(tmp_path / "new", number=2) as new:
        accept(old)
        export_unsent(old, tmp_path / "stick.mcpkg")
        with running_city(open_folder) as city:
            sync(new, city.url)
            city_service(city, "rotate-key", "--practice")
        with running_city(open_folder) as city:
            sync(new, city.url)
            with a_counter(tmp_path / "new", number=2) as renewed:
                client = CityClient(city.url, renewed.clock, identity=renewed.identity, key=renewed.device_key)
                taken = carry(renewed, client, tmp_path / "stick.mcpkg")
            assert (taken.problem, taken.fresh_events) == ("", 1)
            # A counter whose certificate is still the former key's syncs as before.
            assert sync(old, city.url).pending_events == 0


def test_a_city_restored_from_before_a_change_of_keys_still_reaches_its_counters(city: City, home: Path) -> None:
    offered = read_key_list(requests.get(f"{city.url}/v1/keys", timeout=10).json())
    assert offered.number > 1_700_000_000, "a moment, not a count that a backup would set back"
    with a_counter(home) as counter:
        # A counter that heard a list of an hour ago takes the list a restored city makes now, whatever its count.
        before = KeyList(offered.number - 3600, "2026-11-25T00:00:00+00:00", (practice_city_key().public,))
        signed = before.signed({practice_city_key().public: practice_city_key().sign})
        assert take_key_list(counter.store, signed.to_json()) is not None
        assert take_key_list(counter.store, offered.to_json()) is not None


def test_a_revoked_counter_is_known_at_the_next_counter_with_no_line(open_folder: Path, tmp_path: Path) -> None:
    with running_city(open_folder) as city:
        with a_counter(tmp_path / "one", number=1) as one, a_counter(tmp_path / "two", number=2) as two:
            accepted = accept(one)
            qr = one.papers.receipt(one.dossier(accepted.code)).qr
            sync(one, city.url)
            engine = engine_of(two, city.url)
            engine.run_pass()
            assert kept_trust(two.store).check(qr)[0] is Verdict.GENUINE
            city_service(city, "revoke", one.identity.device_id)
            # The feed says that the keys changed: the same pass fetches them, not the next hour's.
            engine.run_pass()
            device = one.identity.device_id
        page = requests.get(city.url + qr[qr.index("/r/") :], timeout=10)
        assert page.status_code == 404
        assert "đã bị thu hồi" in page.text
        assert device not in page.text
    with a_counter(tmp_path / "two", number=2) as two:
        assert kept_trust(two.store).check(qr)[0] is Verdict.REVOKED


def test_anybody_can_fetch_the_list_and_check_it_against_the_key_they_know(city: City, home: Path) -> None:
    content = requests.get(f"{city.url}/v1/keys", timeout=10).json()
    offered = read_key_list(content)
    with a_counter(home) as counter:
        known = bytes.fromhex(counter.identity.city_key)
    assert is_trusted(offered, {key_id(known): known}, verify)
    again = read_key_list(requests.get(f"{city.url}/v1/keys", timeout=10).json())
    assert again.number == offered.number


@pytest.mark.parametrize("fault", ["stranger", "changed", "older", "nonsense"])
def test_a_list_nobody_trusted_signed_changes_nothing(home: Path, fault: str) -> None:
    city, stranger = practice_city_key(), SigningKey.generate()
    good = KeyList(5, "2026-11-25T00:00:00+00:00", (city.public,)).signed({city.public: city.sign})
    bad = KeyList(9, "2026-11-25T00:00:00+00:00", (stranger.public,), frozenset({city.public}))
    older = KeyList(4, "2026-11-24T00:00:00+00:00", (city.public, stranger.public))
    offered = {
        "stranger": bad.signed({stranger.public: stranger.sign}).to_json(),
        "changed": dataclasses.replace(bad, signatures=good.signatures).to_json(),
        "older": older.signed({city.public: city.sign}).to_json(),
        "nonsense": {"number": "x", "signatures": 3},
    }[fault]
    with a_counter(home) as counter:
        assert take_key_list(counter.store, good.to_json()) is not None
        assert take_key_list(counter.store, offered) is None
        assert kept_trust(counter.store).city_keys == {key_id(city.public): city.public}
