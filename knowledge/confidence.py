"""How sure it is that the best match is what was asked: one figure from the matcher's views of it.

A logistic model. Its weights were learned on the tuning half of tests/evaluation (questions with and
without noise, and texts that must not be answered); `make learn` learns them anew and prints them.
"""

import math
from collections.abc import Sequence

from knowledge.matcher import Match

INPUTS = ("coverage", "pairs", "lead", "telling", "evidence", "evidence lead")
WEIGHTS = (0.88, 1.07, 6.22, 2.72, 3.26, 0.13)
OFFSET = -12.74
ENOUGH_ODDS = 8.0
"""About 3,000 to 1."""


def inputs(matches: Sequence[Match]) -> tuple[float, ...]:
    """The model's inputs for the first of the matches.

    `lead` is its distance to the second (one that tells the same fact is no rival), `evidence lead` that to the
    strongest of its rivals (as a logarithm of odds, beyond which nothing is gained); `telling` is the logarithm of how
    much the question tells: a short question that agrees in everything proves less than a long one.
    """
    best, *others = matches
    rivals = [match for match in others if not best.entry.is_twin_of(match.entry)]
    lead = best.score - (rivals[0].score if rivals else 0.0)
    odds = best.weight * (best.evidence - max((rival.evidence for rival in rivals), default=0.0))
    evidence_lead = max(-ENOUGH_ODDS, min(odds, ENOUGH_ODDS))
    return (
        best.coverage, best.pairs, lead, math.log(best.weight), best.evidence, evidence_lead
    )  # fmt: skip


def confidence(matches: Sequence[Match]) -> float:
    """The probability (0–1) that the first match is right; 0 without matches."""
    if not matches:
        return 0.0
    total = OFFSET + sum(weight * value for weight, value in zip(WEIGHTS, inputs(matches), strict=True))
    return 1 / (1 + math.exp(-total))
