"""Whether a text that goes round is the ward's notice: its code, and its words compared with those on record."""

import re

from broadcasts.notice import CODE_LENGTH, CODE_SIGNS
from broadcasts.relaying import plain, relayed, to_everybody
from broadcasts.spellings import unaccented
from broadcasts.texts import CODE_WORDS

_CODE = re.compile(rf"(?:{CODE_WORDS})[\s:#]*([{CODE_SIGNS}{CODE_SIGNS.lower()}]{{{CODE_LENGTH}}})\b")
_VARIABLE = re.compile(r"\\{\w{1,20}\\}")
_LONGEST_VALUE = 80
"""Characters a variable may have been filled with."""


def code_in(text: str) -> str | None:
    """The code a text names as the ward's notices do, or None."""
    # Letter by letter, so that what is found in the plain text stands at the same place in the other.
    match = _CODE.search(unaccented(text))
    return None if match is None else match[1].upper()


def a_code(text: str) -> str | None:
    """The code a person typed alone, or None if it can be none."""
    typed = re.sub(r"[\s.:#-]", "", text).upper()
    return typed if re.fullmatch(f"[{CODE_SIGNS}]{{{CODE_LENGTH}}}", typed) else None


def says_the_same(message: str, ward: str, own: str, code: str) -> bool:
    """Whether a message holds the words of a notice (HTML), as its readers got them or as leaders pass them on,
    whatever stands before and after, and whoever's name was filled in.
    """
    said = _words(message)
    forms = (plain(own, addresses=False), plain(own), plain(to_everybody(own)), relayed(ward, own, code))
    return any(re.search(_pattern(form), said) is not None for form in forms)


def _pattern(own: str) -> str:
    return _VARIABLE.sub(f".{{0,{_LONGEST_VALUE}}}", re.escape(_words(own)))


def _words(text: str) -> str:
    return " ".join(text.split())
