"""Drafts belong to their author, are approved by somebody else, and leave when their time is still to come."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import audit_store, draft_store, notice_store, people_store
from broadcasts.asks import Ask, AskKind
from broadcasts.draft_store import Change, NotADraftError, NotTheAuthorError, OwnProposalError, TimePassedError
from broadcasts.notice import Audience, Body, NoticeState
from broadcasts.people import Address
from broadcasts.schedule import AtOnce, Daily, Once
from tests.conftest import NOW

MAI, NAM = Address("telegram", "9001"), Address("telegram", "9002")
EVERYBODY = Audience(leaders=True)


@pytest.fixture(autouse=True)
def _officers(db: Database) -> None:
    people_store.ensure_first_officers(db, [MAI, NAM], NOW)


def _draft(db: Database, by: Address = MAI) -> int:
    draft = draft_store.start(db, Body("Họp tổ"), by, NOW)
    change = Change(audience=EVERYBODY, plan=AtOnce(), ask=Ask(kind=AskKind.RECEIVED), answer_within=timedelta(days=1))
    draft_store.change(db, draft.id, by, lambda _: change)
    return draft.id


def _actions(db: Database) -> list[tuple[str, str]]:
    return [(line.action, line.about) for line in reversed(audit_store.latest(db, 10))]


def test_what_is_changed_stands_in_the_row_and_the_rest_stays(db: Database) -> None:
    draft = notice_store.notice(db, _draft(db))
    assert draft is not None
    changed = draft_store.change(db, draft.id, MAI, lambda now: Change(body=Body(now.body.text + " 5"), urgent=True))
    assert (changed.body.text, changed.audience, changed.plan) == ("Họp tổ 5", EVERYBODY, AtOnce())
    assert (changed.urgent, changed.answer_within, changed.body.ask.kind) == (True, timedelta(days=1), "received")
    asked_otherwise = draft_store.change(db, draft.id, MAI, lambda _: Change(ask=Ask()))
    assert (asked_otherwise.body.ask, asked_otherwise.answer_within) == (Ask(), None)


def test_another_officer_copies_a_draft_and_cannot_change_it(db: Database) -> None:
    draft = _draft(db)
    with pytest.raises(NotTheAuthorError):
        draft_store.change(db, draft, NAM, lambda _: Change(urgent=True))
    with pytest.raises(NotTheAuthorError):
        draft_store.throw_away(db, draft, NAM)
    copied = draft_store.copy(db, draft, NAM, NOW)
    assert copied is not None
    assert (copied.body.text, copied.audience, copied.plan, copied.body.ask.kind) == (
        "Họp tổ", EVERYBODY, None, "received",
    )  # fmt: skip
    assert draft_store.own_draft(db, copied.id, NAM) == copied
    assert draft_store.copy(db, 999, NAM, NOW) is None


def test_a_copy_does_not_ask_to_a_meeting_that_is_over(db: Database) -> None:
    draft = _draft(db)
    meeting = Ask(kind=AskKind.ATTEND, meets_at=NOW + timedelta(hours=1))
    draft_store.change(db, draft, MAI, lambda _: Change(ask=meeting))
    asks = [
        copied.body.ask
        for later in (0, 2)
        if (copied := draft_store.copy(db, draft, MAI, NOW + timedelta(hours=later)))
    ]
    assert asks == [meeting, Ask()]


def test_a_second_officer_approves_and_nobody_their_own(db: Database) -> None:
    draft = _draft(db)
    code = draft_store.propose(db, draft, MAI, NOW).code
    with pytest.raises(OwnProposalError):
        draft_store.approve_proposed(db, draft, MAI, NOW)
    with pytest.raises(NotADraftError):
        draft_store.change(db, draft, MAI, lambda _: Change(urgent=True))
    draft_store.approve_proposed(db, draft, NAM, NOW)
    with pytest.raises(NotADraftError):
        draft_store.approve_proposed(db, draft, NAM, NOW)
    assert [due for _, due in notice_store.sendings_of(db, draft)] == [NOW]
    assert _actions(db) == [("propose", code), ("approve", code)]


def test_what_is_given_back_is_its_authors_draft_again(db: Database) -> None:
    draft = _draft(db)
    code = draft_store.propose(db, draft, MAI, NOW).code
    draft_store.give_back(db, draft, NAM, NOW)
    assert draft_store.own_draft(db, draft, MAI).state is NoticeState.DRAFT
    with pytest.raises(NotADraftError):
        draft_store.give_back(db, draft, NAM, NOW)
    assert _actions(db) == [("propose", code), ("give_back", code)]


def test_a_draft_is_released_once_and_sent_when_its_author_says_even_at_night(db: Database) -> None:
    night, draft = NOW.replace(hour=22), _draft(db)
    draft_store.change(db, draft, MAI, lambda _: Change(plan=Once(night)))
    draft_store.release(db, draft, MAI, NOW, alone=True)
    with pytest.raises(NotADraftError):
        draft_store.release(db, draft, MAI, NOW)
    assert [due for _, due in notice_store.sendings_of(db, draft)] == [night]
    assert [action for action, _ in _actions(db)] == ["send_alone"]


def test_a_time_that_passed_has_to_be_chosen_anew(db: Database) -> None:
    draft = _draft(db)
    draft_store.change(db, draft, MAI, lambda _: Change(plan=Once(NOW)))
    with pytest.raises(TimePassedError):
        draft_store.release(db, draft, MAI, NOW + timedelta(minutes=1))
    assert draft_store.own_draft(db, draft, MAI).state is NoticeState.DRAFT
    with pytest.raises(TimePassedError):
        draft_store.release(db, draft_store.start(db, Body("…"), MAI, NOW).id, MAI, NOW)


def test_what_comes_again_is_planned_until_an_officer_stops_it(db: Database) -> None:
    draft = _draft(db)
    draft_store.change(db, draft, MAI, lambda _: Change(plan=Daily(NOW.time())))
    draft_store.release(db, draft, MAI, NOW)
    assert notice_store.sendings_of(db, draft) == []
    notice_store.stop_planning(db, draft, NAM, NOW)
    notice_store.stop_planning(db, draft, NAM, NOW)
    assert [action for action, _ in _actions(db)] == ["send", "stop_planning"]


def test_a_draft_thrown_away_is_gone(db: Database) -> None:
    draft = _draft(db)
    draft_store.throw_away(db, draft, MAI)
    with pytest.raises(NotADraftError):
        draft_store.own_draft(db, draft, MAI)
