"""Which messages were asked as questions, so that an edit of one is told from an edit of anything else."""

from telegram import Message

_MOST = 10_000
"""Messages remembered: days of a busy ward, and less than a megabyte. Whose question is forgotten writes it again."""


class Asked:
    """The last questions, by chat and message, not by what they say; in memory, as losing it costs a retyping."""

    def __init__(self, most: int = _MOST) -> None:
        """`most` bounds the memory; the first asked are forgotten first."""
        self._most = most
        self._messages: dict[tuple[int, int], None] = {}

    def __len__(self) -> int:
        return len(self._messages)

    def __contains__(self, message: Message) -> bool:
        return (message.chat_id, message.message_id) in self._messages

    def add(self, message: Message) -> None:
        """A message is a question."""
        self._messages[message.chat_id, message.message_id] = None
        while len(self._messages) > self._most:
            self._messages.pop(next(iter(self._messages)))
