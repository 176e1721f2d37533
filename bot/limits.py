"""How much one chat may ask: far above what a person types, low enough that a stuck key cannot crowd others out."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum


class Verdict(Enum):
    """What to do with a message."""

    SERVE = "serve"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass
class _Chat:
    """What one chat did lately."""

    served: deque[datetime] = field(default_factory=deque)
    is_warned: bool = False


class ChatLimit:
    """At most `most` messages of one chat in a `span`; the first above it is warned, the rest is ignored."""

    def __init__(self, most: int = 20, span: timedelta = timedelta(minutes=1), most_chats: int = 10_000) -> None:
        """`most_chats` bounds the memory; chats silent for longest are forgotten first, and all for a span."""
        self._most = most
        self._span = span
        self._most_chats = most_chats
        self._chats: OrderedDict[int, _Chat] = OrderedDict()

    def __len__(self) -> int:
        return len(self._chats)

    def is_used_up(self, chat_id: int, now: datetime) -> bool:
        """Whether the chat's next message would be above the limit; counts nothing."""
        chat = self._chats.get(chat_id)
        return chat is not None and sum(now - moment < self._span for moment in chat.served) >= self._most

    def judge(self, chat_id: int, now: datetime) -> Verdict:
        """Count a message and say whether it is served."""
        while self._chats and now - next(iter(self._chats.values())).served[-1] >= self._span:
            self._chats.popitem(last=False)
        chat = self._chats.setdefault(chat_id, _Chat())
        self._chats.move_to_end(chat_id)
        while len(self._chats) > self._most_chats:
            self._chats.popitem(last=False)
        while chat.served and now - chat.served[0] >= self._span:
            chat.served.popleft()
        if len(chat.served) < self._most:
            chat.served.append(now)
            chat.is_warned = False
            return Verdict.SERVE
        verdict = Verdict.IGNORE if chat.is_warned else Verdict.WARN
        chat.is_warned = True
        return verdict
