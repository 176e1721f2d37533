"""Updates of different chats are handled at once, those of one chat in their order."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

Handled = Callable[[object, float], None]


class OrderedByChat(BaseUpdateProcessor):
    """A slow network for one person never delays another; two messages of one person never overtake each other."""

    def __init__(self, handled: Handled | None = None, max_concurrent_updates: int = 64) -> None:
        """`handled` is told every update with the seconds it took; `max_concurrent_updates` bounds those under way."""
        super().__init__(max_concurrent_updates)
        self._handled = handled
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates, then handle this one."""
        started = time.monotonic()
        try:
            await self._in_order(update, coroutine)
        finally:
            if self._handled is not None:
                self._handled(update, time.monotonic() - started)

    async def _in_order(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.get(chat.id)
        if lock is None:
            lock = self._locks[chat.id] = asyncio.Lock()
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""
