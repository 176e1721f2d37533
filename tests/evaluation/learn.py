"""`make learn`: learn the confidence model's weights on the tuning half and print them for knowledge/confidence.py."""

import random

from sklearn.linear_model import LogisticRegression

from knowledge.assistant import Assistant
from knowledge.confidence import INPUTS, inputs
from tests.evaluation import questions
from tests.evaluation.noise import COLUMNS
from tests.evaluation.scoring import NOW, SEED

COLUMNS_LEARNED_ON = (
    "clean", "no accents", "some accents", "typing slips", "sound-alikes", "no question words", "joined words",
)  # fmt: skip
NEGATIVE_WEIGHT = 3.0
"""What must not be answered counts this much more than a question in one kind of noise: there is less of it, and a
wrong answer costs more than an honest "I don't know"."""


def main() -> None:
    """Print the weights."""
    assistant = Assistant()
    samples: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []

    def learn(text: str, entries: tuple[str, ...], weight: float) -> None:
        found = assistant.matches(text, NOW)
        matches = [match for match in found if match.entry.kind != "smalltalk"]
        # What is somebody else's, or turned to a number or channel, is no answer: it would teach that those are easy.
        if matches and matches[0].entry.kind not in ("elsewhere", "redirect"):
            samples.append(inputs(matches))
            labels.append(matches[0].entry.id in entries)
            weights.append(weight)

    for question in questions.on_topic(assistant.library):
        if not questions.in_test_half(question.entries[0]):
            for name in COLUMNS_LEARNED_ON:
                learn(COLUMNS[name](question.text, random.Random(f"{SEED}{question.text}")), question.entries, 1.0)
    for name in ("off_topic", "look_alikes"):
        for text in questions.texts(name):
            if not questions.in_test_half(text):
                learn(text, (), NEGATIVE_WEIGHT)
    model = LogisticRegression(C=100, max_iter=5000).fit(samples, labels, sample_weight=weights)
    print("INPUTS =", INPUTS)
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in model.coef_[0]))
    print("OFFSET =", round(float(model.intercept_[0]), 2))


if __name__ == "__main__":
    main()
