"""What a match says of its entry: every figure of a match beside three entries, by hand.

Words are single letters, so that each is read as itself; "x" and "y" are filler.
"""

import math

import pytest

from knowledge.entry import Entry
from knowledge.loader import Language, Library
from knowledge.matcher import ALREADY_READ, COVERAGE, EVIDENCE, LIKENESS, SAID_BEFORE, THEME, Match, Matcher
from knowledge.units import PAIR_EVIDENCE, SMOOTHING

COMMON, SHARED, RARE = math.log(2), math.log(2.5), math.log(4)
"""Weights of words that three, two and one of three entries use."""
FIRST = Entry(id="first", title="a c", topic="t", answer="d", ask=("a b",))
SECOND = Entry(id="second", title="b a", topic="t", answer="c f", ask=("b a", "x y"))
THIRD = Entry(id="third", title="d", topic="t", answer="a", details="g", ask=("d d e", "a b"))
MATCHER = Matcher(
    Library(
        entries={
            **{entry.id: entry for entry in (FIRST, SECOND, THIRD)},
            "unasked": Entry(id="unasked", title="a b", topic="t", answer="a b"),
        },
        language=Language(filler=("x", "y")),
    )
)

# Phrasings of each entry, its title included: "a b", "a c" | "b a", "x y" | "d d e", "a b", "d".
PHRASINGS = {"first": 2, "second": 2, "third": 3}
HALF, THIRD_PART = math.sqrt(1 / 2), math.sqrt(1 / 3)
"""What is common to half, and to a third, of an entry's phrasings."""
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
    likeness: float,
    coverage: float,
    theme: float,
    pairs: float,
    evidence: float,
    weight: float,
    words: int,
) -> Match:
    score = LIKENESS * likeness + COVERAGE * coverage + THEME * theme + EVIDENCE * evidence
    return Match(
        entry, score, likeness, coverage, pairs, evidence, weight, words, 0.0, 0.0, named=True, only_named=False
    )


def _found(text: str, after: Entry | None = None) -> list[Match]:
    return MATCHER.match(MATCHER.read(text), after)


def _same(match: Match) -> object:
    """To compare a match with, but for rounding."""
    return match._replace(**{name: pytest.approx(getattr(match, name), rel=1e-5) for name in FIGURES})  # type: ignore[arg-type]


FIGURES = ("score", "likeness", "coverage", "pairs", "evidence", "weight")


def test_the_four_shares_of_a_score_make_one() -> None:
    assert math.isclose(LIKENESS + COVERAGE + THEME + EVIDENCE, 1.0)


