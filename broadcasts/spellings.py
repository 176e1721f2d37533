"""One spelling for the names of TDPs and for phone numbers, however people write them."""

import re
import unicodedata

from broadcasts import texts

LONGEST_TDP = 40
"""Characters of a TDP's name."""
# 031… is no mobile: it was a city's landline code until 2017, and old lists still carry it.
_PHONE = re.compile(r"(?:(?:\+|00)?840?|0)?((?:3[2-9]|[5789]\d)\d{7}|2\d{9})", re.ASCII)


def tdp_name(typed: str) -> str | None:
    """A TDP's one spelling: its number, or its name without the words for TDP; None if there is none."""
    name = texts.TDP_WORDS.sub("", tidy(typed).lstrip(" .,:;–-"), count=1).rstrip(" .,:;–-")
    if number := re.fullmatch(r"0*(\d+?)([.,]0+)?", name):
        name = number[1].removeprefix("0")
    return name if len(name) <= LONGEST_TDP and any(letter.isalnum() for letter in name) else None


def phone_number(typed: str) -> str | None:
    """A Vietnamese number as +84…, from any spelling of exactly one number; None if it is none."""
    text = unicodedata.normalize("NFKC", tidy(typed)).removeprefix("'")
    digits = re.sub(r"[\s.()\u2010-\u2015-]", "", re.sub(r"^(\d+)\.0$", r"\1", text))
    return f"+84{match[1]}" if (match := _PHONE.fullmatch(digits)) else None


def tidy(text: str) -> str:
    """Single spaces, composed letters, and none of the invisible signs that copying from a phone brings along."""
    visible = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def unaccented(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
