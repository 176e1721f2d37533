"""What a change would do to the answers, before it is published: the labelled questions and every phrasing are asked
with and without it.

Only what the change can touch is asked. An entry can be answered or offered only for a question whose words it says to
a fair share, as its score stays below one and a half times that share; so a question is left out when neither the old
nor the new wording of the changed entries reaches the share. What remains is the drift of the words' rarities, which
moves scores by less than a thousandth: of 60,000 texts one was asked back with another choice. `make prove-teaching`
asks everything and holds both results together.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from knowledge import labelled
from knowledge.assistant import Assistant
from knowledge.entry import Entry
from knowledge.index import SAID_IN_TEXT
from knowledge.likeness import Miss
from knowledge.loader import Library
from knowledge.reply import Reply
from knowledge.vietnamese import fold

LEAST_SAID = 0.2
"""Share of a question's words, by weight, from which on an entry may be answered or offered: on the labelled questions
every match scoring what is offered at all (0.30) says a quarter of the question or more."""
LEAST_SAID_OF_A_PHRASING = 0.7
"""The same for a phrasing, whose own entry says all of it: on the shipped phrasings every rival coming near says nearly
nine tenths."""
PROGRESS_EVERY = 100
"""Questions between two reports of how far the trial is."""


@dataclass(frozen=True)
class Case:
    """A text with what is right for it."""

    text: str
    right: frozenset[str] = frozenset()
    """The entries that answer it; none: it must not be answered."""
    calls: bool = False
    """It calls for help: any emergency number or lawful channel is right."""
    after: str | None = None
    """The entry that was shown just before."""
    owner: str | None = None
    """The entry it is a phrasing of."""


@dataclass(frozen=True)
class Told:
    """What a person is told: the kind of reply, and the title of the entry or of those to choose from."""

    kind: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One text that is answered differently."""

    text: str
    before: Told
    after: Told
    spoiled: bool
    """It was answered rightly and would not be any more, or it would be answered wrongly for the first time."""


@dataclass(frozen=True)
class Trial:
    """What came of it. Everything that is wrong comes first among the differences."""

    asked: int
    untouched: int
    """Texts the change cannot touch."""
    differences: tuple[Difference, ...]
    still_missed: tuple[str, ...] = ()
    """New ways of asking that would not bring the entry straight away."""

    @property
    def spoiled(self) -> list[Difference]:
        """What would be worse than it is."""
        return [one for one in self.differences if one.spoiled]

    def as_json(self) -> dict[str, Any]:
        """For another process."""
        return asdict(self)

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> Self:
        """What `as_json` wrote."""
        told = [
            Difference(one["text"], _told(one["before"]), _told(one["after"]), one["spoiled"])
            for one in read["differences"]
        ]
        return cls(read["asked"], read["untouched"], tuple(told), tuple(read["still_missed"]))


def _told(read: dict[str, Any]) -> Told:
    return Told(read["kind"], tuple(read["titles"]))


def labelled_cases(library: Library) -> Iterator[Case]:
    """Every labelled question that this content can answer, and everything it must not answer."""
    known = library.entries.keys()
    general = {entry for entry in known if entry.startswith("rac-")}
    asked = [Case(one.text, frozenset(library.with_twins(one.entries))) for one in labelled.on_topic()]
    asked += [Case(text, frozenset({*items, *general})) for text, items in labelled.waste() if items]
    for (_, (first, *_)), *onward in labelled.dialogues():
        before = first
        for text, entries in onward:
            asked.append(Case(text, frozenset(library.with_twins(entries)), after=before))
            before = entries[0]
    yield from (case for case in asked if case.right & known and (case.after is None or case.after in known))
    yield from (Case(text) for name in ("off_topic", "look_alikes") for text in labelled.texts(name))
    yield from (Case(text) for text, items in labelled.waste() if not items)
    if any(entry.kind == "redirect" for entry in library.entries.values()):
        for text, expect in (*labelled.redirects(), *labelled.fresh_redirects()):
            yield Case(text, calls=expect != "none")


def phrasing_cases(library: Library) -> Iterator[Case]:
    """Every phrasing, which its own entry answers, or one that tells the same."""
    for entry in library.entries.values():
        answers = library.with_twins([entry.id]) if entry.kind != "elsewhere" else ()
        for phrasing in entry.ask:
            yield Case(phrasing, frozenset(answers), owner=entry.id)


