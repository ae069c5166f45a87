"""The toolkit itself: what a day of signals must not do."""

import sys

from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    told = Signal(object)


def test_a_day_of_signals_loses_no_reference() -> None:
    """PySide6 6.12.0 lost one to True with each signal; Python 3.11 then aborted after about a thousand of them."""
    sender = _Sender()
    heard: list[object] = []
    sender.told.connect(heard.append)
    before = sys.getrefcount(True)
    for n in range(300):
        sender.told.emit(n)
    assert len(heard) == 300
    assert sys.getrefcount(True) > before - 100