def test_a_question_all_entries_know() -> None:
    weight, tells = 2 * COMMON, PAIR_EVIDENCE
    expected = [
        _match(
            FIRST,
            likeness=1.0,
            coverage=1.0,
            theme=(1 + HALF + HALF / 2) / 2.5,
            pairs=1.0,
            evidence=_evidence(FIRST, ("a", 2, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            weight=weight,
            words=2,
        ),
        _match(
            THIRD,
            likeness=1.0,
            coverage=1.0,
            theme=THIRD_PART,
            pairs=1.0,
            evidence=_evidence(THIRD, ("a", 1, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            weight=weight,
            words=2,
        ),
        _match(
            SECOND,
            likeness=2 * 2 / (2.5 + 2.5),
            coverage=1.0,
            theme=2 * HALF / 2.5,
            pairs=0.0,
            evidence=_evidence(SECOND, ("a", 1, 1), ("b", 1, 1), ("ab", 0, tells), weight=weight),
            weight=weight,
            words=2,
        ),
    ]
    assert _found("a b") == [_same(match) for match in expected]


def test_filler_counts_for_an_entry_and_not_against_it_and_an_unknown_word_against_all() -> None:
    weight, tells = 2 * COMMON + RARE, PAIR_EVIDENCE
    pair_weight = COMMON / 2 + RARE / 2
    whole = weight + pair_weight
    expected = [
        _match(
            SECOND,
            # Its phrasing "x y" is more like the question than "b a" is.
            likeness=2 * 2.5 * RARE / (whole + 2.5 * RARE),
            coverage=2 * COMMON / weight,
            # Filler on its own side of the question: "x", "y" and their pair, in half of the phrasings.
            theme=(2 * COMMON + 2.5 * RARE) * HALF / whole,
            pairs=0.0,
            evidence=_evidence(SECOND, ("a", 1, 1), ("b", 1, 1), ("ab", 0, tells), weight=weight),
            weight=weight,
            words=3,
        ),
        _match(
            FIRST,
            likeness=2 * 2.5 * COMMON / (whole + 2.5 * COMMON),
            coverage=2 * COMMON / weight,
            theme=COMMON * (1 + HALF + HALF / 2) / whole,
            pairs=COMMON / 2 / pair_weight,
            evidence=_evidence(FIRST, ("a", 2, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            weight=weight,
            words=3,
        ),
        _match(
            THIRD,
            likeness=2 * 2.5 * COMMON / (whole + 2.5 * COMMON),
            coverage=2 * COMMON / weight,
            theme=2.5 * COMMON * THIRD_PART / whole,
            pairs=COMMON / 2 / pair_weight,
            evidence=_evidence(THIRD, ("a", 1, 1), ("b", 1, 1), ("ab", 1, tells), weight=weight),
            weight=weight,
            words=3,
        ),
    ]
    assert _found("a x b x y z") == [_same(match) for match in expected]


def test_what_filler_adds_makes_a_theme_no_more_than_whole() -> None:
    expected = _match(
        SECOND,
        likeness=2 / (1 + 2.5),
        coverage=1.0,
        theme=1.0,
        pairs=1.0,
        evidence=_evidence(SECOND, ("a", 1, 1), weight=COMMON),
        weight=COMMON,
        words=1,
    )
    assert _found("a x y")[1] == _same(expected)


def test_said_twice_tells_no_more_than_said_once_but_is_a_pair_of_its_own() -> None:
    once, twice = _found("a b"), _found("a a b")
    assert [match.entry.id for match in twice] == ["first", "third", "second"]
    for one, two in zip(once, twice, strict=True):
        assert two._replace(score=0.0) == _same(
            one._replace(score=0.0, pairs=one.pairs / 2, likeness=one.likeness * 5 / (2.5 + 3.0))
        )


def test_a_word_of_a_text_alone_has_less_credit_and_an_entry_that_is_rather_not_asked_so_does_not_match() -> None:
    usual = 1 / 2 / 3
    asked = math.log((1 + SMOOTHING * usual) / (2 + SMOOTHING) / usual) / SHARED
    unasked = math.log(SMOOTHING / (2 + SMOOTHING)) / SHARED
    titled = 2 * SHARED / (SHARED + COMMON + SHARED + SHARED / 2)
    assert _found("c") == [
        _same(
            _match(
                FIRST, likeness=titled, coverage=1.0, theme=HALF, pairs=1.0, evidence=asked, weight=SHARED, words=1
            )
        ),
        _same(
            _match(
                SECOND, likeness=0.0, coverage=0.6, theme=0.0, pairs=0.6, evidence=unasked, weight=SHARED, words=1
            )
        ),
    ]  # fmt: skip


def test_filler_at_the_end_counts_with_its_pairs() -> None:
    whole = COMMON + 3 * RARE
    (second,) = [match for match in _found("z q a x y") if match.entry == SECOND]
    assert second.likeness == pytest.approx(2 * 2.5 * RARE / (whole + 2.5 * RARE))


def test_words_of_all_an_entrys_texts_are_its_words() -> None:
    assert [(match.entry, round(match.coverage, 5)) for match in _found("g")] == [(THIRD, 0.6)]


def test_nothing_but_filler_is_taken_at_its_word() -> None:
    (only,) = _found("x y")
    assert (only.entry, round(only.likeness, 5), only.coverage, only.pairs) == (SECOND, 1.0, 1.0, 1.0)
    assert (_found(""), _found("z"), _found("z z")) == ([], [], [])


def test_after_an_entry_its_title_was_said_before_and_it_steps_back_itself() -> None:
    alone = {match.entry.id: match for match in _found("c")}
    before = {match.entry.id: match.score for match in _found(FIRST.title)}
    assert list(before) == ["first", "second", "third"]
    first, second = (
        alone[name]._replace(score=alone[name].score + SAID_BEFORE * before[name] - ALREADY_READ * (name == "first"))
        for name in ("first", "second")
    )
    onward = {match.entry.id: match for match in _found("c", after=FIRST)}
    assert (onward["first"], onward["second"]) == (_same(first), _same(second))
    # The third is asked otherwise, and what the title says for it is less than that.
    against = EVIDENCE * math.log(SMOOTHING / (PHRASINGS["third"] + SMOOTHING)) / SHARED
    assert (list(onward), against + SAID_BEFORE * before["third"] < 0) == (["first", "second"], True)


def test_after_an_entry_one_without_the_words_is_found_by_what_the_title_says() -> None:
    related = Entry(id="related", title="a d", topic="t", answer="…", ask=("a d",))
    matcher = Matcher(Library(entries={entry.id: entry for entry in (FIRST, related)}))
    alone, onward = (matcher.match(matcher.read("c"), after) for after in (None, related))
    assert ([match.entry for match in alone], {match.entry.id for match in onward}) == ([FIRST], {"first", "related"})


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
    matcher = Matcher(Library(entries={entry.id: entry for entry in (FIRST, *others)}))
    first, near, far = matcher.match(matcher.read("a b g"))
    assert [match.entry.id for match in (first, near, far)] == ["first", "other-g", "other-h"]
    assert (first.elsewhere, first.elsewhere_likeness) == (near.score, near.likeness)
    assert near.likeness > far.likeness
    assert [(match.elsewhere, match.elsewhere_likeness) for match in (near, far)] == [(0.0, 0.0)] * 2
