"""What a notice is, and the few steps a notice and one sending of it can take."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from broadcasts.asks import Ask
from broadcasts.people import Address
from broadcasts.schedule import Chosen


class NoticeState(StrEnum):
    """Where a notice itself stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    """Its author is done; a second officer has to approve it."""
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class SendingKind(StrEnum):
    """What a sending does: bring a notice, or change the copies of one that was brought."""

    NOTICE = "notice"
    CORRECTION = "correction"
    """Every copy is edited into the corrected text."""
    RECALL = "recall"
    """Every copy is deleted, or edited into the word that it was recalled."""


class SendingState(StrEnum):
    """Where one sending of a notice stands."""

    WAITING = "waiting"
    """Its time has not come."""
    GOING = "going"
    PAUSED = "paused"
    """By somebody, or by itself after too many failures; the reason is told."""
    HELD = "held"
    """Its time, or its deadline, passed before everybody had it: the author decides."""
    DONE = "done"
    CANCELLED = "cancelled"


STEPS: Mapping[SendingState, frozenset[SendingState]] = {
    SendingState.WAITING: frozenset({SendingState.GOING, SendingState.HELD, SendingState.CANCELLED}),
    SendingState.GOING: frozenset({SendingState.PAUSED, SendingState.HELD, SendingState.DONE, SendingState.CANCELLED}),
    SendingState.PAUSED: frozenset({SendingState.GOING, SendingState.HELD, SendingState.CANCELLED}),
    SendingState.HELD: frozenset({SendingState.GOING, SendingState.CANCELLED}),
    SendingState.DONE: frozenset(),
    SendingState.CANCELLED: frozenset(),
}
"""The steps there are; any other is refused."""


class IllegalStepError(Exception):
    """A sending cannot go from the state it is in to the one asked for."""


class Reason(StrEnum):
    """Why a message was not delivered, or a copy not changed."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    GONE = "gone"
    REFUSED = "refused"
    FAULTS = "faults"
    """Nothing but transient faults until its author gave up."""
    UNKNOWN = "unknown"
    """Two tries whose outcome nobody knows: it may have arrived, even twice."""
    CANCELLED = "cancelled"
    LEFT = "left"
    FIXED = "fixed"
    """The channel lets this copy be neither deleted nor edited: too old, or of a kind that cannot be."""
    NO_COPY = "no copy"
    """A copy may have arrived, but nobody knows which message it is."""


class Otherwise(StrEnum):
    """How a change was carried out where it was not by changing the copy."""

    ANEW = "anew"
    """The corrected text went out as a message of its own."""
    NOTED = "noted"
    """The copy could not be deleted and now says that the notice was recalled."""
    VANISHED = "vanished"
    """There was no copy any more: its reader had deleted it."""


class Audience(BaseModel):
    """Who is to receive a notice; the parts add up, nobody twice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    leaders: bool = False
    """All heads and deputies, and the group they share."""
    leaders_of: tuple[str, ...] = ()
    groups: bool = False
    """All groups connected to a TDP."""
    groups_of: tuple[str, ...] = ()
    residents_of: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    officers: bool = False
    people: tuple[int, ...] = ()
    """Recipients by their row."""
    choosers: tuple[int, ...] = ()
    """The same, for people who get it by their own choice."""
    excluded: tuple[int, ...] = ()

    @property
    def asks_somebody(self) -> bool:
        """Whether anybody in it has an office: nobody else is asked to answer."""
        return self.leaders or bool(self.leaders_of) or self.officers or bool(self.people)

    def to_json(self) -> str:
        """As it stands in a row."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> "Audience":
        """From a row. Raises ValueError for what is no audience."""
        return cls.model_validate_json(text)


@dataclass(frozen=True)
class Body:
    """What is sent: a text (HTML), or any content by copying a message the author sent us, with the text as its caption
    if it has any; or an album, with the text in a message below it; and what is asked with it.
    """

    text: str = ""
    copied_from: Address | None = None
    copied_message: str = ""
    captioned: bool = False
    """Whether what is copied can carry a text at all: a photo can, a poll cannot."""
    album: tuple[str, ...] = ()
    """Instead of one message the several of an album, ascending; they are copied without their captions."""
    code: str = ""
    dated: datetime | None = None
    """When it was due: readers see who says it, this date and the code. None for what brings its own first line."""
    corrected: datetime | None = None
    """When it was last corrected, which readers are told as well."""
    ask: Ask = field(default_factory=Ask)
    sending: int = 0
    """The sending that answers belong to."""
    to_leader: bool = False
    """Whether the reader has an office, and so is asked and can pass the notice on."""


GOOD_FOR = timedelta(hours=24)
"""How long after its time a notice is still worth sending unless its author says otherwise."""


@dataclass(frozen=True)
class Notice:
    """One notice as its author wrote it; `version` counts corrections."""

    id: int
    code: str
    body: Body
    audience: Audience
    good_for: timedelta = GOOD_FOR
    urgent: bool = False
    author: int | None = None
    version: int = 1
    state: NoticeState = NoticeState.APPROVED
    created_at: datetime | None = None
    plan: Chosen | None = None
    """When to send; None as long as nobody chose."""
    answer_within: timedelta | None = None
    """How long after its time answers are awaited; then the silent are reminded and the author is told."""
    reminds: int | None = None
    """The sending this notice reminds of; answers belong to that one."""
    framed: bool = False
    """Whether readers get it with the ward's first line and its code; the text itself is without them."""

    @property
    def needs_second_officer(self) -> bool:
        """Whether it goes to the whole ward or wakes people, and so is two officers' word."""
        return self.urgent or self.audience.leaders or self.audience.groups or bool(self.audience.topics)


@dataclass(frozen=True)
class Claim:
    """One message to hand to the network now."""

    delivery: int
    sending: int
    to: Address
    body: Body
    attempts: int
    deadline: datetime
    code: str
    chosen: bool
    """Whether the recipient gets it by own choice, and so is shown the way out."""
    kind: SendingKind = SendingKind.NOTICE
    copies: tuple[str, ...] = ()
    """The ids of the messages to change, the newest first; without any, a message is sent."""

    @property
    def messages(self) -> int:
        """How many messages it takes of the channel's budget."""
        if self.kind is SendingKind.RECALL:
            return max(1, len(self.copies))
        return len(self.body.album) or 1


@dataclass(frozen=True)
class Count:
    """How a sending stands. The count always closes: audience = sent + failed + stopped + pending."""

    sent: int = 0
    possibly_twice: int = 0
    """Of the sent ones, those whose first try had an unknown outcome."""
    failed: Mapping[str, int] = field(default_factory=dict)
    """By reason."""
    stopped: Mapping[str, int] = field(default_factory=dict)
    """By reason."""
    pending: int = 0
    otherwise: Mapping[str, int] = field(default_factory=dict)
    """Of the sent ones, those carried out otherwise than by changing the copy, by how."""

    @property
    def audience(self) -> int:
        """Everybody the sending was for."""
        return self.sent + sum(self.failed.values()) + sum(self.stopped.values()) + self.pending


@dataclass(frozen=True)
class Pace:
    """How fast a sending goes at present."""

    per_second: float
    seconds_left: float


MOST_PARTS = 10
"""Of an album; Telegram makes none with more."""
PARTS_MISSING = "parts missing"
"""Why a sending pauses whose album is not whole any more."""
CODE_SIGNS, CODE_LENGTH = "BCDFGHJKLMNPQRSTVWXZ23456789", 5
"""No vowels, so that no code is a word, and no signs that look alike."""


def new_code() -> str:
    """A short public code under which anybody can check a notice."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
