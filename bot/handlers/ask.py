"""A question and its answer: in private any text; in a group only when the assistant is addressed."""

import re

import structlog
from telegram import Message, MessageEntity, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import texts
from bot.context import WardApplication, WardContext
from bot.limits import Verdict
from bot.replies import say, say_reply
from knowledge.store import record_question

log = structlog.get_logger(__name__)

LONGEST_QUESTION = 600
"""Characters; longer texts are letters or copied posts, which one answer would not do justice."""


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
        await _answer(update, context, question)
    else:
        await say(update, context, texts.HOI_USAGE)


async def ask(update: Update, context: WardContext) -> None:
    """A message as a question; a picture's caption counts as its text."""
    message = update.effective_message
    if message is None:
        return
    text = message.text or message.caption or ""
    mention = re.compile(rf"@{re.escape(context.bot.username)}\b", re.IGNORECASE)
    await _answer(update, context, mention.sub(" ", text))


async def _answer(update: Update, context: WardContext, question: str) -> None:
    ward, chat, message = context.ward, update.effective_chat, update.effective_message
    if chat is None or message is None:
        return
    now = ward.clock()
    reply = ward.assistant.reply(question, now, chat.id)
    if reply.kind != "redirect":  # danger is answered whatever the circumstances
        verdict = ward.limit.judge(chat.id, now)
        if verdict is not Verdict.SERVE:
            if verdict is Verdict.WARN:
                await say(update, context, texts.SLOW_DOWN)
            return
        if len(question) > LONGEST_QUESTION:
            await say(update, context, texts.TOO_LONG)
            return
        if message.forward_origin is not None:
            await say(update, context, texts.FORWARDED)
            return
    await say_reply(update, context, reply)
    if not reply.sensitive:
        log.info("question answered", update_id=update.update_id, kind=reply.kind, entry=reply.entry, score=reply.score)
    await ward.database.run(record_question, question, reply, now)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    said = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND & ~filters.VIA_BOT
    # A corrected question is answered like a new one.
    in_private = filters.ChatType.PRIVATE & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE)
    in_group = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & AddressedInGroup()
    application.add_handler(CommandHandler("hoi", ask_command, filters.UpdateType.MESSAGE))
    application.add_handler(MessageHandler(said & (in_private | in_group), ask))
