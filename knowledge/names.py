"""Which things a question names: a name's words in any order, whatever became of the thing."""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.entry import Entry
from knowledge.loader import Language
from knowledge.vietnamese import fold, words
from knowledge.wording import Wording


class _Name(NamedTuple):
    """A name as it is read in a question, without accents."""

    words: frozenset[str]
    at_least: frozenset[str]
    """Its words without what became of the thing."""


class Names:
    """The names of all entries that have any; immutable once built."""

    def __init__(self, entries: Iterable[Entry], wording: Wording, language: Language) -> None:
        """Reads the names in the wording."""
        states = (tuple(map(fold, words(state))) for state in language.states)
        self._states = sorted(states, key=len, reverse=True)
        self._of: dict[str, list[_Name]] = {}
        self._said_of: dict[str, frozenset[str]] = {}
        """For each entry, the words of all its names."""
        self._heads: set[str] = set()
        """The first words of names: before another name they make another thing of it ("dây đàn", "vỏ xe")."""
        for entry in entries:
            spelled = [list(map(fold, wording.telling(words(name)))) for name in entry.names]
            self._of[entry.id] = [_Name(frozenset(name), frozenset(self._stateless(name))) for name in spelled]
            self._said_of[entry.id] = frozenset(itertools.chain.from_iterable(spelled))
            self._heads.update(name[0] for name in spelled if len(name) > 1)
        counters = set(map(fold, language.counters))
        self._heads -= counters
        self._beside_a_name = counters.union(*self._states)

    def stands_in(self, entry: Entry, said: Sequence[str]) -> bool:
        """Whether one of its names stands in the words of a text, without accents; so it is if it has none."""
        names = self._of.get(entry.id, [])
        return not names or any(self._is_said(entry, name, said) for name in names)

    def are_all_of(self, entry: Entry, said: Sequence[str]) -> bool:
        """Whether the text says nothing but the thing: words of its names, what became of it, how many."""
        return self._beside_a_name.union(self._said_of.get(entry.id, ())).issuperset(said)

    def _is_said(self, entry: Entry, name: _Name, said: Sequence[str]) -> bool:
        # By itself, what is left of "điện thoại cũ" names a subject; with anything more it names the thing.
        if not (name.words.issubset(said) or name.at_least < set(said)):
            return False
        first = min(map(said.index, name.at_least))
        before = said[first - 1] if first else ""
        return before not in self._heads or before in self._said_of[entry.id]

    def _stateless(self, name: list[str]) -> list[str]:
        """The name without the thing's state, as long as two words remain: one alone would name too much."""
        for state in self._states:
            if tuple(name[-len(state) :]) == state and len(name) - len(state) > 1:
                return self._stateless(name[: -len(state)])
        return name
