"""What is handed to the network for each reader, whole, and what the rows say of a sending's end."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import change_store, claim_store, people_store, repair_store, subscription_store
from broadcasts import delivery_store as store
from broadcasts.asks import Ask, AskKind
from broadcasts.moments import stored
from broadcasts.notice import Audience, Body, Claim, Count, IllegalStepError, SendingKind, SendingState
from broadcasts.notice_store import add_notice
from broadcasts.people import Address, Choices, Rank, Role
from tests.conftest import NOW

LAN, MAI, HAI = (Address("telegram", number) for number in ("701", "9001", "501"))
RECEIVED = Ask(kind=AskKind.RECEIVED)
EVERYBODY = Audience(leaders=True, topics=("bau-cu",))
HOUR = timedelta(hours=1)


@pytest.fixture
def ward(db: Database) -> Database:
    """The head of TDP 5 and a reader by choice who lives in TDP 7."""
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
    people_store.take_office(db, office, LAN, NOW)
    people_store.ensure_tdp(db, "7")
    subscription_store.agree(db, HAI, "v", NOW)
    subscription_store.choose(db, HAI, Choices(frozenset({"bau-cu"}), "7", digest=False))
    return db


def _going(db: Database, body: Body, audience: Audience = EVERYBODY, *, framed: bool = False) -> tuple[int, str]:
    notice = add_notice(db, body, audience, NOW, good_for=HOUR, framed=framed)
    sending = store.plan_sending(db, notice.id, NOW)
    store.start_due(db, NOW)
    return sending, notice.code


def test_a_leader_is_asked_and_named_and_a_resident_is_told(ward: Database) -> None:
    sending, code = _going(ward, Body("Kính gửi {ten}, tổ {tdp}", ask=RECEIVED), framed=True)
    first, second = claim_store.claim(ward, 5, NOW)
    assert first == Claim(
        delivery=1,
        sending=sending,
        to=LAN,
        body=Body("Kính gửi Lan, tổ 5", code=code, dated=NOW, ask=RECEIVED, sending=sending, to_leader=True),
        attempts=1,
        deadline=NOW + HOUR,
        code=code,
        chosen=False,
    )
    assert (second.to, second.chosen, second.attempts) == (HAI, True, 1)
    assert (second.body.ask, second.body.to_leader, second.body.sending) == (Ask(), False, sending)
    assert second.body.text.endswith("tổ 7")


def test_a_picture_is_copied_and_what_has_no_frame_has_no_dates(ward: Database) -> None:
    picture = Body("Lịch họp", MAI, "33", captioned=True)
    sending, code = _going(ward, picture)
    store.try_again(ward, claim_store.claim(ward, 1, NOW)[0].delivery, NOW)
    again = claim_store.claim(ward, 1, NOW)[0]
    assert (again.attempts, again.kind, again.copies) == (2, SendingKind.NOTICE, ())
    assert again.body == Body("Lịch họp", MAI, "33", captioned=True, code=code, sending=sending, to_leader=True)
    _going(ward, Body("Chữ", MAI, "34"), Audience(topics=("bau-cu",)))
    assert claim_store.claim(ward, 5, NOW)[-1].body.captioned is False


def test_a_correction_changes_the_copy_and_answers_belong_to_the_notice(ward: Database) -> None:
    sending, code = _going(ward, Body("sai", ask=RECEIVED), Audience(leaders=True), framed=True)
    (claimed,) = claim_store.claim(ward, 5, NOW)
    store.record_sent(ward, [(claimed.delivery, "77")], NOW)
    repair_store.finish_what_is_done(ward, NOW)
    later = NOW + HOUR / 2
    change = change_store.correct(ward, sending, "đúng", MAI, later)
    store.start_due(ward, later)
    repair_store.finish_what_is_done(ward, later)
    (change_claim,) = claim_store.claim(ward, 5, later)
    assert change_claim == Claim(
        delivery=change_claim.delivery,
        sending=change,
        to=LAN,
        body=Body("đúng", code=code, dated=NOW, corrected=later, ask=RECEIVED, sending=sending, to_leader=True),
        attempts=1,
        deadline=change_claim.deadline,
        code=code,
        chosen=False,
        kind=SendingKind.CORRECTION,
        copies=("77",),
    )


def test_a_reminder_s_answers_belong_to_what_it_reminds_of(ward: Database) -> None:
    sending, _ = _going(ward, Body("họp", ask=RECEIVED), Audience(leaders=True))
    reminder = add_notice(ward, Body("nhắc", ask=RECEIVED), Audience(leaders=True), NOW, reminds=sending)
    store.plan_sending(ward, reminder.id, NOW)
    store.start_due(ward, NOW)
    assert [one.body.sending for one in claim_store.claim(ward, 5, NOW)] == [sending, sending]


def test_no_more_is_claimed_than_asked_for_and_nothing_past_its_deadline_or_before_its_time(ward: Database) -> None:
    _going(ward, Body("x"))
    assert [one.to for one in claim_store.claim(ward, 1, NOW)] == [LAN]
    assert claim_store.claim(ward, 5, NOW + HOUR) == []
    (claimed,) = claim_store.claim(ward, 5, NOW)
    put_off = claim_store.PUT_OFF_MOST
    store.try_again(ward, claimed.delivery, NOW + put_off)
    assert claim_store.claim(ward, 5, NOW) == []
    store.try_again(ward, claimed.delivery, NOW + put_off + timedelta(seconds=1))
    assert [one.to for one in claim_store.claim(ward, 5, NOW)] == [HAI], "written while the clock was wrong"


def test_two_sendings_together_fill_what_was_asked_for_and_no_more(ward: Database) -> None:
    first, second = _going(ward, Body("x"))[0], _going(ward, Body("y"))[0]
    assert [one.sending for one in claim_store.claim(ward, 3, NOW)] == [first, first, second]


def test_what_has_no_frame_is_corrected_without_saying_when(ward: Database) -> None:
    sending, _ = _going(ward, Body("sai"), Audience(leaders=True))
    change_store.correct(ward, sending, "đúng", MAI, NOW)
    (waiting,) = claim_store.claim(ward, 5, NOW)
    assert (waiting.body.text, waiting.body.dated, waiting.body.corrected) == ("đúng", None, None)


def test_a_claim_is_lost_after_its_life_and_a_second_time_for_good(ward: Database) -> None:
    sending, _ = _going(ward, Body("x"))
    life, second = repair_store.CLAIM_LIFE, timedelta(seconds=1)
    first, _ = claim_store.claim(ward, 5, NOW)
    assert repair_store.return_stale_claims(ward, NOW + life - second, NOW) == 0
    store.try_again(ward, first.delivery, NOW, unknown=True)
    claim_store.claim(ward, 5, NOW)
    assert repair_store.return_stale_claims(ward, NOW + life, NOW) == 2
    assert store.count(ward, sending) == Count(failed={"unknown": 1}, pending=1)


def test_the_end_of_a_sending_is_dated_and_no_other_step(ward: Database) -> None:
    def ended(sending: int) -> str | None:
        row = ward.execute("select finished_at from sendings where id = ?", [sending]).fetchone()
        return None if row[0] is None else str(row[0])

    sending, _ = _going(ward, Body("x"))
    store.step(ward, sending, SendingState.PAUSED, NOW)
    assert ended(sending) is None
    store.step(ward, sending, SendingState.CANCELLED, NOW + HOUR)
    assert ended(sending) == stored(NOW + HOUR)
    assert store.count(ward, sending) == Count(stopped={"cancelled": 2})
    with pytest.raises(IllegalStepError, match="cancelled -> going"):
        store.step(ward, sending, SendingState.GOING, NOW)


def test_only_an_urgent_notice_reaches_at_once_who_chose_the_digest(ward: Database) -> None:
    subscription_store.choose(ward, HAI, Choices(frozenset({"bau-cu"}), "7", digest=True))
    for urgent, readers in ((False, 0), (True, 1)):
        notice = add_notice(ward, Body("x"), Audience(topics=("bau-cu",)), NOW, urgent=urgent)
        sending = store.plan_sending(ward, notice.id, NOW)
        store.start_due(ward, NOW)
        assert store.count(ward, sending) == Count(pending=readers)


def test_looking_at_a_plan_again_uses_up_no_number(ward: Database) -> None:
    notice = add_notice(ward, Body("x"), EVERYBODY, NOW)
    planned = [store.plan_sending(ward, notice.id, NOW + HOUR * (number // 9)) for number in range(10)]
    assert planned == [1] * 9 + [2]


def test_the_engine_sleeps_until_the_first_sending_or_the_first_new_try(ward: Database) -> None:
    assert store.next_moment(ward, NOW) is None
    notice = add_notice(ward, Body("x"), EVERYBODY, NOW)
    store.plan_sending(ward, notice.id, NOW + 3 * HOUR)
    assert store.next_moment(ward, NOW) == NOW + 3 * HOUR
    _going(ward, Body("y"))
    assert store.next_moment(ward, NOW + HOUR / 2) == NOW + HOUR / 2, "what is late is due now"
    first, second = claim_store.claim(ward, 2, NOW)
    assert store.next_moment(ward, NOW) == NOW + 3 * HOUR
    store.try_again(ward, first.delivery, NOW + HOUR)
    store.try_again(ward, second.delivery, NOW + 2 * HOUR)
    assert store.next_moment(ward, NOW) == NOW + HOUR


def test_leaders_are_overdue_after_the_time_their_number_needs_and_five_minutes(ward: Database) -> None:
    sending, _ = _going(ward, Body("x"))
    assert repair_store.going(ward) == [sending]
    in_time = NOW + timedelta(minutes=5, seconds=2)
    late = in_time + timedelta(seconds=1)
    assert repair_store.overdue(ward, 0.5, in_time) == []
    assert repair_store.overdue(ward, 0.5, late) == [sending]
    repair_store.was_warned_of(ward, sending)
    assert repair_store.overdue(ward, 0.5, late) == []
    other, _ = _going(ward, Body("y"))
    (leader,) = (one.delivery for one in claim_store.claim(ward, 9, NOW) if (one.sending, one.to) == (other, LAN))
    assert repair_store.overdue(ward, 0.5, late) == [other], "on the network is not arrived"
    store.record_sent(ward, [(leader, "1")], NOW)
    assert repair_store.overdue(ward, 0.5, late) == []
