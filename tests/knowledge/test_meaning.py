"""What words mean: words that ask for the same lie near each other, and an entry needs no learning of its own."""

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from knowledge import corpus
from knowledge.entry import Entry
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.meaning import Meaning, WordVectors, directions
from knowledge.wording import Wording
from tests.evaluation.word_vectors import OFTEN, learned, surprise

VECTORS = WordVectors(
    ["tiền", "trợ", "cấp", "già"], [[0, 3], [1, 2]], [[3, 0], [2, 1], [2, -1], [0, 5], [1, 1], [-1, 0]]
)
"""With vectors for "tiền già" and "trợ cấp" as well."""


def _nearness(meaning: Meaning, *asked: str) -> list[float]:
    return [round(float(near), 6) for near in meaning.nearness([((word, 1.0),) for word in asked])]


def test_an_entry_is_the_sum_of_all_words_and_pairs_it_is_asked_with_and_a_question_of_its_own() -> None:
    meaning = Meaning(corpus.read([["tiền già", "tiền"], ["già"], ["trợ cấp"]]), VECTORS)
    length = math.hypot(3 + 3 + 1, 5 + 1)
    assert _nearness(meaning, "trợ", "cấp") == [round(7 / length, 6), 0.0, 1.0]
    assert _nearness(meaning, "già") == [round(6 / length, 6), 1.0, 0.0]
    assert _nearness(meaning, "tiền", "già") == [
        round((4 * 7 + 6 * 6) / length / math.hypot(4, 6), 6),
        round(6 / math.hypot(4, 6), 6),
        round(4 / math.hypot(4, 6), 6),
    ]


def test_only_neighbours_in_their_order_are_a_pair() -> None:
    beside = [round(3 / math.hypot(3, 5), 6), round(5 / math.hypot(3, 5), 6)]
    apart = Meaning(corpus.read([["tiền", "già"], ["tiền robot già"], ["già tiền"]]), VECTORS)
    for asked, near in (("tiền", beside[0]), ("già", beside[1])):
        assert _nearness(apart, asked) == [near] * 3
    alone = Meaning(corpus.read([["tiền"], ["già"]]), VECTORS)
    assert _nearness(alone, "già", "tiền") == _nearness(alone, "tiền", "robot", "già") == beside
    assert _nearness(alone, "tiền", "già", "tiền", "già") == _nearness(alone, "già", "tiền", "già")


def test_words_nothing_was_learned_of_tell_nothing() -> None:
    meaning = Meaning(corpus.read([["tiền robot"], ["robot"], []]), VECTORS)
    assert _nearness(meaning, "tiền", "drone") == [1.0, 0.0, 0.0]
    assert (_nearness(meaning, "drone"), _nearness(meaning)) == ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
    assert Meaning(corpus.read([]), VECTORS).nearness([]).tolist() == []
    nothing = WordVectors([], [], np.zeros((0, 2)))
    assert _nearness(Meaning(corpus.read([["tiền già"]]), nothing), "tiền", "già") == [0.0]


def test_what_may_be_several_is_their_mean_and_counts_no_more_than_what_is_sure() -> None:
    meaning = Meaning(corpus.read([["tiền"], ["già"]]), VECTORS)
    near = meaning.nearness([(("tiền", 0.6), ("trợ", 0.2), ("drone", 1.0)), (("già", 0.25), ("cấp", 0.25))])
    first = np.array([0.75 * 3 + 0.25 * 2, 0.25 * 1])
    second = np.array([0.5 * 2, 0.5 * 5 - 0.5 * 1])
    pair = np.array([0.75 * 1 - 0.25 * 1, 0.75 * 1])
    asked = first + second + pair
    assert near.tolist() == pytest.approx((asked / np.linalg.norm(asked)).tolist())


def test_directions_have_length_one_and_nothing_points_nowhere() -> None:
    pointing = directions(np.array([[3.0, 4.0], [0.0, 0.0], [0.03, -0.04]]))
    assert pointing.tolist() == [pytest.approx([0.6, 0.8]), [0.0, 0.0], pytest.approx([0.6, -0.8])]


