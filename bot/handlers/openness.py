"""`/minhbach`: how well the assistant does, for everybody."""

from telegram import Update

from bot import openness_texts as texts
from bot.context import WardApplication, WardContext
from bot.figures import Figures
from bot.keyboards import OPENNESS
from bot.replies import say
from bot.rights import on_button, on_command
from bot.statistics import ONE_DAY, figures_of


async def show(update: Update, context: WardContext) -> None:
    """The last days up to yesterday: today's numbers would change with the question somebody just asked."""
    ward = context.ward
    today = ward.clock().date()
    library, zone = ward.assistant.library, ward.settings.zone
    figures: Figures = await ward.database.run(figures_of, library, today - texts.DAYS, today - ONE_DAY, zone)
    await say(update, context, texts.openness(ward.name, figures, today))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "minhbach", show)
    on_button(application, f"{OPENNESS}:show", show)
