"""Whatever no journey took: unknown commands, stickers, pictures, old buttons. A short reply, or silence."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot import texts
from bot.context import WardApplication, WardContext
from bot.replies import say, say_within_limit
from bot.rights import PRIVATE


async def unknown_command(update: Update, context: WardContext) -> None:
    """A command that does not exist."""
    await say_within_limit(update, context, texts.UNKNOWN_COMMAND)


async def sticker(update: Update, context: WardContext) -> None:
    """A sticker or an animated dice: friendly, and back to the matter."""
    await say_within_limit(update, context, texts.STICKER)


async def not_text(update: Update, context: WardContext) -> None:
    """A picture, file, voice or place: we read text only. An album is answered once."""
    message = update.effective_message
    if message is not None and message.media_group_id is not None and context.chat_data is not None:
        if context.chat_data.get("album") == message.media_group_id:
            return
        context.chat_data["album"] = message.media_group_id
    await say_within_limit(update, context, texts.NOT_TEXT)


async def dead_button(update: Update, context: WardContext) -> None:
    """A button of an earlier version, or a forged one."""
    if update.callback_query is not None:
        await say(update, context, texts.NO_SUCH_ENTRY)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, unknown_command))
    application.add_handler(MessageHandler(PRIVATE & (filters.Sticker.ALL | filters.Dice.ALL), sticker))
    # Service messages (a pinned message, a changed picture) are nobody's words: silence.
    application.add_handler(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, not_text))
    application.add_handler(CallbackQueryHandler(dead_button))
