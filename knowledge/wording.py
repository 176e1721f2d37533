"""One wording for one meaning: abbreviations written out, synonyms brought to their first member, filler marked."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from knowledge.loader import Language
from knowledge.vietnamese import fold, words


class Token(NamedTuple):
    """One word of a text; an optional one says nothing about the subject and may be left unmatched."""

    word: str
    optional: bool = False


_Rewritten: TypeAlias = tuple[list[str], list[bool]]
"""Words, and for each whether it tells anything of the subject."""


class Wording:
    """Rewrites word lists by the language's tables, longest rule first; the same for content and for questions."""

    def __init__(self, language: Language) -> None:
        """Holds each rule under every way its words may be typed, so that reading a text is looking up."""
        self._rules: dict[tuple[str, ...], _Rewritten] = {}
        """For what is typed, what it says; of two rules for the same the first counts."""
        self._lengths: dict[str, list[int]] = {}
        """For each first word, the lengths of its rules, longest first: most words begin none."""
        spelled = map(words, language.abbreviations)
        self._short_forms = frozenset(written[0] for written in spelled if len(written) == 1)
        for written, meant in language.abbreviations.items():
            self._replace(words(written), words(meant))
        for first, *others in language.synonyms:
            for other in others:
                self._replace(words(other), words(first))
        # Everybody asks about this place: naming it says nothing more.
        of_here = (f"{at} {name}" for at in language.at for name in language.here)
        for filler in (*language.filler, *of_here):
            for typed in _typed(words(filler)):
                self._add(typed, ([*typed], [False] * len(typed)))

    @property
    def short_forms(self) -> frozenset[str]:
        """The abbreviations of one word."""
        return self._short_forms

    @property
    def spellings(self) -> frozenset[str]:
        """Every word the tables mention, without accents."""
        return frozenset(fold(word) for typed in self._rules for word in typed)

    def _replace(self, written: list[str], meant: list[str]) -> None:
        # One short word without its accents is too little evidence to replace it by another ("phi" may be phí or phi),
        # but enough to make it optional.
        for typed in _typed(written) if len(written) > 1 else [tuple(written)]:
            self._add(typed, (meant, [True] * len(meant)))

    def _add(self, typed: tuple[str, ...], said: _Rewritten) -> None:
        self._rules.setdefault(typed, said)
        lengths = self._lengths.setdefault(typed[0], [])
        if len(typed) not in lengths:
            lengths.append(len(typed))
            lengths.sort(reverse=True)

    def tokens(self, text: list[str]) -> list[Token]:
        """The words as one wording; a rule fits words typed without accents unless it is a single short word."""
        return [Token(word, not tells) for word, tells in zip(*self._rewritten(text), strict=True)]

    def said(self, text: list[str]) -> tuple[list[str], list[str]]:
        """The words as one wording, and those of them that tell: without filler, or all if there is nothing else."""
        said, tell = self._rewritten(text)
        return said, list(itertools.compress(said, tell)) or said

    def _rewritten(self, text: list[str]) -> _Rewritten:
        # Plain lists, as tokens cost several times as much to make, and content has a million words.
        said: list[str] = []
        tell: list[bool] = []
        position = 0
        while position < len(text):
            for length in self._lengths.get(text[position], ()):
                rule = self._rules.get(tuple(text[position : position + length]))
                if rule is not None:
                    said += rule[0]
                    tell += rule[1]
                    position += length
                    break
            else:
                said.append(text[position])
                tell.append(True)
                position += 1
        return said, tell


def _typed(written: list[str]) -> Iterator[tuple[str, ...]]:
    """The ways words may be typed: each as it is written or without its accents."""
    return itertools.product(*(dict.fromkeys((word, fold(word))) for word in written))
