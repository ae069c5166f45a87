"""Answers that take longer than a person notices are said to be on their way; quick ones do not flicker."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

NOTICED_MILLISECONDS = 150


class SlowNotice(QTimer):
    """`start` with the question, `stop` with its answer; `say` is called once when the answer takes its time."""

    def __init__(self, owner: QObject, say: Callable[[], None]) -> None:
        super().__init__(owner)
        self.setSingleShot(True)
        self.setInterval(NOTICED_MILLISECONDS)
        self.timeout.connect(say)
