"""`/lich`: what is running and what lies ahead."""

from telegram import Update

from bot import keyboards, texts
from bot.context import WardApplication, WardContext
from bot.replies import say
from bot.rights import on_button, on_command

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
    on_command(application, "lich", show_calendar)
    on_button(application, f"{keyboards.PAGE}:calendar", show_calendar)
