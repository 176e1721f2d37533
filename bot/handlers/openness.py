"""`/minhbach`: how well the assistant does, for everybody."""

import asyncio
from datetime import date

from telegram import Update

from bot import openness_texts as texts
from bot.context import Ward, WardApplication, WardContext
from bot.figures import Figures
from bot.keyboards import OPENNESS
from bot.replies import say
from bot.rights import on_button, on_command
from bot.statistics import ONE_DAY, figures_of


class Openness:
    """The last days up to yesterday, counted once a day: what everybody may ask for must cost nothing, and nobody can
    watch the numbers change with what somebody just asked.
    """

    def __init__(self) -> None:
        """Nothing was counted yet."""
        self._counted: tuple[date, Figures] | None = None
        self._counting = asyncio.Lock()

    async def show(self, update: Update, context: WardContext) -> None:
        """The day's figures in words."""
        ward = context.ward
        today = ward.clock().date()
        await say(update, context, texts.openness(ward.name, await self._figures(ward, today), today))

    async def _figures(self, ward: Ward, today: date) -> Figures:
        async with self._counting:
            if self._counted is None or self._counted[0] != today:
                library, zone = ward.assistant.library, ward.settings.zone
                found = await ward.database.run(figures_of, library, today - texts.DAYS, today - ONE_DAY, zone)
                self._counted = today, found
            return self._counted[1]


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    openness = Openness()
    on_command(application, "minhbach", openness.show)
    on_button(application, f"{OPENNESS}:show", openness.show)
