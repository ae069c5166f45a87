"""Starting the windows: the application object, fonts, language, theme, and which face to show."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication

from kiosk.errors import KioskError, Refused
from kiosk.settings import Settings, read_settings
from ui.theme import apply_theme, load_fonts

EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
SWITCH_SECONDS = 0.0005
TRANSLATIONS = Path(__file__).parent / "translations"


def application(settings: Settings) -> QApplication:
    """The application, dressed and in the settings' language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Một Cửa")
    app.setDesktopFileName("vn.mot-cua")
    app.setProperty("language", settings.language)
    # Nothing moves by itself: who is made dizzy by it need not look for a setting.
    for effect in EFFECTS:
        app.setEffectEnabled(effect, False)
    # A thread that works in the background hands over to the window after half a millisecond, not after five.
    sys.setswitchinterval(SWITCH_SECONDS)
    load_fonts()
    apply_theme(app, settings.theme, settings.text_size)
    if settings.language == "en":
        translator = QTranslator(app)
        if translator.load(str(TRANSLATIONS / "en.qm")):
            app.installTranslator(translator)
    return app


def tries_again(error: KioskError) -> bool:
    """Say why the counter is closed, and whether the person wants to try again."""
    from ui.counter.closed_door import ClosedDoor

    return ClosedDoor(error).exec() == ClosedDoor.DialogCode.Accepted


def run(
    data_dir: Path, city_url: str = "", *, quit_when_usable: bool = False, ready: Callable[[], None] | None = None
) -> int:
    """Open the counter's window and stay until it is closed.

    Where it cannot be opened a small window says why and offers to try again; a run that leaves by itself raises instead.
    """
    app = application(read_settings(data_dir))
    from ui.counter.window import CounterWindow

    while True:
        try:
            window = CounterWindow(data_dir, city_url)
        except KioskError as error:
            if quit_when_usable:
                raise
            if tries_again(error):
                continue
            return error.exit_code
        if quit_when_usable:
            window.usable.connect(window.leave_soon)
        window.show()
        if ready is not None:
            ready()
        code = app.exec()
        if not window.wants_repair:
            return code
        from kiosk.recovery import recover

        recover(data_dir, window.counter.clock)


def run_self_service(
    data_dir: Path, city_url: str = "", *, quit_when_usable: bool = False, windowed: bool = False
) -> int:
    """Open the citizens' window over the whole screen, until an administrator leaves it.

    `windowed` is for trying it on a desk. Raises Refused where nobody could leave it again (no PIN), or this is a clerk's device.
    """
    from ui.self_service.window import SelfServiceWindow

    app = application(read_settings(data_dir))
    window = SelfServiceWindow(data_dir, city_url)
    settings, identity = window.counter.settings, window.counter.identity
    problem = (
        "profile_not_self_service" if identity.profile != "self-service" else "" if settings.pin_hash else "pin_missing"
    )
    if problem and not quit_when_usable:
        window.lock.open()
        window.close()
        raise Refused(problem)
    if quit_when_usable:
        window.usable.connect(window.leave_soon)
    if windowed or quit_when_usable:
        window.resize(1080, 1920)
        window.show()
    else:
        window.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        window.showFullScreen()
    return app.exec()
