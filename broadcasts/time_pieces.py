"""A text in the one form in which words for times are looked for, and the pieces found in it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from broadcasts import time_texts as words
from broadcasts.spellings import tidy, unaccented

Piece = Mapping[str, str]
"""What one pattern caught, by the names of its groups; groups that caught nothing are left out."""


_fold = lru_cache(maxsize=1024)(unaccented)
_COUNTED = {*words.COUNTED, *map(_fold, words.COUNTED)}
_NUMBERED = {*words.NUMBERED, *map(_fold, words.NUMBERED)}
_YEARLY = {*words.YEARLY, *map(_fold, words.YEARLY)}
_PLAIN_NUMBERS = {_fold(spelt): number for spelt, number in words.NUMBERS.items()}


def _number(word: str, *, marked: bool) -> int | None:
    """The number a word spells; in a text with accents only with its own."""
    return (words.NUMBERS if marked else _PLAIN_NUMBERS).get(word)


def _digits(tokens: list[str], *, marked: bool) -> list[str]:
    """Numbers in words as digits, where a word beside them shows that they are numbers."""
    read: list[str] = []
    while tokens:
        number, length = _leading_number(tokens, read[-1] if read else "", marked=marked)
        read.append(number or tokens[0])
        tokens = tokens[length:]
    return read


def _leading_number(tokens: list[str], before: str, *, marked: bool) -> tuple[str, int]:
    """The number these words begin with and how many words it is; an empty string and 1 if they begin with none."""
    if before not in _YEARLY:
        for length in (3, 2, 1):
            number = _number(" ".join(tokens[:length]), marked=marked)
            behind = tokens[length] if length < len(tokens) else ""
            certain = before in words.CERTAIN_BEFORE or behind in words.CERTAIN_BEHIND
            unclear = not marked and tokens[0] in words.UNCLEAR
            if number and (certain or (not unclear and (before in _NUMBERED or behind in _COUNTED))):
                return str(number), min(length, len(tokens))
    return "", 1


def _tokens(text: str) -> list[str]:
    lower = tidy(unicodedata.normalize("NFKC", text)).casefold()
    pattern, written = words.DAY_AFTER_TOMORROW
    lower = pattern.sub(written, lower)
    lower = re.sub("[\u2010-\u2015]", "-", lower)
    lower = re.sub(r"(?<![\d.-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d.-])", r"\3/\2/\1", lower)
    lower = re.sub(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])", r"\1/\2/\3", lower)
    lower = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", lower)
    lower = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", lower)
    lower = re.sub(r"(?<!\d)-|-(?!\d)", " - ", lower)
    lower = re.sub(r"(?<!\d)[:.]|[:.](?!\d)|[,;!?()\u2026]", " , ", lower)
    return lower.split()


def spellings(text: str) -> list[str]:
    """The forms a text may have as patterns read it: lower-case, numbers as digits, without accents but where they
    decide. There is more than one if a word typed without accents is two.
    """
    tokens = _tokens(text)
    marked = any(_fold(token) != token for token in tokens)
    found = [_digits(tokens, marked=marked)]
    for one, other in words.TWO_WORDS:
        # Whoever typed accents would have typed them here; but "toi" is none of our words with them.
        if not marked or len(one) == 1:
            found += [changed for read in found if (changed := _changed(read, one, other)) != read]
    return [" ".join(token if token in words.KEPT else _fold(token) for token in read) for read in found]


def _changed(tokens: list[str], one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    changed: list[str] = []
    for token in tokens:
        changed.append(token)
        if tuple(changed[-len(one) :]) == one:
            changed[-len(one) :] = other
    return changed


def plain(text: str) -> str:
    """The first of the forms a text may have."""
    return spellings(text)[0]


def scan(text: str, names: Iterable[str] = tuple(words.PIECES)) -> tuple[dict[str, list[Piece]], str]:
    """The pieces found in a plain text by name, and what is left of it; "|" stands where a piece was."""
    found: dict[str, list[Piece]] = {}
    for name in names:
        for match in words.PIECES[name].finditer(text):
            caught = {group: value for group, value in match.groupdict().items() if value is not None}
            found.setdefault(name, []).append(caught)
        text = words.PIECES[name].sub("|", text)
    return found, text


def leftover(text: str) -> list[str]:
    """The words that belong to no piece and say something."""
    return [word for word in text.split() if word not in words.FILLER]


def means_now(text: str) -> bool:
    """Whether the text says "now" and nothing else."""
    tokens = _tokens(text)
    said = [word for word in map(_fold, tokens) if word == words.AT_ONCE or word not in words.FILLER]
    return not words.NOT_NOW & set(tokens) and words.NOW.fullmatch(" ".join(said)) is not None
