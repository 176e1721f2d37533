"""`make bench-scale`: what a reply costs with many times the content (generated), and what the index weighs."""

import gc
import random
import resource
import statistics
import time

from knowledge.loader import Library, load
from knowledge.matcher import Matcher
from tests.evaluation import questions
from tests.evaluation.scoring import SEED

PHRASINGS = 200_000
ASKED = 400


def grown(library: Library, phrasings: int) -> Library:
    """The library with made-up entries, their words drawn from its own, until it has that many phrasings."""
    rng = random.Random(SEED)
    entries = dict(library.entries)
    said = [phrasing for entry in entries.values() for phrasing in entry.ask]
    vocabulary = [word for phrasing in said for word in phrasing.split()]
    originals, count = list(entries.values()), len(said)
    while count < phrasings:
        model = rng.choice(originals)
        ask = tuple(" ".join(rng.choices(vocabulary, k=len(phrasing.split()))) for phrasing in model.ask)
        made = model.model_copy(update={"id": f"thu-{len(entries)}", "title": ask[0][:48], "ask": ask})
        entries[made.id] = made
        count += len(ask)
    return Library(entries=entries, language=library.language)


def main() -> None:
    """Print build time, memory and the cost of a question for the shipped and the grown content."""
    library = load()
    asked = [question.text for question in questions.on_topic(library)[:ASKED]]
    for name, content in (("shipped", library), ("grown", grown(library, PHRASINGS))):
        gc.disable()  # as the program does while it builds
        started = time.perf_counter()
        matcher = Matcher(content)
        built = time.perf_counter() - started
        gc.enable()
        times = []
        for question in asked * 2:
            started = time.perf_counter()
            matcher.match(matcher.read(question))
            times.append(1e3 * (time.perf_counter() - started))
        phrasings = sum(len(entry.ask) for entry in content.entries.values())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name}: {phrasings} phrasings, index built in {built:.2f} s, peak memory {peak:.0f} MB; a question takes "
            f"{statistics.median(times):.2f} ms (median), {statistics.quantiles(times, n=100)[98]:.2f} ms (p99)"
        )


if __name__ == "__main__":
    main()
