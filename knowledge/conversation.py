"""A short memory per conversation: what was just offered or shown. Kept in memory only, for ten minutes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.reply import Option, Reply

REMEMBERED_FOR = timedelta(minutes=10)
"""After ten minutes a bare "2" is a new message, not a choice."""
MOST_CONVERSATIONS = 10_000


@dataclass(frozen=True)
class Turn:
    """What was last said in a conversation."""

    at: datetime
    choices: tuple[Option, ...]
    """What was offered to choose from by number; an answer's related entries are not numbered."""
    entry: str | None
    asked: str = ""
    """The person's last question, to be handed over if they wish; empty for what may not be kept."""
    led_here: str = ""
    """The question that led to the entry, for whoever calls its answer wrong; empty if it was opened by itself."""
    several: bool = False
    """Whether the choices belong to two questions: one is chosen after the other."""

    def left_open(self, chosen: str) -> tuple[Option, ...]:
        """The other choices once the first of several questions is chosen, among them the other question's."""
        others = tuple(choice for choice in self.choices if choice.entry != chosen)
        is_first = self.several and self.entry is None and len(others) < len(self.choices)
        return others if is_first else ()


class Conversations:
    """The last turn of each recent conversation; the oldest are forgotten first, and none outlives its time."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Hashable, Turn] = OrderedDict()

    def __len__(self) -> int:
        return len(self._turns)

    def last(self, chat: Hashable, now: datetime) -> Turn | None:
        """The conversation's last turn, if it is recent."""
        turn = self._turns.get(chat)
        return turn if turn and now - turn.at <= REMEMBERED_FOR else None

    def remember(self, chat: Hashable, reply: Reply, now: datetime, asked: str = "") -> None:
        """Keep what was offered; earlier turns are forgotten. Without a question of its own the turn goes on about the
        one before, and that led here if the entry was among what was offered for it.
        """
        offers = reply.kind in ("clarify", "unknown", "redirect")
        before = None if asked or reply.sensitive else self.last(chat, now)
        question = "" if reply.sensitive else asked or (before.asked if before else "")
        chosen = before is not None and reply.entry in {choice.entry for choice in before.choices}
        led_here = question if asked or chosen else ""
        choices, several = reply.options if offers else (), reply.several
        if before is not None and before.several and chosen:  # the other question may still be chosen by its number
            choices, several = before.choices, True
        self._turns[chat] = Turn(now, choices, reply.entry, question, led_here, several)
        self._turns.move_to_end(chat)
        while len(self._turns) > MOST_CONVERSATIONS:
            self._turns.popitem(last=False)
        self.forget_old(now)

    def question_behind(self, chat: Hashable, entry_id: str, now: datetime) -> str:
        """What was asked before this entry was shown last; empty if that is not known (any more)."""
        turn = self.last(chat, now)
        return turn.led_here if turn is not None and turn.entry == entry_id else ""

    def forget_old(self, now: datetime) -> None:
        """Forget every turn older than REMEMBERED_FOR: what people wrote is not kept, not even in memory."""
        while self._turns and now - next(iter(self._turns.values())).at > REMEMBERED_FOR:
            self._turns.popitem(last=False)

    def forget(self, chat: Hashable) -> None:
        """Forget one conversation."""
        self._turns.pop(chat, None)

    def clear(self) -> None:
        """Forget everything."""
        self._turns.clear()
