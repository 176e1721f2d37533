"""What is left unfinished is told to end, and ends a week later unless it is kept, written on or finished."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import coming_store, draft_end_store, draft_store, notice_store, people_store
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body
from broadcasts.people import Address
from broadcasts.schedule import AtOnce, Once
from tests.conftest import NOW

MAI, NAM = Address("telegram", "9001"), Address("telegram", "9002")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TOLD = NOW + 83 * DAY


@pytest.fixture(autouse=True)
def _officers(db: Database) -> None:
    people_store.ensure_first_officers(db, [MAI, NAM], NOW)


def _draft(db: Database, by: Address = MAI) -> int:
    draft = draft_store.start(db, Body("Họp tổ"), by, NOW)
    ready = Change(audience=Audience(leaders=True), plan=AtOnce())
    return draft_store.change(db, draft.id, by, lambda _: ready).id


def _ending(db: Database, days: int) -> list[int]:
    return [one.id for one in draft_end_store.ending(db, NOW + days * DAY)]


def _tell(db: Database, days: int = 83) -> None:
    draft_end_store.told(db, draft_end_store.ending(db, NOW + days * DAY), NOW + days * DAY)


def test_an_author_is_told_once_a_week_before_and_then_it_ends(db: Database) -> None:
    draft = _draft(db)
    assert draft_end_store.ending(db, TOLD - SECOND) == []
    assert _ending(db, 83) == [draft]
    _tell(db)
    assert _ending(db, 84) == []
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY - SECOND) == 0
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 1
    assert notice_store.notice(db, draft) is None


def test_nothing_ends_untold_however_long_nobody_looked(db: Database) -> None:
    draft = _draft(db)
    assert draft_end_store.delete_ended(db, NOW + 400 * DAY) == 0
    assert _ending(db, 400) == [draft]
    _tell(db, 400)
    assert draft_end_store.delete_ended(db, NOW + 406 * DAY) == 0
    assert draft_end_store.delete_ended(db, NOW + 407 * DAY) == 1


def test_an_officer_keeps_the_own_ones_that_were_told_to_end(db: Database) -> None:
    mine, again = _draft(db), _draft(db)
    other = _draft(db, NAM)
    _tell(db)
    later = _draft(db)
    assert draft_end_store.keep(db, MAI, TOLD) == 2
    assert draft_end_store.keep(db, MAI, TOLD) == 0
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 1
    assert notice_store.notice(db, other) is None
    assert _ending(db, 83) == [later]
    assert _ending(db, 2 * 83) == [mine, again, later]


def test_what_is_written_on_is_told_anew_before_it_ends(db: Database) -> None:
    draft = _draft(db)
    _tell(db)
    draft_store.change(db, draft, MAI, lambda _: Change(urgent=True))
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 0
    assert _ending(db, 90) == [draft]


def test_looking_at_a_draft_keeps_nothing(db: Database) -> None:
    draft = _draft(db)
    _tell(db)
    draft_store.change(db, draft, MAI, lambda _: Change())
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 1


def _proposed(db: Database, draft: int) -> None:
    draft_store.propose(db, draft, MAI, TOLD)


def _given_back(db: Database, draft: int) -> None:
    draft_store.propose(db, draft, MAI, NOW)
    draft_store.give_back(db, draft, NAM, TOLD)


def _taken_back(db: Database, draft: int) -> None:
    draft_store.change(db, draft, MAI, lambda _: Change(plan=Once(NOW + 200 * DAY)))
    draft_store.release(db, draft, MAI, NOW)
    coming_store.take_back(db, draft, MAI, TOLD)


@pytest.mark.parametrize("step", [_proposed, _given_back, _taken_back])
def test_a_step_begins_its_time_anew(db: Database, step: Callable[[Database, int], None]) -> None:
    draft = _draft(db)
    _tell(db)
    step(db, draft)
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 0
    assert _ending(db, 2 * 83 - 1) == []
    assert _ending(db, 2 * 83) == [draft]


def test_what_was_released_never_ends(db: Database) -> None:
    draft = _draft(db)
    _tell(db)
    draft_store.release(db, draft, MAI, TOLD)
    assert (_ending(db, 400), draft_end_store.delete_ended(db, NOW + 400 * DAY)) == ([], 0)


def test_what_waits_for_approval_ends_as_well(db: Database) -> None:
    draft = _draft(db)
    draft_store.propose(db, draft, MAI, NOW)
    assert _ending(db, 83) == [draft]
    _tell(db)
    assert draft_end_store.delete_ended(db, NOW + 90 * DAY) == 1
