"""Greeting, main menu and help."""

from telegram import Update

from bot import keyboards, menus, texts
from bot.context import WardApplication, WardContext
from bot.replies import main_menu, say, show_entry
from bot.rights import PRIVATE, on_button, on_command
from bot.roles import address
from broadcasts.people import LONGEST_NAME
from broadcasts.people_store import name_offices


async def start(update: Update, context: WardContext) -> None:
    """Greet; a deep link's payload leads straight to the entry or topic it names."""
    person = update.effective_user
    if person is not None and context.ward.roles.of(person.id):
        # Until an officer first writes, Telegram knows no chat to set a menu for, and we no name.
        await menus.set_for(context.bot, context.ward.roles, {person.id})
        await context.ward.database.run(name_offices, address(person.id), person.full_name[:LONGEST_NAME])
    payload = context.args[0] if context.args else ""
    kind, _, key = payload.partition("_")
    if kind == keyboards.ENTRY and await show_entry(update, context, key):
        return
    await say(update, context, texts.greeting(context.ward.name), main_menu(update, context))


async def menu(update: Update, context: WardContext) -> None:
    """The main menu."""
    await say(update, context, texts.menu(context.ward.name), main_menu(update, context))


async def show_help(update: Update, context: WardContext) -> None:
    """How to use the assistant."""
    await say(update, context, texts.help_text(context.ward.name))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "start", start, PRIVATE)
    on_command(application, "menu", menu, PRIVATE)
    on_command(application, ["giup", "help"], show_help)
    on_button(application, keyboards.data(keyboards.PAGE, "menu"), menu)
