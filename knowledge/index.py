"""Posting lists: for each word and each pair of neighbours, where they occur. Compact, and built in one pass."""

import itertools
from array import array
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knowledge.lexicon import Lexicon

Numbers: TypeAlias = NDArray[np.float32]
Feature: TypeAlias = str | tuple[str, str]
"""A word, or two words that stand side by side."""

_Columns: TypeAlias = "tuple[array[int], array[int], array[float]]"

PAIR_WEIGHT = 0.5
"""Weight of a pair as a share of its rarer word's; single words say what, pairs say which."""
SAID_IN_TEXT = 0.6
"""Credit for a word that stands in the answer but in no phrasing."""


class Postings:
    """For each feature the rows in which it occurs, and a value for each; all lists lie in one array."""

    def __init__(self, features: ArrayLike, rows: ArrayLike, values: ArrayLike, size: int) -> None:
        """`features`, `rows` and `values` run in parallel; `size` is the number of features."""
        feature_of = np.asarray(features, dtype=np.int32)
        order = np.argsort(feature_of, kind="stable")
        self._starts = np.searchsorted(feature_of[order], np.arange(size + 1)).tolist()
        self._rows = np.asarray(rows, dtype=np.int32)[order]
        self._values = np.asarray(values, dtype=np.float32)[order]

    def of(self, feature: int) -> tuple[NDArray[np.int32], Numbers]:
        """The feature's rows and values."""
        where = slice(self._starts[feature], self._starts[feature + 1])
        return self._rows[where], self._values[where]

    def summed(self, features: Mapping[int, float], row_count: int) -> Numbers:
        """For each row, the values of the features it has, each times the factor given with the feature."""
        found = [slice(self._starts[feature], self._starts[feature + 1]) for feature in features]
        if not found:
            return np.zeros(row_count, dtype=np.float32)
        factors = np.repeat(list(features.values()), [where.stop - where.start for where in found])
        values = np.concatenate([self._values[where] for where in found]) * factors
        rows = np.concatenate([self._rows[where] for where in found])
        return np.bincount(rows, values, minlength=row_count).astype(np.float32)


class Index:
    """All phrasings and texts of the entries, by feature. Rows are entries, or phrasings in the entries' order."""

    def __init__(self, asked: list[list[list[str]]], said: list[frozenset[str]]) -> None:
        """`asked`: for each entry its phrasings as word lists; `said`: for each entry the words of its texts."""
        self.lexicon = Lexicon(spoken.union(*phrasings) for phrasings, spoken in zip(asked, said, strict=True))
        self.entry_count = len(asked)
        self._ids: dict[Feature, int] = {}
        self._weights: list[float] = []
        features, rows, totals = self._collect_phrasings(asked)
        words, sayers, credits = self._collect_words(asked, said)
        size = len(self._weights)
        counts = np.array([len(phrasings) for phrasings in asked])
        self.phrasing_weights: Numbers = np.array(totals, dtype=np.float32)
        self.phrasing_starts = np.cumsum(counts) - counts
        self.said = Postings(words, sayers, credits, size)
        """For each entry, the words it says: fully where people ask with them, less where only its texts have them."""
        weights = np.array(self._weights, dtype=np.float32)
        feature_of = np.array(features)
        self.in_phrasings = Postings(feature_of, rows, weights[feature_of], size)
        """For each phrasing, its features' weights."""
        entry_of = np.repeat(np.arange(self.entry_count), counts)[np.array(rows)]
        pairs, times = np.unique(feature_of.astype(np.int64) * self.entry_count + entry_of, return_counts=True)
        feature, entry = np.divmod(pairs, self.entry_count)
        share = times / counts[entry]
        self.in_entries = Postings(feature, entry, weights[feature] * np.sqrt(share), size)
        """For each entry, its features' weights by the share of its phrasings that have them."""
        core = weights[feature] * share**2
        whole = np.bincount(entry, core, minlength=self.entry_count)
        self.in_cores = Postings(feature, entry, core / whole[entry], size)
        """For each entry, what nearly all of its phrasings say: its features' weights by the square of that share, as
        parts of one."""
        self.in_pairs = Postings(feature, entry, np.ones(len(feature)), size)
        """For each entry, its features, plainly."""

    def _collect_phrasings(self, asked: list[list[list[str]]]) -> _Columns:
        features, rows, totals = array("i"), array("i"), array("f")
        for phrasing in itertools.chain.from_iterable(asked):
            found = [self._add(feature) for feature in _features(phrasing)]
            features.extend(found)
            rows.extend(itertools.repeat(len(totals), len(found)))
            totals.append(sum(self._weights[feature] for feature in found))
        return features, rows, totals

    def _collect_words(self, asked: list[list[list[str]]], said: list[frozenset[str]]) -> _Columns:
        words, rows, credits = array("i"), array("i"), array("f")
        for row, (phrasings, spoken) in enumerate(zip(asked, said, strict=True)):
            in_phrasings = frozenset(itertools.chain.from_iterable(phrasings))
            for credit, found in ((1.0, in_phrasings), (SAID_IN_TEXT, spoken - in_phrasings)):
                words.extend(self._add(word) for word in found)
                rows.extend(itertools.repeat(row, len(found)))
                credits.extend(itertools.repeat(credit, len(found)))
        return words, rows, credits

    def _add(self, feature: Feature) -> int:
        if (known := self._ids.get(feature)) is None:
            known = self._ids[feature] = len(self._weights)
            rarity = self.lexicon.rarity
            weight = rarity(feature) if isinstance(feature, str) else PAIR_WEIGHT * max(map(rarity, feature))
            self._weights.append(weight)
        return known

    def find(self, feature: Feature) -> int | None:
        """The feature's number, or None if nothing has it."""
        return self._ids.get(feature)


def _features(phrasing: list[str]) -> Iterable[Feature]:
    return dict.fromkeys(itertools.chain[Feature](phrasing, itertools.pairwise(phrasing)))
