"""When the line to the city came and went."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class LineSpan:
    """The line was like this from then till then. `line` is a word of kiosk.sync.ports.Line, or `closed` while nobody watched."""

    line: str
    begins: datetime
    ends: datetime


class LineHistory:
    """Writing happens inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, line: str, now: datetime) -> None:
        """A change; the same again is none."""
        last = self._db.execute("SELECT line FROM line_change ORDER BY at DESC LIMIT 1").fetchone()
        if last is None or last[0] != line:
            self._db.execute("INSERT INTO line_change (at, line) VALUES (?, ?)", (_stamp(now), line))
            self._db.execute("DELETE FROM line_change WHERE at < ?", (_stamp(now - KEPT_FOR),))

    def between(self, begins: datetime, ends: datetime) -> list[LineSpan]:
        """The spans that touch that time, cut to it. Before the first change nothing is known."""
        before = self._db.execute(
            "SELECT at, line FROM line_change WHERE at <= ? ORDER BY at DESC LIMIT 1", (_stamp(begins),)
        ).fetchone()
        changes = self._db.execute(
            "SELECT at, line FROM line_change WHERE at > ? AND at < ? ORDER BY at", (_stamp(begins), _stamp(ends))
        ).fetchall()
        points = [(begins, before[1])] if before else []
        points += [(datetime.fromisoformat(at), line) for at, line in changes]
        limits = [*(moment for moment, _ in points[1:]), ends][: len(points)]
        return [LineSpan(line, moment, until) for (moment, line), until in zip(points, limits, strict=True)]

    def last_up(self) -> datetime | None:
        """Until when the line was last known to be up; since when, while it still is. None: never."""
        up = self._db.execute("SELECT at FROM line_change WHERE line = 'up' ORDER BY at DESC LIMIT 1").fetchone()
        if up is None:
            return None
        after = self._db.execute("SELECT at FROM line_change WHERE at > ? ORDER BY at LIMIT 1", up).fetchone()
        return datetime.fromisoformat((after or up)[0])


def _stamp(moment: datetime) -> str:
    """UTC, so that text sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
