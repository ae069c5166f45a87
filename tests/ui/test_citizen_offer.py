"""What the population database knows is offered at the counter's window, and nothing is different without it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from city_service.population import practice_citizens
from kiosk.sync.ports import Line
from kiosk.wire.models import Citizen
from tests.city import City
from tests.ui.conftest import OpenWindow
from tests.ui.test_accepting import choose, value
from ui.demo.clerk import PlayedClerk
from ui.demo.hands import wait_until

GROWN = [c for c in practice_citizens() if len(c.birth_date) == 10 and c.birth_date < "2000"]
NUMBER = "applicant.personal_id"


def at_the_form(open_window: OpenWindow, city: City, query: str = "ks") -> PlayedClerk:
    clerk = open_window(city.url)
    clerk.await_line(Line.UP)
    choose(clerk, query)
    return clerk


def type_number(clerk: PlayedClerk, path: str, number: str) -> None:
    clerk.screen.work.go_to(path)
    clerk.hands.type(number)
    clerk.hands.tab()


def offered(clerk: PlayedClerk, person: Citizen) -> None:
    wait_until(lambda: person.name in clerk.screen.citizen.text, "the offer")


def take(clerk: PlayedClerk) -> None:
    clerk.hands.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)


def test_a_typed_number_brings_the_rest_with_one_key(open_window: OpenWindow, city: City) -> None:
    clerk, person = at_the_form(open_window, city), GROWN[0]
    type_number(clerk, NUMBER, person.personal_id)
    offered(clerk, person)
    assert value(clerk, "applicant.name") == "", "nothing is filled unasked"
    take(clerk)
    assert value(clerk, "applicant.name") == person.name
    assert value(clerk, "applicant.sex") == person.sex
    assert value(clerk, "applicant.address") == person.address
    assert value(clerk, "applicant.birth_date") == "/".join(reversed(person.birth_date.split("-")))
    assert clerk.screen.citizen.text == ""
    assert NUMBER not in clerk.screen.presenter.scanned and "applicant.name" not in clerk.screen.presenter.scanned
    focus = clerk.screen.form.focusWidget()
    assert focus is clerk.screen.form.fields["applicant.phone"].editor, "at what is still empty"


def test_the_persons_of_the_form_are_offered_too_and_by_touch(open_window: OpenWindow, city: City) -> None:
    clerk = at_the_form(open_window, city, "ket hon")
    woman = next(c for c in GROWN if c.sex == "Nữ")
    type_number(clerk, "female_id_document", woman.personal_id)
    offered(clerk, woman)
    button = clerk.screen.form.offer.findChild(QPushButton)
    button.click()
    assert value(clerk, "female_name") == woman.name
    assert value(clerk, "female_residence") == woman.address
    assert value(clerk, "applicant.name") == ""


def test_a_number_nobody_has_is_said_and_goes_when_it_is_corrected(open_window: OpenWindow, city: City) -> None:
    clerk, person = at_the_form(open_window, city), GROWN[1]
    type_number(clerk, NUMBER, "000190999999")
    wait_until(lambda: "xem lại số" in clerk.screen.citizen.text, "the word")
    take(clerk)
    assert value(clerk, "applicant.name") == ""
    clerk.screen.form.fields[NUMBER].editor.clear()
    assert clerk.screen.citizen.text == ""
    type_number(clerk, NUMBER, person.personal_id)
    offered(clerk, person)


def test_an_answer_for_another_number_is_nobodys(open_window: OpenWindow, city: City) -> None:
    clerk, first, second = at_the_form(open_window, city), GROWN[2], GROWN[3]
    type_number(clerk, NUMBER, first.personal_id)
    clerk.screen.form.fields[NUMBER].editor.clear()
    type_number(clerk, NUMBER, second.personal_id)
    offered(clerk, second)
    take(clerk)
    assert value(clerk, "applicant.name") == second.name


def test_a_scanned_card_and_a_counter_with_no_line_ask_nobody(open_window: OpenWindow, city: City) -> None:
    clerk, person = at_the_form(open_window, city, "ket hon"), GROWN[4]
    before = city.rows("SELECT count(*) AS n FROM office_audit WHERE act = 'citizen.looked_up'")
    born = "".join(reversed(person.birth_date.split("-")))
    clerk.hands.scan(f"{person.personal_id}||{person.name}|{born}|{person.sex}|{person.address}|15062021")
    wait_until(lambda: value(clerk, "applicant.name") == person.name, "the card")
    clerk.screen.work.go_to(NUMBER)
    clerk.hands.tab()
    clerk.screen.online = False
    type_number(clerk, "female_id_document", GROWN[5].personal_id)
    clerk.screen.online = True
    woman = next(c for c in GROWN[6:] if c.sex == "Nữ")
    clerk.screen.form.fields["female_id_document"].editor.clear()
    type_number(clerk, "female_id_document", woman.personal_id)
    offered(clerk, woman)
    after = city.rows("SELECT about FROM office_audit WHERE act = 'citizen.looked_up' ORDER BY id")
    assert [row["about"] for row in after[before[0]["n"] :]] == [woman.personal_id], "one question, the last"
