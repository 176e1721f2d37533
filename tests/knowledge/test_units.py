"""What words and pairs tell of three entries, every figure by hand; the index is that of test_index."""

import math

import pytest

from knowledge.units import PAIR_EVIDENCE, SMOOTHING, Unit, Units
from tests.knowledge.test_index import AB, AC, BA, COMMON, RARE, SHARED, A, B, C, D, E, F, small_index


def test_a_word_weighs_as_the_commonest_of_its_surest_readings() -> None:
    units = Units(small_index())
    assert units.word((("e", 0.8), ("c", 0.8), ("a", 0.7), ("zzz", 1.0))) == Unit(SHARED, {E: 0.8, C: 0.8, A: 0.7})
    assert units.word((("a", 1.0), ("e", 0.9))) == Unit(COMMON, {A: 1.0, E: 0.9})
    assert units.word((("zzz", 1.0),)) == Unit(RARE, {})


def test_a_pair_weighs_half_its_weightier_word() -> None:
    units = Units(small_index())
    first, second = Unit(2.0, {A: 0.5, B: 1.0}), Unit(3.0, {A: 0.4, C: 1.0})
    assert units.pair(first, second) == Unit(1.5, {AC: 0.5, BA: 0.4})
    assert units.pair(second, first) == Unit(1.5, {AB: 0.4})


def _evidence(phrasings: int, *said: tuple[float, float, float]) -> float:
    """The sum over (share, times, usual) of ln(smoothed share of the entry's phrasings / usual share)."""
    return sum(
        share * math.log((times + SMOOTHING * usual) / (phrasings + SMOOTHING) / usual) for share, times, usual in said
    )


def test_words_tell_by_their_surest_reading_in_each_entry_and_pairs_apart() -> None:
    words = [Unit(2.0, {A: 0.4, C: 0.5}), Unit(3.0, {D: 1.0}), Unit(4.0, {}), Unit(0.5, {F: 1.0})]
    told = Units(small_index()).told(words, [Unit(1.5, {AB: 0.8})])
    assert told.words.tolist() == pytest.approx([2.0 * 0.5 + 3.0 * 0.6, 2.0 * 0.4 + 0.5 * 0.6, 2.0 * 0.4 + 3.0 * 1.0])
    assert told.pairs.tolist() == pytest.approx([1.5 * 0.8, 0.0, 1.5 * 0.8])
    either, thing, pair = 0.4 * 2.25 / 3 + 0.5 * 0.5 / 3, 0.75 / 3, 0.8 * 0.75 / 3
    assert told.evidence.tolist() == pytest.approx(
        [
            _evidence(2, (1.0, 0.4 * 2 + 0.5 * 1, either), (1.0, 0.0, thing), (PAIR_EVIDENCE, 0.8, pair)),
            _evidence(1, (1.0, 0.4, either), (1.0, 0.0, thing), (PAIR_EVIDENCE, 0.0, pair)),
            _evidence(4, (1.0, 0.4, either), (1.0, 3.0, thing), (PAIR_EVIDENCE, 0.8, pair)),
        ],
        rel=1e-5,
    )


def test_words_nobody_says_tell_nothing_of_any_entry() -> None:
    told = Units(small_index()).told([Unit(RARE, {})], [])
    assert [figures.tolist() for figures in told] == [[0.0] * 3] * 3
