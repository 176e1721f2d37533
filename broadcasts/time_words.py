"""A time in people's words as a plan: what was meant, or by name why nobody can know. Nothing is ever guessed.

Words that mean two times are asked back ("7h" said at three in the afternoon), and a word that belongs to no time
makes the whole not understood: "không gửi mai" is no time. What is proposed where nothing was said, the hour of a day,
stands in what is read back and is marked.

The library dateparser (1.5) was tried first, on the 64 texts `TRIED` in tests/broadcasts/test_time_words.py. Of the 60
that are times it read 8 rightly, all numeric dates or "bây giờ"; three it took for another time ("ngày mai lúc 18 giờ"
for nine in the morning the day after, "ngày 20/12/2026 lúc 8 giờ" for today), a past day it gave as one to come to, and
on 48 it was silent: a weekday or "mai" with an hour, parts of the day, shorthand, recurring days, the moon. It leaves
out words it does not know, which is guessing. Hence this grammar, which was written with those texts in view.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from broadcasts import time_texts as words
from broadcasts.schedule import LAST_DAY, BeforeEvent, CalendarEvent, Monthly, Once, Plan, Weekly, out_of_quiet
from broadcasts.time_days import ContradictionError, ImpossibleError, NamedDay, days_counted, days_said, weekdays
from broadcasts.time_hours import Hours
from broadcasts.time_pieces import Piece, leftover, means_now, plain, scan, spellings
from broadcasts.time_repeats import DAYS, Choice, Found, RefusedError, repeated, repeats
from broadcasts.understood import Misunderstood, Understood, Why

MOST_READINGS = 3
"""Readings somebody is asked to choose between."""
LONGEST = 200
"""Characters of a text that may be a time; what is longer is a notice or a question."""


@dataclass(frozen=True)
class _Here:
    """When and where somebody speaks; `now` is in people's zone."""

    now: datetime
    zone: ZoneInfo
    events: Mapping[str, CalendarEvent]

    @property
    def today(self) -> date:
        return self.now.date()

    def moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)

    def once(self, named: NamedDay) -> Choice:
        return Choice(lambda at: Once(self.moment(named.day, at)), named)

    def is_past(self, plan: Plan) -> bool:
        match plan:
            case Once():
                return plan.at < self.now
            case BeforeEvent():
                last = self.events[plan.event].start - timedelta(days=min(plan.days))
                return self.moment(last, plan.time) < self.now
            case _:
                return False


def understand(
    text: str, now: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent]
) -> Understood | Misunderstood:
    """The plan meant by words said at `now`, with the ward's events by their ids. Never raises, whatever the text."""
    here = _Here(now.astimezone(zone), zone, events)
    if len(text) > LONGEST:
        return Misunderstood(Why.NOTHING)
    text = words.RESULT.sub("", words.REMARK.sub("", text.strip()))
    if whole := words.QUOTED.fullmatch(text):
        text = whole[1]
    if means_now(text):
        return Understood(Once(now))
    if quoted := words.QUOTED.search(text):
        text = words.QUOTED.sub(f" {words.QUOTE} ", text, count=1)
    outcomes = [_outcome(spelling, here, quoted[1] if quoted else "") for spelling in spellings(text)]
    meant = tuple(dict.fromkeys(plan for outcome in outcomes for plan in _meant(outcome)))
    if len(meant) > 1:
        return Misunderstood(Why.AMBIGUOUS, meant[:MOST_READINGS])
    told = [outcome for outcome in outcomes if outcome != Misunderstood(Why.NOTHING)]
    return next((outcome for outcome in told if _meant(outcome)), (told or outcomes)[0])


def _meant(outcome: Understood | Misunderstood) -> tuple[Plan, ...]:
    """The plans one spelling of the text may mean."""
    if isinstance(outcome, Understood):
        return (outcome.plan,)
    return outcome.readings if outcome.why is Why.AMBIGUOUS else ()


def _outcome(text: str, here: _Here, quoted: str) -> Understood | Misunderstood:
    try:
        return _read(text, here, quoted)
    except ImpossibleError:
        return Misunderstood(Why.IMPOSSIBLE)
    except ContradictionError:
        return Misunderstood(Why.CONTRADICTION)
    except RefusedError as refused:
        return refused.misunderstood


def _read(text: str, here: _Here, quoted: str) -> Understood:
    if quoted or words.BEFORE.search(text):
        return _before(text, here, quoted)
    found, rest = scan(text)
    unread = leftover(rest)
    if unread and words.AN_EVENTS_DAY.search(text):
        return _before(text, here, quoted)
    if unread or not found:
        raise RefusedError(Why.NOTHING)
    if spans := [*found.pop("span", ()), *found.pop("span_after", ())]:
        return _after(spans, found, here)
    hours = Hours.of(found)
    if choices := _choices(found, here):
        return _settled(choices, hours, here)
    if "week" in found or not (hours.clocks or hours.parts):
        raise RefusedError(Why.DAY_MISSING)
    next_days = [here.once(NamedDay(here.today + timedelta(days=passed))) for passed in range(3)]
    readings = _ahead(next_days, hours, here)
    # "7h tối" is the next evening's; a bare "19h30" may be any day's.
    if hours.clocks and hours.parts:
        return readings[0]
    raise RefusedError(Why.HOUR_ALONE, *(reading.plan for reading in readings[:2]))


