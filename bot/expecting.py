"""What a person was just asked to type or send: kept in memory for a few minutes, as losing it costs one more tap."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Message
from telegram.ext import filters

from bot.clock import Clock

PATIENCE = timedelta(minutes=15)
"""How long an answer is awaited; later messages are questions again."""
_MOST = 1_000


@dataclass(frozen=True)
class Awaited:
    """One thing awaited: what kind, and what it belongs to."""

    kind: str
    about: Any
    until: datetime


class Expecting:
    """At most one thing is awaited of each chat."""

    def __init__(self, clock: Clock) -> None:
        """`clock` tells when patience ends."""
        self._clock = clock
        self._awaited: dict[int, Awaited] = {}

    def __len__(self) -> int:
        return len(self._awaited)

    def expect(self, chat_id: int, kind: str, about: Any = None) -> None:
        """Await something of a chat; what was awaited before is forgotten."""
        self.forget_old()
        while len(self._awaited) >= _MOST:
            self._awaited.pop(next(iter(self._awaited)))
        self._awaited.pop(chat_id, None)
        self._awaited[chat_id] = Awaited(kind, about, self._clock() + PATIENCE)

    def forget_old(self) -> None:
        """Forget what was awaited in vain, and the words that came with it."""
        now = self._clock()
        while self._awaited and next(iter(self._awaited.values())).until <= now:
            self._awaited.pop(next(iter(self._awaited)))

    def awaited(self, chat_id: int) -> Awaited | None:
        """What is awaited of a chat now."""
        found = self._awaited.get(chat_id)
        return found if found is not None and self._clock() < found.until else None

    def taken(self, chat_id: int) -> Awaited | None:
        """What was awaited of a chat; from now on nothing is."""
        found = self.awaited(chat_id)
        self._awaited.pop(chat_id, None)
        return found


class IsAwaited(filters.MessageFilter):
    """A message of a chat of which this kind of thing is awaited, unless it is a call for help."""

    def __init__(self, expecting: Expecting, kind: str, calls_for_help: Callable[[str], bool]) -> None:
        """Looks into `expecting` at every message."""
        super().__init__()
        self._expecting = expecting
        self._kind = kind
        self._calls_for_help = calls_for_help

    def filter(self, message: Message) -> bool:
        """Whether the message may be what is awaited."""
        awaited = self._expecting.awaited(message.chat_id)
        return awaited is not None and awaited.kind == self._kind and not self._calls_for_help(message.text or "")
