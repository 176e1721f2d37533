"""How sure the best match is: a near second makes it doubtful, one that tells the same fact does not."""

from knowledge.confidence import confidence
from knowledge.entry import Entry
from knowledge.matcher import Match


def _match(name: str, score: float, *twins: str) -> Match:
    entry = Entry(id=name, title=name, topic="t", answer="…", twins=twins)
    return Match(entry, score, 0.8, 0.9, 0.7, 0.8, evidence=0.6, weight=15.0)


def test_a_near_second_makes_the_first_doubtful() -> None:
    far, near = [_match("a", 0.7), _match("b", 0.3)], [_match("a", 0.7), _match("b", 0.68)]
    assert confidence(near) < 0.7 < 0.95 < confidence(far)


def test_an_entry_with_the_same_fact_is_no_rival_whichever_side_says_so() -> None:
    third = _match("c", 0.3)
    alone = confidence([_match("a", 0.7), third])
    assert confidence([_match("a", 0.7, "b"), _match("b", 0.69), third]) == alone
    assert confidence([_match("a", 0.7), _match("b", 0.69, "a"), third]) == alone


def test_nothing_found_is_no_confidence() -> None:
    assert confidence([]) == 0.0
