"""A disk that is really full, or really cannot be written: nothing half done, and the clerk is told."""

import subprocess
from pathlib import Path

import pytest

from kiosk.errors import DiskError
from tests.builders import a_counter, accept, cases, page
from tests.disk import NEEDS_ROOT, fill

pytestmark = NEEDS_ROOT


@pytest.mark.parametrize("leave_bytes", [0, 8192, 65536, 200_000])
def test_a_full_disk_refuses_whole_and_goes_on_when_there_is_room(small_disk: Path, leave_bytes: int) -> None:
    home = small_disk / "counter"
    with a_counter(home) as counter:
        first = accept(counter, cases(1).birth(), [page(1)])
        filler = fill(small_disk, leave_bytes)
        accepted = []
        with pytest.raises(DiskError) as caught:
            for seed in range(2, 60):
                accepted.append(accept(counter, cases(seed).birth(), [page(seed)]))
        assert "đầy" in caught.value.sentence() or "ghi" in caught.value.sentence()
        assert counter.store.dossiers.count() == 1 + len(accepted)
        counter.store.check()
        filler.unlink()
        after = accept(counter, cases(99).birth(), [page(7)])
        assert int(after.code[-4:]) == int(first.code[-4:]) + len(accepted) + 1
    with a_counter(home) as counter:
        counter.store.check()
        assert counter.store.dossiers.count() == 2 + len(accepted)


def test_a_read_only_disk_is_said_in_words_and_harms_nothing(small_disk: Path) -> None:
    home = small_disk / "counter"
    with a_counter(home) as counter:
        accept(counter, cases(1).birth())
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(DiskError) as caught, a_counter(home) as counter:
        accept(counter, cases(2).birth())
    assert "Không ghi được" in caught.value.sentence()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with a_counter(home) as counter:
        accept(counter, cases(2).birth())
        assert counter.store.dossiers.count() == 2
        counter.store.check()
