"""The reply to a message that stands by itself: one question, two of them, or two things in one."""

import itertools
from datetime import datetime

from knowledge import guards, texts
from knowledge.judge import Judge
from knowledge.reply import MOST_CHOICES, Reply, numbered, options, together
from knowledge.several import Questions, things
from knowledge.targets import target_number


class Messages:
    """Has the questions of a message judged, and puts the replies together; immutable once built."""

    def __init__(self, judge: Judge) -> None:
        """Holds on to the judge of one state of the content."""
        self._judge = judge
        self._entries = judge.library.entries
        self._questions = Questions(judge.library.language)

    def by_itself(self, text: str, spoken: guards.Spoken, now: datetime) -> Reply:
        """The reply to a message; `spoken` is the same text as the words it says."""
        if (number := target_number(spoken, now.date())) is not None:
            return self._judge.target(number, now)
        if len(spoken.words) == 1 and spoken.words[0].isdecimal():
            return self._judge.bare_number(int(spoken.words[0]))
        message = self._questions.read(text)
        asked = message.asked()
        reply = self._judge.matched(text, spoken, now, guards.Spoken(asked))
        if self._may_be_things(spoken, reply) and (both := self._things(text, now)) is not None:
            return both
        if reply.kind == "answer":
            # What says the whole of a message may still be one of two questions that are plainly told apart.
            plainly = reply.coverage >= self._judge.bands.whole
            return self._another_question(reply, message.halves(plainly=plainly), now) or reply
        if reply.kind in ("unknown", "clarify"):
            reply = self._several(message.halves(), now) or reply
            return self._without_its_story(reply, asked, now) if asked != text and reply.meant else reply
        return reply

    def _without_its_story(self, reply: Reply, asked: str, now: datetime) -> Reply:
        """The answer to what is asked of a message, if the whole of it leaves open whether that is meant."""
        alone = self._judge.matched(asked, guards.Spoken(asked), now)
        return alone if alone.kind == "answer" and alone.entry in reply.meant[:1] else reply

    def _another_question(self, reply: Reply, halves: list[str], now: datetime) -> Reply | None:
        """Which first, if a half of a message has another answer than the whole of it."""
        shown = self._entries[reply.entry or ""]
        # The shorter half costs less, and is part of the same question more often: mostly that settles it.
        for half in sorted(halves, key=len):
            alone = self._judge.matched(half, guards.Spoken(half), now)
            if alone.kind != "answer":
                return None
            if alone.entry != shown.id and not self._entries[alone.entry or ""].is_twin_of(shown):
                return self._which_first([alone, reply] if half == halves[0] else [reply, alone])
        return None

    def _several(self, parts: list[str], now: datetime) -> Reply | None:
        """Which first, if all parts are questions of their own and one of them has its answer."""
        replies: dict[str, Reply] = {}
        for part in sorted(parts, key=len):
            replies[part] = self._judge.matched(part, guards.Spoken(part), now)
            if not _is_a_question(replies[part]):
                return None
        return self._which_first([replies[part] for part in parts])

    def _which_first(self, replies: list[Reply]) -> Reply | None:
        asks = [reply for reply in replies if _is_a_question(reply)]
        if len(asks) < 2 or all(reply.kind == "clarify" for reply in asks):
            return None
        # The first of each part, then the second ones: nobody's question is crowded out.
        in_turn = [entry for turn in itertools.zip_longest(*(reply.meant for reply in asks)) for entry in turn if entry]
        choices = options([self._entries[entry] for entry in dict.fromkeys(in_turn)][:MOST_CHOICES])
        if len(choices) < 2:
            return None
        return Reply("clarify", texts.SEVERAL, numbered(choices), options=choices, several=True)

    def _may_be_things(self, spoken: guards.Spoken, reply: Reply) -> bool:
        """Whether a text may ask where two things go: it asks where, and what answers it whole is no more than a thing
        ("báo cũ với bìa trước khi bỏ phải làm gì" is about paper, not about two things).
        """
        answering = self._entries.get(reply.entry or "")
        return self._judge.things.asks_where_it_goes(spoken) and (answering is None or answering.bin is not None)

    def _things(self, text: str, now: datetime) -> Reply | None:
        """Where two things go, if the text asks for both in one question ("pin với bóng đèn bỏ đâu"): both answers, or
        which first if one of them is not clear.
        """
        parts = [self._as_thing(part) for part in things(text)]
        replies = [self._judge.matched(part, guards.Spoken(part), now) for part in parts]
        meant = [self._entries[of_part[0]] for of_part in (reply.meant for reply in replies) if of_part]
        topics = {entry.topic for entry in meant}
        if len({entry.id for entry in meant}) != 2 or len(topics) != 1 or not any(entry.bin for entry in meant):
            return None
        return together(*replies) if all(reply.kind == "answer" for reply in replies) else self._which_first(replies)

    def another_thing(self, text: str, now: datetime) -> Reply | None:
        """Where the thing in a message goes that goes on from another ("còn vali cũ?"), or None."""
        as_thing = self._as_thing(text)
        reply = self._judge.matched(as_thing, guards.Spoken(as_thing), now)
        shown = self._entries.get(reply.entry or "")
        return reply if reply.kind == "answer" and shown is not None and shown.names else None

    def _as_thing(self, part: str) -> str:
        """The part as a question where its thing goes; only one part of "chai với lon bỏ đâu" is one already."""
        asks = self._judge.things.asks_where_it_goes(guards.Spoken(part))
        return part if asks else texts.ITEM_QUESTIONS[0].format(part)


def _is_a_question(reply: Reply) -> bool:
    """Whether what was replied to asks something the assistant knows of."""
    return reply.kind in ("answer", "clarify")
