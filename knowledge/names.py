"""Which things a question names: a name's words in any order, whatever became of the thing.

A text is given as the words that each of its words may mean, so that accents count where they were typed.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.entry import Entry
from knowledge.loader import Language
from knowledge.vietnamese import words
from knowledge.wording import Wording

Said = Sequence[frozenset[str]]
"""The words each word of a text may mean, without filler."""


class _Name(NamedTuple):
    """A name as it is read in a question."""

    words: frozenset[str]
    at_least: frozenset[str]
    """Its words without what became of the thing."""


class Names:
    """The names of all entries that have any; immutable once built."""

    def __init__(self, entries: Iterable[Entry], wording: Wording, language: Language) -> None:
        """Reads the names in the wording."""
        states = (tuple(words(state)) for state in language.states)
        self._states = sorted(states, key=len, reverse=True)
        self._of: dict[str, list[_Name]] = {}
        self._said_of: dict[str, frozenset[str]] = {}
        """For each entry, the words of all its names …"""
        self._neighbours_in: dict[str, frozenset[tuple[str, str]]] = {}
        """… and which of them stand side by side."""
        self._heads = set(language.holding)
        """Before a name, they tell of another thing: "long não trong tủ", "dây đàn", "vỏ xe"."""
        for entry in entries:
            spelled = [wording.telling(words(name)) for name in entry.names]
            self._of[entry.id] = [_Name(frozenset(name), frozenset(self._stateless(name))) for name in spelled]
            self._said_of[entry.id] = frozenset(itertools.chain.from_iterable(spelled))
            self._neighbours_in[entry.id] = frozenset(itertools.chain.from_iterable(map(itertools.pairwise, spelled)))
            self._heads.update(name[0] for name in spelled if len(name) > 1)
        self._heads.difference_update(language.counters)
        self._beside_a_name = frozenset(language.counters).union(*self._states)

    def stands_in(self, entry: Entry, said: Said) -> bool:
        """Whether one of its names stands in a text; so it is if it has none."""
        names = self._of.get(entry.id, [])
        return not names or any(self._is_said(entry, name, said) for name in names)

    def are_all_of(self, entry: Entry, said: Said) -> bool:
        """Whether a text says nothing but the thing: words of its names, what became of it, how many."""
        of_it = self._said_of.get(entry.id, frozenset()) | self._beside_a_name
        return not any(of_it.isdisjoint(meant) for meant in said)

    def _is_said(self, entry: Entry, name: _Name, said: Said) -> bool:
        # By itself, what is left of "điện thoại cũ" names a subject; with anything more it names the thing.
        if not (_say(said, name.words) or (_say(said, name.at_least) and len(said) > len(name.at_least))):
            return False
        first = next(place for place, meant in enumerate(said) if not name.at_least.isdisjoint(meant))
        before = said[first - 1] if first else frozenset[str]()
        own = self._neighbours_in[entry.id]
        return self._heads.isdisjoint(before) or not own.isdisjoint(itertools.product(before, said[first]))

    def _stateless(self, name: list[str]) -> list[str]:
        """The name without the thing's state, as long as two words remain: one alone would name too much."""
        for state in self._states:
            if tuple(name[-len(state) :]) == state and len(name) - len(state) > 1:
                return self._stateless(name[: -len(state)])
        return name


def _say(said: Said, name: frozenset[str]) -> bool:
    return name.issubset(itertools.chain.from_iterable(said))
