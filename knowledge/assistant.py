"""Answer, ask back, or say that it is not known: the ward's knowledge as one conversation partner."""

import itertools
import math
import threading
from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from knowledge import check, follow_up, guards, texts
from knowledge.bands import Bands
from knowledge.confidence import confidence
from knowledge.conversation import Conversations, Turn
from knowledge.entry import Entry
from knowledge.follow_up import FollowUps
from knowledge.loader import SHIPPED_CONTENT, ContentError, Library, content_files, layers_of, load
from knowledge.matcher import Match, Matcher
from knowledge.reply import Option, Reply, entry_reply, numbered, options
from knowledge.several import joined, sentences

EMERGENCY_NUMBERS = "at-so-khan-cap"
"""The entry with the emergency numbers; a test holds the shipped content against it."""
MOST_CHOICES = 3
QUESTION_LIMIT = 500
"""Characters of a question that are read; what comes after does not change what is asked."""


class _Served(NamedTuple):
    """One state of the content with everything built from it; replaced as a whole."""

    library: Library
    matcher: Matcher
    redirects: guards.Redirects
    facts: guards.Facts
    follow_ups: FollowUps
    danger: guards.PhraseBook
    leaving: frozenset[tuple[str, ...]]
    """What is said, without accents, to be sent no more."""


