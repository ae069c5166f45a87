"""Small charts drawn by hand: bars by day, a line of speed, a strip of how the line was. Each says in words what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import scaled, tokens

GAP = 4.0


class Chart(QWidget):
    """`words` is what a screen reader says in place of the picture."""

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self._height = scaled(height)
        self.setMinimumHeight(self._height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(320, self._height)

    def say(self, words: str) -> None:
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: what stands side by side, in the order of the legend."""

    label: str
    values: tuple[int, ...]


class BarChart(Chart):
    """Groups of bars with their numbers on top, as far as there is room; two tones told apart by the legend's words."""

    def __init__(self, name: str, legend: tuple[str, ...], height: int = 140) -> None:
        super().__init__(name, height)
        self._legend = legend
        self._bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = bars
        self.say(
            "; ".join(
                f"{bar.label}: "
                + ", ".join(f"{name.lower()} {value}" for name, value in zip(self._legend, bar.values, strict=True))
                for bar in bars[-31:]
            )
        )

    def draw(self, painter: QPainter, area: QRectF) -> None:
        look = tokens()
        colours = (QColor(look.primary), QColor(look.success), QColor(look.warning))
        line = painter.fontMetrics().height()
        x = area.left()
        for name, colour in zip(self._legend, colours, strict=False):
            painter.fillRect(QRectF(x, area.top() + line * 0.25, line * 0.6, line * 0.6), colour)
            painter.setPen(QColor(look.quiet))
            painter.drawText(QRectF(x + line * 0.9, area.top(), 400, line), Qt.AlignmentFlag.AlignLeft, name)
            x += line * 0.9 + painter.fontMetrics().horizontalAdvance(name) + 18
        plot = area.adjusted(0, line * 2.4, 0, -line * 1.4)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        if not self._bars:
            return
        most = max((value for bar in self._bars for value in bar.values), default=0) or 1
        group = plot.width() / len(self._bars)
        labels_every = max(1, round(painter.fontMetrics().horizontalAdvance("00/00") * 1.4 / group + 0.5))
        for n, bar in enumerate(self._bars):
            width = min((group - 2 * GAP) / len(bar.values), 34.0)
            start = plot.left() + group * n + (group - width * len(bar.values)) / 2
            for place, value in enumerate(bar.values):
                height = plot.height() * value / most
                rect = QRectF(start + width * place, plot.bottom() - height, max(width - 2, 1), height)
                painter.fillRect(rect, colours[place % len(colours)])
                if value and width > painter.fontMetrics().horizontalAdvance(str(value)):
                    painter.setPen(QColor(look.ink))
                    above = QRectF(rect.left() - 8, rect.top() - line, rect.width() + 16, line)
                    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(value))
            if n % labels_every == 0:
                painter.setPen(QColor(look.quiet))
                under = QRectF(plot.left() + group * n - 30, plot.bottom() + 4, group + 60, line)
                painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, bar.label)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the day's strip. `tone`: good, bad, or none for when nobody watched."""

    begins: datetime
    ends: datetime
    tone: str


class DayStrip(Chart):
    """How the line was from one hour to another: filled where it was there, hatched where it was not."""

    def __init__(self, name: str, first_hour: int = 7, last_hour: int = 18) -> None:
        super().__init__(name, 48)
        self._hours = (first_hour, last_hour)
        self._stretches: Sequence[Stretch] = ()

    def show_day(self, stretches: Sequence[Stretch], words: str) -> None:
        self._stretches = stretches
        self.say(words)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        look = tokens()
        first, last = self._hours
        line = painter.fontMetrics().height()
        bar = area.adjusted(0, 0, 0, -line - 4)
        painter.fillRect(bar, QColor(look.line))

        def x_of(moment: datetime) -> float:
            hour = moment.hour + moment.minute / 60 + moment.second / 3600
            return bar.left() + bar.width() * min(max((hour - first) / (last - first), 0.0), 1.0)

        for stretch in self._stretches:
            rect = QRectF(x_of(stretch.begins), bar.top(), 0, bar.height())
            rect.setRight(max(x_of(stretch.ends), rect.left() + 1))
            if stretch.tone == "good":
                painter.fillRect(rect, QColor(look.success))
            elif stretch.tone == "bad":
                painter.fillRect(rect, QColor(look.warning_soft))
                painter.fillRect(rect, QBrush(QColor(look.warning), Qt.BrushStyle.BDiagPattern))
                painter.setPen(QPen(QColor(look.warning), 1))
                painter.drawRect(rect)
        painter.setPen(QColor(look.quiet))
        self._draw_hours(painter, bar, line)

    def _draw_hours(self, painter: QPainter, bar: QRectF, line: int) -> None:
        """The first and the last hour at the ends, those between where no two touch."""
        first, last = self._hours
        wide = painter.fontMetrics().horizontalAdvance(f"{last}h")
        step = 1 if bar.width() / (last - first) >= wide * 1.5 else 2
        for hour in range(first, last + 1):
            x = bar.left() + bar.width() * (hour - first) / (last - first)
            align, place = Qt.AlignmentFlag.AlignHCenter, QRectF(x - 20, bar.bottom() + 3, 40, line)
            if hour == first:
                align, place = Qt.AlignmentFlag.AlignLeft, QRectF(x, bar.bottom() + 3, 40, line)
            elif hour == last:
                align, place = Qt.AlignmentFlag.AlignRight, QRectF(x - 40, bar.bottom() + 3, 40, line)
            elif (last - hour) % step or min(x - bar.left(), bar.right() - x) < wide * 1.7:
                continue
            painter.drawText(place, align, f"{hour}h")


class SpeedPlot(Chart):
    """The last while's speed, newest at the right."""

    MOST = 120

    def __init__(self, name: str) -> None:
        super().__init__(name, 64)
        self._values: list[float] = []

    def add(self, value: float, words: str) -> None:
        self._values = [*self._values, value][-self.MOST :]
        self.say(words)

    @property
    def latest(self) -> float:
        return self._values[-1] if self._values else 0.0

    def draw(self, painter: QPainter, area: QRectF) -> None:
        look = tokens()
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if len(self._values) < 2:
            return
        most = max(self._values) or 1.0
        step = area.width() / (self.MOST - 1)
        left = area.right() - step * (len(self._values) - 1)
        points = [
            QPointF(left + step * n, area.bottom() - area.height() * 0.95 * value / most)
            for n, value in enumerate(self._values)
        ]
        painter.setPen(QPen(QColor(look.primary), 2))
        painter.drawPolyline(QPolygonF(points))