def is_right(reply: Reply, case: Case) -> bool:
    """Whether a reply is right for a case; asking back is not yet an answer, and not knowing is right only where
    nothing must be answered.
    """
    if case.calls:
        return reply.kind == "redirect"
    if case.right:
        return reply.kind not in ("clarify", "unknown") and reply.entry in case.right
    return reply.kind != "answer"


def compare(
    before: Assistant,
    after: Assistant,
    changed: Set[str],
    now: datetime,
    *,
    cases: Iterable[Case] | None = None,
    everything: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Trial:
    """Ask what the changed entries can touch, or `everything`, with and without the change.

    `cases` are the labelled questions unless others are given; `progress` is told how many texts of how many are done.
    """
    given = list(labelled_cases(after.library)) if cases is None else list(cases)
    texts = [*given, *phrasing_cases(after.library)]
    touched = texts if everything else list(_touched(texts, before, after, changed))
    differences: dict[str, Difference] = {}
    still_missed = []
    for number, case in enumerate(touched):
        if number % PROGRESS_EVERY == 0:
            progress(number, len(touched))
        new = _reply(after, case, now)
        right = is_right(new, case)
        if not right and case.owner in changed and not _asked_before(case, before.library):
            still_missed.append(case.text)
        if right and new.entry not in changed:
            # What is right and not the changed entry's is no harm, and hardly its doing.
            continue
        old = _reply(before, case, now)
        spoiled = not right and (is_right(old, case) or (_answers(new) and not _answers(old)))
        told = _as_told(old, before.library), _as_told(new, after.library)
        known = differences.get(case.text)
        if (spoiled or told[0] != told[1]) and (known is None or not known.spoiled):
            differences[case.text] = Difference(case.text, *told, spoiled=spoiled)
    progress(len(touched), len(touched))
    ordered = sorted(differences.values(), key=lambda one: not one.spoiled)
    return Trial(len(touched), len(texts) - len(touched), tuple(ordered), tuple(still_missed))


def _asked_before(case: Case, library: Library) -> bool:
    entry = library.entries.get(case.owner or "")
    return entry is not None and case.text in entry.ask


def _answers(reply: Reply) -> bool:
    return reply.kind in ("answer", "redirect")


def _reply(assistant: Assistant, case: Case, now: datetime) -> Reply:
    if case.after is None:
        return assistant.reply(case.text, now)
    assistant.show(case.after, now, chat="trial")
    return assistant.reply(case.text, now, chat="trial")


def _as_told(reply: Reply, library: Library) -> Told:
    entries = [reply.entry] if reply.entry else [option.entry for option in reply.options]
    return Told(reply.kind, tuple(library.entries[entry].title for entry in entries if entry))


def _touched(texts: Iterable[Case], before: Assistant, after: Assistant, changed: Set[str]) -> Iterator[Case]:
    entries = [
        one.library.entries[entry] for one in (before, after) for entry in changed if entry in one.library.entries
    ]
    said = [_said_by(entry, after) for entry in entries]
    for case in texts:
        least = LEAST_SAID if case.owner is None else LEAST_SAID_OF_A_PHRASING
        if case.owner in changed or case.right & changed or case.after in changed or _says(said, case, after, least):
            yield case


def _says(said: list[dict[str, float]], case: Case, assistant: Assistant, least: float) -> bool:
    weights = {unit[0]: weight for unit, weight in assistant.matcher.telling(case.text).items() if len(unit) == 1}
    enough = least * sum(weights.values())
    return any(sum(weights[word] * credits[word] for word in weights.keys() & credits) >= enough for credits in said)


def _said_by(entry: Entry, assistant: Assistant) -> dict[str, float]:
    """The words an entry says, unaccented, each with its credit."""
    asked, told = (
        {fold(token.word) for text in texts for token in assistant.matcher.read(text).tokens}
        for texts in ((entry.title, *entry.ask), entry.texts)
    )
    return {**dict.fromkeys(told, SAID_IN_TEXT), **dict.fromkeys(asked, 1.0)}


def answered_now(assistant: Assistant, misses: Iterable[Miss], now: datetime) -> list[int]:
    """The misses whose questions have their answer today; those whose answer was called wrong wait for an officer."""
    found: dict[str, bool] = {}
    settled = []
    for miss in misses:
        if miss.outcome != "wrong":
            if miss.words not in found:
                found[miss.words] = not assistant.reply(miss.words, now).missed
            if found[miss.words]:
                settled.append(miss.id)
    return settled
