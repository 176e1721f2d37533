"""How sure it is that the best match is what was asked: one figure from the matcher's views of it.

A logistic model with six inputs. Its weights were learned on the tuning half of tests/evaluation (questions with and
without noise, and texts that must not be answered); `make learn` learns them anew and prints them.
"""

import math
from collections.abc import Sequence

from knowledge.matcher import Match

INPUTS = ("coverage", "theme", "core", "pairs", "lead", "telling")
WEIGHTS = (7.68, -4.86, 4.22, 3.69, 18.73, 2.48)
OFFSET = -16.01


def inputs(matches: Sequence[Match]) -> tuple[float, ...]:
    """The model's inputs for the first of the matches.

    `lead` is its distance to the second, `telling` the logarithm of how much the question tells: a short question
    that agrees in everything proves less than a long one.
    """
    best = matches[0]
    second = matches[1].score if len(matches) > 1 else 0.0
    return best.coverage, best.theme, best.core, best.pairs, best.score - second, math.log(best.weight)


def confidence(matches: Sequence[Match]) -> float:
    """The probability (0–1) that the first match is right; 0 without matches."""
    if not matches:
        return 0.0
    total = OFFSET + sum(weight * value for weight, value in zip(WEIGHTS, inputs(matches), strict=True))
    return 1 / (1 + math.exp(-total))
