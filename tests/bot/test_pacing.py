"""The budget: answers first, notices what is left, neither starved; penalties obeyed in their scope."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.pacing import BURST, CHAT_GAP, NOTICE, PER_SECOND, Pacing


class Time:
    """A clock that only moves while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def _budget(time: Time, per_second: float = PER_SECOND) -> Pacing:
    return Pacing(per_second, time, time.sleep)


async def _leave(budget: Pacing, count: int) -> None:
    while count:
        count -= await budget.may_leave(count)


async def test_notices_leave_at_the_rate_and_no_faster(time: Time) -> None:
    budget = _budget(time)
    await _leave(budget, 1000)
    took = time.now - 1000.0
    assert (1000 - BURST - 5) / PER_SECOND <= took <= 1010 / PER_SECOND


async def test_in_any_second_no_more_leaves_than_telegram_allows(time: Time) -> None:
    budget = _budget(time)
    left: list[float] = []
    await _leave(budget, 200)  # past the burst of a quiet while
    while len(left) < 300:
        left += [time.now] * await budget.may_leave(5)
    assert all(later - earlier > 0.99 for earlier, later in zip(left, left[30:], strict=False))


async def test_what_stays_is_given_back(time: Time) -> None:
    budget = _budget(time)
    for _ in range(100):
        budget.stays(await budget.may_leave(32))
    assert time.now == 1000.0


async def test_answers_leave_at_once_while_notices_wait_their_turn(time: Time) -> None:
    budget = _budget(time)
    await _leave(budget, 200)
    before = time.now
    for chat in range(5):
        await _answer(budget, chat)
    assert time.now == before
    assert time.now - before < 1


async def _answer(budget: Pacing, chat: int, call: Callable[..., Any] | None = None) -> Any:
    async def sent() -> str:
        return "sent"

    return await budget.process_request(call or sent, (), {}, "sendMessage", {"chat_id": chat}, None)


async def test_neither_lane_starves(time: Time) -> None:
    budget = _budget(time)
    answers = notices = 0
    while time.now < 1030.0:
        for chat in range(3):
            await _answer(budget, chat)
            answers += 1
        notices += await budget.may_leave(1)
    assert answers / 30 > 15
    assert notices / 30 >= 2
    assert (answers + notices) / 30 <= PER_SECOND + 2


async def test_one_chat_gets_one_notice_a_second_and_a_group_twenty_a_minute(time: Time) -> None:
    budget = _budget(time)
    assert [budget.wait_for_chat(5) for _ in range(2)] == pytest.approx([0.0, CHAT_GAP])
    assert [budget.wait_for_chat(-5) for _ in range(21)] == pytest.approx([0.0] * 20 + [60.0])
    time.now += 61
    assert (budget.wait_for_chat(5), budget.wait_for_chat(-5)) == (0.0, 0.0)


async def test_an_album_is_a_burst_to_a_person_and_counts_by_its_parts_in_a_group(time: Time) -> None:
    budget = _budget(time)
    assert [budget.wait_for_chat(5, 10), budget.until_next(5)] == pytest.approx([0.0, CHAT_GAP])
    assert [budget.wait_for_chat(-5, 10) for _ in range(3)] == pytest.approx([0.0, 0.0, 60.0])
    time.now += 30
    assert [budget.wait_for_chat(-6, 10), budget.wait_for_chat(-6), budget.until_next(-6, 9)] == [0.0, 0.0, 0.0]
    assert budget.until_next(-6, 10) == pytest.approx(60.0)


async def test_what_left_beyond_the_budget_is_paid_by_later_notices_and_not_by_answers(time: Time) -> None:
    budget = _budget(time)
    await _leave(budget, 200)  # past the burst of a quiet while
    began = time.now
    for _ in range(28):
        await _leave(budget, 1)
        budget.overdraw(9)
    assert time.now - began == pytest.approx(28 * 10 / PER_SECOND, rel=0.1)
    budget.overdraw(1_000)
    before = time.now
    for chat in range(5):
        await _answer(budget, chat)
    assert time.now == before


async def test_an_album_that_is_an_answer_counts_by_its_parts(time: Time) -> None:
    budget = _budget(time)

    async def copied() -> str:
        return "copied"

    for _ in range(3):
        data = {"chat_id": 5, "message_ids": list(range(10))}
        await budget.process_request(copied, (), {}, "copyMessages", data, None)
    assert time.now == pytest.approx(1000.0, abs=0.1)
    await _answer(budget, 6)
    assert time.now > 1000.0


async def test_a_penalty_is_the_chats_until_another_chat_meets_one_too(time: Time) -> None:
    budget = _budget(time)
    assert not budget.penalise(5, 30)
    assert budget.wait_for_chat(5) == 30.0
    assert await budget.may_leave(1) == 1
    assert time.now == 1000.0
    assert budget.penalise(6, 20)
    await budget.may_leave(1)
    assert time.now == 1020.0


async def test_an_answer_waits_out_a_short_penalty_once_and_gives_up_on_a_long_one(time: Time) -> None:
    budget = _budget(time)
    tries: list[float] = []

    async def limited() -> str:
        tries.append(time.now)
        if len(tries) == 1:
            raise RetryAfter(timedelta(seconds=3))
        return "sent"

    assert await _answer(budget, 5, limited) == "sent"
    assert tries == [1000.0, 1003.0]

    async def parked() -> str:
        raise RetryAfter(timedelta(seconds=300))

    with pytest.raises(RetryAfter):
        await _answer(budget, 6, parked)


async def test_calls_that_send_nothing_and_notices_are_not_counted_twice(time: Time) -> None:
    budget = _budget(time)

    async def done() -> bool:
        return True

    for _ in range(100):
        await budget.process_request(done, (), {}, "answerCallbackQuery", {}, None)
        await budget.process_request(done, (), {}, "sendMessage", {"chat_id": 5}, NOTICE)
    assert time.now == 1000.0
    assert await budget.may_leave(20) == 20


async def test_a_raised_budget_sends_as_fast_as_it_says(time: Time) -> None:
    budget = _budget(time, 1000)
    await _leave(budget, 10_000)
    assert 9 <= time.now - 1000.0 <= 10.2
