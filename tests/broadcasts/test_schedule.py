"""When notices go out: every moment of every plan, over month ends, leap days, clock changes, Tết and restarts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise, takewhile
from time import tzset
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, FR, MO, MONTHLY, SU, WEEKLY, YEARLY, rrule  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.notice import new_code
from broadcasts.schedule import (
    LAST_DAY,
    QUIET_FROM,
    QUIET_UNTIL,
    BeforeEvent,
    Daily,
    EventUnknownError,
    Monthly,
    Once,
    Plan,
    Recurring,
    Weekly,
    Yearly,
    from_json,
    is_late,
    missed,
    next_occurrence,
    occurrences,
    out_of_quiet,
    tet,
    tet_pause,
    to_json,
)
from tests.broadcasts.events import Event
from tests.conftest import HERE

BERLIN = ZoneInfo("Europe/Berlin")
TORONTO = ZoneInfo("America/Toronto")
APIA = ZoneInfo("Pacific/Apia")
MORNING = time(7, 30)
BEGIN = datetime(2026, 1, 1, tzinfo=HERE)
END = datetime(2031, 1, 1, tzinfo=HERE)
EVENTS = {"polio": Event("Uống vắc-xin", date(2028, 3, 7)), "fair": Event("Hội xuân", date(2026, 2, 18))}
TET_PAUSES = [  # Tết is on 17, 6 February, 26 January, 13 and 2 February
    (date(2026, 2, 15), date(2026, 2, 21)),
    (date(2027, 2, 4), date(2027, 2, 10)),
    (date(2028, 1, 24), date(2028, 1, 30)),
    (date(2029, 2, 11), date(2029, 2, 17)),
    (date(2030, 1, 31), date(2030, 2, 6)),
]

times = st.times()


def _instants(first: date, last: date) -> st.SearchStrategy[datetime]:
    return st.builds(datetime.combine, st.dates(first, last), times, st.just(UTC))


plans: st.SearchStrategy[Plan] = st.one_of(
    st.builds(Once, _instants(date(2025, 1, 1), date(2032, 1, 1))),
    st.builds(Daily, times),
    st.builds(Weekly, st.frozensets(st.integers(0, 6), min_size=1), times),
    st.builds(Monthly, st.integers(1, 31) | st.just(LAST_DAY), times),
    st.dates(date(2028, 1, 1), date(2028, 12, 31)).flatmap(
        lambda day: st.builds(Yearly, st.just(day.month), st.just(day.day), times)
    ),
    st.builds(BeforeEvent, st.sampled_from(sorted(EVENTS)), st.lists(st.integers(0, 40), min_size=1).map(tuple), times),
)


def _at(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, zone: tzinfo = HERE
) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _five_years(plan: Plan, *, pause_tet: bool) -> list[datetime]:
    return list(takewhile(lambda moment: moment < END, occurrences(plan, BEGIN, HERE, EVENTS, pause_tet)))


@pytest.mark.parametrize("pause_tet", [True, False])
@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        (Daily(MORNING), {"freq": DAILY}),
        (Weekly(frozenset({0}), MORNING), {"freq": WEEKLY, "byweekday": [MO]}),
        (Weekly(frozenset({4, 6}), MORNING), {"freq": WEEKLY, "byweekday": [FR, SU]}),
        (Monthly(1, MORNING), {"freq": MONTHLY, "bymonthday": 1}),
        (Monthly(17, MORNING), {"freq": MONTHLY, "bymonthday": 17}),
        (Monthly(29, MORNING), {"freq": MONTHLY, "bymonthday": [28, 29], "bysetpos": -1}),
        (Monthly(30, MORNING), {"freq": MONTHLY, "bymonthday": [28, 29, 30], "bysetpos": -1}),
        (Monthly(31, MORNING), {"freq": MONTHLY, "bymonthday": [28, 29, 30, 31], "bysetpos": -1}),
        (Monthly(LAST_DAY, MORNING), {"freq": MONTHLY, "bymonthday": -1}),
        (Yearly(1, 26, MORNING), {"freq": YEARLY, "bymonth": 1, "bymonthday": 26}),
        (Yearly(2, 29, MORNING), {"freq": YEARLY, "bymonth": 2, "bymonthday": [28, 29], "bysetpos": -1}),
        (Yearly(12, 31, MORNING), {"freq": YEARLY, "bymonth": 12, "bymonthday": 31}),
    ],
    ids=str,
)
def test_five_years_equal_an_independent_computation(plan: Recurring, rule: dict[str, object], pause_tet: bool) -> None:
    """By another library, with known dates of Tết, in UTC: half past seven in Vietnam is half past midnight there."""
    moments = rrule(dtstart=_at(2026, 1, 1, 0, 30, zone=UTC), until=_at(2030, 12, 31, 23, 59, zone=UTC), **rule)
    expected = [
        moment
        for moment in moments
        if not (pause_tet and any(first <= moment.date() <= last for first, last in TET_PAUSES))
    ]
    assert _five_years(plan, pause_tet=pause_tet) == expected


def test_the_five_years_hold_what_makes_them_hard() -> None:
    last_of_february = [
        moment.date() for moment in _five_years(Monthly(31, MORNING), pause_tet=True) if moment.month == 2
    ]
    assert last_of_february == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28),
                                date(2030, 2, 28)]  # fmt: skip
    assert [moment.year for moment in _five_years(Yearly(1, 26, MORNING), pause_tet=True)] == [2026, 2027, 2029, 2030]
    assert len(_five_years(Daily(MORNING), pause_tet=True)) == 1826 - 5 * 7


@given(plans, st.lists(_instants(date(2026, 1, 1), date(2028, 12, 31)), min_size=2, max_size=8), st.booleans())
@settings(max_examples=25, deadline=None)
def test_however_often_the_program_starts_anew_every_moment_comes_exactly_once(
    plan: Plan, stops: Sequence[datetime], pause_tet: bool
) -> None:
    cuts = sorted(stops)
    for zone in (HERE, BERLIN):
        pieces = [
            moment for handled, now in pairwise(cuts) for moment in missed(plan, handled, now, zone, EVENTS, pause_tet)
        ]
        whole = missed(plan, cuts[0], cuts[-1], zone, EVENTS, pause_tet)
        in_utc = [moment.astimezone(UTC) for moment in whole]
        assert pieces == whole
        assert in_utc == sorted(set(in_utc))
        assert all(cuts[0] < moment <= cuts[-1] for moment in in_utc)


def test_a_moment_is_missed_at_its_own_time_and_handled_after_it() -> None:
    first, second = _at(2026, 5, 4, 7, 30), _at(2026, 5, 5, 7, 30)
    assert missed(Daily(MORNING), first - timedelta(days=1), first, HERE, {}, False) == [first]
    assert missed(Daily(MORNING), first, second - timedelta(seconds=1), HERE, {}, False) == []
    assert missed(Daily(MORNING), first, second, HERE, {}, False) == [second]
    assert next_occurrence(Daily(MORNING), first, HERE, {}, False) == second


def test_once_comes_once_and_then_no_more_even_over_tet() -> None:
    at = _at(2026, 2, 17, 8)
    plan = Once(at)
    assert list(occurrences(plan, BEGIN, HERE, {}, True)) == [at]
    assert next_occurrence(plan, at, HERE, {}, True) is None
    assert next_occurrence(plan, BEGIN, HERE, {}, True) == at


def test_before_an_event_comes_by_the_event_in_order_and_each_day_once() -> None:
    over_a_leap_day = BeforeEvent("polio", (0, 7, 1, 7), MORNING)
    assert list(occurrences(over_a_leap_day, BEGIN, HERE, EVENTS, True)) == [
        _at(2028, 2, 29, 7, 30),
        _at(2028, 3, 6, 7, 30),
        _at(2028, 3, 7, 7, 30),
    ]
    in_the_pause = BeforeEvent("fair", (1, 0), MORNING)
    assert list(occurrences(in_the_pause, _at(2026, 2, 17, 7, 30), HERE, EVENTS, True)) == [_at(2026, 2, 18, 7, 30)]
    moved = {"polio": replace(EVENTS["polio"], start=date(2028, 3, 8))}
    assert list(occurrences(over_a_leap_day, _at(2028, 3, 6, 7, 30), HERE, moved, True)) == [
        _at(2028, 3, 7, 7, 30),
        _at(2028, 3, 8, 7, 30),
    ]


def test_an_event_that_left_the_calendar_is_said_not_passed_over() -> None:
    with pytest.raises(EventUnknownError, match="polio"):
        next_occurrence(BeforeEvent("polio", (1,), MORNING), BEGIN, HERE, {}, True)


def test_a_time_the_clock_skips_comes_as_much_later() -> None:
    after = _at(2026, 3, 28, 0, zone=BERLIN)
    moments = missed(Daily(time(2, 30)), after, after + timedelta(days=3), BERLIN, {}, False)
    assert [moment.isoformat() for moment in moments] == [
        "2026-03-28T02:30:00+01:00",
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]


def test_a_time_skipped_over_midnight_comes_on_the_next_day() -> None:
    """Toronto went from half past eleven on a Sunday to half past midnight."""
    sundays = Weekly(frozenset({6}), time(23, 45))
    monday = _at(1919, 3, 31, 0, 31, zone=TORONTO)
    assert next_occurrence(sundays, monday, TORONTO, {}, False) == _at(1919, 3, 31, 0, 45, zone=TORONTO)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_comes_twice_is_meant_once(fold: int) -> None:
    after = _at(2026, 10, 24, 12, zone=BERLIN)
    moments = missed(Daily(time(2, 30)), after, after + timedelta(days=2), BERLIN, {}, False)
    assert [moment.isoformat() for moment in moments] == ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]
    either = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold)
    assert next_occurrence(Daily(time(2, 30)), either, BERLIN, {}, False) == moments[1]


def test_in_the_hour_that_comes_twice_later_is_later() -> None:
    second_half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    assert missed(Daily(time(2, 45)), second_half_past_two, second_half_past_two, BERLIN, {}, False) == []
    last_handled = _at(2026, 10, 25, 2, 15, zone=BERLIN)
    in_the_second_hour = datetime(2026, 10, 25, 2, 20, tzinfo=BERLIN, fold=1)
    assert missed(Daily(time(2, 45)), last_handled, in_the_second_hour, BERLIN, {}, False) == [
        _at(2026, 10, 25, 2, 45, zone=BERLIN)
    ]


def test_a_day_that_never_was_brings_nothing_twice() -> None:
    """Samoa went from 29 to 31 December 2011."""
    after = _at(2011, 12, 29, zone=APIA)
    moments = missed(Daily(time(8)), after, after + timedelta(days=3), APIA, {}, False)
    assert [moment.isoformat() for moment in moments] == [
        "2011-12-29T08:00:00-10:00",
        "2011-12-31T08:00:00+14:00",
    ]
    assert next_occurrence(Daily(time(8)), _at(2011, 12, 31, 7, zone=APIA), APIA, {}, False) == moments[1]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (_at(2026, 5, 4, 20, 59, 59), _at(2026, 5, 4, 20, 59, 59)),
        (_at(2026, 5, 4, 21), _at(2026, 5, 5, 6, 30)),
        (_at(2026, 12, 31, 23, 59, 59), _at(2027, 1, 1, 6, 30)),
        (_at(2026, 5, 5), _at(2026, 5, 5, 6, 30)),
        (_at(2026, 5, 5, 6, 29, 59), _at(2026, 5, 5, 6, 30)),
        (_at(2026, 5, 5, 6, 30), _at(2026, 5, 5, 6, 30)),
        (datetime(2026, 5, 4, 14, 0, tzinfo=UTC), _at(2026, 5, 5, 6, 30)),
        (datetime(2026, 5, 4, 23, 30, tzinfo=UTC), _at(2026, 5, 5, 6, 30)),
    ],
    ids=str,
)
def test_quiet_hours_move_what_can_wait_to_the_morning(moment: datetime, expected: datetime) -> None:
    assert out_of_quiet(moment, HERE, urgent=False) == expected
    assert out_of_quiet(moment, HERE, urgent=True) is moment


def test_the_morning_after_a_clock_change_is_by_the_new_clock() -> None:
    moved = out_of_quiet(_at(2026, 3, 28, 22, zone=BERLIN), BERLIN, urgent=False)
    assert moved.isoformat() == "2026-03-29T06:30:00+02:00"


@given(_instants(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from([HERE, BERLIN]))
def test_nothing_that_can_wait_goes_out_in_quiet_hours(moment: datetime, zone: ZoneInfo) -> None:
    moved = out_of_quiet(moment, zone, urgent=False)
    assert QUIET_UNTIL <= moved.astimezone(zone).time() < QUIET_FROM
    assert (
        timedelta(0) <= moved.astimezone(UTC) - moment <= timedelta(hours=10, minutes=30)
    )  # 9:30, and a clock put back
    assert out_of_quiet(moved, zone, urgent=False) is moved


@pytest.mark.parametrize(
    ("due", "now", "deadline", "late"),
    [
        (8, 9, None, False),
        (8, 9, 10, False),
        (8, 10, 10, False),
        (8, 11, 10, True),
        (11, 9, 10, True),  # moved out of quiet hours, past its own deadline
    ],
)
def test_late_is_what_would_go_out_after_its_deadline(due: int, now: int, deadline: int | None, late: bool) -> None:
    at: Callable[[int], datetime] = lambda hour: _at(2026, 5, 4, hour)  # noqa: E731 - a word for a column
    assert is_late(at(due), at(now), None if deadline is None else at(deadline)) is late


def test_late_is_told_right_in_the_hour_that_comes_twice() -> None:
    deadline = _at(2026, 10, 25, 2, 45, zone=BERLIN)
    in_the_second_hour = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    assert is_late(deadline, in_the_second_hour, deadline)


@pytest.mark.parametrize(
    "first_day",
    [
        date(1985, 1, 21),  # a month before China's
        date(2007, 2, 17),  # a day before China's
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 2),  # a day before China's
        date(2053, 2, 18),  # a day before China's
    ],
    ids=str,
)
def test_tet_is_vietnams(first_day: date) -> None:
    assert tet(first_day.year) == first_day


def test_the_pause_is_two_days_before_tet_to_the_fifth() -> None:
    assert [tet_pause(year) for year in range(2026, 2031)] == TET_PAUSES


@given(plans)
def test_a_plan_comes_back_from_its_row(plan: Plan) -> None:
    assert from_json(to_json(plan)) == plan


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (Once(_at(2026, 5, 4, 8)), '{"at":"2026-05-04T01:00:00Z","kind":"once"}'),
        (Daily(MORNING), '{"time":"07:30:00","kind":"daily"}'),
        (Weekly(frozenset({0, 6}), MORNING), '{"weekdays":[0,6],"time":"07:30:00","kind":"weekly"}'),
        (Monthly(LAST_DAY, MORNING), '{"day":-1,"time":"07:30:00","kind":"monthly"}'),
        (Yearly(2, 29, MORNING), '{"month":2,"day":29,"time":"07:30:00","kind":"yearly"}'),
        (
            BeforeEvent("polio", (7, 1, 0), MORNING),
            '{"event":"polio","days":[7,1,0],"time":"07:30:00","kind":"before_event"}',
        ),
    ],
)
def test_rows_written_today_are_read_tomorrow(plan: Plan, text: str) -> None:
    assert to_json(plan) == text
    assert from_json(text) == plan


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"kind":"hourly","time":"07:30:00"}',
        '{"time":"07:30:00"}',
        '{"kind":"daily"}',
        '{"kind":"daily","time":"25:00:00"}',
        '{"kind":"once","at":"2026-05-04T08:00:00"}',
        '{"kind":"monthly","day":32,"time":"07:30:00"}',
        '{"kind":"yearly","month":2,"day":30,"time":"07:30:00"}',
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Once(datetime(2026, 5, 4, 8)),  # noqa: DTZ001 - what it is about
        lambda: Daily(time(7, tzinfo=UTC)),
        lambda: Weekly(frozenset(), MORNING),
        lambda: Weekly(frozenset({7}), MORNING),
        lambda: Monthly(0, MORNING),
        lambda: Monthly(32, MORNING),
        lambda: Monthly(-2, MORNING),
        lambda: Yearly(13, 1, MORNING),
        lambda: Yearly(2, 30, MORNING),
        lambda: Yearly(4, 31, MORNING),
        lambda: BeforeEvent("polio", (), MORNING),
        lambda: BeforeEvent("polio", (-1,), MORNING),
    ],
)
def test_a_plan_that_means_nothing_cannot_be_made(make: Callable[[], Plan]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        make()


@pytest.mark.parametrize("machine", ["UTC", "America/Toronto", "Pacific/Apia"])
def test_the_machines_own_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    monkeypatch.setenv("TZ", machine)
    tzset()
    try:
        evening = datetime(2026, 6, 1, 20, 0, tzinfo=HERE)
        due = next_occurrence(Weekly(frozenset({0}), MORNING), evening, HERE, EVENTS, False)
        assert due == datetime(2026, 6, 8, 7, 30, tzinfo=HERE)
        early = datetime(2026, 6, 1, 6, 0, tzinfo=HERE)
        assert next_occurrence(Daily(MORNING), early, HERE, EVENTS, False) == early.replace(hour=7, minute=30)
    finally:
        monkeypatch.undo()
        tzset()


def test_the_next_time_and_the_missed_ones_rest_over_tet_if_told_to() -> None:
    first, last = tet_pause(2026)
    eve, after = (
        datetime.combine(day, time(12), HERE) for day in (first - timedelta(days=1), last + timedelta(days=1))
    )
    daily = Daily(MORNING)
    assert next_occurrence(daily, eve, HERE, EVENTS, True) == datetime.combine(last + timedelta(days=1), MORNING, HERE)
    assert next_occurrence(daily, eve, HERE, EVENTS, False) == datetime.combine(first, MORNING, HERE)
    days = (last - first).days + 2
    assert [len(missed(daily, eve, after, HERE, EVENTS, pause)) for pause in (True, False)] == [1, days]


def test_a_notices_code_is_five_signs_that_no_worn_screen_confuses() -> None:
    assert all(re.fullmatch("[BCDFGHJKLMNPQRSTVWXZ2-9]{5}", new_code()) for _ in range(50))
