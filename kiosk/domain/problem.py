"""What is wrong with something a person entered, and whether it stops them."""

import dataclasses
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` names the sentence in `kiosk.messages`; `field` is the form's key (or `applicant.name`), empty for the whole."""

    severity: Severity
    key: str
    field: str = ""
    params: dict[str, str] = dataclasses.field(default_factory=dict[str, str])

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK


def block(key: str, field: str = "", /, **params: str) -> Problem:
    return Problem(Severity.BLOCK, key, field, params)


def warn(key: str, field: str = "", /, **params: str) -> Problem:
    return Problem(Severity.WARN, key, field, params)
