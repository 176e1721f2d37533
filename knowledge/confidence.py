"""How sure it is that the best match is what was asked: that the question is ours at all, and that no other entry is
meant. One figure from the matcher's views of it.

Two logistic models, multiplied, so that neither can make up for the other. Their weights were learned from the content
itself: a tenth of its phrasings at a time was left out and asked, and a tenth of what is somebody else's to answer;
`make learn` learns them anew and prints them.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.matcher import Match


class Model(NamedTuple):
    """A logistic model."""

    weights: tuple[float, ...]
    offset: float

    def probability(self, inputs: Sequence[float]) -> float:
        """Between 0 and 1; `inputs` are as many as the weights."""
        total = self.offset + sum(weight * value for weight, value in zip(self.weights, inputs, strict=True))
        return 1 / (1 + math.exp(-total))


OURS = Model((0.26, 2.49, 1.91, 0.36, 8.22, -5.98), -4.66)
"""That it is for the ward to answer; see `of_ours`."""
MEANT = Model((0.43, 16.53, 0.69, 0.39), -2.51)
"""That the entry is meant, if it is; see `of_meant`."""


def of_ours(best: Match) -> tuple[float, ...]:
    """How many words tell the question (as a logarithm: a short one that agrees in everything proves less than a long
    one), how much of them and of their pairs the match says, the evidence for it, its lead over what is somebody else's
    to answer, and the likeness to that.
    """
    lead = best.score - best.elsewhere
    return math.log(best.words), best.coverage, best.pairs, best.evidence, lead, best.elsewhere_likeness


def of_meant(matches: Sequence[Match]) -> tuple[float, ...]:
    """How much of the question the first match says, its lead over the second (one that tells the same fact is no
    rival), the words as above, and the evidence.
    """
    best, *others = matches
    rivals = [match for match in others if not best.entry.is_twin_of(match.entry)]
    lead = best.score - (rivals[0].score if rivals else 0.0)
    return best.coverage, lead, math.log(best.words), best.evidence


def sure_which(matches: Sequence[Match]) -> float:
    """The probability (0–1) that the first match is meant, if the question is ours; 0 without matches."""
    return MEANT.probability(of_meant(matches)) if matches else 0.0


def confidence(matches: Sequence[Match]) -> float:
    """The probability (0–1) that the first match is right; 0 without matches."""
    return OURS.probability(of_ours(matches[0])) * sure_which(matches) if matches else 0.0
