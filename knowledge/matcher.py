"""Which entries a question may mean, and how sure that is.

A question and a phrasing are compared by their words and by their pairs of neighbouring words (Vietnamese words are
mostly two syllables: "bảo hiểm"), each weighted by rarity. Two things must agree: the question with one phrasing as a
whole, and every telling word of the question with something the entry says at all. The second is what keeps the
assistant silent about "bảo hiểm xe máy": no entry knows "xe máy", and those words weigh most.
"""

import heapq
import itertools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from knowledge import placeholders
from knowledge.entry import Entry
from knowledge.lexicon import Lexicon
from knowledge.loader import Library
from knowledge.vietnamese import has_marks, words
from knowledge.wording import Token, Wording

PAIR_WEIGHT = 0.5
"""Weight of a pair of neighbours as a share of its rarer word's; single words say what, pairs say which."""
SAID_IN_TEXT = 0.6
"""Credit for a word that stands in the answer but in no phrasing."""
PHRASING_SHARE = 0.6
"""Share of the best phrasing in the score; the rest is the coverage by the entry as a whole."""
CANDIDATES = 24
"""Entries whose phrasings are compared one by one: those that cover the question best."""


class Match(NamedTuple):
    """An entry a question may mean; `score` and its parts lie between 0 and 1."""

    entry: Entry
    score: float
    likeness: float
    coverage: float


class Question(NamedTuple):
    """A question as the matcher reads it."""

    tokens: tuple[Token, ...]
    marked: bool

    @property
    def telling(self) -> list[str]:
        """The words that say something about the subject."""
        return [token.word for token in self.tokens if not token.optional]


class _Phrasing(NamedTuple):
    features: tuple[int, ...]
    weight: float


class _Indexed(NamedTuple):
    entry: Entry
    phrasings: tuple[_Phrasing, ...]


