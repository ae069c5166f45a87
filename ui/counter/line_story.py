"""What is said of the line: the band under the top bar, and a day as a strip."""

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from kiosk.domain.clock import HANOI
from kiosk.sync.ports import Line, Progress
from offline_store.lines import LineSpan
from ui.widgets.charts import Stretch
from ui.words import sentence

CLOCK_WARNING_SECONDS = 120
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


def band_words(progress: Progress, clock_behind: timedelta) -> str:
    """What everybody must know of the line and the clock; empty when all is well.

    `clock_behind`: by how much this PC's clock stands before the last thing that happened here.
    """
    words: list[str] = []
    clock_off = abs(progress.clock_offset) > CLOCK_WARNING_SECONDS
    if progress.line is Line.DOWN:
        calm = (
            QCoreApplication.translate(
                "line",
                "Mất kết nối từ {since}. Vẫn tiếp nhận bình thường: "
                "{count} hồ sơ đã lưu an toàn trên máy này, sẽ tự gửi khi có mạng.",
            )
            if progress.backlog.dossiers
            else QCoreApplication.translate(
                "line", "Mất kết nối từ {since}. Vẫn tiếp nhận bình thường, hồ sơ được lưu an toàn trên máy này."
            )
        )
        words.append(calm.format(since=f"{progress.since.astimezone(HANOI):%H:%M}", count=progress.backlog.dossiers))
    elif progress.line is Line.NOT_THE_CITY:
        words.append(sentence("line_not_the_city"))
    elif progress.line is Line.REFUSED:
        words.append(sentence("city_refuses_device", reason=progress.error))
    elif clock_off:
        words.append(
            QCoreApplication.translate(
                "line", "Đồng hồ máy này lệch {minutes} phút so với thành phố. Chỉnh lại giờ trong Windows hoặc Linux."
            ).format(minutes=round(abs(progress.clock_offset) / 60))
        )
    behind = round(clock_behind.total_seconds())
    if behind > CLOCK_WARNING_SECONDS and not clock_off:
        words.append(
            QCoreApplication.translate(
                "line", "Đồng hồ máy này chậm hơn lần tiếp nhận trước {minutes} phút. Kiểm tra lại ngày giờ."
            ).format(minutes=round(behind / 60))
        )
    return " ".join(words)
