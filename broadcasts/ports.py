"""What the delivery engine needs of a channel, and what may come of handing it a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol

from broadcasts.notice import Body
from broadcasts.people import Address


class Result(Enum):
    """What became of one attempt."""

    SENT = "sent"
    PARTS = "parts"
    """An album's parts arrived; its words are still to be sent, after `wait`."""
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    GONE = "gone"
    """There is no such chat, or we may not write there."""
    MIGRATED = "migrated"
    """The chat goes on under another address."""
    REFUSED = "refused"
    """The content itself is refused: nobody would get it."""
    FLOOD_CHAT = "flood chat"
    FLOOD_ALL = "flood all"
    TRANSIENT = "transient"
    """Certainly not delivered; worth another try."""
    UNKNOWN = "unknown"
    """It may or may not have arrived."""
    NOTED = "noted"
    """Of a recall: the copy could not be deleted, and now says that the notice was recalled."""
    VANISHED = "vanished"
    """Of a change: there is no such copy any more."""
    FIXED = "fixed"
    """Of a change: this copy cannot be changed."""


@dataclass(frozen=True)
class Outcome:
    """The result of one attempt, with what belongs to it."""

    result: Result
    message: str = ""
    """The sent message's id in its chat."""
    parts: tuple[str, ...] = ()
    """The ids of an album's messages that arrived, whatever the result."""
    moved_to: Address | None = None
    wait: timedelta = timedelta(0)
    """How long the channel asks us to wait."""
    said: str = ""
    """The channel's own words, for officers and logs."""


class Messenger(Protocol):
    """A channel. It knows its pace, never raises for what a channel may answer, and keeps nothing."""

    async def may_leave(self, most: int) -> int:
        """Wait until a message may leave; returns how many may now, at most `most`."""
        ...

    def stays(self, count: int) -> None:
        """So many that might have left do not: others may."""
        ...

    def overdraw(self, count: int) -> None:
        """So many more leave than may: the next wait for them."""
        ...

    async def send(self, to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        """Hand over one message, or the parts of an album without its words; `code` is the notice's public code,
        `chosen` shows the way out under it.
        """
        ...

    async def correct(self, to: Address, copy: str, body: Body, *, code: str, chosen: bool) -> Outcome:
        """Edit a copy into this body; one that reads so already is done. A message under a copied one stays as it is,
        its caption changes.
        """
        ...

    async def recall(self, to: Address, copies: Sequence[str], *, code: str) -> Outcome:
        """Delete copies, or let those that can no longer be deleted say that the notice was recalled; the outcome is
        that of the copy that fared worst.
        """
        ...
