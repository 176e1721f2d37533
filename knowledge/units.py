"""What the words of a question, and its pairs of neighbours, tell of each entry by themselves."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.context import Readings
from knowledge.index import CREDIT, PAIR_WEIGHT, TIMES, Index, Numbers

PAIR_EVIDENCE = 0.4
"""How much a pair tells beside its two words, which it repeats."""
SMOOTHING = 5.0
"""Phrasings of no entry in particular that are added to each entry's own, so that few phrasings prove little."""


class Unit(NamedTuple):
    """A word or a pair of the question: its weight, and the features it may mean, each with how sure that is."""

    weight: float
    means: Mapping[int, float]


class Told(NamedTuple):
    """What the words and pairs of a question tell of each entry."""

    words: Numbers
    """The weight of the words the entry says, each counted by its surest reading there …"""
    pairs: Numbers
    """… and of the pairs."""
    evidence: Numbers
    """The sum over the units of ln(share of the entry's phrasings that say the unit / usual share), both smoothed;
    units no phrasing says tell nothing. A unit is said by any of its readings, each as far as it is sure.
    """


class Units:
    """Reads words and pairs against an index; immutable once built."""

    def __init__(self, index: Index) -> None:
        """Holds on to the index."""
        self._index = index
        self._lexicon = index.lexicon
        self._unsaid: Numbers = np.log(SMOOTHING / (index.entry_phrasings + SMOOTHING))

    def word(self, readings: Readings) -> Unit:
        """A word that may be read so."""
        meant = {word: sure for word, sure in readings if word in self._lexicon}
        return Unit(self._rarity(meant), self._index.words(meant))

    def pair(self, first: Unit, second: Unit) -> Unit:
        """Two words side by side."""
        weight = PAIR_WEIGHT * max(first.weight, second.weight)
        return Unit(weight, self._index.pairs(first.means, second.means))

    def told(self, words: Sequence[Unit], pairs: Sequence[Unit]) -> Told:
        """What words and pairs tell together; there must be a word."""
        units, index = (*words, *pairs), self._index
        features = [feature for unit in units for feature in unit.means]
        which, places = index.in_entries.occurrences(features)
        unit_of = np.repeat(np.arange(len(units)), [len(unit.means) for unit in units])[which]
        sure = np.array([sure for unit in units for sure in unit.means.values()], np.float32)[which]
        # Every place where an entry says a feature some unit may mean: the unit's number and the entry's row in one.
        cells = unit_of * index.entry_count + index.in_entries.rows[places]
        credits, times = (index.in_entries.values[kind][places] for kind in (CREDIT, TIMES))
        said, in_phrasings = np.zeros((2, len(units) * index.entry_count), np.float32)
        np.maximum.at(said, cells, sure * credits)
        np.add.at(in_phrasings, cells, sure * times)
        said = said.reshape(len(units), index.entry_count)
        weights = np.array([unit.weight for unit in units], np.float32)
        return Told(
            weights[: len(words)] @ said[: len(words)],
            weights[len(words) :] @ said[len(words) :],
            self._evidence(units, len(words), in_phrasings.reshape(said.shape)),
        )

    def _evidence(self, units: Sequence[Unit], word_count: int, times: Numbers) -> Numbers:
        """`times`: for each unit, a row of in how many of each entry's phrasings it is said."""
        usual = np.array(
            [sum(sure * self._index.usual[feature] for feature, sure in unit.means.items()) for unit in units]
        )
        known = np.flatnonzero(usual)
        share = np.where(known < word_count, 1.0, PAIR_EVIDENCE).astype(np.float32)
        told = times[known] / (SMOOTHING * usual[known, np.newaxis]).astype(np.float32)
        evidence: Numbers = share @ np.log1p(told, out=told) + share.sum() * self._unsaid
        return evidence

    def _rarity(self, meant: Mapping[str, float]) -> float:
        if not meant:
            return self._lexicon.unknown_rarity
        # Among the surest readings the commonest: a word everybody uses is not rare because it resembles a rare one.
        surest = max(meant.values())
        return min(self._lexicon.rarity(word) for word, sure in meant.items() if sure == surest)
