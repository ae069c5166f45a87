"""The look: one set of tokens, two themes, one style sheet, Roboto."""

from dataclasses import dataclass
from pathlib import Path

import font_roboto
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

BASE_POINTS = 10.5
ICONS = Path(__file__).parent / "icons"


@dataclass(frozen=True, slots=True)
class Tokens:
    paper: str
    surface: str
    ink: str
    quiet: str
    line: str
    field_line: str
    primary: str
    primary_ink: str
    primary_soft: str
    success: str
    success_soft: str
    success_line: str
    warning: str
    warning_soft: str
    danger: str
    rail: str
    rail_active: str
    rail_ink: str
    rail_quiet: str


LIGHT = Tokens(
    paper="#F6F7F9",
    surface="#FFFFFF",
    ink="#1A2433",
    quiet="#5A6676",
    line="#D9DEE5",
    field_line="#C5CCD8",
    primary="#0B5CAD",
    primary_ink="#FFFFFF",
    primary_soft="#E6F0FA",
    success="#1E7B4D",
    success_soft="#F1F8F4",
    success_line="#B9DFC9",
    warning="#8A5200",
    warning_soft="#FFF4DE",
    danger="#B3261E",
    rail="#13273F",
    rail_active="#1E3B5F",
    rail_ink="#DCE4EE",
    rail_quiet="#93A5BC",
)
DARK = Tokens(
    paper="#10171F",
    surface="#18222D",
    ink="#E9EEF5",
    quiet="#A5B1C0",
    line="#2C3947",
    field_line="#41505F",
    primary="#8FC2F5",
    primary_ink="#0A2440",
    primary_soft="#1B3550",
    success="#7FD6A8",
    success_soft="#17312A",
    success_line="#2F5C48",
    warning="#F2C078",
    warning_soft="#3A2D14",
    danger="#FFB4AB",
    rail="#0B131C",
    rail_active="#1C3049",
    rail_ink="#DCE4EE",
    rail_quiet="#8FA0B5",
)


def load_fonts() -> None:
    folder = Path(font_roboto.__file__).parent / "files"
    for weight in ("Regular", "Medium", "Bold", "Italic"):
        QFontDatabase.addApplicationFont(str(folder / f"Roboto-{weight}.ttf"))


def apply_theme(app: QApplication, theme: str = "light", text_size: int = 100) -> Tokens:
    """Dress the application. `text_size` is in percent, 100 to 150."""
    tokens = DARK if theme == "dark" else LIGHT
    app.setStyle("Fusion")
    font = QFont("Roboto")
    font.setPointSizeF(BASE_POINTS * text_size / 100)
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)
    app.setPalette(palette_of(tokens))
    app.setStyleSheet(_style_sheet(tokens, text_size / 100))
    app.setProperty("tokens", tokens)
    app.setProperty("text_size", text_size)
    return tokens


def tokens() -> Tokens:
    app = QApplication.instance()
    found = app.property("tokens") if app else None
    return found if isinstance(found, Tokens) else LIGHT


LARGE_TEXT = 1.2
"""From this scale on screens put one thing under the other instead of side by side."""


def text_scale() -> float:
    """How much larger than usual the clerk wants text."""
    app = QApplication.instance()
    size = app.property("text_size") if app else None
    return (size if isinstance(size, int) else 100) / 100


def scaled(pixels: int, most: int = 10_000) -> int:
    """A width that must hold text, at the text size the clerk chose; never above `most`, where room is short."""
    return min(round(pixels * text_scale()), most)


