"""The store keeps what was accepted, whole, once, in order."""

import dataclasses
import hashlib
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kiosk.app import DATABASE
from kiosk.domain.dossier import Draft, FeedItem
from kiosk.domain.state import State
from kiosk.errors import LogDamaged, Refused, StoreError
from kiosk.intake import NewScan
from kiosk.keys import database_key
from kiosk.scans import check_scan
from offline_store import Store
from offline_store import dossiers as queries
from offline_store.print_jobs import AT_PRINTER
from tests.builders import SetClock, a_counter, accept, cases, entry_of, page


def raw(home: Path) -> sqlcipher.Connection:
    """The database as a stranger with the key sees it."""
    connection = sqlcipher.connect(str(home / DATABASE), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{database_key(home).hex()}'\"")
    return connection


def test_what_was_accepted_is_all_there(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter, cases().birth(), [page(1), page(2)])
        assert accepted.code == "000.19.35.H26-261125-2001"
    with a_counter(home) as counter:
        row = counter.dossier(accepted.code)
        papers = counter.store.dossiers.attachments(row.id)
        assert [counter.store.read_scan(p.attachment.sha256) for p in papers] == [page(1), page(2)]
        assert row.state is State.ACCEPTED
        assert row.sync == "pending"
        assert [j.dossier_id for j in counter.store.print_jobs.open()] == [row.id]
        counter.store.check()


def test_the_file_is_unreadable_without_its_key(home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases().birth(), [page()])
    content = (home / DATABASE).read_bytes() + b"".join(p.read_bytes() for p in home.glob(DATABASE + "-*"))
    assert b"SQLite format" not in content
    assert "Nguyễn".encode() not in content
    assert b"000.19.35" not in content


def test_numbers_follow_the_day_and_never_repeat(home: Path, clock: SetClock) -> None:
    with a_counter(home, clock=clock) as counter:
        codes = [accept(counter).code for _ in range(2)]
        clock.forward(days=1)
        codes.append(accept(counter).code)
        clock.forward(days=-1)
        codes.append(accept(counter).code)
    assert [c[-11:] for c in codes] == ["261125-2001", "261125-2002", "261126-2001", "261125-2003"]


def test_a_refused_dossier_uses_no_number_and_leaves_nothing(home: Path) -> None:
    with a_counter(home) as counter:
        entry = dataclasses.replace(entry_of(cases().birth()), form={})
        with pytest.raises(Refused):
            counter.intake.accept(entry, "canbo1", new_scans=[NewScan("Giấy chứng sinh", check_scan("a.jpg", page()))])
        assert counter.store.log.head()[0] == 0
        assert accept(counter).code.endswith("2001")


def test_identical_scans_are_stored_once(home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter, cases(1).birth(), [page(1)])
        accept(counter, cases(2).birth(), [page(1)])
        assert len(counter.store.outbox.pending_attachments()) == 1


def test_large_scans_are_kept_in_chunks_and_come_back_equal(home: Path) -> None:
    content = page(1) + bytes(700_000)
    with a_counter(home) as counter:
        kept = counter.store.keep_scan(content, "image/jpeg", counter.clock.now())
        assert kept.sha256 == hashlib.sha256(content).hexdigest()
        assert len(list(counter.store.outbox.attachment_chunks(kept.sha256))) == 3
        assert counter.store.read_scan(kept.sha256) == content


def test_dossiers_are_found_without_accents_by_name_code_id_and_phone(home: Path) -> None:
    with a_counter(home) as counter:
        case = cases(5).birth()
        accepted = accept(counter, case)
        accept(counter, cases(6).death())
        rows = counter.store.dossiers
        surname, given = case.applicant.name.split()[0], case.applicant.name.split()[-1]
        for query in (
            f"{given} {surname}".lower(),
            accepted.code,
            accepted.code[-4:],
            case.applicant.personal_id,
            case.applicant.phone,
            case.values["child_name"].split()[-1],
        ):
            assert accepted.id in {r.id for r in rows.find(query)}, query
        assert rows.find("khongcoai") == []
        assert rows.find('") OR 1 --') == []
        assert len(rows.find("")) == 2


def test_a_person_called_by_given_name_first_is_found_in_one_look_among_many(home: Path) -> None:
    """“Lan Ng” with more Lan Nguyễn than a page holds: the newest of them, and only them."""
    with a_counter(home) as counter:
        maker = cases(9)
        wanted: list[str] = []
        for n in range(7):
            case = maker.signature()
            name = "Nguyễn Thị Lan" if n % 2 else "Trần Ngọc Lan"
            person = dataclasses.replace(case.applicant, name=name)
            accepted = accept(counter, dataclasses.replace(case, applicant=person))
            if n % 2:
                wanted.append(accepted.id)
        found = counter.store.dossiers.find("lan ng", limit=3)
        assert [row.id for row in found] == wanted[::-1]
        assert len(counter.store.dossiers.find("lan ng", limit=7)) == 7


def test_drafts_come_back_with_their_scans_and_end_with_acceptance(home: Path) -> None:
    with a_counter(home) as counter:
        now = counter.clock.now()
        scan = counter.store.keep_scan(page(3), "image/jpeg", now)
        from kiosk.domain.dossier import FiledAttachment

        paper = FiledAttachment("Giấy chứng sinh", "a.jpg", scan)
        counter.store.drafts.save(Draft("d1", "canbo1", now, {"values": {"child_name": "Khôi"}}, (paper,)))
        counter.store.drafts.save(Draft("d1", "canbo1", now, {"values": {"child_name": "Khôi Đ"}}, (paper,)))
    with a_counter(home) as counter:
        (draft,) = counter.store.drafts.of_clerk("canbo1")
        assert draft.content == {"values": {"child_name": "Khôi Đ"}}
        assert counter.store.read_scan(draft.attachments[0].attachment.sha256) == page(3)
        assert counter.store.drafts.of_clerk("canbo2") == []
        counter.intake.accept(entry_of(cases().birth()), "canbo1", kept=draft.attachments, draft_id="d1")
        assert counter.store.drafts.count() == 0
        assert counter.store.outbox.backlog().attachments == 1


def test_a_thrown_away_draft_leaves_no_citizens_paper_behind(home: Path) -> None:
    with a_counter(home) as counter:
        from kiosk.domain.dossier import FiledAttachment

        now = counter.clock.now()
        scan = counter.store.keep_scan(page(4), "image/jpeg", now)
        counter.store.drafts.save(Draft("d1", "canbo1", now, {}, (FiledAttachment("Giấy chứng sinh", "a.jpg", scan),)))
        counter.store.drafts.discard("d1")
        assert counter.store.read_scan(scan.sha256) == b""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE event SET payload = replace(payload, 'Đặng Xá', 'Cổ Bi') WHERE seq = 1",
        "UPDATE event SET actor = 'canbo9' WHERE seq = 1",
        "DELETE FROM event WHERE seq = 1",
        "UPDATE event SET hash = prev_hash WHERE seq = 2",
    ],
)
def test_tampering_with_the_log_shows(home: Path, sql: str) -> None:
    with a_counter(home) as counter:
        for seed in range(3):
            accept(counter, cases(seed).birth())
    raw(home).execute(sql)
    with a_counter(home) as counter, pytest.raises(LogDamaged):
        counter.store.check()


