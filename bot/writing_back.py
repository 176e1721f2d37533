"""What leaders and officers write under a notice goes to its author."""

from telegram import Message, Update

from bot import asking_texts as texts
from bot import inquiry_keyboards as keyboards
from bot.context import WardContext
from bot.passable import passable_words
from bot.replies import say
from bot.roles import actor, address
from broadcasts import receipt_store, reply_store
from broadcasts.authenticity import code_in
from broadcasts.inquiry import RefusedError, Side


async def notice_replied_to(message: Message, context: WardContext) -> int | None:
    """The sending whose message somebody replies to: the notice, a reminder of it, or a copy that ends with its code
    as `/viec` shows it; None for any other message.
    """
    replied = message.reply_to_message
    if replied is None:
        return None
    database, who = context.ward.database, address(message.chat_id)
    sending: int | None = await database.run(receipt_store.sending_of_message, who, str(replied.message_id))
    if sending is not None or replied.from_user is None or replied.from_user.id != context.bot.id:
        return sending
    lines = (replied.text or replied.caption or "").splitlines()
    code = code_in(lines[-1]) if lines else None
    return None if code is None else await database.run(receipt_store.sending_by_code, who, code)


async def write_back(update: Update, context: WardContext, sending: int, *, corrected: bool = False) -> None:
    """Hand over what a message says under a notice, and tell by when it is answered; `corrected` words say so."""
    ward, message, chat, now = context.ward, update.effective_message, update.effective_chat, context.ward.clock()
    if message is None or chat is None:
        return
    if not message.text:
        await say(update, context, texts.ONLY_WORDS)
        return
    words = await passable_words(update, context, message.text)
    if words is None:
        return
    said = texts.correction(words) if corrected else words
    try:
        thread = await ward.database.run(reply_store.write_back, sending, actor(update), said, ward.desk.due(now), now)
        about = None if thread is None else await ward.database.run(reply_store.background, thread.id)
    except RefusedError as refused:
        await say(update, context, texts.REFUSALS[refused.why])
        return
    if thread is None or about is None:
        await say(update, context, texts.NOTICE_GONE)
        return
    text = texts.written_back(
        thread.id,
        about.notice.code,
        ward.desk.promise(thread.due_at),
        to_author=thread.holder is not None,
        hidden=words != message.text.strip(),
    )
    told = await context.bot.send_message(
        chat.id, text, parse_mode="HTML", reply_markup=keyboards.go_on(thread.id, done=False)
    )
    await ward.desk.threads.add(chat.id, told.message_id, thread.id, Side.ASKER)
    await ward.desk.deliver()
