"""Every message accounted for: whatever the channel answers, and whenever the process dies."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from broadcasts import claim_store, group_store, notice_store, people_store, personal_data_store, subscription_store
from broadcasts import delivery_store as store
from broadcasts.dispatcher import AT_ONCE, IN_DOUBT, LONGEST_GAP, Dispatcher, gap
from broadcasts.moments import stored
from broadcasts.notice import Audience, Body, Count, IllegalStepError, SendingState
from broadcasts.people import Address, Choices, Rank, Role
from broadcasts.ports import Outcome, Result
from tests.conftest import NOW

SENT = Outcome(Result.SENT, "77")
TEXT = Body("…")


class FakeChannel:
    """A channel that answers as told: a script for each chat, else `usual`; at most `pace` messages at once."""

    def __init__(self, usual: Outcome = SENT, pace: int = AT_ONCE) -> None:
        self.script: dict[str, list[Outcome]] = {}
        self.usual = usual
        self.pace = pace
        self.arrived: list[str] = []
        self.parted: list[str] = []
        """Where an album's parts arrived."""
        self.changed: dict[str, str] = {}
        """Which message of a chat was changed last, and into what."""
        self.flying = 0
        self.most_flying = 0
        self.saw: Callable[[str], object] = str
        """Is told the text of each message that arrived."""
        self.taken = 0
        """Of the budget."""

    async def may_leave(self, most: int) -> int:
        self.taken += min(most, self.pace)
        return min(most, self.pace)

    def stays(self, count: int) -> None:
        self.taken -= count

    def overdraw(self, count: int) -> None:
        self.taken += count

    async def correct(self, to: Address, copy: str, body: Body, *, code: str, chosen: bool) -> Outcome:
        return replace(await self._change(to, f"{copy}: {body.text}"), message=copy)

    async def recall(self, to: Address, copies: Sequence[str], *, code: str) -> Outcome:
        return await self._change(to, f"-{' '.join(copies)}")

    async def _change(self, to: Address, what: str) -> Outcome:
        await asyncio.sleep(0)
        planned = self.script.get(to.chat_id, [])
        outcome = planned.pop(0) if planned else self.usual
        if outcome.result in (Result.SENT, Result.NOTED):
            self.changed[to.chat_id] = what
        return outcome

    async def send(self, to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        self.flying += 1
        self.most_flying = max(self.most_flying, self.flying)
        await asyncio.sleep(0)
        self.flying -= 1
        planned = self.script.get(to.chat_id, [])
        parted = Outcome(Result.PARTS, parts=tuple(f"8{part}" for part in body.album))
        outcome = planned.pop(0) if planned else parted if body.album else self.usual
        if outcome.result is Result.PARTS:
            self.parted.append(to.chat_id)
        if outcome.result is Result.SENT:
            self.arrived.append(to.chat_id)
            self.saw(body.text)
        return outcome


class Ward:
    """A database, a clock that is moved by hand, and a dispatcher over both."""

    def __init__(self, db: Database, channel: FakeChannel) -> None:
        self.db = db
        self.channel = channel
        self.now = NOW
        self.told: list[int] = []
        self.start()

    def start(self) -> None:
        """A new process."""
        self.dispatcher = Dispatcher(self._run, self.channel, lambda: self.now, self._tell)

    async def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        with self.db.atomic():
            return function(self.db, *args)

    async def _tell(self, sending: int) -> None:
        self.told.append(sending)

    def people(self, count: int, tdp: str = "5") -> None:
        """Residents who receive a topic."""
        for number in range(1, count + 1):
            address = Address("telegram", str(number))
            subscription_store.agree(self.db, address, "v", NOW)
            subscription_store.choose(self.db, address, Choices(frozenset({"bau-cu"}), tdp, digest=False))

    def plan(self, audience: Audience, *, due: datetime = NOW, urgent: bool = False, body: Body = TEXT) -> int:
        """A sending of a new notice."""
        notice = notice_store.add_notice(self.db, body, audience, NOW, good_for=timedelta(hours=6), urgent=urgent)
        return store.plan_sending(self.db, notice.id, due)

    async def later(self, wait: timedelta = timedelta(0)) -> None:
        """Time goes by, and the dispatcher does what is due."""
        self.now += wait
        await self.dispatcher.carry_out()

    def count(self, sending: int) -> Count:
        """How the sending stands; the count closes over all its rows."""
        found = store.count(self.db, sending)
        rows = self.db.execute("select count(*) from deliveries where sending = ?", [sending]).fetchone()[0]
        assert found.audience == rows
        return found


@pytest.fixture
def ward(db: Database) -> Iterator[Ward]:
    return Ward(db, FakeChannel())  # type: ignore[return-value]


TOPIC = Audience(topics=("bau-cu",))


async def test_everybody_gets_it_once_and_the_sending_ends(ward: Ward) -> None:
    ward.people(100)
    sending = ward.plan(TOPIC)
    await ward.later()
    assert sorted(ward.channel.arrived, key=int) == [str(number) for number in range(1, 101)]
    assert ward.count(sending) == Count(sent=100)
    assert store.state_of(ward.db, sending) == (SendingState.DONE, "")
    await ward.later(timedelta(hours=1))
    assert len(ward.channel.arrived) == 100
    assert ward.channel.most_flying <= AT_ONCE


async def test_an_audience_is_a_union_without_repetition_in_its_order(ward: Ward) -> None:
    ward.people(2)
    for chat, tdp in ((50, "5"), (51, "7")):
        office = people_store.open_office(ward.db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=f"L{tdp}")
        people_store.take_office(ward.db, office, Address("telegram", str(chat)), NOW)
    subscription_store.choose(ward.db, Address("telegram", "50"), Choices(frozenset({"bau-cu"}), "5", digest=False))
    group_store.connect(ward.db, Address("telegram", "-9"), "5", NOW)
    group_store.connect(ward.db, Address("telegram", "-8"), "7", NOW)
    group_store.set_muted(ward.db, Address("telegram", "-8"), muted=True)
    ward.channel.pace = 1
    excluded = people_store.recipient_id(ward.db, Address("telegram", "2"))
    assert excluded is not None
    audience = Audience(leaders=True, groups=True, topics=("bau-cu",), residents_of=("5",), excluded=(excluded,))
    sending = ward.plan(Audience.from_json(audience.to_json()))
    await ward.later()
    assert ward.channel.arrived == ["50", "51", "-9", "1"]
    assert ward.count(sending) == Count(sent=4)


async def test_urgent_notices_overtake(ward: Ward) -> None:
    ward.people(3)
    ward.channel.pace = 1
    ward.plan(TOPIC)
    urgent = ward.plan(Audience(residents_of=("5",)), urgent=True)
    seen: list[int] = []
    original = ward.channel.send

    async def send(to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        seen.append(ward.count(urgent).pending)
        return await original(to, body, code=code, chosen=chosen)

    ward.channel.send = send  # type: ignore[method-assign]
    await ward.later()
    assert seen == [3, 2, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Result.BLOCKED, "blocked"), (Result.DEACTIVATED, "deactivated"), (Result.GONE, "gone")],
)
async def test_who_cannot_be_reached_is_stopped_at_once_and_for_good(ward: Ward, outcome: Result, reason: str) -> None:
    ward.people(2)
    ward.channel.script["1"] = [Outcome(outcome)]
    first, second = ward.plan(TOPIC), ward.plan(TOPIC, due=NOW + timedelta(hours=1))
    await ward.later()
    assert ward.count(first) == Count(sent=1, failed={reason: 1})
    await ward.later(timedelta(hours=1))
    assert ward.count(second) == Count(sent=1)