class Matcher:
    """An index over all phrasings of a library; immutable once built."""

    def __init__(self, library: Library) -> None:
        """Builds the index; entries keep the library's order."""
        self.wording = Wording(library.language)
        prepared = [(entry, self._phrasings(entry), self._said(entry)) for entry in library.entries.values()]
        self.lexicon = Lexicon(
            frozenset(word for phrasing in phrasings for word in phrasing) | said for _, phrasings, said in prepared
        )
        self._feature_ids: dict[str | tuple[str, str], int] = {}
        self._weights: list[float] = []
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._indexed = [self._index(*one) for one in enumerate(prepared)]

    def _phrasings(self, entry: Entry) -> list[list[str]]:
        texts = dict.fromkeys((*entry.ask, entry.title))
        tokenised = (self.wording.tokens(words(text)) for text in texts)
        return [
            [token.word for token in tokens if not token.optional] or [t.word for t in tokens] for tokens in tokenised
        ]

    def _said(self, entry: Entry) -> frozenset[str]:
        return frozenset(
            token.word for text in entry.texts for token in self.wording.tokens(words(placeholders.without(text)))
        )

    def _index(self, position: int, prepared: tuple[Entry, list[list[str]], frozenset[str]]) -> _Indexed:
        entry, phrasings, said = prepared
        asked = {word for phrasing in phrasings for word in phrasing}
        for word in asked:
            self._postings.setdefault(word, []).append((position, 1.0))
        for word in said - asked:
            self._postings.setdefault(word, []).append((position, SAID_IN_TEXT))
        return _Indexed(entry, tuple(self._phrasing(phrasing) for phrasing in phrasings if phrasing))

    def _phrasing(self, phrasing: list[str]) -> _Phrasing:
        said: list[str | tuple[str, str]] = [*phrasing, *_pairs(phrasing)]
        features = tuple(self._feature(feature) for feature in dict.fromkeys(said))
        return _Phrasing(features, sum(self._weights[feature] for feature in features))

    def _feature(self, feature: str | tuple[str, str]) -> int:
        if (known := self._feature_ids.get(feature)) is None:
            known = self._feature_ids[feature] = len(self._weights)
            if isinstance(feature, str):
                self._weights.append(self.lexicon.rarity(feature))
            else:
                self._weights.append(PAIR_WEIGHT * max(self.lexicon.rarity(word) for word in feature))
        return known

    def read(self, text: str) -> Question:
        """The question's words, in the wording of the index."""
        typed = words(text)
        marked = sum(map(has_marks, typed)) * 4 >= len(typed)
        tokens = self.wording.tokens(typed)
        if all(token.optional for token in tokens):
            tokens = [Token(token.word) for token in tokens]
        return Question(tuple(tokens), marked)

    def match(self, question: Question, allowed: Iterable[str] | None = None) -> list[Match]:
        """The entries the question may mean, best first; at most one match an entry."""
        readings = [self.lexicon.readings(token.word, marked_text=question.marked) for token in question.tokens]
        weights = [
            0.0 if token.optional else self._token_weight(reading)
            for token, reading in zip(question.tokens, readings, strict=True)
        ]
        total = sum(weights)
        if not total:
            return []
        features, pair_total = self._question_features(question, readings, weights)
        covered = self._coverage(readings, weights)
        permitted = None if allowed is None else set(allowed)
        best = heapq.nlargest(CANDIDATES, covered.items(), key=lambda item: item[1])
        matches = []
        for position, weight in best:
            indexed = self._indexed[position]
            if permitted is not None and indexed.entry.id not in permitted:
                continue
            likeness = max(
                (self._likeness(phrasing, features, total + pair_total) for phrasing in indexed.phrasings), default=0.0
            )
            coverage = weight / total
            score = PHRASING_SHARE * likeness + (1 - PHRASING_SHARE) * coverage
            matches.append(Match(indexed.entry, score, likeness, coverage))
        return sorted(matches, key=lambda match: -match.score)

    def _token_weight(self, reading: Mapping[str, float]) -> float:
        if not reading:
            return self.lexicon.unknown_rarity
        # Among the surest readings the commonest: a word everybody uses is not rare because it resembles a rare one.
        surest = max(reading.values())
        return min(self.lexicon.rarity(word) for word, sure in reading.items() if sure == surest)

    def _question_features(
        self, question: Question, readings: list[Mapping[str, float]], weights: list[float]
    ) -> tuple[dict[int, float], float]:
        """Each indexed feature the question carries with how sure it is, and the weight of all its pairs."""
        features: dict[int, float] = {}
        for reading in readings:
            for word, sure in reading.items():
                if (feature := self._feature_ids.get(word)) is not None and features.get(feature, 0.0) < sure:
                    features[feature] = sure
        telling = [index for index, token in enumerate(question.tokens) if not token.optional]
        pair_total = 0.0
        for first, second in itertools.pairwise(telling):
            pair_total += PAIR_WEIGHT * max(weights[first], weights[second])
        neighbours = {
            *itertools.pairwise(telling),
            *zip(range(len(readings)), range(1, len(readings)), strict=False),
        }
        for first, second in neighbours:
            for one, sure_one in readings[first].items():
                for other, sure_other in readings[second].items():
                    feature = self._feature_ids.get((one, other))
                    if feature is not None and features.get(feature, 0.0) < sure_one * sure_other:
                        features[feature] = sure_one * sure_other
        return features, pair_total

    def _coverage(self, readings: list[Mapping[str, float]], weights: list[float]) -> dict[int, float]:
        covered: dict[int, float] = {}
        for reading, weight in zip(readings, weights, strict=True):
            if not weight:
                continue
            best: dict[int, float] = {}
            for word, sure in reading.items():
                for position, credit in self._postings.get(word, ()):
                    if best.get(position, 0.0) < sure * credit:
                        best[position] = sure * credit
            for position, credit in best.items():
                covered[position] = covered.get(position, 0.0) + weight * credit
        return covered

    def _likeness(self, phrasing: _Phrasing, features: Mapping[int, float], question_weight: float) -> float:
        """Harmonic mean of how much of the question the phrasing has and how much of the phrasing the question has."""
        shared = 0.0
        for feature in phrasing.features:
            sure = features.get(feature)
            if sure:
                shared += self._weights[feature] * sure
        if not shared:
            return 0.0
        return 2 * min(shared, question_weight) / (phrasing.weight + question_weight)


def _pairs(phrasing: list[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(phrasing))
