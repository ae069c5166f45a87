"""How the line was, for a strip."""

from collections.abc import Iterable

from kiosk.domain.clock import HANOI
from offline_store.lines import LineSpan
from ui.widgets.charts import Stretch

GOOD, BAD = {"up"}, {"down", "not_the_city", "refused"}


def stretches_of(spans: Iterable[LineSpan]) -> list[Stretch]:
    return [
        Stretch(
            span.begins.astimezone(HANOI),
            span.ends.astimezone(HANOI),
            "good" if span.line in GOOD else "bad" if span.line in BAD else "",
        )
        for span in spans
    ]
