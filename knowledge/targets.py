"""Targets asked for by their numbers: "chỉ tiêu 14", "ct số sáu là gì", "chỉ tiêu mười bốn"."""

from collections.abc import Sequence
from datetime import date

from knowledge.guards import Spoken

_TARGET_WORDS = ["chi", "tieu"]
_DIGITS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_SPOKEN_NUMBERS: dict[tuple[str, ...], int] = {
    **{(word,): digit for digit, word in enumerate(_DIGITS) if digit},
    ("muoi",): 10,
    **{("muoi", word): 10 + digit for digit, word in enumerate((*_DIGITS[:5], "lam", *_DIGITS[6:])) if digit},
    **{("hai", "muoi", word): 20 + digit for digit, word in enumerate(("", "mot", "hai", "ba")) if digit},
    ("hai", "muoi"): 20,
}
"""Numbers of targets as people say them, without accents."""
_AROUND_A_TARGET = {
    "chi", "tieu", "so", "thu", "la", "gi", "ve", "noi", "the", "nao", "nhu", "cua", "phuong", "nghi", "quyet", "nam",
    "cho", "hoi", "biet", "xem", "toi", "viec", "bao", "nhieu", "muc", "a", "dung", "dang", "uy", "ra", "sao",
    "nay", "cai",
}  # fmt: skip
"""Words that leave "chỉ tiêu 14" a question for the target alone; any other word makes it a question of its own."""


def target_number(spoken: Spoken, today: date) -> int | None:
    """The number of the target a text asks for by number ("chỉ tiêu 14", "ct số sáu là gì"), or None."""
    typed = [part for word in spoken.folded for part in (_TARGET_WORDS if word == "ct" else [word])]
    year = str(today.year)
    numbers = [index for index, word in enumerate(typed) if word.isdecimal() and word != year]
    if not numbers:
        return _spoken_target(typed)
    if len(numbers) != 1 or set(typed) - _AROUND_A_TARGET - {typed[numbers[0]], year}:
        return None
    before = [word for word in typed[: numbers[0]] if word not in ("so", "thu", "cai")]
    return int(typed[numbers[0]]) if before[-2:] == _TARGET_WORDS else None


def _spoken_target(typed: Sequence[str]) -> int | None:
    """The number in "chỉ tiêu số bốn" or "chỉ tiêu mười bốn"; a single word counts only after "số" or "thứ", as "năm"
    and "ba" mean other things, too.
    """
    for start in range(len(typed) - 2):
        if typed[start : start + 2] != _TARGET_WORDS:
            continue
        ordinal = typed[start + 2] in ("so", "thu")
        first = start + 3 if ordinal else start + 2
        for length in (3, 2, 1) if ordinal else (3, 2):
            spoken = tuple(typed[first : first + length])
            number = _SPOKEN_NUMBERS.get(spoken) if len(spoken) == length else None
            if number is not None and not {*typed[:start], *typed[first + length :]} - _AROUND_A_TARGET:
                return number
    return None
