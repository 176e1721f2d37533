"""How sure the best match is: a near second makes it doubtful, one that tells the same fact does not."""

import math

import pytest

from knowledge.confidence import MEANT, OURS, Model, confidence, of_meant, of_ours
from knowledge.entry import Entry
from knowledge.matcher import Match


def _match(
    name: str,
    score: float,
    *twins: str,
    evidence: float = 0.6,
    words: int = 4,
    elsewhere: float = 0.1,
    elsewhere_likeness: float = 0.2,
) -> Match:
    return Match(
        Entry(id=name, title=name, topic="t", answer="…", twins=twins),
        score,
        likeness=0.8,
        coverage=0.9,
        pairs=0.8,
        evidence=evidence,
        support=0.7,
        meaning=0.6,
        weight=15.0,
        words=words,
        elsewhere=elsewhere,
        elsewhere_likeness=elsewhere_likeness,
        named=True,
        only_named=False,
    )


@pytest.mark.parametrize(
    ("others", "lead"),
    [
        ([], 0.7),
        ([_match("b", 0.5)], 0.2),
        ([_match("b", 0.5), _match("c", 0.6)], 0.2),  # the judge may have put one before another of a better score
        ([_match("b", 0.69, "a"), _match("c", 0.3)], 0.4),
    ],
)
def test_whether_an_entry_is_meant_is_told_by_its_lead(others: list[Match], lead: float) -> None:
    assert of_meant([_match("a", 0.7), *others]) == pytest.approx((0.9, lead, math.log(4), 0.6))


def test_whether_a_question_is_ours_is_told_by_how_near_it_is_to_what_is_not() -> None:
    assert of_ours(_match("a", 0.7)) == pytest.approx((math.log(4), 0.9, 0.8, 0.6, 0.6, 0.2))


def test_a_model_is_logistic() -> None:
    model = Model((2.0, -1.0), 0.5)
    assert model.probability((0.25, 1.0)) == 0.5
    assert model.probability((1.0, 0.5)) == pytest.approx(1 / (1 + math.exp(-2)))


def test_it_is_as_sure_as_both_models_together() -> None:
    matches = [_match("a", 0.7), _match("b", 0.5)]
    both = OURS.probability(of_ours(matches[0])), MEANT.probability(of_meant(matches))
    assert confidence(matches) == pytest.approx(both[0] * both[1])


def test_a_near_second_makes_the_first_doubtful() -> None:
    far, near = [_match("a", 0.7), _match("b", 0.3)], [_match("a", 0.7), _match("b", 0.68)]
    assert confidence(near) < 0.5 * confidence(far)


def test_what_lies_near_somebody_elses_matters_is_doubtful() -> None:
    far = confidence([_match("a", 0.7)])
    assert confidence([_match("a", 0.7, elsewhere=0.6)]) < far
    assert confidence([_match("a", 0.7, elsewhere_likeness=0.6)]) < far


def test_one_word_that_agrees_in_everything_proves_less_than_many() -> None:
    assert confidence([_match("a", 0.3, words=1)]) < 0.9 * confidence([_match("a", 0.3, words=6)])


def test_an_entry_with_the_same_fact_is_no_rival_whichever_side_says_so() -> None:
    third = _match("c", 0.3)
    alone = confidence([_match("a", 0.7), third])
    assert confidence([_match("a", 0.7, "b"), _match("b", 0.69), third]) == alone
    assert confidence([_match("a", 0.7), _match("b", 0.69, "a"), third]) == alone


def test_nothing_found_is_no_confidence() -> None:
    assert confidence([]) == 0.0
