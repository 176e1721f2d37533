"""One wording for one meaning: abbreviations written out, synonyms brought to their first member, filler marked."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.corpus import Corpus, Flags, Integers, places
from knowledge.language import Language
from knowledge.vietnamese import fold, words


class Token(NamedTuple):
    """One word of a text; an optional one says nothing about the subject and may be left unmatched."""

    word: str
    optional: bool = False


class Abbreviations:
    """Short forms of one word ("ko", "tdp") and what they stand for; immutable once built."""

    def __init__(self, language: Language) -> None:
        """Those of a language; short forms of several words ("đ/c") are rules of wording."""
        self._meant = {
            spelled[0]: words(meant)
            for written, meant in language.abbreviations.items()
            if len(spelled := words(written)) == 1
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._meant)

    def written_out(self, said: Iterable[str]) -> list[str]:
        """The words, short forms written out: what stands beside "ko" is judged as beside "không"."""
        return list(itertools.chain.from_iterable(self._meant.get(word, (word,)) for word in said))


class _Said(NamedTuple):
    """What is said by what was typed."""

    words: Sequence[str]
    tells: bool
    """Whether that tells anything of the subject."""


class Wording:
    """Rewrites word lists by the language's tables, longest rule first; the same for content and for questions."""

    def __init__(self, language: Language) -> None:
        """Holds each rule under every way its words may be typed, so that reading a text is looking up."""
        self._rules: dict[tuple[str, ...], _Said] = {}
        """For what is typed, what it says; of two rules for the same the first counts."""
        self._lengths: dict[str, list[int]] = {}
        """For each first word, the lengths of its rules, longest first: most words begin none."""
        self._abbreviations = Abbreviations(language)
        for written, meant in language.abbreviations.items():
            if len(typed := words(written)) > 1:
                self._replace(typed, words(meant))
        for first, *others in language.synonyms:
            for other in others:
                self._replace(words(other), words(first))
        # Everybody asks about this place: naming it says nothing more.
        of_here = (f"{at} {name}" for at in language.at for name in language.here)
        for filler in (*language.filler, *of_here):
            for said in _typed(words(filler)):
                self._add(said, _Said(said, tells=False))

    def words(self, text: str) -> list[str]:
        """The words of a text, abbreviations written out."""
        return self.written_out(words(text))

    def written_out(self, said: Iterable[str]) -> list[str]:
        """The words, abbreviations of one word written out."""
        return self._abbreviations.written_out(said)

    @property
    def spellings(self) -> frozenset[str]:
        """Every word the tables mention, without accents."""
        return frozenset(fold(word) for typed in self._rules for word in typed).union(self._abbreviations)

    def _replace(self, written: list[str], meant: list[str]) -> None:
        # One short word without its accents is too little evidence to replace it by another ("phi" may be phí or phi),
        # but enough to make it optional.
        for typed in _typed(written) if len(written) > 1 else [tuple(written)]:
            self._add(typed, _Said(meant, tells=True))

    def _add(self, typed: tuple[str, ...], said: _Said) -> None:
        self._rules.setdefault(typed, said)
        lengths = self._lengths.setdefault(typed[0], [])
        if len(typed) not in lengths:
            lengths.append(len(typed))
            lengths.sort(reverse=True)

    def tokens(self, text: Sequence[str]) -> list[Token]:
        """The words as one wording; a rule fits words typed without accents unless it is a single short word."""
        tokens: list[Token] = []
        done = 0
        for place, typed in self._found(text, range(len(text))):
            said, tells = self._rules[typed]
            tokens += (Token(word) for word in text[done:place])
            tokens += (Token(word, not tells) for word in said)
            done = place + len(typed)
        return [*tokens, *(Token(word) for word in text[done:])]

    def reworded(self, texts: Corpus) -> tuple[Corpus, Flags]:
        """All texts of a corpus as one wording, and for each of the words whether it is optional; in a text of filler
        alone, none is.
        """
        vocabulary, written, number = texts.vocabulary, len(texts.words), texts.words.dtype
        at, rules = self._standing(texts)
        said = list(self._rules.values())
        meant = np.array([vocabulary[word] for rule in said for word in rule.words], dtype=number)
        lengths = np.array([len(rule.words) for rule in said], dtype=np.int64)
        goes_on = np.array([len(typed) - 1 for typed in self._rules], dtype=np.int64)
        silent = np.array([not rule.tells for rule in said], dtype=bool)
        # A rule says its words where it begins and nothing where it goes on; any other word says itself.
        says, starts, optional = np.ones(written, number), np.arange(written, dtype=number), np.zeros(written, bool)
        says[places(at + 1, goes_on[rules])] = 0
        says[at] = lengths[rules]
        starts[at] = written + (np.cumsum(lengths) - lengths)[rules]
        optional[at] = silent[rules]
        numbers = np.concatenate([texts.words, meant])[places(starts, says)]
        reworded = texts._replace(words=numbers, text_of=np.repeat(texts.text_of, says))
        optional = np.repeat(optional, says)
        telling = np.zeros(len(texts.entry_of), dtype=bool)
        telling[reworded.text_of[~optional & (reworded.words > 0)]] = True
        return reworded, optional & telling[reworded.text_of]

    def _standing(self, texts: Corpus) -> tuple[Integers, Integers]:
        """Where rules stand in a corpus, and their numbers."""
        vocabulary, number_of = texts.vocabulary, {typed: number for number, typed in enumerate(self._rules)}
        none = -1
        of_one_word = np.full(len(vocabulary), none)
        begins, goes_on = np.zeros((2, len(vocabulary)), dtype=bool)
        for typed, number in number_of.items():
            first, *others = (vocabulary.get(word, 0) for word in typed)
            if others:
                begins[first] = goes_on[others[0]] = True
            else:
                of_one_word[first] = number
        of_one_word[0] = none
        standing = of_one_word[texts.words]
        # Longer rules come first, but few places begin as they do.
        spelled = np.array([*vocabulary], dtype=object)[texts.words].tolist()
        openings = np.flatnonzero(begins[texts.words[:-1]] & goes_on[texts.words[1:]]).tolist()
        for place, typed in self._found(spelled, openings):
            standing[place : place + len(typed)] = none
            standing[place] = number_of[typed]
        at = np.flatnonzero(standing > none)
        return at, standing[at]

    def _found(self, text: Sequence[str], openings: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Where rules stand in a text, the longest first, and none within another."""
        end = 0
        for place in openings:
            if place >= end:
                for length in self._lengths.get(text[place], ()):
                    typed = tuple(text[place : place + length])
                    if typed in self._rules:
                        yield place, typed
                        end = place + length
                        break


def _typed(written: list[str]) -> Iterator[tuple[str, ...]]:
    """The ways words may be typed: each as it is written or without its accents."""
    return itertools.product(*(dict.fromkeys((word, fold(word))) for word in written))
