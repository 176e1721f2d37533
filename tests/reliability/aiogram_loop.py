"""aiogram's bare loop, for `make bench-send`: run by an interpreter of its own, which has aiogram and nothing of ours.

aiogram_loop.py URL TOKEN TEXT FIRST LAST AT_ONCE
"""

import asyncio
import contextlib
import importlib
import sys
from typing import Any


async def main(url: str, token: str, text: str, first: int, last: int, at_once: int) -> None:
    """Send in bundles; what is refused is lost."""
    aiogram: Any = importlib.import_module("aiogram")
    telegram: Any = importlib.import_module("aiogram.client.telegram")
    session: Any = importlib.import_module("aiogram.client.session.aiohttp")
    api = telegram.TelegramAPIServer.from_base(url)
    bot = aiogram.Bot(token, session=session.AiohttpSession(api=api))

    async def send(chat: int) -> None:
        with contextlib.suppress(aiogram.exceptions.AiogramError):
            await bot.send_message(chat, text)

    async with bot:
        for start in range(first, last, at_once):
            await asyncio.gather(*(send(chat) for chat in range(start, min(last, start + at_once))))


if __name__ == "__main__":
    server, its_token, words, *chats = sys.argv[1:]
    asyncio.run(main(server, its_token, words, *(int(number) for number in chats)))
