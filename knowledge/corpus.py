"""Texts as numbers, so that a million words are counted all at once and not one by one."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese import words

Integers: TypeAlias = NDArray[np.integer]
Flags: TypeAlias = NDArray[np.bool_]

END = ""
"""Stands after every text, and where a text begins after the one before it."""
_END_TYPED = "\0"
_NUMBER = np.int32
"""Numbers of words and texts: with twice as wide ones, fresh memory costs more time than all the counting."""


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
        is_word = self.words > 0
        return self.words[is_word], self.text_of[is_word]

    def neighbours(self) -> tuple[Integers, Integers, Integers]:
        """Every two words that stand side by side, and the text they stand in."""
        is_word = self.words > 0
        both = is_word[:-1] & is_word[1:]
        return self.words[:-1][both], self.words[1:][both], self.text_of[:-1][both]

    def only(self, texts: Flags) -> "Corpus":
        """Only some of the texts; the entries stay."""
        kept = texts[self.text_of]
        number_of = np.cumsum(texts, dtype=_NUMBER) - 1
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
        said, _ = different(word, self.entry_of[text])
        counts = np.bincount(said, minlength=len(self.vocabulary)).tolist()
        return {word: count for word, count in zip(self.vocabulary, counts, strict=True) if count}


def read(entries: Sequence[Sequence[str]], read_words: Callable[[str], Sequence[str]] = words) -> Corpus:
    """The words of each entry's texts; `read_words` tells those of what stands between two spaces."""
    vocabulary = Vocabulary()
    texts = list(itertools.chain.from_iterable(entries))
    # What stands between two spaces is read once however often it comes again; ten thousand make up a million.
    written = Vocabulary()
    typed = itertools.chain.from_iterable(f"{text} {_END_TYPED}".split(" ") for text in texts)
    numbers = np.fromiter(map(written.__getitem__, typed), _NUMBER)
    spelled = [[END] if between == _END_TYPED else read_words(between) for between in written]
    lengths = np.fromiter(map(len, spelled), _NUMBER, len(spelled))
    numbered = np.fromiter(map(vocabulary.__getitem__, itertools.chain.from_iterable(spelled)), _NUMBER)
    said = numbered[places((np.cumsum(lengths, dtype=_NUMBER) - lengths)[numbers], lengths[numbers])]
    ends = said == 0
    return Corpus(
        vocabulary,
        said,
        np.cumsum(ends, dtype=_NUMBER) - ends,
        np.repeat(np.arange(len(entries), dtype=_NUMBER), [len(texts) for texts in entries]),
        len(entries),
    )


def places(starts: Integers, lengths: Integers) -> Integers:
    """All places of spans that begin at `starts`, one span after the other."""
    ends = np.cumsum(lengths, dtype=starts.dtype)
    found: Integers = np.repeat(starts - ends + lengths, lengths)
    found += np.arange(len(found), dtype=found.dtype)
    return found


def different(*columns: Integers) -> list[Integers]:
    """The rows of columns that run in parallel, in ascending order and each once."""
    return counted(*columns)[0]


def counted(*columns: Integers) -> tuple[list[Integers], Integers]:
    """The different rows of columns that run in parallel, in ascending order, and how often each of them stands there.

    The columns' greatest numbers multiplied must lie below 2**63.
    """
    # Each row is one number, whose digits have the columns' bases: so all are sorted at once.
    bases = [int(column.max(initial=0)) + 1 for column in columns]
    rows = columns[0].astype(np.int64)
    for column, base in zip(columns[1:], bases[1:], strict=True):
        rows *= base
        rows += column
    rows.sort()
    starts = np.flatnonzero(_is_new(rows))
    times = np.diff(starts, append=len(rows))
    rows = rows[starts]
    found: list[Integers] = []
    for base in reversed(bases):
        higher = rows // base
        rows -= higher * base
        found.insert(0, rows.astype(_NUMBER))
        rows = higher
    return found, times


def runs(ordered: Integers) -> Iterator[tuple[int, slice]]:
    """Each of the numbers, which are in order, and where it stands."""
    starts = np.flatnonzero(_is_new(ordered))
    bounds = [*starts.tolist(), len(ordered)]
    for number, (start, end) in zip(ordered[starts].tolist(), itertools.pairwise(bounds), strict=True):
        yield number, slice(start, end)


def _is_new(ordered: Integers) -> Flags:
    """Of each number whether it is another than the one before."""
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return is_new
