"""Where a thing goes: whether a question surely asks that of one thing of the table."""

import itertools
from datetime import datetime

from knowledge import guards
from knowledge.bands import Bands
from knowledge.confidence import sure_which
from knowledge.entry import Entry
from knowledge.loader import Library
from knowledge.matcher import Match
from knowledge.reply import Reply, asking_back, entry_reply
from knowledge.vietnamese import fold

NARROW = 0.12
"""A lead in score that decides nothing between two matches that both say the whole question."""


class Things:
    """Judges what a question finds by the things it names; immutable once built."""

    def __init__(self, library: Library, bands: Bands) -> None:
        """Things are entries with a bin, but for those that tell what a whole group is."""
        self._library = library
        self._bands = bands
        self._groups = {group.entry for group in library.bins.values()}
        self._topics = {entry.topic for entry in library.entries.values() if entry.bin is not None}
        self._disposal = guards.PhraseBook(library.language.disposal)
        self._not_disposal = guards.PhraseBook(library.language.not_disposal)
        self._putting, self._into, self._takes_waste = (
            frozenset(map(fold, listed))
            for listed in (library.language.putting, library.language.into, library.language.takes_waste)
        )

    def asks_where_it_goes(self, spoken: guards.Spoken) -> bool:
        """Whether a text asks what to do with waste, not only names a thing."""
        otherwise = {fold(part) for phrase in self._not_disposal.said_in(spoken) for part in (phrase, *phrase.split())}
        if self._is_put_into_something(spoken):
            otherwise |= self._putting
        return any(fold(phrase) not in otherwise for phrase in self._disposal.said_in(spoken))

    def _is_put_into_something(self, spoken: guards.Spoken) -> bool:
        """Whether a text puts something into what waste does not go into: a microwave oven, not a bin."""
        neighbours = itertools.pairwise(spoken.folded)
        return any(word in self._into and following not in self._takes_waste for word, following in neighbours)

    def are_asked_about(self, matches: list[Match], spoken: guards.Spoken) -> bool:
        """Whether a text asks where a thing goes: it says so, or says nothing but what the first match is."""
        if self.asks_where_it_goes(spoken):
            return True
        if not matches or matches[0].entry.bin is None:
            return False
        first = matches[0]
        return first.says_it_all or (self._is_a_thing(first.entry) and first.named and first.only_named)

    def are_near(self, entry: Entry) -> bool:
        """Whether an entry is on the topic of things: advice that holds for many of them."""
        return entry.topic in self._topics

    def before_advice(self, matches: list[Match]) -> list[Match]:
        """The matches with a thing in front that is named, says as much as the advice that comes first, and hardly
        less near: what holds for a compass is more than what holds for many things.
        """
        advice, *others = matches
        if advice.entry.bin is not None or not self.are_near(advice.entry):
            return matches
        named = (match for match in others if self._is_a_thing(match.entry) and match.named)
        near = (thing for thing in named if thing.coverage >= advice.coverage and advice.score - thing.score < NARROW)
        thing = next(near, advice)
        return [thing, *(match for match in matches if match is not thing)]

    def asked(self, matches: list[Match], now: datetime) -> Reply | None:
        """Where the thing of the first match goes, if that is surely asked: it is named, and nothing near says
        otherwise.
        """
        if not matches or not self._is_a_thing(matches[0].entry) or not matches[0].named:
            return None
        thing, *rivals = beside = _beside_a_thing(matches)
        sure = sure_which(beside)
        if thing.coverage < self._bands.thing_named or sure < self._bands.thing:
            return None
        if any(rival.coverage >= thing.coverage and thing.score - rival.score < NARROW for rival in rivals):
            return None
        return entry_reply(thing.entry, self._library, now.date(), sure)

    def instead(self, reply: Reply, matches: list[Match], now: datetime) -> Reply:
        """Where the thing goes that a question where things go names, if what comes nearest does not answer it. One
        named among much else is put first among the choices.
        """
        named = [match for match in matches if self._is_a_thing(match.entry) and match.named]
        thing = max(named, key=lambda match: (match.coverage, match.score), default=None)
        if not reply.missed or thing is None or thing.coverage < self._bands.thing_offered:
            return reply
        beside = [thing, *(match for match in matches if match is not thing)]
        if (asked := self.asked(beside, now)) is not None:
            return asked
        choices = dict.fromkeys([thing.entry.id, *(option.entry for option in reply.options)])
        return asking_back([self._library.entries[entry] for entry in choices], reply.score)

    def _is_a_thing(self, entry: Entry) -> bool:
        """Whether the entry tells where one thing goes, and not what a whole group is."""
        return entry.bin is not None and entry.id not in self._groups


def _beside_a_thing(matches: list[Match]) -> list[Match]:
    """The matches without those that do no harm if a thing was meant: things of the same group, advice on the topic,
    matters that are not ours.
    """
    thing, *others = matches
    return [thing, *(match for match in others if _contradicts(match.entry, thing.entry))]


def _contradicts(other: Entry, thing: Entry) -> bool:
    if other.bin is not None:
        return other.bin != thing.bin
    return other.kind != "elsewhere" and other.topic != thing.topic
