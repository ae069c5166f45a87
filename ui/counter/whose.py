"""Which person of a form is meant, asked by number: whose card it is, or which of them the applicant is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from kiosk.accepting import Accepting
from kiosk.domain.id_card import IdCard
from kiosk.persons import APPLICANT, NEVER_THE_APPLICANT
from ui.widgets.basics import label

Take = Callable[[str], None]
"""Gets the person's prefix."""


class Whose(QObject):
    """Asks on a screen about whatever `presenter` is when it asks."""

    def __init__(self, screen: QWidget, presenter: Callable[[], Accepting]) -> None:
        super().__init__(screen)
        self._screen = screen
        self._presenter = presenter

    def is_the_card(self, card: IdCard, take: Take) -> None:
        """The likeliest is chosen; Enter takes it."""
        presenter = self._presenter()
        people = [*((p.prefix, p.title) for p in presenter.persons), (APPLICANT, self.tr("Người yêu cầu"))]
        question = self.tr("Thẻ của {name} là của ai?").format(name=card.name.title())
        self._ask(question, people, presenter.likely_person(card), take)

    def the_applicant_is(self, take: Take) -> None:
        """Not asked where it can only be one."""
        people = [(p.prefix, p.title) for p in self._presenter().persons if p.prefix not in NEVER_THE_APPLICANT]
        if len(people) == 1:
            take(people[0][0])
        elif people:
            self._ask(self.tr("Người yêu cầu là ai trong tờ khai?"), people, people[0][0], take)

    def _ask(self, asked: str, people: Sequence[tuple[str, str]], likely: str, take: Take) -> None:
        asked_of = self._presenter()

        def taken(prefix: str) -> None:
            # Meanwhile the clerk may have gone on to another dossier or procedure: then the answer is to nobody's question.
            if self._presenter() is asked_of and prefix in (APPLICANT, *(p.prefix for p in asked_of.persons)):
                take(prefix)

        menu = QMenu(self._screen)
        menu.setObjectName("whose")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question = QWidgetAction(menu)
        question.setDefaultWidget(label(asked, "cardTitle"))
        question.setEnabled(False)
        menu.addAction(question)
        for number, (prefix, title) in enumerate(people, start=1):
            action = menu.addAction(f"&{number}  {title}")
            action.triggered.connect(lambda _=False, p=prefix: taken(p))
            if prefix == likely:
                menu.setActiveAction(action)
        menu.popup(self._screen.mapToGlobal(QPoint(self._screen.width() // 3, self._screen.height() // 4)))
        if (chosen := menu.activeAction()) is not None:
            menu.setActiveAction(chosen)
