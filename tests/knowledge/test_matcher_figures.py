"""What a match says of its entry: every figure of a match beside three entries, by hand.

Words are single letters, so that each is read as itself; "x" and "y" are filler. Four of them have learned vectors.
"""

import math

import numpy as np
import pytest

from knowledge.entry import Entry
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.matcher import ALREADY_READ, LEAST_SHARED, SAID_BEFORE, SHOWN_BELOW, UNLIKE, VIEWS, Match, Matcher
from knowledge.meaning import WordVectors
from knowledge.units import PAIR_EVIDENCE, SMOOTHING

COMMON, SHARED, RARE = math.log(2), math.log(2.5), math.log(4)
"""Weights of words that three, two and one of three entries use."""
FIRST = Entry(id="first", title="a c", topic="t", answer="d", ask=("a b",))
SECOND = Entry(id="second", title="b a", topic="t", answer="c f", ask=("b a", "x y"))
THIRD = Entry(id="third", title="d", topic="t", answer="a", details="g", ask=("d d e", "a b"))
VECTORS = WordVectors(["a", "b", "c", "x"], [], [[1, 0], [0, 1], [2, 0], [0, 3]])
MATCHER = Matcher(
    Library(
        entries={
            **{entry.id: entry for entry in (FIRST, SECOND, THIRD)},
            "unasked": Entry(id="unasked", title="a b", topic="t", answer="a b"),
        },
        language=Language(filler=("x", "y")),
    ),
    VECTORS,
)

# Phrasings of each entry, its title included: "a b", "a c" | "b a", "x y" | "d d e", "a b", "d".
PHRASINGS = {"first": 2, "second": 2, "third": 3}
MEANS = {"first": (4, 1), "second": (1, 4), "third": (1, 1)}
"""The sums of the vectors of all words of their phrasings."""
USUAL = {"a": (1 + 1 / 2 + 1 / 3) / 3, "b": (1 / 2 + 1 / 2 + 1 / 3) / 3, "ab": (1 / 2 + 1 / 3) / 3}
"""Share of phrasings that say it, all entries counting alike."""


def _evidence(entry: Entry, *said: tuple[str, float, float], weight: float) -> float:
    """`said`: units, how often the entry's phrasings say each, and how much it tells as a unit of its kind."""
    count = PHRASINGS[entry.id]
    odds = (
        share * math.log((times + SMOOTHING * USUAL[unit]) / (count + SMOOTHING) / USUAL[unit])
        for unit, times, share in said
    )
    return sum(odds) / weight


def _match(
    entry: Entry,
    *,
    alike: tuple[float, ...],
    coverage: float,
    pairs: float,
    evidence: float,
    asked: tuple[float, float],
    weight: float,
    words: int,
) -> Match:
    """`alike`: likeness to each of its phrasings; `asked`: the sum of the vectors of the question's words."""
    support = 1 - math.log(max(sum(likeness**4 for likeness in alike), UNLIKE)) / math.log(UNLIKE)
    meaning = float(np.dot(asked, MEANS[entry.id]) / max(math.hypot(*asked) * math.hypot(*MEANS[entry.id]), 1e-9))
    score = math.fsum(np.multiply(VIEWS, (coverage, evidence, support, meaning)))
    return Match(
        entry, score, max(alike), coverage, pairs, evidence, support, meaning, weight, words, 0.0, 0.0,
        named=True, only_named=False,
    )  # fmt: skip


def _found(text: str, after: Entry | None = None) -> list[Match]:
    return MATCHER.match(MATCHER.read(text), after)


def _same(match: Match) -> object:
    """To compare a match with, but for rounding."""
    return match._replace(**{name: pytest.approx(getattr(match, name), rel=1e-5) for name in FIGURES})  # type: ignore[arg-type]


def _best_first(matches: list[Match]) -> list[object]:
    return [_same(match) for match in sorted(matches, key=lambda match: -match.score)]


FIGURES = ("score", "likeness", "coverage", "pairs", "evidence", "support", "meaning", "weight")


