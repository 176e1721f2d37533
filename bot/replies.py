"""Sending one reply, wherever the update came from."""

from telegram import InlineKeyboardMarkup, Update

from bot import keyboards, texts
from bot.context import WardContext
from bot.pictures import CAPTION_LIMIT
from knowledge.reply import Reply


async def say(update: Update, context: WardContext, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Send HTML to the update's chat; a pressed button is answered first, so that it stops turning.

    In a group the reply quotes the message it answers.
    """
    if update.callback_query is not None:
        await update.callback_query.answer()
    if update.effective_chat is not None:
        await context.bot.send_message(
            update.effective_chat.id,
            text,
            parse_mode="HTML",
            reply_markup=keyboard,
            reply_to_message_id=_quoted(update),
            allow_sending_without_reply=True,
        )


def _quoted(update: Update) -> int | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or message is None or chat.type == chat.PRIVATE or update.callback_query is not None:
        return None
    return message.message_id


async def turn(update: Update, context: WardContext, text: str, keyboard: InlineKeyboardMarkup) -> None:
    """Change the pressed button's message into another page; send it anew where that is no longer possible."""
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        await say(update, context, text, keyboard)
        return
    await query.answer()
    await query.edit_message_text(text, parse_mode="HTML", reply_markup=keyboard)


async def say_reply(update: Update, context: WardContext, reply: Reply) -> None:
    """Send what the assistant replied, its options as buttons, its picture above it."""
    asks_back = reply.kind in ("clarify", "unknown")
    keyboard = keyboards.choices(reply.options, numbered=asks_back, person=reply.kind == "unknown")
    chat, text = update.effective_chat, texts.answer(reply)
    pictures = context.ward.pictures
    if chat is None or reply.picture is None or len(reply.text) > CAPTION_LIMIT or not pictures.has(reply.picture):
        await say(update, context, text, keyboard)
        return
    if update.callback_query is not None:
        await update.callback_query.answer()
    await pictures.send(context.bot, chat.id, reply.picture, text, keyboard, _quoted(update))


async def show_entry(update: Update, context: WardContext, entry_id: str) -> bool:
    """Send an entry as it stands today; returns False, having sent nothing, if there is none with this id."""
    ward = context.ward
    chat = update.effective_chat.id if update.effective_chat else None
    reply = ward.assistant.show(entry_id, ward.clock(), chat)
    if reply is None:
        return False
    await say_reply(update, context, reply)
    return True


def target_count(context: WardContext) -> int:
    """How many targets the ward's resolution has."""
    return len(context.ward.assistant.library.targets())
