"""One wording for one meaning: abbreviations written out, synonyms brought to their first member, filler marked."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.loader import Language
from knowledge.vietnamese import fold, words


class Token(NamedTuple):
    """One word of a text; an optional one says nothing about the subject and may be left unmatched."""

    word: str
    optional: bool = False


class _Rule(NamedTuple):
    written: tuple[str, ...]
    replacement: tuple[str, ...] | None
    """None marks filler."""


class Wording:
    """Rewrites word lists by the language's tables, longest rule first; the same for content and for questions."""

    def __init__(self, language: Language) -> None:
        self._rules: dict[tuple[str, ...], list[_Rule]] = {}
        self._longest: dict[str, int] = {}
        """For each first word (unaccented), the length of its longest rule: most words begin none."""
        for written, meant in language.abbreviations.items():
            self._add(words(written), tuple(words(meant)))
        for first, *others in language.synonyms:
            for other in others:
                self._add(words(other), tuple(words(first)))
        for filler in language.filler:
            self._add(words(filler), None)

    @property
    def spellings(self) -> frozenset[str]:
        """Every word the tables mention, without accents."""
        return frozenset(word for written in self._rules for word in written)

    def _add(self, written: Iterable[str], replacement: tuple[str, ...] | None) -> None:
        rule = _Rule(tuple(written), replacement)
        self._rules.setdefault(tuple(fold(word) for word in rule.written), []).append(rule)
        first = fold(rule.written[0])
        self._longest[first] = max(self._longest.get(first, 0), len(rule.written))

    def tokens(self, text: list[str]) -> list[Token]:
        """The words as one wording; a rule fits words typed without accents unless it is a single short word."""
        return [Token(word, optional=optional) for word, optional in self._rewritten(text)]

    def telling(self, text: list[str]) -> list[str]:
        """The words as one wording, without filler; all of them if there is nothing else."""
        rewritten = list(self._rewritten(text))
        return [word for word, optional in rewritten if not optional] or [word for word, _ in rewritten]

    def _rewritten(self, text: list[str]) -> Iterator[tuple[str, bool]]:
        folded = [fold(word) for word in text]
        position = 0
        while position < len(text):
            longest = self._longest.get(folded[position], 0)
            rule = self._rule_at(text, folded, position, longest) if longest else None
            if rule is None:
                yield text[position], False
                position += 1
                continue
            end = position + len(rule.written)
            if rule.replacement is None:
                yield from ((word, True) for word in text[position:end])
            else:
                yield from ((word, False) for word in rule.replacement)
            position = end

    def _rule_at(self, text: list[str], folded: list[str], start: int, longest: int) -> _Rule | None:
        for length in range(min(longest, len(text) - start), 0, -1):
            for rule in self._rules.get(tuple(folded[start : start + length]), ()):
                if _says(text[start : start + length], rule):
                    return rule
        return None


def _says(typed: list[str], rule: _Rule) -> bool:
    """Whether the typed words are the rule's words, accents left out at most.

    One short word without its accents is too little evidence to replace it by another ("phi" may be phí or phi), but
    enough to make it optional.
    """
    if tuple(typed) == rule.written:
        return True
    if len(typed) == 1 and rule.replacement is not None:
        return False
    return all(word in (written, fold(written)) for word, written in zip(typed, rule.written, strict=True))
