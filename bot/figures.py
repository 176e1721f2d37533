"""What the statistics of a period tell: counts of questions, notices and people, none of them about one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from broadcasts.notice import Count
from broadcasts.statistics_store import Leaders

SMALLEST_GROUP = 5
"""Persons or questions: a part below that is never told by its number, for it could point to somebody."""
SHARES_FROM = 100
"""Of a smaller whole no share is told: of numbers rounded to SMALLEST_GROUP it would be wrong by whole per cents."""


@dataclass(frozen=True)
class TargetSum:
    """How what leaders reported for one of the resolution's targets grew: the sum of each TDP's last figure."""

    number: int
    title: str
    unit: str
    before: int
    """When the period began."""
    reached: int
    """At its end."""


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
    replied: int = 0
    """Of those, the answered ones."""
    median_reply: timedelta | None = None
    """How long half of the answered ones waited at most; None if none was answered."""
    deliveries: Count = field(default_factory=Count)
    leaders: Leaders = field(default_factory=Leaders)
    subscribers: int = 0
    subscribers_of: tuple[tuple[str, int], ...] = ()
    """By topic's title."""
    subscribers_in: tuple[tuple[str, int], ...] = ()
    """By the name of their TDP."""
    targets: tuple[TargetSum, ...] = ()
    """Those for which there are figures."""

    def days(self) -> list[tuple[date, int]]:
        """Every day of the period with its questions."""
        span = (self.last - self.first).days + 1
        return [(day, self.questions.get(day, 0)) for day in (self.first + timedelta(n) for n in range(span))]


def too_few(part: int) -> bool:
    """Whether a part of a whole is so small that its number is not told; none at all may be told."""
    return 0 < part < SMALLEST_GROUP


def rounded(part: int) -> int:
    """A count as it is told and drawn: to the nearest SMALLEST_GROUP, and one less than that for what is below it.

    Each count is rounded by itself, as official statistics of persons do: what is left of a whole, or has come from one
    period to another, never follows from two numbers that were told.
    """
    return SMALLEST_GROUP - 1 if too_few(part) else SMALLEST_GROUP * round(part / SMALLEST_GROUP)


def percent(part: int, whole: int) -> int | None:
    """A part's share in whole per cents, of the rounded numbers; 100 only for all, None where it would be too rough or
    the part is not told.
    """
    if whole < SHARES_FROM or too_few(part):
        return None
    share = 100 * rounded(part) // rounded(whole)
    return share if part == whole else min(99, share)
