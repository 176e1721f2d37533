"""When a notice goes out: plans as people think of them, the moments they mean, quiet hours and the pause over Tết.

Everything here is computed from what is passed in, so that rows are all there is to remember and any moment can be
computed again after a restart.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, takewhile
from typing import Annotated, Literal, Protocol
from zoneinfo import ZoneInfo

from lunar_vn import LunarDate, lunar_to_solar
from pydantic import AfterValidator, AwareDatetime, Field, TypeAdapter
from pydantic.dataclasses import dataclass

QUIET_FROM = time(21, 0)
"""From this time of day, people's own, nothing that can wait goes out: many readers are old and go to bed early."""
QUIET_UNTIL = time(6, 30)
"""At this time of day what waited goes out: people are up, and have not left for work or the market yet."""
TET_PAUSE_BEFORE = timedelta(days=2)
"""The pause begins this long before the first day of Tết, when offices have closed: the 28th of the last month where it
has 29 days, the 29th where it has 30, so that every pause is equally long."""
TET_PAUSE_AFTER = timedelta(days=4)
"""The pause ends this long after the first day of Tết, with its 5th day: on the 6th most offices are back at work."""
LAST_DAY = -1
"""As the day of a monthly plan: the month's last day."""


class CalendarEvent(Protocol):
    """As much of an event of the ward's calendar as a plan needs to know."""

    @property
    def title(self) -> str:
        """Its name, as people read it."""

    @property
    def start(self) -> date:
        """Its day, or its first day."""


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _without_zone(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("a plan's time of day is in people's own zone and carries none")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
TimeOfDay = Annotated[time, AfterValidator(_without_zone)]
Weekday = Annotated[int, Field(ge=0, le=6)]
DaysBefore = Annotated[int, Field(ge=0)]


class EventUnknownError(Exception):
    """The ward's calendar has no such event (any more): nobody knows when the plan is due, its author has to say."""


@dataclass(frozen=True)
class AtOnce:
    """As soon as it is released; then it becomes `Once`."""

    kind: Literal["at_once"] = "at_once"


@dataclass(frozen=True)
class Once:
    """At one moment, kept in UTC."""

    at: Moment
    kind: Literal["once"] = "once"


@dataclass(frozen=True)
class Daily:
    """Every day at a time of day."""

    time: TimeOfDay
    kind: Literal["daily"] = "daily"


@dataclass(frozen=True)
class Weekly:
    """On some days of every week, Monday being 0."""

    weekdays: Annotated[frozenset[Weekday], Field(min_length=1)]
    time: TimeOfDay
    kind: Literal["weekly"] = "weekly"


@dataclass(frozen=True)
class Monthly:
    """On one day of every month, or the last day of months too short for it; `LAST_DAY` is always the last."""

    day: Annotated[int, Field(ge=1, le=31)] | Literal[-1]
    time: TimeOfDay
    kind: Literal["monthly"] = "monthly"


@dataclass(frozen=True)
class Yearly:
    """On one date of every year; 29 February is the 28th in other years."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1)]
    time: TimeOfDay
    kind: Literal["yearly"] = "yearly"

    def __post_init__(self) -> None:
        leap_year = 2000
        if self.day > monthrange(leap_year, self.month)[1]:
            raise ValueError(f"month {self.month} never has {self.day} days")


@dataclass(frozen=True)
class BeforeEvent:
    """Some days before an event of the ward's calendar, 0 being the day itself; moves when the event moves."""

    event: str
    days: Annotated[tuple[DaysBefore, ...], Field(min_length=1)]
    time: TimeOfDay
    kind: Literal["before_event"] = "before_event"


Recurring = Daily | Weekly | Monthly | Yearly
Plan = Once | Recurring | BeforeEvent
Chosen = AtOnce | Plan
"""What the author of a draft may choose."""

_IN_ROWS: TypeAdapter[Chosen] = TypeAdapter(Annotated[Chosen, Field(discriminator="kind")])


def to_json(plan: Chosen) -> str:
    """A plan as it stands in a row."""
    return _IN_ROWS.dump_json(plan).decode()


def from_json(text: str) -> Chosen:
    """A plan from a row; ValueError if it is none we know."""
    return _IN_ROWS.validate_json(text)


def occurrences(
    plan: Plan, after: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent], pause_tet: bool
) -> Iterator[datetime]:
    """The moments a plan means that come after `after`, in order, by people's clocks; recurring plans never end.

    A time that a clock change skips comes as much later, one that comes twice is meant once. Only recurring plans
    pause over Tết. Raises EventUnknownError when the first moment is asked for.
    """
    latest = after
    for moment in _moments(plan, after, zone, events, pause_tet):
        # A zone that skips a whole day moves that day's time onto the next day's.
        if moment > latest:
            latest = moment
            yield moment.astimezone(zone)


