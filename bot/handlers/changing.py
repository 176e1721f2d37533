"""Correcting and recalling what was sent: the new text, a look at it, and an explicit yes."""

import secrets
from dataclasses import replace

from telegram import Update
from telegram.error import BadRequest

from bot import change_keyboards as keyboards
from bot import change_texts as texts
from bot.context import WardApplication, WardContext
from bot.drafting import problem
from bot.keyboards import NOTICE
from bot.messenger import rewrite
from bot.presses import answer, pressed
from bot.rendering import sample, shown
from bot.replies import say, turn
from bot.rights import Right, on_awaited, on_buttons
from bot.roles import actor
from broadcasts import change_store, delivery_store, notice_store
from broadcasts.notice import IllegalStepError, Notice

AWAIT_CORRECTION, AWAIT_YES = "corrected text of a notice", "yes to a correction"


async def _changeable(update: Update, context: WardContext, sending: int) -> Notice | None:
    """The notice of a sending that can be changed; says so if it cannot (any more)."""
    run = context.ward.database.run
    notice = await run(notice_store.notice_of, sending)
    if notice is None or not await run(change_store.can_be_changed, sending):
        await turn(update, context, texts.CANNOT_BE_CHANGED)
        return None
    return notice


async def _copies(context: WardContext, sending: int) -> int:
    return (await context.ward.database.run(delivery_store.count, sending)).sent


async def choose(update: Update, context: WardContext) -> None:
    """What can be done about what was sent."""
    sending = int(pressed(update)[2])
    notice = await _changeable(update, context, sending)
    if notice is not None:
        last = await context.ward.database.run(change_store.last_change, sending)
        text = texts.choose(notice.code, await _copies(context, sending))
        await turn(update, context, text, keyboards.choose(sending, last))


async def ask_text(update: Update, context: WardContext) -> None:
    """Await the corrected text."""
    sending, chat = int(pressed(update)[2]), update.effective_chat
    if chat is not None and await _changeable(update, context, sending) is not None:
        context.ward.expecting.expect(chat.id, AWAIT_CORRECTION, sending)
        await say(update, context, texts.WRITE)


async def take_text(update: Update, context: WardContext) -> None:
    """Show the corrected notice as readers will see it, and ask."""
    message, chat, ward = update.effective_message, update.effective_chat, context.ward
    awaited = ward.expecting.awaited(chat.id) if chat else None
    if message is None or chat is None or awaited is None:
        return
    sending = awaited.about
    notice = await _changeable(update, context, sending)
    if notice is None:
        return
    sent_on = dict(await ward.database.run(notice_store.sendings_of, notice.id))[sending]
    corrected = replace(notice, body=replace(notice.body, text=message.text_html, corrected=ward.clock()))
    refusal = problem(corrected.body)
    if refusal is not None:
        await say(update, context, refusal)
        return
    text = shown(ward.name, ward.settings.zone, sample(corrected, sent_on))
    replaces = await _preview(context, chat.id, notice, text)
    if replaces is None:
        ward.expecting.taken(chat.id)
        last = await ward.database.run(change_store.last_change, sending)
        await say(update, context, texts.HAS_NO_WORDS, keyboards.choose(sending, last))
        return
    token = secrets.token_hex(4)
    ward.expecting.expect(chat.id, AWAIT_YES, (token, message.text_html, replaces))
    question = texts.confirm_correction(await _copies(context, sending))
    await say(update, context, question, keyboards.confirm_correction(sending, token))


async def _preview(context: WardContext, chat_id: int, notice: Notice, text: str) -> bool | None:
    """Show the corrected notice to its author; returns whether the text replaces what was copied, None if that has no
    words to correct.
    """
    if notice.body.copied_from is None or notice.body.album:
        await context.bot.send_message(chat_id, text, parse_mode="HTML")
        return False
    copied_from, message = int(notice.body.copied_from.chat_id), int(notice.body.copied_message)
    copy = (await context.bot.copy_message(chat_id, copied_from, message)).message_id
    for replaces in (False, True):
        try:
            await rewrite(context.bot, chat_id, copy, text, caption=not replaces)
        except BadRequest:
            continue
        return replaces
    return None


async def correct(update: Update, context: WardContext) -> None:
    """Carry out the correction that was looked at; a second press finds none."""
    ward, chat, parts = context.ward, update.effective_chat, pressed(update)
    awaited = ward.expecting.awaited(chat.id) if chat else None
    if chat is None or awaited is None or awaited.kind != AWAIT_YES or awaited.about[0] != parts[3]:
        await turn(update, context, texts.CORRECTION_GONE)
        return
    ward.expecting.taken(chat.id)
    _, text, replaces = awaited.about
    try:
        change = await ward.database.run(
            change_store.correct, int(parts[2]), text, actor(update), ward.clock(), replaces_copy=replaces
        )
    except IllegalStepError:
        await turn(update, context, texts.CANNOT_BE_CHANGED)
        return
    await answer(update, context)
    await ward.progress.follow(update, change)
    ward.dispatcher.wake()


async def ask_recall(update: Update, context: WardContext) -> None:
    """Ask before everything is taken back."""
    sending = int(pressed(update)[2])
    notice = await _changeable(update, context, sending)
    if notice is not None:
        text = texts.confirm_recall(notice.code, await _copies(context, sending))
        await turn(update, context, text, keyboards.confirm_recall(sending))


async def recall(update: Update, context: WardContext) -> None:
    """Carry out a recall."""
    ward = context.ward
    try:
        change = await ward.database.run(change_store.recall, int(pressed(update)[2]), actor(update), ward.clock())
    except IllegalStepError:
        await turn(update, context, texts.CANNOT_BE_CHANGED)
        return
    await answer(update, context)
    await ward.progress.follow(update, change)
    ward.dispatcher.wake()


async def keep(update: Update, context: WardContext) -> None:
    """Change nothing."""
    if update.effective_chat is not None:
        context.ward.expecting.taken(update.effective_chat.id)
    await turn(update, context, texts.NOTHING_CHANGED)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_awaited(application, AWAIT_CORRECTION, take_text, Right.OFFICER)
    buttons = {
        f"{NOTICE}:change:{number}": choose,
        f"{NOTICE}:correct:{number}": ask_text,
        f"{NOTICE}:corrected:{number}:[0-9a-f]{{8}}": correct,
        f"{NOTICE}:recall:{number}": ask_recall,
        f"{NOTICE}:recalled:{number}": recall,
        f"{NOTICE}:keep:{number}": keep,
    }
    on_buttons(application, buttons)
