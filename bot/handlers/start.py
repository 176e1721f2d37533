"""Greeting, main menu and help."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import keyboards, texts
from bot.context import WardApplication, WardContext
from bot.replies import say, show_entry, target_count

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def start(update: Update, context: WardContext) -> None:
    """Greet; a deep link's payload leads straight to the entry or topic it names."""
    payload = context.args[0] if context.args else ""
    kind, _, key = payload.partition("_")
    if kind == keyboards.ENTRY and await show_entry(update, context, key):
        return
    await say(update, context, texts.greeting(context.ward.name), keyboards.main_menu(target_count(context)))


async def menu(update: Update, context: WardContext) -> None:
    """The main menu."""
    await say(update, context, texts.menu(context.ward.name), keyboards.main_menu(target_count(context)))


async def show_help(update: Update, context: WardContext) -> None:
    """How to use the assistant."""
    await say(update, context, texts.help_text(context.ward.name))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    application.add_handler(CommandHandler("start", start, PRIVATE))
    application.add_handler(CommandHandler("menu", menu, PRIVATE))
    application.add_handler(CommandHandler(["giup", "help"], show_help, filters.UpdateType.MESSAGE))
    application.add_handler(CallbackQueryHandler(menu, f"^{keyboards.data(keyboards.PAGE, 'menu')}$"))
