"""Posting lists: for each word and each pair of neighbours, where they occur. Compact, and built in one pass."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knowledge.corpus import Corpus, Flags, Integers, counted, different, places, runs
from knowledge.lexicon import Lexicon

Numbers: TypeAlias = NDArray[np.floating]
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
        self._starts = np.append(0, np.cumsum(np.bincount(feature_of, minlength=size)))
        self._bounds: list[int] = self._starts.tolist()
        # Most of an answer's time is spent in the longest lists: they are not made wider each time.
        self.rows: NDArray[np.intp] = np.asarray(rows, dtype=np.intp)[order]
        self.values: list[Numbers] = [np.asarray(value, dtype=np.float32)[order] for value in values]

    def occurrences(self, features: ArrayLike) -> tuple[Integers, Integers]:
        """Every occurrence of the features: which of them it is (by its position), and where its row and values lie."""
        wanted = np.asarray(features, dtype=np.int64)
        starts = self._starts[wanted]
        lengths = self._starts[wanted + 1] - starts
        return np.repeat(np.arange(len(wanted)), lengths), places(starts, lengths)

    def row_counts(self) -> list[int]:
        """In how many rows each feature is written."""
        counts: list[int] = np.diff(self._starts).tolist()
        return counts

    def summed(self, features: Mapping[int, float]) -> Numbers:
        """For each row, the sum of the factors of those of the features that it has."""
        sums: Numbers = np.zeros(self._row_count, np.float32)
        for feature, factor in features.items():
            np.add.at(sums, self.rows[self._bounds[feature] : self._bounds[feature + 1]], np.float32(factor))
        return sums


class Neighbours:
    """Pairs of numbered words that stand side by side somewhere; each pair has a number, too."""

    def __init__(self, first: Integers, second: Integers, first_number: int) -> None:
        """The pairs are in ascending order, and numbered so from `first_number` on."""
        following, numbers = second.tolist(), range(first_number, first_number + len(second))
        self._following = {
            word: dict(zip(following[where], numbers[where], strict=True)) for word, where in runs(first)
        }

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

    def __init__(self, texts: Corpus, asked: Flags) -> None:
        """`asked`: for each text whether it is a phrasing, or else tells something."""
        phrasings, vocabulary = texts.only(asked), texts.vocabulary
        self.entry_count = texts.entry_count
        counts = np.bincount(phrasings.entry_of, minlength=self.entry_count)
        self.entry_phrasings: Numbers = counts.astype(np.float32)
        """For each entry, the number of its phrasings."""
        self.entry_of_phrasing = phrasings.entry_of
        """For each phrasing, the row of its entry."""
        features, rows, first, second = _features(phrasings)
        self._neighbours = Neighbours(first, second, first_number=len(vocabulary))
        size = len(vocabulary) + len(first)
        self.in_phrasings = Postings(features, rows, size=size, row_count=counts.sum())
        """For each phrasing, its features."""
        self.in_entries = self._index_entries(features, phrasings.entry_of[rows], size, texts.only(~asked))
        """For each entry, its features and the words of its texts, with a value of each kind."""
        said_by = zip(vocabulary, self.in_entries.row_counts(), strict=False)
        self.lexicon = Lexicon({word: count for word, count in said_by if count}, self.entry_count)
        self._words = {word: number for word, number in vocabulary.items() if word in self.lexicon}
        rarities = np.array([self.lexicon.rarity(word) for word in vocabulary], dtype=np.float32)
        weights = np.concatenate([rarities, PAIR_WEIGHT * np.maximum(rarities[first], rarities[second])])
        self.weights: list[float] = weights.tolist()
        """Of each feature, words before pairs."""
        self.phrasing_weights: Numbers = np.bincount(rows, weights[features], counts.sum()).astype(np.float32)

    def _index_entries(self, features: Integers, entries: Integers, size: int, told: Corpus) -> Postings:
        (feature, entry), times = counted(features, entries)
        share = times / self.entry_phrasings[entry]
        self.usual: list[float] = (np.bincount(feature, share, size) / max(1, self.entry_count)).tolist()
        """For each feature, the share of phrasings that have it, all entries counting alike."""
        words, text = told.said()
        word, row = different(words, told.entry_of[text])
        width = np.int64(self.entry_count)
        asked_so = np.isin(word * width + row, feature * width + entry, assume_unique=True)
        word, row = word[~asked_so], row[~asked_so]
        nothing = np.zeros(len(word))
        return Postings(
            np.concatenate([feature, word]),
            np.concatenate([entry, row]),
            np.concatenate([times, nothing]),
            np.repeat([1.0, SAID_IN_TEXT], [len(feature), len(word)]),
            size=size,
            row_count=self.entry_count,
        )

    def words(self, meant: Mapping[str, float]) -> dict[int, float]:
        """The features of words, each with how sure it is; words nothing says are left out."""
        return {self._words[word]: sure for word, sure in meant.items() if word in self._words}

    def pairs(self, first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
        """The features of pairs of words that stand side by side somewhere, each with how sure it is."""
        return self._neighbours.numbers(first, second)


def _features(phrasings: Corpus) -> tuple[Integers, Integers, Integers, Integers]:
    """Words, and after them pairs of neighbours, with the phrasings that have them, each once; and the pairs' words."""
    words, row_of_word = different(*phrasings.said())
    first, second, row_of_pair = different(*phrasings.neighbours())
    is_new = (np.diff(first, prepend=0) != 0) | (np.diff(second, prepend=0) != 0)
    pairs = np.cumsum(is_new, dtype=words.dtype) + (len(phrasings.vocabulary) - 1)
    return np.concatenate([words, pairs]), np.concatenate([row_of_word, row_of_pair]), first[is_new], second[is_new]
