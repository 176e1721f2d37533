"""When the ward's officers work, and by when an answer is promised: weekdays, public holidays, the ward's own days.

Holidays are those of the Labour Code (Bộ luật Lao động 2019, Điều 112 khoản 1) and, from 2026, 24 November (Nghị quyết
28/2026/QH16). One on a weekend is made up for on the next working day (Điều 111 khoản 3). Where the Prime Minister
chooses the days each year (Điều 112 khoản 3), every day that may be chosen counts as one off, as a promise has to hold;
the ward says otherwise by naming a day it works.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lunar_vn import LunarDate, lunar_to_solar

from broadcasts.schedule import tet

Span = tuple[time, time]
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FIXED = ((1, 1), (30, 4), (1, 5), (2, 9))
"""Day and month: New Year, Victory Day, Labour Day, National Day."""
_CULTURE_DAY, _CULTURE_DAY_SINCE = (24, 11), 2026
_TET_DAYS = range(-1, 4)
"""The five days of Tết as they are usually chosen, counted from the first day of the lunar year."""
_TET_MAY_BEGIN = -2
"""They may also be chosen to begin a day earlier."""
_BESIDE_NATIONAL_DAY = ((1, 9), (3, 9))
"""One of them belongs to National Day."""
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4})")


@dataclass(frozen=True)
class OfficeHours:
    """The ward's working time by people's clocks; without spans the days are known and the hours are not."""

    spans: tuple[Span, ...] = ()
    """Of every working day, in order."""
    days_off: frozenset[date] = frozenset()
    """Days the ward does not work besides weekends and holidays."""
    days_worked: frozenset[date] = frozenset()
    """Weekend days and holidays on which it works all the same."""

    def is_working_day(self, day: date) -> bool:
        """Whether the ward works on a day."""
        if day in self.days_worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off and day not in public_holidays(day.year)

    def is_open(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether officers are at work; on working days of unknown hours they may be."""
        here = now.astimezone(zone)
        at_work = not self.spans or any(start <= here.time() < end for start, end in self.spans)
        return at_work and self.is_working_day(here.date())

    def has_opened(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether this is a working day and its work has begun."""
        here = now.astimezone(zone)
        return self.is_working_day(here.date()) and (not self.spans or here.time() >= self.spans[0][0])

    def due(self, asked: datetime, working_days: int, zone: ZoneInfo) -> datetime:
        """By when an answer is promised: the end of work on the last of so many working days after the day of asking,
        which does not count. Of unknown hours the day itself ends.
        """
        day = asked.astimezone(zone).date()
        for _ in range(working_days):
            day += _ONE_DAY
            while not self.is_working_day(day):
                day += _ONE_DAY
        closing = self.spans[-1][1] if self.spans else time.max
        return datetime.combine(day, closing, tzinfo=zone)


@lru_cache(maxsize=8)
def public_holidays(year: int) -> frozenset[date]:
    """The days off of a year, those that make up for a weekend and those that may be chosen among them."""
    lunar_new_year = tet(year)
    hung_kings = lunar_to_solar(LunarDate(day=10, month=3, year=year))
    certain = {date(year, month, day) for day, month in _FIXED}
    certain |= {lunar_new_year + timedelta(days=passed) for passed in _TET_DAYS} | {hung_kings}
    if year >= _CULTURE_DAY_SINCE:
        certain.add(date(year, _CULTURE_DAY[1], _CULTURE_DAY[0]))
    made_up: set[date] = set()
    for holiday in sorted(day for day in certain if day.weekday() >= _SATURDAY):
        instead = holiday + _ONE_DAY
        while instead.weekday() >= _SATURDAY or instead in certain | made_up:
            instead += _ONE_DAY
        made_up.add(instead)
    possible = {date(year, month, day) for day, month in _BESIDE_NATIONAL_DAY}
    return frozenset(certain | made_up | possible | {lunar_new_year + timedelta(days=_TET_MAY_BEGIN)})


def read_spans(text: str) -> tuple[Span, ...]:
    """The hours "07:30-11:30, 13:30-17:00" as times; nothing of an empty text. Raises ValueError for anything else."""
    spans: list[Span] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        start, _, end = part.partition("-")
        spans.append((_time(start), _time(end)))
    moments = [moment for span in spans for moment in span]
    if any(later <= earlier for earlier, later in itertools.pairwise(moments)):
        raise ValueError("hours follow one another")
    return tuple(spans)


def _time(text: str) -> time:
    hour, _, minute = text.strip().partition(":")
    return time(int(hour), int(minute))


def read_days(texts: Sequence[str]) -> frozenset[date]:
    """The dates written in texts as 2026-12-31 or 31/12/2026, between commas, semicolons or spaces.

    Raises ValueError for anything else.
    """
    found = set()
    for word in re.split(r"[\s,;]+", " ".join(texts).strip()):
        if not word:
            continue
        written = _DATE.fullmatch(word)
        if written is None:
            raise ValueError(word)
        found.add(
            date(
                int(written["y"] or written["y2"]),
                int(written["m"] or written["m2"]),
                int(written["d"] or written["d2"]),
            )
        )
    return frozenset(found)
