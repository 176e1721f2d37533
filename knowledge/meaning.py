"""What words mean, learned from what entries are asked with: "tiền già" lies near "trợ cấp hưu trí".

Every word has a vector, and those vectors are learned so that the sum over a phrasing's words points where the sum over
all words of its entry does (`make learn`). Only words are learned, never entries: what an officer adds is understood
at once by the words it shares with the rest.
"""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from knowledge.context import Readings
from knowledge.index import Numbers

LEARNED = Path(__file__).parent / "word_vectors.npz"
"""The vectors of the words the shipped content is asked with, less than a megabyte."""


class WordVectors:
    """A vector for each word somebody asks with."""

    def __init__(self, words: Sequence[str], vectors: Numbers) -> None:
        """`vectors`: a row for each of the words."""
        self.rows: Numbers = vectors.astype(np.float32)
        self._row_of = {word: row for row, word in enumerate(words)}

    @classmethod
    def load(cls, path: Path = LEARNED) -> "WordVectors":
        """The vectors stored in a file."""
        with np.load(path) as stored:
            return cls(stored["words"].tolist(), stored["vectors"])

    def save(self, path: Path = LEARNED) -> None:
        """Store them in whole numbers of one byte: only where they point counts, not how long they are."""
        rows = np.round(self.rows * (127 / np.abs(self.rows).max())).astype(np.int8)
        np.savez_compressed(path, words=np.array(list(self._row_of)), vectors=rows)

    def row(self, word: str) -> int | None:
        """Which row is the word's; None if nothing was learned of it."""
        return self._row_of.get(word)

    def times(self, words: Iterable[str]) -> Numbers:
        """For each row, how often its word is among the words."""
        places = [row for row in map(self._row_of.get, words) if row is not None]
        times: Numbers = np.bincount(places, minlength=len(self.rows)).astype(np.float32)
        return times


class Meaning:
    """Compares a question with every entry by what their words mean; immutable once built."""

    def __init__(self, asked: Sequence[Sequence[Sequence[str]]], vectors: WordVectors) -> None:
        """`asked`: for each entry the words of its phrasings, filler as well: "bao giờ" is not "ở đâu"."""
        self._vectors = vectors
        said = [vectors.times(itertools.chain.from_iterable(phrasings)) for phrasings in asked]
        self._entries = directions(np.array(said).reshape(len(asked), len(vectors.rows)) @ vectors.rows)

    def nearness(self, words: Iterable[Readings]) -> Numbers:
        """For each entry, the cosine between it and the words of a question, each with what it may mean: its vector is
        their mean. 0 if nothing is known of any.
        """
        rows: list[int] = []
        shares: list[float] = []
        for readings in words:
            known = [(row, sure) for word, sure in readings if (row := self._vectors.row(word)) is not None]
            certainty = sum(sure for _, sure in known)
            rows += [row for row, _ in known]
            shares += [sure / certainty for _, sure in known]
        meant = np.array(shares, np.float32) @ self._vectors.rows[rows]
        nearness: Numbers = self._entries @ directions(meant)
        return nearness


def directions(vectors: Numbers) -> Numbers:
    """The vectors of length 1 that point the same way; those that point nowhere stay so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    pointing: Numbers = vectors / np.where(lengths > 0, lengths, 1)
    return pointing
