"""The agency code that heads a unit's dossier codes."""

PRACTICE_AGENCY = "000.19.35.H26"
"""The practice unit's agency code, as domain examples give it."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def provisional_agency(unit_code: str, province_agency: str) -> str:
    """An agency code for a unit whose assigned one (QCVN 102) is not in the data: unique in the province, right in form.

    Made of the unit's number in base 36, so two units never share one. An administrator replaces it at enrolment.
    """
    number = int(unit_code)
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        letters = _DIGITS[digit] + letters
    return f"000.{letters[:2]}.{letters[2:]}.{province_agency}"
