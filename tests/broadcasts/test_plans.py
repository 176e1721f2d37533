"""What plans make fall due, whatever happened in between."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlite_utils import Database

from broadcasts import draft_store, notice_store, people_store
from broadcasts.draft_store import Change
from broadcasts.moments import read
from broadcasts.notice import Audience, Body, IllegalStepError, Notice, SendingState
from broadcasts.people import Address
from broadcasts.schedule import BeforeEvent, Daily, Plan, Weekly
from tests.broadcasts.events import Event
from tests.conftest import HERE, NOW

OFFICER = Address("telegram", "9001")


def _approved(db: Database, plan: Plan, *, urgent: bool = False) -> Notice:
    officer(db)
    draft = draft_store.start(db, Body("…"), OFFICER, NOW)
    change = Change(audience=Audience(groups=True), plan=plan, urgent=urgent)
    draft_store.change(db, draft.id, OFFICER, lambda _: change)
    return draft_store.release(db, draft.id, OFFICER, NOW)


def officer(db: Database) -> None:
    people_store.ensure_first_officers(db, [OFFICER], NOW)


def _sendings(db: Database) -> list[tuple[str, str]]:
    rows = db.execute("select due_at, state from sendings order by due_at")
    return [(f"{read(due).astimezone(HERE):%d/%m %H:%M}", state) for due, state in rows]


def test_a_weekly_plan_has_its_next_sending_and_those_slept_through(db: Database) -> None:
    _approved(db, Weekly(frozenset({0}), time(7)))
    assert notice_store.plan_ahead(db, NOW, HERE, {}) == []
    assert _sendings(db) == [("23/11 07:00", "waiting")]
    for _ in range(2):
        notice_store.plan_ahead(db, NOW + timedelta(days=15), HERE, {})
    assert [due for due, _ in _sendings(db)] == ["23/11 07:00", "30/11 07:00", "07/12 07:00", "14/12 07:00"]


def test_a_plan_in_quiet_hours_waits_for_the_morning_unless_it_is_urgent(db: Database) -> None:
    late = datetime(2026, 11, 22, 22, 0, tzinfo=HERE)
    _approved(db, Daily(late.time()))
    _approved(db, Daily(late.time()), urgent=True)
    notice_store.plan_ahead(db, NOW, HERE, {})
    assert _sendings(db) == [("22/11 22:00", "waiting"), ("23/11 06:30", "waiting")]


def test_when_an_event_moves_so_does_what_hangs_on_it_and_when_it_goes_its_author_is_asked(db: Database) -> None:
    notice = _approved(db, BeforeEvent("hop", (1,), time(7)))
    notice_store.plan_ahead(db, NOW, HERE, {"hop": Event("Họp tổ", date(2026, 12, 10))})
    notice_store.plan_ahead(db, NOW, HERE, {"hop": Event("Họp tổ", date(2026, 12, 20))})
    assert _sendings(db) == [("09/12 07:00", "cancelled"), ("19/12 07:00", "waiting")]
    assert notice_store.plan_ahead(db, NOW, HERE, {}) == [notice.code]
    assert notice_store.plan_ahead(db, NOW, HERE, {}) == []


def test_what_is_withdrawn_is_not_sent_and_a_draft_leaves_nothing(db: Database) -> None:
    notice = _approved(db, Weekly(frozenset({0}), time(7)))
    notice_store.plan_ahead(db, NOW, HERE, {})
    notice_store.withdraw(db, notice.id)
    assert _sendings(db) == [("23/11 07:00", "cancelled")]
    assert notice_store.plan_ahead(db, NOW + timedelta(days=30), HERE, {}) == []
    draft = draft_store.start(db, Body("…"), OFFICER, NOW)
    draft_store.throw_away(db, draft.id, OFFICER)
    assert notice_store.notice(db, draft.id) is None


def test_a_button_may_outlive_its_sending(db: Database) -> None:
    with pytest.raises(IllegalStepError):
        notice_store.take_step(db, 99, SendingState.PAUSED, OFFICER, NOW)