def next_occurrence(
    plan: Plan, after: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent], pause_tet: bool
) -> datetime | None:
    """The first moment after `after`, or None when the plan is over."""
    return next(occurrences(plan, after, zone, events, pause_tet), None)


def missed(
    plan: Plan,
    last_handled: datetime,
    now: datetime,
    zone: ZoneInfo,
    events: Mapping[str, CalendarEvent],
    pause_tet: bool,
) -> list[datetime]:
    """The moments after `last_handled` up to and including `now`."""
    moments = occurrences(plan, last_handled, zone, events, pause_tet)
    return list(takewhile(lambda moment: _utc(moment) <= now, moments))


def out_of_quiet(moment: datetime, zone: ZoneInfo, urgent: bool) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in if it can wait."""
    here = moment.astimezone(zone)
    if urgent or QUIET_UNTIL <= here.time() < QUIET_FROM:
        return moment
    day = here.date() if here.time() < QUIET_UNTIL else here.date() + timedelta(days=1)
    return _at(day, QUIET_UNTIL, zone).astimezone(zone)


def is_late(due: datetime, now: datetime, deadline: datetime | None) -> bool:
    """Whether what is due would go out only after its deadline; without a deadline nothing is ever late."""
    return deadline is not None and max(_utc(due), _utc(now)) > _utc(deadline)


def tet(year: int) -> date:
    """The first day of the lunar year in Vietnam, in a year from 1900 to 2100."""
    # Not a calendar made for China: by Vietnam's clock the new moon can fall on the day before (2007, 2030).
    return lunar_to_solar(LunarDate(day=1, month=1, year=year))


def tet_pause(year: int) -> tuple[date, date]:
    """The first and the last day around Tết on which recurring notices rest (see `TET_PAUSE_BEFORE`)."""
    first_day = tet(year)
    return first_day - TET_PAUSE_BEFORE, first_day + TET_PAUSE_AFTER


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return _utc(datetime.combine(day, at, tzinfo=zone))


def _moments(
    plan: Plan, after: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent], pause_tet: bool
) -> Iterator[datetime]:
    """In order, with a few that are not after `after`.

    In UTC: two times of one zone compare by what the clock shows, wrongly in the hour that comes twice.
    """
    match plan:
        case Once():
            yield plan.at
        case BeforeEvent():
            if plan.event not in events:
                raise EventUnknownError(plan.event)
            for days in sorted(plan.days, reverse=True):
                yield _at(events[plan.event].start - timedelta(days=days), plan.time, zone)
        case _:
            # From the day before: a time that a clock change skips may come on the following day.
            start = after.astimezone(zone).date() - timedelta(days=1)
            for day in (start + timedelta(days=passed) for passed in count()):
                if _falls_on(plan, day) and not (pause_tet and _in_tet_pause(day)):
                    yield _at(day, plan.time, zone)


def _falls_on(plan: Recurring, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    match plan:
        case Daily():
            return True
        case Weekly():
            return day.weekday() in plan.weekdays
        case Monthly():
            return day.day == (last if plan.day == LAST_DAY else min(plan.day, last))
        case Yearly():
            return day.month == plan.month and day.day == min(plan.day, last)


def _in_tet_pause(day: date) -> bool:
    first, last = tet_pause(day.year)
    return first <= day <= last
