"""A draft's steps as they are typed or pressed; publishing it, and undoing what was published."""

import asyncio

from telegram import Update

from bot import lessons
from bot import teaching_keyboards as keyboards
from bot import teaching_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import TEACH
from bot.lesson_drafts import AWAIT_STEP, taken, try_out
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import Right, on_awaited, on_buttons
from bot.roles import actor
from bot.texts import overlay_broken
from knowledge import misses_store, own_content, teaching_store
from knowledge.loader import ContentError
from knowledge.teaching import UnfitError
from knowledge.trial import answered_now


async def typed(update: Update, context: WardContext) -> None:
    """What was typed at a draft's step."""
    message, ward = update.effective_message, context.ward
    awaited = ward.expecting.awaited(message.chat_id) if message else None
    if message is not None and awaited is not None:
        await _take(update, context, awaited.about, message.text or "")


async def chosen(update: Update, context: WardContext) -> None:
    """What was pressed instead of typing; a button of another step than the next one is out of date."""
    _, _, number, step, value = pressed(update)
    draft = await context.ward.database.run(teaching_store.draft, int(number))
    if draft is None or draft.todo[:1] != (step,):
        await turn(update, context, texts.NO_DRAFT)
        return
    await _take(update, context, int(number), value)


async def _take(update: Update, context: WardContext, number: int, what: str) -> None:
    ward, chat = context.ward, update.effective_chat
    draft = await ward.database.run(teaching_store.draft, number)
    if draft is None or not draft.todo:
        if chat is not None:
            ward.expecting.taken(chat.id)
        await say(update, context, texts.NO_DRAFT)
        return
    try:
        await taken(update, context, number, draft, what)
    except UnfitError as error:
        await say(update, context, str(error))


async def publish(update: Update, context: WardContext) -> None:
    """Publish what was tried and spoils nothing; what was not tried on today's content is tried first."""
    await _publish(update, context, override=False)


async def ask_to_override(update: Update, context: WardContext) -> None:
    """One more question before something is spoiled."""
    await turn(update, context, texts.OVERRIDE, keyboards.override(int(pressed(update)[2])))


async def override(update: Update, context: WardContext) -> None:
    """Publish although something is spoiled."""
    await _publish(update, context, override=True)


async def _publish(update: Update, context: WardContext, *, override: bool) -> None:
    ward, number, folder = context.ward, int(pressed(update)[2]), context.ward.settings.own_content
    draft = await ward.database.run(teaching_store.draft, number)
    if draft is None or draft.todo:
        await turn(update, context, texts.NO_DRAFT)
        return
    state = await asyncio.to_thread(own_content.state, folder)
    found = await ward.database.run(teaching_store.tried, number, state)
    if found is None:
        await try_out(update, context, number, draft)
        return
    if found == "spoils" and not override:
        await ask_to_override(update, context)
        return
    now = ward.clock().astimezone(ward.settings.zone)
    try:
        version = await ward.database.run(
            lessons.publish, number, ward.assistant.library, folder, actor(update), now, override=found == "spoils"
        )
    except OSError:
        await say(update, context, texts.CANNOT_WRITE, keyboards.try_again(number))
        return
    if version is None:
        await turn(update, context, texts.NO_DRAFT)
        return
    told = await _take_over(context) or texts.PUBLISHED
    await turn(update, context, told, keyboards.published(version))
    kept = await ward.database.run(misses_store.misses)
    answered = await asyncio.to_thread(answered_now, ward.assistant, kept, now)
    await ward.database.run(misses_store.settle, answered)


async def _take_over(context: WardContext) -> str | None:
    """Serve the changed content; returns what is wrong with it, if anything is."""
    try:
        await asyncio.to_thread(context.ward.assistant.reload_if_changed, context.ward.clock())
    except ContentError as error:
        return overlay_broken(str(error))
    return None


async def undo(update: Update, context: WardContext) -> None:
    """Put back what a change replaced."""
    ward, number = context.ward, int(pressed(update)[2])
    undone = await ward.database.run(lessons.undo, number, ward.settings.own_content, actor(update), ward.clock())
    if undone is None:
        await turn(update, context, texts.CANNOT_UNDO)
        return
    await turn(update, context, await _take_over(context) or texts.UNDONE, keyboards.undone())


async def drop(update: Update, context: WardContext) -> None:
    """Forget a draft."""
    ward, chat = context.ward, update.effective_chat
    await ward.database.run(teaching_store.drop_draft, int(pressed(update)[2]))
    if chat is not None:
        ward.expecting.taken(chat.id)
    await turn(update, context, texts.DROPPED)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,9}"
    on_awaited(application, AWAIT_STEP, typed, Right.OFFICER)
    buttons = {
        f"{TEACH}:as:{number}:(?:topic|source|validity):[a-z0-9-]{{1,40}}": chosen,
        f"{TEACH}:publish:{number}": publish,
        f"{TEACH}:anyway:{number}": ask_to_override,
        f"{TEACH}:override:{number}": override,
        f"{TEACH}:drop:{number}": drop,
        f"{TEACH}:undo:{number}": undo,
    }
    on_buttons(application, buttons)
