"""Texts as numbers: every word in order, in its text and entry."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge import corpus
from knowledge.corpus import Corpus, Integers, Vocabulary, counted, different, places, runs
from knowledge.vietnamese import words

_NOTHING: Integers = np.array([], np.int64)
TEXTS = [["Bỏ rác, bỏ!", "rác"], [], ["", "pin\tcũ\u00a0bỏ 9.368"]]


def _spelled(texts: Corpus) -> list[list[str]]:
    vocabulary = list(texts.vocabulary)
    return [[vocabulary[word] for word in texts.words[texts.text_of == text]] for text in range(len(texts.entry_of))]


def test_words_are_numbered_as_they_come_and_every_text_has_an_end() -> None:
    texts = corpus.read(TEXTS)
    assert texts.vocabulary == {"": 0, "bỏ": 1, "rác": 2, "pin": 3, "cũ": 4, "9.368": 5}
    assert texts.words.tolist() == [1, 2, 1, 0, 2, 0, 0, 3, 4, 1, 5, 0]
    assert texts.text_of.tolist() == [0, 0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 3]
    assert (texts.entry_of.tolist(), texts.entry_count) == ([0, 0, 2, 2], 3)


def test_a_vocabulary_numbers_what_is_looked_up() -> None:
    vocabulary = Vocabulary()
    assert (vocabulary["rác"], vocabulary["bỏ"], vocabulary["rác"], vocabulary.get("pin")) == (1, 2, 1, None)
    assert vocabulary == {"": 0, "rác": 1, "bỏ": 2}


def test_said_and_neighbours_leave_out_the_ends() -> None:
    texts = corpus.read(TEXTS)
    assert [found.tolist() for found in texts.said()] == [[1, 2, 1, 2, 3, 4, 1, 5], [0, 0, 0, 1, 3, 3, 3, 3]]
    assert [found.tolist() for found in texts.neighbours()] == [[1, 2, 3, 4, 1], [2, 1, 4, 1, 5], [0, 0, 3, 3, 3]]
    assert texts.entries_with() == {"bỏ": 2, "rác": 1, "pin": 1, "cũ": 1, "9.368": 1}


def test_texts_and_words_are_taken_out() -> None:
    texts = corpus.read(TEXTS)
    fewer = texts.only(np.array([False, True, True, True]))
    assert _spelled(fewer) == [["rác", ""], [""], ["pin", "cũ", "bỏ", "9.368", ""]]
    assert (fewer.entry_of.tolist(), fewer.entry_count) == ([0, 2, 2], 3)
    shorter = texts.without(texts.words <= 1)
    assert _spelled(shorter) == [["rác", ""], ["rác", ""], [""], ["pin", "cũ", "9.368", ""]]
    assert shorter.entry_of.tolist() == texts.entry_of.tolist()


def test_nothing_is_a_corpus_too() -> None:
    nothing = corpus.read([])
    assert (nothing.words.tolist(), nothing.entry_count, nothing.entries_with()) == ([], 0, {})
    assert [found.tolist() for found in (*nothing.said(), *nothing.neighbours())] == [[]] * 5


@given(st.lists(st.lists(st.text("aạ b,.9\n\u00a0\u200b€Ω", max_size=20), max_size=4), max_size=4))
def test_texts_are_read_as_they_are_one_by_one(entries: list[list[str]]) -> None:
    assert _spelled(corpus.read(entries)) == [[*words(text), ""] for texts in entries for text in texts]


def test_places_of_spans_and_runs_of_numbers() -> None:
    assert places(np.array([7, 0, 3]), np.array([2, 0, 3])).tolist() == [7, 8, 3, 4, 5]
    assert places(_NOTHING, _NOTHING).tolist() == []
    assert list(runs(np.array([0, 0, 4, 7, 7, 7]))) == [(0, slice(0, 2)), (4, slice(2, 3)), (7, slice(3, 6))]
    assert list(runs(np.array([], np.int64))) == []


@given(st.lists(st.tuples(*[st.integers(0, 2**20)] * 3), max_size=30))
def test_rows_are_told_apart_and_counted(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array([row[place] for row in rows], np.int32) for place in range(3)]
    found, times = counted(*columns)
    found_rows = list(zip(*(column.tolist() for column in found), strict=True))
    assert dict(zip(found_rows, times.tolist(), strict=True)) == Counter(rows)
    assert found_rows == list(zip(*(column.tolist() for column in different(*columns)), strict=True))
    assert found_rows == sorted(set(rows))


def test_a_single_column_is_counted_and_so_is_nothing() -> None:
    (found,), times = counted(np.array([5, 0, 5, 2]))
    assert (found.tolist(), times.tolist()) == ([0, 2, 5], [1, 1, 2])
    (found,), times = counted(_NOTHING)
    assert (found.tolist(), times.tolist()) == ([], [])


def test_words_may_be_read_otherwise() -> None:
    assert _spelled(corpus.read([["a b", "b"]], lambda said: [said, said])) == [
        ["a", "a", "b", "b", ""],
        ["b", "b", ""],
    ]
