"""What the statistics of a period tell: counts of questions, notices and people, none of them about one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from broadcasts.notice import Count

SMALLEST_GROUP = 5
"""Persons or questions: a part below that is never told by its number, for it could point to somebody."""


@dataclass(frozen=True)
class Leaders:
    """How far the ward's TDPs are reached, counted in TDPs."""

    tdps: int = 0
    linked: int = 0
    """With a leader whose phone is linked."""
    reached: int = 0
    """Whose leader got the period's notices."""
    confirmed: int = 0
    """Whose leader confirmed them."""


@dataclass(frozen=True)
class Figures:
    """One period's statistics, both days included."""

    first: date
    last: date
    questions: Mapping[date, int] = field(default_factory=dict)
    """By day of the period; a day without questions may be left out."""
    answered: int = 0
    asked_back: int = 0
    unknown: int = 0
    topics: tuple[tuple[str, int], ...] = ()
    """The topics that were asked about by title, the most asked first."""
    hours: tuple[int, ...] = (0,) * 24
    """Questions by the hour of the day in which they were asked."""
    helpful: int = 0
    not_helpful: int = 0
    handed_over: int = 0
    """Questions that went to an officer."""
    median_reply: timedelta | None = None
    """How long half of those waited at most; None if none was answered."""
    deliveries: Count = field(default_factory=Count)
    leaders: Leaders = field(default_factory=Leaders)
    subscribers: int = 0
    subscribers_of: tuple[tuple[str, int], ...] = ()
    """By topic's title."""

    def days(self) -> list[tuple[date, int]]:
        """Every day of the period with its questions."""
        span = (self.last - self.first).days + 1
        return [(day, self.questions.get(day, 0)) for day in (self.first + timedelta(n) for n in range(span))]


def too_few(part: int) -> bool:
    """Whether a part of a whole is so small that its number is not told; none at all may be told."""
    return 0 < part < SMALLEST_GROUP
