"""What one question means: the three bands, after years, numbers and places have had their say."""

import math
from dataclasses import replace
from datetime import date, datetime

from knowledge import guards, texts
from knowledge.bands import Bands
from knowledge.confidence import confidence
from knowledge.entry import Entry
from knowledge.loader import Library
from knowledge.matcher import Match, Matcher
from knowledge.meaning import WordVectors
from knowledge.reply import MOST_CHOICES, Reply, asking_back, entry_reply, numbered, options, telling_the_numbers
from knowledge.things import NARROW, Things

A_SUBJECT = 2
"""Words that name a subject without asking anything of it: "bảo hiểm", "xe máy"."""
TOO_NEAR, TOO_NEAR_TO_ONE = 0.05, 0.08
"""A lead in score that decides nothing between two matches that say about as much of the question; where the second
says just as much as the first, a greater one does not, and the greatest (NARROW) where that is all of it …"""
AS_MUCH, JUST_AS_MUCH = 0.10, 0.01
"""… which is what differs by no more than these shares of its weight. Set on the tuning half of tests/evaluation."""


class Judge:
    """Judges one question at a time against one state of the content; immutable once built."""

    def __init__(
        self, library: Library, redirects: guards.Redirects, bands: Bands, vectors: WordVectors | None = None
    ) -> None:
        """Builds the matcher. `redirects` tells which of them a question cannot mean; `vectors`: see Matcher."""
        self.library = library
        self.bands = bands
        self.facts = guards.Facts(library)
        self._redirects = redirects
        self.things = Things(library, bands)
        self.matcher = Matcher(library, vectors)

    def target(self, number: int, now: datetime) -> Reply:
        """The target with this number, or the sentence that there is none."""
        targets = self.library.targets()
        for target in targets:
            if target.number == number:
                return entry_reply(target, self.library, now.date())
        return Reply("unknown", texts.no_such_target(number, len(targets)))

    def bare_number(self, number: int) -> Reply:
        """A number with nothing to choose from: perhaps a target, but that is for the person to say."""
        meant = [target for target in self.library.targets() if target.number == number]
        return asking_back(meant, 0.0, missed=False) if meant else self._unknown([])

    def matches(self, text: str, spoken: guards.Spoken, today: date) -> list[Match]:
        """What a text by itself may mean, best first. An entry about another year than the text's steps back, and so
        does a thing that is not named.
        """
        matches = self.matcher.match(self.matcher.read(text))
        matches = [
            match for match in matches if match.entry.kind != "smalltalk" or match.likeness >= self.bands.smalltalk
        ]
        if any(match.entry.kind == "redirect" for match in matches):
            excused = self._redirects.excused(spoken)
            matches = [match for match in matches if match.entry.id not in excused]
        years, facts = guards.years_named(spoken, today), self.facts
        weighed = [
            match._replace(
                score=match.score
                - self.bands.another_year * facts.is_of_another_year(match.entry, years, today)
                - self.bands.not_named * (not match.named)
            )
            for match in matches
        ]
        return sorted(weighed, key=lambda match: -match.score)

    def matched(self, text: str, spoken: guards.Spoken, now: datetime, asked: guards.Spoken | None = None) -> Reply:
        """The reply to one question that stands by itself; with the numbers if it may be a call for help as well.

        `asked`: what of it is asked, if not all: years that are only told of say nothing about the answer's.
        """
        matches = self._as_written_first(self.matches(text, spoken, now.date()))
        reply = self._judged(matches, spoken, now, asked or spoken)
        may_be_a_call = any(match.entry.kind == "redirect" for match in _within(matches, self.bands.help_near))
        return telling_the_numbers(reply) if may_be_a_call and reply.kind != "redirect" else reply

    def _judged(self, matches: list[Match], spoken: guards.Spoken, now: datetime, asked: guards.Spoken) -> Reply:
        today, facts = now.date(), self.facts
        sure = confidence(matches)
        if matches and matches[0].entry.kind == "redirect" and sure >= self.bands.help:
            return entry_reply(matches[0].entry, self.library, today, sure)
        asks_where = self.things.are_asked_about(matches, spoken)
        if not matches or matches[0].score < self.bands.suggest:
            return self.things.instead(self._unknown([]), matches, now) if asks_where else self._unknown([])
        matches = self.things.before_advice(matches) if asks_where else matches
        best = matches[0].entry
        if best.kind == "smalltalk":
            return entry_reply(best, self.library, today, matches[0].score)
        if best.kind == "elsewhere" and sure >= self.bands.ask:
            ours = [] if self._is_as_written(matches) else _as_near(matches)
            return self._asking_back(ours, sure) if ours else entry_reply(best, self.library, today, sure)
        fitting = self._with_those_numbers(matches, spoken)
        of_that_time = self._of_that_time(fitting, asked, now)
        if sure >= self.bands.ask:
            if (place := facts.other_place(spoken, best)) is not None:
                return self._elsewhere(place)
            if fitting and fitting[0].entry.is_offered and not any(match.entry.is_offered for match in of_that_time):
                years = guards.years_named(asked, today)
                other = min(year for year in years if not facts.speaks_of(fitting[0].entry, [year], today))
                return Reply("unknown", texts.other_year(str(other), self.library.ward_value("ten")))
        thing = self.things.asked(of_that_time, now)
        if best.bin is not None and not asks_where:
            return self._asking_back(of_that_time, sure) if thing else self._unknown(of_that_time)
        if thing is not None:
            return thing
        said = self.bands.advice if asks_where and self.things.are_near(best) else self.bands.said
        reply = self._decide(of_that_time, now, said)
        return self.things.instead(reply, of_that_time, now) if asks_where else reply

    def _as_written_first(self, matches: list[Match]) -> list[Match]:
        """No two entries share a phrasing: what is asked just as one entry is asked means that one."""
        as_written = self._as_written(matches)
        if len(as_written) != 1:
            return matches
        return [*as_written, *(match for match in matches if match is not as_written[0])]

    def _as_written(self, matches: list[Match]) -> list[Match]:
        return [match for match in matches if match.likeness >= self.bands.as_written]

    def _is_as_written(self, matches: list[Match]) -> bool:
        """Whether the first match is asked just so, and it alone."""
        return bool(matches) and self._as_written(matches) == matches[:1]

    def _decide(self, matches: list[Match], now: datetime, said: float) -> Reply:
        """The three bands: the best match if it is sure and says at least this share of the question, a few choices, or
        an honest "I don't know".
        """
        sure = confidence(matches)
        if self._is_as_written(matches):
            return entry_reply(matches[0].entry, self.library, now.date(), max(sure, self.bands.answer))
        if sure >= self.bands.answer and _is_settled(matches) and matches[0].coverage >= said:
            return replace(entry_reply(matches[0].entry, self.library, now.date(), sure), coverage=matches[0].coverage)
        if sure < self.bands.ask and not (matches and matches[0].says_it_all):
            return self._unknown(matches)
        return self._asking_back(matches, sure)

    def leaning_on(
        self, last: Entry, text: str, spoken: guards.Spoken, now: datetime, *, most_telling: float = math.inf
    ) -> Reply | None:
        """An elliptic question with the last answer as its subject; None if its own words lead elsewhere, or tell so
        much that it stands by itself.
        """
        matcher, bands = self.matcher, self.bands
        matches = [match for match in matcher.match(matcher.read(text), after=last) if match.entry.kind == "answer"]
        matches = self._of_that_time(self._with_those_numbers(matches, spoken), spoken, now)
        if (place := self.facts.other_place(spoken, last)) is not None:
            return self._elsewhere(place)
        if not matches or matches[0].coverage < bands.own_words or matches[0].weight > most_telling:
            return None
        lead = matches[0].score - (matches[1].score if len(matches) > 1 else 0.0)
        is_asked_so = matches[0].evidence >= bands.onward_evidence
        if (lead >= bands.onward_lead and is_asked_so) or self._means_first(matches[0].entry, text, spoken, now.date()):
            return entry_reply(matches[0].entry, self.library, now.date(), matches[0].score)
        return self._asking_back(matches, 0.0)

    def _means_first(self, entry: Entry, text: str, spoken: guards.Spoken, today: date) -> bool:
        """Whether the text by itself, too, means this entry rather than any other that may be answered with."""
        alone = (match.entry for match in self.matches(text, spoken, today) if match.entry.kind == "answer")
        return next(alone, None) == entry

    def _with_those_numbers(self, matches: list[Match], spoken: guards.Spoken) -> list[Match]:
        numbers, terms = guards.numbers_of_named_things(spoken), guards.terms_named(spoken.words)
        facts = self.facts
        return [
            match
            for match in matches
            if facts.names_all(match.entry, numbers) and facts.speaks_of_terms(match.entry, terms)
        ]

    def _of_that_time(self, matches: list[Match], spoken: guards.Spoken, now: datetime) -> list[Match]:
        years = guards.years_named(spoken, now.date())
        return [match for match in matches if self.facts.speaks_of(match.entry, years, now.date())]

    def _elsewhere(self, place: str) -> Reply:
        return Reply("unknown", texts.other_place(place, self.library.ward_value("ten")))

    def _asking_back(self, matches: list[Match], sure: float) -> Reply:
        return asking_back([match.entry for match in _within(matches, self.bands.near)], sure)

    def _unknown(self, matches: list[Match]) -> Reply:
        near = [match for match in matches if match.score >= self.bands.suggest][:MOST_CHOICES]
        choices = options([match.entry for match in near])
        hint = f"{texts.UNKNOWN_NEAREST}\n\n{numbered(choices)}" if near else texts.UNKNOWN_NOTHING_NEAR
        return Reply("unknown", texts.UNKNOWN, hint, options=choices, score=confidence(matches), missed=True)


