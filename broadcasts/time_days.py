"""The days that words name: by number, by the moon, by weekday, as the last of a month."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_vn import solar_to_lunar

from broadcasts import time_texts as words
from broadcasts.time_pieces import Piece

FAR = timedelta(days=300)
"""A date without a year that comes only so much later was more likely said of the one just past."""
YEARS = range(1901, 2100)
"""Of what was said: tables of the moon hold hardly more."""
_FULL_MOON_DAY = 15
_LONGEST_LUNAR_MONTH = 30
_WEEKEND = (5, 6)


class ImpossibleError(Exception):
    """No calendar has such a day, or no clock such an hour."""


class ContradictionError(Exception):
    """No day is all that was said about it."""


@dataclass(frozen=True)
class NamedDay:
    """A day that words may mean."""

    day: date
    by_moon: bool = False
    far: bool = False
    """Whether it comes only after `FAR`, and no year was said."""


def named_days(piece: Piece, today: date) -> list[NamedDay]:
    """The next day a date means, or both days if nobody knows by which calendar it was said.

    Raises ImpossibleError for a day no calendar has, such as 31/2.
    """
    if "holiday" in piece:
        number, month, by_moon = words.HOLIDAYS[piece["holiday"]]
        return [_next(_days_ahead(today), number, month, by_moon=by_moon, today=today)]
    if not may_be_lunar(piece):
        return [_dated(piece, today, by_moon=False)]
    lunar = _dated(piece, today, by_moon=True)
    by_name = piece["day"] == words.FULL_MOON or piece.get("month", "") in words.LUNAR_MONTHS
    # "mùng 10" is said by either calendar.
    return [lunar] if by_name or "calendar" in piece else [_dated(piece, today, by_moon=False), lunar]


def day_number(piece: Piece) -> tuple[int, int]:
    """The day and the month a date without a year names; 0 where it names no month by its number."""
    if "holiday" in piece:
        return words.HOLIDAYS[piece["holiday"]][:2]
    month = piece.get("month", "")
    return _number_of_day(piece), int(month) if month.isdigit() else 0


def may_be_lunar(piece: Piece) -> bool:
    """Whether a date is said by the moon, or may be."""
    if "holiday" in piece:
        return words.HOLIDAYS[piece["holiday"]][2]
    by_name = piece["day"] == words.FULL_MOON or piece.get("month", "") in words.LUNAR_MONTHS
    calendar = piece.get("calendar")
    return by_name or calendar == words.LUNAR or (calendar is None and _is_early(piece))


def _is_early(piece: Piece) -> bool:
    return "early" in piece or "only" in piece


def _number_of_day(piece: Piece) -> int:
    return _FULL_MOON_DAY if piece["day"] == words.FULL_MOON else int(piece["day"])


def _dated(piece: Piece, today: date, *, by_moon: bool) -> NamedDay:
    number, month = _number_of_day(piece), piece.get("month", "")
    if month in words.THIS or month in words.NEXT:
        return _next(
            _days_of_month(today, following=month in words.NEXT, by_moon=by_moon), number, None, by_moon=by_moon
        )
    number_of_month = words.LUNAR_MONTHS.get(month) or (int(month) if month else None)
    year = _year(piece, today)
    if year is None:
        return _next(_days_ahead(today), number, number_of_month, by_moon=by_moon, today=today)
    if year not in YEARS:
        raise ImpossibleError
    # A lunar year ends in the next one's January or February.
    days = (date(year, 1, 1) + timedelta(days=passed) for passed in range(366 + 60))
    days_of_year = [day for day in days if (solar_to_lunar(day).year if by_moon else day.year) == year]
    return _next(days_of_year, number, number_of_month, by_moon=by_moon)


def _year(piece: Piece, today: date) -> int | None:
    if "which" in piece:
        return today.year + (piece["which"] in words.NEXT)
    said = piece.get("year")
    return None if said is None else int(said) + (2000 if len(said) == 2 else 0)


def _days_ahead(today: date) -> Iterable[date]:
    # A lunar year has up to 384 days.
    return (today + timedelta(days=passed) for passed in range(390))


def _days_of_month(today: date, *, following: bool, by_moon: bool) -> list[date]:
    """This month's days, or the next one's."""
    if not by_moon:
        first = today.replace(day=1)
        length = monthrange(first.year, first.month)[1]
        if following:
            first += timedelta(days=length)
            length = monthrange(first.year, first.month)[1]
        return [first + timedelta(days=passed) for passed in range(length)]
    first = today - timedelta(days=solar_to_lunar(today).day - 1)
    if following:
        first += timedelta(days=_LONGEST_LUNAR_MONTH)
        first -= timedelta(days=solar_to_lunar(first).day - 1)
    days = (first + timedelta(days=passed) for passed in range(_LONGEST_LUNAR_MONTH))
    return [day for day in days if solar_to_lunar(day).month == solar_to_lunar(first).month]


def _next(
    days: Iterable[date], number: int, month: int | None, *, by_moon: bool, today: date | None = None
) -> NamedDay:
    """The first of the days with this number; far away from today if that is given."""
    for day in days:
        shown = solar_to_lunar(day) if by_moon else day
        if shown.day == number and month in (None, shown.month):
            return NamedDay(day, by_moon, far=today is not None and day - today > FAR)
    raise ImpossibleError


def last_day(piece: Piece, today: date) -> NamedDay:
    """The last day of the month a piece names, or of this one. Raises ImpossibleError for a month there is not."""
    month = piece.get("month", words.THIS[0])
    if month in words.THIS or month in words.NEXT:
        return NamedDay(_days_of_month(today, following=month in words.NEXT, by_moon=False)[-1])
    for day in _days_ahead(today):
        if month.isdigit() and day.month == int(month) and day.day == monthrange(day.year, day.month)[1]:
            return NamedDay(day, far=day - today > FAR)
    raise ImpossibleError


def weekdays(found: Mapping[str, list[Piece]]) -> set[int]:
    """The weekdays that were said, Monday being 0; those of a weekend only if no others were."""
    said = {day for piece in found.get("weekdays", ()) for day in _weekdays(piece["weekdays"])}
    return said or (set(_WEEKEND) if "weekend" in found else set())


def _weekdays(said: str) -> Iterable[int]:
    last, spanning = 0, False
    for word in words.WEEKDAY.findall(said):
        if word in words.RANGE:
            spanning = True
            continue
        day = 6 if word in words.SUNDAY else int(word) - 2
        # From Friday to Monday is over the weekend.
        yield from ((last + passed) % 7 for passed in range((day - last) % 7 + 1)) if spanning else (day,)
        last, spanning = day, False


def days_said(found: Mapping[str, list[Piece]], today: date) -> list[NamedDay]:
    """The days on which everything that was said about the day agrees, several if nobody can know which; none if
    nothing was said.

    Raises ImpossibleError for a day no calendar has, ContradictionError if there is no day to agree on.
    """
    options = list(_dates(found, today))
    on = weekdays(found)
    mondays = {
        _monday(piece["week"], today)
        for name in ("week", "weekend")
        for piece in found.get(name, ())
        if "week" in piece
    }
    if not options and on:
        options = [[NamedDay(day) for day in _weekdays_ahead(found, on, mondays, today)]]
    if not options:
        return []
    agreed = [
        named
        for named in options[0]
        if all(named.day in (other.day for other in others) for others in options[1:])
        and (not on or named.day.weekday() in on)
        and all(timedelta(0) <= named.day - monday < timedelta(days=7) for monday in mondays)
    ]
    if not agreed:
        raise ContradictionError
    return agreed


def _dates(found: Mapping[str, list[Piece]], today: date) -> Iterable[list[NamedDay]]:
    for name in words.DATES:
        for piece in found.get(name, ()):
            yield named_days({**words.MONTHS_OF_TET.get(name, {}), **piece}, today)
    for piece in found.get("last", ()):
        yield [last_day(piece, today)]
    for piece in found.get("offset", ()):
        yield [NamedDay(today + timedelta(days=words.OFFSETS[piece["offset"]]))]
    for piece in (*found.get("away", ()), *found.get("away_after", ())):
        yield [NamedDay(today + timedelta(days=days_counted(piece)))]


def days_counted(piece: Piece) -> int:
    """Days or weeks, in days."""
    return int(piece["number"]) * (7 if piece["unit"] == words.WEEK_UNIT else 1)


def _weekdays_ahead(
    found: Mapping[str, list[Piece]], on: Iterable[int], mondays: Iterable[date], today: date
) -> list[date]:
    if mondays:
        return sorted(monday + timedelta(days=day) for monday in mondays for day in on)
    coming = any(piece.get("coming") in words.NEXT for piece in found.get("weekdays", ()))
    ahead = [today + timedelta(days=(day - today.weekday()) % 7) for day in on]
    # Said on the day itself it may be today, or today a week hence; "tới" is never today.
    days = {day for day in ahead if not (coming and day == today)}
    return sorted(days | {day + timedelta(days=7) for day in ahead if day == today})


def _monday(week: str, today: date) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(days=7 * (week in words.NEXT))
