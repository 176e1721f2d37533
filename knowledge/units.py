"""What the words of a question, and its pairs of neighbours, tell of each entry by themselves."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.context import Readings
from knowledge.index import PAIR_WEIGHT, TIMES, Index, Integers, Numbers, Postings

PAIR_EVIDENCE = 0.3
"""How much a pair tells beside its two words, which it repeats."""
SMOOTHING = 5.0
"""Phrasings of no entry in particular that are added to each entry's own, so that few phrasings prove little."""


class Unit(NamedTuple):
    """A word or a pair of the question: its weight, and the features it may mean, each with how sure that is."""

    weight: float
    means: Mapping[int, float]


class Told(NamedTuple):
    """What units tell of each entry."""

    covered: Numbers
    """The weight of the units the entry says, each counted by its surest reading there."""
    evidence: Numbers
    """The sum over the units of ln(share of the entry's phrasings that say the unit / usual share), both smoothed;
    units no phrasing says tell nothing. A unit is said by any of its readings, each as far as it is sure.
    """


class Word(NamedTuple):
    """A word of the question and what it tells by itself."""

    unit: Unit
    told: Told


class _Said(NamedTuple):
    """Every place where an entry says a feature some unit may mean."""

    cells: Integers
    """The unit's number, from 0, times the number of entries, plus the entry's row."""
    sure: Numbers
    """How sure it is that the unit means the feature."""
    values: list[Numbers]
    """The posting lists' values there."""


class Units:
    """Reads words and pairs against an index; immutable once built."""

    def __init__(self, index: Index) -> None:
        """Holds on to the index."""
        self._index = index
        self._lexicon = index.lexicon
        self._unsaid: Numbers = np.log(SMOOTHING / (index.entry_phrasings + SMOOTHING))

    def word(self, readings: Readings) -> Word:
        """A word that may be read so."""
        meant = {word: sure for word, sure in readings if word in self._lexicon}
        unit, index = Unit(self._rarity(meant), self._index.words(meant)), self._index
        texts, phrasings = self._said([unit], index.said), self._said([unit], index.in_entries)
        told = (
            self._covered([unit], texts._replace(sure=texts.sure * texts.values[0])),
            self._evidence([unit], phrasings),
        )
        return Word(unit, Told(*(figures.astype(np.float32) for figures in told)))

    def pair(self, first: Unit, second: Unit) -> Unit:
        """Two words side by side."""
        weight = PAIR_WEIGHT * max(first.weight, second.weight)
        return Unit(weight, self._index.pairs(first.means, second.means))

    def told_by_pairs(self, pairs: Sequence[Unit]) -> Told:
        """What pairs tell together, beside their words."""
        said = self._said(pairs, self._index.in_entries)
        return Told(self._covered(pairs, said), PAIR_EVIDENCE * self._evidence(pairs, said))

    def _rarity(self, meant: Mapping[str, float]) -> float:
        if not meant:
            return self._lexicon.unknown_rarity
        # Among the surest readings the commonest: a word everybody uses is not rare because it resembles a rare one.
        surest = max(meant.values())
        return min(self._lexicon.rarity(word) for word, sure in meant.items() if sure == surest)

    def _said(self, units: Sequence[Unit], postings: Postings) -> _Said:
        unit = np.repeat(np.arange(len(units)), [len(unit.means) for unit in units])
        sure = np.array([sure for unit in units for sure in unit.means.values()])
        which, places = postings.occurrences([feature for unit in units for feature in unit.means])
        cells = unit[which] * self._index.entry_count + postings.rows[places]
        return _Said(cells, sure[which], [values[places] for values in postings.values])

    def _covered(self, units: Sequence[Unit], said: _Said) -> Numbers:
        entry_count = self._index.entry_count
        surest = np.zeros(len(units) * entry_count)
        np.maximum.at(surest, said.cells, said.sure)
        covered: Numbers = np.array([unit.weight for unit in units]) @ surest.reshape(len(units), entry_count)
        return covered

    def _evidence(self, units: Sequence[Unit], said: _Said) -> Numbers:
        index = self._index
        usual = np.array([sum(sure * index.usual[feature] for feature, sure in unit.means.items()) for unit in units])
        times = np.bincount(said.cells, said.sure * said.values[TIMES])
        # Few entries say a unit: only for those is a logarithm drawn.
        cells = np.flatnonzero(times)
        unit, entry = np.divmod(cells, index.entry_count)
        told = np.log1p(times[cells] / (SMOOTHING * usual[unit]))
        evidence: Numbers = np.bincount(entry, told, index.entry_count) + np.count_nonzero(usual) * self._unsaid
        return evidence
