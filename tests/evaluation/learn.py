"""`make learn`: learn from the content itself what words mean (knowledge/meaning.py), how much each view of a question
counts (knowledge/matcher.py) and how sure a match is (knowledge/confidence.py).

A tenth of every answer's phrasings is left out and asked, so that each is answered by an entry that knows others like
it. A tenth of the matters that are somebody else's to answer is left out whole: what is asked about those must not be
answered. Ten times, so that everything is left out once; each time the words' vectors are learned from what is left,
too. No labelled question is learned from.
"""

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression

from knowledge import guards
from knowledge.bands import Bands
from knowledge.confidence import Model, of_meant, of_ours
from knowledge.entry import Entry
from knowledge.index import Numbers
from knowledge.judge import Judge
from knowledge.loader import Library, load
from knowledge.matcher import BEST, VIEWS, Match
from tests.evaluation import word_vectors
from tests.evaluation.noise import COLUMNS
from tests.evaluation.scoring import NOW, SEED

Sample = tuple[list[Match], tuple[str, ...]]
"""The matches for a question, and the entries that answer it: none, but for an empty id, if nobody here may."""

PARTS = 10
NOISES = ("clean", "clean", "no accents", "typing slips")
"""How people type, by rough shares."""
LOGIT = 20
"""A lead of 1 / LOGIT in score is to make a match e times as probable as the next."""
ASKED = 1500
"""Phrasings of answers asked in each part, drawn from those left out."""
NEGATIVE_WEIGHT = 2.0
"""What must not be answered counts this much more: a wrong answer costs more than an honest "I don't know"."""


def parted(library: Library, part: int) -> tuple[Library, list[tuple[str, str]], list[str]]:
    """The library without one of PARTS, the answers' phrasings left out with their entries, and those of the matters of
    others. Waste's things stay whole: they are decided by other rules.
    """
    kept: dict[str, Entry] = {}
    answers: list[tuple[str, str]] = []
    others: list[str] = []
    for number, entry in enumerate(library.entries.values()):
        left_out: tuple[str, ...] = ()
        if entry.kind == "elsewhere" and number % PARTS == part:
            left_out = entry.ask
            others += left_out
        elif entry.kind == "answer" and not entry.bin:
            shuffled = random.Random(f"{SEED}{entry.id}").sample(entry.ask, len(entry.ask))
            left_out = tuple(shuffled[part::PARTS])
            answers += [(phrasing, entry.id) for phrasing in left_out]
        ask = tuple(phrasing for phrasing in entry.ask if phrasing not in left_out)
        kept[entry.id] = entry.model_copy(update={"ask": ask})
    return replace(library, entries=kept), answers, others


def asked(library: Library, part: int) -> list[Sample]:
    """The matches for each question left out, best first, and the entry that answers it; none for others'."""
    known, answers, others = parted(library, part)
    judge = Judge(known, guards.Redirects(known), Bands(), word_vectors.learned(known))
    rng = random.Random(SEED + part)
    drawn = rng.sample(answers, min(ASKED, len(answers)))
    samples = []
    for text, right in (*drawn, *((text, "") for text in others)):
        typed = COLUMNS[rng.choice(NOISES)](text, random.Random(f"{SEED}{text}"))
        found = judge.matches(typed, guards.Spoken(typed), NOW.date())
        samples.append(([match for match in found if match.entry.kind != "smalltalk"], library.with_twins((right,))))
    return samples


def learned_views(samples: list[Sample]) -> tuple[float, ...]:
    """The shares of the views, those by which the right entries are the most probable of all that match: the weights of
    a conditional logit (McFadden, 1974), divided by LOGIT.
    """
    named = [([match for match in matches if match.named], right) for matches, right in samples]
    told = [(seen, right) for seen, right in named if any(match.entry.id in right for match in seen)]
    views = np.zeros((len(told), BEST, len(VIEWS)))
    # Where a question has fewer matches, nothing stands in the other places.
    anything, meant = (np.full((len(told), BEST), -np.inf) for _ in range(2))
    for row, (seen, right) in enumerate(told):
        for place, match in enumerate(seen):
            views[row, place] = match.coverage, match.evidence, match.support, match.meaning
            anything[row, place] = 0.0
            meant[row, place] = 0.0 if match.entry.id in right else -np.inf

    def surprise(shares: Numbers) -> tuple[float, Numbers]:
        """How improbable the right entries are by these shares, and its gradient."""
        scores = LOGIT * views @ shares
        total = logsumexp(scores + anything, axis=1) - logsumexp(scores + meant, axis=1)
        pull = softmax(scores + anything, axis=1) - softmax(scores + meant, axis=1)
        return float(total.mean()), LOGIT * np.einsum("qm,qmv->v", pull, views) / len(told)

    found = minimize(surprise, np.full(len(VIEWS), 0.2), jac=True, method="L-BFGS-B")
    return tuple(round(float(share), 3) for share in found.x)


def learned(seen: list[tuple[tuple[float, ...], bool]], negative_weight: float) -> Model:
    """The model of what was seen; what is not so counts `negative_weight` times."""
    inputs, labels = zip(*seen, strict=True)
    weights = [1.0 if label else negative_weight for label in labels]
    model = LogisticRegression(C=100, max_iter=5000).fit(inputs, labels, sample_weight=weights)
    return Model(tuple(round(float(weight), 2) for weight in model.coef_[0]), round(float(model.intercept_[0]), 2))


def main() -> None:
    """Store what words mean and print the weights; takes some minutes."""
    library = load()
    word_vectors.learned(library).save()
    with ProcessPoolExecutor() as processes:
        samples = [sample for part in processes.map(asked, [library] * PARTS, range(PARTS)) for sample in part]
    firsts = [bool(matches) and matches[0].entry.id in right for matches, right in samples if any(right)]
    print(f"right entry first, by the views of today: {sum(firsts)} of {len(firsts)} phrasings left out")
    print("VIEWS =", learned_views(samples))
    # What is somebody else's, or turned to a number or channel, is no answer: it would teach that those are easy.
    answered = [(matches, right) for matches, right in samples if matches and matches[0].entry.kind == "answer"]
    print("OURS =", learned([(of_ours(matches[0]), any(right)) for matches, right in answered], NEGATIVE_WEIGHT))
    meant = [(of_meant(matches), matches[0].entry.id in right) for matches, right in answered if any(right)]
    print("MEANT =", learned(meant, 1.0))


if __name__ == "__main__":
    main()
