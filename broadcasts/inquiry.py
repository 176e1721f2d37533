"""A question handed over to the ward's officers: the thread of messages, where it stands, and what limits it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from broadcasts.people import Address

MOST_OPEN = 5
"""Unanswered inquiries of one person at a time."""
MOST_ADDED = 5
"""Messages a person may add to one inquiry before the ward has answered: more is a flood, not a question."""
MOST_SAME, SAME_WITHIN = 20, timedelta(days=1)
"""How often the same words are passed on within so long, whoever says them: beyond it something goes round in circles.
"""
LONGEST_WORDS = 600
"""Characters of one message from a person; longer ones are letters, which belong on paper."""
LONGEST_ANSWER = 3_000
"""Characters of an answer; with its first and last line it stays below Telegram's 4,096."""
LONGEST_CAPTION = 800
"""Characters under an answer's picture or file; with its first and last line it stays below Telegram's 1,024."""
QUIET_CLOSED = timedelta(days=7)
"""An answered inquiry nobody goes on with is closed after this long."""
TEXT_KEPT = timedelta(days=90)
"""After closing the words go, here and in the officers' chats; the figures stay."""
GIVE_UP = timedelta(hours=24)
"""An answer that could not be handed over for so long has failed, and its author is told."""


class InquiryState(StrEnum):
    """Where an inquiry stands."""

    OPEN = "open"
    """The person has the last word, and waits."""
    ANSWERED = "answered"
    CLOSED = "closed"


class Side(StrEnum):
    """Who says something, and in whose chat a message lies."""

    ASKER = "asker"
    WARD = "ward"


class MessageState(StrEnum):
    """What became of one message of a thread."""

    HELD = "held"
    """An answer to what somebody else is answering: its author has to confirm it."""
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class View(StrEnum):
    """The lists of the officers' inbox."""

    OPEN = "open"
    MINE = "mine"
    LATE = "late"
    DONE = "done"


class Refusal(StrEnum):
    """Why something is not passed on."""

    TOO_MANY_OPEN = "too many open"
    TOO_MANY_ADDED = "too many added"
    TOO_MANY_SAME = "too many same"
    NOT_THEIRS = "not theirs"
    """There is no such inquiry (any more), or it is another person's."""


class RefusedError(Exception):
    """Something a person wanted to have passed on is not."""

    def __init__(self, why: Refusal) -> None:
        """`why` is told to the person."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Content:
    """What is said: words, or a picture, file or voice with the words under it."""

    text: str
    kind: str = "text"
    """"text", "photo", "document", "voice" or "video"."""
    copied_from: Address | None = None
    """The chat in which a picture or file lies, so that it can be copied."""
    copied_message: str = ""
    entry: str = ""
    """The entry of the ward's content that was sent as the answer."""


@dataclass(frozen=True)
class Inquiry:
    """One thread."""

    id: int
    """The number everybody calls it by."""
    state: InquiryState
    asker: Address | None
    holder: Address | None
    """The officer who is answering."""
    holder_name: str
    asked_at: datetime
    due_at: datetime
    """By when the answer to the person's last word is promised."""
    notice: int | None = None
    """The notice under which a leader or officer wrote; None for a question."""

    def is_late(self, now: datetime) -> bool:
        """Whether what was promised is past."""
        return self.state is InquiryState.OPEN and self.due_at < now


@dataclass(frozen=True)
class Message:
    """One message of a thread."""

    id: int
    inquiry: int
    side: Side
    author: Address | None
    """The officer who answered."""
    author_name: str
    content: Content
    state: MessageState
    attempts: int
    at: datetime


@dataclass(frozen=True)
class Post:
    """A message in a chat that belongs to a thread: who replies to it speaks in the thread."""

    chat: Address
    message: str
    inquiry: int
    side: Side


@dataclass(frozen=True)
class Figures:
    """How the desk works, in numbers that lead to nobody."""

    asked: int
    answered: int
    in_time: int
    """Of those answered, within what was promised."""
    median_wait: timedelta | None
    """From asking to the first answer."""
