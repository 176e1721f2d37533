"""Which words were meant, judged by their neighbours: accents not typed, slips of the finger, words that sound alike.

A hidden Markov model. Each typed word may stand for several words of the vocabulary (how likely each is typed so, the
lexicon says), and content says how often one word follows another; the forward-backward algorithm (Rabiner, A Tutorial
on Hidden Markov Models, 1989, III.A) tells how probable each reading is at its place: "bo" is bỏ before phiếu, bộ
before đội.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from knowledge.corpus import END, Corpus, Integers, counted, runs
from knowledge.lexicon import Lexicon
from knowledge.vietnamese import fold, has_marks

Readings = tuple[tuple[str, float], ...]
"""Words a typed word may mean, each with how sure that is (0–1)."""

TRUST = 4.0
"""Exponent that makes a reading's likeness a likelihood, set as all here on the tuning half of tests/evaluation."""
SMOOTHING = 2.0
"""How many times a word is taken to have been followed by words at large, beside what content has."""
SHARPNESS = 0.7
"""Exponent on how probable a reading is beside the likeliest one, before it lowers how sure the reading is."""
ONE_SLIP, TWO_SLIPS = 0.3, 0.03
"""Likelihood of one or two letters wrong, missing, doubled or swapped, in a word content has beside a neighbour."""
THOUGH_A_WORD = 0.002
"""Factor on it if what was typed is a word itself: then its neighbours must speak for the other very clearly."""
AS_SURE = 0.75
"""How sure a slip is at most that only its neighbours speak for."""
LEAST_SURE = 0.05
"""Readings less sure than this cost time and decide nothing."""
BEAM = 1e-3
"""Readings less probable than this beside the best up to their place are not followed on: they cost time."""
SEEN = 2
"""Times content must have two words side by side to prove a slip."""
LONG = 5
"""Letters from which on a word may have two slips."""
_ALONE = {END: 1.0}
"""What stands before the first word and after the last."""
_NONE: frozenset[str] = frozenset()
_NOTHING: Mapping[str, int] = {}


class Meant(NamedTuple):
    """A typed word as it was probably meant."""

    word: str
    """The likeliest word; the typed one if nothing is known of it."""
    readings: Readings


