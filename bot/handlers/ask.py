"""A question and its answer: in private any text; in a group only when the assistant is addressed."""

import re

from telegram import Message, MessageEntity, Update
from telegram.ext import MessageHandler, filters

from bot import texts
from bot.answering import answer_edit, answer_question
from bot.context import WardApplication, WardContext
from bot.replies import say
from bot.rights import EDITED, PRIVATE, on_command


class AddressedInGroup(filters.MessageFilter):
    """A group message that mentions the assistant or replies to it."""

    def filter(self, message: Message) -> bool:
        """Whether the message is for us."""
        bot = message.get_bot()
        replied = message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
            return True
        mention = f"@{bot.username}".casefold()
        return any(said.casefold() == mention for said in message.parse_entities([MessageEntity.MENTION]).values())


async def ask_command(update: Update, context: WardContext) -> None:
    """`/hoi …`: a question where plain text is not read."""
    question = " ".join(context.args or ())
    if question:
        await answer_question(update, context, question)
    else:
        await say(update, context, texts.HOI_USAGE)


async def ask(update: Update, context: WardContext) -> None:
    """A message as a question; a picture's caption counts as its text."""
    message = update.effective_message
    if message is None:
        return
    text = message.text or message.caption or ""
    mention = re.compile(rf"@{re.escape(context.bot.username)}\b", re.IGNORECASE)
    await answer_question(update, context, mention.sub(" ", text))


async def ask_corrected(update: Update, context: WardContext) -> None:
    """A corrected question is answered like a new one."""
    message = update.effective_message
    if message is not None:
        await answer_edit(update, context, message.text or message.caption or "")


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    said = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND & ~filters.VIA_BOT
    in_group = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & AddressedInGroup()
    on_command(application, "hoi", ask_command)
    application.add_handler(MessageHandler(said & (PRIVATE | in_group), ask))
    application.add_handler(MessageHandler(said & EDITED, ask_corrected))
