"""Which entries a question may mean, and how sure that is.

A question and a phrasing are compared by their words and by their pairs of neighbouring words (Vietnamese words are
mostly two syllables: "bảo hiểm"), each weighted by rarity. Four views are summed: the question beside the one phrasing
most like it, the question's telling words beside everything the entry says at all, the question beside what most of the
entry's phrasings have in common, and how much rather this entry is asked with these words than the others are.

All entries are scored at once from posting lists (for each word and pair: the phrasings and entries that have it), so
a question costs about the length of its words' lists, not the number of phrasings.
"""

import itertools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from knowledge import placeholders
from knowledge.entry import Entry
from knowledge.index import PAIR_WEIGHT, THEME_WEIGHT, TIMES, Index, Integers, Numbers, Postings
from knowledge.loader import Library
from knowledge.typed import Repair
from knowledge.vietnamese import fold, has_marks, words
from knowledge.wording import Token, Wording

LIKENESS, COVERAGE, THEME, EVIDENCE = 0.21, 0.21, 0.29, 0.29
"""Shares of the four views in the score, set on the tuning half of tests/evaluation."""
PAIR_EVIDENCE = 0.3
"""How much a pair tells beside its two words, which it repeats."""
SMOOTHING = 5.0
"""Phrasings of no entry in particular that are added to each entry's own, so that few phrasings prove little."""
SAID_BEFORE = 0.7
"""Share of the last answer's title in the score of an elliptic question, set on the tuning half of the dialogues."""
ALREADY_READ = 0.3
"""How far the last answer steps back then: who goes on asking wants something else."""
BEST = 12
"""Matches returned."""


class Match(NamedTuple):
    """An entry a question may mean. All figures but `evidence` and `weight` lie between 0 and 1."""

    entry: Entry
    score: float
    likeness: float
    """To the phrasing most like the question."""
    coverage: float
    """Share of the question's words the entry says, by weight."""
    theme: float
    """To what the entry's phrasings have in common."""
    pairs: float
    """Share of the question's pairs of neighbours the entry says, by weight."""
    evidence: float
    """How much rather the entry is asked with the question's words than entries at large are: log-likelihood ratio
    (naive Bayes) as a share of the question's weight; negative if others are asked so rather than this one."""
    weight: float
    """How much the question tells: the sum of its words' rarities."""


class Question(NamedTuple):
    """A question as the matcher reads it."""

    tokens: tuple[Token, ...]
    marked: bool
    """Whether the person types accents."""


class _Unit(NamedTuple):
    """A word or a pair of the question: its weight, and the features it may mean, each with how sure that is."""

    weight: float
    means: dict[int, float]


class _Readings(NamedTuple):
    """The features units may mean, in one row: for each, the unit's number and how sure it is."""

    unit: Integers
    features: Integers
    sure: Numbers

    @classmethod
    def of(cls, units: list[_Unit]) -> "_Readings":
        """The readings of the units, which are numbered from 0."""
        return cls(
            np.repeat(np.arange(len(units)), [len(unit.means) for unit in units]),
            np.fromiter((feature for unit in units for feature in unit.means), dtype=np.int64),
            np.fromiter((sure for unit in units for sure in unit.means.values()), dtype=np.float32),
        )


class _Reading(NamedTuple):
    """The telling units of a question, and everything it may mean, optional words included."""

    words: list[_Unit]
    pairs: list[_Unit]
    features: dict[int, float]


class _Views(NamedTuple):
    """For each entry, the figures of a Match."""

    scores: Numbers
    likeness: Numbers
    coverage: Numbers
    theme: Numbers
    pairs: Numbers
    evidence: Numbers
    weight: float


