"""`/lich`: what is running and what lies ahead."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import keyboards, texts
from bot.context import WardApplication, WardContext
from bot.replies import say

MOST_EVENTS = 10
"""Events in one message; later ones come up as time goes by."""


async def show_calendar(update: Update, context: WardContext) -> None:
    """The next events with the days left, and what can be read about them."""
    library = context.ward.assistant.library
    today = context.ward.clock().date()
    ahead = sorted(
        (event for event in library.events.values() if event.last_day >= today),
        key=lambda event: (max(event.start, today), event.last_day),
    )[:MOST_EVENTS]
    entries = dict.fromkeys(event.entry for event in ahead if event.entry)
    about = [library.entries[entry] for entry in entries][: keyboards.PAGE_SIZE]
    await say(update, context, texts.calendar(ahead, today), keyboards.events(about))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    application.add_handler(CommandHandler("lich", show_calendar, filters.UpdateType.MESSAGE))
    application.add_handler(CallbackQueryHandler(show_calendar, f"^{keyboards.PAGE}:calendar$"))
