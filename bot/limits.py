"""How much one chat may ask: far above what a person types, low enough that a stuck key cannot crowd others out."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from enum import Enum


class Verdict(Enum):
    """What to do with a message."""

    SERVE = "serve"
    WARN = "warn"
    IGNORE = "ignore"


class ChatLimit:
    """At most `most` messages of one chat in a `span`; the first above it is warned, the rest is ignored."""

    def __init__(self, most: int = 20, span: timedelta = timedelta(minutes=1), most_chats: int = 10_000) -> None:
        """`most_chats` bounds the memory; chats silent for longest are forgotten first, and all for a span."""
        self._most = most
        self._span = span
        self._most_chats = most_chats
        self._recent: OrderedDict[int, deque[datetime]] = OrderedDict()
        self._warned: dict[int, datetime] = {}

    def __len__(self) -> int:
        return len(self._recent)

    def is_used_up(self, chat_id: int, now: datetime) -> bool:
        """Whether the chat's next message would be above the limit; counts nothing."""
        recent = self._recent.get(chat_id, ())
        return sum(now - moment < self._span for moment in recent) >= self._most

    def judge(self, chat_id: int, now: datetime) -> Verdict:
        """Count a message and say whether it is served."""
        while self._recent and now - next(iter(self._recent.values()))[-1] >= self._span:
            self._forget_first()
        recent = self._recent.setdefault(chat_id, deque())
        self._recent.move_to_end(chat_id)
        while len(self._recent) > self._most_chats:
            self._forget_first()
        while recent and now - recent[0] >= self._span:
            recent.popleft()
        if len(recent) < self._most:
            recent.append(now)
            self._warned.pop(chat_id, None)
            return Verdict.SERVE
        if chat_id in self._warned:
            return Verdict.IGNORE
        self._warned[chat_id] = now
        return Verdict.WARN

    def _forget_first(self) -> None:
        chat_id, _ = self._recent.popitem(last=False)
        self._warned.pop(chat_id, None)
