"""What words mean, learned from what entries are asked with: "tiền già" lies near "trợ cấp hưu trí".

Every word has a vector, and so has every pair of neighbours that is often said ("trưởng tổ" is no "tổ trưởng"). They
are learned so that the sum over a phrasing's words and pairs points where the sum over all of its entry's does (`make
learn`). Only words are learned, never entries: what an officer adds is understood at once by the words it shares with
the rest.
"""

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from knowledge.context import Readings
from knowledge.index import Integers, Neighbours, Numbers

LEARNED = Path(__file__).parent / "word_vectors.npz"
"""The vectors of what the shipped content is asked with, some two megabytes."""


class WordVectors:
    """A vector for each word somebody asks with, and for each pair of words that is often said side by side."""

    def __init__(self, words: Sequence[str], pairs: ArrayLike, vectors: ArrayLike) -> None:
        """`pairs`: for each pair the places of its two words, in ascending order; `vectors`: a row for each of the
        words, then one for each of the pairs.
        """
        self.rows: Numbers = np.asarray(vectors, dtype=np.float32)
        self._row_of = {word: row for row, word in enumerate(words)}
        self._pairs: Integers = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        self._neighbours = Neighbours(self._pairs.tolist(), first_number=len(words))

    @classmethod
    def load(cls, path: Path = LEARNED) -> "WordVectors":
        """The vectors stored in a file."""
        with np.load(path) as stored:
            return cls(stored["words"].tolist(), stored["pairs"], stored["vectors"])

    def save(self, path: Path = LEARNED) -> None:
        """Store them in whole numbers of one byte: only where they point counts, not how long they are."""
        rows = np.round(self.rows * (127 / np.abs(self.rows).max())).astype(np.int8)
        pairs = self._pairs.astype(np.uint16)
        np.savez_compressed(path, words=np.array(list(self._row_of)), pairs=pairs, vectors=rows)

    def __contains__(self, word: str) -> bool:
        """Whether anything was learned of a word."""
        return word in self._row_of

    def said_in(self, texts: Sequence[Sequence[str]]) -> tuple[Integers, Integers]:
        """The rows of all words and pairs the texts say, in no order, and for each which of the texts says it."""
        words = list(itertools.chain.from_iterable(texts))
        text_of = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        rows = np.fromiter(map(self._row_of.get, words, itertools.repeat(-1)), np.int64, len(words))
        first = np.flatnonzero((text_of[1:] == text_of[:-1]) & (np.minimum(rows[1:], rows[:-1]) >= 0))
        keys = rows[first] * len(self._row_of) + rows[first + 1]
        known = self._pairs @ [len(self._row_of), 1]
        places = np.searchsorted(known, keys)
        found = np.flatnonzero(np.append(known, -1)[places] == keys)
        said = np.flatnonzero(rows >= 0)
        return (
            np.concatenate([rows[said], len(self._row_of) + places[found]]),
            np.concatenate([text_of[said], text_of[first[found]]]),
        )

    def meant(self, said: Sequence[Readings]) -> Numbers:
        """The sum over what a text says, each word and pair once, and of each the mean of what it may mean."""
        known = {
            readings: {row: sure for word, sure in readings if (row := self._row_of.get(word)) is not None}
            for readings in said
        }
        pairs = dict.fromkeys(itertools.pairwise(said))
        units = [*known.values(), *(self._neighbours.numbers(known[first], known[second]) for first, second in pairs)]
        rows: list[int] = []
        shares: list[float] = []
        for unit in units:
            certainty = sum(unit.values())
            rows += unit
            shares += [sure / certainty for sure in unit.values()]
        meant: Numbers = np.array(shares, np.float32) @ self.rows[rows]
        return meant


class Meaning:
    """Compares a question with every entry by what their words mean; immutable once built."""

    def __init__(self, asked: Sequence[Sequence[Sequence[str]]], vectors: WordVectors) -> None:
        """`asked`: for each entry the words of its phrasings, filler as well: "bao giờ" is not "ở đâu"."""
        self._vectors = vectors
        rows, phrasing_of = vectors.said_in(list(itertools.chain.from_iterable(asked)))
        entry_of = np.repeat(np.arange(len(asked)), [len(phrasings) for phrasings in asked])[phrasing_of]
        in_order = rows[np.argsort(entry_of, kind="stable")]
        ends = np.cumsum(np.bincount(entry_of, minlength=len(asked))).tolist()
        sums = np.zeros((len(asked), vectors.rows.shape[1]), np.float32)
        for entry, (start, end) in enumerate(itertools.pairwise([0, *ends])):
            row, times = np.unique(in_order[start:end], return_counts=True)
            sums[entry] = times.astype(np.float32) @ vectors.rows[row]
        self._entries = directions(sums)

    def nearness(self, said: Sequence[Readings]) -> Numbers:
        """For each entry, the cosine between it and the words of a question, in their order, each with what it may
        mean. 0 if nothing is known of any.
        """
        nearness: Numbers = self._entries @ directions(self._vectors.meant(said))
        return nearness


def directions(vectors: Numbers) -> Numbers:
    """The vectors of length 1 that point the same way; those that point nowhere stay so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    pointing: Numbers = vectors / np.where(lengths > 0, lengths, 1)
    return pointing