def test_vectors_are_stored_by_where_they_point(tmp_path: Path) -> None:
    VECTORS.save(tmp_path / "vectors.npz")
    with np.load(tmp_path / "vectors.npz") as stored:
        assert stored["vectors"].dtype == np.int8
    again = WordVectors.load(tmp_path / "vectors.npz")
    assert again.rows.tolist() == [[76, 0], [51, 25], [51, -25], [0, 127], [25, 25], [-25, 0]]
    assert [word in again for word in ("tiền", "già", "drone")] == [True, True, False]
    rows, text_of = again.said_in(corpus.read([["già drone", ""], ["tiền già già", "cấp trợ cấp"]]))
    assert sorted(zip(text_of.tolist(), rows.tolist(), strict=True)) == [
        (0, 3), (2, 0), (2, 3), (2, 3), (2, 4), (3, 1), (3, 2), (3, 2), (3, 5),
    ]  # fmt: skip


def test_learning_goes_downhill() -> None:
    rng = np.random.default_rng(1)
    vectors, asked = rng.normal(size=(5, 3)), csr_array([[1.0, 1, 0, 0, 0], [0, 0, 1, 0, 1], [1, 0, 0, 1, 0]])
    times, right = csr_array([[2.0, 1, 0, 0, 0], [0, 1, 2, 1, 2]]), np.array([0, 1, 0])
    _, gradient = surprise(vectors, asked, times, right)
    for place in itertools.product(range(5), range(3)):
        step = np.zeros_like(vectors)
        step[place] = 1e-5
        above, below = (surprise(vectors + sign * step, asked, times, right)[0] for sign in (1, -1))
        assert gradient[place] == pytest.approx((above - below) / 2e-5, rel=1e-3, abs=1e-6)


def _asked(**entries: tuple[str, ...]) -> Library:
    return Library(
        entries={name: Entry(id=name, title=name, topic="t", answer="…", ask=ask) for name, ask in entries.items()},
        language=Language(),
    )


def test_words_of_one_spelling_begin_alike_and_what_is_said_often_side_by_side_has_a_vector() -> None:
    asked = (*(f"bỏ rác {number}" for number in range(OFTEN)), *(f"bò sữa {number}" for number in range(OFTEN - 1)))
    begun = learned(_asked(one=(*asked, "bo bo"), other=("vở",)), rounds=0)
    _, said = begun.said_in(corpus.read([["bỏ rác", "bò sữa"]]))
    assert np.bincount(said).tolist() == [3, 2]
    alone, _ = begun.said_in(corpus.read([["bỏ", "bò", "bo", "vở"]]))
    leave, cow, untyped, book = directions(begun.rows[alone])
    assert min(leave @ cow, leave @ untyped, cow @ untyped) > 0.3 > abs(leave @ book)


def test_what_is_learned_tells_entries_apart_and_the_same_content_teaches_the_same() -> None:
    asked = {
        "money": ("tiền già bao nhiêu", "trợ cấp già bao nhiêu", "lĩnh tiền", "lĩnh trợ cấp"),
        "waste": ("rác bỏ bao nhiêu", "vỏ hộp bỏ bao nhiêu", "bỏ rác", "bỏ vỏ hộp"),
    }
    library = _asked(**asked)
    vectors = learned(library, rounds=100)
    meaning = Meaning(corpus.read(list(asked.values())), vectors)
    for word, nearest in (("lĩnh", 0), ("già", 0), ("bỏ", 1), ("hộp", 1)):
        near = meaning.nearness([((word, 1.0),)])
        assert near[nearest] - near[1 - nearest] > 0.15
    assert abs(np.diff(meaning.nearness([(("bao", 1.0),), (("nhiêu", 1.0),)])).item()) < 0.1
    assert np.array_equal(learned(library, rounds=100).rows, vectors.rows)


def test_the_shipped_vectors_know_what_the_shipped_content_is_asked_with(library: Library) -> None:
    wording = Wording(library.language)
    asked, _ = wording.reworded(corpus.read([entry.ask for entry in library.entries.values()], wording.words))
    vectors, spelled = WordVectors.load(), list(asked.vocabulary)
    said = [spelled[word] for word in asked.said()[0]]
    unknown = [word for word in said if word not in vectors]
    assert len(unknown) < 0.002 * len(said), f"run `make learn`: {sorted(set(unknown))[:20]}"
