"""`make learn`: learn the confidence models' weights from the content itself, for knowledge/confidence.py.

A tenth of every answer's phrasings is left out and asked, so that each is answered by an entry that knows others like
it. A tenth of the matters that are somebody else's to answer is left out whole: what is asked about those must not be
answered. Ten times, so that everything is left out once. No labelled question is learned from.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from sklearn.linear_model import LogisticRegression

from knowledge import guards
from knowledge.bands import Bands
from knowledge.confidence import Model, of_meant, of_ours
from knowledge.entry import Entry
from knowledge.judge import Judge
from knowledge.loader import Library, load
from knowledge.matcher import Match
from tests.evaluation.noise import COLUMNS
from tests.evaluation.scoring import NOW, SEED

PARTS = 10
NOISES = ("clean", "clean", "no accents", "typing slips")
"""How people type, by rough shares."""
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


def asked(library: Library, part: int) -> Iterator[tuple[list[Match], str]]:
    """The matches for each question left out that would be answered, and the entry that does; none for others'."""
    known, answers, others = parted(library, part)
    judge = Judge(known, guards.Redirects(known), Bands())
    rng = random.Random(SEED + part)
    drawn = rng.sample(answers, min(ASKED, len(answers)))
    for text, right in (*drawn, *((text, "") for text in others)):
        typed = COLUMNS[rng.choice(NOISES)](text, random.Random(f"{SEED}{text}"))
        found = judge.matches(typed, guards.Spoken(typed), NOW.date())
        matches = [match for match in found if match.entry.kind != "smalltalk"]
        # What is somebody else's, or turned to a number or channel, is no answer: it would teach that those are easy.
        if matches and matches[0].entry.kind not in ("elsewhere", "redirect"):
            yield matches, right


def learned(seen: list[tuple[tuple[float, ...], bool]], negative_weight: float) -> Model:
    """The model of what was seen; what is not so counts `negative_weight` times."""
    inputs, labels = zip(*seen, strict=True)
    weights = [1.0 if label else negative_weight for label in labels]
    model = LogisticRegression(C=100, max_iter=5000).fit(inputs, labels, sample_weight=weights)
    return Model(tuple(round(float(weight), 2) for weight in model.coef_[0]), round(float(model.intercept_[0]), 2))


def main() -> None:
    """Print the weights."""
    library = load()
    seen = [sample for part in range(PARTS) for sample in asked(library, part)]
    print("OURS =", learned([(of_ours(matches[0]), bool(right)) for matches, right in seen], NEGATIVE_WEIGHT))
    meant = [
        (of_meant(matches), matches[0].entry.id in library.with_twins((right,))) for matches, right in seen if right
    ]
    print("MEANT =", learned(meant, 1.0))


if __name__ == "__main__":
    main()
