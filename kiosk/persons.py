"""The persons a declaration form asks about, so that one scanned card can fill any of them."""

from dataclasses import dataclass

from kiosk.domain.dates import PartialDate, show_date
from kiosk.domain.forms import Form, Section
from kiosk.domain.id_card import IdCard
from kiosk.domain.text import person_name

APPLICANT = "applicant"
NEVER_THE_APPLICANT = {"child", "deceased", "ward"}
_SUFFIXES = ("name", "birth", "birth_date", "sex", "residence", "id_document", "ethnicity", "nationality")


@dataclass(frozen=True, slots=True)
class Person:
    """`prefix` heads the person's field keys, as `mother` does `mother_name`; `fields` maps a part to its key."""

    prefix: str
    title: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the population database says of a person. Texts are empty where it says nothing."""

    personal_id: str
    name: str
    birth: PartialDate
    sex: str
    ethnicity: str
    nationality: str
    address: str

    def values(self) -> dict[str, str]:
        """By part, as the fields show it."""
        birth = str(self.birth)
        return {
            "name": person_name(self.name),
            "birth": birth,
            "birth_date": birth,
            "sex": self.sex,
            "residence": self.address,
            "address": self.address,
            "ethnicity": self.ethnicity,
            "nationality": self.nationality,
        }


def persons_of(form: Form) -> list[Person]:
    """Every person a form has fields for, in its order. The requester is the applicant and is not listed."""
    found: list[Person] = []
    for section in form.sections:
        if not section.repeat:
            found += _persons_of_section(section)
    return found


def _persons_of_section(section: Section) -> list[Person]:
    persons: list[Person] = []
    for field in section.fields:
        if field.type == "person_name" and field.key.endswith("_name") and not field.prefill:
            prefix = field.key.removesuffix("_name")
            parts = {s: f"{prefix}_{s}" for s in _SUFFIXES if any(f.key == f"{prefix}_{s}" for f in section.fields)}
            persons.append(Person(prefix, section.title, parts))
    return persons


def card_values(card: IdCard) -> dict[str, str]:
    """What a card says, by part, as the fields show it."""
    birth = show_date(card.birth_date)
    return {
        "name": person_name(card.name),
        "birth": birth,
        "birth_date": birth,
        "sex": card.sex,
        "residence": card.address,
        "id_document": str(card.personal_id),
        "address": card.address,
        "personal_id": str(card.personal_id),
    }
