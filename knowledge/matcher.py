"""Which entries a question may mean, and how sure that is.

A question and a phrasing are compared by their words and by their pairs of neighbouring words (Vietnamese words are
mostly two syllables: "bảo hiểm"), each weighted by rarity. Four views are summed: the question's telling words beside
everything the entry says at all, how much rather this entry is asked with its words and pairs than the others are, the
question beside all phrasings that are like it, and how near the two lie by what their words mean.

All entries are scored at once from posting lists (for each word and pair: the phrasings and entries that have it), so
a question costs about the length of its words' lists, not the number of phrasings.
"""

import itertools
import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from knowledge import corpus, placeholders
from knowledge.context import Context, Readings
from knowledge.corpus import Integers
from knowledge.entry import Entry
from knowledge.index import PAIR_WEIGHT, Index, Numbers
from knowledge.lexicon import Lexicon
from knowledge.loader import Library
from knowledge.meaning import Meaning, WordVectors
from knowledge.names import Names, Said
from knowledge.typed import Repair
from knowledge.units import Unit, Units
from knowledge.vietnamese import fold, has_marks, words
from knowledge.wording import Token, Wording

VIEWS = (0.149, 0.101, 0.214, 0.723)
"""Shares of the views in the score: coverage, evidence, support, meaning. Learned by `make learn` from the
content itself, so that a lead of 0.05 makes a match e times as probable as the next."""
UNLIKE = 1e-4
"""Support no better than none."""
LEAST_SHARED = 0.2
"""A phrasing that has less than this share of a question, by weight, is not like it at all: so many are hardly like it
that together they would count. Set on the tuning half (0.1: typing slips 90.4 right, 0.2: 91.1; from 0.25 on more of
what must not be answered is)."""
SAID_BEFORE = 0.8
"""Share of the last answer's title in the score of an elliptic question, set on the tuning half of the dialogues."""
ALREADY_READ = 0.4
"""How far the last answer steps back then: who goes on asking wants something else."""
SHOWN_BELOW = 0.15
"""How far the entries step forward then that stand below the last answer."""
LIKE_ONE = 0.5
"""A question that is less like each single phrasing of a scattered entry does not mean it. Of scattered phrasings that
are left out 63 of 100 are answered by a neighbour at 0.5 (59 at 0.4, 65 at 0.6, 68 without scattered entries), and of
the tuning half's questions 1 in 1,000 less than at 0.6 (3 at 0.4)."""
LIKELY = 0.8
"""How sure a reading of a word must be to make it part of a name: accents that were typed are not passed over."""
BEST = 10
"""Matches returned."""


class Match(NamedTuple):
    """An entry a question may mean. Likeness, coverage and pairs lie between 0 and 1."""

    entry: Entry
    score: float
    likeness: float
    """To the phrasing most like the question."""
    coverage: float
    """Share of the question's words the entry says, by weight."""
    pairs: float
    """Share of the question's pairs of neighbours the entry says, by weight."""
    evidence: float
    """How much rather the entry is asked with the question's words than entries at large are: log-likelihood ratio
    (naive Bayes) as a share of the question's weight; negative if others are asked so rather than this one."""
    support: float
    """How much its phrasings are like the question, all of them together."""
    meaning: float
    """How near the question's words lie to the entry's by what they mean: a cosine."""
    weight: float
    """How much the question tells: the sum of its words' rarities."""
    words: int
    """How many different words tell it."""
    elsewhere: float
    """The score of the nearest matter that is somebody else's to answer; 0 beside such a matter itself …"""
    elsewhere_likeness: float
    """… and the likeness to the phrasing most like the question of all those matters."""
    named: bool
    """Whether one of the entry's names stands in the question, its words in any order; so it is if it has none."""
    only_named: bool
    """Whether the question says nothing else."""

    @property
    def says_it_all(self) -> bool:
        """Whether the entry says every word and pair of the question: a bare "rác" is vague, but it is ours."""
        return min(self.coverage, self.pairs) > 0.99


