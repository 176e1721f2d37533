"""Answer, ask back, or say that it is not known: the ward's knowledge as one conversation partner."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from knowledge import check, guards, texts
from knowledge.confidence import confidence
from knowledge.conversation import Conversations
from knowledge.loader import SHIPPED_CONTENT, ContentError, Library, load
from knowledge.matcher import Match, Matcher
from knowledge.reply import Reply, entry_reply, numbered, options


class Bands(NamedTuple):
    """Where answering ends and asking back begins; learned on the tuning half of tests/evaluation."""

    answer: float = 0.88
    """From this confidence on, the best match is said straight away."""
    as_written: float = 0.95
    """From this likeness on, the question is one of the phrasings, and no two entries share a phrasing."""
    ask: float = 0.06
    """From this confidence on, the best matches are offered as choices …"""
    near: float = 0.20
    """… as far as they score at most this much below the best."""
    suggest: float = 0.30
    """From this score on, "I don't know" names the nearest entries."""
    smalltalk: float = 0.65
    """Small talk must be nearly said as written, so that it never swallows a question."""


MOST_CHOICES = 3
QUESTION_LIMIT = 500
"""Characters of a question that are read; what comes after does not change what is asked."""


class _Served(NamedTuple):
    """One state of the content with everything built from it; replaced as a whole."""

    library: Library
    matcher: Matcher
    redirects: guards.Redirects
    facts: guards.Facts


class Assistant:
    """Replies to questions from the content of its layers. Time is passed in; nothing leaves the process."""

    def __init__(
        self, overlay: Path | None = None, bands: Bands | None = None, shipped: Path = SHIPPED_CONTENT
    ) -> None:
        """Loads and checks shipped content and the ward's overlay. Raises ContentError if either is broken."""
        self.bands = bands or Bands()
        self.conversations = Conversations()
        self._layers = [shipped, overlay] if overlay else [shipped]
        self._served = self._load()
        self._fingerprint = self._content_fingerprint()

    def _load(self) -> _Served:
        library = load(self._layers)
        return _Served(library, Matcher(library), guards.Redirects(library), guards.Facts(library))

    def _content_fingerprint(self) -> list[tuple[str, int, int]]:
        found = []
        for folder in self._layers[1:]:
            for path in sorted(folder.rglob("*.yaml")):
                state = path.stat()
                found.append((path.name, state.st_mtime_ns, state.st_size))
        return found

    def reload_if_changed(self, now: datetime) -> bool:
        """Take over a changed overlay; returns whether it changed.

        Raises ContentError, once for each change, if the new content is broken; what was served is served on.
        """
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

    def show(self, entry_id: str, now: datetime, chat: Hashable = None) -> Reply | None:
        """An entry by its id as it stands today, or None if there is no such entry (any more)."""
        entry = self.library.entries.get(entry_id)
        if entry is None:
            return None
        return self._remembered(chat, entry_reply(entry, self.library, now.date()), now)

    def reply(self, text: str, now: datetime, chat: Hashable = None) -> Reply:
        """The reply to a message; `chat` is the conversation it belongs to, for choices by number."""
        return self._remembered(chat, self._reply(text[:QUESTION_LIMIT], now, chat), now)

    def _remembered(self, chat: Hashable, reply: Reply, now: datetime) -> Reply:
        if chat is not None:
            self.conversations.remember(chat, reply, now)
        return reply

    def _reply(self, text: str, now: datetime, chat: Hashable) -> Reply:
        spoken = guards.Spoken(text)
        if not spoken.words:
            return Reply("unknown", texts.EMPTY_QUESTION)
        if (chosen := self._choice(spoken.words, now, chat)) is not None:
            return chosen
        redirect, sensitive = self._served.redirects.find(spoken)
        if redirect is not None:
            reply = entry_reply(redirect, self.library, now.date())
        elif (number := guards.target_number(spoken, now.date())) is not None:
            reply = self.target(number, now)
        elif len(spoken.words) == 1 and spoken.words[0].isdecimal():
            reply = self._bare_number(int(spoken.words[0]))
        else:
            reply = self._matched(text, spoken, now)
        return replace(reply, sensitive=sensitive)

    def _choice(self, typed: Sequence[str], now: datetime, chat: Hashable) -> Reply | None:
        turn = self.conversations.last(chat, now) if chat is not None else None
        if turn is None or len(typed) != 1 or not typed[0].isdigit():
            return None
        number = int(typed[0])
        if not 1 <= number <= len(turn.options):
            return None
        entry = self.library.entries.get(turn.options[number - 1].entry)
        return entry_reply(entry, self.library, now.date()) if entry else None

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

    def _matched(self, text: str, spoken: guards.Spoken, now: datetime) -> Reply:
        today, facts = now.date(), self._served.facts
        matches = self._served.matcher.match(self._served.matcher.read(text))
        matches = [
            match for match in matches if match.entry.kind != "smalltalk" or match.likeness >= self.bands.smalltalk
        ]
        if not matches or matches[0].score < self.bands.suggest:
            return self._unknown([])
        best = matches[0].entry
        if best.kind == "smalltalk":
            return entry_reply(best, self.library, today, matches[0].score)
        numbers = guards.numbers_of_named_things(spoken)
        years = guards.years_named(spoken, today)
        fitting = [match for match in matches if facts.names_all(match.entry, numbers)]
        of_that_time = [match for match in fitting if facts.speaks_of(match.entry, years, today)]
        if confidence(matches) >= self.bands.ask:
            ward = self.library.ward_value("ten")
            if (place := facts.other_place(spoken, best)) is not None:
                return Reply("unknown", texts.other_place(place, ward))
            if fitting and not of_that_time:
                other = sorted(year for year in years if not facts.speaks_of(fitting[0].entry, [year], today))
                return Reply("unknown", texts.other_year(str(other[0]), ward))
        return self._decide(of_that_time, now)

    def _decide(self, matches: list[Match], now: datetime) -> Reply:
        """The three bands: the best match if it is sure, a few choices, or an honest "I don't know"."""
        sure = confidence(matches)
        as_written = [match for match in matches if match.likeness >= self.bands.as_written]
        if len(as_written) == 1 and as_written[0] is matches[0]:
            sure = max(sure, self.bands.answer)
        if sure >= self.bands.answer:
            return entry_reply(matches[0].entry, self.library, now.date(), sure)
        if sure < self.bands.ask and not (matches and _says_it_all(matches[0])):
            return self._unknown(matches)
        close = [match for match in matches if matches[0].score - match.score < self.bands.near][:MOST_CHOICES]
        choices = options([match.entry for match in close])
        return Reply("clarify", texts.CLARIFY, numbered(choices), options=choices, score=sure)

    def _unknown(self, matches: list[Match]) -> Reply:
        near = [match for match in matches if match.score >= self.bands.suggest][:MOST_CHOICES]
        choices = options([match.entry for match in near])
        hint = f"{texts.UNKNOWN_NEAREST}\n\n{numbered(choices)}" if near else texts.UNKNOWN_NOTHING_NEAR
        return Reply("unknown", texts.UNKNOWN, hint, options=choices, score=confidence(matches))


def _says_it_all(match: Match) -> bool:
    """Whether the entry says every word and pair of the question: a bare "rác" is vague, but it is ours."""
    return min(match.coverage, match.pairs) > 0.99
