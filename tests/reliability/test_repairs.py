"""What proving the engine brought to light, each once and small."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from broadcasts import delivery_store as store
from broadcasts import group_store
from broadcasts.dispatcher import Dispatcher
from broadcasts.migrations import migrations
from broadcasts.notice import Audience, Body, Count, SendingState
from broadcasts.people import Address
from broadcasts.ports import Outcome, Result
from tests.broadcasts.test_dispatcher import TOPIC, FakeChannel, Ward


@pytest.fixture
def ward() -> Iterator[Ward]:
    db = Database(memory=True)
    db.execute("pragma foreign_keys = on")
    migrations.apply(db)
    yield Ward(db, FakeChannel())
    db.close()


async def test_a_recipient_who_is_gone_while_the_message_waits_holds_nothing_up(ward: Ward) -> None:
    group_store.connect(ward.db, Address("telegram", "-9"), "5", ward.now)
    ward.channel.script["-9"] = [Outcome(Result.TRANSIENT)]
    sending = ward.plan(Audience(groups=True))
    await ward.later()
    ward.db.execute("delete from recipients")  # whatever way it went
    await ward.later(timedelta(minutes=1))
    assert ward.count(sending) == Count(stopped={"left": 1})
    assert store.state_of(ward.db, sending)[0] is SendingState.DONE


async def test_what_comes_back_after_cancelling_is_stopped(ward: Ward) -> None:
    ward.people(1)
    sending = ward.plan(TOPIC)

    async def send(to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        store.step(ward.db, sending, SendingState.CANCELLED, ward.now)
        return Outcome(Result.TRANSIENT)

    ward.channel.send = send  # type: ignore[method-assign]
    await ward.later()
    assert ward.count(sending) == Count(stopped={"cancelled": 1})


async def test_an_urgent_notice_starts_in_the_middle_of_a_long_one(ward: Ward) -> None:
    ward.people(30)
    ward.channel.pace = 1
    ward.plan(TOPIC)
    urgent = ward.plan(Audience(residents_of=("5",)), due=ward.now + timedelta(seconds=10), urgent=True)
    original, seen = ward.channel.send, list[int]()

    async def send(to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        ward.now += timedelta(seconds=1)
        seen.append(ward.count(urgent).sent)
        return await original(to, body, code=code, chosen=chosen)

    ward.channel.send = send  # type: ignore[method-assign]
    await ward.later()
    assert seen[15] > 0
    assert ward.count(urgent) == Count(sent=30)


async def test_a_file_that_cannot_be_written_for_a_while_ends_nothing_and_doubles_nothing(ward: Ward) -> None:
    ward.people(20)
    sending = ward.plan(TOPIC)
    fails = {4, 5, 6, 7}
    calls = 0

    async def run(function: Callable[..., Any], *args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls in fails:
            raise sqlite3.OperationalError("database is locked")
        with ward.db.atomic():
            return function(ward.db, *args)

    dispatcher = Dispatcher(run, ward.channel, lambda: ward.now)
    task = asyncio.create_task(dispatcher.forever())
    for _ in range(1_000):
        await asyncio.sleep(0.01)
        if store.state_of(ward.db, sending)[0] is SendingState.DONE:
            break
    dispatcher.stop()
    await task
    assert calls > max(fails)
    assert sorted(ward.channel.arrived, key=int) == [str(number) for number in range(1, 21)]
    assert ward.count(sending) == Count(sent=20)


async def test_a_penalty_of_minutes_keeps_nobody_from_stopping(ward: Ward) -> None:
    ward.people(1)
    ward.plan(TOPIC)

    async def may_leave(most: int) -> int:
        await asyncio.sleep(300)
        return most

    ward.channel.may_leave = may_leave  # type: ignore[method-assign]
    task = asyncio.create_task(ward.dispatcher.forever())
    await asyncio.sleep(0.1)
    ward.dispatcher.stop()
    await asyncio.wait_for(task, 3)
