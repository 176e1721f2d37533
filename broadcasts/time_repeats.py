"""Plans that repeat, from the pieces found in somebody's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import partial

from broadcasts import time_texts as words
from broadcasts.schedule import LAST_DAY, Daily, Monthly, Plan, Weekly, Yearly
from broadcasts.time_days import ImpossibleError, NamedDay, day_number, may_be_lunar, weekdays
from broadcasts.time_pieces import Piece
from broadcasts.understood import Misunderstood, Why

Found = Mapping[str, list[Piece]]
"""The pieces by name."""
DAYS = (*words.DATES, "last", "away", "away_after", "offset", "weekdays", "weekend", "week")
"""The pieces that say something about the day."""
_DAYS_REPEATED = {
    "day": set[str](),
    "week": {"weekdays", "weekend"},
    "month": {"day", "day_every", "full_moon", "last"},
    "year": {"date", "date_words", "holiday", "tet_first", "tet_last"},
}
"""What may be said about the day of a plan that repeats."""


@dataclass(frozen=True)
class Choice:
    """One way to read the day: a plan once the hour is known."""

    at: Callable[[time], Plan]
    named: NamedDay | None = None
    """The day, if it is one alone."""


class RefusedError(Exception):
    """The words mean no one plan; `misunderstood` says why."""

    def __init__(self, why: Why, *readings: Plan) -> None:
        self.misunderstood = Misunderstood(why, readings)


def repeats(found: Found) -> set[str]:
    """How often, if more than once: each day, week, month or year."""
    units = {words.EVERY.get(piece["every"], "") for piece in found.get("every", ())}
    if any("every" in piece for piece in found.get("last", ())):
        units.add("month")
    # "mỗi sáng thứ hai" is said of a week.
    if "every_week" in found or ("every_day" in found and weekdays(found)):
        units.add("week")
    return units or ({"day"} if "every_day" in found else set())


def repeated(units: set[str], found: Found) -> list[Choice]:
    """On some day of every week, month or year, or every day."""
    if not units <= _DAYS_REPEATED.keys():
        raise RefusedError(Why.CANNOT_REPEAT)
    (unit, *others) = units
    if others or {name for name in DAYS if name in found} - _DAYS_REPEATED[unit]:
        raise RefusedError(Why.NOTHING)
    dates = [piece for name in (*words.DATES, "last") for piece in found.get(name, ())]
    match unit:
        case "day":
            return [Choice(Daily)]
        case "week":
            return _weekly(found)
        case _ if len(dates) != 1:
            raise RefusedError(Why.NOTHING if dates else Why.DAY_MISSING)
        case "month" if "last" in found:
            return [Choice(lambda at: Monthly(LAST_DAY, at))]
    (piece,) = dates
    if "year" in piece or "which" in piece:
        raise RefusedError(Why.NOTHING)
    if may_be_lunar(piece):
        raise RefusedError(Why.CANNOT_REPEAT)
    day, month = day_number(piece)
    plan = (lambda at: Monthly(day, at)) if unit == "month" else (lambda at: Yearly(month, day, at))
    try:
        plan(time())
    except ValueError as error:
        raise ImpossibleError from error
    return [Choice(plan)]


def _weekly(found: Found) -> list[Choice]:
    on = weekdays(found)
    if not on:
        raise RefusedError(Why.DAY_MISSING)
    # A weekend is one day to some and two to others.
    meant = [on] if "weekdays" in found else [*({day} for day in sorted(on)), on]
    return [Choice(partial(_on_weekdays, frozenset(days))) for days in meant]


def _on_weekdays(days: frozenset[int], at: time) -> Plan:
    return Weekly(days, at)
