"""What somebody's words for a time were understood as, or why they were not: see `broadcasts.time_words`."""

from dataclasses import dataclass
from enum import StrEnum

from broadcasts.schedule import Plan


class Why(StrEnum):
    """Why words were not understood."""

    NOTHING = "nothing"
    """They hold something that is no time, or nothing that is one."""
    AMBIGUOUS = "ambiguous"
    HOUR_ALONE = "hour_alone"
    """An hour without its day."""
    DAY_MISSING = "day_missing"
    """Every week, month or year, but not on which day of it."""
    PAST = "past"
    IMPOSSIBLE = "impossible"
    """A day or an hour that no calendar or clock has."""
    CONTRADICTION = "contradiction"
    """A weekday and a date that do not fall together."""
    EVENT_UNKNOWN = "event_unknown"
    CANNOT_REPEAT = "cannot_repeat"
    """Something no recurring plan does: every hour, every quarter, by the moon."""


@dataclass(frozen=True)
class Understood:
    """The one plan the words mean."""

    plan: Plan
    hour_assumed: bool = False
    """Whether the hour is our proposal, as none was said."""
    by_moon: bool = False
    """Whether the day was said by the lunar calendar."""


@dataclass(frozen=True)
class Misunderstood:
    """Why the words mean no one plan, with the readings to choose from, if there are any: at most three."""

    why: Why
    readings: tuple[Plan, ...] = ()
