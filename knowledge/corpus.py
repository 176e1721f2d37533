"""Texts as numbers, so that a million words are counted all at once and not one by one."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knowledge.vietnamese import words

Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

END = ""
"""Stands after every text, and where a text begins after the one before it."""
_END_TYPED = "\0"


class Vocabulary(dict[str, int]):
    """Words by their numbers: a word gets the next one when it is first looked up. END has the number 0."""

    def __init__(self) -> None:
        """Knows END alone."""
        super().__init__({END: 0})

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Corpus(NamedTuple):
    """The texts of entries."""

    vocabulary: Vocabulary
    words: Integers
    """The numbers of all their words, END after each text …"""
    text_of: Integers
    """… and for each of them the text it stands in."""
    entry_of: Integers
    """For each text the entry it belongs to, ascending."""
    entry_count: int

    def said(self) -> tuple[Integers, Integers]:
        """Every word without END, and the text it stands in."""
        words = np.flatnonzero(self.words)
        return self.words[words], self.text_of[words]

    def neighbours(self) -> tuple[Integers, Integers, Integers]:
        """Every two words that stand side by side, and the text they stand in."""
        first = np.flatnonzero((self.words[:-1] > 0) & (self.words[1:] > 0))
        return self.words[first], self.words[first + 1], self.text_of[first]

    def only(self, texts: Flags) -> "Corpus":
        """Only some of the texts; the entries stay."""
        kept = texts[self.text_of]
        number_of = np.cumsum(texts) - 1
        return self._replace(
            words=self.words[kept], text_of=number_of[self.text_of[kept]], entry_of=self.entry_of[texts]
        )

    def without(self, words: Flags) -> "Corpus":
        """Without some of the words; the texts stay."""
        kept = ~words | (self.words == 0)
        return self._replace(words=self.words[kept], text_of=self.text_of[kept])

    def entries_with(self) -> dict[str, int]:
        """For each word, the number of entries whose texts have it."""
        word, text = self.said()
        said, _ = counted(word * self.entry_count + self.entry_of[text])
        counts = np.bincount(said // max(self.entry_count, 1), minlength=len(self.vocabulary)).tolist()
        return {word: count for word, count in zip(self.vocabulary, counts, strict=True) if count}


def read(entries: Sequence[Sequence[str]], read_words: Callable[[str], Sequence[str]] = words) -> Corpus:
    """The words of each entry's texts; `read_words` tells those of what stands between two spaces."""
    vocabulary = Vocabulary()
    texts = list(itertools.chain.from_iterable(entries))
    # What stands between two spaces is read once however often it comes again; ten thousand make up a million.
    written = Vocabulary()
    typed = itertools.chain.from_iterable(f"{text} {_END_TYPED}".split(" ") for text in texts)
    numbers = np.fromiter(map(written.__getitem__, typed), np.int64)
    spelled = [[END] if between == _END_TYPED else read_words(between) for between in written]
    lengths = np.fromiter(map(len, spelled), np.int64, len(spelled))
    numbered = np.fromiter(map(vocabulary.__getitem__, itertools.chain.from_iterable(spelled)), np.int64)
    said = numbered[places((np.cumsum(lengths) - lengths)[numbers], lengths[numbers])]
    ends = said == 0
    return Corpus(
        vocabulary,
        said,
        np.cumsum(ends) - ends,
        np.repeat(np.arange(len(entries)), np.fromiter(map(len, entries), np.int64, len(entries))),
        len(entries),
    )


def places(starts: ArrayLike, lengths: ArrayLike) -> Integers:
    """All places of spans that begin at `starts`, one span after the other."""
    lengths = np.asarray(lengths, dtype=np.int64)
    ends = np.cumsum(lengths)
    shifts: Integers = np.repeat(np.asarray(starts) - ends + lengths, lengths)
    return shifts + np.arange(len(shifts))


def counted(numbers: Integers) -> tuple[Integers, Integers]:
    """The numbers in order, each once, and how often it comes."""
    ordered = np.sort(numbers)
    starts = _changes(ordered)
    return ordered[starts], np.diff(starts, append=len(ordered))


def runs(ordered: Integers) -> Iterator[tuple[int, slice]]:
    """Each of the numbers, which are in order, and where it stands."""
    starts = _changes(ordered)
    bounds = [*starts.tolist(), len(ordered)]
    for number, (start, end) in zip(ordered[starts].tolist(), itertools.pairwise(bounds), strict=True):
        yield number, slice(start, end)


def _changes(ordered: Integers) -> Integers:
    """Where another number begins."""
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return np.flatnonzero(is_new)
