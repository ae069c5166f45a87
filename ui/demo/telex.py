"""How a text is struck in Telex."""

import unicodedata

from kiosk.domain.vietnamese_typing import TONES

_MARKS = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONE_KEYS = dict(zip(TONES.values(), "sfrxj", strict=True))


def telex_keys(text: str) -> str:
    """The keys, each word's tone at its end."""
    words = []
    for word in text.split(" "):
        tone, keys = "", ""
        for letter in word.lower():
            parts = unicodedata.normalize("NFD", letter)
            tone = next((_TONE_KEYS[p] for p in parts if p in _TONE_KEYS), tone)
            plain = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONE_KEYS))
            keys += _MARKS.get(plain, plain)
        end = len(keys)
        while end and not keys[end - 1].isalpha():
            end -= 1
        words.append(keys[:end] + tone + keys[end:])
    return " ".join(words)
