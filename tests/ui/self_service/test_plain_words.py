"""Every sentence of self-service can be read by who left school after the fifth class.

Vietnamese has no agreed formula that reads a sentence's difficulty from its letters; what school books of the fifth class keep to
can be counted: short sentences, and no words of the office.
"""

import ast
import re
from pathlib import Path

ROOM = Path(__file__).parent.parent.parent.parent / "ui" / "self_service"
LONGEST, USUAL = 26, 12
"""Syllables of a sentence at most, and on average."""
OFFICE_WORDS = (
    "thụ lý",
    "thẩm quyền",
    "hiện hành",
    "căn cứ",
    "ban hành",
    "hậu kiểm",
    "phê duyệt",
    "thủ tục hành chính",
    "định danh điện tử",
    "cơ sở dữ liệu",
    "truy cập",
    "xác thực",
    "hợp lệ",
    "khởi tạo",
    "đồng bộ",
)
_SENTENCE = re.compile(r"[.!?:;\n]+")


def sentences() -> list[str]:
    """What the windows of citizens say, sentence by sentence."""
    found: list[str] = []
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("tr", "translate")
            ):
                text = node.args[-1]
                assert isinstance(text, ast.Constant) and isinstance(text.value, str)
                found += [part.strip() for part in _SENTENCE.split(text.value) if part.strip()]
    return found


def test_sentences_are_short() -> None:
    lengths = {sentence: len(sentence.split()) for sentence in sentences()}
    assert len(lengths) > 100, "the strings were found"
    assert [sentence for sentence, length in lengths.items() if length > LONGEST] == []
    assert sum(lengths.values()) / len(lengths) <= USUAL


def test_no_words_of_the_office() -> None:
    assert [(word, s) for s in sentences() for word in OFFICE_WORDS if word in s.casefold()] == []
