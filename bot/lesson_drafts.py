"""A draft step by step: asking for what is still missing, then trying it and showing it as people will see it."""

import asyncio

from telegram import Update

from bot import lessons, teaching_texts, texts
from bot import teaching_keyboards as keyboards
from bot.context import WardContext
from bot.presses import answer
from bot.replies import say
from bot.roles import actor
from bot.trials import TrialError
from knowledge import check, own_content, teaching_store
from knowledge.loader import Library
from knowledge.teaching import Draft, phrasings, take, without_source

AWAIT_STEP = "step of a draft"
_REPORTS = 5
"""Reports of progress: Telegram lets a message be edited about once a second."""


async def begin(update: Update, context: WardContext, draft: Draft) -> None:
    """Keep a new draft and go on with its first step."""
    number = await context.ward.database.run(teaching_store.add_draft, draft, context.ward.clock())
    await go_on(update, context, number, draft)


async def taken(update: Update, context: WardContext, number: int, draft: Draft, typed: str) -> None:
    """Take what was typed or pressed at a draft's step, and go on. Raises UnfitError."""
    ward = context.ward
    changed = take(draft, typed, ward.assistant.library, ward.clock().date())
    await ward.database.run(teaching_store.change_draft, number, changed)
    await go_on(update, context, number, changed)


async def go_on(update: Update, context: WardContext, number: int, draft: Draft) -> None:
    """Ask for a draft's next step; when there is none left, try it."""
    ward, chat = context.ward, update.effective_chat
    if chat is None:
        return
    if not draft.todo:
        ward.expecting.taken(chat.id)
        await try_out(update, context, number, draft)
        return
    ward.expecting.expect(chat.id, AWAIT_STEP, number)
    library = ward.assistant.library
    label = library.ward[draft.target].label if draft.kind == "fill" else ""
    asked = teaching_texts.prompt(
        draft, label, without_source(draft, library), phrasings(draft, library), check.LEAST_PHRASINGS
    )
    await say(update, context, asked, keyboards.step(number, draft, library.topics.values()))


async def try_out(update: Update, context: WardContext, number: int, draft: Draft) -> None:
    """Try a finished draft, show it as people will see it, tell what it would change, and ask whether to publish."""
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    if chat is None:
        return
    await answer(update, context)
    library, folder = ward.assistant.library, ward.settings.own_content
    author = await ward.database.run(lessons.author, actor(update))
    text = lessons.block(draft, library, folder, author, now.astimezone(ward.settings.zone))
    state = await asyncio.to_thread(own_content.state, folder)
    shown = draft.target if draft.kind != "fill" else next(iter(check.waiting_for(library, draft.target)), None)
    changed = [draft.target] if draft.kind != "fill" else []
    message = await context.bot.send_message(chat.id, teaching_texts.trying(0, 0), parse_mode="HTML")
    told = 0

    async def progress(done: int, of: int) -> None:
        nonlocal told
        if of and done * _REPORTS // of > told:
            told = done * _REPORTS // of
            await message.edit_text(teaching_texts.trying(done, of), parse_mode="HTML")

    try:
        tried = await ward.trials.run(draft.name, text, changed, shown, now, progress)
    except TrialError:
        await message.edit_text(
            teaching_texts.TRIAL_FAILED, parse_mode="HTML", reply_markup=keyboards.try_again(number)
        )
        return
    if tried.trial is None:
        await message.edit_text(
            teaching_texts.problems(tried.problems), parse_mode="HTML", reply_markup=keyboards.drop(number)
        )
        return
    spoils = bool(tried.trial.spoiled)
    await ward.database.run(teaching_store.remember_trial, number, state, spoils=spoils)
    if tried.preview is not None:
        await message.edit_text(teaching_texts.TRIED)
        await context.bot.send_message(chat.id, texts.answer(tried.preview), parse_mode="HTML")
    question = teaching_texts.tried(draft, _title(draft, library), tried.trial)
    await context.bot.send_message(
        chat.id, question, parse_mode="HTML", reply_markup=keyboards.tried(number, spoils=spoils)
    )


def _title(draft: Draft, library: Library) -> str:
    if draft.kind == "fill":
        return f"{library.ward[draft.target].label}: {draft.value}"
    return draft.title or library.entries[draft.target].title
