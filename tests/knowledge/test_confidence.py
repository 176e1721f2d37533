"""How sure the best match is: a near second makes it doubtful, one that tells the same fact does not."""

import math

import pytest

from knowledge.confidence import ENOUGH_ODDS, confidence, inputs
from knowledge.entry import Entry
from knowledge.matcher import Match


def _match(name: str, score: float, *twins: str, evidence: float = 0.6) -> Match:
    entry = Entry(id=name, title=name, topic="t", answer="…", twins=twins)
    return Match(entry, score, likeness=0.8, coverage=0.9, pairs=0.8, evidence=evidence, weight=15.0, named=True)


@pytest.mark.parametrize(
    ("others", "lead", "evidence_lead"),
    [
        ([], 0.7, ENOUGH_ODDS),  # 15 times 0.6 is more than enough
        ([_match("b", 0.5, evidence=0.5)], 0.2, 1.5),
        ([_match("b", 0.5, evidence=0.2), _match("c", 0.4, evidence=0.7)], 0.2, -1.5),
        ([_match("b", 0.7, evidence=2.0)], 0.0, -ENOUGH_ODDS),
        ([_match("b", 0.69, "a", evidence=2.0)], 0.7, ENOUGH_ODDS),
    ],
)
def test_the_model_looks_at_the_first_match_and_its_lead(
    others: list[Match], lead: float, evidence_lead: float
) -> None:
    seen = inputs([_match("a", 0.7), *others])
    assert seen == pytest.approx((0.9, 0.8, lead, math.log(15), 0.6, evidence_lead))


def test_a_weak_first_match_alone_leads_by_no_more_than_its_own() -> None:
    assert inputs([_match("a", 0.7, evidence=0.1)])[2:] == pytest.approx((0.7, math.log(15), 0.1, 1.5))


def test_a_near_second_makes_the_first_doubtful() -> None:
    far, near = [_match("a", 0.7), _match("b", 0.3)], [_match("a", 0.7), _match("b", 0.68)]
    assert confidence(near) < 0.5 * confidence(far)


def test_an_entry_with_the_same_fact_is_no_rival_whichever_side_says_so() -> None:
    third = _match("c", 0.3)
    alone = confidence([_match("a", 0.7), third])
    assert confidence([_match("a", 0.7, "b"), _match("b", 0.69), third]) == alone
    assert confidence([_match("a", 0.7), _match("b", 0.69, "a"), third]) == alone


def test_nothing_found_is_no_confidence() -> None:
    assert confidence([]) == 0.0
