"""Pushing a long page with a finger. A touch that does not wander is a touch of what lies under it.

Qt's own scroller keeps touches from buttons (touch gesture), or loses quick taps (mouse gesture): both were tried.
"""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

WANDERS = 28
"""Pixels a finger may slip while it touches something."""
DRAWN_ON = "drawn_on"
"""The property of a widget that wants the finger's way for itself."""


class DragScroll(QObject):
    """An application event filter for the page that is shown; it looks at nothing outside it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._area: QScrollArea | None = None
        self._begun: QPoint | None = None
        self._value = 0
        self._pressed: QAbstractButton | None = None
        self._dragging = False

    def watch(self, area: QScrollArea) -> None:
        """Another page is shown: what was under way ends."""
        self._area, self._begun, self._pressed, self._dragging = area, None, None, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        area = self._area
        if area is None or not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        place = event.globalPosition().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress:
                if self._begun is None and area.viewport().isAncestorOf(watched) and not watched.property(DRAWN_ON):
                    self._begun = place
                    self._value = area.verticalScrollBar().value()
                    self._dragging = False
                    self._pressed = watched if isinstance(watched, QAbstractButton) else None
            case QEvent.Type.MouseMove if self._begun is not None:
                return self._moved(area, place.y() - self._begun.y())
            case QEvent.Type.MouseButtonRelease if self._begun is not None:
                self._begun = None
                if self._dragging:
                    self._dragging = False
                    return True
            case _:
                pass
        return False

    def _moved(self, area: QScrollArea, by: int) -> bool:
        bar = area.verticalScrollBar()
        if not self._dragging:
            if abs(by) < WANDERS or bar.maximum() == 0:
                return False
            self._dragging = True
            if self._pressed is not None:
                self._pressed.setDown(False)
        bar.setValue(self._value - by)
        return True
