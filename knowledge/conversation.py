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
    """The question it was about, to be handed over to a person if they wish; empty for what may not be kept."""


class Conversations:
    """The last turn of each recent conversation; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Hashable, Turn] = OrderedDict()

    def last(self, chat: Hashable, now: datetime) -> Turn | None:
        """The conversation's last turn, if it is recent."""
        turn = self._turns.get(chat)
        return turn if turn and now - turn.at <= REMEMBERED_FOR else None

    def remember(self, chat: Hashable, reply: Reply, now: datetime, asked: str = "") -> None:
        """Keep what was offered; earlier turns are forgotten. Without a question of its own the turn goes on about the
        one before.
        """
        asks_back = reply.kind in ("clarify", "unknown")
        before = self.last(chat, now)
        question = "" if reply.sensitive else asked or (before.asked if before else "")
        self._turns[chat] = Turn(now, reply.options if asks_back else (), reply.entry, question)
        self._turns.move_to_end(chat)
        while len(self._turns) > MOST_CONVERSATIONS:
            self._turns.popitem(last=False)

    def forget(self, chat: Hashable) -> None:
        """Forget one conversation."""
        self._turns.pop(chat, None)

    def clear(self) -> None:
        """Forget everything."""
        self._turns.clear()
