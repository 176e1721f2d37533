"""Posters to print: for the ward, for each TDP, for each topic; one PDF with a page for each."""

import asyncio

from telegram import Update

from bot import people_keyboards as keyboards
from bot import poster_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import POSTER
from bot.presses import answer, pressed
from bot.replies import say, turn
from bot.rights import on_button
from broadcasts import people_store

PAGES_IN_A_FILE = 16


async def which(update: Update, context: WardContext) -> None:
    """Which posters."""
    await turn(update, context, texts.POSTER_WHICH, keyboards.posters())


async def send(update: Update, context: WardContext) -> None:
    """Draw and send them."""
    from bot.poster import as_pdf
    from bot.poster_pages import pages

    ward, chat, kind = context.ward, update.effective_chat, pressed(update)[1]
    tdps = await ward.database.run(people_store.tdps)
    drawn = pages(kind, ward.assistant.library, tdps, context.bot.username)
    if chat is None or not drawn:
        await say(update, context, texts.POSTER_NONE)
        return
    await answer(update, context, passing=texts.POSTER_DRAWING)
    # One drawing at a time and in parts: a page takes 6 MB while it is drawn.
    async with ward.drawing:
        for start in range(0, len(drawn), PAGES_IN_A_FILE):
            content = await asyncio.to_thread(as_pdf, drawn[start : start + PAGES_IN_A_FILE])
            await context.bot.send_document(chat.id, content, filename=texts.POSTER_FILE)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_button(application, f"{POSTER}:which", which)
    on_button(application, f"{POSTER}:(?:ward|tdps|topics)", send)
