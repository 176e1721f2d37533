"""Learning what words mean, for knowledge/meaning.py: a prototypical network (Snell et al., 2017) without layers.

An entry is the sum over the vectors of its words and pairs, a phrasing the sum over its own; the cosine between the
two, times SCALE, is put through a softmax over all entries, and the vectors are moved (Adam) until phrasings lie
nearest to their own. Some of each phrasing is left out at every look, so that nothing can be relied upon alone.

A word is the sum of what its spelling without accents means and what is its own: people type "rac" for "rác".
"""

import numpy as np
from scipy.sparse import csr_array

from knowledge import corpus
from knowledge.corpus import Corpus, Integers, counted, different
from knowledge.index import Numbers
from knowledge.loader import Library
from knowledge.meaning import WordVectors, directions
from knowledge.vietnamese import fold
from knowledge.wording import Wording

DIMENSIONS = 128
SCALE = 20.0
"""How sharply the softmax tells entries apart."""
OFTEN = 10
"""Times a pair is said before it has a vector of its own."""
LEFT_OUT = 0.4
"""Share of what a phrasing says."""
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
    """The vectors of what the library is asked with, the same for the same library; takes a minute or two."""
    entries = [entry.phrasings for entry in library.entries.values() if entry.ask]
    wording = Wording(library.language)
    asked, _ = wording.reworded(corpus.read(entries, wording.words))
    entry_of = asked.entry_of
    words, pairs = _vocabulary(asked)
    parts = _parts(words, len(pairs))
    blank = WordVectors(words, pairs, np.zeros((parts.shape[0], 0)))
    phrasings_say = _said(*blank.said_in(asked), (len(entry_of), parts.shape[0])) @ parts
    entries_say = _said(np.arange(len(entry_of)), entry_of, (len(entries), len(entry_of))) @ phrasings_say
    rng = np.random.default_rng(SEED)
    vectors = rng.normal(scale=0.1, size=(parts.shape[1], DIMENSIONS)).astype(np.float32)
    vectors *= np.log(len(entries) / np.bincount(entries_say.indices, minlength=len(vectors)))[:, None] / 4
    adam = _Adam(vectors.shape)
    for done in range(rounds):
        for batch in np.array_split(rng.permutation(len(entry_of)), len(entry_of) // BATCH or 1):
            heard = _with_some_left_out(phrasings_say[batch], rng)
            _, downhill = surprise(vectors, heard, entries_say, entry_of[batch])
            vectors -= adam.step(downhill, RATE * (1 - done / rounds))
    return WordVectors(words, pairs, parts @ vectors)


def _vocabulary(asked: Corpus) -> tuple[list[str], Integers]:
    """The words somebody asks with; and the pairs that are said often enough, by their words' places among those, in
    ascending order.
    """
    is_said = np.bincount(asked.said()[0], minlength=len(asked.vocabulary)) > 0
    first, second, _ = different(*asked.neighbours())
    (first, second), times = counted(first, second)
    places = np.cumsum(is_said) - 1
    often = np.stack([first, second], axis=1)[times >= OFTEN]
    return [word for word, said in zip(asked.vocabulary, is_said, strict=True) if said], places[often]


def _parts(vocabulary: list[str], pair_count: int) -> csr_array:
    """What each row is the sum of: a word of its spelling without accents and what is its own, a pair of its own."""
    own = np.arange(len(vocabulary) + pair_count)
    number_of = {spelling: number for number, spelling in enumerate(dict.fromkeys(map(fold, vocabulary)), len(own))}
    spelling = np.array([number_of[fold(word)] for word in vocabulary], np.int64)
    shape = (len(own), len(own) + len(number_of))
    return _said(np.concatenate([own, spelling]), np.concatenate([own, own[: len(vocabulary)]]), shape)


def _said(what: Integers, where: Integers, shape: tuple[int, int]) -> csr_array:
    """A row for each place, with 1 in the column of all that is said there, however often."""
    said = csr_array((np.ones(len(what), np.float32), (where, what)), shape=shape)
    said.data[:] = 1.0
    return said


def _with_some_left_out(asked: csr_array, rng: np.random.Generator) -> csr_array:
    """What is asked without LEFT_OUT of it; a question of which nothing would be left stays whole."""
    kept = rng.random(asked.nnz) >= LEFT_OUT
    row_of = np.repeat(np.arange(asked.shape[0]), np.diff(asked.indptr))
    kept |= (np.bincount(row_of, kept, asked.shape[0]) == 0)[row_of]
    return csr_array((asked.data * kept, asked.indices, asked.indptr), shape=asked.shape)


def surprise(vectors: Numbers, asked: csr_array, times: csr_array, right: Integers) -> tuple[float, Numbers]:
    """The cross-entropy between the softmax over entries and the right ones, and its gradient by the vectors.

    `asked`: for each question and part of a vector, whether it is said; `times`: for each entry and part, how often.
    """
    questions, entries = asked @ vectors, times @ vectors
    to_questions, to_entries = directions(questions), directions(entries)
    scores = SCALE * to_questions @ to_entries.T
    scores -= scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    sums = chances.sum(axis=1, keepdims=True)
    chances /= sums
    wanted = np.full_like(chances, LABEL_SMOOTHING / len(entries))
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