async def test_a_chat_that_moved_is_followed(ward: Ward) -> None:
    group_store.connect(ward.db, Address("telegram", "-9"), "5", NOW)
    ward.channel.script["-9"] = [Outcome(Result.MIGRATED, moved_to=Address("telegram", "-1009"))]
    sending = ward.plan(Audience(groups=True))
    await ward.later()
    assert ward.channel.arrived == ["-1009"]
    assert ward.count(sending) == Count(sent=1)


async def test_floods_are_waited_for_and_cost_no_try(ward: Ward) -> None:
    ward.people(1)
    ward.channel.script["1"] = [Outcome(Result.FLOOD_CHAT, wait=timedelta(seconds=30))]
    sending = ward.plan(TOPIC)
    await ward.later()
    assert ward.count(sending) == Count(pending=1)
    await ward.later(timedelta(seconds=29))
    assert ward.channel.arrived == []
    await ward.later(timedelta(seconds=1))
    assert ward.count(sending) == Count(sent=1)
    assert ward.db.execute("select attempts from deliveries").fetchone() == (1,)


async def test_transient_faults_are_tried_again_with_growing_gaps_until_the_deadline(ward: Ward) -> None:
    ward.people(2)
    ward.channel.usual = Outcome(Result.TRANSIENT, said="502")
    sending = ward.plan(TOPIC)
    while ward.now < NOW + timedelta(hours=6):
        await ward.later(timedelta(minutes=1))
    assert store.state_of(ward.db, sending) == (SendingState.HELD, "late")
    attempts = ward.db.execute("select attempts from deliveries").fetchone()[0]
    assert 36 <= attempts <= 90  # six hours at gaps of at most ten minutes
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    ward.channel.script["1"] = [SENT]
    await ward.later(timedelta(minutes=11))
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    assert ward.count(sending) == Count(sent=1, failed={"faults": 1})


