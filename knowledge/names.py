"""Which things a question names: a name's words, three or more of them in any order, whatever became of the thing.

A text is given as the words that each of its words may mean, so that accents count where they were typed.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.entry import Entry
from knowledge.language import Language
from knowledge.vietnamese import words
from knowledge.wording import Wording


class Said(NamedTuple):
    """A text, as the words that each of its words may mean."""

    words: Sequence[frozenset[str]]
    telling: Sequence[frozenset[str]]
    """Without filler."""


class _Name(NamedTuple):
    """A name as it is read in a question."""

    words: tuple[str, ...]
    at_least: tuple[str, ...]
    """Its words without what counts the thing and what became of it."""


class Names:
    """The names of all entries that have any; immutable once built."""

    def __init__(self, entries: Iterable[Entry], wording: Wording, language: Language) -> None:
        """Reads the names in the wording."""
        self._states: dict[str, list[tuple[str, ...]]] = {}
        """By their last word, longest first."""
        for state in sorted((tuple(words(state)) for state in language.states), key=len, reverse=True):
            self._states.setdefault(state[-1], []).append(state)
        self._counters = frozenset(language.counters)
        self._of: dict[str, list[_Name]] = {}
        self._beside_a_name = self._counters.union(*itertools.chain.from_iterable(self._states.values()))
        self._of_it: dict[str, frozenset[str]] = {}
        """For each entry, the words of all its names, those that count it, and those for what became of it."""
        self._neighbours_in: dict[str, frozenset[tuple[str, str]]] = {}
        """For each entry, the words that stand side by side in its names."""
        self._heads = set(language.holding)
        """Before a name, they tell of another thing: "long não trong tủ", "dây đàn", "vỏ xe"."""
        for entry in entries:
            spelled = [[token.word for token in wording.tokens(wording.words(name))] for name in entry.names]
            self._of[entry.id] = [_Name(tuple(name), tuple(self._stateless(name))) for name in spelled]
            self._of_it[entry.id] = self._beside_a_name.union(*spelled)
            self._neighbours_in[entry.id] = frozenset(itertools.chain.from_iterable(map(itertools.pairwise, spelled)))
            self._heads.update(name[0] for name in spelled if len(name) > 1)
        self._heads -= self._counters

    def stands_in(self, entry: Entry, said: Said) -> bool:
        """Whether one of its names stands in a text; so it is if it has none."""
        names = self._of.get(entry.id)
        if not names:
            return True
        spoken = frozenset(itertools.chain.from_iterable(said.words))
        # By itself, what is left of "điện thoại cũ" names a subject; with anything more it names the thing.
        found = (
            name
            for name in names
            if spoken.issuperset(name.words)
            or (spoken.issuperset(name.at_least) and any(map(frozenset(name.at_least).isdisjoint, said.telling)))
        )
        return any(self._stands_free(entry, name, said.words) for name in found)

    def are_all_of(self, entry: Entry, said: Said) -> bool:
        """Whether a text says nothing but the thing: words of its names, what became of it, how many."""
        of_it = self._of_it.get(entry.id, self._beside_a_name)
        return not any(of_it.isdisjoint(meant) for meant in said.telling)

    def _stands_free(self, entry: Entry, name: _Name, said: Sequence[frozenset[str]]) -> bool:
        """Whether no word before the name makes another thing of it, but for one its own names have there; and two
        words stand in their order: "bàn là" is no "la bàn".
        """
        places = [next(place for place, meant in enumerate(said) if word in meant) for word in name.at_least]
        if len(places) == 2 and places[0] > places[1]:
            return False
        first = min(places)
        before = said[first - 1] if first else frozenset[str]()
        own = self._neighbours_in[entry.id]
        return self._heads.isdisjoint(before) or not own.isdisjoint(itertools.product(before, said[first]))

    def _stateless(self, name: list[str]) -> list[str]:
        """The name without what counts the thing and what became of it, as long as two words remain: one alone would
        name too much.
        """
        if len(name) > 2 and name[0] in self._counters:
            return self._stateless(name[1:])
        for state in self._states.get(name[-1], ()):
            if tuple(name[-len(state) :]) == state and len(name) - len(state) > 1:
                return self._stateless(name[: -len(state)])
        return name
