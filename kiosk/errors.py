"""The product's errors. Each carries a message key and its blanks; whoever shows it picks the language."""

from kiosk.domain.problem import Problem
from kiosk.messages import say


class KioskError(Exception):
    """Something a person can be told about. `exit_code` is what the command line ends with."""

    exit_code = 1

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def sentence(self, language: str = "vi") -> str:
        return say(self.key, language, **self.params)

    def __str__(self) -> str:
        return self.sentence("en")


class Refused(KioskError):
    """What was entered cannot be accepted as it is; nothing was changed."""


class FormRefused(Refused):
    """A dossier with problems that block it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.key, **first.params)
        self.problems = problems

    def sentence(self, language: str = "vi") -> str:
        return "\n".join(f"{p.field or 'hồ sơ'}: {say(p.key, language, **p.params)}" for p in self.problems)


class AttachmentRefused(Refused):
    """A scan that is empty, too large, damaged or no picture."""


class SignInRefused(Refused):
    """Wrong, locked or expired account."""


class StoreError(KioskError):
    """The data file cannot be used. It is never overwritten."""


class DiskError(StoreError):
    """The disk is full or cannot be written; the transaction was rolled back as a whole."""


class LogDamaged(KioskError):
    """The hash chain is broken or a projection differs from its events."""

    exit_code = 5


class LineError(KioskError):
    """The city cannot be reached now; what waits stays waiting."""

    exit_code = 3


class CityRefusal(KioskError):
    """The city answered, and will not deal with this device or request."""


class CatalogueBroken(KioskError):
    """A catalogue entry does not hold; the message names file and field."""


class PrintError(KioskError):
    """Paper could not be printed; the print job stays."""
