"""Typing Vietnamese on plain keys: Telex, VNI, and tone keys. One key at a time, on the text before the cursor.

Only the word being typed is looked at. Marks and tones may be struck at any later place in it. Striking a mark's key again takes
the mark back and leaves the key itself. A word that cannot be a Vietnamese syllable keeps its letters: `windows` stays so.
Tones stand where names are written: `hòa`, `thủy`, not `hoà`, `thuỷ`; with a final consonant on the second vowel: `hoàn`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

Method = Literal["telex", "vni", "plain"]
Tone = Literal["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
TONES: dict[str, Tone] = {"sắc": "\u0301", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323"}
"""Names of the tones and their combining marks."""

_TELEX_TONES: dict[str, Tone] = dict(zip("sfrxjz", [*TONES.values(), ""], strict=True))
_VNI_TONES: dict[str, Tone] = dict(zip("123450", [*TONES.values(), ""], strict=True))
_VNI_MARKS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_TELEX_MARKS = {
    "a": {"a": "â"},
    "e": {"e": "ê"},
    "o": {"o": "ô"},
    "w": {"a": "ă", "o": "ơ", "u": "ư"},
    "d": {"d": "đ"},
}
MARKED_LETTERS = "ăâđêôơư"
"""Letters no plain key has."""
_PLAIN = {"â": "a", "ă": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u", "đ": "d"}
_VOWELS = frozenset("aăâeêioôơuưy")
_INITIAL = re.compile(r"^(ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|kh|ph|th|tr|ch|qu(?=[aăâeêioôơy])|[bcdđghklmnpqrstvx])?")
_FINALS = frozenset(("", "c", "ch", "m", "n", "ng", "nh", "p", "t"))
_OTHERS = frozenset("fjwz")
_OPEN_WORDS = "ai ao au ay âu ây eo êu ia iu iêu oai oao oay oeo oi ôi ơi ua ui uây uôi uya uyu ưa ưi ươi ươu ưu yêu"
_CLOSING_WORDS = "a ă â e ê i iê o oa oă oe oo ô ơ u uâ uê uô uơ uy uyê ư ươ y yê"
_OPEN = frozenset(_OPEN_WORDS.split())
"""Vowels that end a syllable."""
_CLOSING = frozenset(_CLOSING_WORDS.split())
"""Vowels that a final consonant may follow."""


@dataclass(frozen=True, slots=True)
class _Word:
    """`letters` without the tone, lower case; `capital` says which were capitals."""

    letters: str
    tone: Tone
    capital: tuple[bool, ...]

    @classmethod
    def of(cls, text: str) -> "_Word":
        letters, tone = "", ""
        for part in unicodedata.normalize("NFD", text):
            if part in TONES.values():
                tone = part
            else:
                letters += part
        letters = unicodedata.normalize("NFC", letters)
        return cls(letters.lower(), tone, tuple(c.isupper() for c in letters))  # type: ignore[arg-type]

    def text(self) -> str:
        place = _tone_place(self.letters) if self.tone else -1
        out = ""
        for n, (letter, capital) in enumerate(zip(self.letters, self.capital, strict=True)):
            marked = unicodedata.normalize("NFC", letter + self.tone) if n == place else letter
            out += marked.upper() if capital else marked
        return out

    def mark(self, place: int, letter: str) -> "_Word":
        return replace(self, letters=self.letters[:place] + letter + self.letters[place + 1 :])

    def add(self, key: str) -> "_Word":
        return replace(self, letters=self.letters + key.lower(), capital=(*self.capital, key.isupper()))


def press(text: str, key: str, method: Method = "telex") -> str:
    """The text before the cursor after one more key. `key` is a single character."""
    head, word = _split(text)
    if method == "plain" or not word:
        if method == "telex" and key in "wW" and not word:
            return text + ("Ư" if key == "W" else "ư")
        return text + key
    changed = _struck(_Word.of(word), key, method)
    return head + changed.text() if changed is not None else text + key


def press_tone(text: str, tone: Tone) -> str:
    """A tone key of its own: puts the tone on the word before the cursor; the same again takes it off."""
    head, word = _split(text)
    parsed = _Word.of(word)
    if not word or not _can_be_syllable(parsed.letters):
        return text
    return head + replace(parsed, tone="" if parsed.tone == tone else tone).text()


def _split(text: str) -> tuple[str, str]:
    """What stands before the word at the end, and the word."""
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[:start], text[start:]


def _struck(word: _Word, key: str, method: Method) -> _Word | None:
    """The word after a key that may mark it; None where the key is a letter like any other."""
    low = key.lower()
    tones, marks = (_TELEX_TONES, _TELEX_MARKS) if method == "telex" else (_VNI_TONES, _VNI_MARKS)
    if low in tones and _can_be_syllable(word.letters):
        tone = tones[low]
        if tone == word.tone:
            # Struck again: the tone goes and the key stays. Without a tone there is nothing to take off.
            return replace(word, tone="").add(key)
        return replace(word, tone=tone)
    if low in marks:
        marked = _marked(word, low, marks[low])
        if marked is not None:
            return marked
        unmarked = _unmarked(word, low, marks[low])
        if unmarked is not None:
            return unmarked.add(key)
        if low == "w" and _can_be_syllable(word.letters + "ư"):
            return word.add("Ư" if key.isupper() else "ư")
    if not key.isalpha():
        return None
    return _grown(word, key)


def _grown(word: _Word, key: str) -> _Word:
    """One more letter. `uơ` before another letter is `ươ`, as in `tuơng`: struck once, meant twice."""
    grown = word.add(key)
    place = grown.letters.find("uơ")
    if place >= 0 and place + 2 < len(grown.letters) and grown.letters[max(place - 1, 0) : place] != "q":
        fuller = grown.mark(place, "ư")
        if _is_or_begins(fuller.letters):
            return fuller
    if word.letters.startswith("ư") and not _is_or_begins(grown.letters.replace("ưo", "ươ")):
        # A `w` struck first was taken for ư: a foreign word gets it back.
        return grown.mark(0, "w")
    return grown


def _marked(word: _Word, key: str, marks: dict[str, str]) -> _Word | None:
    """With the mark on the last letter that takes it, where a syllable comes of it."""
    letters = word.letters
    for place in range(len(letters) - 1, -1, -1):
        letter = letters[place]
        plain = _PLAIN.get(letter, letter)
        if plain not in marks or marks[plain] == letter:
            continue
        if plain == "u" and place and letters[place - 1] == "q":
            continue
        changed = word.mark(place, marks[plain])
        if key in "w7" and plain == "o" and place and _PLAIN.get(letters[place - 1], letters[place - 1]) == "u":
            both = changed.mark(place - 1, "ư")
            # `thuở`, `huơ` end so; with anything behind it is `ươ`.
            if place + 1 < len(letters) and _is_or_begins(both.letters):
                return both
        if key in "w7" and plain == "u" and letters[place + 1 : place + 2] == "o":
            continue
        if _is_or_begins(changed.letters):
            return changed
    return None


def _unmarked(word: _Word, key: str, marks: dict[str, str]) -> _Word | None:
    """Without the mark that this key put there."""
    for place in range(len(word.letters) - 1, -1, -1):
        plain = _PLAIN.get(word.letters[place])
        if plain is not None and marks.get(plain) == word.letters[place]:
            changed = word.mark(place, plain)
            if key in "w7" and plain == "o" and place and word.letters[place - 1] == "ư":
                changed = changed.mark(place - 1, "u")
            return changed
    return None


def _parts(letters: str) -> tuple[str, str, str] | None:
    """Initial, vowels, final; None where the letters are no such thing."""
    if any(c in _OTHERS or (not c.isalpha()) for c in letters):
        return None
    match = _INITIAL.match(letters)
    initial = match.group(0) if match else ""
    rest = letters[len(initial) :]
    end = 0
    while end < len(rest) and rest[end] in _VOWELS:
        end += 1
    return initial, rest[:end], rest[end:]


def _can_be_syllable(letters: str) -> bool:
    """Whether a tone makes sense on it."""
    parts = _parts(letters)
    if parts is None:
        return False
    _, vowels, final = parts
    return 1 <= len(vowels) <= 3 and final in _FINALS


def _is_or_begins(letters: str) -> bool:
    """Whether these very vowels stand together in the language, with that final; or only its beginning is there yet (`đ`)."""
    parts = _parts(letters)
    if parts is None:
        return False
    _, vowels, final = parts
    if not vowels:
        return not final
    return final in _FINALS and (vowels in _CLOSING or (vowels in _OPEN and not final))


def _tone_place(letters: str) -> int:
    """Which letter carries the tone."""
    parts = _parts(letters)
    if parts is None:
        return -1
    initial, vowels, final = parts
    if not vowels:
        return -1
    first = len(initial)
    marked = [n for n, vowel in enumerate(vowels) if vowel in _PLAIN]
    if marked:
        return first + marked[-1]
    if len(vowels) == 3:
        return first + 1
    if len(vowels) == 2 and final:
        return first + 1
    return first
