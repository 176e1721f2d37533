"""The delivery engine alone, as a process that can be killed: database, dispatcher, messenger and pacing.

It leaves out the conversation and its content, which take two seconds to load. Its processes are forked from one that
has everything imported, so that starting one costs a few hundredths of a second.
"""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ctypes import c_double
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as the program does, before telegram is imported

from telegram.ext import Application, ExtBot

from bot import database
from bot.logs import set_up_logging
from bot.messenger import TelegramMessenger
from bot.pacing import Pacing
from bot.transport import CONNECTIONS, AiohttpRequest
from broadcasts.dispatcher import Dispatcher
from tests.reliability.books import MIGRATIONS

SOON = timedelta(seconds=1)
"""For which a message in doubt waits here; the program's minute would only make the tests longer."""
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.reliability.sender"])


@asynccontextmanager
async def client(url: str, token: str, pacing: Pacing) -> AsyncIterator[ExtBot[int]]:
    """A bot as the application has it, at this server."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    builder = Application.builder().token(token).base_url(f"{url}/bot").updater(None).rate_limiter(pacing)
    builder = builder.request(AiohttpRequest(url, CONNECTIONS)).get_updates_request(AiohttpRequest(url, 1))
    async with builder.build().bot as bot:
        yield bot


async def _carry_out(path: Path, url: str, token: str, per_second: float, in_doubt: timedelta, ahead: c_double) -> None:
    thread = database.DatabaseThread(path, MIGRATIONS)
    pacing = Pacing(per_second)
    async with client(url, token, pacing) as bot:
        await thread.open()
        await Dispatcher(
            thread.run,
            TelegramMessenger(bot, pacing, lambda: "phường Thử", ZoneInfo("Asia/Ho_Chi_Minh")),
            lambda: datetime.now(UTC) + timedelta(seconds=ahead.value),
            in_doubt=in_doubt,
        ).forever()


def work(
    path: Path,
    url: str,
    token: str,
    per_second: float,
    in_doubt: timedelta,
    ahead: c_double,
    busy_timeout_ms: int,
) -> None:
    """What the process does, until it is killed. A fault it does not survive ends it, which tests notice."""
    set_up_logging(log_format="text", level="CRITICAL")
    database.BUSY_TIMEOUT_MS = busy_timeout_ms
    asyncio.run(_carry_out(path, url, token, per_second, in_doubt, ahead))


class Sender:
    """Starts, kills and starts again; `ahead` is by how many seconds its clock is wrong."""

    def __init__(
        self,
        path: Path,
        url: str,
        token: str,
        per_second: float = 500.0,
        busy_timeout_ms: int = database.BUSY_TIMEOUT_MS,
        in_doubt: timedelta = SOON,
    ) -> None:
        # Without a lock: a process killed while it reads would leave it locked for the next one.
        self.ahead: c_double = PROCESSES.Value("d", 0.0, lock=False)
        self._what = (path, url, token, per_second, in_doubt, self.ahead, busy_timeout_ms)
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        self._process = PROCESSES.Process(target=work, args=self._what, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def kill(self) -> None:
        """End it as a power cut would: without a word."""
        assert self._process is not None
        self._process.kill()
        self._process.join()

    def __enter__(self) -> "Sender":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