class Question(NamedTuple):
    """A question as the matcher reads it."""

    tokens: tuple[Token, ...]
    meant: Mapping[str, Readings]
    """For the words that were typed, what they may mean where they stand; the wording's own mean themselves."""

    def readings(self, token: Token) -> Readings:
        """What one of its tokens may mean."""
        return self.meant.get(token.word, ((token.word, 1.0),))

    def said(self) -> Said:
        """Its words as they are looked for in names: each as what it is likely to mean."""
        likely = [frozenset(word for word, sure in self.readings(token) if sure >= LIKELY) for token in self.tokens]
        telling = [meant for meant, token in zip(likely, self.tokens, strict=True) if not token.optional]
        return Said(likely, telling)


class _Reading(NamedTuple):
    """The telling units of a question, and everything it may mean, optional words included."""

    words: list[Unit]
    pairs: list[Unit]
    features: dict[int, float]


class _Views(NamedTuple):
    """All entries beside a question."""

    scores: Numbers
    """Of each entry …"""
    seen: Numbers
    """… and a row of all entries for each of its likeness, pairs, coverage, evidence, support and meaning."""
    weight: float
    words: int


class Matcher:
    """Scores all entries of a library against a question; immutable once built."""

    def __init__(self, library: Library, vectors: WordVectors | None = None) -> None:
        """Builds the index; entries keep the library's order. `vectors`: others than those shipped."""
        self._wording = Wording(library.language)
        self._entries = [entry for entry in library.entries.values() if entry.ask]
        self._rows = {entry.id: row for row, entry in enumerate(self._entries)}
        self._elsewhere = np.array([entry.kind == "elsewhere" for entry in self._entries], dtype=bool)
        self._scattered = np.flatnonzero([entry.scattered for entry in self._entries])
        self._names = Names(self._entries, self._wording, library.language)
        texts = corpus.read(
            [[*entry.phrasings, placeholders.without(" ".join(entry.texts))] for entry in self._entries],
            self._wording.words,
        )
        # The last text of each entry is what it tells; the others are phrasings.
        is_asked = np.diff(texts.entry_of, append=texts.entry_count) == 0
        worded, optional = self._wording.reworded(texts)
        self._index = Index(worded.without(optional & is_asked[worded.text_of]), is_asked)
        self._units = Units(self._index)
        self._meaning = Meaning(worded.only(is_asked), vectors or WordVectors.load())
        spoken = Lexicon(texts.entries_with(), texts.entry_count)
        names = frozenset(word for name in library.language.here for word in words(name) if has_marks(word))
        self._context = Context(texts, spoken, names)
        self._repair = Repair(spoken, self._wording.spellings)

    def read(self, text: str) -> Question:
        """The question's words as they were probably meant, in the wording of the index."""
        meant = self._context.read(self._wording.written_out(self._repair.words(words(text))))
        tokens = self._wording.tokens([word.word for word in meant])
        if all(token.optional for token in tokens):
            tokens = [Token(token.word) for token in tokens]
        return Question(tuple(tokens), dict(meant))

    def telling(self, text: str) -> dict[tuple[str, ...], float]:
        """What a text tells: its words and pairs of neighbours without filler, unaccented, each with its weight."""
        said = [fold(token.word) for token in self.read(text).tokens if not token.optional]
        rarity = {word: self._index.lexicon.rarity_of_spelling(word) for word in said}
        units: dict[tuple[str, ...], float] = {(word,): weight for word, weight in rarity.items()}
        for one, other in itertools.pairwise(said):
            units[one, other] = PAIR_WEIGHT * max(rarity[one], rarity[other])
        return units

    def match(self, question: Question, after: Entry | None = None) -> list[Match]:
        """The entries the question may mean, best first; at most one match an entry, at most BEST in all.

        `after`: the entry just shown, which an elliptic question ("thế còn bảo hiểm xã hội?") goes on from. Its title
        then counts as said before, and the entry itself, which has been read, steps back.
        """
        views = self._views(question)
        if views is None:
            return []
        scores = views.scores
        if after is not None and (before := self._views(self.read(after.title))) is not None:
            scores = scores + SAID_BEFORE * before.scores
            scores[self._rows[after.id]] -= ALREADY_READ
            scores[[self._rows[entry] for entry in after.related if entry in self._rows]] += SHOWN_BELOW
        best = _highest(scores, BEST)
        nearest, nearest_likeness = (view[self._elsewhere].max(initial=0.0) for view in (scores, views.seen[0]))
        said = question.said()
        figures = np.vstack([scores, views.seen])[:, best].T.tolist()
        return [
            Match(
                self._entries[row],
                score,
                likeness,
                coverage,
                pairs,
                evidence,
                support,
                meaning,
                views.weight,
                views.words,
                elsewhere=0.0 if self._elsewhere[row] else float(nearest),
                elsewhere_likeness=0.0 if self._elsewhere[row] else float(nearest_likeness),
                named=self._names.stands_in(self._entries[row], said),
                only_named=self._names.are_all_of(self._entries[row], said),
            )
            for row, (score, likeness, pairs, coverage, evidence, support, meaning) in zip(best, figures, strict=True)
            if score > 0
        ]

    def _views(self, question: Question) -> _Views | None:
        """All entries beside the question; None if it says nothing that weighs."""
        reading = self._read(question)
        word_weight = sum(word.weight for word in reading.words)
        pair_weight = sum(pair.weight for pair in reading.pairs)
        if not word_weight or not self._entries:
            return None
        told = self._units.told(reading.words, reading.pairs)
        coverage = told.words / word_weight
        pairs = told.pairs / pair_weight if pair_weight else coverage
        likeness, support = self._likeness(reading.features, word_weight + pair_weight)
        evidence = told.evidence / word_weight
        meaning = self._meaning.nearness([question.readings(token) for token in question.tokens])
        seen = np.array([likeness, pairs, coverage, evidence, support, meaning])
        seen[:, self._scattered[likeness[self._scattered] < LIKE_ONE]] = 0
        return _Views(np.array(VIEWS) @ seen[-len(VIEWS) :], seen, word_weight, len(reading.words))

    def _read(self, question: Question) -> _Reading:
        tokens = question.tokens
        units = [self._units.word(question.readings(token)) for token in tokens]
        telling = [position for position, token in enumerate(tokens) if not token.optional]
        # Said twice is not more telling than said once.
        words = {tokens[at].word: units[at] for at in telling}
        pairs = {
            (tokens[first].word, tokens[second].word): self._units.pair(units[first], units[second])
            for first, second in itertools.pairwise(telling)
        }
        # What says nothing by itself may still be part of a phrasing: it counts for the entry, never against it.
        aside = [
            self._units.pair(units[position], units[position + 1])
            for position in range(len(tokens) - 1)
            if tokens[position].optional or tokens[position + 1].optional
        ]
        features: dict[int, float] = {}
        for unit in (*units, *pairs.values(), *aside):
            for feature, sure in unit.means.items():
                if sure > features.get(feature, 0.0):
                    features[feature] = sure
        return _Reading(list(words.values()), list(pairs.values()), features)

    def _likeness(self, features: Mapping[int, float], question_weight: float) -> tuple[Numbers, Numbers]:
        """For each entry, likeness to its best phrasing, and the support of all of them.

        Likeness is the harmonic mean of how much of the question the phrasing has and how much of the phrasing the
        question has (Dice's coefficient on weights). Support adds up fourth powers, so that few that are like it count
        for more than many that are hardly: 0 beside nothing like it, 1 beside one phrasing just like it.
        """
        index = self._index
        weighted = {feature: sure * index.weights[feature] for feature, sure in features.items()}
        shared = index.in_phrasings.summed(weighted)
        # Of a hundred thousand phrasings some thousands share as much: only those are worth a closer look.
        near = np.flatnonzero(shared > LEAST_SHARED * question_weight)
        likeness = np.minimum(shared[near], question_weight)
        likeness *= 2 / (index.phrasing_weights[near] + question_weight)
        entries = index.entry_of_phrasing[near]
        nearest: Numbers = np.zeros(index.entry_count, np.float32)
        np.maximum.at(nearest, entries, likeness)
        alike = np.bincount(entries, likeness**4, index.entry_count)
        support: Numbers = 1 - np.log(np.maximum(alike, UNLIKE)) / math.log(UNLIKE)
        return nearest, support


def _highest(scores: Numbers, count: int) -> Integers:
    """The rows of the highest scores, best first and equal ones in the rows' order, without sorting all the others."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    near = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    return near[np.argsort(-scores[near], kind="stable")][:count]
