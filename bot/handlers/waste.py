"""`/rac`: what goes where. The groups as buttons with pictures, or one thing by name."""

from telegram import Update

from bot import keyboards, texts
from bot.answering import answer_question
from bot.context import WardApplication, WardContext
from bot.replies import say
from bot.rights import on_button, on_command


async def waste(update: Update, context: WardContext) -> None:
    """`/rac`: the groups; `/rac pin cũ`: where that goes."""
    if context.args:
        await answer_question(update, context, texts.where_does_it_go(" ".join(context.args)))
        return
    groups = context.ward.assistant.library.bins.values()
    await say(update, context, texts.waste_heading(), keyboards.bins(groups))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "rac", waste)
    on_button(application, f"{keyboards.PAGE}:waste", waste)
