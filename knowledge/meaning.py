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
from knowledge.corpus import Corpus, Integers, counted, places, runs
from knowledge.index import Neighbours, Numbers

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
        self._neighbours = Neighbours(self._pairs[:, 0], self._pairs[:, 1], first_number=len(words))

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

    def said_in(self, texts: Corpus) -> tuple[Integers, Integers]:
        """The rows of all words and pairs the texts say, in no order, and for each which of the texts says it."""
        unknown, text_count = len(self._row_of), max(1, len(texts.entry_of))
        row_of = np.array([self._row_of.get(word, unknown) for word in texts.vocabulary], dtype=np.int64)
        words, text_of = texts.said()
        known = row_of[words] < unknown
        first, second, text_of_pair = texts.neighbours()
        # Ten thousand pairs are looked for among a million that are said in order, not the other way round.
        base = unknown + 1
        said = np.sort((row_of[first] * base + row_of[second]) * text_count + text_of_pair)
        begins, ends = np.searchsorted(said, self._pairs @ [base, 1] * text_count + [[0], [text_count]])
        return (
            np.concatenate([row_of[words[known]], np.repeat(unknown + np.arange(len(self._pairs)), ends - begins)]),
            np.concatenate([text_of[known], said[places(begins, ends - begins)] % text_count]),
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

    def __init__(self, asked: Corpus, vectors: WordVectors) -> None:
        """`asked`: the phrasings with all their words, filler as well: "bao giờ" is not "ở đâu"."""
        self._vectors = vectors
        rows, phrasing_of = vectors.said_in(asked)
        (entry_of, row), times = counted(asked.entry_of[phrasing_of], rows)
        sums = np.zeros((asked.entry_count, vectors.rows.shape[1]), np.float32)
        for entry, where in runs(entry_of):
            sums[entry] = times[where].astype(np.float32) @ vectors.rows[row[where]]
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
