"""Pushing a long page with a finger. A touch that does not wander is a touch of what lies under it.

Qt's own scroller keeps touches from buttons (touch gesture), or loses quick taps (mouse gesture): both were tried.
"""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

WANDERS = 28
"""Pixels a finger may slip while it touches something."""


class DragScroll(QObject):
    """An application event filter for one scroll area; it looks at nothing outside it."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._begun: QPoint | None = None
        self._value = 0
        self._pressed: QAbstractButton | None = None
        self._dragging = False
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        place = event.globalPosition().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress if self._area.viewport().isAncestorOf(watched):
                if self._begun is None:
                    self._begun = place
                    self._value = self._area.verticalScrollBar().value()
                    self._dragging = False
                    self._pressed = watched if isinstance(watched, QAbstractButton) else None
            case QEvent.Type.MouseMove if self._begun is not None:
                return self._moved(place.y() - self._begun.y())
            case QEvent.Type.MouseButtonRelease if self._begun is not None:
                self._begun = None
                if self._dragging:
                    self._dragging = False
                    return True
            case _:
                pass
        return False

    def _moved(self, by: int) -> bool:
        bar = self._area.verticalScrollBar()
        if not self._dragging:
            if abs(by) < WANDERS or bar.maximum() == 0:
                return False
            self._dragging = True
            if self._pressed is not None:
                self._pressed.setDown(False)
        bar.setValue(self._value - by)
        return True
