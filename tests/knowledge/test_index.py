"""Where each word and pair occurs, and what it weighs there: every figure of an index of three entries, by hand."""

import math

import numpy as np
import pytest

from knowledge import corpus
from knowledge.index import CREDIT, SAID_IN_TEXT, TIMES, Index, Postings

COMMON, SHARED, RARE = math.log(2), math.log(2.5), math.log(4)
"""Weights of words that three, two and one of three entries use."""
A, B, C, D, F, E, AB, AC, BA, DD, DE = FEATURES = range(1, 12)
"""The words in the order in which the entries use them, then the pairs; number 0 is the end of a text."""


def small_index() -> Index:
    """Three entries asked in two, one and four ways; "f" stands in a text alone."""
    texts = [["a b", "a c", "d"], ["b a", "c f"], ["d", "d d e", "d", "a b", "a a"]]
    return Index(corpus.read(texts), np.array([True, True, False, True, False, True, True, True, True, False]))


def _places(postings: Postings, feature: int) -> list[tuple[float, ...]]:
    """The rows that have the feature, each with its values."""
    which, places = postings.occurrences([feature])
    assert which.tolist() == [0] * len(places)
    columns = [postings.rows[places], *(values[places] for values in postings.values)]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_a_word_weighs_by_its_rarity_and_a_pair_half_its_rarer_word() -> None:
    index = small_index()
    assert list(index.lexicon) == ["a", "b", "c", "d", "f", "e"]
    assert index.weights[1:] == pytest.approx(
        [COMMON, COMMON, SHARED, SHARED, RARE, RARE, COMMON / 2, SHARED / 2, COMMON / 2, SHARED / 2, RARE / 2]
    )


def test_phrasings_have_each_word_and_pair_once_and_no_pair_across_two_of_them() -> None:
    index = small_index()
    rows = [[row for (row,) in _places(index.in_phrasings, feature)] for feature in FEATURES]
    assert rows == [[0, 1, 2, 6], [0, 2, 6], [1], [3, 4, 5], [], [4], [0, 6], [1], [2], [4], [4]]
    assert index.phrasing_weights.tolist() == pytest.approx(
        [
            2.5 * COMMON, COMMON + 1.5 * SHARED, 2.5 * COMMON,
            SHARED, 1.5 * SHARED + 1.5 * RARE, SHARED, 2.5 * COMMON,
        ]
    )  # fmt: skip
    assert index.entry_of_phrasing.tolist() == [0, 0, 1, 2, 2, 2, 2]
    assert (index.entry_count, index.entry_phrasings.tolist()) == (3, [2.0, 1.0, 4.0])


def test_entries_have_their_words_by_how_many_phrasings_say_them_and_those_of_their_texts_for_less() -> None:
    index = small_index()
    assert (TIMES, CREDIT) == (0, 1)
    text = (0.0, SAID_IN_TEXT)
    expected = {
        A: [(0, 2.0, 1.0), (1, 1.0, 1.0), (2, 1.0, 1.0)],
        B: [(0, 1.0, 1.0), (1, 1.0, 1.0), (2, 1.0, 1.0)],
        C: [(0, 1.0, 1.0), (1, *text)],
        D: [(2, 3.0, 1.0), (0, *text)],
        F: [(1, *text)],
        E: [(2, 1.0, 1.0)],
        AB: [(0, 1.0, 1.0), (2, 1.0, 1.0)],
        AC: [(0, 1.0, 1.0)],
        BA: [(1, 1.0, 1.0)],
        DD: [(2, 1.0, 1.0)],
        DE: [(2, 1.0, 1.0)],
    }
    for feature, places in expected.items():
        assert _places(index.in_entries, feature) == [pytest.approx(place) for place in places]


def test_usual_is_the_share_of_phrasings_all_entries_counting_alike() -> None:
    thirds = [1 + 1 + 1 / 4, 1 / 2 + 1 + 1 / 4, 1 / 2, 3 / 4, 0, 1 / 4, 1 / 2 + 1 / 4, 1 / 2, 1, 1 / 4, 1 / 4]
    assert small_index().usual == pytest.approx([0, *(third / 3 for third in thirds)])


def test_a_phrasing_without_words_weighs_nothing_and_a_word_of_texts_alone_is_not_usual() -> None:
    index = Index(corpus.read([["a", "", "b"]]), np.array([True, True, False]))
    assert index.phrasing_weights.tolist() == pytest.approx([COMMON, 0.0])
    assert index.usual == [0.0, 0.5, 0.0]


def test_words_and_pairs_are_found_as_sure_as_they_were_read() -> None:
    index = small_index()
    assert index.words({"a": 1.0, "zzz": 0.9, "e": 0.5}) == {A: 1.0, E: 0.5}
    assert index.pairs({A: 0.5, C: 1.0, D: 0.8}, {B: 0.4, C: 1.0, E: 0.5}) == {AB: 0.2, AC: 0.5, DE: 0.4}
    assert index.pairs({C: 1.0}, {A: 1.0}) == {}


# --- Lists by themselves ---------------------------------------------------------------------------------------------


def _postings() -> Postings:
    """Features 0 and 2 of three, over four rows, written out of order."""
    return Postings([2, 0, 2, 0], [3, 1, 0, 2], [4.0, 1.0, 0.5, 2.0], [9.0, 8.0, 7.0, 6.0], size=3, row_count=4)


def test_occurrences_tell_which_feature_it_is_and_where_its_values_lie() -> None:
    postings = _postings()
    which, places = postings.occurrences([2, 1, 0, 2])
    assert which.tolist() == [0, 0, 2, 2, 3, 3]
    assert postings.rows[places].tolist() == [3, 0, 1, 2, 3, 0]
    assert [values[places].tolist() for values in postings.values] == [
        [4.0, 0.5, 1.0, 2.0, 4.0, 0.5],
        [9.0, 7.0, 8.0, 6.0, 9.0, 7.0],
    ]
    assert [found.tolist() for found in postings.occurrences([])] == [[], []]
    assert [found.tolist() for found in postings.occurrences([1])] == [[], []]


def test_sums_are_of_the_factors_of_what_a_row_has() -> None:
    postings = _postings()
    factors = {0: 0.5, 2: 10.0, 1: 3.0}
    assert postings.summed(factors).tolist() == [10.0, 0.5, 0.5, 10.0]
    assert postings.summed({0: 1.0}).tolist() == [0.0, 1.0, 1.0, 0.0]
    assert postings.summed({}).tolist() == [0.0] * 4
    assert postings.summed({1: 1.0}).tolist() == [0.0] * 4


def test_rows_are_as_wide_as_places_so_that_adding_up_converts_none() -> None:
    index = small_index()
    assert {one.rows.dtype for one in (index.in_phrasings, index.in_entries)} == {np.dtype(np.intp)}


def test_figures_take_half_the_room_of_python_s_own() -> None:
    index = small_index()
    sums = index.in_phrasings.summed({A: 1.0})
    figures = [*index.in_entries.values, index.phrasing_weights, index.entry_phrasings, sums]
    assert {str(one.dtype) for one in figures} == {"float32"}
