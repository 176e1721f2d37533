"""What one would write without a delivery engine: send in bundles, and hope. For `make bench-send`."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

from tests.reliability.books import FIRST, TEXT

AT_ONCE = 32


async def _in_bundles(send: Any, people: int) -> None:
    for start in range(FIRST, FIRST + people, AT_ONCE):
        await asyncio.gather(*(send(chat) for chat in range(start, min(FIRST + people, start + AT_ONCE))))


def telegram_plain(url: str, token: str, people: int, limited: bool = False) -> None:
    """python-telegram-bot as it comes; what is refused is lost."""
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").updater(None)
    bot: Any = (builder.rate_limiter(AIORateLimiter(max_retries=5)) if limited else builder).build().bot

    async def send(chat: int) -> None:
        with contextlib.suppress(TelegramError):
            await bot.send_message(chat, TEXT)

    async def run() -> None:
        async with bot:
            await _in_bundles(send, people)

    asyncio.run(run())


def telegram_limited(url: str, token: str, people: int) -> None:
    """python-telegram-bot with the rate limiter it offers."""
    telegram_plain(url, token, people, limited=True)


def aiogram_plain(url: str, token: str, people: int) -> None:
    """aiogram as it comes, in an environment of its own (`make bench-send` makes it): it needs an older pydantic."""
    program = Path(__file__).with_name("aiogram_loop.py")
    chats = (str(FIRST), str(FIRST + people), str(AT_ONCE))
    subprocess.run([AIOGRAM_PYTHON, program, url, token, TEXT, *chats], check=True)  # noqa: S603 - our own words


AIOGRAM_PYTHON = Path(sys.prefix) / "peers" / "bin" / "python"
PEERS: dict[str, Callable[[str, str, int], None]] = {
    "telegram_plain": telegram_plain,
    "telegram_limited": telegram_limited,
    "aiogram_plain": aiogram_plain,
}


def missing() -> list[str]:
    """The peers that cannot run here."""
    limiter = [] if find_spec("aiolimiter") else ["telegram_limited"]
    return [*limiter, *([] if AIOGRAM_PYTHON.exists() else ["aiogram_plain"])]


def installed() -> list[str]:
    """The others."""
    return [name for name in PEERS if name not in missing()]


def work(name: str, url: str, token: str, people: int) -> None:
    """One run, in a process of its own."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    PEERS[name](url, token, people)
