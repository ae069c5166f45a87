"""Every sentence the core says to a person, in Vietnamese and English. Each says what is wrong and what to do."""

from typing import Final

from kiosk.messages.counter import COUNTER
from kiosk.messages.doctor import DOCTOR
from kiosk.messages.forms import FORMS
from kiosk.messages.line_and_paper import LINE_AND_PAPER
from kiosk.messages.self_service import SELF_SERVICE
from kiosk.messages.what_happened import WHAT_HAPPENED

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    **WHAT_HAPPENED,
    **FORMS,
    **COUNTER,
    **LINE_AND_PAPER,
    **DOCTOR,
    **SELF_SERVICE,
}


def is_known(key: str) -> bool:
    """Whether there is a sentence for `key`."""
    return key in MESSAGES


def say(key: str, language: str = "vi", **params: str) -> str:
    """The sentence for `key` with its blanks filled. Raises KeyError for a key that has no sentence."""
    vietnamese, english = MESSAGES[key]
    return (english if language == "en" else vietnamese).format(**params)
