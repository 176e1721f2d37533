"""Figures of notices, leaders and subscribers: each notice once, however it was reminded of or corrected."""

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from broadcasts import (
    change_store,
    claim_store,
    delivery_store,
    notice_store,
    people_store,
    personal_data_store,
    receipt_store,
    reminder_store,
    subscription_store,
)
from broadcasts.asks import Ask, AskKind, Given
from broadcasts.notice import Audience, Body, Count, SendingState
from broadcasts.people import Address, Choices, Rank, Role
from broadcasts.statistics_store import Leaders, deliveries, leaders, subscribers, subscribers_by_tdp
from tests.conftest import NOW

OFFICER, LAN, BINH, GUEST, HAI = (Address("telegram", str(number)) for number in (9001, 701, 703, 800, 801))
DAY = timedelta(days=1)
UNTIL = NOW + DAY


@pytest.fixture(autouse=True)
def _people(db: Database) -> None:
    """TDP 2 with Lan, TDP 10 with Bình, TDP 7 with nobody linked, and an officer."""
    people_store.ensure_first_officers(db, [OFFICER], NOW - DAY)
    for who, tdp in ((BINH, "10"), (LAN, "2")):
        office = people_store.open_office(db, Role.LEADER, NOW - DAY, tdp=tdp, rank=Rank.HEAD)
        people_store.take_office(db, office, who, NOW - DAY)
    people_store.open_office(db, Role.LEADER, NOW - DAY, tdp="7", rank=Rank.HEAD)


def _start(db: Database, at: datetime = NOW) -> int:
    author = people_store.recipient_id(db, OFFICER)
    body = Body("Tin", ask=Ask(kind=AskKind.RECEIVED))
    notice = notice_store.add_notice(db, body, Audience(leaders=True), at, author=author)
    sending = delivery_store.plan_sending(db, notice.id, at)
    delivery_store.step(db, sending, SendingState.GOING, at)
    return sending


def _deliver(db: Database, most: int = 100, now: datetime = NOW) -> None:
    claims = claim_store.claim(db, most, now)
    delivery_store.record_sent(db, [(one.delivery, str(one.delivery)) for one in claims], now)


def test_messages_of_a_periods_notices_are_counted_together(db: Database) -> None:
    assert deliveries(db, NOW, UNTIL) == Count()
    _start(db, NOW - timedelta(seconds=1))
    _start(db, UNTIL)
    _deliver(db)
    _start(db)
    _deliver(db, 1)
    (claim,) = claim_store.claim(db, 1, NOW)
    delivery_store.record_failed(db, claim.delivery, "blocked", NOW)
    assert deliveries(db, NOW, UNTIL) == Count(sent=1, failed={"blocked": 1})
    _start(db, NOW + timedelta(hours=1))
    assert deliveries(db, NOW, UNTIL) == Count(sent=1, failed={"blocked": 1}, pending=2)


def test_reminders_and_corrections_are_part_of_their_notice(db: Database) -> None:
    sending = _start(db)
    _deliver(db)
    reminder_store.remind_silent(db, sending, OFFICER, NOW, lambda _kind, _notice, _due: "Nhắc")
    change_store.correct(db, sending, "Tin đúng", OFFICER, NOW)
    delivery_store.start_due(db, NOW)
    _deliver(db)
    assert db.execute("select count(*) from deliveries").fetchone() == (6,)
    assert deliveries(db, NOW, UNTIL) == Count(sent=2)


def test_tdps_are_linked_reached_and_confirmed(db: Database) -> None:
    assert leaders(db, NOW, UNTIL) == Leaders(tdps=3, linked=2)
    sending = _start(db)
    _deliver(db)
    receipt_store.answer(db, sending, LAN, Given(), NOW)
    assert leaders(db, NOW, UNTIL) == Leaders(tdps=3, linked=2, reached=2, confirmed=1)
    assert leaders(db, UNTIL, UNTIL + DAY) == Leaders(tdps=3, linked=2)


def test_a_successor_has_not_got_what_came_before_and_what_the_tdp_answered_stays(db: Database) -> None:
    sending = _start(db)
    _deliver(db)
    receipt_store.answer(db, sending, LAN, Given(), NOW)
    personal_data_store.delete_person(db, LAN, NOW + DAY)
    assert leaders(db, NOW, UNTIL) == Leaders(tdps=3, linked=1, reached=2, confirmed=1)
    office = people_store.open_office(db, Role.LEADER, UNTIL, tdp="7", rank=Rank.HEAD)
    people_store.take_office(db, office, BINH, UNTIL)
    assert leaders(db, NOW, UNTIL) == Leaders(tdps=3, linked=2, reached=2, confirmed=1)


def test_subscribers_are_counted_once_and_only_while_they_can_be_reached(db: Database) -> None:
    assert subscribers(db) == 0
    for who, topics, tdp in ((GUEST, {"bau-cu", "moi-truong"}, "2"), (HAI, set[str](), "10")):
        subscription_store.agree(db, who, "v1", NOW)
        subscription_store.choose(db, who, Choices(frozenset(topics), tdp, digest=False))
    assert (subscribers(db), subscribers_by_tdp(db)) == (2, (("2", 1), ("7", 0), ("10", 1)))
    db.execute("update recipients set lost_at = '2026-11-22' where chat_id = ?", [HAI.chat_id])
    assert (subscribers(db), subscribers_by_tdp(db)) == (1, (("2", 1), ("7", 0), ("10", 0)))
