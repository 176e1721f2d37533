"""Posting lists: for each word and each pair of neighbours, where they occur. Compact, and built in one pass."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knowledge.lexicon import Lexicon

Numbers: TypeAlias = NDArray[np.floating]
Integers: TypeAlias = NDArray[np.int64]
PAIR_WEIGHT = 0.5
"""Weight of a pair as a share of its rarer word's; single words say what, pairs say which."""
SAID_IN_TEXT = 0.6
"""Credit for a word that stands in the answer but in no phrasing."""
TIMES, CREDIT = 0, 1
"""Kinds of an entry's values: the number of its phrasings that have a feature; and how far the entry says it, fully
where people ask with it, less where only its texts have it."""


class Postings:
    """For each feature the rows in which it occurs, with any number of values for each; all lists lie in one array."""

    def __init__(self, features: ArrayLike, rows: ArrayLike, *values: ArrayLike, size: int, row_count: int) -> None:
        """`features`, `rows` and each of `values` run in parallel; `size` is the number of features."""
        feature_of = np.asarray(features)
        order = np.argsort(feature_of, kind="stable")
        self._row_count = row_count
        self._starts = np.searchsorted(feature_of[order], np.arange(size + 1))
        self._bounds: list[int] = self._starts.tolist()
        self.rows: NDArray[np.int32] = np.asarray(rows, dtype=np.int32)[order]
        self.values: list[Numbers] = [np.asarray(value, dtype=np.float32)[order] for value in values]

    def occurrences(self, features: ArrayLike) -> tuple[Integers, Integers]:
        """Every occurrence of the features: which of them it is (by its position), and where its row and values lie."""
        wanted = np.asarray(features, dtype=np.int64)
        starts = self._starts[wanted]
        lengths = self._starts[wanted + 1] - starts
        ends = np.cumsum(lengths)
        places = np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)
        return np.repeat(np.arange(len(wanted)), lengths), places

    def summed(self, features: Mapping[int, float]) -> Numbers:
        """For each row, the sum of the factors of those of the features that it has."""
        # Whole lists are copied, not picked place by place: most of an answer's time is spent in the longest of them.
        spans = [slice(self._bounds[feature], self._bounds[feature + 1]) for feature in features]
        sums: Numbers = np.zeros(self._row_count, np.float32)
        if spans:
            rows = np.concatenate([self.rows[span] for span in spans], dtype=np.intp)
            factors = np.repeat(np.array([*features.values()], np.float32), [span.stop - span.start for span in spans])
            np.add.at(sums, rows, factors)
        return sums


