"""Typing Vietnamese: every syllable there can be, and every one of a word list, by Telex and VNI, tones early and late."""

import unicodedata
from itertools import product

import pytest
import wordfreq

from kiosk.domain.vietnamese_typing import TONES, Method, press, press_tone

INITIAL_WORDS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
# The rimes of the language; those before a stop (c ch p t) take only sắc and nặng.
RIME_WORDS = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt
êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng
oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh
ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt
ươu ưt ưu y yêm yên yêng yêt yêu
"""
INITIALS = ["", *INITIAL_WORDS.split()]
RIMES = RIME_WORDS.split()
TELEX = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"â": "a6", "ă": "a8", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
TELEX_TONES = dict(zip([*TONES.values(), ""], ["s", "f", "r", "x", "j", ""], strict=True))
VNI_TONES = dict(zip([*TONES.values(), ""], ["1", "2", "3", "4", "5", ""], strict=True))


def typed(keys: str, method: Method) -> str:
    text = ""
    for key in keys:
        text = press(text, key, method)
    return text


def apart(syllable: str) -> tuple[str, str]:
    """Letters without the tone, and the tone: where it stands is a matter of style."""
    parts = unicodedata.normalize("NFD", syllable)
    tone = next((c for c in parts if c in TONES.values()), "")
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES.values())), tone


def keys_of(syllable: str, method: Method, *, tone_last: bool) -> str:
    letters, tone = apart(syllable)
    marks, tones = (TELEX, TELEX_TONES) if method == "telex" else (VNI, VNI_TONES)
    keys = "".join(marks.get(c, c) for c in letters)
    if tone_last:
        return keys + tones[tone]
    # The tone right after the vowels, before a final consonant.
    final = len(letters)
    while final and letters[final - 1] in "cghmnpt":
        final -= 1
    return "".join(marks.get(c, c) for c in letters[:final]) + tones[tone] + letters[final:]


def possible() -> list[str]:
    found: list[str] = []
    for initial, rime in product(INITIALS, RIMES):
        if initial == "gi" and rime.startswith("i"):
            rime = rime[1:]
        if initial == "gi" and rime.startswith("y"):
            continue
        if initial == "qu" and rime.startswith(("u", "o", "ô", "ư")):
            continue
        tones = ["\u0301", "\u0323"] if rime.endswith(("c", "ch", "p", "t")) else ["", *TONES.values()]
        found += [initial + rime + f"|{tone}" for tone in tones if initial + rime]
    return found


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("tone_last", [True, False])
def test_every_syllable_there_can_be_is_typed(method: Method, tone_last: bool) -> None:
    syllables = possible()
    assert len(syllables) > 15_000
    wrong = []
    for syllable in syllables:
        letters, _, tone = syllable.partition("|")
        marks, tones = (TELEX, TELEX_TONES) if method == "telex" else (VNI, VNI_TONES)
        if method == "telex" and "oo" in letters:
            continue  # `oong`: a mark taken back, below
        keys = "".join(marks.get(c, c) for c in letters) + tones[tone]
        if not tone_last:
            continue_at = len(letters)
            while continue_at and letters[continue_at - 1] in "cghmnpt":
                continue_at -= 1
            keys = "".join(marks.get(c, c) for c in letters[:continue_at]) + tones[tone] + letters[continue_at:]
        if not any(c in "aăâeêioôơuưy" for c in letters):
            continue
        if apart(typed(keys, method)) != (letters, tone):
            wrong.append((letters, tone, keys, typed(keys, method)))
    assert not wrong, wrong[:20]


@pytest.mark.parametrize("method", ["telex", "vni"])
@pytest.mark.parametrize("tone_last", [True, False])
def test_every_syllable_of_a_word_list_is_typed(method: Method, tone_last: bool) -> None:
    """The words of `wordfreq` (subtitles, Wikipedia, web) that carry a mark or tone of the language."""
    words = {
        unicodedata.normalize("NFC", part)
        for entry in wordfreq.top_n_list("vi", 100_000)
        for part in entry.split()
        if part.isalpha() and part.islower()
    }
    known = {letters + tone for letters, _, tone in (s.partition("|") for s in possible())}
    syllables = sorted(w for w in words if not w.isascii() and "".join(apart(w)) in known)
    assert len(syllables) > 2_000
    wrong = [w for w in syllables if apart(typed(keys_of(w, method, tone_last=tone_last), method)) != apart(w)]
    assert not wrong, wrong[:20]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("Nguyeenx Thij Phuowngj", "Nguyễn Thị Phượng"),
        ("Traanf Vawn DDUWCS", "Trần Văn ĐỨC"),
        ("hoaf thuyr hoanf quys gif giaf", "hòa thủy hoàn quý gì già"),
        ("tuwowng tuowng tuongw nguwowif nguoiwf", "tương tương tương người người"),
        ("thuowr khuyur ngoeor", "thuở khuỷu ngoẻo"),
        ("dinhd tana hoocf", "đinh tân hồc"),
        ("boooong xooong", "booong xoong"),
        ("windows facebook", "windows facebook"),
        ("aaa ass dddd ooo", "aa as ddd oo"),
        ("tieengs Vieetj z", "tiếng Việt z"),
        ("tieengsz", "tiêng"),
        ("toanf Toanws", "toàn Toắn"),
        ("cuwar cuar cuawr", "cửa của cửa"),
        ("w wa uwowc", "ư ưa ươc"),
    ],
)
def test_words_come_out_as_clerks_type_them(keys: str, text: str) -> None:
    assert typed(keys, "telex") == text


def test_vni_leaves_numbers_alone() -> None:
    assert typed("Nguye64n 12 so61 5a Ha2 No6i5", "vni") == "Nguyễn 12 số 5a Hà Nội"


def test_the_tone_row_puts_and_takes_a_tone() -> None:
    assert press_tone("Nguyên", TONES["ngã"]) == "Nguyễn"
    assert press_tone("Nguyễn", TONES["ngã"]) == "Nguyên"
    assert press_tone("Lê Thị Hoa", TONES["huyền"]) == "Lê Thị Hòa"
    assert press_tone("", TONES["sắc"]) == ""
    assert press_tone("xyz1", TONES["sắc"]) == "xyz1"
