"""Waiting for the delivery engine, which works in the background of a running application."""

import asyncio
from collections.abc import Callable

from bot.context import WardApplication
from broadcasts.moments import stored

LONGEST = 60
"""Seconds after which a test gives up; nothing it waits for takes as much as one."""


async def carried_out(application: WardApplication) -> None:
    """Until everything that is due was started and has nothing left to do."""
    ward = application.bot_data["ward"]
    open_now = """
        select count(*) from sendings where state = 'going' or state = 'waiting' and due_at <= ?
    """
    due = stored(ward.clock())
    async with asyncio.timeout(LONGEST):
        while True:
            ward.dispatcher.wake()
            (left,) = await ward.database.run(lambda db: db.execute(open_now, [due]).fetchone())
            if not left:
                return


async def until(application: WardApplication, happened: Callable[[], bool]) -> None:
    """Until something the engine does in its own time has happened."""
    async with asyncio.timeout(LONGEST):
        while not happened():
            await application.bot_data["ward"].database.run(lambda _: None)
