"""Whether a text that goes round is the ward's notice: its code, and its words compared with those on record."""

import html
import re

from broadcasts.notice import CODE_LENGTH, CODE_SIGNS
from broadcasts.spellings import unaccented
from broadcasts.texts import CODE_WORDS

_CODE = re.compile(rf"(?:{CODE_WORDS})[\s:#]*([{CODE_SIGNS}{CODE_SIGNS.lower()}]{{{CODE_LENGTH}}})\b")
_TAG = re.compile(r"<[^>]+>")
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


def says_the_same(message: str, own: str) -> bool:
    """Whether a message holds the words of a notice (HTML), whatever stands before and after, and whoever's name was
    filled in.
    """
    words = re.escape(_words(html.unescape(_TAG.sub("", own))))
    pattern = _VARIABLE.sub(f".{{0,{_LONGEST_VALUE}}}", words)
    return re.search(pattern, _words(message)) is not None


def _words(text: str) -> str:
    return " ".join(text.split())