class Neighbours:
    """Pairs of numbered words that stand side by side somewhere; each pair has a number, too."""

    def __init__(self, pairs: Iterable[Sequence[int]], first_number: int) -> None:
        """The pairs are numbered in their order from `first_number` on."""
        self._following: dict[int, dict[int, int]] = {}
        for number, (first, second) in enumerate(pairs, start=first_number):
            self._following.setdefault(first, {})[second] = number

    def numbers(self, first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
        """The numbers of the pairs that two words may be, each word with how sure it is, and so each pair."""
        found = {}
        for one, sure in first.items():
            following = self._following.get(one, {})
            for other in following.keys() & second.keys():
                found[following[other]] = sure * second[other]
        return found


class Index:
    """All phrasings and texts of the entries, by feature. Rows are entries, or phrasings in the entries' order."""

    def __init__(self, asked: list[list[list[str]]], said: list[frozenset[str]]) -> None:
        """`asked`: for each entry its phrasings as word lists; `said`: for each entry the words of its texts."""
        self.lexicon = Lexicon(spoken.union(*phrasings) for phrasings, spoken in zip(asked, said, strict=True))
        self.entry_count = len(asked)
        self._words: dict[str, int] = {word: number for number, word in enumerate(self.lexicon)}
        features, rows, weights = self._read([phrasing for phrasings in asked for phrasing in phrasings])
        counts = np.array([len(phrasings) for phrasings in asked], dtype=np.int64)
        phrasing_count = int(counts.sum())
        self.phrasing_weights: Numbers = np.bincount(rows, weights[features], phrasing_count).astype(np.float32)
        self.phrasing_starts = np.cumsum(counts) - counts
        size = len(weights)
        self.weights: list[float] = weights.tolist()
        """Of each feature."""
        self.in_phrasings = Postings(features, rows, size=size, row_count=phrasing_count)
        """For each phrasing, its features."""
        entries = np.repeat(np.arange(self.entry_count), counts)[rows]
        self.in_entries = self._index_entries(features, entries, counts, size, said)
        """For each entry, its features and the words of its texts, with a value of each kind."""
        self.entry_phrasings: Numbers = counts.astype(np.float32)
        """For each entry, the number of its phrasings."""

    def _read(self, phrasings: list[list[str]]) -> tuple[Integers, Integers, Numbers]:
        """Features and the phrasings that have them, each pair once; and each feature's weight, words before pairs."""
        lengths = [len(phrasing) for phrasing in phrasings]
        word_of = np.fromiter(map(self._words.__getitem__, itertools.chain.from_iterable(phrasings)), dtype=np.int64)
        row_of = np.repeat(np.arange(len(phrasings)), lengths)
        neighbours = np.flatnonzero(row_of[1:] == row_of[:-1])
        word_count = len(self._words)
        keys, pair_of = np.unique(word_of[neighbours] * word_count + word_of[neighbours + 1], return_inverse=True)
        before, after = np.divmod(keys, word_count)
        self._neighbours = Neighbours(zip(before.tolist(), after.tolist(), strict=True), first_number=word_count)
        rarities = np.array([self.lexicon.rarity(word) for word in self._words], dtype=np.float32)
        weights = np.concatenate([rarities, PAIR_WEIGHT * np.maximum(rarities[before], rarities[after])])
        features = np.concatenate([word_of, word_count + pair_of])
        rows = np.concatenate([row_of, row_of[neighbours]])
        features, rows = np.divmod(_distinct(features * len(phrasings) + rows), len(phrasings))
        return features, rows, weights

    def _index_entries(
        self, features: Integers, entries: Integers, counts: Integers, size: int, said: list[frozenset[str]]
    ) -> Postings:
        keys, times = np.unique(features * self.entry_count + entries, return_counts=True)
        feature, entry = np.divmod(keys, self.entry_count)
        share = times / counts[entry]
        self.usual: list[float] = (np.bincount(feature, share, size) / self.entry_count).tolist()
        """For each feature, the share of phrasings that have it, all entries counting alike."""
        spoken = np.repeat(np.arange(self.entry_count), np.fromiter(map(len, said), dtype=np.int64))
        words = np.fromiter((self._words[word] for texts in said for word in texts), dtype=np.int64)
        unasked = np.sort(np.setdiff1d(words * self.entry_count + spoken, keys, assume_unique=True))
        word, row = np.divmod(unasked, self.entry_count)
        nothing = np.zeros(len(unasked))
        return Postings(
            np.concatenate([feature, word]),
            np.concatenate([entry, row]),
            np.concatenate([times, nothing]),
            np.repeat([1.0, SAID_IN_TEXT], [len(keys), len(unasked)]),
            size=size,
            row_count=self.entry_count,
        )

    def words(self, meant: Mapping[str, float]) -> dict[int, float]:
        """The features of words, each with how sure it is; words nothing says are left out."""
        return {self._words[word]: sure for word, sure in meant.items() if word in self._words}

    def pairs(self, first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
        """The features of pairs of words that stand side by side somewhere, each with how sure it is."""
        return self._neighbours.numbers(first, second)


def _distinct(numbers: Integers) -> Integers:
    """The numbers in order, each once; sorting beats numpy's hashing `unique` several times over here."""
    ordered = np.sort(numbers)
    distinct: Integers = ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]
    return distinct
