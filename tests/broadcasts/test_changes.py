"""Corrections and recalls: everybody who has a copy is accounted for, as with any delivery."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import audit_store, claim_store, notice_store, personal_data_store
from broadcasts import change_store as changes
from broadcasts import delivery_store as store
from broadcasts.dispatcher import IN_DOUBT
from broadcasts.notice import Count, IllegalStepError, NoticeState, SendingKind, SendingState
from broadcasts.people import Address
from broadcasts.ports import Outcome, Result
from tests.broadcasts.test_dispatcher import TOPIC, FakeChannel, Ward

OFFICER = Address("telegram", "9001")
UNKNOWN = Outcome(Result.UNKNOWN)


@pytest.fixture
def ward(db: Database) -> Iterator[Ward]:
    yield Ward(db, FakeChannel())


def _correct(ward: Ward, sending: int, text: str = "đúng") -> int:
    return changes.correct(ward.db, sending, text, OFFICER, ward.now)


def _recall(ward: Ward, sending: int) -> int:
    return changes.recall(ward.db, sending, OFFICER, ward.now)


async def _sent(ward: Ward, people: int) -> int:
    """A sending that everybody has."""
    ward.people(people)
    sending = ward.plan(TOPIC)
    await ward.later()
    assert ward.count(sending) == Count(sent=people)
    return sending


async def test_every_copy_is_edited_into_the_corrected_text(ward: Ward) -> None:
    sending = await _sent(ward, 40)
    change = _correct(ward, sending)
    await ward.later()
    assert ward.channel.changed == {str(number): "77: đúng" for number in range(1, 41)}
    assert len(ward.channel.arrived) == 40
    assert ward.count(change) == Count(sent=40)
    assert store.state_of(ward.db, change) == (SendingState.DONE, "")
    notice = notice_store.notice_of(ward.db, sending)
    assert notice is not None
    assert (notice.version, notice.body.text) == (2, "đúng")
    assert [(line.action, line.about, line.new) for line in audit_store.latest(ward.db, 1)] == [
        ("correct", notice.code, "2")
    ]


async def test_what_still_waited_goes_out_corrected_and_needs_no_correction(ward: Ward) -> None:
    ward.people(3)
    ward.channel.script["3"] = [Outcome(Result.FLOOD_CHAT, wait=timedelta(minutes=5))]
    sending = ward.plan(TOPIC)
    await ward.later()
    change = _correct(ward, sending)
    await ward.later()
    assert ward.count(change) == Count(sent=2)
    texts: list[str] = []
    ward.channel.saw = texts.append
    await ward.later(timedelta(minutes=5))
    assert texts == ["đúng"]
    assert (ward.count(sending), ward.count(change)) == (Count(sent=3), Count(sent=2))
    again = _correct(ward, sending, "thật đúng")
    await ward.later()
    assert ward.count(again) == Count(sent=3)


async def test_what_was_on_the_network_in_its_old_version_is_corrected_when_it_has_arrived(ward: Ward) -> None:
    ward.people(2)
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    flying = claim_store.claim(ward.db, 2, ward.now)
    change = _correct(ward, sending)
    assert ward.count(change) == Count()
    store.record_sent(ward.db, [(flying[0].delivery, "8")], ward.now)
    store.try_again(ward.db, flying[1].delivery, ward.now)
    await ward.later()
    await ward.later()
    assert (ward.count(sending), ward.count(change)) == (Count(sent=2), Count(sent=1))
    assert ward.channel.changed == {"1": "8: đúng"}
    assert ward.channel.arrived == ["2"]
    assert store.state_of(ward.db, change)[0] is SendingState.DONE


async def test_a_correction_is_not_over_while_an_old_version_is_on_the_network(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    (flying,) = claim_store.claim(ward.db, 1, ward.now)
    ward.dispatcher._repaired = ward.now  # the claim is of a process that lives
    change = _correct(ward, sending)
    await ward.later()
    assert store.state_of(ward.db, change)[0] is SendingState.GOING
    store.record_sent(ward.db, [(flying.delivery, "8")], ward.now)
    await ward.later()
    await ward.later()
    assert ward.count(change) == Count(sent=1)


@pytest.mark.parametrize("result", [Result.FIXED, Result.VANISHED])
async def test_a_copy_that_cannot_be_corrected_is_replaced_by_a_message_and_counted_so(
    ward: Ward, result: Result
) -> None:
    sending = await _sent(ward, 3)
    ward.channel.script["2"] = [Outcome(result), Outcome(Result.SENT, "99")]
    change = _correct(ward, sending)
    await ward.later()
    assert ward.channel.arrived == ["1", "2", "3", "2"]
    assert ward.count(change) == Count(sent=3, otherwise={"anew": 1})
    ward.channel.changed.clear()
    again = _correct(ward, sending, "thật đúng")
    await ward.later()
    assert ward.count(again) == Count(sent=3)
    assert ward.channel.changed["2"] == "99: thật đúng"
    _recall(ward, sending)
    await ward.later()
    assert ward.channel.changed["2"] == "-99 77"


async def test_whose_copy_nobody_knows_gets_the_corrected_text_and_that_can_be_recalled(ward: Ward) -> None:
    ward.people(2)
    ward.channel.script["2"] = [UNKNOWN, UNKNOWN]
    sending = ward.plan(TOPIC)
    await ward.later()
    await ward.later(IN_DOUBT)
    assert ward.count(sending) == Count(sent=1, failed={"unknown": 1})
    change = _correct(ward, sending)
    await ward.later()
    assert ward.count(change) == Count(sent=2, otherwise={"anew": 1})
    ward.channel.script["1"] = [UNKNOWN, Outcome(Result.SENT)]
    recalled = _recall(ward, sending)
    await ward.later(timedelta(minutes=1))
    await ward.later(timedelta(minutes=1))
    assert ward.count(recalled) == Count(sent=2, possibly_twice=1)


async def test_a_recall_of_a_copy_nobody_knows_fails_and_says_so(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [UNKNOWN, UNKNOWN]
    sending = ward.plan(TOPIC)
    await ward.later()
    await ward.later(IN_DOUBT)
    recalled = _recall(ward, sending)
    await ward.later()
    assert ward.count(recalled) == Count(failed={"no copy": 1})
    assert store.state_of(ward.db, recalled)[0] is SendingState.DONE


async def test_who_may_have_it_twice_may_keep_an_old_copy_and_is_marked(ward: Ward) -> None:
    ward.people(2)
    ward.channel.script["2"] = [UNKNOWN]
    sending = ward.plan(TOPIC)
    await ward.later()
    await ward.later(IN_DOUBT)
    change = _correct(ward, sending)
    await ward.later()
    assert ward.count(change) == Count(sent=2, possibly_twice=1)


async def test_a_recall_takes_every_copy_back_and_lets_nothing_more_out(ward: Ward) -> None:
    ward.people(4)
    ward.channel.script["4"] = [Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC)
    await ward.later()
    ward.channel.script |= {
        "1": [Outcome(Result.NOTED, "77")], "2": [Outcome(Result.VANISHED)], "3": [Outcome(Result.FIXED)],
    }  # fmt: skip
    recalled = _recall(ward, sending)
    await ward.later(timedelta(hours=1))
    assert ward.channel.arrived == ["1", "2", "3"]
    assert ward.count(sending) == Count(sent=3, failed={"faults": 1})
    assert ward.count(recalled) == Count(sent=2, failed={"fixed": 1}, otherwise={"noted": 1, "vanished": 1})
    notice = notice_store.notice_of(ward.db, sending)
    assert notice is not None
    assert notice.state is NoticeState.WITHDRAWN
    with pytest.raises(IllegalStepError):
        _recall(ward, sending)
    with pytest.raises(IllegalStepError):
        _correct(ward, sending)


async def test_a_change_whose_outcome_is_unknown_is_just_done_again(ward: Ward) -> None:
    sending = await _sent(ward, 2)
    ward.channel.script["1"] = [UNKNOWN, UNKNOWN, UNKNOWN]
    change = _correct(ward, sending)
    claim_store.claim(ward.db, 2, ward.now)
    ward.start()  # killed while both were on the network
    for _ in range(6):
        await ward.later(timedelta(minutes=1))
    assert ward.count(change) == Count(sent=2)
    assert ward.channel.arrived == ["1", "2"]


async def test_a_message_sent_anew_is_marked_when_nobody_knows_whether_it_arrived(ward: Ward) -> None:
    sending = await _sent(ward, 1)
    ward.channel.script["1"] = [Outcome(Result.FIXED), UNKNOWN]
    change = _correct(ward, sending)
    await ward.later()
    await ward.later(IN_DOUBT)
    assert ward.count(change) == Count(sent=1, possibly_twice=1, otherwise={"anew": 1})


async def test_a_new_correction_takes_the_place_of_one_that_is_still_going_on(ward: Ward) -> None:
    sending = await _sent(ward, 3)
    first = _correct(ward, sending)
    claim_store.claim(ward.db, 1, ward.now)
    second = _correct(ward, sending, "thật đúng")
    assert store.state_of(ward.db, first)[0] is SendingState.CANCELLED
    ward.start()
    await ward.later()
    await ward.later(IN_DOUBT)
    assert ward.count(second) == Count(sent=3)
    assert set(ward.channel.changed.values()) == {"77: thật đúng"}
    assert changes.last_change(ward.db, sending) == (second, SendingKind.CORRECTION)
    assert changes.kind_of(ward.db, second) == (SendingKind.CORRECTION, sending)


async def test_changes_pause_resume_and_cancel_like_any_sending(ward: Ward) -> None:
    sending = await _sent(ward, 20)
    ward.channel.usual = Outcome(Result.REFUSED, said="can't parse entities")
    change = _correct(ward, sending)
    await ward.later()
    assert store.state_of(ward.db, change) == (SendingState.PAUSED, "can't parse entities")
    ward.channel.usual = Outcome(Result.TRANSIENT)
    store.step(ward.db, change, SendingState.GOING, ward.now)
    await ward.later(timedelta(minutes=1))
    store.step(ward.db, change, SendingState.CANCELLED, ward.now)
    assert ward.count(change) == Count(failed={"faults": 20})
    with pytest.raises(IllegalStepError):
        _correct(ward, change)


async def test_what_has_not_begun_cannot_be_changed(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC, due=ward.now + timedelta(hours=1))
    assert not changes.can_be_changed(ward.db, sending)
    with pytest.raises(IllegalStepError):
        _recall(ward, sending)


async def test_who_left_is_not_looked_for(ward: Ward) -> None:
    sending = await _sent(ward, 2)
    personal_data_store.delete_person(ward.db, Address("telegram", "2"), ward.now)
    change = _correct(ward, sending)
    await ward.later()
    assert ward.count(change) == Count(sent=1)


async def test_changes_go_before_notices_that_are_not_urgent(ward: Ward) -> None:
    sending = await _sent(ward, 2)
    other = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    change = _correct(ward, sending)
    assert [claim.sending for claim in claim_store.claim(ward.db, 4, ward.now)] == [change, change, other, other]


async def test_changing_thirty_thousand_copies_is_prepared_quickly(ward: Ward) -> None:
    with ward.db.atomic():
        ward.db.conn.executemany(
            "insert into recipients (channel, chat_id, kind, created_at) values ('telegram', ?, 'person', '')",
            [(str(person),) for person in range(30_000)],
        )
        ward.db.execute("insert into subscriptions (topic, recipient) select 'bau-cu', id from recipients")
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    ward.db.execute("update deliveries set state = 'sent', message = id")
    change = _correct(ward, sending)
    assert ward.count(change) == Count(pending=30_000)
    claims = claim_store.claim(ward.db, 32, ward.now)
    assert [claim.copies for claim in claims[:2]] == [("1",), ("2",)]
