"""What a message says: no name, no number but the dossier's; one message of 160 letters without diacritics where wanted."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.domain.clock import HANOI

Kind = Literal["accepted", "registered", "supplement", "done", "refused", "apologised"]
GSM_LETTERS, UCS2_LETTERS = 160, 70
GSM_PART, UCS2_PART = 153, 67
"""Letters of one message, and of each part of a longer one (3GPP TS 23.040)."""
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
_TEXTS: dict[Kind, str] = {
    "accepted": "Một Cửa {unit}: đã tiếp nhận hồ sơ {code}. Hẹn trả {due}. Xem: quét mã trên giấy hẹn.",
    "registered": "Một Cửa {unit}: đã đăng ký hồ sơ, số {code}. Mang giấy tờ gốc đến quầy để nộp.",
    "supplement": "Một Cửa {unit}: hồ sơ {code} cần bổ sung {count} giấy tờ. Mang giấy hẹn đến quầy để biết rõ.",
    "done": "Một Cửa {unit}: hồ sơ {code} đã có kết quả. Mang giấy hẹn và thẻ căn cước đến nhận.",
    "refused": "Một Cửa {unit}: hồ sơ {code} dừng giải quyết. Mang giấy hẹn đến nhận lại giấy tờ và lý do.",
    "apologised": "Một Cửa {unit} xin lỗi: hồ sơ {code} dời hẹn đến {due}.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What blanks are filled with."""

    unit: str
    code: str
    due: datetime | None = None
    count: int = 0


def body_of(kind: Kind, said: Said, *, diacritics: bool) -> str:
    """The message's text. Without diacritics a long unit's name is shortened so that one message is enough."""
    due = said.due.astimezone(HANOI).strftime("%H:%M %d/%m/%Y") if said.due is not None else ""

    def filled(unit: str) -> str:
        text = _TEXTS[kind].format(unit=unit, code=said.code, due=due, count=said.count)
        return text if diacritics else without_diacritics(text)

    text = filled(said.unit)
    if not diacritics and len(text) > GSM_LETTERS:
        text = filled(said.unit[: max(len(said.unit) - (len(text) - GSM_LETTERS), 3)].rstrip())
    return text


def without_diacritics(text: str) -> str:
    """`Đã tiếp nhận` → `Da tiep nhan`, capitals kept, every letter in GSM's own alphabet."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "".join(c if c in _GSM else {"–": "-", "“": '"', "”": '"'}.get(c, "?") for c in bare)


def letters_of(text: str) -> int | None:
    """Septets in GSM's alphabet; None when it needs UCS-2."""
    if not all(c in _GSM or c in _GSM_TWICE for c in text):
        return None
    return sum(2 if c in _GSM_TWICE else 1 for c in text)


def parts_of(text: str) -> int:
    """How many messages are paid for."""
    letters = letters_of(text)
    whole, part, length = (
        (GSM_LETTERS, GSM_PART, letters) if letters is not None else (UCS2_LETTERS, UCS2_PART, _utf16(text))
    )
    return 1 if length <= whole else -(-length // part)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-be")) // 2