def test_gaps_double_and_are_bounded() -> None:
    assert [gap(attempts, 1.0).total_seconds() for attempts in (1, 2, 3, 9, 99)] == [2, 4, 8, 512, 600]
    assert gap(99, 0.0) == LONGEST_GAP / 2


async def test_an_unknown_outcome_is_tried_once_more_and_marked(ward: Ward) -> None:
    ward.people(2)
    unknown = Outcome(Result.UNKNOWN)
    ward.channel.script = {"1": [unknown], "2": [unknown, unknown]}
    sending = ward.plan(TOPIC)
    for _ in range(3):
        await ward.later(timedelta(minutes=1))
    assert ward.count(sending) == Count(sent=1, possibly_twice=1, failed={"unknown": 1})


async def test_refused_content_pauses_the_sending_and_says_why(ward: Ward) -> None:
    ward.people(40)
    ward.channel.usual = Outcome(Result.REFUSED, said="can't parse entities")
    sending = ward.plan(TOPIC)
    await ward.later()
    assert store.state_of(ward.db, sending) == (SendingState.PAUSED, "can't parse entities")
    assert ward.count(sending) == Count(pending=40)
    ward.channel.usual = SENT
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    await ward.later()
    assert ward.count(sending) == Count(sent=40)


async def test_too_many_failures_pause_the_sending(ward: Ward) -> None:
    ward.people(60)
    unknown = Outcome(Result.UNKNOWN, said="reset")
    ward.channel.script = {str(number): [unknown, unknown] for number in range(1, 13)}
    sending = ward.plan(TOPIC)
    for _ in range(3):
        await ward.later(timedelta(minutes=1))
    assert store.state_of(ward.db, sending)[0] is SendingState.PAUSED
    assert ward.count(sending).failed == {"unknown": 12}


async def test_pause_resume_and_cancel(ward: Ward) -> None:
    ward.people(10)
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    store.step(ward.db, sending, SendingState.PAUSED, ward.now)
    await ward.later()
    assert ward.channel.arrived == []
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    ward.channel.script = {str(number): [Outcome(Result.TRANSIENT)] for number in range(1, 5)}
    await ward.later()
    store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
    await ward.later(timedelta(hours=1))
    assert ward.count(sending) == Count(sent=6, failed={"faults": 4})
    with pytest.raises(IllegalStepError):
        store.step(ward.db, sending, SendingState.GOING, ward.now)


async def test_what_fell_due_while_nothing_ran_goes_out_or_is_held(ward: Ward) -> None:
    ward.people(1)
    early, late = ward.plan(TOPIC, due=NOW + timedelta(hours=1)), ward.plan(TOPIC, due=NOW + timedelta(hours=9))
    await ward.later(timedelta(hours=10))
    assert store.state_of(ward.db, early) == (SendingState.HELD, "late")
    assert store.state_of(ward.db, late)[0] is SendingState.DONE
    assert set(ward.told) == {early, late}
    store.step(ward.db, early, SendingState.CANCELLED, ward.now)
    assert ward.count(early) == Count()


def test_a_sending_is_planned_once_for_a_time(ward: Ward) -> None:
    notice = notice_store.add_notice(ward.db, Body("…"), TOPIC, NOW, good_for=timedelta(hours=1))
    assert store.plan_sending(ward.db, notice.id, NOW) == store.plan_sending(ward.db, notice.id, NOW)


async def test_what_waits_past_the_deadline_is_held_for_its_author(ward: Ward) -> None:
    ward.people(3)
    ward.channel.script["2"] = [Outcome(Result.FLOOD_CHAT, wait=timedelta(hours=7))]
    sending = ward.plan(TOPIC)
    await ward.later()
    await ward.later(timedelta(hours=6))
    assert store.state_of(ward.db, sending) == (SendingState.HELD, "late")
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    await ward.later(timedelta(hours=1))
    assert ward.count(sending) == Count(sent=3)
    assert store.state_of(ward.db, sending)[0] is SendingState.DONE


async def test_a_chat_that_refuses_again_is_given_up_alone(ward: Ward) -> None:
    ward.people(5)
    refused = Outcome(Result.REFUSED, said="VOICE_MESSAGES_FORBIDDEN")
    ward.channel.script["1"] = [refused, refused]
    sending = ward.plan(TOPIC)
    await ward.later()
    store.step(ward.db, sending, SendingState.GOING, ward.now)
    await ward.later()
    assert ward.count(sending) == Count(sent=4, failed={"refused": 1})