def _within(matches: list[Match], lead: float) -> list[Match]:
    """The matches that score less than this below the first."""
    return [match for match in matches if matches[0].score - match.score < lead]


def _is_settled(matches: list[Match]) -> bool:
    """Whether nothing but its confidence can speak against the first match: a word or two name a subject and ask
    nothing, a thing must be called by a name of its own, and no other entry may come as near.
    """
    first = matches[0]
    return first.words > A_SUBJECT and first.named and not (len(matches) > 1 and _is_one_of_two(first, matches[1]))


def _as_near(matches: list[Match]) -> list[Match]:
    """Those that may be answered with and say the whole question just as the first does, which is somebody else's: a
    bare "bảo hiểm" is no question about cars.
    """
    best, *others = matches
    if not best.says_it_all:
        return []
    near = [match for match in others if match.entry.is_offered and best.score - match.score < NARROW]
    return [match for match in near if match.says_it_all]


def _is_one_of_two(first: Match, second: Match) -> bool:
    """Whether the second match comes as near as the first and tells another fact, as do targets beside each other."""
    if second.entry.kind == "elsewhere" or first.entry.is_twin_of(second.entry):
        return False
    lead = first.score - second.score
    if max(first.coverage - second.coverage, first.pairs - second.pairs) <= JUST_AS_MUCH:
        return lead < (NARROW if first.says_it_all else TOO_NEAR_TO_ONE)
    return lead < TOO_NEAR and first.coverage - second.coverage <= AS_MUCH
