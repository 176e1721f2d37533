"""Which messages were asked as questions, so that an edit of one is told from an edit of anything else."""

from datetime import datetime, timedelta

from telegram import Message

from bot.clock import Clock

EDITABLE = timedelta(hours=1)
"""How long a question can be corrected by editing it; people do so within minutes, later they write it anew."""
_MOST = 10_000


class Asked:
    """The last questions, by chat and message, not by what they say; in memory, as losing it costs a retyping."""

    def __init__(self, clock: Clock, most: int = _MOST) -> None:
        """`clock` tells when a question is old; `most` bounds the memory, the first asked are forgotten first."""
        self._clock = clock
        self._most = most
        self._messages: dict[tuple[int, int], datetime] = {}

    def __len__(self) -> int:
        return len(self._messages)

    def __contains__(self, message: Message) -> bool:
        asked = self._messages.get((message.chat_id, message.message_id))
        return asked is not None and self._clock() - asked < EDITABLE

    def add(self, message: Message) -> None:
        """A message is a question now; one that is asked again is young again."""
        self._messages.pop((message.chat_id, message.message_id), None)
        self._messages[message.chat_id, message.message_id] = self._clock()
        if len(self._messages) > self._most:
            self._messages.pop(next(iter(self._messages)))

    def forget_old(self) -> None:
        """Forget what can no longer be corrected."""
        now = self._clock()
        while self._messages and now - next(iter(self._messages.values())) >= EDITABLE:
            self._messages.pop(next(iter(self._messages)))