def test_tampering_with_a_projection_shows_and_is_rebuilt(home: Path) -> None:
    with a_counter(home) as counter:
        for seed in range(3):
            accept(counter, cases(seed).birth(), [page(seed)])
    raw(home).execute("UPDATE dossier SET fee_vnd = 1, applicant_name = 'Xyzzy' WHERE seq = 2")
    with a_counter(home) as counter:
        with pytest.raises(LogDamaged):
            counter.store.check()
        counter.store.rebuild()
        counter.store.check()
        assert counter.store.dossiers.find("Xyzzy") == []


def test_the_citys_words_change_the_state_once_and_are_news(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter)
        now = counter.clock.now()
        items = [
            FeedItem(7, "dossier.taken_up", accepted.id, now, {"actor": "vp"}),
            FeedItem(
                9,
                "dossier.supplement_requested",
                accepted.id,
                now,
                {"reason": "thiếu dấu", "items": ["Giấy chứng sinh"]},
            ),
        ]
        assert counter.store.outbox.take_feed(items) == 2
        assert counter.store.outbox.take_feed(items) == 0
        row = counter.dossier(accepted.code)
        assert row.state is State.SUPPLEMENT_REQUESTED
        assert row.news
        assert [s.type for s in counter.store.dossiers.story(row.id)][-1] == "dossier.supplement_requested"
        counter.store.mark_seen(row.id)
        assert not counter.dossier(accepted.code).news
        counter.handling.take_supplement(row, "canbo1")
        assert counter.dossier(accepted.code).state is State.IN_PROGRESS
        with pytest.raises(Refused):
            counter.handling.hand_back(counter.dossier(accepted.code), "canbo1")
        counter.store.check()


