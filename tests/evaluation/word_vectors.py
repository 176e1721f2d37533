"""Learning what words mean, for knowledge/meaning.py: a prototypical network (Snell et al., 2017) without layers.

An entry is the sum over its words' vectors, a phrasing the sum over its own; the cosine between the two, times SCALE,
is put through a softmax over all entries, and the vectors are moved (Adam) until phrasings lie nearest to their own.
Some words of each phrasing are left out at every look, so that no word can be relied upon alone.
"""

import numpy as np

from knowledge.entry import Entry
from knowledge.index import Numbers
from knowledge.loader import Library
from knowledge.meaning import WordVectors, directions
from knowledge.vietnamese import words
from knowledge.wording import Wording

DIMENSIONS = 128
SCALE = 25.0
"""How sharply the softmax tells entries apart; what it came to be when it was learned as well."""
LEFT_OUT = 0.3
"""Share of a phrasing's words."""
LABEL_SMOOTHING = 0.02
ROUNDS = 8
BATCH = 1024
RATE = 5e-3
"""Of the first round; it falls evenly to nothing."""
SEED = 2026


class _Adam:
    """Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015; its own default decay rates."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._first, self._second, self._steps = np.zeros(shape, np.float32), np.zeros(shape, np.float32), 0

    def step(self, gradient: Numbers, rate: float) -> Numbers:
        """What to subtract."""
        self._steps += 1
        self._first += 0.1 * (gradient - self._first)
        self._second += 0.001 * (gradient * gradient - self._second)
        first, second = self._first / (1 - 0.9**self._steps), self._second / (1 - 0.999**self._steps)
        moved: Numbers = rate * first / (np.sqrt(second) + 1e-8)
        return moved


def learned(library: Library, rounds: int = ROUNDS) -> WordVectors:
    """The vectors of all words in the library's phrasings, the same for the same library; takes a minute."""
    entries = [entry for entry in library.entries.values() if entry.ask]
    said, entry_of, number_of = _read(library, entries)
    rng = np.random.default_rng(SEED)
    times = _times(said, entry_of, len(entries), len(number_of))
    vectors = rng.normal(scale=0.1, size=(len(number_of), DIMENSIONS)).astype(np.float32)
    vectors *= np.log(len(entries) / np.count_nonzero(times, axis=0))[:, None] / 4
    adam = _Adam(vectors.shape)
    for done in range(rounds):
        for batch in np.array_split(rng.permutation(len(said)), len(said) // BATCH or 1):
            asked = np.zeros((len(batch), len(number_of)), np.float32)
            for row, phrasing in enumerate(batch):
                kept = said[phrasing][rng.random(len(said[phrasing])) >= LEFT_OUT]
                asked[row, kept if len(kept) else said[phrasing]] = 1.0
            _, downhill = surprise(vectors, asked, times, entry_of[batch])
            vectors -= adam.step(downhill, RATE * (1 - done / rounds))
    return WordVectors(list(number_of), vectors)


def _read(library: Library, entries: list[Entry]) -> tuple[list[np.ndarray], np.ndarray, dict[str, int]]:
    """The numbers of each phrasing's words, the entry each phrasing belongs to, and the words' numbers."""
    wording = Wording(library.language)
    number_of: dict[str, int] = {}
    said, entry_of = [], []
    for row, entry in enumerate(entries):
        for phrasing in dict.fromkeys((*entry.ask, entry.title)):
            spoken, _ = wording.said(words(phrasing))
            said.append(np.array([number_of.setdefault(word, len(number_of)) for word in dict.fromkeys(spoken)]))
            entry_of.append(row)
    return said, np.array(entry_of), number_of


def _times(said: list[np.ndarray], entry_of: np.ndarray, entry_count: int, word_count: int) -> Numbers:
    """For each entry and word, in how many of the entry's phrasings the word is said."""
    times = np.zeros((entry_count, word_count), np.float32)
    for row, phrasing in zip(entry_of, said, strict=True):
        times[row, phrasing] += 1
    return times


def surprise(vectors: Numbers, asked: Numbers, times: Numbers, right: np.ndarray) -> tuple[float, Numbers]:
    """The cross-entropy between the softmax over entries and the right ones, and its gradient by the vectors.

    `asked`: for each question and word, whether it is said; `times`: for each entry and word, how often.
    """
    questions, entries = asked @ vectors, times @ vectors
    to_questions, to_entries = directions(questions), directions(entries)
    scores = SCALE * to_questions @ to_entries.T
    scores -= scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    sums = chances.sum(axis=1, keepdims=True)
    chances /= sums
    wanted = np.full_like(chances, LABEL_SMOOTHING / len(times))
    wanted[np.arange(len(right)), right] += 1 - LABEL_SMOOTHING
    entropy = float((wanted * (np.log(sums) - scores)).sum() / len(right))
    pull = (chances - wanted) * (SCALE / len(right))
    of_questions = _through(pull @ to_entries, to_questions, questions)
    of_entries = _through(pull.T @ to_questions, to_entries, entries)
    gradient: Numbers = asked.T @ of_questions + times.T @ of_entries
    return entropy, gradient


def _through(gradient: Numbers, pointing: Numbers, vectors: Numbers) -> Numbers:
    """A gradient by directions as one by the vectors that point there."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    through: Numbers = (gradient - pointing * (gradient * pointing).sum(axis=1, keepdims=True)) / lengths
    return through
