"""`/kiemtra`, or a notice forwarded or pasted: whether it is really the ward's, and what it says now."""

from datetime import datetime

from telegram import Message, Update
from telegram.ext import filters

from bot import check_texts as texts
from bot.context import WardApplication, WardContext
from bot.replies import say
from bot.rights import PRIVATE, Right, on_awaited, on_command, on_message
from bot.roles import actor
from broadcasts import notice_store, people_store, reader_store
from broadcasts.authenticity import a_code, code_in, says_the_same
from broadcasts.notice import Notice, NoticeState
from broadcasts.relaying import passed_on
from broadcasts.variables import TDP

AWAIT_CODE, PAYLOAD = "code of a notice", "v_"


async def start(update: Update, context: WardContext) -> None:
    """A code behind the command is checked; without one it is awaited."""
    chat, typed = update.effective_chat, "".join(context.args or ()).removeprefix(PAYLOAD)
    if chat is None:
        return
    if typed:
        await _check(update, context, a_code(typed) or typed[:20], "")
    else:
        context.ward.expecting.expect(chat.id, AWAIT_CODE)
        await say(update, context, texts.USAGE)


async def take_code(update: Update, context: WardContext) -> None:
    """The code as typed, or the whole notice."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return
    context.ward.expecting.taken(chat.id)
    text = message.text or message.caption or ""
    await _check(update, context, code_in(text) or a_code(text) or text[:20], text)


async def check_notice(update: Update, context: WardContext) -> None:
    """A message that names a notice's code as notices do."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message is not None else ""
    code = code_in(text)
    if code is not None:
        await _check(update, context, code, text)


async def _check(update: Update, context: WardContext, code: str, text: str) -> None:
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    if chat is None:
        return
    if ward.wrong_codes.is_used_up(chat.id, now):
        await say(update, context, texts.TOO_MANY)
        return
    found = await ward.database.run(notice_store.by_code, code)
    sent = await ward.database.run(notice_store.last_left_at, found.id, now) if found is not None else None
    if found is not None and found.state is NoticeState.WITHDRAWN:
        await say(update, context, texts.withdrawn(ward.name, found.code))
    elif found is None or sent is None:
        ward.wrong_codes.judge(chat.id, now)
        await say(update, context, texts.unknown(code, ward.name))
    else:
        await _tell(update, context, found, sent, text)


async def _tell(update: Update, context: WardContext, found: Notice, sent: datetime, text: str) -> None:
    ward, own = context.ward, found.body.text
    await say(update, context, texts.genuine(ward.name, found.code, sent, ward.settings.zone, version=found.version))
    if not own:
        await say(update, context, texts.NO_WORDS)
    elif code_in(text) is not None and says_the_same(text, ward.name, own, found.code):
        await say(update, context, texts.SAME_WORDS)
    else:
        if code_in(text) is not None:
            await say(update, context, texts.OTHER_WORDS)
        reader = await ward.database.run(people_store.recipient_id, actor(update))
        values = await ward.database.run(reader_store.values_of, reader)
        await say(update, context, passed_on(own, values[TDP]))


class NamesCode(filters.MessageFilter):
    """A message that names a notice's code as notices do."""

    def filter(self, message: Message) -> bool:
        """Whether there is such a code in its text or caption."""
        return code_in(message.text or message.caption or "") is not None


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    words = filters.TEXT | filters.CAPTION
    on_command(application, "start", start, PRIVATE & filters.Regex(f"^/start {PAYLOAD}"))
    on_command(application, "kiemtra", start, PRIVATE)
    on_awaited(application, AWAIT_CODE, take_code, Right.EVERYONE, words)
    on_message(application, PRIVATE & words & ~filters.COMMAND & NamesCode(), check_notice, Right.EVERYONE)
