"""What the city's population database said, as an accepting screen uses it."""

from datetime import date

from kiosk.domain.dates import parse_partial_date
from kiosk.persons import PersonFacts
from kiosk.wire.models import Citizen


def facts_of(citizen: Citizen | None) -> PersonFacts | None:
    if citizen is None:
        return None
    return PersonFacts(
        personal_id=citizen.personal_id,
        name=citizen.name,
        birth=parse_partial_date(citizen.birth_date, today=date.max),
        sex=citizen.sex,
        ethnicity=citizen.ethnicity,
        nationality=citizen.nationality,
        address=citizen.address,
    )