async def test_who_leaves_in_between_is_stopped_and_leaves_no_trace(ward: Ward) -> None:
    ward.people(2)
    ward.channel.script["2"] = [Outcome(Result.TRANSIENT)]
    sending = ward.plan(TOPIC)
    await ward.later()
    personal_data_store.delete_person(ward.db, Address("telegram", "2"), ward.now)
    await ward.later(timedelta(hours=1))
    assert ward.count(sending) == Count(sent=1, stopped={"left": 1})
    assert store.state_of(ward.db, sending)[0] is SendingState.DONE


async def test_a_group_that_is_disconnected_while_it_waits_is_stopped(ward: Ward) -> None:
    group_store.connect(ward.db, Address("telegram", "-9"), "5", NOW)
    ward.channel.script["-9"] = [Outcome(Result.FLOOD_CHAT, wait=timedelta(hours=1))]
    sending = ward.plan(Audience(groups=True))
    await ward.later()
    group_store.disconnect(ward.db, Address("telegram", "-9"), ward.now)
    await ward.later()
    assert ward.count(sending) == Count(stopped={"left": 1})
    assert store.state_of(ward.db, sending)[0] is SendingState.DONE
    assert store.next_moment(ward.db, ward.now) is None


async def test_leaders_hear_it_in_their_group_as_well_and_tdp_groups_do_not(ward: Ward) -> None:
    group_store.connect(ward.db, Address("telegram", "-9"), "5", NOW)
    group_store.connect(ward.db, Address("telegram", "-8"), None, NOW)
    ward.plan(Audience(leaders=True))
    await ward.later()
    assert ward.channel.arrived == ["-8"]
    ward.plan(Audience(groups=True), due=NOW + timedelta(minutes=1))
    await ward.later(timedelta(minutes=1))
    assert ward.channel.arrived == ["-8", "-9"]


async def test_killed_at_any_moment_nobody_is_lost_and_doubles_are_marked(ward: Ward) -> None:
    ward.people(60)
    sending = ward.plan(TOPIC)
    doubted: set[str] = set()
    for instant in range(40):
        work = asyncio.create_task(ward.dispatcher.carry_out())
        for _ in range(instant % 13):
            await asyncio.sleep(0)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        doubted |= {str(row[0]) for row in ward.db.execute("select recipient from deliveries where state = 'claimed'")}
        ward.start()
        ward.now += timedelta(seconds=1)
    await ward.later(IN_DOUBT)
    times = Counter(ward.channel.arrived)
    assert set(times) == {str(number) for number in range(1, 61)}
    assert {chat for chat, number in times.items() if number > 1} <= doubted
    assert max(times.values()) <= 2
    found = ward.count(sending)
    assert (found.sent + found.failed.get("unknown", 0), found.pending) == (60, 0)
    assert found.possibly_twice + found.failed.get("unknown", 0) == len(doubted)


async def test_killed_again_and_again_within_a_minute_nobody_is_given_up(ward: Ward) -> None:
    ward.people(5)
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    claim_store.claim(ward.db, 5, ward.now)
    for _ in range(10):
        ward.start()
        await ward.later(timedelta(seconds=5))
    assert ward.count(sending) == Count(pending=5)
    await ward.later(IN_DOUBT)
    assert ward.count(sending) == Count(sent=5, possibly_twice=5)


async def test_an_engine_with_nothing_to_send_leaves_the_budget_to_answers(ward: Ward) -> None:
    ward.people(3)
    await ward.later()
    assert ward.channel.taken == 0
    ward.plan(TOPIC)
    await ward.later()
    assert ward.channel.taken == 3


async def test_claims_nobody_recorded_are_found_by_the_minute(ward: Ward) -> None:
    ward.people(3)
    sending = ward.plan(TOPIC)
    await ward.later()
    ward.db.execute("update sendings set state = 'going'")
    ward.db.execute("update deliveries set state = 'claimed', claimed_at = ? where recipient = 2", [stored(NOW)])
    await ward.later(timedelta(seconds=30))
    assert ward.count(sending).pending == 1
    await ward.later(timedelta(minutes=2))
    await ward.later(IN_DOUBT)
    assert ward.count(sending) == Count(sent=3, possibly_twice=1)


def test_thirty_thousand_rows_are_made_quickly(ward: Ward) -> None:
    with ward.db.atomic():
        ward.db.conn.executemany(
            "insert into recipients (channel, chat_id, kind, created_at) values ('telegram', ?, 'person', '')",
            [(str(person),) for person in range(30_000)],
        )
        ward.db.execute("insert into subscriptions (topic, recipient) select 'bau-cu', id from recipients")
    sending = ward.plan(TOPIC)
    store.start_due(ward.db, ward.now)
    assert ward.count(sending) == Count(pending=30_000)
