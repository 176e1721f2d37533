"""What must not be kept with a question: numbers, addresses and names that lead to a person."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.vietnamese import fold, has_marks

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_LONG_NUMBER = re.compile(r"(?<![\d.,])\+?\d(?:[ .-]?\d){8,14}(?!\d)")
"""Phone numbers have 9 to 12 digits, identity cards 9 or 12, insurance numbers 10; amounts are kept up to 8 digits."""
_HOUSE = re.compile(r"\b(?:số nhà|nhà số|so nha|nha so)\s+\d+\w*(?:/\d+\w*)*", re.IGNORECASE)


def scrub(text: str) -> str:
    """The text with e-mail addresses, user names, house numbers and numbers of nine digits and more blanked out."""
    for pattern in (_EMAIL, _HANDLE, _HOUSE, _LONG_NUMBER):
        text = pattern.sub("…", text)
    return text


_FAMILY_NAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lương mai trịnh trương đào cao "
    "quách lưu tống vương kiều khúc thái"
)
_CALLED = "ông bà anh chị cô chú bác cậu dì thím mợ thằng con cháu em vợ chồng mẹ bố cụ tên"
_MIDDLE_NAMES = "văn thị"
_ONESELF = (("toi", "la"), ("toi", "ten"), ("toi", "ten", "la"), ("em", "la"), ("em", "ten"), ("em", "ten", "la"))
_KNOWN_TO_ALL = ["ho", "chi", "minh"]


class _Words:
    """Words that stand in a text as they are written, or typed without any accent."""

    def __init__(self, written: str) -> None:
        self._written = frozenset(written.split())
        self._plain = frozenset(map(fold, self._written))

    def __contains__(self, typed: str) -> bool:
        word = typed.casefold()
        return word in (self._written if has_marks(word) else self._plain)


_family, _called, _middle = _Words(_FAMILY_NAMES), _Words(_CALLED), _Words(_MIDDLE_NAMES)


def names_somebody(text: str) -> bool:
    """Whether a text calls somebody else by their full name; whoever writes may give their own.

    Found where a word such as "ông" or "con" comes before a family name, and the name is written with capitals or has
    "văn" or "thị" in it. Names written otherwise are not found, so this must not be relied upon alone.
    """
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    folded = [fold(word) for word in typed]
    shouted = text.isupper()
    return any(
        (typed[at - 1] in _called or folded[max(at - 2, 0) : at] == ["ten", "la"])
        and not _is_oneself(folded[:at])
        and folded[at : at + 3] != _KNOWN_TO_ALL
        and (typed[at + 1] in _middle or (not shouted and typed[at][0].isupper() and typed[at + 1][0].isupper()))
        for at in range(1, len(typed) - 1)
        if typed[at] in _family
    )


def _is_oneself(before: Sequence[str]) -> bool:
    """Whether the words before a name say that it is the writer's: "tôi là (bà)", but not "con tôi tên là"."""
    for said in (before, before[:-1]):
        for phrase in _ONESELF:
            start = len(said) - len(phrase)
            if start >= 0 and tuple(said[start:]) == phrase:
                return start == 0 or said[start - 1] not in _called
    return False
