"""A notice to pass on in one tap: as text to paste, as a picture, as words for the loudspeaker."""

import asyncio

from telegram import Update

from bot import relay_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import RECEIPT
from bot.presses import answer, pressed
from bot.receipt_texts import NOT_ASKED, ONLY_A_LOOK
from bot.replies import say
from bot.rights import on_button
from bot.roles import actor
from bot.texts import esc
from broadcasts import receipt_store
from broadcasts.loudspeaker import script
from broadcasts.receipt_store import NotAskedError
from broadcasts.relaying import passed_on, relay_text
from broadcasts.variables import TDP


async def relay(update: Update, context: WardContext) -> None:
    """All three; a notice without words can only be forwarded as it is."""
    from bot.relay_card import relay_card

    ward, chat, sending = context.ward, update.effective_chat, int(pressed(update)[2])
    if chat is None:
        return
    try:
        task = await ward.database.run(receipt_store.task, sending, actor(update))
    except NotAskedError:
        await answer(update, context, NOT_ASKED if sending else ONLY_A_LOOK)
        return
    own, code, tdp = task.notice.body.text, task.notice.code, task.values[TDP]
    if not own:
        await say(update, context, texts.FORWARD_IT)
        return
    await say(update, context, texts.TO_PASTE)
    await context.bot.send_message(chat.id, relay_text(ward.name, own, code, tdp))
    text = passed_on(own, tdp)
    async with ward.drawing:
        day = task.due.astimezone(ward.settings.zone).date()
        picture = await asyncio.to_thread(relay_card, ward.name, text, code, day)
    await context.bot.send_photo(chat.id, picture, caption=texts.PICTURE)
    # Writing out a long notice takes up to a second or two of computing.
    read_aloud = await asyncio.to_thread(script, ward.name, text, code)
    await say(update, context, texts.to_read_aloud(esc(read_aloud)))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_button(application, f"{RECEIPT}:relay:[0-9]{{1,12}}", relay)
