"""Answer, ask back, or say that it is not known: the ward's knowledge as one conversation partner."""

import threading
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from knowledge import check, follow_up, guards, texts
from knowledge.bands import Bands
from knowledge.conversation import Conversations, Turn
from knowledge.entry import Entry
from knowledge.follow_up import FollowUps
from knowledge.judge import Judge
from knowledge.loader import SHIPPED_CONTENT, ContentError, Library, content_files, layers_of, load
from knowledge.matcher import Matcher
from knowledge.messages import Messages
from knowledge.reply import MOST_CHOICES, Option, Reply, asking_back, entry_reply, options, paragraphs, together
from knowledge.targets import target_number

EMERGENCY_NUMBERS = "at-so-khan-cap"
"""The entry with the emergency numbers; a test holds the shipped content against it."""
QUESTION_LIMIT = 500
"""Characters of a question that are read; what comes after does not change what is asked."""


class _Served(NamedTuple):
    """One state of the content with everything built from it; replaced as a whole."""

    library: Library
    judge: Judge
    messages: Messages
    redirects: guards.Redirects
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
        redirects = guards.Redirects(library)
        judge = Judge(library, redirects, self.bands)
        return _Served(
            library,
            judge,
            Messages(judge),
            redirects,
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
        return self._served.judge.matcher

    @property
    def _judge(self) -> Judge:
        return self._served.judge

    def target(self, number: int, now: datetime) -> Reply:
        """The target with this number, or the sentence that there is none."""
        return self._judge.target(number, now)

    def show(self, entry_id: str, now: datetime, chat: Hashable = None) -> Reply | None:
        """An entry by its id as it stands today, or None if there is no such entry (any more)."""
        entry = self.library.entries.get(entry_id)
        if entry is None:
            return None
        turn = self.conversations.last(chat, now) if chat is not None else None
        return self._remembered(chat, self._shown(entry, turn, now), now)

    def _shown(self, entry: Entry, turn: Turn | None, now: datetime) -> Reply:
        """An entry somebody chose; if two questions were asked, with the other one below it."""
        reply = entry_reply(entry, self.library, now.date())
        if turn is None or not (others := turn.left_open(entry.id)):
            return reply
        below = paragraphs(reply.body, texts.THE_OTHER_QUESTION)
        return replace(reply, body=below, options=tuple(dict.fromkeys((*others, *reply.options))))

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
        matches = self.matcher.match(self.matcher.read(text[:QUESTION_LIMIT]))
        near = [match.entry for match in matches if match.entry.kind == "answer" and match.score >= self.bands.suggest]
        return options(near[:MOST_CHOICES])

    def _reply(self, text: str, now: datetime, chat: Hashable) -> Reply:
        spoken = guards.Spoken(text)
        if not spoken.words:
            return Reply("unknown", texts.EMPTY_QUESTION)
        turn = self.conversations.last(chat, now) if chat is not None else None
        redirect, sensitive = self._served.redirects.find(spoken)
        if redirect is not None:
            reply = self._help_first(redirect, self._judge.matched(text, spoken, now), now)
        else:
            reply = (turn and self._going_on(text, spoken, turn, now)) or self._served.messages.by_itself(
                text, spoken, now
            )
        if reply.kind in ("unknown", "clarify", "smalltalk") and self._served.danger.said_in(spoken):
            reply, sensitive = self._numbers_first(reply, now), True
        return replace(reply, sensitive=sensitive or reply.kind == "redirect")

    def _numbers_first(self, reply: Reply, now: datetime) -> Reply:
        """The emergency numbers, for somebody who seems in danger in words we cannot place; choices stay below."""
        numbers = self.library.entries.get(EMERGENCY_NUMBERS)
        if numbers is None:
            return reply
        return replace(entry_reply(numbers, self.library, now.date()), kind="redirect", options=reply.options)

    def _help_first(self, channel: Entry, reply: Reply, now: datetime) -> Reply:
        """The number or channel somebody in need is turned to, and below it the answer to what they ask: whoever only
        wants to know ("cứu nạn khi bão lụt do ai lo") has it, and so has whoever asks what to do now.
        """
        shown = entry_reply(channel, self.library, now.date())
        answering = self.library.entries.get(reply.entry or "")
        if reply.kind != "answer" or answering is None:
            return shown
        below = replace(reply, headline=f"{texts.asked_as_well(answering.title)}\n{reply.headline}")
        return replace(together(shown, below), entry=reply.entry)

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

    def _going_on(self, text: str, spoken: guards.Spoken, turn: Turn, now: datetime) -> Reply | None:
        """The reply to a message that goes on from the last turn, or None if it stands by itself."""
        follow_ups, today = self._served.follow_ups, now.date()
        last = self.library.entries.get(turn.entry or "")
        number = follow_up.chosen_number(spoken)
        if number is not None and 1 <= number <= len(turn.choices):
            chosen = self.library.entries.get(turn.choices[number - 1].entry)
            return self._shown(chosen, turn, now) if chosen else None
        if last is None or last.kind != "answer" or target_number(spoken, today) is not None:
            return None
        if number is not None and last.number is not None:
            return self._judge.target(number, now)
        if follow_ups.asks_again(spoken):
            return entry_reply(last, self.library, today)
        if last.bin is not None and (thing := self._served.messages.another_thing(text, now)) is not None:
            return thing
        if follow_ups.goes_on(spoken):
            return self._judge.leaning_on(last, text, spoken, now)
        if not follow_ups.may_lean(spoken):
            return None
        alone = self._served.messages.by_itself(text, spoken, now)
        if alone.kind != "answer" and (alone.kind == "smalltalk" or not alone.options):
            return alone
        leaning = self._judge.leaning_on(last, text, spoken, now, most_telling=self.bands.leans)
        if alone.kind == "answer":
            return self._either(leaning, alone) if leaning else alone
        return leaning or alone

    def _either(self, leaning: Reply, alone: Reply) -> Reply:
        """A few words that have an answer by themselves, and perhaps another one after the last: that one, with the
        other to choose; or, if it is not clear, the person says which.
        """
        meant = leaning.meant
        if not meant or not alone.entry or alone.entry == meant[0]:
            return alone
        either = [self.library.entries[entry] for entry in (meant[0], alone.entry)]
        if leaning.kind == "answer":
            _, other = options(either)
            return replace(leaning, options=(other, *(option for option in leaning.options if option != other)))
        return asking_back(either, alone.score, missed=False)
