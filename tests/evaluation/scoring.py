"""How well the assistant does on labelled questions."""

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.assistant import Assistant
from knowledge.reply import Reply
from tests.evaluation.noise import Noise
from tests.evaluation.questions import OnTopic

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The day on which the questions were labelled."""
SEED = 2026

Ask = Callable[[str], Reply]


@dataclass
class Score:
    """Outcomes of one column of on-topic questions."""

    outcomes: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, str, Reply]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Questions asked."""
        return self.outcomes.total()

    def share(self, *outcomes: str) -> float:
        """Share of the questions with one of the outcomes, in percent."""
        return 100 * sum(self.outcomes[outcome] for outcome in outcomes) / max(1, self.total)


def outcome(reply: Reply, entries: Iterable[str]) -> str:
    """`right`, `asked` (back, with a right choice), `asked_wrongly`, `unknown` or `wrong`. An answer is right, too,
    if a number for people in need stands above it.
    """
    right = set(entries)
    if reply.kind == "clarify":
        return "asked" if right & {option.entry for option in reply.options} else "asked_wrongly"
    if reply.kind == "unknown":
        return "unknown"
    return "right" if reply.entry in right else "wrong"


def score_on_topic(ask: Ask, questions: Iterable[OnTopic], noise: Noise) -> Score:
    """Ask each question through one kind of noise, seeded by the question itself."""
    score = Score()
    for question in questions:
        typed = noise(question.text, random.Random(f"{SEED}{question.text}"))
        reply = ask(typed)
        result = outcome(reply, question.entries)
        score.outcomes[result] += 1
        if result != "right":
            score.misses.append((result, typed, question.entries[0], reply))
    return score


def score_dialogues(assistant: Assistant, dialogues: Iterable[list[tuple[str, tuple[str, ...]]]]) -> Score:
    """Ask each dialogue's follow-ups, each after the right answer to the turn before it was shown."""
    score = Score()
    for number, ((_, (first, *_)), *onward) in enumerate(dialogues):
        assistant.show(first, NOW, chat=number)
        for text, entries in onward:
            reply = assistant.reply(text, NOW, chat=number)
            result = outcome(reply, entries)
            score.outcomes[result] += 1
            if result != "right":
                score.misses.append((result, text, entries[0], reply))
                assistant.show(entries[0], NOW, chat=number)
    assistant.conversations.clear()
    return score


def score_two_questions(
    assistant: Assistant, messages: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> Score:
    """Ask two things at once: `both` if each has its answer shown or among the choices, `one`, or `neither`."""
    score = Score()
    for text, first, second in messages:
        reply = assistant.reply(text, NOW)
        offered = {reply.entry, *(option.entry for option in reply.options)}
        found = sum(not offered.isdisjoint(entries) for entries in (first, second))
        result = ("neither", "one", "both")[found]
        score.outcomes[result] += 1
        if result != "both":
            score.misses.append((result, text, first[0], reply))
    return score


def score_waste(assistant: Assistant, questions: Iterable[tuple[str, tuple[str, ...]]]) -> Score:
    """Ask where things go. A general entry on waste (how to prepare glass, where batteries go) is right as well as the
    thing's own; things the table does not have count as right when nothing is answered.
    """
    score = Score()
    general = {entry.id for entry in assistant.library.entries.values() if entry.id.startswith("rac-")}
    for text, items in questions:
        reply = assistant.reply(text, NOW)
        if items:
            result = outcome(reply, {*items, *(general if reply.kind == "answer" else ())})
        else:
            result = "wrong" if reply.kind == "answer" else "right"
        score.outcomes[result] += 1
        if result != "right":
            score.misses.append((result, text, items[0] if items else "-", reply))
    return score


NUMBERS = ("111", "113", "114", "115")


def score_calls(ask: Ask, calls: Iterable[tuple[str, frozenset[str]]]) -> Counter[str]:
    """Calls for help: `at once` if the reply is a right number, `named` if an "I don't know" or a choice names one,
    else `missed`; of texts that are none, `alarmed` if they are turned to a number all the same, else `calm`.
    """
    outcomes: Counter[str] = Counter()
    for text, right in calls:
        reply = ask(text)
        said = {number for number in NUMBERS if number in f"{reply.headline} {reply.body}"}
        if not right:
            outcomes["alarmed" if reply.kind == "redirect" else "calm"] += 1
        elif not said & right:
            outcomes["missed"] += 1
        else:
            outcomes["at once" if reply.kind in ("redirect", "answer") else "named"] += 1
    return outcomes


def answered(ask: Ask, questions: Iterable[str]) -> list[tuple[str, Reply]]:
    """The questions that got an answer although none should be given."""
    replies = [(question, ask(question)) for question in questions]
    return [(question, reply) for question, reply in replies if reply.kind == "answer"]


def microseconds(ask: Ask, questions: list[str]) -> tuple[float, float]:
    """Median and 99th percentile of one reply, in microseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1e6)
    return statistics.median(times), statistics.quantiles(times, n=100)[98]
