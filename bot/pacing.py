"""One budget for everything the assistant sends: answers go first, notices take what is left, neither starves.

Telegram allows about 30 messages a second in all, one a second to a chat, 20 a minute to a group (Bots FAQ). Every call
of the bot passes here, as python-telegram-bot hands it to its rate limiter.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

NOTICE = 1
"""Said with a call, it belongs to the notices' lane; their messages have asked for leave before."""
PER_SECOND = 28.0
"""Messages a second in all; a little below what Telegram allows, as its clock is not ours."""
BURST = 20.0
"""Messages that may leave at once after a quiet while."""
NOTICES_SHARE = 0.1
"""Of the budget, kept for notices however many answers there are."""
CHAT_GAP = 1.05
"""Seconds between two notices to one chat."""
GROUP_MOST, GROUP_SPAN = 20, 60.0
"""Messages to one group in so many seconds."""
LONGEST_WAIT = 10.0
"""Seconds for which an answer waits out a flood penalty; past that it is no answer any more."""
_CHATS_REMEMBERED = 5_000
_SENDS = frozenset(
    {"sendMessage", "sendPhoto", "sendDocument", "copyMessage", "copyMessages", "editMessageText", "editMessageCaption"}
)


class Pacing(BaseRateLimiter[int]):
    """The budget, which may be raised for local Bot API servers and paid broadcasts."""

    def __init__(
        self,
        per_second: float = PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`clock` tells seconds, and `sleep` lets them pass."""
        self._rate = per_second
        self._clock = clock
        self._sleep = sleep
        self._burst = max(1.0, BURST * per_second / PER_SECOND)
        self._common = self._burst
        self._kept = 1.0
        self._owed = 0
        self._filled = clock()
        self._blocked_until = 0.0
        self._chats: OrderedDict[int, deque[float]] = OrderedDict()
        self._penalties: OrderedDict[int, float] = OrderedDict()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def _fill(self) -> float:
        """Add what has come in since last time; returns the time."""
        now = self._clock()
        gained = max(0.0, now - self._filled) * self._rate
        self._filled = now
        self._kept = min(max(1.0, self._rate * NOTICES_SHARE), self._kept + gained * NOTICES_SHARE)
        self._common = min(self._burst, self._common + gained * (1 - NOTICES_SHARE))
        return now

    async def may_leave(self, most: int) -> int:
        """Wait until a notice may leave; returns how many may now, at most `most`, and takes them from the budget."""
        while True:
            now = self._fill()
            free = int(self._kept) + int(max(0.0, self._common))
            if now >= self._blocked_until and free:
                paid = min(self._owed, free)
                self._owed -= paid
                taken = min(most, free - paid)
                kept = min(paid + taken, int(self._kept))
                self._kept -= kept
                self._common -= paid + taken - kept
                if taken:
                    return taken
            await self._sleep(max(self._blocked_until - now, 1 / self._rate))

    def stays(self, count: int) -> None:
        """Give back what was taken for notices that do not leave."""
        self._common = min(self._burst, self._common + count)

    def overdraw(self, count: int) -> None:
        """So many more leave than might, as an album leaves whole; later notices wait for them, answers do not."""
        self._owed += count

    async def _take(self, messages: int) -> None:
        """Wait until an answer may leave. Answers may overdraw the common budget a little: people wait for them.

        Raises RetryAfter, as Telegram would, while a penalty is too long to be waited out.
        """
        while True:
            now = self._fill()
            if now >= self._blocked_until and self._common > -self._burst / 2:
                self._common -= messages
                return
            if self._blocked_until - now > LONGEST_WAIT:
                raise RetryAfter(timedelta(seconds=self._blocked_until - now))
            await self._sleep(max(self._blocked_until - now, 1 / self._rate))

    def wait_for_chat(self, chat_id: int, messages: int = 1) -> float:
        """Seconds until so many messages may go to this chat together; 0 if they may now, and then they count as sent.

        An album to a person is the short burst Telegram allows; what follows it waits as after any message.
        """
        now = self._clock()
        wait = self.until_next(chat_id, messages)
        if wait <= 0:
            self._note(chat_id, now, messages)
        return wait

    def until_next(self, chat_id: int, messages: int = 1) -> float:
        """The same without counting them."""
        now = self._clock()
        sent = self._chats.get(chat_id, deque())
        penalty = self._penalties.get(chat_id, 0.0) - now
        most, span = (GROUP_MOST, GROUP_SPAN) if chat_id < 0 else (1, CHAT_GAP)
        recent = [moment for moment in sent if now - moment < span]
        # So many of the recent ones must be past their span first.
        past = min(len(recent), len(recent) + messages - most)
        return max(0.0, penalty, recent[past - 1] + span - now if past > 0 else 0.0)

    def _note(self, chat_id: int, now: float, messages: int) -> None:
        self._chats.setdefault(chat_id, deque(maxlen=GROUP_MOST)).extend([now] * messages)
        self._chats.move_to_end(chat_id)
        while len(self._chats) > _CHATS_REMEMBERED or now - next(iter(self._chats.values()))[-1] >= GROUP_SPAN:
            self._chats.popitem(last=False)

    def penalise(self, chat_id: int, seconds: float) -> bool:
        """Obey a flood penalty; returns whether it is everybody's.

        Telegram does not say whose it is: the first is the chat's, a second one elsewhere in the meantime is all's.
        """
        now = self._clock()
        running = {chat for chat, until in self._penalties.items() if until > now}
        self._penalties[chat_id] = now + seconds
        while len(self._penalties) > _CHATS_REMEMBERED:
            self._penalties.popitem(last=False)
        if running - {chat_id}:
            self._blocked_until = max(self._blocked_until, now + seconds)
            return True
        return False

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Let a call through at its time. An answer waits out a short penalty once."""
        if rate_limit_args == NOTICE or endpoint not in _SENDS:
            return await callback(*args, **kwargs)
        messages, chat_id = len(data.get("message_ids") or ()) or 1, data.get("chat_id")
        await self._take(messages)
        if isinstance(chat_id, int):
            self._note(chat_id, self._clock(), messages)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            seconds = retry_seconds(error)
            self.penalise(chat_id if isinstance(chat_id, int) else 0, seconds)
            if seconds > LONGEST_WAIT:
                raise
            await self._sleep(seconds)
            return await callback(*args, **kwargs)


def retry_seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait, in seconds."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
