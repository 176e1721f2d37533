"""A leader's or officer's reply to a notice that answers nothing it asks: its author reads it."""

from telegram import Message, Update
from telegram.ext import filters

from bot import texts
from bot.answering import answer_edit, answer_question
from bot.context import WardApplication, WardContext
from bot.replies import say
from bot.rights import EDITED, PRIVATE, Right, on_message
from bot.roles import Roles
from bot.writing_back import notice_replied_to, write_back


async def take_reply(update: Update, context: WardContext) -> None:
    """A reply to anything else is a question like any other."""
    message = update.effective_message
    if message is None:
        return
    sending, words = await notice_replied_to(message, context), message.text or message.caption
    if sending is not None:
        await write_back(update, context, sending)
    elif words:
        await answer_question(update, context, words)
    else:
        await say(update, context, texts.NOT_TEXT)


async def take_corrected(update: Update, context: WardContext) -> None:
    """What was written under a notice and then edited goes the way of the first words, said to be a correction."""
    message = update.effective_message
    if message is None:
        return
    sending, words = await notice_replied_to(message, context), message.text or message.caption
    if sending is not None:
        await write_back(update, context, sending, corrected=True)
    elif words:
        await answer_edit(update, context, words)


class RepliesInOffice(filters.MessageFilter):
    """A leader's or officer's reply."""

    def __init__(self, roles: Roles) -> None:
        """`roles` tells who has an office."""
        super().__init__()
        self._roles = roles

    def filter(self, message: Message) -> bool:
        """Whether whoever replies has an office."""
        person = message.from_user.id if message.from_user else None
        return message.reply_to_message is not None and bool(self._roles.of(person))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    said = (filters.TEXT & ~filters.COMMAND) | filters.PHOTO | filters.VOICE | filters.VIDEO
    replies = said & RepliesInOffice(application.bot_data["ward"].roles)
    on_message(application, PRIVATE & replies, take_reply, Right.EVERYONE)
    on_message(application, EDITED & replies, take_corrected, Right.EVERYONE)