class Context:
    """Reads typed words by what content puts side by side; immutable once built."""

    def __init__(
        self,
        texts: Corpus,
        lexicon: Lexicon,
        settled: frozenset[str] = frozenset(),
        beam: float = BEAM,
    ) -> None:
        """`texts`: everything content says or is asked with; `lexicon`: of the same words; `settled`: words that are
        what they are, such as those of the own place's name.
        """
        self._lexicon = lexicon
        self._settled = settled
        self._beam = beam
        stream = np.insert(texts.words, 0, 0)
        times = np.bincount(stream, minlength=len(texts.vocabulary)).tolist()
        self._times = Counter(dict(zip(texts.vocabulary, times, strict=True)))
        self._all = len(stream) + 0.5 * sum(map(bool, times))
        (first, second), counts = counted(stream[:-1], stream[1:])
        spelled = np.array([*texts.vocabulary], dtype=object)
        after, found = spelled[second].tolist(), counts.tolist()
        self._following: dict[str, dict[str, int]] = {
            spelled[word]: dict(zip(after[where], found[where], strict=True)) for word, where in runs(first)
        }
        sure = counts >= SEEN
        self._after = _beside(first[sure], second[sure], spelled)
        """For each word those that surely stand after it …"""
        self._before = _beside(second[sure], first[sure], spelled)
        """… and before it."""
        self._spelled_alike = lru_cache(maxsize=20_000)(self._one_letter_away)

    def read(self, typed: Sequence[str]) -> list[Meant]:
        """Each word as it was probably meant here."""
        marked_text = sum(map(has_marks, typed)) * 4 >= len(typed)
        heard = [
            {word: 1.0} if word in self._settled else self._lexicon.readings(word, marked_text=marked_text)
            for word in typed
        ]
        likely = [_likelihoods(word, readings) for word, readings in zip(typed, heard, strict=True)]
        around = [_ALONE, *likely, _ALONE]
        found = [
            likely[place] | self._slips(word, likely[place], around[place], around[place + 2])
            for place, word in enumerate(typed)
        ]
        return [_meant(*place) for place in zip(typed, heard, self._posteriors(found), strict=True)]

    def _slips(
        self, word: str, readings: Mapping[str, float], before: Mapping[str, float], after: Mapping[str, float]
    ) -> dict[str, float]:
        """Words a slip away that stand beside a reading of a neighbour somewhere, each with its likelihood; none if
        the word as it was typed stands beside both.
        """
        if len(word) < 2 or not word.isalpha() or word in self._settled:
            return {}
        if self._lexicon.knows_spelling(fold(word)):
            stands_after = any(not self._before.get(reading, _NONE).isdisjoint(before) for reading in readings)
            if stands_after and any(not self._after.get(reading, _NONE).isdisjoint(after) for reading in readings):
                return {}
            others = self._standing_beside(self._spelled_alike(word), before, after)
            return {other: ONE_SLIP * THOUGH_A_WORD for other in others if other not in readings}
        most = 2 if len(word) >= LONG else 1
        near = set().union(
            *(self._after.get(first, _NONE) for first in before), *(self._before.get(second, _NONE) for second in after)
        )
        slips = {other: OSA.distance(word, other, score_cutoff=most) for other in near}
        return {other: (ONE_SLIP, TWO_SLIPS)[count - 1] for other, count in slips.items() if 0 < count <= most}

    def _one_letter_away(self, word: str) -> tuple[str, ...]:
        return tuple(other for other in self._lexicon.one_slip_away(word) if OSA.distance(word, other) == 1)

    def _standing_beside(self, words: Iterable[str], before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
        """Those of the words that surely stand after one of the first or before one of the second."""
        for word in words:
            if not (
                self._before.get(word, _NONE).isdisjoint(before) and self._after.get(word, _NONE).isdisjoint(after)
            ):
                yield word

    def _onto(self, reached: Mapping[str, float], found: Iterable[str]) -> dict[str, float]:
        """How probable each of the words found is at its place, given how probable those at the place before are.

        A word follows another as often as content has it there, and a little as often as it comes at large.
        """
        shares = {first: sure / (self._times[first] + SMOOTHING) for first, sure in reached.items()}
        at_large = SMOOTHING * sum(shares.values()) / self._all
        chances = {word: at_large * (self._times[word] + 0.5) for word in found}
        for first, share in shares.items():
            following = self._following.get(first, _NOTHING)
            for word in following.keys() & chances.keys():
                chances[word] += share * following[word]
        return chances

    def _ahead(self, found: Iterable[str], onward: Mapping[str, float]) -> dict[str, float]:
        """How probable it is that what stands from the next place on follows each of the words found."""
        at_large = SMOOTHING * sum(rest * (self._times[word] + 0.5) for word, rest in onward.items()) / self._all
        ahead = {}
        for word in found:
            following = self._following.get(word, _NOTHING)
            seen = sum(following[second] * onward[second] for second in following.keys() & onward.keys())
            ahead[word] = (at_large + seen) / (self._times[word] + SMOOTHING)
        return ahead

    def _posteriors(self, likely: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
        """How probable each reading is at its place, given all the others: the forward-backward algorithm."""
        forward: list[Mapping[str, float]] = []
        reached: Mapping[str, float] = _ALONE
        for found in likely:
            # What can be read in one way only is read so, whatever stands before or after it.
            if len(found) == 1:
                reached = dict.fromkeys(found, 1.0)
            else:
                reached = _shares({word: chance * found[word] for word, chance in self._onto(reached, found).items()})
                least = self._beam * max(reached.values())
                reached = {word: share for word, share in reached.items() if share >= least}
            forward.append(reached)
        posteriors: list[Mapping[str, float]] = []
        onward: Mapping[str, float] = _ALONE
        for found, reached in zip(reversed(likely), reversed(forward), strict=True):
            if len(reached) == 1:
                posteriors.append(reached)
                onward = reached
            else:
                ahead = self._ahead(reached, onward)
                posteriors.append(_shares({word: reached[word] * rest for word, rest in ahead.items()}))
                onward = _shares({word: rest * found[word] for word, rest in ahead.items()})
        return posteriors[::-1]


def _beside(words: Integers, others: Integers, spelled: NDArray[np.object_]) -> dict[str, set[str]]:
    """For each of the words the others beside it."""
    order = np.argsort(words, kind="stable")
    beside = spelled[others[order]].tolist()
    return {spelled[word]: set(beside[where]) for word, where in runs(words[order])}


def _likelihoods(word: str, readings: Mapping[str, float]) -> dict[str, float]:
    """How likely each reading is typed so; a word nothing is known of stands for itself."""
    return {reading: sure**TRUST for reading, sure in readings.items()} or {word: 1.0}


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def _meant(typed: str, heard: Mapping[str, float], posterior: Mapping[str, float]) -> Meant:
    """The word with its readings: how sure one is by its likeness, lowered as others are more probable here."""
    likeliest = max(posterior, key=lambda word: posterior[word])
    sure = {
        word: heard.get(word, AS_SURE) * (chance / posterior[likeliest]) ** SHARPNESS
        for word, chance in posterior.items()
    }
    if has_marks(typed) and typed in heard:  # accents are trusted, whatever the neighbours
        sure[typed] = heard[typed]
    return Meant(likeliest, tuple((word, round(how, 1)) for word, how in sure.items() if how >= LEAST_SURE))
