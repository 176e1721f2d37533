"""Numbers and letters in Vietnamese words, as they are taught in the north: linh, mốt, tư, lăm, nghìn.

Written here because no library does it right: num2words 0.5.14 leaves out "không trăm" (2026 becomes "hai nghìn lẻ hai
mươi sáu"), vn-numberwords 0.2.0 reads 95 as "chín mươi năm", vietnam-number 1.0.6 writes "lẽ" and says "tỷ" twice.
"""

import re

from broadcasts import loudspeaker_texts as words

_BILLION = 10**9
_ROMAN = {"I": 1, "V": 5, "X": 10}
_CANONICAL = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")
_LONGEST_READ_WHOLE = 3
"""Digits behind the point that are read as one number; longer ones are read one by one."""


def cardinal(number: int) -> str:
    """A whole number in words; exact for every size, with "tỷ tỷ" beyond a billion billions."""
    if number < 0:
        return f"{words.MINUS} {cardinal(-number)}"
    if number == 0:
        return words.DIGITS[0]
    return " ".join(_groups(number, whole=False))


def _groups(number: int, *, whole: bool) -> list[str]:
    """The words of a number above zero; `whole` if a larger part was said before it."""
    said: list[str] = []
    if number >= _BILLION:
        said += [*_groups(number // _BILLION, whole=whole), words.BILLION]
        number %= _BILLION
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            said += _below_thousand(group, whole=whole or bool(said))
            said += [words.THOUSANDS[power]] if power else []
    return said


def _below_thousand(number: int, *, whole: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    said = [words.DIGITS[hundreds], words.HUNDRED] if hundreds or whole else []
    if not rest:
        return said
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return [*said, *([words.AND] if said else []), words.DIGITS[ones]]
    if tens == 1:
        last = words.FIVE_AFTER_TEN if ones == 5 else words.DIGITS[ones]
        return [*said, words.TEN, *([last] if ones else [])]
    last = words.AFTER_TENS.get(ones, words.DIGITS[ones])
    return [*said, words.DIGITS[tens], words.TENS, *([last] if ones else [])]


def ordinal(number: int) -> str:
    """What follows "thứ": nhất, hai, ba, tư."""
    return words.ORDINALS.get(number) or cardinal(number)


def decimal(whole: str, part: str) -> str:
    """A number with a part behind the point; zeros at its beginning are said one by one."""
    rest = part.lstrip("0")
    zeros = [words.DIGITS[0]] * (len(part) - len(rest))
    tail = [cardinal(int(rest))] if 0 < len(rest) < _LONGEST_READ_WHOLE else [one_by_one(rest)] if rest else []
    return " ".join([cardinal(int(whole)), words.POINT, *zeros, *tail])


def one_by_one(digits: str) -> str:
    """Digits said one after the other, as of a phone number; other signs are left out."""
    return " ".join(words.DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def roman(text: str) -> int | None:
    """The value of a roman number up to 39; None if it is none."""
    if not text or not _CANONICAL.fullmatch(text):
        return None
    values = [_ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def spelled(text: str) -> list[str]:
    """The names of letters and digits, one after the other; other signs are left out."""
    named = (words.LETTERS.get(sign) or one_by_one(sign) for sign in text.upper())
    return [name for name in named if name]