def palette_of(t: Tokens) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, t.paper),
        (QPalette.ColorRole.Base, t.surface),
        (QPalette.ColorRole.AlternateBase, t.paper),
        (QPalette.ColorRole.WindowText, t.ink),
        (QPalette.ColorRole.Text, t.ink),
        (QPalette.ColorRole.ButtonText, t.ink),
        (QPalette.ColorRole.Button, t.surface),
        (QPalette.ColorRole.PlaceholderText, t.quiet),
        (QPalette.ColorRole.Highlight, t.primary),
        (QPalette.ColorRole.HighlightedText, t.primary_ink),
        (QPalette.ColorRole.ToolTipBase, t.surface),
        (QPalette.ColorRole.ToolTipText, t.ink),
        (QPalette.ColorRole.Link, t.primary),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def _style_sheet(t: Tokens, scale: float) -> str:
    def pt(points: float) -> str:
        return f"{points * scale:.1f}pt"

    def icon(name: str) -> str:
        return (ICONS / f"{name}_{'light' if t is LIGHT else 'dark'}.svg").as_posix()

    return f"""
    * {{ outline: 0; }}
    QWidget {{ color: {t.ink}; }}
    QMainWindow, #page, QScrollArea, QScrollArea > QWidget > #page {{ background: {t.paper}; border: 0; }}
    #card QScrollArea, #card QScrollArea > QWidget > QWidget#plain {{ background: {t.surface}; }}
    #topBar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
    #screenTitle {{ font-size: {pt(15)}; font-weight: 700; }}
    #band {{ background: {t.warning_soft}; border-bottom: 1px solid {t.line}; }}
    #band QLabel {{ color: {t.warning}; }}
    #damage {{ background: {t.surface}; border-bottom: 2px solid {t.danger}; }}
    #damage QLabel {{ color: {t.danger}; font-weight: 600; }}
    #news {{ background: {t.primary_soft}; border-bottom: 1px solid {t.line}; }}
    #news QLabel {{ color: {t.primary}; }}

    #rail {{ background: {t.rail}; }}
    #rail QLabel {{ color: {t.rail_quiet}; }}
    #rail #brand {{ color: #FFFFFF; font-size: {pt(13)}; font-weight: 700; }}
    #rail QPushButton QLabel {{ color: {t.rail_ink}; }}
    #rail QPushButton QLabel#key {{ color: {t.rail_quiet}; font-size: {pt(9)}; }}
    #rail QPushButton {{ color: {t.rail_ink}; background: transparent; border: 2px solid transparent; border-radius: 6px;
        padding: 9px 10px; text-align: left; }}
    #rail QPushButton:hover {{ background: {t.rail_active}; }}
    #rail QPushButton:checked {{ background: {t.rail_active}; color: #FFFFFF; font-weight: 500; }}
    #rail QPushButton:focus {{ border-color: #8FC2F5; }}

    #card {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 10px; }}
    #cardTitle {{ font-size: {pt(11)}; font-weight: 700; }}
    #quiet {{ color: {t.quiet}; font-size: {pt(9.5)}; }}
    #fieldLabel {{ color: {t.quiet}; font-size: {pt(9.5)}; }}
    #fieldError {{ color: {t.danger}; font-size: {pt(9.5)}; }}
    #fieldNote {{ color: {t.warning}; font-size: {pt(9.5)}; }}
    #chip {{ background: {t.success_soft}; color: {t.success}; border-radius: 10px; padding: 2px 10px; font-size: {pt(9)}; }}
    #chip[tone="info"] {{ background: {t.primary_soft}; color: {t.primary}; }}
    #chip[tone="warning"] {{ background: {t.warning_soft}; color: {t.warning}; }}
    #offer {{ background: {t.primary_soft}; border-radius: 6px; }}
    #offer[tone="warning"] {{ background: {t.warning_soft}; }}
    #offer[tone="warning"] QLabel {{ color: {t.warning}; }}
    #total {{ font-size: {pt(19)}; font-weight: 700; }}
    #strong {{ font-weight: 700; }}
    QLabel[tone="done"] {{ color: {t.quiet}; }}
    #danger {{ color: {t.danger}; }}
    #warning {{ color: {t.warning}; }}
    #success {{ color: {t.success}; }}
    #code {{ font-size: {pt(19)}; font-weight: 700; }}
    #verdict {{ font-size: {pt(15)}; font-weight: 700; }}
    #verdict[tone="good"] {{ color: {t.success}; }}
    #verdict[tone="bad"] {{ color: {t.danger}; }}
    #sheet {{ background: #FFFFFF; border: 1px solid {t.line}; }}
    #rule {{ background: {t.line}; max-height: 1px; min-height: 1px; }}

    QLineEdit, QComboBox, QPlainTextEdit {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.field_line};
        border-radius: 6px; padding: 6px 9px; selection-background-color: {t.primary}; selection-color: {t.primary_ink}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {t.primary}; padding: 5px 8px; }}
    QLineEdit[tone="scanned"], QComboBox[tone="scanned"] {{ background: {t.success_soft}; border-color: {t.success_line}; }}
    QLineEdit[tone="warning"], QComboBox[tone="warning"] {{ background: {t.warning_soft}; border: 2px solid {t.warning};
        padding: 5px 8px; }}
    QLineEdit[tone="error"], QComboBox[tone="error"], QPlainTextEdit[tone="error"] {{ border: 2px solid {t.danger};
        padding: 5px 8px; }}
    QLineEdit:disabled {{ color: {t.quiet}; background: {t.paper}; }}
    QSpinBox {{ background: {t.surface}; border: 1px solid {t.field_line}; border-radius: 6px; padding: 6px 9px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
    QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: 0; padding: 0; background: transparent; }}
    QSpinBox:focus {{ border: 2px solid {t.primary}; padding: 5px 8px; }}
    QComboBox::drop-down {{ border: 0; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{icon("chevron")}"); width: 12px; height: 12px; margin-right: 8px; }}
    QComboBox QAbstractItemView, QListView#completer {{ background: {t.surface}; border: 1px solid {t.line};
        selection-background-color: {t.primary_soft}; selection-color: {t.ink}; padding: 4px; }}

    QPushButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.field_line}; border-radius: 6px;
        padding: 7px 14px; }}
    QPushButton:hover {{ border-color: {t.quiet}; }}
    QPushButton:focus {{ border: 2px solid {t.primary}; padding: 6px 13px; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.paper}; border-color: {t.line}; }}
    QPushButton#primary {{ background: {t.primary}; color: {t.primary_ink}; border: 2px solid {t.primary}; font-weight: 700;
        font-size: {pt(11.5)}; padding: 11px 16px; }}
    QPushButton#primary:focus {{ border-color: {t.ink}; }}
    QPushButton#primary:disabled {{ background: {t.field_line}; border-color: {t.field_line}; color: {t.surface}; }}
    QPushButton#link {{ border: 2px solid transparent; background: transparent; color: {t.primary}; padding: 2px 4px;
        text-align: left; }}
    QPushButton#link:focus {{ border-color: {t.primary}; border-radius: 4px; }}
    QPushButton#todo {{ border: 2px solid transparent; background: transparent; color: {t.danger}; padding: 1px 2px;
        text-align: left; }}
    QPushButton#todo:focus {{ border-color: {t.danger}; border-radius: 4px; }}
    QPushButton#draft {{ background: {t.warning_soft}; border-color: {t.warning}; color: {t.ink}; text-align: left; }}
    QPushButton#chipButton {{ border-radius: 13px; padding: 4px 12px; }}
    QPushButton#chipButton:checked {{ background: {t.primary_soft}; border-color: {t.primary}; color: {t.primary}; }}

    QCheckBox {{ spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 4px; }}
    QCheckBox:focus {{ border-color: {t.primary}; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {t.quiet}; border-radius: 8px; background: {t.surface}; }}
    QCheckBox::indicator:checked {{ background: {t.success}; border-color: {t.success}; image: url("{icon("check")}"); }}

    QTableView {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 10px; gridline-color: transparent;
        selection-background-color: {t.primary_soft}; selection-color: {t.ink}; alternate-background-color: {t.surface}; }}
    QTableView:focus {{ border: 2px solid {t.primary}; }}
    QTableView::item {{ padding: 6px 8px; border-bottom: 1px solid {t.line}; }}
    QListWidget {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px; padding: 4px; }}
    QListWidget:focus {{ border: 2px solid {t.primary}; padding: 3px; }}
    QListWidget::item {{ padding: 8px; border-radius: 4px; color: {t.ink}; }}
    QListWidget::item:selected {{ background: {t.primary_soft}; color: {t.ink}; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.quiet}; border: 0; border-bottom: 1px solid {t.line};
        padding: 7px 8px; font-size: {pt(9.5)}; }}
    QProgressBar {{ background: {t.line}; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; }}
    QProgressBar::chunk {{ background: {t.primary}; border-radius: 4px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {t.field_line}; border-radius: 3px; min-height: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0; background: none; }}
    QScrollBar:horizontal {{ height: 0; }}
    QMenu {{ background: {t.surface}; border: 1px solid {t.line}; padding: 8px; }}
    QMenu QLabel {{ padding: 4px 10px 8px 10px; }}
    QMenu::item {{ padding: 9px 22px; border: 2px solid transparent; border-radius: 6px; color: {t.ink}; }}
    QMenu::item:selected {{ background: {t.primary_soft}; border-color: {t.primary}; color: {t.ink}; }}
    QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: 4px; }}
    QDialog {{ background: {t.surface}; }}
    """
