"""Vietnamese text as people type it, search it and write it on paper."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_D = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """`text` as it is searched: lower case, no accents, đ as d, single spaces.

    SQLite's `unicode61 remove_diacritics 2` does not fold đ, so both the index and the query pass through here.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_D).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip()


def tidy(text: str) -> str:
    """One line of text in composed form (NFC) with single spaces, as it is stored."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def person_name(text: str) -> str:
    """A person's name cased as on a declaration form: `nguyễn thị LAN` → `Nguyễn Thị Lan`."""
    return " ".join(part[:1].upper() + part[1:].lower() for part in tidy(text).split(" "))


def matches_fragments(query: str, target: str) -> bool:
    """Whether every fragment of `query` starts a word of `target`, or `query` spells its initials.

    So `ks`, `khai s` and `dk khai sinh` all find “Đăng ký khai sinh”.
    """
    words = fold(target).replace(",", " ").replace("/", " ").split()
    wanted = fold(query).split()
    initials = "".join(w[0] for w in words)
    return all(any(w.startswith(part) for w in words) or (len(part) > 1 and part in initials) for part in wanted)


def dong(amount_vnd: int) -> str:
    """Money as it is written in Việt Nam: `8000` → `8.000 đ`."""
    return f"{amount_vnd:,}".replace(",", ".") + " đ"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def number_in_words(number: int) -> str:
    """A whole number from 0 to 9999 in words, as declaration forms want dates: `21` → `hai mươi mốt`."""
    if not 0 <= number <= 9999:
        raise ValueError(f"only 0–9999 is written in words, got {number}")
    if number < 10:
        return _DIGITS[number]
    words: list[str] = []
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, units = divmod(rest, 10)
    if thousands:
        words += [_DIGITS[thousands], "nghìn"]
    if hundreds or (thousands and rest):
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif units and (hundreds or thousands):
        words.append("lẻ")
    if units:
        if units == 5 and tens:
            words.append("lăm")
        elif units == 1 and tens > 1:
            words.append("mốt")
        else:
            words.append(_DIGITS[units])
    return " ".join(words)


_GROUPS = ("", "nghìn", "triệu", "tỷ")


def amount_in_words(amount: int) -> str:
    """An amount below a thousand billion in words, as receipts for money want it: `16000` → `Mười sáu nghìn`."""
    if not 0 <= amount < 10**12:
        raise ValueError(f"no amount of money: {amount}")
    if amount == 0:
        return "Không"
    groups: list[int] = []
    while amount:
        amount, rest = divmod(amount, 1000)
        groups.append(rest)
    words: list[str] = []
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        said = number_in_words(group)
        if words and group < 100:
            said = f"không trăm {'lẻ ' if group < 10 else ''}{said}"
        words += [said, _GROUPS[place]]
    text = " ".join(word for word in words if word)
    return text[:1].upper() + text[1:]
