"""How much one chat may ask, and that chats do not disturb each other."""

import asyncio
from datetime import timedelta

from telegram import Chat, Message, Update

from bot import texts
from bot.context import WardApplication
from bot.expecting import PATIENCE, Expecting
from bot.limits import ChatLimit, Verdict
from bot.ordering import OrderedByChat
from bot.pretend import PretendTelegram
from bot.rights import MOST_STEPS
from tests.bot.phone import Phone
from tests.conftest import NOW

SERVE, WARN, IGNORE = Verdict


def test_the_first_above_the_limit_is_warned_and_the_rest_ignored() -> None:
    limit = ChatLimit(most=2)
    assert [limit.judge(1, NOW) for _ in range(5)] == [SERVE, SERVE, WARN, IGNORE, IGNORE]
    assert limit.judge(2, NOW) is SERVE


def test_after_the_span_it_serves_and_warns_again() -> None:
    limit = ChatLimit(most=1, span=timedelta(minutes=1))
    later = NOW + timedelta(minutes=1)
    assert [limit.judge(1, NOW), limit.judge(1, NOW), limit.judge(1, later), limit.judge(1, later)] == [
        SERVE, WARN, SERVE, WARN,
    ]  # fmt: skip


def judged(limit: ChatLimit, *seconds: int) -> list[Verdict]:
    """What is done with one chat's messages at these times."""
    return [limit.judge(1, NOW + timedelta(seconds=second)) for second in seconds]


def test_each_message_counts_for_exactly_the_span() -> None:
    assert judged(ChatLimit(most=2), 0, 30, 59, 60, 61, 89, 90) == [SERVE, SERVE, WARN, SERVE, WARN, IGNORE, SERVE]


def test_unless_said_otherwise_a_chat_has_twenty_in_a_minute_and_ten_thousand_chats_are_remembered() -> None:
    limit = ChatLimit()
    assert judged(limit, *[0] * 22, 59, 60) == [SERVE] * 20 + [WARN, IGNORE, IGNORE, SERVE]
    for chat in range(10_001):
        limit.judge(chat, NOW + timedelta(minutes=1))
    assert len(limit) == 10_000


def test_the_memory_is_bounded() -> None:
    limit = ChatLimit(most=1, most_chats=2)
    assert [(limit.judge(chat, NOW), len(limit)) for chat in (1, 1, 2, 3, 1)] == [
        (SERVE, 1), (WARN, 1), (SERVE, 2), (SERVE, 2), (SERVE, 2),
    ]  # fmt: skip


def test_looking_whether_a_limit_is_used_up_counts_nothing() -> None:
    limit = ChatLimit(most=2)
    assert [limit.is_used_up(1, NOW) for _ in range(5)] == [False] * 5
    assert judged(limit, 0, 30) == [SERVE, SERVE]
    times = [timedelta(seconds=second) for second in (30, 59, 60)]
    assert [limit.is_used_up(1, NOW + time) for time in times] == [True, True, False]
    assert [limit.is_used_up(2, NOW + time) for time in times] == [False] * 3
    once = ChatLimit(most=2)
    judged(once, 0)
    assert not once.is_used_up(1, NOW)


def test_who_is_silent_for_a_span_takes_no_memory() -> None:
    limit = ChatLimit(most=1)
    for chat in (1, 1, 2):
        limit.judge(chat, NOW)
    assert len(limit) == 2
    assert limit.judge(3, NOW + timedelta(minutes=1)) is SERVE
    assert len(limit) == 1
    assert limit.judge(4, NOW + timedelta(seconds=90)) is SERVE
    assert limit.judge(5, NOW + timedelta(minutes=2)) is SERVE
    assert len(limit) == 2


def test_what_was_awaited_in_vain_is_forgotten() -> None:
    now = [NOW]
    expecting = Expecting(lambda: now[0])
    expecting.expect(1, "question", "what somebody wrote")
    now[0] += PATIENCE / 2
    expecting.expect(2, "question")
    now[0] += PATIENCE / 2
    expecting.forget_old()
    assert (len(expecting), expecting.awaited(1), expecting.awaited(2) is None) == (1, None, False)


async def test_words_are_no_steps(resident: Phone) -> None:
    for _ in range(MOST_STEPS):
        await resident.says("đừng gửi nữa")
    assert (await resident.asks("/menu")).text != texts.SLOW_DOWN


async def test_nobody_can_press_faster_than_a_hand_and_who_does_is_told_once(
    application: WardApplication, telegram: PretendTelegram, resident: Phone
) -> None:
    for _ in range(MOST_STEPS // 2):
        assert len(await resident.says("/lich")) == 1
        assert len(await resident.presses_data("m:topics")) == 1
    assert await resident.presses_data("m:topics") == []
    assert telegram.calls[-1].parameters["text"] == texts.SLOW_DOWN
    calls = len(telegram.calls)
    assert await resident.presses_data("m:topics") == await resident.says("/lich") == []
    assert [call.parameters.get("text") for call in telegram.calls[calls:]] == [None]
    assert (await resident.asks("có cháy nhà")).text.startswith("GỌI NGAY 114")
    assert len(await Phone(application, telegram, 502).says("/lich")) == 1


async def test_whoever_types_commands_too_fast_is_told_once_in_words(resident: Phone) -> None:
    told = [seen.text for _ in range(MOST_STEPS + 3) for seen in await resident.says("/riengtu")]
    assert (len(told), told.count(texts.SLOW_DOWN), told[-1]) == (MOST_STEPS + 1, 1, texts.SLOW_DOWN)


async def test_one_chat_is_served_in_order_and_another_does_not_wait() -> None:
    order: list[str] = []
    released = asyncio.Event()

    async def slow() -> None:
        await released.wait()
        order.append("slow")

    async def quick(name: str) -> None:
        order.append(name)

    def update(chat_id: int) -> Update:
        return Update(1, message=Message(1, NOW, Chat(chat_id, "private")))

    processor = OrderedByChat()
    first = asyncio.create_task(processor.process_update(update(1), slow()))
    await asyncio.sleep(0)
    second = asyncio.create_task(processor.process_update(update(1), quick("after slow")))
    await processor.process_update(update(2), quick("other chat"))
    released.set()
    await asyncio.gather(first, second)
    assert order == ["other chat", "slow", "after slow"]