def test_a_reprint_is_a_marked_job_of_its_own(home: Path) -> None:
    with a_counter(home) as counter:
        accepted = accept(counter)
        first = counter.store.print_jobs.get(accepted.print_job)
        again = counter.store.print_jobs.reprint(accepted.id, "receipt", 1, counter.clock.now())
        assert (first.reprint, again.reprint) == (0, 1)
        counter.store.print_jobs.note(again.id, "printing")
        assert counter.store.print_jobs.reconcile() == 1
        assert counter.store.print_jobs.get(again.id).error == "interrupted"


def test_every_connection_is_as_durable_as_promised(home: Path) -> None:
    with a_counter(home) as counter:
        db = counter.store._db
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    ("sql", "parameters"),
    [
        (queries.NEWEST, (200, 0)),
        (queries.NEWEST_IN_STATE, (2, 200, 0)),
        (queries.OWED, ("", "9999", 200, 0)),
        (queries.OWED_IN_STATE, ("", "9999", 9, 200, 0)),
        (queries.UNSENT, (1, 100)),
        (queries.FOUND, ('"x"*', 200)),
        (queries.BY_CODE, ("x",)),
        (queries.BY_ID, ("x",)),
        (queries.BY_APPLICANT, ("x",)),
        (queries.NEWS, (50,)),
        (queries.RECEIVED, ("2026-11-25", "2026-11-26")),
    ],
)
def test_no_query_a_screen_waits_for_scans_a_growing_table(
    home: Path, sql: str, parameters: tuple[object, ...]
) -> None:
    with a_counter(home) as counter:
        plan = counter.store._db.execute("EXPLAIN QUERY PLAN " + sql, parameters).fetchall()
    steps = [row[3] for row in plan]
    scans = [s for s in steps if s.startswith("SCAN") and not s.startswith(("SCAN d", "SCAN dossier_search VIRTUAL"))]
    assert not scans, steps
    # Newest first walks the primary key backwards and stops at the limit: no sorting, no reading to the end.
    if sql == queries.NEWS:
        assert any("dossier_news" in s for s in steps), steps
    if sql in (queries.OWED, queries.OWED_IN_STATE):
        assert any("dossier_by_due" in s for s in steps), steps
    if sql == queries.RECEIVED:
        assert any("dossier_by_received" in s for s in steps), steps
    assert not any("TEMP B-TREE FOR ORDER BY" in s for s in steps if "dossier_search" not in sql), steps


def test_papers_at_a_printer_are_found_among_the_few_that_are_not_printed(home: Path) -> None:
    with a_counter(home) as counter:
        plan = counter.store._db.execute("EXPLAIN QUERY PLAN " + AT_PRINTER).fetchall()
    assert any("print_job_open" in row[3] for row in plan), plan


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough" * 200, b"SQLite format 3\x00" + bytes(8000), bytes(4096)]
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "counter.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store(path, bytes(32))
    assert path.read_bytes() == content
    assert str(path) in caught.value.sentence()


def test_a_wrong_key_is_refused_and_the_file_left_alone(home: Path) -> None:
    with a_counter(home) as counter:
        accept(counter)
    before = (home / DATABASE).read_bytes()
    with pytest.raises(StoreError):
        Store(home / DATABASE, bytes(32))
    assert (home / DATABASE).read_bytes() == before
    with a_counter(home) as counter:
        assert counter.store.dossiers.count() == 1


def test_a_damaged_page_is_found(home: Path) -> None:
    with a_counter(home) as counter:
        for seed in range(5):
            accept(counter, cases(seed).birth(), [page(seed)])
        counter.store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = home / DATABASE
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    path.write_bytes(content)
    try:
        with a_counter(home) as counter:
            assert counter.store.integrity_problem()
    except StoreError as error:
        assert error.key in ("store_damaged", "store_foreign")


def test_data_of_a_newer_version_is_refused(home: Path) -> None:
    with a_counter(home) as counter:
        counter.store._db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('mot-cua-counter', 'm999_future', 'x')"
        )
    with pytest.raises(StoreError, match="newer"):
        a_counter(home)
