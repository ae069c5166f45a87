"""What reports judge by is kept with each dossier, in step with both logs; an older city gets it by its migration."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.builders import a_counter, a_day_of_its_own, a_kiosk, accept, cases, register
from tests.city import City, sync
from tests.sync.test_self_service import take_over

MIGRATION = Path(__file__).parents[2] / "city_service" / "migrations" / "0011_ends.sql"
COLUMNS = "SELECT id, ended_at, asked_at, self_service FROM dossier WHERE id = ANY(%s)"


def test_ends_and_beginnings_are_kept_and_found_again_by_the_migration(city: City, tmp_path: Path) -> None:
    clock = a_day_of_its_own()
    with a_counter(tmp_path / "counter", clock=clock) as counter, a_kiosk(tmp_path / "kiosk", clock=clock) as kiosk:
        make = cases(1)
        done, asked, withdrawn, fresh = (accept(counter, make.death()) for _ in range(4))
        early, late = register(kiosk, make.birth()), register(kiosk, make.marriage())
        sync(kiosk, city.url)
        take_over(counter, kiosk.self_service.ticket(early))
        later = register(kiosk, make.birth())  # its counter is quicker than the machine it was registered at
        take_over(counter, kiosk.self_service.ticket(later))
        sync(counter, city.url)
        sync(kiosk, city.url)
        for code, act in ((done.code, "take-up"), (done.code, "done"), (asked.code, "supplement")):
            assert city.office(code, act, reason="thiếu dấu", items=["Giấy báo tử"]).ok
        clock.forward(minutes=5)
        counter.handling.withdraw(counter.dossier(withdrawn.code), "canbo1", "đổi ý")
        sync(counter, city.url)
        gone = clock.now()
    ids = [d.id for d in (done, asked, withdrawn, fresh, early, late, later)]
    with psycopg.connect(city.database_url, row_factory=dict_row) as connection:
        kept = by_id(connection.execute(COLUMNS, (ids,)).fetchall())
        connection.execute("UPDATE dossier SET ended_at = NULL, asked_at = NULL, self_service = false")
        statement = next(part for part in MIGRATION.read_text().split(";") if "UPDATE dossier" in part)
        connection.execute(statement.encode())
        found = by_id(connection.execute(COLUMNS, (ids,)).fetchall())
        connection.rollback()
    assert kept[done.id]["ended_at"] is not None and kept[withdrawn.id]["ended_at"] == gone.replace(microsecond=0)
    assert kept[asked.id]["ended_at"] is None and kept[asked.id]["asked_at"] is not None
    assert [d.id for d in (fresh, early, late, later) if kept[d.id]["ended_at"] or kept[d.id]["asked_at"]] == []
    assert {name for name, row in kept.items() if row["self_service"]} == {early.id, later.id}
    assert found == kept | {late.id: found[late.id]}, "whose registration nobody took over is in no report"


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}
