"""Vietnamese text as data: one spelling per word, words, and the unaccented second form.

Unicode has two spellings of most Vietnamese letters, people have two habits of placing the tone (hòa, hoà) and of
writing i (lý, lí); phones add capitals, emoji and invisible characters. `words` brings all of them to one form.
"""

import itertools
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"\d+(?:[.,/:]\d+)*|[^\W_]+")

_TONES = "\u0300\u0301\u0309\u0303\u0323"
"""Combining grave, acute, hook, tilde, dot below: huyền, sắc, hỏi, ngã, nặng."""

# "hòa" and "hoà" are one word; we keep the tone on the second vowel of a final oa, oe, uy.
_OLD_TONE_PLACE = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
# Before a last consonant u, o and their horned forms are only ever ươ: "phưòng", "đựoc" and "đuờng" lack a horn.
_HORNS_LOST = re.compile("(?:ưo|uơ)(?=[cimnptu])")
# "lý" and "lí", "kỹ" and "kĩ", "quý" and "quí" are one word each; we keep i.
_FINAL_Y = re.compile(r"^(qu|[hklmstv])([yỳýỷỹỵ])$")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


def _one_spelling(word: str) -> str:
    if len(word) > 2 and (ending := _OLD_TONE_PLACE.get(word[-2:])):
        word = word[:-2] + ending
    if match := _FINAL_Y.match(word):
        word = match[1] + match[2].translate(_Y_TO_I)
    if (mended := _HORNS_LOST.sub("ươ", bare := toneless(word))) != bare:
        word = unicodedata.normalize("NFC", mended.replace("ươ", "ươ" + tone(word)))
    return word


def clean(text: str) -> str:
    """The text in composed, lower-case letters without invisible characters; idempotent."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return unicodedata.normalize("NFC", composed.casefold())


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, each in its one spelling; emoji and punctuation are gone."""
    return list(itertools.chain.from_iterable(map(_words_between_spaces, text.split())))


@lru_cache(maxsize=65536)
def _words_between_spaces(written: str) -> tuple[str, ...]:
    # People's words come again, so that most are read once: that halves what reading takes.
    return tuple(map(_one_spelling, _WORD.findall(clean(written))))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The text as it is typed without accents: "Đường" becomes "duong"; keeps spaces and digits."""
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def toneless(word: str) -> str:
    """The word without its tone but with the marks that make other letters: "tuyển" becomes "tuyên"."""
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))


@lru_cache(maxsize=65536)
def tone(word: str) -> str:
    """The word's tone as its combining mark, or an empty string for a level tone."""
    return next((letter for letter in unicodedata.normalize("NFD", word) if letter in _TONES), "")


def has_marks(word: str) -> bool:
    """Whether the word carries any accent, hat or đ."""
    return fold(word) != word