def test_a_question_all_entries_know() -> None:
    weight, tells = 2 * COMMON, PAIR_EVIDENCE
    expected = [
        _match(
            FIRST,
            alike=(1.0, 2 * COMMON / (2.5 * COMMON + COMMON + 1.5 * SHARED)),
            coverage=1.0,
            pairs=1.0,
            evidence=_evidence(FIRST, ("a", 2, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            asked=(1, 1),
            weight=weight,
            words=2,
        ),
        _match(
            THIRD,
            alike=(1.0,),
            coverage=1.0,
            pairs=1.0,
            evidence=_evidence(THIRD, ("a", 1, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            asked=(1, 1),
            weight=weight,
            words=2,
        ),
        _match(
            SECOND,
            alike=(2 * 2 / (2.5 + 2.5),),
            coverage=1.0,
            pairs=0.0,
            evidence=_evidence(SECOND, ("a", 1, 1), ("b", 1, 1), ("ab", 0, tells), weight=weight),
            asked=(1, 1),
            weight=weight,
            words=2,
        ),
    ]
    assert _found("a b") == _best_first(expected)


def test_filler_counts_for_an_entry_and_not_against_it_and_an_unknown_word_against_all() -> None:
    weight, tells = 2 * COMMON + RARE, PAIR_EVIDENCE
    pair_weight = COMMON / 2 + RARE / 2
    whole = weight + pair_weight
    expected = [
        _match(
            SECOND,
            # Its phrasing "x y" is more like the question than "b a" is.
            alike=(2 * 2.5 * RARE / (whole + 2.5 * RARE), 2 * 2 * COMMON / (whole + 2.5 * COMMON)),
            coverage=2 * COMMON / weight,
            pairs=0.0,
            evidence=_evidence(SECOND, ("a", 1, 1), ("b", 1, 1), ("ab", 0, tells), weight=weight),
            asked=(1, 4),
            weight=weight,
            words=3,
        ),
        _match(
            FIRST,
            # Its title "a c" shares too little of the question.
            alike=(2 * 2.5 * COMMON / (whole + 2.5 * COMMON),),
            coverage=2 * COMMON / weight,
            pairs=COMMON / 2 / pair_weight,
            evidence=_evidence(FIRST, ("a", 2, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            asked=(1, 4),
            weight=weight,
            words=3,
        ),
        _match(
            THIRD,
            alike=(2 * 2.5 * COMMON / (whole + 2.5 * COMMON),),
            coverage=2 * COMMON / weight,
            pairs=COMMON / 2 / pair_weight,
            evidence=_evidence(THIRD, ("a", 1, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            asked=(1, 4),
            weight=weight,
            words=3,
        ),
    ]
    assert _found("a x b x y z") == _best_first(expected)


def test_what_filler_adds_makes_a_phrasing_no_more_than_alike() -> None:
    expected = _match(
        SECOND,
        alike=(2 / (1 + 2.5), 2 * COMMON / (COMMON + 2.5 * RARE)),
        coverage=1.0,
        pairs=1.0,
        evidence=_evidence(SECOND, ("a", 1, 1), weight=COMMON),
        asked=(1, 3),
        weight=COMMON,
        words=1,
    )
    assert [match for match in _found("a x y") if match.entry == SECOND] == [_same(expected)]


def test_said_twice_tells_no_more_than_said_once_but_is_a_pair_of_its_own() -> None:
    once, twice = ({match.entry.id: match for match in _found(text)} for text in ("a b", "a a b"))
    assert once.keys() == twice.keys() == {"first", "second", "third"}
    for name, one in once.items():
        expected = one._replace(pairs=one.pairs / 2, likeness=one.likeness * 5 / (2.5 + 3.0))
        assert twice[name]._replace(score=0.0, support=0.0) == _same(expected._replace(score=0.0, support=0.0))


def test_a_word_of_a_text_alone_has_less_credit() -> None:
    usual = 1 / 2 / 3
    asked = math.log((1 + SMOOTHING * usual) / (2 + SMOOTHING) / usual) / SHARED
    unasked, unheard = (math.log(SMOOTHING / (count + SMOOTHING)) / SHARED for count in (2, 3))
    titled = 2 * SHARED / (SHARED + COMMON + SHARED + SHARED / 2)
    assert _found("c") == [
        _same(_match(entry, alike=(alike,), coverage=said, pairs=said, evidence=evidence, asked=(2, 0),
                     weight=SHARED, words=1))
        for entry, alike, said, evidence in (
            (FIRST, titled, 1.0, asked), (THIRD, 0.0, 0.0, unheard), (SECOND, 0.0, 0.6, unasked))
    ]  # fmt: skip


def test_a_phrasing_that_shares_too_little_of_a_question_is_not_like_it_at_all() -> None:
    def first(text: str) -> Match:
        return next(match for match in _found(text) if match.entry is FIRST)

    # Each word nobody says weighs as the rarest, and its pair half of that; entries say no more than "a".
    shared, unsaid = COMMON, 1.5 * RARE
    more, less = first("a k"), first("a k m")
    assert shared / (shared + unsaid) > LEAST_SHARED > shared / (shared + 2 * unsaid)
    assert more.likeness == pytest.approx(2 * shared / (1.5 * COMMON + COMMON + shared + unsaid))
    assert (less.likeness, less.support) == (0.0, 0.0)


def test_an_entry_that_is_rather_not_asked_so_and_means_something_else_does_not_match() -> None:
    assert [match.entry for match in _found("f")] == [SECOND]


def test_filler_at_the_end_counts_with_its_pairs() -> None:
    whole = COMMON + 3 * RARE
    (second,) = [match for match in _found("z q a x y") if match.entry == SECOND]
    assert second.likeness == pytest.approx(2 * 2.5 * RARE / (whole + 2.5 * RARE))


def test_words_of_all_an_entrys_texts_are_its_words() -> None:
    assert [(match.entry, round(match.coverage, 5)) for match in _found("g")] == [(THIRD, 0.6)]


def test_nothing_but_filler_is_taken_at_its_word() -> None:
    best, *others = _found("x y")
    assert (best.entry, round(best.likeness, 5), best.coverage, best.pairs) == (SECOND, 1.0, 1.0, 1.0)
    assert [(match.coverage, match.support) for match in others] == [(0.0, 0.0)] * 2
    assert (_found(""), _found("z"), _found("z z")) == ([], [], [])


def test_after_an_entry_its_title_was_said_before_and_it_steps_back_itself() -> None:
    alone, before = ({match.entry.id: match.score for match in _found(text)} for text in ("c", FIRST.title))
    onward = {match.entry.id: match.score for match in _found("c", after=FIRST)}
    assert onward == pytest.approx(
        {name: alone[name] + SAID_BEFORE * before[name] - ALREADY_READ * (name == "first") for name in alone}, rel=1e-5
    )


def test_after_an_entry_one_without_the_words_is_found_by_what_the_title_says() -> None:
    related, sibling = (Entry(id=name, title="a d", topic="t", answer="…", ask=("a d",)) for name in ("one", "other"))
    unlearned = WordVectors([], [], np.zeros((0, 2)))
    matcher = Matcher(Library(entries={entry.id: entry for entry in (FIRST, related, sibling)}), unlearned)
    alone, onward = ({match.entry.id for match in matcher.match(matcher.read("c"), after)} for after in (None, related))
    assert (alone, onward) == ({"first"}, {"first", "other"})


def test_after_an_entry_those_that_stand_below_it_step_forward() -> None:
    below, other = (Entry(id=name, title="…", topic="t", answer="…", ask=("c b", "c a")) for name in ("below", "other"))
    unasked = Entry(id="unasked", title="c", topic="t", answer="…")
    before = Entry(id="before", title="a", topic="t", answer="…", ask=("a",), related=("below", "unasked"))
    matcher = Matcher(Library(entries={entry.id: entry for entry in (below, other, unasked, before)}))
    alone, onward = (
        {match.entry.id: match.score for match in matcher.match(matcher.read("c"), after)} for after in (None, before)
    )
    title = {match.entry.id: match.score for match in matcher.match(matcher.read("a"))}
    assert onward["other"] == pytest.approx(alone["other"] + SAID_BEFORE * title["other"])
    assert onward["below"] == pytest.approx(onward["other"] + SHOWN_BELOW)


def test_a_title_without_words_leaves_the_question_as_it_is() -> None:
    wordless = Entry(id="wordless", title="…", topic="t", answer="…", ask=("b",))
    matcher = Matcher(Library(entries={FIRST.id: FIRST, wordless.id: wordless}))
    question = matcher.read("c")
    assert matcher.match(question, after=wordless) == matcher.match(question) != []


def test_a_library_without_ways_of_asking_matches_nothing() -> None:
    unasked = Entry(id="unasked", title="a b", topic="t", answer="a b")
    matcher = Matcher(Library(entries={unasked.id: unasked}))
    assert matcher.match(matcher.read("a b")) == []


def test_what_a_text_tells_are_its_words_and_pairs_without_filler() -> None:
    assert MATCHER.telling("a x c z") == {
        ("a",): pytest.approx(COMMON),
        ("c",): pytest.approx(SHARED),
        ("z",): pytest.approx(RARE),
        ("a", "c"): pytest.approx(SHARED / 2),
        ("c", "z"): pytest.approx(RARE / 2),
    }


def test_how_near_a_question_is_to_what_is_somebody_elses_stands_beside_every_match_but_those_matters() -> None:
    others = [Entry(id=f"other-{word}", title=word, topic="t", kind="elsewhere", answer="…", ask=(f"a {word}",))
              for word in ("g", "h")]  # fmt: skip
    matcher = Matcher(Library(entries={entry.id: entry for entry in (FIRST, *others)}), VECTORS)
    found = {match.entry.id: match for match in matcher.match(matcher.read("a b g"))}
    assert found.keys() == {"first", "other-g", "other-h"}
    first, near, far = found["first"], found["other-g"], found["other-h"]
    assert near.score > far.score
    assert (first.elsewhere, first.elsewhere_likeness) == (near.score, near.likeness)
    assert near.likeness > far.likeness
    assert [(match.elsewhere, match.elsewhere_likeness) for match in (near, far)] == [(0.0, 0.0)] * 2
