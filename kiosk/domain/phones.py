"""Vietnamese mobile numbers: those a message can be sent to."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}")


def mobile(phone: str) -> str:
    """`0912345678` of a Vietnamese mobile number in any spelling, else ''. Source: Thông tư 22/2014/TT-BTTTT."""
    digits = re.sub(r"\D", "", phone)
    if digits.startswith("84") and len(digits) == 11:
        digits = f"0{digits[2:]}"
    return digits if _MOBILE.fullmatch(digits) else ""


def masked(number: str) -> str:
    """`091****678`: enough for its owner to know it."""
    return f"{number[:3]}****{number[-3:]}" if len(number) >= 8 else ""
