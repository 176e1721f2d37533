"""What is written under a notice, in rows: whose it is, what limits it, and what stands beside it."""

import pytest
from sqlite_utils import Database

from broadcasts import (
    delivery_store,
    inquiry_steps,
    inquiry_store,
    notice_store,
    people_store,
    reply_store,
    steps,
    subscription_store,
)
from broadcasts.inquiry import MOST_ADDED, MOST_OPEN, MOST_SAME, InquiryState, RefusedError
from broadcasts.inquiry_post_store import places
from broadcasts.invitation_store import invite
from broadcasts.notice import Audience, Body
from broadcasts.people import Address, Consent, Rank, Role
from tests.conftest import NOW

AUTHOR, COLLEAGUE = Address("telegram", "9001"), Address("telegram", "9002")
HOA = Address("telegram", "701")


@pytest.fixture(autouse=True)
def officers(db: Database) -> None:
    for who in (AUTHOR, COLLEAGUE):
        people_store.take_office(db, people_store.open_office(db, Role.OFFICER, NOW), who, NOW)


def _leader(db: Database, who: Address = HOA, tdp: str = "5") -> int:
    office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=f"Tổ trưởng {tdp}")
    people_store.take_office(db, office, who, NOW)
    return office


def _notice(db: Database) -> int:
    """A notice of the author's; returns its sending."""
    author = people_store.recipient_id(db, AUTHOR)
    found = notice_store.add_notice(db, Body("Dọn ngõ"), Audience(leaders=True), NOW, author=author)
    return delivery_store.plan_sending(db, found.id, NOW)


def _write(db: Database, sending: int, who: Address = HOA, words: str = "còn thiếu chổi") -> int:
    thread = reply_store.write_back(db, sending, who, words, NOW, NOW)
    assert thread is not None
    return thread.id


def test_the_author_holds_it_as_long_as_they_are_an_officer(db: Database) -> None:
    _leader(db)
    held = inquiry_store.inquiry(db, _write(db, _notice(db)))
    (office,) = people_store.offices_of(db, AUTHOR)
    people_store.end_office(db, office.id, NOW)
    free = inquiry_store.inquiry(db, _write(db, _notice(db)))
    assert held is not None
    assert free is not None
    assert (held.holder, free.holder) == (AUTHOR, None)
    assert places(db, held.holder, holder_first=True) == [COLLEAGUE]


def test_only_people_in_office_write_and_only_under_what_there_is(db: Database) -> None:
    sending = _notice(db)
    assert reply_store.write_back(db, sending, HOA, "…", NOW, NOW) is None
    office = _leader(db)
    assert reply_store.write_back(db, 99, HOA, "…", NOW, NOW) is None
    people_store.end_office(db, office, NOW)
    assert reply_store.write_back(db, sending, HOA, "…", NOW, NOW) is None


def test_a_closed_thread_is_followed_by_a_new_one(db: Database) -> None:
    _leader(db)
    sending = _notice(db)
    first = _write(db, sending)
    assert _write(db, sending) == first
    inquiry_store.move(db, first, InquiryState.CLOSED, NOW)
    assert _write(db, sending) != first


def test_nobody_floods_the_desk(db: Database) -> None:
    _leader(db)
    one = _notice(db)
    for _ in range(MOST_ADDED):
        _write(db, one)
    with pytest.raises(RefusedError, match="too many added"):
        _write(db, one)
    for _ in range(MOST_OPEN - 1):
        _write(db, _notice(db))
    with pytest.raises(RefusedError, match="too many open"):
        _write(db, _notice(db))


def test_many_leaders_may_write_the_same_and_it_keeps_no_resident_from_asking_it(db: Database) -> None:
    sending = _notice(db)
    people = [Address("telegram", str(800 + number)) for number in range(MOST_SAME + 1)]
    for number, person in enumerate(people):
        _leader(db, person, str(number))
        _write(db, sending, person, "mưa quá xin lùi")
    asked = inquiry_steps.ask(db, Address("telegram", "501"), "mưa quá xin lùi", "h1", NOW, NOW)
    assert [one.content.text for one in inquiry_store.messages(db, asked)] == ["mưa quá xin lùi"]


def test_what_an_officer_knows_is_the_notice_and_the_office_it_was_written_in(db: Database) -> None:
    officer = people_store.open_office(db, Role.OFFICER, NOW, name="Hòa ở phường")
    people_store.take_office(db, officer, HOA, NOW)
    office = _leader(db)
    number = _write(db, _notice(db))
    for _ in range(2):
        known = reply_store.background(db, number)
        assert known is not None
        assert known.office is not None
        assert (known.notice.body.text, known.office.id) == ("Dọn ngõ", office)
        people_store.end_office(db, officer, NOW)
    question = inquiry_steps.ask(db, HOA, "giờ làm việc?", "h1", NOW, NOW)
    assert (reply_store.background(db, question), reply_store.background(db, 99)) == (None, None)


def test_the_consent_an_office_was_taken_with_stays_though_its_text_has_changed_since(db: Database) -> None:
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD)
    invite(db, office, "ABC234", NOW, NOW.replace(year=2027))
    subscription_store.agree(db, HOA, "resident", NOW.replace(year=2025))
    steps.accept(db, "ABC234", HOA, "Hòa", "an earlier text", NOW)
    subscription_store.withdraw(db, HOA, keep=[])
    assert subscription_store.consents(db, HOA) == [Consent("an earlier text", NOW)]
    people_store.end_office(db, office, NOW)
    subscription_store.withdraw(db, HOA, keep=[])
    assert subscription_store.consents(db, HOA) == []
