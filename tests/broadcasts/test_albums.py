"""An album's parts and its words are two steps, each accounted for: neither is lost or sent again for nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import change_store, claim_store, group_store, people_store, receipt_store, repair_store
from broadcasts import delivery_store as store
from broadcasts.dispatcher import AT_ONCE, FIRST_GAP, IN_DOUBT
from broadcasts.moments import stored
from broadcasts.notice import GOOD_FOR, PARTS_MISSING, Audience, Body, Count, SendingState
from broadcasts.people import Address, Rank, Role
from broadcasts.personal_data_store import delete_person
from broadcasts.ports import Outcome, Result
from tests.broadcasts.test_dispatcher import SENT, TOPIC, FakeChannel, Ward
from tests.conftest import NOW

MAI = Address("telegram", "9001")
ALBUM = Body("Lịch cắt nước", MAI, captioned=True, album=("33", "34", "35"))
PARTS = Outcome(Result.PARTS, parts=("833", "834", "835"))


@pytest.fixture
def ward(db: Database) -> Iterator[Ward]:
    return Ward(db, FakeChannel())  # type: ignore[return-value]


def _parts(ward: Ward) -> list[tuple[str, str]]:
    return [(parts, message) for parts, message in ward.db.execute("select parts, message from deliveries order by id")]


async def test_the_parts_go_first_and_then_the_words_alone(ward: Ward) -> None:
    ward.people(40)
    sending = ward.plan(TOPIC, body=ALBUM)
    read: list[str] = []
    ward.channel.saw = read.append
    await ward.later()
    everybody = [str(number) for number in range(1, 41)]
    assert sorted(ward.channel.parted, key=int) == sorted(ward.channel.arrived, key=int) == everybody
    assert read == ["Lịch cắt nước"] * 40
    assert ward.count(sending) == Count(sent=40)
    assert set(_parts(ward)) == {("833 834 835", "77")}
    assert ward.channel.taken == 40 * 4, "every part is a message of the budget"
    assert ward.channel.most_flying <= AT_ONCE


async def test_what_is_left_after_the_parts_is_claimed_as_a_text(ward: Ward) -> None:
    ward.people(1)
    ward.plan(TOPIC, body=ALBUM)
    store.start_due(ward.db, NOW)
    (whole,) = claim_store.claim(ward.db, 1, NOW)
    assert (whole.body.album, whole.body.copied_from, whole.messages) == (ALBUM.album, MAI, 3)
    store.record_parts(ward.db, whole.delivery, PARTS.parts)
    store.try_again(ward.db, whole.delivery, NOW, counts=False)
    (words,) = claim_store.claim(ward.db, 1, NOW)
    assert (words.body.album, words.body.copied_from, words.body.text) == ((), None, "Lịch cắt nước")
    assert (words.messages, words.attempts) == (1, 1)


async def test_only_the_last_claim_goes_beyond_what_may_leave(ward: Ward) -> None:
    ward.people(5)
    ward.plan(TOPIC, body=ALBUM)
    store.start_due(ward.db, NOW)
    assert [len(claim_store.claim(ward.db, most, NOW)) for most in (4, 3, 9)] == [2, 1, 2]


@pytest.mark.parametrize(("fault", "twice"), [(Result.TRANSIENT, 0), (Result.FLOOD_CHAT, 0), (Result.UNKNOWN, 1)])
async def test_a_fault_between_the_parts_and_the_words_repeats_the_words_alone(
    ward: Ward, fault: Result, twice: int
) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, Outcome(fault)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    assert ward.count(sending) == Count(pending=1) if fault is not Result.FLOOD_CHAT else Count(sent=1)
    await ward.later(IN_DOUBT + FIRST_GAP)
    assert ward.channel.parted == ["1"]
    assert ward.count(sending) == Count(sent=1, possibly_twice=twice)


async def test_a_fault_of_the_parts_repeats_the_parts(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [Outcome(Result.TRANSIENT), PARTS]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    assert ward.channel.parted == []
    await ward.later(FIRST_GAP)
    assert (ward.channel.parted, ward.count(sending)) == (["1"], Count(sent=1))


async def test_a_process_that_dies_with_the_words_on_the_network_sends_them_alone_again(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    assert [one.body.album for one in claim_store.claim(ward.db, 1, NOW + FIRST_GAP)] == [()]
    ward.start()
    await ward.later(FIRST_GAP)
    await ward.later(IN_DOUBT)
    assert (ward.channel.parted, ward.channel.arrived) == (["1"], ["1"])
    assert ward.count(sending) == Count(sent=1, possibly_twice=1)


async def test_a_process_that_dies_with_the_parts_on_the_network_sends_all_again(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC, body=ALBUM)
    store.start_due(ward.db, NOW)
    claim_store.claim(ward.db, 1, NOW)
    ward.start()
    await ward.later()
    await ward.later(IN_DOUBT)
    assert (ward.channel.parted, ward.channel.arrived) == (["1"], ["1"])
    assert ward.count(sending) == Count(sent=1, possibly_twice=1)


async def test_an_album_that_is_not_whole_any_more_pauses_the_sending(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [Outcome(Result.REFUSED, parts=("833",), said=PARTS_MISSING)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    assert store.state_of(ward.db, sending) == (SendingState.PAUSED, PARTS_MISSING)
    assert _parts(ward) == [("833", "")]
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    await ward.later()
    assert (ward.channel.parted, ward.channel.arrived) == ([], ["1"]), "what came is not sent again"


async def test_who_blocks_the_assistant_after_the_parts_is_counted_as_blocked(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, Outcome(Result.BLOCKED)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    assert ward.count(sending) == Count(failed={"blocked": 1})


async def test_a_recall_takes_back_parts_and_words_and_parts_without_words(ward: Ward) -> None:
    ward.people(2)
    ward.channel.script["2"] = [PARTS, Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    before = ward.channel.taken
    change = change_store.recall(ward.db, sending, MAI, ward.now)
    await ward.later()
    assert ward.channel.changed == {"1": "-77 833 834 835", "2": "-833 834 835"}
    assert ward.channel.taken - before == 4 + 3
    assert ward.count(change) == Count(sent=2)
    assert ward.count(sending) == Count(sent=1, failed={"faults": 1})


async def test_who_has_the_parts_of_a_cancelled_album_gets_its_words_and_nobody_else_anything(ward: Ward) -> None:
    ward.people(3)
    ward.channel.script |= {"1": [PARTS, Outcome(Result.TRANSIENT)], "2": [Outcome(Result.TRANSIENT)]}
    ward.channel.script["3"] = [Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    assert ward.count(sending) == Count(failed={"faults": 2}, pending=1)
    await ward.later(FIRST_GAP)
    assert (ward.channel.parted, ward.channel.arrived) == (["1"], ["1"])
    assert store.state_of(ward.db, sending) == (SendingState.CANCELLED, "")
    assert ward.count(sending) == Count(sent=1, failed={"faults": 2})


async def test_parts_that_arrive_while_the_sending_is_cancelled_get_their_words(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC, body=ALBUM)
    usual = ward.channel.send

    async def send(to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        if body.album:
            store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
        return await usual(to, body, code=code, chosen=chosen)

    ward.channel.send = send  # type: ignore[method-assign]
    await ward.later()
    await ward.later()
    assert (ward.channel.parted, ward.channel.arrived, ward.count(sending)) == (["1"], ["1"], Count(sent=1))


async def test_words_that_were_late_are_still_brought_when_their_author_cancels(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    store.start_due(ward.db, NOW)
    await ward.later()
    store.step(ward.db, sending, SendingState.HELD, ward.now, reason="late")
    ward.db.execute("update sendings set deadline = ? where id = ?", [stored(ward.now), sending])
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    await ward.later(FIRST_GAP)
    assert (ward.channel.arrived, ward.count(sending)) == (["1"], Count(sent=1))


async def test_words_nobody_can_bring_are_given_up_in_the_end(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, *[Outcome(Result.TRANSIENT)] * 9]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    await ward.later(GOOD_FOR)
    assert ward.count(sending) == Count(stopped={"cancelled": 1})


async def test_a_recall_of_a_cancelled_album_brings_no_words_any_more(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [PARTS, Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    change = change_store.recall(ward.db, sending, MAI, ward.now)
    await ward.later(FIRST_GAP)
    await ward.later()
    assert (ward.channel.arrived, ward.channel.changed) == ([], {"1": "-833 834 835"})
    assert ward.count(change) == Count(sent=1)


async def test_parts_that_arrive_while_the_notice_is_recalled_are_taken_back_as_well(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC, body=ALBUM)
    changes: list[int] = []

    async def send(to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        changes.append(change_store.recall(ward.db, sending, MAI, ward.now))
        return PARTS

    ward.channel.send = send  # type: ignore[method-assign]
    await ward.later()
    await ward.later()
    assert ward.channel.changed == {"1": "-833 834 835"}
    assert ward.count(changes[0]) == Count(sent=1)


async def test_a_correction_edits_the_words_and_who_waits_for_them_gets_them_corrected(ward: Ward) -> None:
    ward.people(2)
    ward.channel.script["2"] = [PARTS, Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC, body=ALBUM)
    read: list[str] = []
    ward.channel.saw = read.append
    await ward.later()
    change = change_store.correct(ward.db, sending, "Lịch mới", MAI, ward.now)
    await ward.later(FIRST_GAP)
    assert (ward.channel.changed, read) == ({"1": "77: Lịch mới"}, ["Lịch cắt nước", "Lịch mới"])
    assert (ward.count(sending), ward.count(change)) == (Count(sent=2), Count(sent=1))
    assert ward.channel.parted == ["1", "2"]


@pytest.mark.parametrize(("first", "parted"), [([PARTS, SENT], ["1"]), ([Outcome(Result.UNKNOWN)] * 2, ["1"])])
async def test_words_that_go_out_anew_bring_the_parts_only_where_none_are_known(
    ward: Ward, first: list[Outcome], parted: list[str]
) -> None:
    ward.people(1)
    ward.channel.script["1"] = list(first)
    sending = ward.plan(TOPIC, body=ALBUM)
    await ward.later()
    await ward.later(IN_DOUBT)
    ward.channel.script["1"] = [Outcome(Result.VANISHED)] if first[0] is PARTS else []
    change = change_store.correct(ward.db, sending, "Lịch mới", MAI, ward.now)
    await ward.later()
    assert ward.channel.parted == parted
    assert ward.count(change) == Count(sent=1, otherwise={"anew": 1})


async def test_a_reply_to_a_picture_of_an_album_is_a_reply_to_the_notice(ward: Ward) -> None:
    office = people_store.open_office(ward.db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
    lan = Address("telegram", "701")
    people_store.take_office(ward.db, office, lan, NOW)
    sending = ward.plan(Audience(leaders=True), body=ALBUM)
    await ward.later()
    found = {message: receipt_store.sending_of_message(ward.db, lan, message) for message in ("77", "834", "83", "8")}
    assert found == {"77": sending, "834": sending, "83": None, "8": None}


async def test_leaders_have_the_time_that_all_messages_of_an_album_need(ward: Ward) -> None:
    group_store.connect(ward.db, Address("telegram", "-9"), "5", NOW)
    office = people_store.open_office(ward.db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD)
    people_store.take_office(ward.db, office, Address("telegram", "701"), NOW)
    sending = ward.plan(Audience(leaders=True), body=ALBUM)
    store.start_due(ward.db, NOW)
    in_time = NOW + repair_store.OVERDUE_MARGIN + timedelta(seconds=4)
    assert repair_store.overdue(ward.db, 1, in_time) == []
    assert repair_store.overdue(ward.db, 1, in_time + timedelta(seconds=1)) == [sending]


async def test_whose_chat_is_forgotten_leaves_the_words(ward: Ward) -> None:
    people_store.ensure_recipient(ward.db, MAI, "person", NOW)
    ward.people(1)
    sending = ward.plan(TOPIC, body=ALBUM)
    ward.db.execute("update notices set author = ?", [people_store.recipient_id(ward.db, MAI)])
    delete_person(ward.db, MAI, NOW)
    await ward.later()
    assert (ward.channel.parted, ward.channel.arrived, ward.count(sending)) == ([], ["1"], Count(sent=1))
