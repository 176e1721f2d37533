"""Which of the questions that were missed ask for the same: grouped by the matcher's own view of words and pairs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.vietnamese import has_marks, words

LONGEST_TAUGHT, MOST_TAUGHT = 150, 3
"""Characters of a wording worth teaching, and wordings taught at once: longer ones are stories, more tell nothing."""

Units = Mapping[tuple[str, ...], float]
"""What a text tells: its words and pairs of neighbours, unaccented, each with its weight."""

ALIKE = 0.65
"""From this likeness on, two questions ask for the same. Of 1.4 million pairs of labelled questions 35 are so alike; a
question and itself without accents are in 99 of 100 cases, with one or two typing slips in 71."""


@dataclass(frozen=True)
class Miss:
    """A question that was not answered, or whose answer somebody marked as wrong. Nobody's in particular."""

    id: int
    words: str
    outcome: str
    """`unknown`, `clarify` or `wrong`."""
    entry: str | None = None
    """What was answered, if that was wrong."""
    ignored: bool = False
    """An officer has set it aside."""


@dataclass(frozen=True)
class Group:
    """Misses that ask for the same, told by the wording most often used."""

    misses: tuple[Miss, ...]

    @property
    def id(self) -> int:
        """The group is found again by its first miss."""
        return self.misses[0].id

    @property
    def wordings(self) -> list[str]:
        """The different wordings, the most frequent first; of equally frequent ones those with accents, then the longer
        ones, which tell more.
        """
        times = Counter(miss.words for miss in self.misses)
        return sorted(times, key=lambda wording: (-times[wording], not has_marks(wording), -len(wording)))

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The wordings worth teaching, different in words; what was blanked in them is left out."""
        bare = (" ".join(wording.replace("…", " ").split()) for wording in self.wordings)
        different = {tuple(words(wording)): wording for wording in bare if len(wording) <= LONGEST_TAUGHT}
        return tuple(wording for key, wording in different.items() if key)[:MOST_TAUGHT]

    @property
    def wrong(self) -> frozenset[str]:
        """The entries whose answers were marked as wrong."""
        return frozenset(miss.entry for miss in self.misses if miss.entry is not None)


class _Openings:
    """The questions that opened groups, found by what they tell, so that a new one is not held beside each of them."""

    def __init__(self) -> None:
        self.members: list[list[Miss]] = []
        self._weights: list[float] = []
        self._telling: dict[tuple[str, ...], list[int]] = {}

    def home(self, units: Units) -> list[Miss]:
        """The members of the first group whose opening is like a question: Dice's coefficient on the weights of words
        and pairs. Without one, of a new group.
        """
        weight = sum(units.values())
        shared: dict[int, float] = {}
        for unit, unit_weight in units.items():
            for number in self._telling.get(unit, ()):
                shared[number] = shared.get(number, 0.0) + unit_weight
        alike = [number for number, common in shared.items() if 2 * common >= ALIKE * (weight + self._weights[number])]
        if alike:
            return self.members[min(alike)]
        for unit in units:
            self._telling.setdefault(unit, []).append(len(self.members))
        self._weights.append(weight)
        self.members.append([])
        return self.members[-1]


def grouped(misses: Iterable[Miss], telling: Callable[[str], Units]) -> list[Group]:
    """The misses in groups, the largest first. Each joins the first group whose opening question is like it; the most
    frequent wordings open groups. A group with a member that an officer set aside is left out: it was decided upon.
    """
    found = list(misses)
    times = Counter(miss.words for miss in found)
    openings = _Openings()
    homes: dict[str, list[Miss]] = {}
    for miss in sorted(found, key=lambda one: (-times[one.words], one.id)):
        if (home := homes.get(miss.words)) is None:
            home = homes[miss.words] = openings.home(telling(miss.words))
        home.append(miss)
    kept = [Group(tuple(members)) for members in openings.members if not any(miss.ignored for miss in members)]
    return sorted(kept, key=lambda group: -len(group.misses))


def group_with(groups: Sequence[Group], miss_id: int) -> Group | None:
    """The group a miss is in, or None if it is in none (any more)."""
    return next((group for group in groups if any(miss.id == miss_id for miss in group.misses)), None)
