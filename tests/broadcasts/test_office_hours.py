"""When officers work and by when an answer is promised, around weekends, holidays and Tết."""

from datetime import date, datetime, time

import pytest

from broadcasts.office_hours import OfficeHours, public_holidays, read_days, read_spans
from tests.conftest import HERE

HOURS = OfficeHours(spans=((time(7, 30), time(11, 30)), (time(13, 30), time(17))))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def test_the_holidays_of_a_year_with_those_that_make_up_for_weekends() -> None:
    # 2027: Tết is Saturday 6 February, so its Saturday and Sunday are made up for on the 10th and 11th; 1 May is a
    # Saturday; the days beside 2 September and the earlier beginning of Tết may be chosen.
    assert sorted(public_holidays(2027)) == [
        date(2027, 1, 1),
        *(date(2027, 2, day) for day in range(4, 12)),
        date(2027, 4, 16),
        date(2027, 4, 30),
        date(2027, 5, 1),
        date(2027, 5, 3),
        *(date(2027, 9, day) for day in (1, 2, 3)),
        date(2027, 11, 24),
    ]


def test_the_holidays_that_were_observed_in_2025_and_2026_are_all_known() -> None:
    # As announced and kept: Tết 2025 from 25 January to 2 February, Tết 2026 from 14 to 22 February, both with weekends
    # and, in 2025, with a swapped Saturday that only the ward can tell.
    assert {date(2025, 1, day) for day in (28, 29, 30, 31)} <= public_holidays(2025)
    assert {date(2026, 2, day) for day in (16, 17, 18, 19, 20)} <= public_holidays(2026)
    assert date(2026, 4, 27) in public_holidays(2026)  # 10/3 by the lunar calendar was Sunday, 26 April
    assert date(2026, 11, 24) in public_holidays(2026)
    assert date(2025, 11, 24) not in public_holidays(2025)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-18T10:00", "2026-11-19T17:00"),  # Wednesday at work: the next day's closing time
        ("2026-11-18T22:30", "2026-11-19T17:00"),  # the same evening
        ("2026-11-20T10:00", "2026-11-23T17:00"),  # Friday: over the weekend
        ("2026-11-22T09:00", "2026-11-23T17:00"),  # Sunday
        ("2026-11-23T09:00", "2026-11-25T17:00"),  # the day before the Culture Day
        ("2027-02-03T16:00", "2027-02-12T17:00"),  # the last day before Tết
        ("2027-02-08T03:00", "2027-02-12T17:00"),  # in the middle of it
    ],
)
def test_an_answer_is_promised_for_the_next_working_day(asked: str, due: str) -> None:
    assert HOURS.due(_at(asked), 1, HERE) == _at(due)


def test_more_working_days_are_counted_one_by_one() -> None:
    assert HOURS.due(_at("2026-11-20T10:00"), 3, HERE) == _at("2026-11-26T17:00")


def test_without_known_hours_the_day_itself_is_promised() -> None:
    assert OfficeHours().due(_at("2026-11-20T10:00"), 1, HERE) == _at("2026-11-23T23:59:59.999999")
    assert OfficeHours().is_open(_at("2026-11-20T23:00"), HERE)
    assert not OfficeHours().is_open(_at("2026-11-21T10:00"), HERE)


@pytest.mark.parametrize(
    ("now", "is_open", "has_opened"),
    [
        ("2026-11-20T07:29", False, False),
        ("2026-11-20T07:30", True, True),
        ("2026-11-20T12:00", False, True),
        ("2026-11-20T17:00", False, True),
        ("2026-11-21T09:00", False, False),
        ("2026-11-24T09:00", False, False),
    ],
)
def test_office_hours_are_weekdays_without_holidays(now: str, is_open: bool, has_opened: bool) -> None:
    assert (HOURS.is_open(_at(now), HERE), HOURS.has_opened(_at(now), HERE)) == (is_open, has_opened)


def test_the_wards_own_days_come_before_the_computed_ones() -> None:
    own = OfficeHours(
        HOURS.spans, days_off=read_days(["23/11/2026"]), days_worked=read_days(["2026-11-21; 24/11/2026"])
    )
    assert own.due(_at("2026-11-20T10:00"), 1, HERE) == _at("2026-11-21T17:00")
    assert own.due(_at("2026-11-21T10:00"), 1, HERE) == _at("2026-11-24T17:00")


def test_hours_and_days_are_read_as_written_or_refused() -> None:
    assert read_spans("07:30-11:30, 13:30-17:00") == HOURS.spans
    assert read_spans("") == ()
    for unreadable in ("7h30-11h30", "11:30-07:30", "07:30", "07:30-11:30,10:00-17:00", "07:30-25:00"):
        with pytest.raises(ValueError, match=r".*"):
            read_spans(unreadable)
    assert read_days(["", " "]) == frozenset()
    for unreadable in ("31/12", "30/2/2026", "Tết"):
        with pytest.raises(ValueError, match=r".*"):
            read_days([unreadable])
