"""What must not be kept with a question: numbers and addresses that lead to a person."""

import re

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
