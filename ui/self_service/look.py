"""How self-service looks: the same tokens, larger; one style sheet for every text size and contrast."""

from dataclasses import replace

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import LIGHT, Tokens, palette_of

BASE_PIXELS = 26
"""Text at 100 %: 16 pt and more on every screen (UI.md)."""
TARGET = 80
"""Height of whatever is touched at 100 %, in pixels; never below 64."""
GAP = 16
SIZES = (100, 125, 150, 200)
HIGH_CONTRAST = replace(
    LIGHT,
    paper="#FFFFFF",
    ink="#000000",
    quiet="#1A1A1A",
    line="#000000",
    field_line="#000000",
    primary="#003C7D",
    primary_soft="#FFFFFF",
    success="#004D26",
    warning="#4D2E00",
    warning_soft="#FFFFFF",
    danger="#8B0000",
    rail="#000000",
    rail_ink="#FFFFFF",
)


def tokens_of(*, high_contrast: bool) -> Tokens:
    return HIGH_CONTRAST if high_contrast else LIGHT


def dress(app: QApplication, text_size: int, *, high_contrast: bool) -> None:
    """Dress the whole application. `text_size` in percent, 100 to 200."""
    look = tokens_of(high_contrast=high_contrast)
    app.setStyle("Fusion")
    font = QFont("Roboto")
    font.setPixelSize(round(BASE_PIXELS * text_size / 100))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)
    palette: QPalette = palette_of(look)
    app.setPalette(palette)
    app.setStyleSheet(_style_sheet(look, text_size / 100, 3 if high_contrast else 2))
    app.setProperty("tokens", look)
    app.setProperty("text_size", text_size)


def _style_sheet(t: Tokens, scale: float, line: int) -> str:
    def px(pixels: float) -> str:
        return f"{round(pixels * scale)}px"

    # Headings grow less than text: at 200 % a page must still hold its question.
    heading, small = f"{round(44 * (1 + (scale - 1) * 0.45))}px", px(23)
    return f"""
    * {{ outline: 0; }}
    QWidget {{ color: {t.ink}; }}
    #kioskPage, #kioskPage QScrollArea, #kioskPage QScrollArea > QWidget > QWidget#body {{ background: {t.paper}; border: 0; }}
    #kioskHead {{ background: {t.rail}; }}
    #kioskHead QLabel, #kioskHead QPushButton {{ color: {t.rail_ink}; font-size: {round(23 * min(scale, 1.25))}px; }}
    #kioskHead #brand {{ color: #FFFFFF; font-weight: 700; }}
    #kioskHead QPushButton {{ background: transparent; border: {line}px solid transparent; border-radius: 10px;
        padding: 0 12px; min-height: 64px; }}
    #kioskHead QPushButton:pressed {{ background: {t.rail_active}; }}
    #kioskHead QPushButton:focus {{ border-color: {t.rail_ink}; }}
    #kioskFoot QPushButton {{ font-size: {round(BASE_PIXELS * min(scale, 1.5))}px; padding: 8px 18px; }}
    #band {{ background: {t.warning_soft}; border-bottom: {line}px solid {t.line}; }}
    #band QLabel {{ color: {t.warning}; font-size: {small}; }}
    #practice {{ background: {t.primary}; }}
    #practice QLabel {{ color: {t.primary_ink}; font-size: {small}; font-weight: 700; }}
    #step {{ background: {t.primary_soft}; color: {t.primary}; border-radius: 16px; padding: 8px 22px; font-size: {small};
        border: 1px solid {t.primary_soft}; }}
    #question {{ font-size: {heading}; font-weight: 700; }}
    #hint, #quiet {{ color: {t.quiet}; font-size: {small}; }}
    #strong {{ font-weight: 700; }}
    #huge {{ font-size: {f"{round(96 * (1 + (scale - 1) * 0.4))}px"}; font-weight: 700; color: {t.primary}; }}
    #error {{ color: {t.danger}; font-weight: 700; }}
    #errorBox {{ border: {line + 1}px solid {t.danger}; border-radius: 12px; background: {t.surface}; }}
    #errorBox QLabel {{ color: {t.danger}; font-weight: 700; }}
    #panel {{ background: {t.surface}; border: {line}px solid {t.line}; border-radius: 14px; }}
    #sheet {{ background: #FFFFFF; border: {line}px solid {t.line}; border-radius: 10px; }}
    QPushButton {{ background: {t.surface}; color: {t.ink}; border: {line}px solid {t.field_line}; border-radius: 14px;
        padding: 8px 26px; min-height: 64px; }}
    QPushButton:pressed {{ background: {t.primary_soft}; border-color: {t.primary}; }}
    QPushButton:focus {{ border: {line + 1}px solid {t.primary}; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.paper}; border-color: {t.line}; }}
    QPushButton:checked {{ background: {t.primary_soft}; border: {line + 1}px solid {t.primary}; color: {t.primary};
        font-weight: 700; }}
    QPushButton#primary {{ background: {t.primary}; color: {t.primary_ink}; border-color: {t.primary}; font-weight: 700; }}
    QPushButton#primary:pressed {{ background: {t.rail}; }}
    QPushButton#primary:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.quiet}; }}
    QPushButton#choice {{ text-align: left; padding: 16px 30px; }}
    QPushButton#choice QLabel#title {{ font-weight: 700; font-size: {px(30)}; }}
    QPushButton#choice QLabel#note {{ color: {t.quiet}; font-size: {small}; }}
    QPushButton#choice QLabel#arrow {{ color: {t.primary}; font-size: {px(36)}; }}
    QPushButton#link {{ border-color: transparent; background: transparent; color: {t.primary}; padding: 0 12px; }}
    QPushButton#key {{ padding: 0; border-radius: 10px; min-height: 64px; font-size: {f"{round(28 * min(scale, 1.4))}px"}; }}
    QPushButton#key[tone="mark"] {{ background: {t.primary_soft}; color: {t.primary}; }}
    QPushButton#key[tone="act"] {{ background: {t.paper}; font-size: {f"{round(22 * min(scale, 1.3))}px"}; }}
    QPushButton#key:pressed {{ background: {t.primary}; color: {t.primary_ink}; }}
    QLineEdit {{ background: {t.surface}; color: {t.ink}; border: {line + 1}px solid {t.field_line}; border-radius: 12px;
        padding: 10px 18px; min-height: 56px; font-size: {px(30)}; }}
    QLineEdit:focus {{ border-color: {t.primary}; }}
    QLineEdit[tone="error"] {{ border-color: {t.danger}; }}
    QScrollBar:vertical {{ background: transparent; width: 18px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {t.field_line}; border-radius: 7px; min-height: 64px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0; background: none; }}
    QScrollBar:horizontal {{ height: 0; }}
    #overlay {{ background: rgba(10, 20, 32, 170); }}
    #overlay #panel {{ background: {t.surface}; }}
    """