class Assistant:
    """Replies to questions from the content of its layers. Time is passed in; nothing leaves the process."""

    def __init__(
        self,
        overlay: Path | None = None,
        bands: Bands | None = None,
        shipped: Path = SHIPPED_CONTENT,
        ward: Path | None = None,
    ) -> None:
        """Loads shipped content, `ward` in the place of the shipped ward's, and the ward's overlay.

        Raises ContentError if a file of any cannot be read.
        """
        self.bands = bands or Bands()
        self.conversations = Conversations()
        self.shipped = shipped
        self.layers = layers_of(ward, overlay, shipped)
        """The folders the content comes from: what is shipped, the ward's, and what it adds while running."""
        self._served = self._load()
        self._fingerprint = self._content_fingerprint()
        self._reloading = threading.Lock()

    def _load(self) -> _Served:
        library = load(self.layers)
        return _Served(
            library,
            Matcher(library),
            guards.Redirects(library),
            guards.Facts(library),
            FollowUps(library),
            guards.PhraseBook(library.language.danger),
            frozenset(tuple(guards.Spoken(phrase).folded) for phrase in library.language.leaving),
        )

    def _content_fingerprint(self) -> list[tuple[str, int, int]]:
        found = []
        for folder in self.layers[1:]:
            for path in content_files(folder):
                state = path.stat()
                found.append((path.name, state.st_mtime_ns, state.st_size))
        return found

    def reload_if_changed(self, now: datetime) -> bool:
        """Take over a changed overlay; returns whether it changed. Takes seconds; may run beside replies, in a thread.

        Raises ContentError, once for each change, if the new content is broken; what was served is served on.
        """
        with self._reloading:
            fingerprint = self._content_fingerprint()
            if fingerprint == self._fingerprint:
                return False
            self._fingerprint = fingerprint
            served = self._load()
            if found := check.problems(served.library, now.date()):
                raise ContentError("\n".join(found))
            self._served = served
            return True

    @property
    def library(self) -> Library:
        """The content that is served now."""
        return self._served.library

    @property
    def matcher(self) -> Matcher:
        """What finds the entries a question may mean, for the content that is served now."""
        return self._served.matcher

    def show(self, entry_id: str, now: datetime, chat: Hashable = None) -> Reply | None:
        """An entry by its id as it stands today, or None if there is no such entry (any more)."""
        entry = self.library.entries.get(entry_id)
        if entry is None:
            return None
        return self._remembered(chat, entry_reply(entry, self.library, now.date()), now)

    def reply(self, text: str, now: datetime, chat: Hashable = None) -> Reply:
        """The reply to a message; `chat` is the conversation it belongs to, for choices by number."""
        reply = self._reply(text[:QUESTION_LIMIT], now, chat)
        # A greeting or the number of a choice is no question of its own.
        is_question = reply.kind != "smalltalk" and len(text.split()) > 1
        return self._remembered(chat, reply, now, text if is_question else "")

    def _remembered(self, chat: Hashable, reply: Reply, now: datetime, asked: str = "") -> Reply:
        if chat is not None:
            self.conversations.remember(chat, reply, now, asked)
        return reply

    def nearest(self, text: str) -> tuple[Option, ...]:
        """The entries nearest to a text, best first, for somebody who knows which of them fits."""
        matches = self._served.matcher.match(self._served.matcher.read(text[:QUESTION_LIMIT]))
        near = [match.entry for match in matches if match.entry.kind == "answer" and match.score >= self.bands.suggest]
        return options(near[:MOST_CHOICES])

    def _reply(self, text: str, now: datetime, chat: Hashable) -> Reply:
        spoken = guards.Spoken(text)
        if not spoken.words:
            return Reply("unknown", texts.EMPTY_QUESTION)
        turn = self.conversations.last(chat, now) if chat is not None else None
        redirect, sensitive = self._served.redirects.find(spoken)
        if redirect is not None:
            reply = entry_reply(redirect, self.library, now.date())
        else:
            reply = (turn and self._going_on(text, spoken, turn, now)) or self._by_itself(text, spoken, now)
        if reply.kind in ("unknown", "clarify", "smalltalk") and self._served.danger.said_in(spoken):
            reply, sensitive = self._numbers_first(reply, now), True
        return replace(reply, sensitive=sensitive or reply.kind == "redirect")

    def _numbers_first(self, reply: Reply, now: datetime) -> Reply:
        """The emergency numbers, for somebody who seems in danger in words we cannot place; choices stay below."""
        numbers = self.library.entries.get(EMERGENCY_NUMBERS)
        if numbers is None:
            return reply
        return replace(entry_reply(numbers, self.library, now.date()), kind="redirect", options=reply.options)

    def calls_for_help(self, text: str) -> bool:
        """Whether a text is turned to an emergency number or a lawful channel before anything else."""
        spoken = guards.Spoken(text[:QUESTION_LIMIT])
        return self._served.redirects.find(spoken)[0] is not None or bool(self._served.danger.said_in(spoken))

    def may_report(self, text: str) -> bool:
        """Whether a text may tell of somebody's crime, even if it only asks about it."""
        return self._served.redirects.reports(guards.Spoken(text[:QUESTION_LIMIT]))

    def asks_to_be_left(self, text: str) -> bool:
        """Whether a text says nothing but that no more is to be sent."""
        return len(text) <= QUESTION_LIMIT and tuple(guards.Spoken(text).folded) in self._served.leaving

    def _by_itself(self, text: str, spoken: guards.Spoken, now: datetime) -> Reply:
        if (number := guards.target_number(spoken, now.date())) is not None:
            return self.target(number, now)
        if len(spoken.words) == 1 and spoken.words[0].isdecimal():
            return self._bare_number(int(spoken.words[0]))
        if (several := self._several(sentences(text), now)) is not None:
            return several
        reply = self._matched(text, spoken, now)
        if reply.kind in ("unknown", "clarify") and (several := self._several(joined(text), now)) is not None:
            return several
        return reply

    def _several(self, parts: list[str], now: datetime) -> Reply | None:
        """Which first, if at least two of the parts are questions of their own and one of them has its answer."""
        replies = [self._matched(part, guards.Spoken(part), now) for part in parts]
        asked = [reply for reply in replies if reply.kind in ("answer", "clarify")]
        if len(asked) < 2 or all(reply.kind == "clarify" for reply in asked):
            return None
        meant = [[reply.entry] if reply.entry else [option.entry for option in reply.options] for reply in asked]
        # The first of each part, then the second ones: nobody's question is crowded out.
        in_turn = [entry for turn in itertools.zip_longest(*meant) for entry in turn if entry]
        choices = options([self.library.entries[entry] for entry in dict.fromkeys(in_turn)][:MOST_CHOICES])
        return Reply("clarify", texts.SEVERAL, numbered(choices), options=choices) if len(choices) > 1 else None

    def _going_on(self, text: str, spoken: guards.Spoken, turn: Turn, now: datetime) -> Reply | None:
        """The reply to a message that goes on from the last turn, or None if it stands by itself."""
        follow_ups, today = self._served.follow_ups, now.date()
        last = self.library.entries.get(turn.entry or "")
        number = follow_up.chosen_number(spoken)
        if number is not None and 1 <= number <= len(turn.choices):
            chosen = self.library.entries.get(turn.choices[number - 1].entry)
            return entry_reply(chosen, self.library, today) if chosen else None
        if last is None or last.kind != "answer":
            return None
        if number is not None and last.number is not None:
            return self.target(number, now)
        if follow_ups.asks_again(spoken):
            return entry_reply(last, self.library, today)
        if follow_ups.goes_on(spoken):
            return self._leaning_on(last, text, spoken, now)
        if not follow_ups.may_lean(spoken):
            return None
        alone = self._by_itself(text, spoken, now)
        if alone.kind in ("answer", "smalltalk") or not alone.options:
            return alone
        return self._leaning_on(last, text, spoken, now, most_telling=self.bands.leans) or alone

    def _leaning_on(
        self, last: Entry, text: str, spoken: guards.Spoken, now: datetime, *, most_telling: float = math.inf
    ) -> Reply | None:
        """An elliptic question with the last answer as its subject; None if its own words lead elsewhere, or tell so
        much that it stands by itself.
        """
        matcher, bands = self._served.matcher, self.bands
        matches = [match for match in matcher.match(matcher.read(text), after=last) if match.entry.kind == "answer"]
        matches = self._of_that_time(self._with_those_numbers(matches, spoken), spoken, now)
        if (place := self._served.facts.other_place(spoken, last)) is not None:
            return self._elsewhere(place)
        if not matches or matches[0].coverage < bands.own_words or matches[0].weight > most_telling:
            return None
        lead = matches[0].score - (matches[1].score if len(matches) > 1 else 0.0)
        if lead >= bands.onward_lead:
            return entry_reply(matches[0].entry, self.library, now.date(), matches[0].score)
        return self._asking_back(matches, 0.0)

    def _with_those_numbers(self, matches: list[Match], spoken: guards.Spoken) -> list[Match]:
        numbers = guards.numbers_of_named_things(spoken)
        return [match for match in matches if self._served.facts.names_all(match.entry, numbers)]

    def _of_that_time(self, matches: list[Match], spoken: guards.Spoken, now: datetime) -> list[Match]:
        years = guards.years_named(spoken, now.date())
        return [match for match in matches if self._served.facts.speaks_of(match.entry, years, now.date())]

    def _elsewhere(self, place: str) -> Reply:
        return Reply("unknown", texts.other_place(place, self.library.ward_value("ten")))

    def _bare_number(self, number: int) -> Reply:
        """A number with nothing to choose from: perhaps a target, but that is for the person to say."""
        meant = options([target for target in self.library.targets() if target.number == number])
        if not meant:
            return self._unknown([])
        return Reply("clarify", texts.CLARIFY, numbered(meant), options=meant)

    def target(self, number: int, now: datetime) -> Reply:
        """The target with this number, or the sentence that there is none."""
        targets = self.library.targets()
        for target in targets:
            if target.number == number:
                return entry_reply(target, self.library, now.date())
        return Reply("unknown", texts.no_such_target(number, len(targets)))

    def matches(self, text: str, spoken: guards.Spoken, today: date) -> list[Match]:
        """What a text by itself may mean, best first. An entry about another year than the text's steps back."""
        matches = self._served.matcher.match(self._served.matcher.read(text))
        matches = [
            match for match in matches if match.entry.kind != "smalltalk" or match.likeness >= self.bands.smalltalk
        ]
        if any(match.entry.kind == "redirect" for match in matches):
            excused = self._served.redirects.excused(spoken)
            matches = [match for match in matches if match.entry.id not in excused]
        years, facts = guards.years_named(spoken, today), self._served.facts
        in_time = [
            match._replace(score=match.score - self.bands.another_year)
            if facts.is_of_another_year(match.entry, years, today)
            else match
            for match in matches
        ]
        return sorted(in_time, key=lambda match: -match.score)

    def _matched(self, text: str, spoken: guards.Spoken, now: datetime) -> Reply:
        today, facts = now.date(), self._served.facts
        matches = self.matches(text, spoken, today)
        if not matches or matches[0].score < self.bands.suggest:
            return self._unknown([])
        best = matches[0].entry
        if best.kind == "smalltalk":
            return entry_reply(best, self.library, today, matches[0].score)
        if best.kind == "elsewhere" and confidence(matches) >= self.bands.ask:
            return entry_reply(best, self.library, today, confidence(matches))
        fitting = self._with_those_numbers(matches, spoken)
        of_that_time = self._of_that_time(fitting, spoken, now)
        if confidence(matches) >= self.bands.ask:
            if (place := facts.other_place(spoken, best)) is not None:
                return self._elsewhere(place)
            if fitting and not of_that_time:
                years = guards.years_named(spoken, today)
                other = min(year for year in years if not facts.speaks_of(fitting[0].entry, [year], today))
                return Reply("unknown", texts.other_year(str(other), self.library.ward_value("ten")))
        if best.bin is not None and not facts.asks_where_it_goes(spoken) and not _says_it_all(matches[0]):
            return self._unknown(of_that_time)
        return self._decide(of_that_time, now)

    def _decide(self, matches: list[Match], now: datetime) -> Reply:
        """The three bands: the best match if it is sure, a few choices, or an honest "I don't know"."""
        sure = confidence(matches)
        as_written = [match for match in matches if match.likeness >= self.bands.as_written]
        if len(as_written) == 1 and as_written[0] is matches[0]:
            sure = max(sure, self.bands.answer)
        if sure >= (self.bands.help if matches and matches[0].entry.kind == "redirect" else self.bands.answer):
            return entry_reply(matches[0].entry, self.library, now.date(), sure)
        if sure < self.bands.ask and not (matches and _says_it_all(matches[0])):
            return self._unknown(matches)
        return self._asking_back(matches, sure)

    def _asking_back(self, matches: list[Match], sure: float) -> Reply:
        close = [match for match in matches if matches[0].score - match.score < self.bands.near][:MOST_CHOICES]
        choices = options([match.entry for match in close])
        return Reply("clarify", texts.CLARIFY, numbered(choices), options=choices, score=sure, missed=True)

    def _unknown(self, matches: list[Match]) -> Reply:
        near = [match for match in matches if match.score >= self.bands.suggest][:MOST_CHOICES]
        choices = options([match.entry for match in near])
        hint = f"{texts.UNKNOWN_NEAREST}\n\n{numbered(choices)}" if near else texts.UNKNOWN_NOTHING_NEAR
        return Reply("unknown", texts.UNKNOWN, hint, options=choices, score=confidence(matches), missed=True)


def _says_it_all(match: Match) -> bool:
    """Whether the entry says every word and pair of the question: a bare "rác" is vague, but it is ours."""
    return min(match.coverage, match.pairs) > 0.99
