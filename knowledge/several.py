"""Two questions in one message: where one may end and the next begin."""

import re

from knowledge.vietnamese import fold, words

_ENDS = re.compile(r"[?;\n]+|(?<=[^\W\d])[.!]\s")
"""Ends of a sentence; a dot in a number or an abbreviation is none."""
_JOINTS = frozenset({"va", "voi", "con", "roi"})
"""Words (unaccented) that may join two questions, or two halves of one."""
_AND = frozenset({"va", "voi"})
"""Words (unaccented) that may join two things."""
_LEAST_WORDS = 2
"""Fewer words are an interjection."""
MOST_QUESTIONS = 3


def sentences(text: str) -> list[str]:
    """The message's sentences, if it has more than one that may be a question."""
    return _worth_asking(_ENDS.split(text))


def joined(text: str) -> list[str]:
    """The message in two, at the joint nearest its middle, if it has one."""
    return _worth_asking(_halves(text, _JOINTS))


def things(text: str) -> list[str]:
    """The message in two, at the "and" nearest its middle; a thing may be one word."""
    halves = _halves(text, _AND)
    return halves if all(halves) else []


def _halves(text: str, joints: frozenset[str]) -> list[str]:
    said = words(text)
    found = [at for at, word in enumerate(said) if fold(word) in joints]
    if not found:
        return []
    middle = min(found, key=lambda at: abs(2 * at - len(said)))
    return [" ".join(said[:middle]), " ".join(said[middle + 1 :])]


def _worth_asking(parts: list[str]) -> list[str]:
    kept = [part.strip() for part in parts if len(words(part)) >= _LEAST_WORDS]
    return kept[:MOST_QUESTIONS] if len(kept) > 1 else []
