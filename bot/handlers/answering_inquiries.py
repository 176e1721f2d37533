"""Officers answer what was handed over: by replying, with a nearest entry at one tap, or with the next message; never
twice without knowing it.
"""

from telegram import Message, Update
from telegram.ext import filters

from bot import inquiry_keyboards as keyboards
from bot import inquiry_texts as texts
from bot.context import WardApplication, WardContext
from bot.expecting import IsAwaited
from bot.keyboards import INBOX
from bot.presses import answer as answer_press
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_buttons, on_message
from bot.roles import actor, address
from bot.threads import RepliesTo
from broadcasts import inquiry_steps, inquiry_store
from broadcasts.inquiry import LONGEST_ANSWER, LONGEST_CAPTION, Content, InquiryState, MessageState, Side
from broadcasts.inquiry import Message as ThreadMessage

AWAIT_ANSWER = "answer to an inquiry"
_KINDS = ("photo", "document", "voice", "video")


async def answer_by_reply(update: Update, context: WardContext) -> None:
    """A reply to a card is the answer."""
    post = context.ward.desk.threads.replied_to(update.effective_message)
    if post is not None:
        await _answer(update, context, post.inquiry)


async def ask_for_answer(update: Update, context: WardContext) -> None:
    """Take the thread, and await the answer as the next message."""
    ward, chat, number = context.ward, update.effective_chat, int(pressed(update)[2])
    thread = await ward.database.run(inquiry_steps.take, number, actor(update), ward.clock())
    if thread is None or chat is None:
        await answer_press(update, context, texts.NO_INQUIRY)
        return
    is_mine = thread.holder == actor(update)
    await answer_press(update, context, None if is_mine else texts.taken_by(thread.holder_name))
    ward.expecting.expect(chat.id, AWAIT_ANSWER, number)
    await ward.desk.refresh(number)
    await say(update, context, texts.TYPE_ANSWER)


async def typed_answer(update: Update, context: WardContext) -> None:
    """The answer that was awaited."""
    chat = update.effective_chat
    awaited = context.ward.expecting.awaited(chat.id) if chat else None
    if awaited is not None and chat is not None and await _answer(update, context, awaited.about):
        context.ward.expecting.taken(chat.id)


async def _answer(update: Update, context: WardContext, number: int) -> bool:
    """Record what the message says as an answer and hand it over; returns whether it could be one."""
    message = update.effective_message
    content = _content(message) if message else None
    if content is None:
        await say(update, context, texts.ANSWER_UNSUITABLE)
        return False
    if len(content.text) > (LONGEST_ANSWER if content.kind == "text" else LONGEST_CAPTION):
        await say(update, context, texts.ANSWER_TOO_LONG)
        return False
    await _hand_over(update, context, number, content)
    return True


def _content(message: Message) -> Content | None:
    """An own text is sent as text; pictures, files and voices are copied from where they lie."""
    if message.text:
        return Content(message.text)
    kind = next((kind for kind in _KINDS if getattr(message, kind)), None)
    if kind is None:
        return None
    return Content(message.caption or "", kind, address(message.chat_id), str(message.message_id))


async def answer_with_entry(update: Update, context: WardContext) -> None:
    """One of the nearest entries, as it stands today, is the answer."""
    ward, (_, _, number, entry) = context.ward, pressed(update)
    reply = ward.assistant.show(entry, ward.clock())
    if reply is None:
        await answer_press(update, context, texts.NO_INQUIRY)
        return
    await answer_press(update, context)
    await _hand_over(update, context, int(number), Content(reply.text, entry=entry))


async def _hand_over(update: Update, context: WardContext, number: int, content: Content) -> None:
    ward = context.ward
    recorded = await ward.database.run(inquiry_steps.answer, number, actor(update), content, ward.clock())
    if recorded is None:
        await say(update, context, texts.NO_INQUIRY)
    elif recorded.state is MessageState.HELD:
        thread = await ward.database.run(inquiry_store.inquiry, number)
        name, closed = (thread.holder_name, thread.state is InquiryState.CLOSED) if thread else ("", True)
        await say(update, context, texts.held(name, number, closed=closed), keyboards.held(recorded.id))
    else:
        await _deliver(update, context, recorded)


async def _deliver(update: Update, context: WardContext, recorded: ThreadMessage) -> None:
    """Hand over what is recorded, and say what became of it; a failure was told by the desk."""
    ward = context.ward
    await ward.desk.deliver()
    now = await ward.database.run(inquiry_store.message, recorded.id)
    if now is not None and now.state is MessageState.SENT:
        await say(update, context, texts.ANSWER_SENT.format(now.inquiry))
    elif now is not None and now.state is MessageState.WAITING:
        await say(update, context, texts.ANSWER_WAITS.format(now.inquiry))


async def send_anyway(update: Update, context: WardContext) -> None:
    """The answer that was held is sent, knowingly."""
    ward, number = context.ward, int(pressed(update)[2])
    confirmed = await ward.database.run(inquiry_steps.confirm, number, actor(update), ward.clock())
    if confirmed is None:
        await answer_press(update, context, texts.NOT_HELD)
        return
    await turn(update, context, texts.SEND_ANYWAY)
    await _deliver(update, context, confirmed)


async def do_not_send(update: Update, context: WardContext) -> None:
    """The answer that was held is dropped."""
    if await context.ward.database.run(inquiry_steps.drop, int(pressed(update)[2]), actor(update)):
        await turn(update, context, texts.DROPPED)
    else:
        await answer_press(update, context, texts.NOT_HELD)


async def edited(update: Update, context: WardContext) -> None:
    """An answer that was handed over cannot be corrected by editing it here."""
    await say(update, context, texts.ANSWER_EDITED)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    ward, number = application.bot_data["ward"], "[0-9]{1,9}"
    replies = ~filters.StatusUpdate.ALL & ~filters.COMMAND & RepliesTo(ward.desk.threads, Side.WARD)
    on_message(application, filters.UpdateType.MESSAGE & replies, answer_by_reply, Right.OFFICER)
    on_message(application, filters.UpdateType.EDITED_MESSAGE & replies, edited, Right.OFFICER)
    # Not by what it says: an officer's answer may well name 113.
    awaited = IsAwaited(ward.expecting, AWAIT_ANSWER, lambda _text: False)
    content = PRIVATE & ~filters.COMMAND & ~filters.StatusUpdate.ALL & awaited
    on_message(application, content, typed_answer, Right.OFFICER)
    buttons = {
        f"{INBOX}:answer:{number}": ask_for_answer,
        f"{INBOX}:e:{number}:[a-z0-9-]{{1,48}}": answer_with_entry,
        f"{INBOX}:yes:{number}": send_anyway,
        f"{INBOX}:no:{number}": do_not_send,
    }
    on_buttons(application, buttons)
