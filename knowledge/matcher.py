"""Which entries a question may mean, and how sure that is.

A question and a phrasing are compared by their words and by their pairs of neighbouring words (Vietnamese words are
mostly two syllables: "bảo hiểm"), each weighted by rarity. Three views are summed: the question beside the one phrasing
most like it, the question's telling words beside everything the entry says at all, and the question beside what most
of the entry's phrasings have in common. The second keeps the assistant silent about "bảo hiểm xe máy": no entry knows
"xe máy", and those words weigh most.

All entries are scored at once from posting lists (for each word and pair: the phrasings and entries that have it), so
a question costs about the length of its words' lists, not the number of phrasings.
"""

import itertools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from knowledge import placeholders
from knowledge.entry import Entry
from knowledge.index import PAIR_WEIGHT, Feature, Index, Numbers
from knowledge.loader import Library
from knowledge.typed import Repair
from knowledge.vietnamese import has_marks, words
from knowledge.wording import Token, Wording

LIKENESS, COVERAGE, THEME = 0.4, 0.3, 0.3
"""Shares of the three views in the score, set on the tuning half of tests/evaluation."""
BEST = 12
"""Matches returned."""


class Match(NamedTuple):
    """An entry a question may mean; `score` and the views it is made of lie between 0 and 1."""

    entry: Entry
    score: float
    likeness: float
    coverage: float
    theme: float


class Question(NamedTuple):
    """A question as the matcher reads it."""

    tokens: tuple[Token, ...]
    marked: bool
    """Whether the person types accents."""


class _Reading(NamedTuple):
    """A question's words with the vocabulary words each may mean, and its weights."""

    words: list[Mapping[str, float]]
    weights: list[float]
    features: dict[int, float]
    pair_weight: float


class Matcher:
    """Scores all entries of a library against a question; immutable once built."""

    def __init__(self, library: Library) -> None:
        """Builds the index; entries keep the library's order."""
        self._wording = Wording(library.language)
        self._entries = [entry for entry in library.entries.values() if entry.ask]
        self._index = Index(
            [self._phrasings(entry) for entry in self._entries], [self._said_in(entry) for entry in self._entries]
        )
        self._lexicon = self._index.lexicon
        self._repair = Repair(self._lexicon, self._wording.spellings)

    def _phrasings(self, entry: Entry) -> list[list[str]]:
        """The words of each phrasing, the title among them, without filler."""
        phrasings = []
        for text in dict.fromkeys((*entry.ask, entry.title)):
            tokens = self._wording.tokens(words(text))
            phrasings.append([token.word for token in tokens if not token.optional] or [token.word for token in tokens])
        return phrasings

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

    def match(self, question: Question) -> list[Match]:
        """The entries the question may mean, best first; at most one match an entry, at most BEST in all."""
        reading = self._read(question)
        total = sum(reading.weights)
        if not total or not self._entries:
            return []
        coverage = self._coverage(reading) / total
        likeness, theme = self._compare(reading, total + reading.pair_weight)
        scores = LIKENESS * likeness + COVERAGE * coverage + THEME * theme
        best = np.argsort(-scores, kind="stable")[:BEST]
        return [
            Match(self._entries[row], float(scores[row]), float(likeness[row]), float(coverage[row]), float(theme[row]))
            for row in best
            if scores[row] > 0
        ]

    def _read(self, question: Question) -> _Reading:
        read = [self._lexicon.readings(token.word, marked_text=question.marked) for token in question.tokens]
        weights = [
            0.0 if token.optional else self._token_weight(meant)
            for token, meant in zip(question.tokens, read, strict=True)
        ]
        features: dict[int, float] = {}
        for meant in read:
            for word, sure in meant.items():
                self._raise(features, word, sure)
        telling = [position for position, token in enumerate(question.tokens) if not token.optional]
        for first, second in {*itertools.pairwise(telling), *itertools.pairwise(range(len(read)))}:
            for (one, sure_one), (other, sure_other) in itertools.product(read[first].items(), read[second].items()):
                self._raise(features, (one, other), sure_one * sure_other)
        pairs = {
            (question.tokens[one].word, question.tokens[other].word): (one, other)
            for one, other in itertools.pairwise(telling)
        }
        pair_weight = sum(PAIR_WEIGHT * max(weights[one], weights[other]) for one, other in pairs.values())
        return _Reading(read, weights, features, pair_weight)

    def _raise(self, features: dict[int, float], feature: Feature, sure: float) -> None:
        known = self._index.find(feature)
        if known is not None and features.get(known, 0.0) < sure:
            features[known] = sure

    def _token_weight(self, meant: Mapping[str, float]) -> float:
        if not meant:
            return self._lexicon.unknown_rarity
        # Among the surest readings the commonest: a word everybody uses is not rare because it resembles a rare one.
        surest = max(meant.values())
        return min(self._lexicon.rarity(word) for word, sure in meant.items() if sure == surest)

    def _coverage(self, reading: _Reading) -> Numbers:
        """For each entry, the weight of the question's words it says."""
        covered = np.zeros(len(self._entries), dtype=np.float32)
        for meant, weight in zip(reading.words, reading.weights, strict=True):
            if not weight or not meant:
                continue
            best = np.zeros(len(self._entries), dtype=np.float32)
            for word, sure in meant.items():
                if (feature := self._index.find(word)) is not None:
                    rows, credit = self._index.said.of(feature)
                    best[rows] = np.maximum(best[rows], sure * credit)
            covered += weight * best
        return covered

    def _compare(self, reading: _Reading, question_weight: float) -> tuple[Numbers, Numbers]:
        """For each entry, likeness to its best phrasing and to what its phrasings have in common.

        Likeness is the harmonic mean of how much of the question the phrasing has and how much of the phrasing the
        question has (Dice's coefficient on weights).
        """
        index = self._index
        shared = np.zeros(len(index.phrasing_weights), dtype=np.float32)
        theme = np.zeros(index.entry_count, dtype=np.float32)
        for feature, sure in reading.features.items():
            rows, weights = index.in_phrasings.of(feature)
            shared[rows] += sure * weights
            rows, weights = index.in_entries.of(feature)
            theme[rows] += sure * weights
        likeness = 2 * np.minimum(shared, question_weight) / (index.phrasing_weights + question_weight)
        return np.maximum.reduceat(likeness, index.phrasing_starts), np.minimum(theme / question_weight, 1.0)
