"""`/baocao`: how a notice was answered, as words, picture and file; reminding those who are silent."""

import asyncio
import functools

from telegram import Update

from bot import follow_up_texts as texts
from bot import report_keyboards as keyboards
from bot.context import WardApplication, WardContext
from bot.keyboards import REPORT
from bot.notice_texts import first_words
from bot.planning import reminder
from bot.presses import answer, pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, on_buttons, on_command
from bot.roles import actor
from broadcasts import notice_store, reminder_store, report_store
from broadcasts.report import Report

LISTED = 8


async def show_asked(update: Update, context: WardContext) -> None:
    """The last sendings that went to leaders."""
    ward = context.ward
    found = await ward.database.run(report_store.latest_asked, LISTED, ward.clock())
    keyboard = keyboards.reports(found) if found else keyboards.targets_only()
    await turn(update, context, texts.reports(found, ward.settings.zone), keyboard)


async def _report(update: Update, context: WardContext) -> Report | None:
    """The report of the pressed button's sending; says so if it is gone."""
    ward, sending = context.ward, int(pressed(update)[2])
    notice = await ward.database.run(notice_store.notice_of, sending)
    title = first_words(notice.body.text) if notice is not None else ""
    report: Report | None = await ward.database.run(report_store.report, sending, title, ward.clock())
    if report is None:
        await turn(update, context, texts.NO_REPORT)
    return report


async def show(update: Update, context: WardContext) -> None:
    """How one sending was answered: the picture, and under it the words."""
    from bot.report_picture import matrix

    report, chat, ward = await _report(update, context), update.effective_chat, context.ward
    if report is None or chat is None:
        return
    await answer(update, context)
    async with ward.drawing:
        picture = await asyncio.to_thread(matrix, report, ward.settings.zone)
    await context.bot.send_photo(chat.id, picture)
    await say(update, context, texts.told(report), keyboards.report(int(pressed(update)[2]), report))


async def update_words(update: Update, context: WardContext) -> None:
    """The words anew, in place."""
    report = await _report(update, context)
    if report is not None:
        await turn(update, context, texts.told(report), keyboards.report(int(pressed(update)[2]), report))


async def send_file(update: Update, context: WardContext) -> None:
    """The Excel file."""
    from broadcasts.report_workbook import report_workbook

    report, chat, ward = await _report(update, context), update.effective_chat, context.ward
    if report is None or chat is None:
        return
    await answer(update, context)
    content = await asyncio.to_thread(report_workbook, report, ward.settings.zone)
    await context.bot.send_document(chat.id, content, filename=texts.file_name(report))


async def remind(update: Update, context: WardContext) -> None:
    """Remind only those who are silent."""
    ward, sending = context.ward, int(pressed(update)[2])
    compose = functools.partial(reminder, ward.settings.zone)
    people = await ward.database.run(reminder_store.remind_silent, sending, actor(update), ward.clock(), compose)
    ward.dispatcher.wake()
    await say(update, context, texts.reminded(people))


async def show_answers(update: Update, context: WardContext) -> None:
    """Who said what: figures, reasons, who comes."""
    report = await _report(update, context)
    if report is not None:
        await say(update, context, texts.answers(report))


async def show_targets(update: Update, context: WardContext) -> None:
    """The targets leaders have reported figures for."""
    numbers = await context.ward.database.run(report_store.reported_targets)
    targets = [entry for entry in context.ward.assistant.library.targets() if entry.number in numbers]
    await turn(update, context, texts.TARGETS if targets else texts.NO_TARGETS, keyboards.targets(targets))


async def show_target(update: Update, context: WardContext) -> None:
    """One target's figures by TDP, and how their sum grew."""
    from bot.target_picture import target_chart

    ward, chat, number = context.ward, update.effective_chat, int(pressed(update)[2])
    found = await ward.database.run(report_store.target_figures, number, ward.settings.zone)
    entry = next((one for one in ward.assistant.library.targets() if one.number == number), None)
    if found is None or entry is None or chat is None:
        await turn(update, context, texts.NO_TARGETS)
        return
    await answer(update, context)
    async with ward.drawing:
        picture = await asyncio.to_thread(target_chart, entry.title, found.unit, None, found.by_tdp, found.progress)
    await context.bot.send_photo(chat.id, picture, caption=texts.target(number, found.unit))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_command(application, "baocao", show_asked, PRIVATE)
    on_buttons(
        application,
        {
            f"{REPORT}:list": show_asked,
            f"{REPORT}:show:{number}": show,
            f"{REPORT}:words:{number}": update_words,
            f"{REPORT}:file:{number}": send_file,
            f"{REPORT}:remind:{number}": remind,
            f"{REPORT}:answers:{number}": show_answers,
            f"{REPORT}:targets": show_targets,
            f"{REPORT}:target:[0-9]{{1,3}}": show_target,
        },
    )
