"""Asking which person of a form is meant, by number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from ui.widgets.basics import label


def ask_person(
    parent: QWidget, asked: str, people: Sequence[tuple[str, str]], likely: str, take: Callable[[str], None]
) -> None:
    """A menu of persons (prefix and title); the likeliest is chosen, so that Enter takes it. `take` gets the prefix."""
    menu = QMenu(parent)
    menu.setObjectName("whose")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question = QWidgetAction(menu)
    question.setDefaultWidget(label(asked, "cardTitle"))
    question.setEnabled(False)
    menu.addAction(question)
    for number, (prefix, title) in enumerate(people, start=1):
        action = menu.addAction(f"&{number}  {title}")
        action.triggered.connect(lambda _=False, p=prefix: take(p))
        if prefix == likely:
            menu.setActiveAction(action)
    menu.popup(parent.mapToGlobal(QPoint(parent.width() // 3, parent.height() // 4)))
    if (chosen := menu.activeAction()) is not None:
        menu.setActiveAction(chosen)
