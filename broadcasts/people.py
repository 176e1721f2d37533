"""Who people are to the ward, and what is known about them: no more than delivering and accounting needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_NAME = 80
"""Characters kept of a person's name."""
LOST_KEPT = timedelta(days=180)
"""How long a recipient who cannot be reached any more is kept before everything about them goes."""


class Role(StrEnum):
    """What a person may do beyond asking and subscribing."""

    LEADER = "leader"
    OFFICER = "officer"


class Rank(StrEnum):
    """A leader's rank in a residential group (tổ dân phố, TDP)."""

    HEAD = "to-truong"
    DEPUTY = "to-pho"


class InvitationUnknownError(Exception):
    """No open invitation has this code: mistyped, used, revoked, expired or guessed."""


@dataclass(frozen=True)
class Address:
    """Where a recipient is reached: a channel and the chat's id there."""

    channel: str
    chat_id: str


@dataclass(frozen=True)
class Tdp:
    """A residential group (tổ dân phố) the ward has told us of."""

    id: int
    name: str


@dataclass(frozen=True)
class Office:
    """An officer's or a leader's office, held from `since` until `until`; without a recipient nobody is linked yet."""

    id: int
    role: Role
    rank: Rank | None
    tdp: str | None
    name: str | None
    linked: bool
    lost: bool
    """Linked, but no message reaches the person any more."""
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Invitation:
    """An offer of an office that nobody has accepted yet."""

    id: int
    office: Office
    expires_at: datetime


@dataclass(frozen=True)
class Choices:
    """What a person chose to receive."""

    topics: frozenset[str]
    tdp: str | None
    digest: bool
    """Once a week in one message instead of at once."""

    @property
    def any(self) -> bool:
        """Whether anything is received at all."""
        return bool(self.topics) or self.tdp is not None


NOTHING_CHOSEN = Choices(frozenset(), None, digest=False)


@dataclass(frozen=True)
class Consent:
    """That a person agreed to a text of this version, and when."""

    version: str
    given_at: datetime


@dataclass(frozen=True)
class ConnectedGroup:
    """A group chat: a TDP's own or the one of all leaders, to which notices go, or one in which officers read what is
    handed over to them.
    """

    address: Address
    tdp: str | None
    for_leaders: bool
    muted: bool
    """The assistant may not write there at present."""
    for_officers: bool = False


@dataclass(frozen=True)
class AuditLine:
    """One step an officer or leader took."""

    at: datetime
    actor: str
    action: str
    about: str
    old: str
    new: str


@dataclass(frozen=True)
class ListedLeader:
    """One person of the list; `line` is the row number the spreadsheet shows."""

    tdp: str
    name: str
    rank: Rank
    phone: str | None
    line: int


@dataclass(frozen=True)
class BadRow:
    """A row that was not taken over, and a sentence saying why and what to do."""

    line: int
    reason: str


@dataclass(frozen=True)
class LeaderList:
    """What a file holds, in its order: every row with something in our columns is a leader or a bad row."""

    leaders: tuple[ListedLeader, ...]
    bad_rows: tuple[BadRow, ...]
