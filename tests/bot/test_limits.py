"""How much one chat may ask, and that chats do not disturb each other."""

import asyncio
from datetime import timedelta

from telegram import Chat, Message, Update

from bot.limits import ChatLimit, Verdict
from bot.ordering import OrderedByChat
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


def test_the_memory_is_bounded() -> None:
    limit = ChatLimit(most=1, most_chats=2)
    assert [limit.judge(chat, NOW) for chat in (1, 1, 2, 3, 1)] == [SERVE, WARN, SERVE, SERVE, SERVE]


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