class Matcher:
    """Scores all entries of a library against a question; immutable once built."""

    def __init__(self, library: Library) -> None:
        """Builds the index; entries keep the library's order."""
        self._wording = Wording(library.language)
        self._entries = [entry for entry in library.entries.values() if entry.ask]
        self._rows = {entry.id: row for row, entry in enumerate(self._entries)}
        self._index = Index(
            [self._phrasings(entry) for entry in self._entries], [self._said_in(entry) for entry in self._entries]
        )
        self._lexicon = self._index.lexicon
        self._unsaid: Numbers = np.log(SMOOTHING / (self._index.entry_phrasings + SMOOTHING)).astype(np.float32)
        self._repair = Repair(self._lexicon, self._wording.spellings)

    def _phrasings(self, entry: Entry) -> list[list[str]]:
        """The words of each phrasing, the title among them, without filler."""
        return [self._wording.telling(words(text)) for text in dict.fromkeys((*entry.ask, entry.title))]

    def _said_in(self, entry: Entry) -> frozenset[str]:
        text = placeholders.without(" ".join(entry.texts))
        return frozenset(token.word for token in self._wording.tokens(words(text)))

    def read(self, text: str) -> Question:
        """The question's words, in the wording of the index."""
        typed = self._repair.words(words(text))
        marked = sum(map(has_marks, typed)) * 4 >= len(typed)
        tokens = self._wording.tokens(typed)
        if all(token.optional for token in tokens):
            tokens = [Token(token.word) for token in tokens]
        return Question(tuple(tokens), marked)

    def telling(self, text: str) -> dict[tuple[str, ...], float]:
        """What a text tells: its words and pairs of neighbours without filler, unaccented, each with its weight."""
        said = [fold(token.word) for token in self.read(text).tokens if not token.optional]
        rarity = {word: self._lexicon.rarity_of_spelling(word) for word in said}
        units: dict[tuple[str, ...], float] = {(word,): weight for word, weight in rarity.items()}
        for one, other in itertools.pairwise(said):
            units[one, other] = PAIR_WEIGHT * max(rarity[one], rarity[other])
        return units

    def match(self, question: Question, after: Entry | None = None) -> list[Match]:
        """The entries the question may mean, best first; at most one match an entry, at most BEST in all.

        `after`: the entry just shown, which an elliptic question ("thế còn bảo hiểm xã hội?") goes on from. Its title
        then counts as said before, and the entry itself, which has been read, steps back.
        """
        views = self._views(question)
        if views is None:
            return []
        scores = views.scores
        if after is not None and (before := self._views(self.read(after.title))) is not None:
            scores = scores + SAID_BEFORE * before.scores
            scores[self._rows[after.id]] -= ALREADY_READ
        best = np.argsort(-scores, kind="stable")[:BEST]
        return [
            Match(
                self._entries[row],
                score=float(scores[row]),
                likeness=float(views.likeness[row]),
                coverage=float(views.coverage[row]),
                theme=float(views.theme[row]),
                pairs=float(views.pairs[row]),
                evidence=float(views.evidence[row]),
                weight=views.weight,
            )
            for row in best
            if scores[row] > 0
        ]

    def _views(self, question: Question) -> _Views | None:
        """All entries beside the question; None if it says nothing that weighs."""
        reading = self._read(question)
        word_weight = sum(unit.weight for unit in reading.words)
        pair_weight = sum(unit.weight for unit in reading.pairs)
        if not word_weight or not self._entries:
            return None
        coverage = self._covered(reading.words, self._index.said, credit=0) / word_weight
        pairs = self._covered(reading.pairs, self._index.in_entries) / pair_weight if pair_weight else coverage
        question_weight = word_weight + pair_weight
        likeness = self._likeness(reading.features, question_weight)
        theme = np.minimum(self._index.in_entries.summed(reading.features, THEME_WEIGHT) / question_weight, 1.0)
        evidence = self._evidence(reading.words, reading.pairs) / np.float32(word_weight)
        scores = LIKENESS * likeness + COVERAGE * coverage + THEME * theme + EVIDENCE * evidence
        return _Views(scores, likeness, coverage, theme, pairs, evidence, word_weight)

    def _read(self, question: Question) -> _Reading:
        tokens = question.tokens
        read = [self._lexicon.readings(token.word, marked_text=question.marked) for token in tokens]
        weights = [self._word_weight(meant) for meant in read]
        means = [self._index.words(meant) for meant in read]
        telling = [position for position, token in enumerate(tokens) if not token.optional]
        # Said twice is not more telling than said once.
        words = [_Unit(weights[at], means[at]) for at in {tokens[at].word: at for at in reversed(telling)}.values()]
        pairs: dict[tuple[str, str], _Unit] = {}
        for first, second in itertools.pairwise(telling):
            weight = PAIR_WEIGHT * max(weights[first], weights[second])
            pair = self._index.pairs(means[first], means[second])
            pairs[tokens[first].word, tokens[second].word] = _Unit(weight, pair)
        # What says nothing by itself may still be part of a phrasing: it counts for the entry, never against it.
        aside = [
            self._index.pairs(means[position], means[position + 1])
            for position in range(len(tokens) - 1)
            if tokens[position].optional or tokens[position + 1].optional
        ]
        features: dict[int, float] = {}
        for meant in (*means, *(unit.means for unit in pairs.values()), *aside):
            for feature, sure in meant.items():
                features[feature] = max(sure, features.get(feature, 0.0))
        return _Reading(words, list(pairs.values()), features)

    def _word_weight(self, meant: Mapping[str, float]) -> float:
        if not meant:
            return self._lexicon.unknown_rarity
        # Among the surest readings the commonest: a word everybody uses is not rare because it resembles a rare one.
        surest = max(meant.values())
        return min(self._lexicon.rarity(word) for word, sure in meant.items() if sure == surest)

    def _covered(self, units: list[_Unit], postings: Postings, credit: int | None = None) -> Numbers:
        """For each entry, the weight of the units it says; a unit counts by its surest reading there, times the
        postings' value number `credit`, if given.
        """
        readings = _Readings.of(units)
        which, places = postings.occurrences(readings.features)
        said = np.zeros(len(units) * self._index.entry_count, dtype=np.float32)
        sure = readings.sure[which]
        cells = readings.unit[which] * self._index.entry_count + postings.rows[places]
        np.maximum.at(said, cells, sure if credit is None else sure * postings.values[credit][places])
        weights = np.array([unit.weight for unit in units], dtype=np.float32)
        return weights @ said.reshape(len(units), -1)

    def _evidence(self, words: list[_Unit], pairs: list[_Unit]) -> Numbers:
        """For each entry, the sum over the units of ln(share of its phrasings that say the unit / usual share), both
        smoothed; units no phrasing says tell nothing. A unit is said by any of its readings, each as far as it is sure.
        """
        index = self._index
        readings = _Readings.of([*words, *pairs])
        unit_count = len(words) + len(pairs)
        usual = SMOOTHING * np.bincount(readings.unit, readings.sure * index.usual[readings.features], unit_count)
        known = np.flatnonzero(usual)
        telling = np.repeat([1.0, PAIR_EVIDENCE], [len(words), len(pairs)])[known].astype(np.float32)
        which, places = index.in_entries.occurrences(readings.features)
        cells = readings.unit[which] * index.entry_count + index.in_entries.rows[places]
        times = readings.sure[which] * index.in_entries.values[TIMES][places]
        said = np.bincount(cells, times, unit_count * index.entry_count).reshape(unit_count, -1)[known]
        told = np.log1p((said / usual[known, None]).astype(np.float32))
        evidence: Numbers = telling @ told + telling.sum() * self._unsaid
        return evidence

    def _likeness(self, features: Mapping[int, float], question_weight: float) -> Numbers:
        """For each entry, likeness to its best phrasing: the harmonic mean of how much of the question the phrasing has
        and how much of the phrasing the question has (Dice's coefficient on weights).
        """
        shared = self._index.in_phrasings.summed(features)
        weights = self._index.phrasing_weights + question_weight
        likeness: Numbers = 2 * np.minimum(shared, question_weight) / weights
        return np.maximum.reduceat(likeness, self._index.phrasing_starts)
