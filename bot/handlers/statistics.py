"""`/thongke`: a week or a month of the ward's work, as picture, words and file."""

import asyncio
from datetime import date

from telegram import Update

from bot import statistics_keyboards as keyboards
from bot import statistics_texts as texts
from bot.context import WardApplication, WardContext
from bot.figures import Figures
from bot.keyboards import STATISTICS
from bot.presses import answer, pressed
from bot.replies import say
from bot.rights import PRIVATE, on_buttons, on_command
from bot.statistics import MONTH, WEEK, Period, figures_of


async def show_week(update: Update, context: WardContext) -> None:
    """The week so far."""
    today = context.ward.clock().date()
    await _show(update, context, Period.around(WEEK, today, today))


async def show(update: Update, context: WardContext) -> None:
    """The week or month of a button."""
    await _show(update, context, _chosen(update, context))


async def _show(update: Update, context: WardContext, period: Period) -> None:
    from bot.statistics_picture import statistics_page

    ward, chat = context.ward, update.effective_chat
    if chat is None:
        return
    await answer(update, context)
    figures = await _figures(context, period)
    async with ward.drawing:
        picture = await asyncio.to_thread(statistics_page, figures)
    await context.bot.send_photo(chat.id, picture)
    await say(update, context, texts.words(figures), keyboards.periods(period, ward.clock().date()))


async def send_file(update: Update, context: WardContext) -> None:
    """The Excel file of a button's week or month."""
    from bot.statistics_sheets import statistics_workbook

    chat, period = update.effective_chat, _chosen(update, context)
    if chat is None:
        return
    await answer(update, context)
    content = await asyncio.to_thread(statistics_workbook, await _figures(context, period))
    await context.bot.send_document(chat.id, content, filename=texts.file_name(period))


def _chosen(update: Update, context: WardContext) -> Period:
    """What was pressed; a day that is none, as only a forged button has, is today."""
    _, _, kind, written = pressed(update)
    today = context.ward.clock().date()
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = today
    return Period.around(kind, day, today)


async def _figures(context: WardContext, period: Period) -> Figures:
    ward = context.ward
    found: Figures = await ward.database.run(
        figures_of, ward.assistant.library, period.first, period.last, ward.settings.zone
    )
    return found


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    period = f"(?:{WEEK}|{MONTH}):20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}"
    on_command(application, "thongke", show_week, PRIVATE)
    on_buttons(
        application,
        {
            f"{STATISTICS}:now": show_week,
            f"{STATISTICS}:show:{period}": show,
            f"{STATISTICS}:file:{period}": send_file,
        },
    )
