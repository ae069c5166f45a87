"""What a citizen may choose of the look: text size, contrast, reach, language. With the end of a visit it is as usual again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import QApplication, QMainWindow

from kiosk.app import Counter
from ui.self_service.frame import KioskFrame
from ui.self_service.look import SIZES, dress

TRANSLATIONS = Path(__file__).parent.parent / "translations"


class Appearance(QObject):
    """Dresses the application and the frame. `show_again` brings what is on them back in the new look."""

    def __init__(
        self, window: QMainWindow, frame: KioskFrame, counter: Counter, show_again: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._frame = frame
        self._counter = counter
        self._show_again = show_again
        self._text_size, self.high_contrast, self._low_reach = SIZES[0], False, counter.settings.low_reach
        self.language = counter.settings.language
        self._translator: QTranslator | None = None

    @property
    def _app(self) -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def choose(self, text_size: int, *, high_contrast: bool, language: str) -> None:
        """All at once."""
        self._text_size, self.high_contrast = text_size, high_contrast
        self._speak(language)
        self.apply()

    def apply(self) -> None:
        dress(self._app, self._text_size, high_contrast=self.high_contrast)
        self._app.setProperty("language", self.language)
        self._frame.dress(self._text_size)
        self.reach()
        self._show_again()

    def reach(self) -> None:
        """Put what is touched where this citizen reaches it."""
        self._frame.reach_low(on=self._low_reach)

    def larger(self) -> None:
        self._text_size = SIZES[(SIZES.index(self._text_size) + 1) % len(SIZES)]
        self.apply()

    def other_contrast(self) -> None:
        self.high_contrast = not self.high_contrast
        self.apply()

    def other_reach(self) -> None:
        self._low_reach = not self._low_reach
        self.reach()

    def other_language(self) -> None:
        self._speak("en" if self.language == "vi" else "vi")
        self.apply()

    def usual(self) -> None:
        """As the next person expects it."""
        usual = (SIZES[0], False, self._counter.settings.language)
        changed = (self._text_size, self.high_contrast, self.language) != usual
        self._low_reach = self._counter.settings.low_reach
        if changed:
            self.choose(usual[0], high_contrast=usual[1], language=usual[2])
        self.reach()

    def leave(self) -> None:
        """The window closes: the application speaks no other language because of it."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None

    def _speak(self, language: str) -> None:
        self.language = "en" if language == "en" else "vi"
        self.leave()
        if self.language == "en":
            self._translator = QTranslator(self._app)
            if self._translator.load(str(TRANSLATIONS / "en.qm")):
                self._app.installTranslator(self._translator)
