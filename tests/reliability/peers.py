"""What one would write without a delivery engine: send in bundles, and hope. For `make bench-send`."""

import asyncio
import contextlib
import importlib
import os
from importlib.util import find_spec
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

from tests.reliability.books import FIRST, TEXT

AT_ONCE = 32


async def _in_bundles(send: Any, people: int) -> None:
    for start in range(FIRST, FIRST + people, AT_ONCE):
        await asyncio.gather(*(send(chat) for chat in range(start, min(FIRST + people, start + AT_ONCE))))


async def telegram_plain(url: str, token: str, people: int, limited: bool = False) -> None:
    """python-telegram-bot as it comes; what is refused is lost."""
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").updater(None)
    bot: Any = (builder.rate_limiter(AIORateLimiter(max_retries=5)) if limited else builder).build().bot

    async def send(chat: int) -> None:
        with contextlib.suppress(TelegramError):
            await bot.send_message(chat, TEXT)

    async with bot:
        await _in_bundles(send, people)


async def telegram_limited(url: str, token: str, people: int) -> None:
    """python-telegram-bot with the rate limiter it offers."""
    await telegram_plain(url, token, people, limited=True)


async def aiogram_plain(url: str, token: str, people: int) -> None:
    """aiogram as it comes."""
    aiogram: Any = importlib.import_module("aiogram")
    telegram: Any = importlib.import_module("aiogram.client.telegram")
    session: Any = importlib.import_module("aiogram.client.session.aiohttp")
    api = telegram.TelegramAPIServer.from_base(url)
    bot = aiogram.Bot(token, session=session.AiohttpSession(api=api))

    async def send(chat: int) -> None:
        with contextlib.suppress(aiogram.exceptions.AiogramError):
            await bot.send_message(chat, TEXT)

    async with bot:
        await _in_bundles(send, people)


NEEDS = {telegram_plain: "telegram", telegram_limited: "aiolimiter", aiogram_plain: "aiogram"}


def installed() -> dict[str, Any]:
    """The peers that can run here, by name."""
    return {peer.__name__: peer for peer, package in NEEDS.items() if find_spec(package)}


def missing() -> list[str]:
    """The others, with the package each needs."""
    return [f"{peer.__name__} ({package})" for peer, package in NEEDS.items() if not find_spec(package)]


def work(name: str, url: str, token: str, people: int) -> None:
    """One run, in a process of its own."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    asyncio.run(installed()[name](url, token, people))