def _after(spans: Sequence[Piece], found: Found, here: _Here) -> Understood:
    """So many hours and minutes from now."""
    (span, *others) = spans
    in_hours = span["unit"] in words.HOUR_UNITS
    is_half = span["number"] == words.HALF_AN_HOUR
    if found or others or (not in_hours and (is_half or "half" in span or "minutes" in span)):
        raise RefusedError(Why.NOTHING)
    number = 0 if is_half else int(span["number"])
    minutes = 60 * number + (30 if is_half or "half" in span else int(span.get("minutes", 0))) if in_hours else number
    moment = (here.now.astimezone(UTC) + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    if moment <= here.now:
        raise RefusedError(Why.NOTHING)
    return Understood(Once(moment))


def _settled(choices: Sequence[Choice], hours: Hours, here: _Here) -> Understood:
    """The one plan that days and hours make."""
    readings = _ahead(choices, hours, here)
    if not readings:
        raise RefusedError(Why.PAST)
    plans = [reading.plan for reading in readings]
    if len(plans) > MOST_READINGS:
        # Few notices are for the night.
        plans = sorted(plans, key=lambda plan: isinstance(plan, Once) and _at_night(plan, here))[:MOST_READINGS]
    if all(choice.named and choice.named.far for choice in choices):
        raise RefusedError(Why.PAST, *plans)
    if len(plans) > 1:
        raise RefusedError(Why.AMBIGUOUS, *plans)
    return readings[0]


def _at_night(plan: Once, here: _Here) -> bool:
    return out_of_quiet(plan.at, here.zone, urgent=False) != plan.at


def _ahead(choices: Sequence[Choice], hours: Hours, here: _Here) -> list[Understood]:
    """The readings that are not past, each plan once, moments in their order."""
    readings: dict[Plan, Understood] = {}
    for choice in choices:
        is_today = choice.named is not None and choice.named.day == here.today
        for at in hours.times(either_half=is_today):
            plan = choice.at(at)
            if isinstance(plan, Once) and plan.at == here.now.replace(second=0, microsecond=0):
                plan = Once(here.now)
            if not here.is_past(plan):
                by_moon = choice.named is not None and choice.named.by_moon
                readings.setdefault(plan, Understood(plan, hour_assumed=not hours.clocks, by_moon=by_moon))
    return sorted(readings.values(), key=lambda one: one.plan.at if isinstance(one.plan, Once) else here.now)


def _choices(found: Found, here: _Here) -> list[Choice]:
    """The ways to read the day; none if nothing is said about it."""
    if units := repeats(found):
        return repeated(units, found)
    once = [here.once(named) for named in days_said(found, here.today)]
    said = [name for name in DAYS if name in found]
    if said == ["last"] and not any("month" in piece for piece in found["last"]):
        # "ngày cuối tháng" may be this month's or every month's.
        return [*once, Choice(lambda at: Monthly(LAST_DAY, at))]
    if said == ["weekdays"] and len(on := weekdays(found)) > 1:
        return [Choice(lambda at: Weekly(frozenset(on), at)), *once]
    return once


def _before(text: str, here: _Here, quoted: str) -> Understood:
    """Some days before an event of the ward's calendar or before a date, or on the very day of an event."""
    found, rest = scan(text, words.CLOCKS)
    ahead = [
        days_counted({"number": number, "unit": match["unit"]})
        for match in words.DAYS_BEFORE.finditer(rest)
        for number in re.findall("[0-9]+", match["numbers"])
    ]
    rest = words.DAYS_BEFORE.sub("|", rest)
    before = words.BEFORE.search(rest) is not None
    on_the_day = words.ON_THE_DAY.search(rest) is not None
    if on_the_day or not before:
        ahead.append(0)
    rest = words.BEFORE.sub("|", words.ON_THE_DAY.sub("|", rest))
    name = [word for word in rest.split() if word not in words.BESIDE_AN_EVENT]
    if not ahead or not name or (not before and any(ahead)) or (quoted and name != [words.QUOTE]):
        raise RefusedError(Why.NOTHING)
    named = _events_named(plain(quoted).split() if quoted else name, here.events, exactly=bool(quoted))
    choices = [Choice(partial(_before_event, event, tuple(sorted(set(ahead), reverse=True)))) for event in named]
    if not choices and before:
        choices = [here.once(named) for named in _before_dates(" ".join(name), ahead, here.today)]
    if not choices:
        raise RefusedError(Why.EVENT_UNKNOWN if before or on_the_day or quoted else Why.NOTHING)
    return _settled(choices, Hours.of(found), here)


def _events_named(name: Sequence[str], events: Mapping[str, CalendarEvent], *, exactly: bool) -> list[str]:
    """The events whose title is, or holds, these words."""
    titles = {event: plain(about.title).split() or [""] for event, about in events.items()}
    return [event for event, title in titles.items() if (title == name if exactly else _may_name(name, title))]


def _may_name(name: Sequence[str], title: Sequence[str]) -> bool:
    """Whether these words stand for a title: two or more of it in a row, or some from its first one on.

    Not words from anywhere in it: "đại hội" is not "Bầu cử đại biểu Quốc hội".
    """
    left = iter(title)
    if name[0] == title[0] and all(word in left for word in name):
        return True
    starts = range(len(title) - len(name) + 1)
    return len(name) > 1 and any(list(title[start : start + len(name)]) == list(name) for start in starts)


def _before_event(event: str, days: tuple[int, ...], at: time) -> Plan:
    return BeforeEvent(event, days, at)


def _before_dates(text: str, ahead: Sequence[int], today: date) -> list[NamedDay]:
    """So many days before a date; none if the text is no date."""
    found, rest = scan(text, words.DATES)
    if not found or leftover(rest):
        return []
    return [replace(named, day=named.day - timedelta(days=days)) for named in days_said(found, today) for days in ahead]
