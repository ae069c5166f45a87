"""Reading a declaration form: prefilled, checked, nothing lost."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from kiosk.domain.clock import HANOI
from kiosk.domain.problem import Problem
from kiosk.entry import Entry
from kiosk.intake import Checked, Intake
from kiosk.messages import say
from kiosk.practice.cases import Case
from kiosk.practice.identity import practice_identity
from tests.builders import WEDNESDAY_MORNING, SetClock, cases, entry_of, the_catalogue

NOW = WEDNESDAY_MORNING


class NoStore:
    """Checking never writes."""

    def accept(self, *_: object) -> None:
        raise AssertionError("a check must not store anything")


def check(entry: Entry, now: datetime = NOW) -> Checked:
    identity = practice_identity("d", 2, now.date()).identity
    return Intake(the_catalogue(), identity, NoStore(), SetClock(now)).check(entry)  # type: ignore[arg-type]


def changed(case: Case, **form: object) -> Entry:
    entry = entry_of(case)
    return dataclasses.replace(entry, form={**entry.form, **form})


def found(checked: Checked, key: str) -> list[Problem]:
    return [p for p in checked.problems if p.key == key]


ALL = [
    "birth",
    "death",
    "marriage",
    "marital_status",
    "extract_copy",
    "certified_copy",
    "signature",
    "correction",
    "guardianship",
    "recognition",
]


@pytest.mark.parametrize("kind", ALL)
def test_every_practice_case_can_be_accepted(kind: str) -> None:
    checked = check(entry_of(getattr(cases(), kind)()))
    assert not checked.blocking, [say(p.key, **p.params) for p in checked.blocking]


def test_the_requester_is_prefilled_from_the_applicant() -> None:
    case = cases().birth()
    checked = check(entry_of(case))
    assert checked.form.values["requester_name"] == case.applicant.name
    assert checked.form.values["requester_id_document"] == case.applicant.personal_id
    assert checked.form.values["child_nationality"] == "Việt Nam"


def test_a_missing_required_field_blocks_and_is_named() -> None:
    problems = check(changed(cases().birth(), hometown="")).blocking
    assert [(p.key, p.field) for p in problems] == [("field_required", "hometown")]
    assert "Quê quán" in say(problems[0].key, **problems[0].params)


def test_what_the_form_does_not_know_is_kept_with_a_warning() -> None:
    checked = check(changed(cases().birth(), nickname="Tí"))
    assert not checked.blocking
    assert checked.form.wire["nickname"] == "Tí"
    assert found(checked, "field_unknown")


def test_structured_addresses_and_papers_become_the_printed_line() -> None:
    checked = check(changed(cases().birth(), hometown={"line": "Thôn Cự Đà", "unit": "Xã Đặng Xá"}))
    assert checked.form.values["hometown"] == "Thôn Cự Đà, Xã Đặng Xá"


@pytest.mark.parametrize("rows", [None, [{"document_name": "Bằng", "pages": 3, "copies": 2}]])
def test_a_repeated_section_is_given_flat_or_as_rows(rows: object) -> None:
    case = cases().certified_copy()
    form: dict[str, object] = (
        {"certified_documents": rows} if rows else {"document_name": "Bằng", "pages": 3, "copies": 2}
    )
    checked = check(dataclasses.replace(entry_of(case), form=form))
    assert not checked.blocking
    assert checked.bill.total_vnd == 10_000


def test_law_for_births() -> None:
    case = cases().birth()
    tomorrow = (NOW + timedelta(days=1)).date().isoformat()
    assert found(check(changed(case, child_birth_date=tomorrow)), "birth_after_submission")[0].blocks
    late = found(check(changed(case, child_birth_date="2026-09-25")), "birth_late")
    assert late and not late[0].blocks
    assert not found(check(changed(case, child_birth_date="2026-09-26")), "birth_late")
    assert not found(check(changed(case, child_name="Ưng Minh Khôi")), "surname_unlike_parents")[0].blocks
    assert not found(check(changed(case, child_ethnicity="Tày")), "ethnicity_unlike_parents")[0].blocks
    assert found(check(changed(case, mother_birth="2016")), "parent_too_young")
    assert not check(changed(case, father_name="", father_birth="", father_residence="")).blocking


def test_law_for_marriages() -> None:
    case = cases().marriage()
    assert found(check(changed(case, male_birth_date="2006-11-26")), "male_under_age")[0].blocks
    assert not found(check(changed(case, male_birth_date="2006-11-25")), "male_under_age")
    assert found(check(changed(case, female_birth_date="2008-11-26")), "female_under_age")[0].blocks
    assert not found(check(changed(case, female_birth_date="2008-11-25")), "female_under_age")
    assert not found(check(changed(case, male_marriage_count=2)), "remarriage_needs_paper")[0].blocks
    assert found(check(entry_of(case)), "both_present")


def test_law_for_deaths_guardians_adopters_and_purposes() -> None:
    death = cases().death()
    assert found(check(changed(death, death_time="2026-11-26 08:00")), "death_in_future")[0].blocks
    assert found(check(changed(death, death_time="1900-01-01 08:00")), "death_before_birth")[0].blocks
    assert not found(check(changed(death, death_time="2026-11-09 08:00")), "death_late")[0].blocks
    assert found(check(changed(cases().guardianship(), guardian_birth="2010")), "guardian_under_age")[0].blocks
    single = cases().marital_status()
    assert found(check(changed(single, purpose="Kết hôn")), "purpose_names_spouse")
    assert not found(
        check(changed(single, purpose="Kết hôn với ông Lê Văn An, tại UBND xã Đặng Xá")), "purpose_names_spouse"
    )


@pytest.mark.parametrize(
    ("applicant", "key", "blocks"),
    [
        ({"birth_date": "2027-01-01"}, "birth_in_future", True),
        ({"birth_date": "31/02/1994"}, "date_not_readable", True),
        ({"personal_id": "12345"}, "personal_id_malformed", True),
        ({"personal_id": ""}, "personal_id_required", True),
        ({"name": ""}, "applicant_name_required", True),
        ({"name": "Nguy?n"}, "name_not_readable", True),
        ({"phone": "12"}, "phone_not_readable", True),
        ({"email": "lan@"}, "email_not_readable", True),
        ({"sex": "Nam"}, "id_contradicts_sex", False),
        ({"birth_date": "1950-05-05"}, "id_contradicts_birth", False),
    ],
)
def test_bad_input_about_the_applicant(applicant: dict[str, str], key: str, blocks: bool) -> None:
    entry = entry_of(cases().birth())
    checked = check(dataclasses.replace(entry, applicant={**entry.applicant, **applicant}))
    problem = found(checked, key)[0]
    assert problem.blocks is blocks
    assert "{" not in say(problem.key, **problem.params)


def test_a_calendar_without_the_day_is_refused_in_words() -> None:
    with pytest.raises(Exception, match="work calendar"):
        check(entry_of(cases().correction()), datetime(2028, 12, 30, 9, 0, tzinfo=HANOI))
